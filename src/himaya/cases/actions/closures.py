"""The verbs of an ending: a file is closed for a coded reason, and opened again when the person needs it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.cases import access, given, link_ends, policy, queries_closures, rules_closures, sending, tallies
from himaya.cases.actions import grants
from himaya.cases.closures_content import CLOSE, REOPEN, reasons
from himaya.cases.erasing import next_number
from himaya.cases.models import Case, Closure, Grant, Referral, Submission
from himaya.instruments import usage
from himaya.kernel import at_closing, clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.sealed import seal
from himaya.kernel.unit import Unit, unit

# A few sentences, in letters.
LONGEST = 600


@dataclass(frozen=True, slots=True)
class Ending:
    """How a file is closed. `outcomes` by domain, what is left out was not asked; `left_running` are the referrals
    with which the other desk goes on; `knowing` says that somebody ticked what is open and hinders nothing; `despite`
    is why the file is closed although a risk is named (`kernel.at_closing`), in a few words."""

    reason: str
    outcomes: Mapping[str, str] = field(default_factory=dict)
    left_running: Collection[UUID] = ()
    tries: int | None = None
    knowing: bool = False
    despite: str = ""


def close(*, case_id: UUID, ending: Ending, by: Actor) -> None:
    """Close a file of the actor's desk: nothing more flows from it, accesses of others end, the periods begin.

    What another desk was sent and goes on with stays with it. Raises NotFound, NotPermitted, NotValid (the code names
    the field), NotNow (closed already, or something open stops it: the sentence says what to do).
    """
    policy.check_hand_over(by)
    outcomes = _checked(ending)
    if not _why(ending):
        # Before the unit: what a refusal opened would lose its row in the audit with it.
        _check_nothing_named(by, case_id)
    with unit(by=by) as u:
        case = access.lock_case(by, case_id)
        if case.state != rules_closures.OPENED:
            raise NotNow(_("This file is closed already. Nothing was changed."), code="closed_already")
        # After the file, as an erasure holds them: no desk asks or answers something while it is closed.
        list(Referral.objects.select_for_update().filter(case=case).order_by("pk").values_list("pk"))
        runs = _settled(case, ending)
        despite = _despite(u, case, ending)
        row = _line(u, case, rules_closures.WAS_CLOSED, ending.reason)
        row.tries, row.left_running = ending.tries, runs
        asked = any(said != rules_closures.NOT_ASKED for said in outcomes.values())
        seal(row, outcomes=outcomes if asked else None, despite=despite)
        row.save(force_insert=True)
        case.state, case.close_reason, case.closed_on = rules_closures.CLOSED, ending.reason, row.on
        case.needed_until = None
        case.save(update_fields=["state", "close_reason", "closed_on", "needed_until"])
        _count_under_its_form(case, began=False)
        _end_accesses(u, case)
        tallies.add(
            tallies.Count(
                tallies.CLOSED, desk_id=case.desk_id, region=case.region, clause="reason", answer=ending.reason
            )
        )
        _told(u, case, "closed", ending.reason)


def reopen(*, case_id: UUID, reason: str, by: Actor) -> None:
    """Open a closed file again: the periods no longer count. What ended with the closing stays ended.

    Raises NotFound, NotPermitted, NotValid, NotNow (open, or its identity was erased).
    """
    policy.check_hand_over(by)
    known = reasons().rows.get(reason)
    if known is None or known.use != REOPEN:
        raise NotValid(_("Say why the file is opened again."), code="reason")
    with unit(by=by) as u:
        case = access.lock_case(by, case_id)
        if case.state == rules_closures.OPENED:
            raise NotNow(_("This file is open already. Nothing was changed."), code="open_already")
        if not queries_closures.can_reopen(case):
            raise NotNow(
                _(
                    "The identity of this file was erased: it is nobody’s any more and stays closed. Open a new one "
                    "from the first line."
                ),
                code="identity_erased",
            )
        row = _line(u, case, rules_closures.WAS_REOPENED, reason)
        row.save(force_insert=True)
        case.state, case.close_reason, case.closed_on = rules_closures.OPENED, "", None
        # Somebody needs it today, however old it is: the days of silence and the period of keeping begin today.
        case.stirred_on = clock.today()
        case.save(update_fields=["state", "close_reason", "closed_on", "stirred_on"])
        _count_under_its_form(case, began=True)
        _told(u, case, "reopened", reason)


def _checked(ending: Ending) -> dict[str, str]:
    known = reasons().rows.get(ending.reason)
    if known is None or known.use != CLOSE:
        raise NotValid(_("Say why the file is closed."), code="reason")
    if known.tries and not rules_closures.enough_tries(ending.tries, needed=reasons().tries):
        raise NotValid(
            _("Try at least %(needed)s times first, as the person wished to be reached, and write how often.")
            % {"needed": reasons().tries},
            code="tries",
        )
    if not known.tries and ending.tries is not None:
        raise NotValid(_("Tries are counted only for a person who cannot be reached."), code="tries")
    outcomes = rules_closures.outcomes_of(ending.outcomes)
    if outcomes is None:
        raise NotValid(_("Choose what changed from the list, or leave it."), code="outcomes")
    return outcomes


def _settled(case: Case, ending: Ending) -> int:
    """How many referrals another desk goes on with. Raises NotNow while something stops the closing."""
    open_now = queries_closures.standing(case)
    if open_now.stops:
        raise NotNow(open_now.stops[0].still.sentence, code="stops")
    if {one.pk for one in open_now.running} - set(ending.left_running):
        raise NotNow(
            _(
                "A referral still runs. Tick that the desk goes on with it, or withdraw it if the person wishes; then "
                "close."
            ),
            code="left_running",
        )
    if open_now.warns and not ending.knowing:
        raise NotNow(_("Something is still open. Look at it, and tick that you know; then close."), code="knowing")
    return len(open_now.running)


def _why(ending: Ending) -> str:
    """What was said of why it is closed all the same. Raises NotValid for too many words."""
    said = ending.despite.replace("\0", "").strip()
    if len(said) > LONGEST:
        raise NotValid(_("Say it in fewer words."), code="despite")
    return said


def _check_nothing_named(by: Actor, case_id: UUID) -> None:
    """Raises NotFound, and NotNow where something stands in an open file and nothing was said of it."""
    case = access.held_case(by, case_id)
    if case.state != rules_closures.OPENED:
        return
    with at_closing.open_named(by, case_id) as named:
        if named:
            raise _say_why()


def _say_why() -> NotNow:
    return NotNow(
        _("A risk stands, or areas of it were not assessed. Say why the file is closed all the same."), code="despite"
    )


def _despite(u: Unit, case: Case, ending: Ending) -> str | None:
    """Why it is closed all the same; looked at again here, as the risk may have grown while somebody typed.

    Raises NotNow where something is named and nothing was said.
    """
    said = _why(ending)
    with at_closing.open_named(u.by, case.pk) as named:
        if named and not said:
            raise _say_why()
        if named:
            u.log("case.closed_at_risk", object_type="case", object_id=case.pk, subjects=[case.person_id])
    return said if named else None


def _line(u: Unit, case: Case, word: str, reason: str) -> Closure:
    return Closure(
        person_id=case.person_id,
        case=case,
        number=next_number(case.pk),
        word=word,
        on=clock.today(),
        desk_id=u.by.desk_id,
        role=sending.role_of(u.by),
        reason=reason,
        written_by=policy.account_of(u.by),
    )


def _count_under_its_form(case: Case, *, began: bool) -> None:
    last = Submission.objects.defer("answers", "details").filter(case=case).order_by(*given.IN_ORDER).last()
    if last is not None:
        (usage.began if began else usage.ended)(last.version_id, case.institution_id)


def _end_accesses(u: Unit, case: Case) -> None:
    """Whoever was let in for a time, or by a link, sees of the file no more; the desk that holds it keeps it."""
    given_to_others = Grant.objects.filter(policy.in_force(), case=case, expires_at__isnull=False)
    for row in given_to_others.select_related("case").select_for_update(of=("self",)).order_by("pk"):
        grants.close(u, row)
    link_ends.end_all(u, case)


def _told(u: Unit, case: Case, word: str, reason: str) -> None:
    u.log(f"case.{word}", object_type="case", object_id=case.pk, code=reason, subjects=[case.person_id])
    u.tell(f"case.{word}", case=str(case.pk))
