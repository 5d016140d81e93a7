"""Papers, the way, the gate, arrival and the months after it: what each refuses and brings to mind."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from himaya.cases.models import Case, Consent, Tally
from himaya.kernel import clock
from himaya.kernel.errors import NotFound, NotNow, NotValid, Refusal
from himaya.kernel.ids import new_id
from himaya.ops import after_returns, worker
from himaya.returns import access, fears, queries, states, still_open, telling
from himaya.returns.actions import after, choices, papers, returns, travel
from himaya.returns.actions.after import Asked, Budget
from himaya.returns.actions.papers import Proceeding
from himaya.returns.actions.travel import Fitness
from himaya.returns.models import ReturnLine, VoluntaryReturn
from himaya.tasks.models import Task
from tests import cast, factories
from tests.rooms.returns import gone
from tests.rooms.returns import gone_later as later
from tests.rooms.returns.gone import BY

pytestmark = [pytest.mark.django_db, pytest.mark.capability("F1")]
TODAY = factories.TUESDAY


@contextmanager
def refuses(kind: type[Refusal], words: str) -> Iterator[None]:
    with pytest.raises(kind) as refused:
        yield
    assert words in str(refused.value.sentence)


def state(case: Case) -> str:
    return VoluntaryReturn.objects.filter(case=case).latest("number").state


def open_tasks(case: Case) -> dict[str, Any]:
    worker.drain()
    found = Task.objects.filter(case=case, kind__startswith="return_", state__in=("open", "taken")).defer("words")
    return {one.kind: one for one in found}


def counted(kind: str) -> dict[str, int]:
    return dict(Tally.objects.filter(kind=kind).values_list("answer", "count"))


def test_from_the_preparation_to_the_last_look() -> None:
    case = gone.case()
    later.to_ready(case.pk)
    assert state(case) == states.READY
    later.at_gate(case.pk)
    later.boarded(case.pk)
    assert (state(case), counted("return_sheet_age")) == (states.TRAVELLING, {"under_30_days": 1})
    later.met(case.pk)
    assert (state(case), counted("return_reception")) == (states.RECEIVED, {"within_24_h": 1})
    for months, days in ((1, 31), (3, 92), (6, 182), (12, 366)):
        with clock.stopped(TODAY + timedelta(days=days)):
            line = later.asked(case.pk)
            assert line.code == str(months)
    assert counted("return_six_months") == {"yes": 1}
    assert (line.due_on, open_tasks(case)) == (None, {})
    with clock.stopped(TODAY + timedelta(days=366)):
        with refuses(NotNow, "last time"):
            later.asked(case.pk)
        returns.end(case_id=case.pk, reason="followed", instance_id=new_id(), by=BY)
    assert state(case) == states.ENDED
    assert counted("return_six_months") == {"yes": 1}


@pytest.mark.parametrize("left_out", ["paper", "fit", "transit"])
def test_what_is_missing_on_the_way_is_named_and_nobody_is_ready(left_out: str) -> None:
    case = gone.case()
    gone.to_preparing(case.pk)
    for name, step in (("paper", later.paper), ("fit", later.fit), ("transit", later.transit)):
        if name != left_out:
            step(case.pk)
    sentence = {"paper": "paper for the way", "fit": "Nobody who heals", "transit": "Help on the way"}[left_out]
    with refuses(NotNow, sentence):
        later.ready(case.pk)
    assert state(case) == states.PREPARING


def test_all_that_stands_against_it_is_named_at_once() -> None:
    case = gone.case()
    gone.to_preparing(case.pk)
    with pytest.raises(NotNow) as refused:
        later.ready(case.pk, days=30)
    said = str(refused.value.sentence)
    assert all(one in said for one in ("30 days old", "paper for the way", "Nobody who heals", "Help on the way"))


def test_the_sheets_count_on_the_day_of_the_travel_and_not_today() -> None:
    case = gone.case()
    later.to_day(case.pk)
    later.fit(case.pk)
    with refuses(NotNow, "30 days old"):
        later.ready(case.pk, days=30)
    with refuses(NotNow, "14 days"):
        later.ready(case.pk, days=29)
    later.ready(case.pk, days=13)
    assert state(case) == states.READY


def test_a_day_is_chosen_anew_and_one_that_is_far_or_past_is_none() -> None:
    case = gone.case()
    row = later.to_ready(case.pk, days=3)
    later.ready(case.pk, days=4)
    row.refresh_from_db()
    assert row.travel_on == clock.today() + timedelta(days=4)
    for days in (-1, 61):
        with pytest.raises(NotValid):
            later.ready(case.pk, days=days)


def test_what_grew_old_since_stands_at_the_gate() -> None:
    case = gone.case()
    later.to_ready(case.pk, days=10)
    with clock.stopped(TODAY + timedelta(days=10)):
        later.at_gate(case.pk)
        later.fit(case.pk, "not_fit")
        with refuses(NotNow, "cannot travel now"):
            later.boarded(case.pk)
    assert state(case) == states.READY


def test_nobody_boards_who_was_not_asked_once_more_that_day() -> None:
    case = gone.case()
    later.to_ready(case.pk, days=1)
    with refuses(NotNow, "once more"):
        later.boarded(case.pk)
    later.at_gate(case.pk)
    with refuses(NotNow, "day of travel has not come"):
        later.boarded(case.pk)
    with clock.stopped(TODAY + timedelta(days=1)):
        with refuses(NotNow, "once more"):
            later.boarded(case.pk)
        later.at_gate(case.pk)
        later.boarded(case.pk)
    assert state(case) == states.TRAVELLING


def test_at_the_gate_one_word_is_enough() -> None:
    case = gone.case()
    row = later.to_ready(case.pk)
    later.at_gate(case.pk, "stays")
    row.refresh_from_db()
    assert (row.state, row.travel_on) == (states.TALKING, None)
    with access.open_return(BY, case.pk) as opened:
        assert opened.stands.signed == ()
        assert opened.told[-1].words == {"words": ""}, "no reason is asked"


def test_whoever_heals_says_it_themself_and_everybody_else_names_who_said_it() -> None:
    case = gone.case()
    gone.to_preparing(case.pk)
    with pytest.raises(NotValid) as refused:
        travel.note_fitness(case_id=case.pk, fitness=Fitness("fit", (), "", clock.today()), instance_id=new_id(), by=BY)
    assert refused.value.code == "fit_who"


@pytest.mark.parametrize("way", ["document", "consular"])
def test_fear_or_asylum_closes_papers_and_consulates(way: str) -> None:
    case = gone.case()
    gone.to_preparing(case.pk)
    given = later.agreed_to_consulate(case.pk)
    gone.asked(case.pk, state="yes")
    with refuses(NotNow, "asylum"):
        if way == "document":
            later.paper(case.pk)
        else:
            papers.contact_consulate(case_id=case.pk, consent_id=given, said="x", instance_id=new_id(), by=BY)
    assert fears.told(case.person_id)


def test_a_consulate_is_contacted_on_its_own_yes_once() -> None:
    case = gone.case()
    gone.to_preparing(case.pk)
    given = later.agreed_to_consulate(case.pk)

    def contact() -> ReturnLine:
        return papers.contact_consulate(case_id=case.pk, consent_id=given, said="x", instance_id=new_id(), by=BY)

    contact()
    assert Consent.objects.filter(case=case, word="used").count() == 1
    with refuses(NotNow, "its own yes"):
        contact()
    assert ReturnLine.objects.filter(kind="consular").count() == 1


def test_a_yes_of_another_file_is_none() -> None:
    case, other = gone.case(), gone.case()
    gone.to_preparing(case.pk)
    given = later.agreed_to_consulate(case.pk)
    gone.to_preparing(other.pk)
    with pytest.raises(NotFound):
        papers.contact_consulate(case_id=other.pk, consent_id=given, said="x", instance_id=new_id(), by=BY)


def test_fear_told_in_another_file_of_the_person_closes_here_too() -> None:
    case = gone.case()
    gone.to_preparing(case.pk)
    given = later.agreed_to_consulate(case.pk)
    other = gone.case(person_id=case.person_id)
    gone.opened(other.pk)
    gone.asked(other.pk, back="yes")
    with refuses(NotNow, "seeks asylum"):
        papers.contact_consulate(case_id=case.pk, consent_id=given, said="x", instance_id=new_id(), by=BY)


def test_what_the_prosecutor_was_told_holds_nobody_back() -> None:
    case = gone.case()
    later.to_day(case.pk)
    papers.note_proceeding(
        case_id=case.pk, noted=Proceeding("prosecutor_told", "not_told"), instance_id=new_id(), by=BY
    )
    later.ready(case.pk)
    for kind, how in (("mandate", "given"), ("testimony", "distance"), ("claim", "goes_on")):
        papers.note_proceeding(case_id=case.pk, noted=Proceeding(kind, how, "Lawyer"), instance_id=new_id(), by=BY)
    with pytest.raises(NotValid):
        papers.note_proceeding(case_id=case.pk, noted=Proceeding("claim", "given"), instance_id=new_id(), by=BY)
    assert state(case) == states.READY


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
        with refuses(NotNow, "left already"):
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
    with refuses(NotNow, "asked again"):
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
    with pytest.raises(NotValid) as refused:
        after.budget(case_id=case.pk, line=Budget(**line), instance_id=new_id(), by=BY)
    assert refused.value.code == code


def test_before_the_boarding_nothing_of_the_time_after_it_is_written() -> None:
    case = gone.case()
    later.to_ready(case.pk)
    for deed in (
        lambda: later.met(case.pk),
        lambda: after.no_word(case_id=case.pk, done=("call_there",), again="2", instance_id=new_id(), by=BY),
        lambda: after.monitor(case_id=case.pk, asked=Asked("reached", "no"), instance_id=new_id(), by=BY),
        lambda: after.note_adverse(case_id=case.pk, what="held", instance_id=new_id(), by=BY),
    ):
        with pytest.raises(NotNow):
            deed()


def test_nobody_elsewhere_writes_or_reads_it() -> None:
    case = gone.case()
    later.to_ready(case.pk)
    for stranger in (cast.SHELTER, cast.NURSE):
        with pytest.raises(NotFound):
            later.at_gate(case.pk, by=stranger)
    row = VoluntaryReturn.objects.get(case=case)
    assert queries.last_number(row) == ReturnLine.objects.filter(case=case).count()


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


def test_whoever_heals_names_nobody_else() -> None:
    case = gone.case()
    gone.to_preparing(case.pk)
    healer = cast.actor("nurse-north", BY.desk_id, "health_professional")
    fitness = Fitness("with_help", ("walks_little",), "", clock.today())
    line = travel.note_fitness(case_id=case.pk, fitness=fitness, instance_id=new_id(), by=healer)
    assert line.role == "health_professional"


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
