"""What follows a request for a decision, a note, a decision and a period; `ops/reactions.py` says after which event."""

from collections.abc import Mapping
from functools import partial
from uuid import UUID

from himaya.determinations import queries as of_decisions
from himaya.determinations import queries_waiting as of_waiting
from himaya.determinations.actions import counsels, decision_requests
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM
from himaya.tasks.actions import mailboxes, raising
from himaya.tasks.actions.raising import About

Ids = Mapping[str, str]


def tell_body(ids: Ids) -> None:
    """A named body was asked for a decision: its mail says that something waits, unless it was taken back meanwhile."""
    if desk := of_decisions.awaits(UUID(ids["request"])):
        mailboxes.owe(desk_id=desk, by=SYSTEM)


def raise_decision_to_tell(ids: Ids) -> None:
    """A body decided: the desk that holds the file tells the person, unless it did already."""
    decision = of_decisions.untold_now(UUID(ids["decision"]))
    if decision is not None:
        raising.raise_for(kind="tell_decision", about=About("decision", decision.pk, decision.case_id), by=SYSTEM)


def settle_decision_told(ids: Ids) -> None:
    """The person was told: nothing waits there any more."""
    about = About("decision", UUID(ids["decision"]), UUID(ids["case"]))
    raising.settle(about=about, but="review_day", by=SYSTEM)


def raise_review_day(ids: Ids) -> None:
    """A body looks at its decision again today: whoever holds the file asks the person, unless somebody asked it."""
    decision = of_waiting.review_now(UUID(ids["decision"]))
    if decision is not None:
        about = About("decision", decision.pk, decision.case_id)
        raising.raise_for(kind="review_day", about=about, due_on=decision.review_on, by=SYSTEM)


def follow_review(ids: Ids) -> None:
    """While another look is asked for, the day of review of a decision does not count. When what asked for it fell
    away, it counts again: a day that came meanwhile is told of, unless somebody ended it by hand."""
    decision = of_waiting.looked_at_by(UUID(ids["request"]))
    if decision is None:
        return
    about = About("decision", decision.pk, decision.case_id)
    if of_waiting.asked_again(decision):
        raising.settle(about=about, but="tell_decision", by=SYSTEM)
    elif decision in of_waiting.reviews_in_mind(decision.case_id):
        raising.raise_again(kind="review_day", about=about, due_on=decision.review_on, by=SYSTEM)


def follow_request(ids: Ids) -> None:
    """Legal counsel has a task while a request waits for their word, and whoever asked has one after a no."""
    request = UUID(ids["request"])
    _bring_in_line("decision_request", request, of_waiting.of_request(request))


def follow_counsel(ids: Ids) -> None:
    """Legal counsel of another desk was named, or is no longer: their desk has a task while any sheet waits there."""
    for desk in of_waiting.desks_named(UUID(ids["request"])):
        raising.keep_at_desk(
            kind=of_waiting.COUNSEL_WORD, desk_id=desk, waits=partial(of_waiting.waits_for_counsel_of, desk), by=SYSTEM
        )


def end_counsel_without_agreement(ids: Ids) -> None:
    """The person took back that counsel of another desk reads the sheet: they do not, and the request goes on."""
    counsels.end_with_agreement(consent_id=UUID(ids["consent"]), by=SYSTEM)


def end_counsel_lapsed() -> None:
    """The same by the clock: the last day of an agreement tells nobody that it has come."""
    counsels.end_lapsed(by=SYSTEM)


def follow_recovery(ids: Ids) -> None:
    """A sheet is to go to police, prosecution or a court: the desk of the file sees to time to recover first, where
    nothing was said of it, or such time runs. What somebody ended by hand comes again for time that began since."""
    request = UUID(ids["request"])
    wanted = of_waiting.before_statement(request)
    if wanted is None:
        return
    about = About("recovery", request, wanted.case_id)
    if wanted.kind:
        raising.raise_again(kind=wanted.kind, about=about, due_on=clock.today(), since=wanted.since, by=SYSTEM)
    else:
        raising.settle(about=about, by=SYSTEM)


def follow_period(ids: Ids) -> None:
    """Time to recover began, was made longer or is over: what waits for a body in that file is looked at again."""
    for request in of_waiting.waiting_in(UUID(ids["case"])):
        follow_recovery({"request": str(request)})


def settle_recovery(ids: Ids) -> None:
    """The body decided: nothing is said to it any more for this request."""
    request = of_waiting.request_of(UUID(ids["decision"]))
    if request is not None:
        follow_recovery({"request": str(request)})


def follow_note(ids: Ids) -> None:
    """The same of a note; after a yes somebody gives it."""
    note = UUID(ids["note"])
    _bring_in_line("decision_note", note, of_waiting.of_note(note))


def _bring_in_line(kind: str, number: UUID, wanted: of_waiting.Wanted | None) -> None:
    if wanted is None:
        return
    about = About(kind, number, wanted.case_id)
    raising.settle(about=about, but=wanted.kind, by=SYSTEM)
    if wanted.kind:
        raising.raise_again(kind=wanted.kind, about=about, by=SYSTEM)


def raise_period_end(ids: Ids) -> None:
    """A recovery and reflection period ends soon: somebody speaks with the person. It was not made longer meanwhile."""
    period = of_decisions.period_now(UUID(ids["period"]))
    if period is not None:
        about = About("period", period.pk, period.case_id)
        raising.raise_for(kind="period_ends", about=about, due_on=period.last_on, by=SYSTEM)


def settle_period_end(ids: Ids) -> None:
    """It was made longer: its former last day does not count."""
    raising.settle(about=About("period", UUID(ids["period"]), UUID(ids["case"])), by=SYSTEM)


def end_request_without_agreement(ids: Ids) -> None:
    """What carried a request for a decision was taken back: so is the request."""
    decision_requests.withdraw_with_agreement(consent_id=UUID(ids["consent"]), by=SYSTEM)


def end_request_with_file(ids: Ids) -> None:
    """The file was closed: nothing is decided in it."""
    decision_requests.withdraw_with_file(case_id=UUID(ids["case"]), by=SYSTEM)


def end_requests_of_nobody(_ids: Ids) -> None:
    """Who decides changed: what waits at a body that is not named any more is taken back."""
    decision_requests.withdraw_unnamed(by=SYSTEM)
