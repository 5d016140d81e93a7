"""Stepped care through its verbs: who writes, what is refused, who learns of it, and what waits where."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from himaya.cases import policy as cases
from himaya.cases import queries_readings
from himaya.cases.models import Case, Referral
from himaya.health import access, access_care, queries_care
from himaya.health.actions import care_steps
from himaya.health.models import CareStep
from himaya.institutions.models import Membership
from himaya.kernel import belongings, clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotOpened, NotPermitted, NotValid
from himaya.kernel.models import AuditEvent, AuditSubject, OutboxMessage
from himaya.ops import after_care, worker
from himaya.tasks import queries as tasks
from himaya.tasks.actions import raising_apart
from himaya.tasks.actions import tasks as by_hand
from himaya.tasks.models import Task
from tests import cast, factories
from tests.refusals import refused
from tests.rooms.health import stepped

pytestmark = pytest.mark.capability("D4")
VERBS: list[Callable[..., UUID]] = [stepped.begun, stepped.reviewed, stepped.up, stepped.down]
OUTSIDE = [*(one for one in cast.WORKERS.values() if one != cast.NURSE), stepped.PORTER]


def lines(case_id: UUID, actor: Actor = cast.NURSE) -> list[tuple[str, int, str, str]]:
    with access_care.open_course(actor, access.kept_of(actor, case_id)) as course:
        return [(one.done, one.step, one.reason, one.words) for one in course.lines]


def test_a_course_is_begun_looked_at_and_moved_and_the_last_line_counts() -> None:
    case = stepped.apart()
    stepped.begun(case)
    stepped.reviewed(case)
    stepped.up(case, 4, "suicidality")
    stepped.down(case, 3, "person_wishes")
    assert lines(case) == [
        ("begin", 2, "", stepped.SAID),
        ("review", 2, "helps", ""),
        ("step_up", 4, "suicidality", ""),
        ("step_down", 3, "person_wishes", ""),
    ]


@pytest.mark.parametrize(
    ("does", "code"),
    [
        (lambda case: stepped.begun(case, 5), "step"),
        (lambda case: stepped.begun(case, None), "step"),
        (lambda case: stepped.begun(case, words="x" * 2001), "words"),
    ],
)
def test_a_beginning_that_does_not_fit_is_refused(does: Callable[[UUID], UUID], code: str) -> None:
    with refused(NotValid, code):
        does(stepped.apart())


@pytest.mark.parametrize(
    ("does", "code"),
    [
        (lambda case: stepped.up(case, 3, "no_change"), "reason"),
        (lambda case: stepped.up(case, 3, "score"), "reason"),
        (lambda case: stepped.up(case, 2), "step"),
        (lambda case: stepped.down(case, 3), "step"),
        (lambda case: stepped.down(case, 1, "not_available"), "reason"),
        (lambda case: stepped.reviewed(case, "impairment"), "reason"),
        (stepped.begun, "begun"),
    ],
)
def test_what_the_table_refuses_the_verb_refuses(does: Callable[[UUID], UUID], code: str) -> None:
    case = stepped.apart()
    stepped.begun(case)
    with refused((NotValid, NotNow), code):
        does(case)
    assert len(lines(case)) == 1


def test_no_change_counts_from_the_day_the_step_began_not_from_the_last_look() -> None:
    case = stepped.apart()
    stepped.begun(case)
    with stepped.later(days=21):  # type: ignore[attr-defined]
        stepped.reviewed(case)
    with stepped.later(days=28):  # type: ignore[attr-defined]
        stepped.up(case, 3, "no_change")
    assert [one[:2] for one in lines(case)] == [("begin", 2), ("review", 2), ("step_up", 3)]


@pytest.mark.parametrize("who", OUTSIDE, ids=lambda one: str(one.account_id))
def test_for_everybody_else_there_is_nothing(who: Actor) -> None:
    """Those of the case's own desk, its lead, police, and a colleague of the ward without the health role."""
    case = stepped.apart()
    stepped.begun(case)
    for verb in VERBS:
        with pytest.raises(NotFound):
            verb(case, by=who)
    with pytest.raises(NotFound):
        access.kept_of(who, case)
    assert CareStep.objects.count() == 1


