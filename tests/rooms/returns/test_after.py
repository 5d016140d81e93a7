"""Arrival, the months after it, the plan and its money: what each refuses, brings to mind and counts."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from himaya.cases.models import Tally
from himaya.kernel import clock
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.ids import new_id
from himaya.ops import after_returns
from himaya.returns import access, queries, still_open, telling
from himaya.returns.actions import after, choices, papers, returns
from himaya.returns.actions.after import Budget
from himaya.returns.actions.papers import Proceeding
from himaya.returns.models import VoluntaryReturn
from himaya.tasks.models import Task
from tests.refusals import refused
from tests.rooms.returns import gone
from tests.rooms.returns import gone_later as later
from tests.rooms.returns.gone import BY
from tests.rooms.returns.test_travel import TODAY, counted, open_tasks

pytestmark = [pytest.mark.django_db, pytest.mark.capability("F1")]


def test_no_word_within_a_day_is_an_urgent_task_and_an_hour_later_one_for_the_lead() -> None:
    case = gone.case()
    row = later.to_travelling(case.pk)
    due = TODAY + later.FLIGHT + timedelta(hours=24)
    assert row.reception_due_at == due
    with clock.stopped(due - timedelta(minutes=1)):
        assert open_tasks(case) == {}
    with clock.stopped(due):
        (found,) = open_tasks(case).values()
        assert (found.kind, found.urgent, found.due_at) == ("return_arrival", True, due)
    with clock.stopped(due + timedelta(hours=1)):
        assert set(open_tasks(case)) == {"return_arrival", "return_arrival_lead"}
        later.met(case.pk)
        assert set(open_tasks(case)) == {"return_follow"}
    assert counted("return_reception") == {"later": 1}


def test_whoever_was_met_in_time_brings_no_alarm() -> None:
    case = gone.case()
    later.to_travelling(case.pk)
    later.met(case.pk)
    with clock.stopped(TODAY + timedelta(days=3)):
        assert set(open_tasks(case)) == {"return_follow"}


def test_no_word_says_what_was_done_and_is_asked_again() -> None:
    case = gone.case()
    later.to_travelling(case.pk)
    at = TODAY + later.FLIGHT + timedelta(hours=26)
    with clock.stopped(at):
        found = open_tasks(case)
        after.no_word(case_id=case.pk, done=("call_there",), again="2", instance_id=new_id(), by=BY)
        for one in found.values():
            Task.objects.filter(pk=one.pk).update(state="done", ended_at=clock.now())
        assert open_tasks(case) == {}
    with clock.stopped(at + timedelta(hours=2)):
        assert set(open_tasks(case)) == {"return_arrival", "return_arrival_lead"}
        returns.end(case_id=case.pk, reason="unreachable", instance_id=new_id(), by=BY)
        assert open_tasks(case) == {}
    assert counted("return_reception") == {"no_word": 1}
    for done, again in (((), "2"), (("strange",), "2"), (("call_there",), "3")):
        with pytest.raises(NotValid):
            after.no_word(case_id=case.pk, done=done, again=again, instance_id=new_id(), by=BY)


def test_each_look_has_its_task_on_its_day_and_nobody_asks_whoever_wishes_no_more() -> None:
    case = gone.case()
    later.to_received(case.pk)
    task = open_tasks(case)["return_follow"]
    assert task.due_on == datetime(2026, 12, 24, tzinfo=UTC).date()
    with clock.stopped(datetime.combine(task.due_on, time(10), TODAY.tzinfo)):
        later.asked(case.pk, "not_reached")
        assert open_tasks(case)["return_follow"].due_on == task.due_on + timedelta(days=7)
        later.asked(case.pk, "no_more")
        assert open_tasks(case) == {}
        with refused(NotNow, says="left already"):
            returns.end(case_id=case.pk, reason="stays", instance_id=new_id(), by=BY)
        returns.end(case_id=case.pk, reason="followed", instance_id=new_id(), by=BY)
    assert counted("return_six_months") == {"no": 1}


def test_an_answer_long_before_its_month_uses_none_up() -> None:
    case = gone.case()
    later.to_received(case.pk)
    due = queries.last_followed(VoluntaryReturn.objects.get(case=case))
    line = later.asked(case.pk)
    assert due is not None
    assert (line.code, line.due_on) == ("0", due.due_on)
    with clock.stopped(TODAY + timedelta(days=30)):
        assert later.asked(case.pk).code == "1"
        assert later.asked(case.pk).code == "0", "a colleague asked at once: month 3 is still owed"


def test_it_is_not_ended_as_followed_while_a_look_is_owed() -> None:
    case = gone.case()
    later.to_received(case.pk)
    with refused(NotNow, says="asked again"):
        returns.end(case_id=case.pk, reason="followed", instance_id=new_id(), by=BY)


def test_being_exploited_again_and_what_went_wrong_are_counted_without_a_desk() -> None:
    case = gone.case()
    later.to_received(case.pk)
    later.asked(case.pk, again="yes")
    after.note_adverse(case_id=case.pk, what="held", instance_id=new_id(), by=BY)
    (found,) = Tally.objects.filter(kind="return_adverse")
    assert (found.count, found.desk_id, found.region, found.audience, found.answer) == (2, "", "", "", "")
    assert not Tally.objects.filter(kind__startswith="return_").exclude(desk_id="", region="").exists()


def test_whoever_left_alone_is_counted_beside() -> None:
    case = gone.case()
    gone.to_weighing(case.pk)
    choices.leave_alone(case_id=case.pk, plan="wants_one", instance_id=new_id(), by=BY)
    returns.end(case_id=case.pk, reason="left_alone", instance_id=new_id(), by=BY)
    assert Tally.objects.get(kind="return_sheet_age").answer == "none"
    assert Tally.objects.get(kind="return_sheet_age").clause == "alone"


def test_a_plan_and_its_money() -> None:
    case = gone.case()
    gone.to_preparing(case.pk)
    after.plan(case_id=case.pk, parts={"social": "A room near her sister"}, instance_id=new_id(), by=BY)
    line = Budget("economic", "individual", "Sewing machine", "1 500,5", "mad", "Partner", clock.today())
    after.budget(case_id=case.pk, line=line, instance_id=new_id(), by=BY)
    with access.open_return(BY, case.pk) as opened:
        kept = opened.told[-1].words
    assert (kept["amount"], kept["currency"]) == ("1500.5", "MAD")
    with pytest.raises(NotValid):
        after.plan(case_id=case.pk, parts={}, instance_id=new_id(), by=BY)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"dimension": "x"}, "dimension"),
        ({"level": ""}, "level"),
        ({"what": " "}, "for_what"),
        ({"amount": "ten"}, "amount"),
        ({"amount": "0"}, "amount"),
        ({"amount": "NaN"}, "amount"),
        ({"amount": "1.005"}, "amount"),
        ({"amount": "1e400"}, "amount"),
        ({"currency": "dirham"}, "currency"),
        ({"payer": ""}, "payer"),
        ({"until": (TODAY - timedelta(days=1)).date()}, "until"),
    ],
)
def test_a_line_of_money_says_all_of_it(change: dict[str, Any], code: str) -> None:
    case = gone.case()
    line = {
        "dimension": "social",
        "level": "community",
        "what": "School",
        "amount": "10",
        "currency": "EUR",
        "payer": "Partner",
        **change,
    }
    with refused(NotValid, code):
        after.budget(case_id=case.pk, line=Budget(**line), instance_id=new_id(), by=BY)


def test_a_file_is_not_closed_over_somebody_who_is_on_the_way() -> None:
    case = gone.case()
    later.to_ready(case.pk)
    (found,) = [one for one in still_open.OPEN if one.weight == "stops"]
    assert found.count(case.pk) == 0
    later.at_gate(case.pk)
    later.boarded(case.pk)
    assert found.count(case.pk) == 1
    later.met(case.pk)
    assert found.count(case.pk) == 0


def test_a_word_that_comes_late_about_the_day_to_look_again_takes_no_task_of_a_look_away() -> None:
    case = gone.case()
    later.to_received(case.pk)
    assert set(open_tasks(case)) == {"return_follow"}
    after_returns.follow_review({"case": str(case.pk)})
    assert set(open_tasks(case)) == {"return_follow"}


def test_every_line_is_told_to_whoever_asks_what_is_kept_about_them() -> None:
    case = gone.case()
    gone.to_preparing(case.pk)
    papers.note_proceeding(
        case_id=case.pk, noted=Proceeding("claim", "goes_on", "Canary lawyer"), instance_id=new_id(), by=BY
    )
    after.plan(case_id=case.pk, parts={"social": "Canary room"}, instance_id=new_id(), by=BY)
    line = Budget("economic", "individual", "Canary machine", "1500", "MAD", "Canary payer", clock.today())
    after.budget(case_id=case.pk, line=line, instance_id=new_id(), by=BY)
    for step in (later.paper, later.fit, later.transit, later.stood_by):
        step(case.pk)
    later.ready(case.pk, days=0)
    later.at_gate(case.pk)
    later.boarded(case.pk)
    after.no_word(case_id=case.pk, done=("call_there",), again="2", instance_id=new_id(), by=BY)
    after.note_adverse(case_id=case.pk, what="held", instance_id=new_id(), by=BY)
    later.met(case.pk)
    later.asked(case.pk)
    with access.open_return(BY, case.pk) as opened:
        told = {one.kind: " · ".join(telling.parts(one)) for one in opened.told}
    assert told["claim"] == "Goes on here, with a lawyer · Canary lawyer"
    assert "Canary room" in told["reintegration"]
    assert all(one in told["budget"] for one in ("Canary machine", "1500 MAD", "Canary payer", "until"))
    assert told["document"] == "Passport · The paper is there"
    assert "Canary nurse" in told["fitness"]
    assert "Canary helper" in told["transit"]
    assert "Call the desk" in told["no_word"]
    assert told["adverse"] == "Was held or questioned"
    assert "Canary desk there" in told["reception"]
    assert told["monitored"] == "Beside the plan · Reached, by the way that they chose · Began anew: No"
