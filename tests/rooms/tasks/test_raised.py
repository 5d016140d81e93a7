"""What the system raises: one task for each thing that waits, at the desk that must act, gone once nothing waits."""

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from himaya.cases.actions import closures, consents, quiet, referrals
from himaya.cases.actions.closures import Ending
from himaya.cases.models import Case, Consent, Referral
from himaya.institutions.models import Desk
from himaya.kernel import clock
from himaya.kernel.errors import NotNow, NotPermitted
from himaya.ops import worker
from himaya.ops.reactions import REACTIONS
from himaya.plans.models import Line
from himaya.rights.actions import rights
from himaya.rights.models import RightStep
from himaya.tasks import queries, still_open
from himaya.tasks.actions import looking_ahead, raising, tasks
from himaya.tasks.actions.raising import About
from himaya.tasks.actions.tasks import Wish
from himaya.tasks.models import Task
from tests import cast, factories
from tests.rooms.plans import planned

pytestmark = pytest.mark.capability("E6")


def waiting() -> list[tuple[str, str]]:
    """Kind and desk of each live task, once the worker has done what was due."""
    worker.drain()
    return sorted(Task.objects.filter(state__in=("open", "taken")).values_list("kind", "desk_id"))


SENT = [("answer_referral", "shelter")]
COURSES: list[tuple[str, Callable[[UUID], None], list[tuple[str, str]]]] = [
    (
        "ask",
        lambda one: referrals.ask(referral_id=one, question="Canary?", by=cast.SHELTER),
        [("answer_question", "labour-north")],
    ),
    ("answer", lambda one: referrals.answer(referral_id=one, text="Canary.", by=cast.INSPECTOR), SENT),
    ("accept", lambda one: referrals.accept(referral_id=one, by=cast.SHELTER), [("write_report", "shelter")]),
    (
        "report",
        lambda one: referrals.report_back(
            referral_id=one, delivered="no", on=None, next_action="none", by=cast.SHELTER
        ),
        [],
    ),
    (
        "withdraw",
        lambda one: consents.withdraw(consent_id=Consent.objects.get().pk, by=cast.INSPECTOR),
        [("tell_colleagues", "shelter")],
    ),
]


def test_a_referral_asks_of_its_two_desks_what_its_state_says() -> None:
    """Planted faults seen red: `settle` left out of `follow_referral`; sender and receiver exchanged in `WANTED`."""
    referral = factories.referral_to_shelter()
    assert waiting() == SENT
    (line,) = queries.of_the_desk(cast.SHELTER)
    row = Referral.objects.get()
    assert (line.task.due_at, line.reference, line.task.urgent) == (row.target_at, row.reference, False)
    for name, deed, wanted in COURSES:
        deed(referral)
        assert waiting() == wanted, name
    assert {row.reason for row in Task.objects.filter(state="closed")} == {"settled"}
    before = Task.objects.count()
    for _twice in range(2):
        raising.follow_referral(referral_id=referral)
    assert Task.objects.count() == before


def test_one_that_came_back_waits_at_the_sender_until_it_is_sent_on() -> None:
    done = factories.hand_over()
    referrals.decline(referral_id=done.referral_ids[0], reason="no_place", by=cast.SHELTER)
    assert waiting() == [("look_again", "labour-north")]
    factories.send_again(done, follows=done.referral_ids[0])
    assert waiting() == [("answer_referral", "lawyers")]


def test_urgent_danger_is_urgent_at_a_desk_that_is_on_call() -> None:
    Desk.objects.filter(pk="shelter").update(on_call=True)
    factories.hand_over(wishes=[factories.wish(urgency="urgent")])
    worker.drain()
    assert Task.objects.get().urgent