def test_a_planted_grant_would_open_it_so_the_test_above_can_fail() -> None:
    case = stepped.apart()
    stepped.begun(case)
    shelter_nurse = cast.actor("shelter-worker", "shelter", "health_professional")
    with pytest.raises(NotFound):
        access.kept_of(shelter_nurse, case)
    stepped.plant(case, shelter_nurse)
    assert len(lines(case, shelter_nurse)) == 1


def test_the_same_form_sent_again_keeps_one_line_and_not_of_another_file() -> None:
    case, other, form = stepped.apart(), stepped.apart(), uuid4()
    first = care_steps.begin(case_id=case, step=1, words="", instance_id=form, by=cast.NURSE)
    assert care_steps.begin(case_id=case, step=1, words="", instance_id=form, by=cast.NURSE) == first
    with pytest.raises(NotFound):
        care_steps.begin(case_id=other, step=1, words="", instance_id=form, by=cast.NURSE)
    assert CareStep.objects.count() == 1


def test_a_closed_file_takes_no_line_and_is_still_read() -> None:
    case = stepped.apart()
    stepped.begun(case)
    Case.objects.filter(pk=case).update(state="closed", closed_on=clock.today())
    with refused(NotNow, "closed"):
        stepped.up(case)
    assert len(lines(case)) == 1


def test_a_line_is_never_changed() -> None:
    stepped.begun(stepped.apart())
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE care_step SET place = 9")


def test_the_reading_names_the_person_and_the_audit_no_step() -> None:
    case = stepped.apart()
    stepped.begun(case)
    stepped.up(case, 4, "psychosis")
    lines(case)
    events = AuditEvent.objects.filter(object_type="compartment")
    assert set(events.values_list("code", flat=True)) == {""}
    assert {"care_step.added", "health.read"} <= set(events.values_list("action", flat=True))
    person = Case.objects.get(pk=case).person_id
    assert AuditSubject.objects.filter(subject_id=person, event__action="health.read").exists()
    row = CareStep.objects.first()
    assert row is not None
    with pytest.raises(NotOpened):
        _ = row.said


def test_an_erasure_takes_every_line_and_counts_none() -> None:
    case = stepped.apart()
    stepped.begun(case)
    person = Case.objects.get(pk=case).person_id
    mine = [one for one in belongings.of_persons() if one.model is CareStep]
    assert [(one.untold, one.with_identity, one.what) for one in mine] == [(True, True, "apart")]
    assert mine[0].erase(person, scope="identity") == 1


def waits() -> list[tuple[str, str]]:
    worker.drain()
    rows = Task.objects.filter(state__in=("open", "taken"), kind="kept_apart")
    return [(one.desk_id, str(one.due_on)) for one in rows]


def test_a_review_waits_at_the_desk_that_keeps_it_from_four_weeks_on_and_about_nobody() -> None:
    case = stepped.apart()
    stepped.begun(case)
    with stepped.later(days=27):  # type: ignore[attr-defined]
        assert waits() == []
    with stepped.later(days=28):  # type: ignore[attr-defined]
        last = str((factories.TUESDAY + timedelta(days=42)).date())
        assert waits() == [("ward", last)]
        task = Task.objects.get(kind="kept_apart")
        assert (task.case_id, task.person_id, task.about_id, task.about_kind) == (None, None, None, "")
        stepped.reviewed(case)
        assert waits() == []


def test_nobody_at_the_desk_of_the_case_learns_of_it() -> None:
    case = stepped.apart()
    stepped.begun(case)
    with stepped.later(days=30):  # type: ignore[attr-defined]
        waits()
        for who in (cast.INSPECTOR, cast.LABOUR_LEAD):
            live, ended = tasks.of_case(who, case)
            assert "kept_apart" not in {line.task.kind for line in (*live, *ended, *tasks.of_the_desk(who))}
        assert "kept_apart" in {line.task.kind for line in tasks.of_the_desk(cast.NURSE)}


