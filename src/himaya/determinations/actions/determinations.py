"""The verbs of a decision: recorded for the body that took it, told to the person. Nothing here derives one."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from django.db.models import Max

from himaya.cases import access as cases
from himaya.cases import states as case_states
from himaya.cases import tallies
from himaya.cases.actions import quiet
from himaya.cases.policy import RECORDS_DECISIONS, account_of, check_hand_over
from himaya.determinations import (
    access,
    counting,
    policy,
    queries,
    rules,
    rules_days,
    rules_panel,
    sheets,
    states,
    words,
)
from himaya.determinations.models import Decision, Naming, Panel, Request, Telling
from himaya.determinations.rules_panel import Member
from himaya.institutions.content import load_languages
from himaya.interviews.actions.lines import asked_once
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotPermitted, NotValid
from himaya.kernel.sealed import seal
from himaya.kernel.unit import Unit, unit
from himaya.legal import gate


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the body decided, why, on which day, when it looks again; and who sat, where a panel decides."""

    status: str
    reasons: str
    decided_on: date | None
    review_on: date | None = None
    members: Sequence[Member] = ()
    # Words that judge whether somebody is to be believed were asked about, and stay.
    as_written: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """How the person was told: the day, the language, who carried the words, in which form, and what they said."""

    on: date
    language: str
    interpreter: str
    how: str
    words: str = ""


def record(*, request_id: UUID, outcome: Outcome, by: Actor) -> UUID:
    """Write down what the body decided on a request. Earlier decisions stay as they are.

    Raises NotFound, NotPermitted (who asked for it, or wrote down the one that is looked at again), NotNow (not
    waiting, not named any more, not agreed, closed, or no real identity may be stored here yet), NotValid (the code
    names the field).
    """
    policy.check_records(by)
    with unit(by=by) as u:
        row = access.lock_received(by, request_id)
        gate.check_real_identities(by.institution_id)
        naming = queries.named_for(row)
        about = queries.looked_at_again(row)
        stands = rules.against_recording(
            state=row.state,
            outcome=outcome.status,
            step=row.step,
            body_stands=naming is not None,
            recorder=policy.records(by),
            asked_it=row.sent_by == by.account_id,
            agreed=queries.agreed(row.case_id, row.to_desk_id),
            recorded_it=about is not None and about.recorded_by == by.account_id,
        )
        if stands == "outcome":
            raise NotValid(words.AGAINST_RECORDING[stands], code="status")
        if stands in ("not_the_recorder", "same_person", "same_recorder"):
            raise NotPermitted(words.AGAINST_RECORDING[stands], code=stands)
        if stands or naming is None:
            raise NotNow(words.AGAINST_RECORDING[stands or "body_ended"], code=stands or "body_ended")
        decision = _recorded(u, row, naming, about, outcome)
        row.state, row.ended_at = states.DECIDED, clock.now()
        row.save(update_fields=["state", "ended_at"])
        quiet.stirred(row.case_id)
        tallies.add(counting.recorded(outcome.status))
        u.log("determination.recorded", **access.about(row.case_id, row.person_id))
        u.tell("determination.recorded", case=str(row.case_id), decision=str(decision.pk))
        if decision.review_on is not None:
            at = rules_days.morning_of(decision.review_on, clock.here())
            u.tell("determination.review_due", due_at=at, case=str(row.case_id), decision=str(decision.pk))
        return decision.pk


def _recorded(u: Unit, row: Request, naming: Naming, about: Decision | None, outcome: Outcome) -> Decision:
    reasons = sheets.plain(outcome.reasons, "reasons", needed=True)
    # They are read to the person, who is told that a decision is no judgment of what they said.
    asked_once(reasons, kept=outcome.as_written, field="as_written")
    asked_on = rules_days.day_of(row.handed_at or row.sent_at, clock.here())
    if outcome.decided_on is None or not asked_on <= outcome.decided_on <= clock.today():
        raise NotValid(words.DECIDED_ON, code="decided_on")
    if outcome.review_on is None and outcome.status == states.NOT_ESTABLISHED:
        raise NotValid(words.REVIEW_ON, code="review_on")
    if outcome.review_on is not None and outcome.review_on <= outcome.decided_on:
        raise NotValid(words.REVIEW_ON, code="review_on")
    panel = rules_panel.against(naming.quorum, outcome.members)
    if panel:
        raise NotValid(words.AGAINST_PANEL[panel], code="members")
    counts = asdict(rules_panel.count(outcome.members))
    last = Decision.objects.filter(case_id=row.case_id).aggregate(last=Max("number"))["last"] or 0
    made = Decision(
        case_id=row.case_id,
        person_id=row.person_id,
        number=last + 1,
        request=row,
        about=about,
        naming=naming,
        step=row.step,
        status=outcome.status,
        decided_on=outcome.decided_on,
        review_on=outcome.review_on,
        desk_id=u.by.desk_id,
        role=RECORDS_DECISIONS,
        recorded_at=clock.now(),
        recorded_by=account_of(u.by),
        **counts,
    )
    seal(made, reasons=reasons)
    made.save(force_insert=True)
    if outcome.members:
        sat = Panel(person_id=row.person_id, decision=made)
        seal(sat, members=[asdict(one) for one in outcome.members])
        sat.save(force_insert=True)
    return made


def tell(*, decision_id: UUID, said: Said, by: Actor) -> UUID:
    """Write down that the person was told of a decision, with help and review in the same words. Also on a closed file.

    Raises NotFound, NotPermitted, NotValid (the code names the field).
    """
    check_hand_over(by)
    with unit(by=by) as u:
        row = access.decision_held(by, decision_id)
        cases.lock_case(by, row.case_id)
        if said.language not in {one.id for one in load_languages()}:
            raise NotValid(words.CHOOSE_LANGUAGE, code="language")
        if said.interpreter not in case_states.INTERPRETERS:
            raise NotValid(words.SAY_INTERPRETER, code="interpreter")
        if said.how not in states.HOW:
            raise NotValid(words.SAY_HOW, code="how")
        if not row.decided_on <= said.on <= clock.today():
            raise NotValid(words.TOLD_ON, code="on")
        spoken = sheets.plain(said.words, "words", needed=False)
        line = Telling(
            person_id=row.person_id,
            decision=row,
            on=said.on,
            at=clock.now(),
            language=said.language,
            interpreter=said.interpreter,
            how=said.how,
            desk_id=by.desk_id,
            told_by=account_of(by),
        )
        seal(line, words=spoken or None)
        line.save(force_insert=True)
        u.log("determination.told", **access.about(row.case_id, row.person_id))
        u.tell("determination.told", case=str(row.case_id), decision=str(row.pk))
        return line.pk
