"""The races of clocks and measures: a form sent twice, two who end one line, a look that answers what is just ended."""

from datetime import timedelta
from functools import partial

from himaya.cases.models import Case
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.ids import new_id
from himaya.risks.actions import measures, risk_events
from himaya.risks.models import Measure, RiskEvent
from tests import cast
from tests.races.every_verb import Race, Table, both, once
from tests.rooms.risks.assessed import opened
from tests.rooms.risks.clocked import looked, noted, planned

races = Table()
MEMBERS = (cast.INSPECTOR, cast.INSPECTOR_COLLEAGUE)


@races.of("risk_events.note")
def one_form_is_one_event() -> Race:
    case, form = opened(), new_id()

    def deed(by: Actor) -> None:
        risk_events.note(case_id=case.pk, kind="move", day=None, words="", instance_id=form, by=by)

    return both(deed, "risk_event.noted", lambda: RiskEvent.objects.count() == 1, by=MEMBERS, rows=1)


@races.of("risk_events.end")
def an_event_is_taken_out_once() -> Race:
    case = opened()
    row = noted(case)
    return once(
        lambda by: risk_events.end(case_id=case.pk, event_id=row.pk, how="mistake", by=by),
        "risk_event.ended",
        lambda: RiskEvent.objects.filter(how="mistake").count() == 1,
        by=MEMBERS,
    )


@races.of("risk_events.answer")
def an_event_is_answered_once_whichever_worker_comes_first() -> Race:
    case = opened()
    noted(case)
    look = looked(case)
    deed = partial(risk_events.answer, assessment_id=look.pk)
    return Race(
        (deed, deed), 2, "risk_event.answered", 1, lambda: RiskEvent.objects.filter(answered_by=look).count() == 1
    )


@races.of("risk_events.call_for_look")
def a_grave_line_calls_for_one_look_whichever_worker_comes_first() -> Race:
    case, line = opened(), new_id()
    who = cast.INSPECTOR.account_id
    assert who is not None
    deed = partial(risk_events.call_for_look, case_id=case.pk, instance_id=line, desk_id=case.desk_id, noted_by=who)
    return Race((deed, deed), 2, "risk_event.noted", 1, lambda: RiskEvent.objects.filter(instance_id=line).count() == 1)


@races.of("measures.plan")
def one_form_is_one_measure() -> Race:
    case, form = opened(), new_id()
    return both(
        lambda by: planned(case, by=by, instance_id=form),
        "risk_measure.planned",
        lambda: Measure.objects.count() == 1,
        by=MEMBERS,
        rows=1,
    )


def _planned() -> tuple[Case, Measure]:
    case = opened()
    return case, planned(case)


@races.of("measures.move")
def a_measure_is_moved_by_one_after_the_other() -> Race:
    case, row = _planned()
    day = clock.today() + timedelta(days=8)
    return both(
        lambda by: measures.move(case_id=case.pk, measure_id=row.pk, due_on=day, reason="not_safe", by=by),
        "risk_measure.moved",
        lambda: Measure.objects.filter(due_on=day).count() == 1,
        by=MEMBERS,
    )


@races.of("measures.done")
def a_measure_is_done_once() -> Race:
    case, row = _planned()
    return once(
        lambda by: measures.done(case_id=case.pk, measure_id=row.pk, by=by),
        "risk_measure.done",
        lambda: Measure.objects.filter(state="done").count() == 1,
        by=MEMBERS,
    )


@races.of("measures.drop")
def a_measure_is_dropped_once() -> Race:
    case, row = _planned()
    return once(
        lambda by: measures.drop(case_id=case.pk, measure_id=row.pk, reason="not_needed", by=by),
        "risk_measure.dropped",
        lambda: Measure.objects.filter(state="dropped").count() == 1,
        by=MEMBERS,
    )