def test_whoever_may_not_open_what_is_kept_apart_neither_sees_nor_ends_nor_gets_its_task() -> None:
    """Ended by hand it would never come again for this day, and nobody would look after the care."""
    stepped.begun(stepped.apart())
    stepped.seat(stepped.PORTER)
    stepped.seat(stepped.SECOND)
    with stepped.later(days=30):  # type: ignore[attr-defined]
        waits()
        task = Task.objects.get(kind="kept_apart")
        acts: list[Callable[[], object]] = [
            lambda: by_hand.close(task_id=task.pk, by=stepped.PORTER),
            lambda: by_hand.close(task_id=task.pk, reason="not_needed", by=stepped.PORTER),
            lambda: by_hand.take(task_id=task.pk, by=stepped.PORTER),
            lambda: by_hand.delegate(task_id=task.pk, to=cases.me(cast.NURSE), by=stepped.PORTER),
        ]
        for act in acts:
            with pytest.raises(NotFound):
                act()
        assert "kept_apart" not in {line.task.kind for line in tasks.of_the_desk(stepped.PORTER)}
        with refused(NotValid, "to"):
            by_hand.delegate(task_id=task.pk, to=cases.me(stepped.PORTER), by=cast.NURSE)
        by_hand.delegate(task_id=task.pk, to=cases.me(stepped.SECOND), by=cast.NURSE)
        by_hand.close(task_id=task.pk, by=stepped.SECOND)
        assert Task.objects.get(pk=task.pk).state == "done"


def test_a_colleague_who_no_longer_has_the_role_holds_it_no_longer() -> None:
    stepped.begun(stepped.apart())
    stepped.seat(stepped.SECOND)
    with stepped.later(days=30):  # type: ignore[attr-defined]
        waits()
        task = Task.objects.get(kind="kept_apart")
        by_hand.take(task_id=task.pk, by=stepped.SECOND)
        Membership.objects.filter(account_id=stepped.SECOND.account_id).update(roles=["front_line"])
        assert [line.holder for line in tasks.of_the_desk(cast.NURSE) if line.task.pk == task.pk] == [None]


def test_two_who_wait_are_one_task_with_the_earliest_day() -> None:
    first, second = stepped.apart(), stepped.apart()
    stepped.begun(first)
    with stepped.later(days=3):  # type: ignore[attr-defined]
        stepped.begun(second)
    with stepped.later(days=40):  # type: ignore[attr-defined]
        early, late = ((factories.TUESDAY + timedelta(days=days)).date() for days in (42, 45))
        assert waits() == [("ward", str(early))]
        stepped.reviewed(first)
        assert waits() == [("ward", str(late))]
        assert [row.case_id for row, _first, _last in queries_care.waiting(cast.NURSE)] == [second]
        assert queries_care.waiting(cast.INSPECTOR) == queries_care.waiting(stepped.PORTER) == []


def test_a_closed_file_or_a_referral_taken_back_waits_nowhere() -> None:
    closed, back = stepped.apart(), stepped.apart()
    stepped.begun(closed)
    stepped.begun(back)
    with stepped.later(days=30):  # type: ignore[attr-defined]
        assert len(queries_care.waiting(cast.NURSE)) == 2
        Case.objects.filter(pk=closed).update(state="closed", closed_on=clock.today())
        Referral.objects.filter(case_id=back).update(state="withdrawn")
        assert queries_care.waiting(cast.NURSE) == []
        after_care.follow_reviews({"case": str(closed)})
        assert waits() == []


def test_what_the_worker_is_told_carries_ids_only() -> None:
    stepped.begun(stepped.apart())
    for message in OutboxMessage.objects.filter(event__startswith="care_step"):
        assert set(message.ids) == {"step", "case"}
        assert all(UUID(one) for one in message.ids.values())


def test_only_the_system_raises_it() -> None:
    with pytest.raises(NotPermitted):
        raising_apart.bring_in_line(desk_id="ward", due_on=clock.today(), by=cast.NURSE)


def test_a_day_on_which_the_ward_read_it_is_not_told_to_the_desk_of_the_file() -> None:
    case = stepped.apart()
    stepped.begun(case)
    lines(case)
    row = Case.objects.get(pk=case)
    told = {desk.pk for _day, desks in queries_readings.seen_in_the_open(row) for desk in desks}
    known = {desk.pk for _day, desks in queries_readings.seen_by(row) for desk in desks}
    assert "ward" in known
    assert "ward" not in told
