"""A decision at the desks of the cast, as several tests need it: named, asked, recorded, told."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from himaya.cases.actions import closures, consents
from himaya.cases.actions.closures import Ending
from himaya.cases.actions.consents import Question
from himaya.cases.models import Case, Referral
from himaya.determinations import queries, states
from himaya.determinations.actions import decision_notes, decision_requests, determinations, namings
from himaya.determinations.actions.decision_requests import Wanted
from himaya.determinations.actions.determinations import Outcome, Said
from himaya.determinations.actions.namings import Entered
from himaya.determinations.models import Request
from himaya.determinations.sheets import Sheet
from himaya.institutions.models import Account, Desk, Institution, Membership
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from tests import cast, factories

ASKS = cast.INSPECTOR
BODY = "hostel"
RECORDER = cast.actor("recorder", BODY, "decision_recorder")
RECORDER_COLLEAGUE = cast.actor("recorder-2", BODY, "decision_recorder")
OTHER_RECORDER = cast.actor("recorder-3", "children", "decision_recorder")
# A ministry: the cast has none, and only somebody of the nation confirms.
MINISTRY = "ministry"
AUTHORITY, AUTHORITY_2 = (
    replace(cast.actor(name, "oversight", "validating_authority"), desk_id=MINISTRY, institution_id=MINISTRY)
    for name in ("authority", "authority-2")
)
COUNSEL = cast.actor("labour-counsel", "labour-north", "legal_counsel")
SECRETARY_2 = cast.actor("secretary-2", "secretariat", "secretariat")
PEOPLE = {
    "recorder": RECORDER,
    "recorder-2": RECORDER_COLLEAGUE,
    "recorder-3": OTHER_RECORDER,
    "authority": AUTHORITY,
    "authority-2": AUTHORITY_2,
    "labour-counsel": COUNSEL,
    "secretary-2": SECRETARY_2,
}
WORDS = "Canary wages were held back قصر"
SHEET = Sheet(
    acts=("recruit", "harbour"),
    means=("deception",),
    purposes=("LAB_FORCED",),
    effects={"will_overridden": "yes", "freedom_to_change_lost": "yes", "dignity_injured": "unknown"},
    found=WORDS,
    alternatives="A quarrel about wages alone",
    missing="The contract",
    wishes="To stay and to work",
)
CHILD_SHEET = Sheet(purposes=("BEGGING",), found=WORDS, wishes="To go to school")
FROM = date(2026, 1, 1)


def seat_everybody() -> None:
    """Those whom only this room needs."""
    names = ("name_fr", "name_ar", "name_en")
    ministry = {"kind": "ministry", **dict.fromkeys(names, MINISTRY)}
    Institution.objects.get_or_create(pk=MINISTRY, defaults={"mark": "G", "source": "invented", **ministry})
    Desk.objects.get_or_create(pk=MINISTRY, defaults={"institution_id": MINISTRY, **ministry})
    for name, who in PEOPLE.items():
        if Account.objects.filter(pk=who.account_id).exists():
            continue
        account = Account.objects.create(pk=who.account_id, username=name)
        Membership.objects.create(account=account, desk_id=who.desk_id, roles=sorted(who.roles), valid_from=FROM)


def named(step: str = states.PRESUMED, desk: str = BODY, **changes: Any) -> UUID:
    """A body that two people named."""
    base: dict[str, Any] = {
        "part": states.BODY,
        "step": step,
        "desk_id": desk,
        "text": "Mechanism of the invented country",
        "article": "4",
        "source": "invented",
        "mark": "C",
        "valid_from": FROM,
    }
    return _entered(Entered(**{**base, **changes}))


def term(days: int = 30, **changes: Any) -> UUID:
    """A term of review."""
    base: dict[str, Any] = {"part": states.TERM, "days": days, "text": "T", "source": "s", "mark": "C"}
    return _entered(Entered(**{**base, "valid_from": FROM, **changes}))


def period(days: int = 30, since: str = states.SINCE_DECIDED, **changes: Any) -> UUID:
    """A configured period."""
    base: dict[str, Any] = {
        "part": states.PERIOD,
        "days": days,
        "since": since,
        "text": "T",
        "source": "s",
        "mark": "C",
    }
    return _entered(Entered(**{**base, "valid_from": FROM, **changes}))


def _entered(what: Entered) -> UUID:
    pk = namings.propose(entered=what, by=cast.SECRETARY)
    namings.confirm(naming_id=pk, by=AUTHORITY)
    return pk


def ended(pk: UUID) -> None:
    """An entry that two people ended."""
    namings.ask_to_end(naming_id=pk, reason="The text changed", by=cast.SECRETARY)
    namings.end(naming_id=pk, by=AUTHORITY)


def agree(case_id: UUID, desk: str = BODY, *, data_class: str = queries.SHEET, by: Actor = ASKS, **child: str) -> UUID:
    """The person agrees that a desk gets this."""
    question = Question(f"desk:{desk}", (data_class,), "ary", "none", "spoken", **child)
    return consents.give(case_id=case_id, question=question, by=by)


def child(case_id: UUID) -> None:
    """The person is a child."""
    Case.objects.filter(pk=case_id).update(age_group="child")


def ready(*steps: str, panel: int = 0) -> UUID:
    """A case whose person agreed; bodies are named for these steps, or for both."""
    for step in steps or states.STEPS:
        named(step, quorum=panel)
    case_id = factories.hand_over().case_id
    agree(case_id)
    return case_id


def asked(case_id: UUID | None = None, *, step: str = states.PRESUMED, sheet: Sheet = SHEET) -> Request:
    """A request that was sent."""
    case_id = case_id or ready()
    pk = decision_requests.send(case_id=case_id, wanted=Wanted(step), sheet=sheet, by=ASKS)
    if Request.objects.filter(pk=pk, state=states.TO_COUNSEL).exists():
        decision_requests.advise(request_id=pk, yes=True, by=COUNSEL)
    return Request.objects.get(pk=pk)


def reviewed(case_id: UUID, decision_id: UUID) -> Request:
    """The person asks to have a decision looked at again."""
    wanted = Wanted(kind=states.REVIEW, about=decision_id)
    pk = decision_requests.send(case_id=case_id, wanted=wanted, sheet=SHEET, by=ASKS)
    return Request.objects.defer("sheet").get(pk=pk)


def recorded(request: Request, status: str = states.PRESUMED, *, by: Actor = RECORDER, **changes: Any) -> UUID:
    """What the body decided on it."""
    later = clock.today() + timedelta(days=90) if status == states.NOT_ESTABLISHED else None
    base: dict[str, Any] = {"status": status, "reasons": "Canary reasons", "decided_on": clock.today()}
    outcome = Outcome(**{**base, "review_on": later, **changes})
    return determinations.record(request_id=request.pk, outcome=outcome, by=by)


def told(decision_id: UUID, language: str = "ar", words: str = "Canary reply") -> UUID:
    """The person was told of it today."""
    said = Said(clock.today(), language, "none", "spoken", words)
    return determinations.tell(decision_id=decision_id, said=said, by=ASKS)


def decided(status: str = states.PRESUMED) -> tuple[UUID, UUID]:
    """A case and its first decision, told."""
    request = asked()
    decision = recorded(request, status)
    told(decision)
    return request.case_id, decision


def close(case_id: UUID) -> None:
    """The desk closes the file knowing what is open."""
    running = tuple(Referral.objects.filter(case_id=case_id).values_list("pk", flat=True))
    closures.close(case_id=case_id, ending=Ending("goals_reached", left_running=running, knowing=True), by=ASKS)


def note(case_id: UUID | None = None) -> tuple[UUID, UUID]:
    """A note that counsel agreed to."""
    case_id = case_id or factories.hand_over().case_id
    agree(case_id, "police-north", data_class=queries.NOTE)
    pk = decision_notes.draft(case_id=case_id, to_desk="police-north", covered=("work",), by=ASKS)
    decision_notes.advise(note_id=pk, yes=True, by=COUNSEL)
    return case_id, pk
