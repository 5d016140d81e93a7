"""No reminder, notice, mail or calendar day of a call falls into hours at which nobody may reach the person."""

from datetime import UTC, datetime

import pytest
from django.utils.translation import override

from himaya.cases.models import Case
from himaya.institutions.rules import WEEKDAYS
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM
from himaya.kernel.errors import NotValid
from himaya.kernel.models import OutboxMessage
from himaya.tasks import feeding, queries, rules, telling
from himaya.tasks.actions import feeds, raising, tasks
from himaya.tasks.actions.raising import About
from himaya.tasks.actions.tasks import Wish
from himaya.tasks.models import Task
from tests import cast, factories
from tests.refusals import refused
from tests.rooms.safety import made
from tests.rooms.safety.made import BY

pytestmark = pytest.mark.capability("D3")
MORNINGS = dict.fromkeys(WEEKDAYS, "00:00-12:00")


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=clock.here())


@pytest.fixture(name="case")
def _case() -> Case:
    found = made.case()
    made.rules(found, hours=MORNINGS)
    return found


def given(case: Case, kind: str = "call_back", **changes: object) -> Task:
    wish = Wish(kind=kind, **{"due_on": at(26, 0).date(), **changes})  # type: ignore[arg-type]
    return Task.objects.defer("words").get(pk=tasks.give(wish=wish, case_id=case.pk, by=BY))


def reminded(task: Task) -> datetime:
    row = OutboxMessage.objects.filter(event="task.due", ids__task=str(task.pk)).latest("due_at")
    return row.due_at.astimezone(clock.here())


def test_a_call_comes_to_mind_once_the_person_may_be_reached(case: Case) -> None:
    assert reminded(given(case)) == at(26, 12)
    assert reminded(given(case, "ask_papers")) == at(26, 8)
    assert reminded(given(made.case(identity=None))) == at(26, 8)


def test_an_hour_at_which_nobody_may_is_refused_unless_the_person_agreed_to_it(case: Case) -> None:
    for kind in ("call_back", "accompany", "follow_up"):
        with override("en"), refused(NotValid, "due_hour") as refusal:
            given(case, kind, due_at=at(26, 9))
        with override("en"):
            assert "26 November 2026, 12:00" in str(refusal.value.sentence)
    assert reminded(given(case, due_at=at(26, 9), agreed_hour=at(26, 9))) == at(26, 8)
    assert reminded(given(case, due_at=at(26, 15))) == at(26, 14)
    given(case, "deadline", due_at=at(26, 9))


def test_the_word_of_the_person_opens_the_hour_it_was_given_for_and_no_other(case: Case) -> None:
    for hour in (8, 10):
        with refused(NotValid, "due_hour"):
            given(case, due_at=at(26, hour), agreed_hour=at(26, 9))
    assert not given(case, due_at=at(26, 15), agreed_hour=at(26, 9)).agreed_hour
    assert given(case, due_at=at(26, 9), agreed_hour=at(26, 9).astimezone(UTC)).agreed_hour


def test_a_desk_that_may_not_know_the_hours_opens_none_and_is_told_of_none() -> None:
    classes = ("first_name", "age_group", "language", "needs")
    referral = factories.referral_to_shelter(wishes=[factories.wish(data_classes=classes)])
    made.rules(Case.objects.get(), hours=MORNINGS)
    wish = Wish(kind="call_back", due_at=at(26, 9), agreed_hour=at(26, 9))
    task = Task.objects.defer("words").get(pk=tasks.give(wish=wish, referral_id=referral, by=cast.SHELTER))
    assert not task.agreed_hour
    assert reminded(task) == at(26, 12)


def test_nobody_is_told_of_a_call_at_such_an_hour(case: Case) -> None:
    with clock.stopped(at(24, 10)):
        call, other = given(case), given(case, "ask_papers")
        assert [one.line.task.pk for one in queries.notices(BY)] == [other.pk]
        assert queries.unread(BY, None) == 1
    assert call.told_at == at(24, 12)
    with clock.stopped(at(24, 12)):
        assert {one.line.task.pk for one in queries.notices(BY)} == {call.pk, other.pk}


def test_hours_agreed_after_a_reminder_was_planned_hold_for_it() -> None:
    case = made.case()
    task = given(case)
    assert reminded(task) == at(26, 8)
    made.rules(case, hours=MORNINGS)
    with clock.stopped(at(26, 8)):
        tasks.remind(task_id=task.pk)
        task.refresh_from_db(fields=["told"])
        assert task.told == "given"
    assert reminded(task) == at(26, 12)
    with clock.stopped(at(26, 12)):
        tasks.remind(task_id=task.pk)
        task.refresh_from_db(fields=["told"])
        assert task.told == "due"


def test_a_call_with_an_hour_waits_too_unless_the_person_agreed_to_that_hour() -> None:
    case = made.case()
    task, agreed = given(case, due_at=at(26, 9)), given(case, due_at=at(26, 9), agreed_hour=at(26, 9))
    made.rules(case, hours=MORNINGS)
    with clock.stopped(at(26, 8)):
        for one in (task, agreed):
            tasks.remind(task_id=one.pk)
            one.refresh_from_db(fields=["told"])
    assert (task.told, agreed.told) == ("given", "due")
    assert reminded(task) == at(26, 12)


def test_a_calendar_shows_a_call_on_a_day_on_which_somebody_may() -> None:
    case = made.case()
    made.rules(case, hours={"thu": "00:00-24:00"})
    secret = feeds.make(by=BY)
    task = given(case, to=BY.account_id)
    other = given(case, "ask_papers", to=BY.account_id)
    days = {one.uid: one.on for one in feeding.feed(secret).days}
    assert at(26, 0).weekday() == WEEKDAYS.index("thu")
    assert (days[task.feed_id], days[other.feed_id]) == (at(27, 0).date(), at(26, 0).date())


def test_a_look_at_the_risk_is_told_on_its_day_whatever_the_hours(case: Case) -> None:
    made.rules(case, hours={"thu": "00:00-24:00", "fri": "00:00-24:00"})
    about, (thursday, friday) = About("risk", case.pk, case.pk), (at(26, 8), at(27, 8))
    with clock.stopped(thursday):
        raising.raise_for(kind="risk_again", about=about, due_on=friday.date(), by=SYSTEM)
        task = Task.objects.defer("words").get(kind="risk_again")
        assert task.told_at == thursday
        assert [one.line.task.pk for one in queries.notices(BY)] == [task.pk]
    assert reminded(task) == friday
    with clock.stopped(friday):
        tasks.remind(task_id=task.pk)
    task.refresh_from_db(fields=["told", "told_at"])
    assert (task.told, task.told_at) == ("due", friday)
    # What stands beside it is as before: nobody is called for it.
    made.rules(case, ways=("never",), hours={})
    assert queries.line_of(BY, task).contact == rules.NEVER


def test_danger_never_waits(case: Case) -> None:
    task = given(case)
    task.urgent = True
    assert telling.not_before(task, at(26, 9)) == at(26, 9)
