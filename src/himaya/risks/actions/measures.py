"""The verbs of a measure against a risk: planned, moved, done, dropped for a reason."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from himaya.cases.actions import quiet
from himaya.cases.models import Case
from himaya.cases.policy import account_of
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.sealed import seal
from himaya.kernel.unit import Unit, unit
from himaya.risks import access, access_clocks, policy, queries_measures, rules, rules_measures
from himaya.risks import words as sentences
from himaya.risks import words_clocks as told
from himaya.risks.content_measures import menu
from himaya.risks.models import Measure

LONGEST, MOST = 1000, 500
FURTHEST = timedelta(days=366)


def plan(
    *, case_id: UUID, code: str, domain: str, owner: str, due_on: date | None, words: str, instance_id: UUID, by: Actor
) -> Measure:
    """Plan a measure: who does it, until when. The same form sent again keeps one line.

    Raises NotPermitted, NotFound, NotNow (closed, very many), NotValid (the code names the field).
    """
    with unit(by=by) as u:
        case = access.lock_case(by, case_id)
        rows = Measure.objects.filter(case=case).defer("words")
        done = rows.filter(instance_id=instance_id).first()
        if done is not None:
            return done
        _check(by, case, code, domain, owner)
        day = _checked_day(due_on)
        if len(words) > LONGEST:
            raise NotValid(sentences.TOO_LONG, code="words")
        if rows.count() >= MOST:
            raise NotNow(told.MANY, code="full")
        row = Measure(
            person_id=case.person_id,
            case=case,
            instance_id=instance_id,
            code=code,
            domain=domain,
            owner_id=owner,
            desk_id=by.desk_id,
            planned_by=account_of(by),
            planned_on=clock.today(),
            due_on=day,
        )
        seal(row, words=words.replace("\0", "").strip() or None)
        row.save(force_insert=True)
        u.log("risk_measure.planned", **_about(case, row))
        _tell(u, "risk_measure.planned", case, row)
        return row


def move(*, case_id: UUID, measure_id: UUID, due_on: date | None, by: Actor, reason: str = "") -> None:
    """Another day; a later one for a reason, which the audit keeps.

    Raises NotPermitted, NotFound, NotNow (closed, ended already), NotValid."""
    with unit(by=by) as u:
        case, row = _open(by, case_id, measure_id)
        day = _checked_day(due_on)
        later = day > row.due_on
        if later and reason not in rules_measures.REASONS:
            raise NotValid(told.SAY_REASON, code="reason")
        row.due_on = day
        row.save(update_fields=["due_on"])
        u.log("risk_measure.moved", code=reason if later else "", **_about(case, row))
        _tell(u, "risk_measure.moved", case, row)


def done(*, case_id: UUID, measure_id: UUID, by: Actor) -> None:
    """It was carried out. Raises NotPermitted, NotFound, NotNow (closed, ended already)."""
    with unit(by=by) as u:
        case, row = _open(by, case_id, measure_id)
        _end(row, rules_measures.DONE, by)
        u.log("risk_measure.done", **_about(case, row))
        _tell(u, "risk_measure.done", case, row)


def drop(*, case_id: UUID, measure_id: UUID, reason: str, by: Actor) -> None:
    """It was not carried out, for a reason. Raises NotPermitted, NotFound, NotNow (closed, ended already), NotValid."""
    with unit(by=by) as u:
        case, row = _open(by, case_id, measure_id)
        if reason not in rules_measures.REASONS:
            raise NotValid(told.SAY_REASON, code="reason")
        _end(row, rules_measures.DROPPED, by, reason)
        u.log("risk_measure.dropped", **_about(case, row))
        _tell(u, "risk_measure.dropped", case, row)


def _open(by: Actor, case_id: UUID, measure_id: UUID) -> tuple[Case, Measure]:
    case, row = access_clocks.lock_measure(by, case_id, measure_id)
    if row.state != rules_measures.PLANNED:
        raise NotNow(told.MEASURE_ENDED, code="ended")
    return case, row


def _end(row: Measure, state: str, by: Actor, reason: str = "") -> None:
    row.state, row.reason, row.ended_on, row.ended_by = state, reason, clock.today(), account_of(by)
    row.save(update_fields=["state", "reason", "ended_on", "ended_by"])


def _check(by: Actor, case: Case, code: str, domain: str, owner: str) -> None:
    apart = policy.sits_apart(by)
    if code not in menu() or (apart and code in rules_measures.HEALTH):
        raise NotValid(told.SAY_MEASURE, code="code")
    if domain and domain not in policy.domains_of(apart=apart):
        raise NotValid(told.SAY_DOMAIN, code="domain")
    if owner not in {one.pk for one in queries_measures.owners(case)}:
        raise NotValid(told.SAY_OWNER, code="owner")
    if (code in rules_measures.HEALTH or domain in rules.HEALTH) and policy.is_apart(owner):
        raise NotValid(told.SAY_HEALTH_OWNER, code="owner")


def _checked_day(day: date | None) -> date:
    today = clock.today()
    if day is None or not today <= day <= today + FURTHEST:
        raise NotValid(told.SAY_DUE, code="due_on")
    return day


def _about(case: Case, row: Measure) -> dict[str, Any]:
    return {"object_type": "risk_measure", "object_id": row.pk, "subjects": [case.person_id]}


def _tell(u: Unit, event: str, case: Case, row: Measure) -> None:
    quiet.stirred(case.pk)
    u.tell(event, case=str(case.pk), measure=str(row.pk))
