"""The verbs of what calls for a look at the risk: noted, answered by an assessment, ended by somebody."""

from datetime import date
from typing import Any
from uuid import UUID

from himaya.cases.actions import quiet
from himaya.cases.models import Case
from himaya.cases.policy import account_of
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM, Actor
from himaya.kernel.errors import NotNow, NotPermitted, NotValid
from himaya.kernel.sealed import seal
from himaya.kernel.unit import unit
from himaya.risks import access, access_clocks, queries_clocks, rules_clocks
from himaya.risks import words as sentences
from himaya.risks import words_clocks as told
from himaya.risks.models import Assessment, DomainLine, RiskEvent

LONGEST, MOST = 1000, 500


def note(*, case_id: UUID, kind: str, day: date | None, words: str, instance_id: UUID, by: Actor) -> RiskEvent:
    """Write down what comes or what happened. The same form sent again keeps one line.

    Raises NotPermitted, NotFound, NotNow (closed, very many), NotValid (the code names the field).
    """
    with unit(by=by) as u:
        case = access.lock_case(by, case_id)
        rows = RiskEvent.objects.filter(case=case).defer("words")
        done = rows.filter(instance_id=instance_id).first()
        if done is not None:
            return done
        if kind not in rules_clocks.EVENTS:
            raise NotValid(told.SAY_KIND, code="kind")
        if len(words) > LONGEST:
            raise NotValid(sentences.TOO_LONG, code="words")
        if rows.count() >= MOST:
            raise NotNow(told.MANY, code="full")
        row = RiskEvent(
            person_id=case.person_id,
            case=case,
            instance_id=instance_id,
            kind=kind,
            day=day,
            desk_id=by.desk_id,
            noted_by=account_of(by),
            noted_at=clock.now(),
        )
        seal(row, words=words.replace("\0", "").strip() or None)
        row.save(force_insert=True)
        quiet.stirred(case.pk)
        u.log("risk_event.noted", **_about(case, row))
        u.tell("risk_event.noted", case=str(case.pk))
        return row


def end(*, case_id: UUID, event_id: UUID, how: str, by: Actor) -> None:
    """Take out a line that does not count any more; it stays, with its day and reason.

    Raises NotPermitted, NotFound, NotNow (closed, ended already), NotValid.
    """
    with unit(by=by) as u:
        case, row = access_clocks.lock_event(by, case_id, event_id)
        if how not in rules_clocks.ENDED_BY_HAND:
            raise NotValid(told.SAY_HOW, code="how")
        if row.ended_on is not None:
            raise NotNow(told.EVENT_ENDED, code="ended")
        row.how, row.ended_on, row.ended_by = how, clock.today(), account_of(by)
        row.save(update_fields=["how", "ended_on", "ended_by"])
        quiet.stirred(case.pk)
        u.log("risk_event.ended", **_about(case, row))
        u.tell("risk_event.ended", case=str(case.pk))


def call_for_look(
    *, case_id: UUID, instance_id: UUID, desk_id: str, noted_by: UUID, by: Actor = SYSTEM
) -> RiskEvent | None:
    """Something grave was written elsewhere in the file: its risk is looked at anew, today. Once for each such line.

    `instance_id`: the line. Nothing of what it says comes along. None where the file is closed.
    """
    if by.kind != "system":
        raise NotPermitted(code="system_only")
    with unit(by=by) as u:
        case = Case.objects.select_for_update(of=("self",)).filter(pk=case_id, state="open").first()
        if case is None:
            return None
        done = RiskEvent.objects.filter(case=case, instance_id=instance_id).defer("words").first()
        if done is not None:
            return done
        row = RiskEvent(
            person_id=case.person_id,
            case=case,
            instance_id=instance_id,
            kind=rules_clocks.INCIDENT,
            desk_id=desk_id,
            noted_by=noted_by,
            noted_at=clock.now(),
        )
        seal(row)
        row.save(force_insert=True)
        u.log("risk_event.noted", **_about(case, row))
        u.tell("risk_event.noted", case=str(case.pk))
        return row


def answer(*, assessment_id: UUID, by: Actor = SYSTEM) -> int:
    """An assessment was finished: it is the look that these lines of its case called for. Returns how many."""
    if by.kind != "system":
        raise NotPermitted(code="system_only")
    with unit(by=by) as u:
        of_it = Assessment.objects.filter(pk=assessment_id, finished_at__isnull=False)
        case = Case.objects.select_for_update(of=("self",)).filter(pk__in=of_it.values("case_id")).first()
        found = of_it.defer("levels", "levels_apart").first()
        if case is None or found is None or found.finished_at is None:
            return 0
        day = found.finished_at.astimezone(clock.here()).date()
        # What was written down after the look was finished is not what it looked at, also on the same day.
        before = [row for row in queries_clocks.open_events(case.pk) if row.noted_at <= found.finished_at]
        answered = [row for row in before if rules_clocks.answers(day, row.forced) and _written_of(found, row)]
        for row in answered:
            row.how, row.answered_by, row.ended_on = rules_clocks.LOOKED, found, day
            row.save(update_fields=["how", "answered_by", "ended_on"])
            u.log("risk_event.answered", **_about(case, row))
        return len(answered)


def _written_of(found: Assessment, row: RiskEvent) -> bool:
    """True where something was written in the assessment since: of what happened, who does harm was asked again."""
    since = DomainLine.objects.filter(assessment=found, at__gte=row.noted_at)
    return (since.filter(domain=rules_clocks.LOOKED_AT_IN) if row.kind in rules_clocks.AFTER else since).exists()


def _about(case: Case, row: RiskEvent) -> dict[str, Any]:
    return {"object_type": "risk_event", "object_id": row.pk, "code": row.kind, "subjects": [case.person_id]}