def test_one_open_task_per_thing_and_its_day_follows() -> None:
    case = factories.hand_over().case_id
    about, day = About("right", uuid4(), case), clock.today() + timedelta(days=9)
    first = raising.raise_for(kind="right_deadline", about=about, due_on=day)
    assert raising.raise_for(kind="right_deadline", about=about, due_on=day + timedelta(days=1)) == first
    task = Task.objects.get(kind="right_deadline")
    assert (task.desk_id, task.due_on) == ("labour-north", day + timedelta(days=1))
    tasks.close(task_id=task.pk, by=cast.INSPECTOR)
    again = raising.raise_for(kind="right_deadline", about=about, due_on=day)
    assert again not in (None, first)
    with pytest.raises(NotNow, match="raised_anew"):
        tasks.reopen(task_id=task.pk, by=cast.INSPECTOR)
    with pytest.raises(NotPermitted):
        raising.raise_for(kind="dormant", about=about, by=cast.INSPECTOR)


def test_each_night_what_ends_soon_and_what_is_quiet_becomes_a_task_once() -> None:
    with clock.stopped(factories.TUESDAY):
        case = Case.objects.get(pk=factories.hand_over().case_id)
        about = consents.Question("desk:lawyers", ("needs",), "ary", "none", "spoken")
        until = clock.today() + timedelta(days=40)
        consents.give(case_id=case.pk, question=about, until=until, by=cast.INSPECTOR)
        assert looking_ahead.look() == 0, "forty days are not soon, and something happened today"
    with clock.stopped(factories.TUESDAY + timedelta(days=35)):
        assert looking_ahead.look() == 2
        ends, silent = Task.objects.get(kind="consent_ends"), Task.objects.get(kind="dormant")
        assert (ends.due_on, silent.due_on) == (until, clock.today() + looking_ahead.LOOK_WITHIN)
        tasks.close(task_id=ends.pk, by=cast.INSPECTOR)
        assert looking_ahead.look() == 0, "closed by hand, it does not come back"
        rights.tell(case_id=case.pk, right="wages", language="ary", on=clock.today(), by=cast.INSPECTOR)
        looking_ahead.look()
        assert Task.objects.filter(kind="dormant", state="closed").count() == 1, "the file stirs again"


def _alike(case: Case, count: int, opened: timedelta) -> list[Case]:
    """Files like this one, of the same person, opened so much later or earlier."""
    rows = [Case.objects.get(pk=case.pk) for _one in range(count)]
    for row in rows:
        row.pk, row.opened_on = uuid4(), case.opened_on + opened
        row.reference = row.pk.hex[:9].upper()
    return Case.objects.bulk_create(rows)


def _silent() -> set[UUID | None]:
    return set(Task.objects.filter(kind="dormant", state__in=("open", "taken")).values_list("case_id", flat=True))


def test_no_quiet_file_falls_through_the_net_however_many_there_are() -> None:
    """Seen red with the fifty oldest: the 51st had no task, and an older one that turned quiet took another's away."""
    with clock.stopped(factories.TUESDAY):
        case = Case.objects.get(pk=factories.hand_over().case_id)
        others = _alike(case, 60, timedelta(days=1))
    with clock.stopped(factories.TUESDAY + timedelta(days=35)):
        assert looking_ahead.look() == 61
        held = {case.pk, *(row.pk for row in others)}
        assert _silent() == held
        by_hand = [row.pk for row in Task.objects.filter(kind="dormant")[:30]]
        Task.objects.filter(pk__in=by_hand).update(state="done", ended_at=clock.now())
        held = _silent()
        older = _alike(case, 55, timedelta(days=-9))
        assert looking_ahead.look() == 55
        assert _silent() == held | {row.pk for row in older}
        assert not Task.objects.filter(reason="settled").exists()


def test_a_file_that_was_still_needed_is_asked_about_again_after_the_days() -> None:
    with clock.stopped(factories.TUESDAY):
        case = factories.hand_over().case_id
    for day, waits in ((35, True), (36, False), (64, False), (65, True)):
        with clock.stopped(factories.TUESDAY + timedelta(days=day)):
            looking_ahead.look()
            assert (_silent() == {case}) == waits, day
            if day == 35:
                quiet.keep(case_id=case, by=cast.INSPECTOR)


