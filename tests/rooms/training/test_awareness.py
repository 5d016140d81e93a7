"""Awareness: two people check it before it is shown, what was checked stays, weeks are told without a cause."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from himaya.kernel import clock
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.models import AuditEvent
from himaya.training import rules, states
from himaya.training import rules_awareness as checks
from himaya.training.actions import awareness_activities, training_lines, training_plans
from himaya.training.models import AwarenessActivity, AwarenessCount
from himaya.training.queries import awareness, plans
from tests.refusals import refused
from tests.rooms.training import at_hand, raising
from tests.rooms.training.at_hand import DAW, LABOUR, SECRETARY, TRAINER
from tests.rooms.training.raising import OTHER_SECRETARY, SAFE, UNSAFE, fresh

pytestmark = [pytest.mark.capability("G4")]
staged = pytest.mark.usefixtures("stage")
FIRST, LAST = date(2026, 12, 2), date(2026, 12, 15)


def test_weeks_are_four_before_those_of_the_activity_and_four_after() -> None:
    found = checks.weeks(FIRST, LAST)
    assert [one.part for one in found] == [checks.BEFORE] * 4 + [checks.DURING] * 3 + [checks.AFTER] * 4
    assert (found[0].monday, found[4].monday, found[-1].monday) == (
        date(2026, 11, 2), date(2026, 11, 30), date(2027, 1, 11),
    )  # fmt: skip
    assert all(one.monday.weekday() == 0 for one in found)


@pytest.mark.parametrize(
    ("calls", "today", "standing", "shown"),
    [
        (None, date(2026, 12, 6), checks.NOT_OVER, None),
        (None, date(2026, 12, 7), checks.NOT_COUNTED, None),
        (0, date(2026, 12, 7), checks.COUNTED, 0),
        (1, date(2026, 12, 7), checks.FEW, None),
        (4, date(2026, 12, 7), checks.FEW, None),
        (5, date(2026, 12, 7), checks.COUNTED, 5),
    ],
)
def test_a_week_of_one_to_four_calls_is_told_without_its_number(
    calls: int | None, today: date, standing: str, shown: int | None
) -> None:
    found = checks.told(checks.Week(date(2026, 11, 30), checks.DURING), calls, today)
    assert (found.standing, found.calls) == (standing, shown)


def _parts(*calls: int | None) -> dict[str, checks.Part]:
    weeks = [one.monday for one in checks.weeks(FIRST, LAST)]
    given = {week: n for week, n in zip(weeks, calls, strict=False) if n is not None}
    found = checks.parts(checks.series(FIRST, LAST, given, date(2027, 3, 1)))
    return {one.part: one for one in found}


def test_the_middle_of_a_part_is_told_of_three_weeks_and_of_none_with_few_calls() -> None:
    found = _parts(10, 30, None, 20, 8, 9, 4, 5, 6, None, None)
    assert [found[part].counted for part in checks.PARTS] == [3, 3, 2]
    assert [found[part].middle for part in checks.PARTS] == [20, None, None]
    assert (found[checks.DURING].few, found[checks.AFTER].few) == (True, False)


@pytest.mark.parametrize(
    ("before", "after", "sources", "answer"), [(3, 3, 1, True), (2, 4, 1, False), (4, 2, 1, False), (4, 4, 2, False)]
)
def test_before_and_after_stand_side_by_side_only_of_enough_weeks_from_one_source(
    before: int, after: int, sources: int, answer: bool
) -> None:
    calls = [10] * before + [None] * (4 - before) + [10] * 3 + [10] * after
    assert checks.side_by_side(_parts(*calls).values(), sources) is answer


def test_every_question_is_answered_and_a_no_says_what_is_to_be_mended() -> None:
    assert checks.open_questions(SAFE) == []
    assert checks.open_questions({**SAFE, "tested": checks.Answer("")}) == ["tested"]
    assert checks.open_questions({**SAFE, "turn_to": checks.Answer(checks.NO)}) == ["turn_to"]
    assert checks.open_questions({}) == list(checks.QUESTIONS)
    assert checks.wanting(UNSAFE) == ["no_shock"]


@staged
def test_an_activity_goes_its_way_and_each_step_is_written_down() -> None:
    row = raising.running()
    assert (row.state, row.institution_id, row.channels, row.languages) == (
        states.ACTIVITY_RUNNING, "labour", ["radio", "poster"], ["fr", "ary"],
    )  # fmt: skip
    with clock.stopped(clock.now() + timedelta(days=9)):
        awareness_activities.end(
            activity_id=row.pk, last_day=row.last_day, reach=0, reach_how="Personne n’a compté", by=LABOUR
        )
    assert (fresh(row).state, fresh(row).reach) == (states.ACTIVITY_ENDED, 0)
    said = AuditEvent.objects.filter(object_type="awareness_activity").order_by("pk")
    assert sorted(said.values_list("action", flat=True)) == sorted(
        f"awareness_activity.{did}" for did in ("planned", "checked", "seconded", "begun", "ended")
    )
    assert not any("papier" in str(one.__dict__) for one in said)


@staged
def test_nothing_is_shown_before_another_person_checked_it_too() -> None:
    row = raising.planned()
    with pytest.raises(NotNow):
        awareness_activities.start(activity_id=row.pk, by=SECRETARY)
    row = raising.checked(row, by=SECRETARY)
    with refused(NotNow, "not_seconded"):
        awareness_activities.start(activity_id=row.pk, by=SECRETARY)
    with refused(NotPermitted, "own_check"):
        awareness_activities.second(activity_id=row.pk, seen=row.revision, answers=SAFE, by=SECRETARY)
    with pytest.raises(IntegrityError), transaction.atomic():
        AwarenessActivity.objects.filter(pk=row.pk).update(state=states.ACTIVITY_RUNNING)
    with pytest.raises(IntegrityError), transaction.atomic():
        AwarenessActivity.objects.filter(pk=row.pk).update(seconded_by=row.checked_by_id)


@staged
@pytest.mark.parametrize("second", [False, True])
def test_one_no_sends_it_back_and_it_is_checked_anew(second: bool) -> None:
    row = raising.checked() if second else raising.planned()
    verb, by = (awareness_activities.second, SECRETARY) if second else (awareness_activities.check, LABOUR)
    assert verb(activity_id=row.pk, seen=row.revision, answers=UNSAFE, by=by) == ["no_shock"]
    row = fresh(row)
    assert (row.state, row.seconded_by_id) == (states.ACTIVITY_PLANNED, None)
    assert AuditEvent.objects.filter(action="awareness_activity.found_wanting", code="no_shock").count() == 1
    with pytest.raises(NotNow):
        awareness_activities.start(activity_id=row.pk, by=SECRETARY)
    assert raising.seconded(row).seconded_by_id == SECRETARY.account_id


@staged
@pytest.mark.parametrize(
    ("changes", "voids"),
    [
        ({"messages": {"fr": "Un autre message"}}, True),
        ({"channels": ("tv",)}, True),
        ({"audience": "Élèves"}, True),
        ({"languages": ("zgh",)}, True),
        ({"region_id": ""}, True),
        ({"last_day": "later"}, True),
        ({"budget_source": "Partenaire", "reach_planned": None}, False),
    ],
)
def test_what_was_checked_is_changed_only_to_be_checked_anew(changes: dict[str, object], voids: bool) -> None:
    row = raising.seconded()
    if "last_day" in changes:
        changes = {"last_day": row.last_day + timedelta(days=1)}
    says = raising.says(**changes)
    assert awareness_activities.change(activity_id=row.pk, seen=row.revision, says=says, by=LABOUR) is voids
    after = fresh(row)
    assert (after.state == states.ACTIVITY_PLANNED, after.checks == {}, after.checked_by_id is None) == (voids,) * 3
    assert AuditEvent.objects.filter(action="awareness_activity.voided").count() == int(voids)
    with pytest.raises(NotNow):
        awareness_activities.change(activity_id=row.pk, seen=row.revision, says=says, by=LABOUR)


@staged
@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"messages": {}}, "title_missing"),
        ({"messages": {"fr": "Appelez le 0612345678"}}, "case_data"),
        ({"channels": ()}, "channels"),
        ({"channels": ("rumour",)}, "channels"),
        ({"languages": ()}, "languages"),
        ({"audience": " "}, "text_missing"),
        ({"region_id": "nowhere"}, "region"),
        ({"first_day": None}, "first_day"),
        ({"first_day": date(2020, 1, 1)}, "first_day"),
        ({"last_day": date(2020, 1, 1)}, "last_day"),
        ({"last_day": date(2030, 1, 1)}, "last_day"),
        ({"reach_planned": -1}, "reach_planned"),
    ],
)
def test_what_is_missing_is_said_in_a_sentence(changes: dict[str, object], code: str) -> None:
    with refused(NotValid, code):
        raising.planned(**changes)
    assert not AwarenessActivity.objects.exists()


@staged
def test_a_line_of_trainings_a_draft_and_a_dropped_line_have_no_activity() -> None:
    at_hand.people()
    with pytest.raises(NotValid):
        raising.planned(at_hand.line())
    other = raising.line()
    training_lines.drop(line_id=other.pk, reason="Plus de budget", by=SECRETARY)
    with pytest.raises(NotNow):
        raising.planned(other)


@staged
def test_the_secretariat_and_the_focal_point_of_the_holder_do_it_and_others_see_what_was_shown() -> None:
    line = raising.line()
    row = raising.planned(line, by=LABOUR)
    for by in (DAW, TRAINER):
        with pytest.raises(NotPermitted):
            raising.planned(line, by=by)
        with pytest.raises(NotFound):
            awareness_activities.check(activity_id=row.pk, seen=0, answers=SAFE, by=by)
        assert not awareness.activities(by).exists()
    raising.running(row)
    for by in (DAW, TRAINER):
        assert awareness.activities(by).get() == row
        with pytest.raises(NotPermitted):
            awareness_activities.cancel(activity_id=row.pk, reason="Non", by=by)


@staged
def test_it_is_shown_on_its_days_only() -> None:
    row = raising.planned(first_day=clock.today() + timedelta(days=3))
    raising.seconded(row)
    with refused(NotNow, "not_its_days"):
        awareness_activities.start(activity_id=row.pk, by=SECRETARY)
    with clock.stopped(clock.now() + timedelta(days=10)), pytest.raises(NotNow):
        awareness_activities.start(activity_id=row.pk, by=SECRETARY)


@staged
def test_an_end_says_its_last_day_and_how_the_reach_was_counted() -> None:
    row = raising.running()
    tries: list[tuple[dict[str, object], str]] = [
        ({"last_day": None}, "ended_on"),
        ({"last_day": clock.today() + timedelta(days=1)}, "ended_on"),
        ({"reach": -1}, "reach"),
        ({"reach_how": ""}, "text_missing"),
    ]
    for changes, code in tries:
        given = {"last_day": clock.today(), "reach": None, "reach_how": "Personne n’a compté", **changes}
        with refused(NotValid, code):
            awareness_activities.end(activity_id=row.pk, by=SECRETARY, **given)  # type: ignore[arg-type]
    awareness_activities.cancel(activity_id=row.pk, reason="L’image faisait peur", by=SECRETARY)
    assert fresh(row).state == states.ACTIVITY_CANCELLED


@staged
def test_a_week_is_entered_once_corrected_by_its_own_verb_and_closed_after_ninety_days() -> None:
    row = raising.running()
    week = raising.mondays(row)[0]
    given = {"activity_id": row.pk, "source": "Ligne verte", "by": LABOUR}
    with pytest.raises(NotNow):
        awareness_activities.correct_week(week=week, calls=3, **given)  # type: ignore[arg-type]
    awareness_activities.count_week(week=week, calls=3, **given)  # type: ignore[arg-type]
    with pytest.raises(NotNow):
        awareness_activities.count_week(week=week, calls=7, **given)  # type: ignore[arg-type]
    awareness_activities.correct_week(week=week, calls=7, **given)  # type: ignore[arg-type]
    assert AwarenessCount.objects.get().calls == 7
    said = AuditEvent.objects.filter(object_type="awareness_activity", code=week.isoformat())
    assert sorted(said.values_list("action", flat=True)) == [
        "awareness_activity.corrected", "awareness_activity.counted",
    ]  # fmt: skip
    refusal: list[tuple[Callable[[], None], type[Exception]]] = [
        (lambda: _count(row, week + timedelta(days=1)), NotValid),
        (lambda: _count(row, week - timedelta(weeks=1)), NotValid),
        (lambda: _count(row, raising.mondays(row)[4]), NotValid),
        (lambda: _count(row, raising.mondays(row)[1], calls=None), NotValid),
        (lambda: _count(row, raising.mondays(row)[1], source=""), NotValid),
    ]
    for deed, kind in refusal:
        with pytest.raises(kind):
            deed()
    with clock.stopped(clock.now() + timedelta(days=200)), pytest.raises(NotNow):
        awareness_activities.correct_week(week=week, calls=8, **given)  # type: ignore[arg-type]


def _count(row: AwarenessActivity, week: date, *, calls: int | None = 6, source: str = "Ligne verte") -> None:
    awareness_activities.count_week(activity_id=row.pk, week=week, calls=calls, source=source, by=LABOUR)


@staged
def test_weeks_that_lie_no_more_around_it_leave_its_series() -> None:
    row = raising.running()
    with clock.stopped(clock.now() + timedelta(weeks=8)):
        for week in raising.mondays(row):
            if checks.is_over(week, clock.today()):
                _count(row, week)
        awareness_activities.end(
            activity_id=row.pk, last_day=row.first_day, reach=None, reach_how="Personne n’a compté", by=LABOUR
        )
    assert set(row.counts.values_list("week", flat=True)) <= set(raising.mondays(fresh(row)))
    assert awareness.series(fresh(row)).sources == ["Ligne verte"]


@staged
def test_a_line_of_awareness_stands_by_its_activities_and_is_not_dropped_under_one() -> None:
    line = raising.line()
    assert plans.lines([line])[0].standing == rules.LINE_OPEN
    row = raising.planned(line)
    assert plans.lines([line])[0].standing == rules.LINE_UNDER_WAY
    for deed in (
        lambda: training_lines.drop(line_id=line.pk, reason="Fin", by=SECRETARY),
        lambda: training_plans.close(plan_id=line.plan_id, by=SECRETARY),
        lambda: training_lines.change(
            line_id=line.pk, seen=line.revision, says=at_hand.says(at_hand.need()), by=OTHER_SECRETARY
        ),
    ):
        with pytest.raises(NotNow):
            deed()
    raising.running(row)
    awareness_activities.end(
        activity_id=row.pk, last_day=clock.today(), reach=40, reach_how="Personnes dans la salle", by=LABOUR
    )
    assert plans.lines([line])[0].standing == rules.LINE_DONE
    training_plans.close(plan_id=line.plan_id, by=SECRETARY)