def test_the_day_of_an_appeal_stays_a_task_when_the_person_hesitates() -> None:
    """Seen red: "not for now" and asking again ended the task, and nothing raised it until the last three days."""
    with clock.stopped(factories.TUESDAY):
        case = factories.hand_over().case_id
        step = {"case_id": case, "right": "wages", "on": clock.today(), "by": cast.INSPECTOR}
        rights.tell(**step, language="ary")
        rights.ask(**step, where="lawyers", words="")
        day = rights.Day(clock.today() + timedelta(days=20), "counsel")
        rights.refuse(**step, reason="papers_missing", appeal=day, words="Mizan")
    with clock.stopped(factories.TUESDAY + timedelta(days=8)):
        assert ("right_deadline", "labour-north") in waiting()
        for deed in (rights.give_up, lambda **ids: rights.tell(language="ary", **ids)):
            deed(**step)
            assert ("right_deadline", "labour-north") in waiting()
            task = Task.objects.get(kind="right_deadline", state="open")
            assert (task.about_id, task.due_on) == (RightStep.objects.latest("number").pk, day.on)


def close_file(case: UUID, *running: UUID) -> None:
    closures.close(case_id=case, ending=Ending("goals_reached", left_running=running, knowing=True), by=cast.INSPECTOR)


def reopen_file(case: UUID) -> None:
    closures.reopen(case_id=case, reason="person_came_back", by=cast.INSPECTOR)


def test_what_another_desk_goes_on_with_stays_its_task_when_the_file_is_closed() -> None:
    """Seen red: closing ended the receiver's tasks, and what its next answer asked of it was never raised."""
    done = factories.hand_over()
    (one,) = done.referral_ids
    tasks.give(wish=Wish("call_back", "Canary"), referral_id=one, by=cast.SHELTER)
    tasks.give(wish=Wish("prepare"), case_id=done.case_id, by=cast.INSPECTOR)
    assert len(waiting()) == 3
    (counted,) = still_open.OPEN
    assert counted.count(done.case_id) == 1, "seen red: the page said of all three that they end with the file"
    close_file(done.case_id, one)
    assert waiting() == [*SENT, ("call_back", "shelter")]
    referrals.accept(referral_id=one, by=cast.SHELTER)
    assert waiting() == [("call_back", "shelter"), ("write_report", "shelter")]
    assert "write_report" in {line.task.kind for line in queries.of_the_desk(cast.SHELTER)}
    consents.withdraw(consent_id=Consent.objects.get().pk, by=cast.INSPECTOR)
    assert ("tell_colleagues", "shelter") in waiting()


def test_what_came_back_while_the_file_was_closed_waits_for_its_desk_once_it_is_open() -> None:
    done = factories.hand_over()
    close_file(done.case_id, *done.referral_ids)
    referrals.decline(referral_id=done.referral_ids[0], reason="no_place", by=cast.SHELTER)
    assert waiting() == []
    reopen_file(done.case_id)
    assert waiting() == [("look_again", "labour-north")]
    tasks.close(task_id=Task.objects.get(state="open").pk, by=cast.INSPECTOR)
    close_file(done.case_id)
    reopen_file(done.case_id)
    assert waiting() == [], "somebody has looked"


@pytest.mark.parametrize("closed", [0, 11], ids=["closed before the reminders", "closed after them"])
def test_opening_again_brings_the_days_back_that_still_stand(closed: int) -> None:
    """Seen red: nothing told of them again, whether their task had ended or their word came while it was closed."""
    with clock.stopped(factories.TUESDAY):
        file, line = planned.given()
        (referral,) = Referral.objects.values_list("pk", flat=True)
        referrals.accept(referral_id=referral, by=cast.SHELTER)
        step = {"case_id": file.pk, "right": "wages", "by": cast.INSPECTOR}
        rights.tell(**step, language="ary", on=clock.today())
        rights.set_day(**step, day=rights.Day(planned.DUE, "counsel"), words="Mizan")
    days = [("plan_line", "shelter"), ("right_deadline", "labour-north")]
    with clock.stopped(factories.TUESDAY + timedelta(days=closed)):
        worker.drain()
        close_file(file.pk, referral)
        worker.drain()
    with clock.stopped(factories.TUESDAY + timedelta(days=12)):
        assert waiting() == [("write_report", "shelter")]
        reopen_file(file.pk)
        assert waiting() == sorted([*days, ("write_report", "shelter")])
        before = Task.objects.count()
        for reaction in REACTIONS["case.reopened"]:
            reaction({"case": str(file.pk)})
        assert Task.objects.count() == before
        task = Task.objects.get(kind="right_deadline", state="open")
        assert task.due_on == planned.DUE
        tasks.close(task_id=task.pk, by=cast.INSPECTOR)
        close_file(file.pk, referral)
        reopen_file(file.pk)
        assert ("right_deadline", "labour-north") not in waiting(), "somebody has seen to it"


def _with_a_day(step: UUID) -> RightStep:
    row = RightStep.objects.get(pk=step)
    row.pk, row.number, row.due_on, row.due_for, row.due_source = uuid4(), 2, planned.DUE, "until", "counsel"
    return row


def test_the_events_of_the_neighbours_raise_and_settle() -> None:
    """A plan line is raised at its desk while that sees it; at the desk that holds the file, where that does it."""
    file, line = planned.given()
    case, day = file.pk, planned.DUE.isoformat()

    def happens(event: str, **ids: object) -> None:
        for reaction in REACTIONS[event]:
            reaction({name: str(value) for name, value in ids.items()})

    for desk, at in (("shelter", "shelter"), ("labour-north", "labour-north")):
        Line.objects.filter(pk=line.pk).update(desk=desk)
        happens("plan_line.due", line=line.pk, case=case, desk=desk, due_on="2026-12-31")
        assert not Task.objects.filter(kind="plan_line", state="open").exists(), "its day was moved"
        happens("plan_line.due", line=line.pk, case=case, desk=desk, due_on=day)
        assert Task.objects.get(kind="plan_line", state="open").desk_id == at
        happens("plan_line.reported", line=line.pk, case=case, desk=desk, state="acknowledged")
        assert Task.objects.filter(kind="plan_line", state="open").exists(), "it is not done yet"
        happens("plan_line.reported", line=line.pk, case=case, desk=desk, state="completed")
        assert not Task.objects.filter(kind="plan_line", state="open").exists()
    step = rights.tell(case_id=case, right="wages", language="ary", on=clock.today(), by=cast.INSPECTOR)
    happens("right.deadline_due", case=case, step=step)
    assert not Task.objects.filter(kind="right_deadline").exists(), "that step has no day"
    RightStep.objects.bulk_create([_with_a_day(step)])
    happens("right.deadline_due", case=case, step=RightStep.objects.get(number=2).pk)
    assert Task.objects.get(kind="right_deadline").due_on == planned.DUE
    tasks.give(wish=Wish("prepare"), case_id=case, by=cast.INSPECTOR)
    tasks.give(wish=Wish("prepare"), by=cast.INSPECTOR)
    happens("case.closed", case=case)
    assert Task.objects.filter(state="open").count() == 3, "it is not closed"
    Case.objects.filter(pk=case).update(state="closed", closed_on=clock.today())
    happens("case.closed", case=case)
    assert [row.case_id for row in Task.objects.filter(state="open")] == [None]
    happens("case.reopened", case=case)
    assert raising.raise_for(kind="dormant", about=About("case", case, case)) is None
    closed = Task.objects.filter(reason="case_closed").first()
    assert closed is not None
    with pytest.raises(NotNow, match="case_closed"):
        tasks.reopen(task_id=closed.pk, by=cast.INSPECTOR)


def test_what_follows_a_referral_holds_the_case_before_its_tasks() -> None:
    """As every verb does: two that hold them the other way round wait for each other. Seen red: tasks came first."""
    referral = factories.referral_to_shelter()
    tasks.give(wish=Wish("call_back", "Canary"), referral_id=referral, by=cast.SHELTER)
    consents.withdraw(consent_id=Consent.objects.get().pk, by=cast.INSPECTOR)
    with CaptureQueriesContext(connection) as asked:
        raising.follow_referral(referral_id=referral)
    tables = [re.findall(r'FROM "(case_file|task)"', one["sql"]) for one in asked.captured_queries]
    assert [name for names in tables for name in names][:2] == ["case_file", "task"]
