"""Papers, the way, the gate, arrival and the months after it: what each refuses and brings to mind."""

from datetime import timedelta
from typing import Any

import pytest

from himaya.cases.models import Case, Consent, Tally
from himaya.kernel import clock
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.ids import new_id
from himaya.ops import worker
from himaya.returns import access, fears, queries, states
from himaya.returns.actions import after, papers, returns, travel
from himaya.returns.actions.after import Asked
from himaya.returns.actions.papers import Proceeding
from himaya.returns.actions.travel import Fitness
from himaya.returns.models import ReturnLine, VoluntaryReturn
from himaya.tasks.models import Task
from tests import cast, factories
from tests.refusals import refused
from tests.rooms.returns import gone
from tests.rooms.returns import gone_later as later
from tests.rooms.returns.gone import BY

pytestmark = [pytest.mark.django_db, pytest.mark.capability("F1")]
TODAY = factories.TUESDAY


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
        with refused(NotNow, says="last time"):
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
    with refused(NotNow, says=sentence):
        later.ready(case.pk)
    assert state(case) == states.PREPARING


def test_all_that_stands_against_it_is_named_at_once() -> None:
    case = gone.case()
    gone.to_preparing(case.pk)
    with pytest.raises(NotNow) as refusal:
        later.ready(case.pk, days=30)
    said = str(refusal.value.sentence)
    assert all(one in said for one in ("30 days old", "paper for the way", "Nobody who heals", "Help on the way"))


def test_the_sheets_count_on_the_day_of_the_travel_and_not_today() -> None:
    case = gone.case()
    later.to_day(case.pk)
    later.fit(case.pk)
    with refused(NotNow, says="30 days old"):
        later.ready(case.pk, days=30)
    with refused(NotNow, says="14 days"):
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
        with refused(NotNow, says="cannot travel now"):
            later.boarded(case.pk)
    assert state(case) == states.READY


def test_nobody_boards_who_was_not_asked_once_more_that_day() -> None:
    case = gone.case()
    later.to_ready(case.pk, days=1)
    with refused(NotNow, says="once more"):
        later.boarded(case.pk)
    later.at_gate(case.pk)
    with refused(NotNow, says="day of travel has not come"):
        later.boarded(case.pk)
    with clock.stopped(TODAY + timedelta(days=1)):
        with refused(NotNow, says="once more"):
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
    with refused(NotValid, "fit_who"):
        travel.note_fitness(case_id=case.pk, fitness=Fitness("fit", (), "", clock.today()), instance_id=new_id(), by=BY)


@pytest.mark.parametrize("way", ["document", "consular"])
def test_fear_or_asylum_closes_papers_and_consulates(way: str) -> None:
    case = gone.case()
    gone.to_preparing(case.pk)
    given = later.agreed_to_consulate(case.pk)
    gone.asked(case.pk, state="yes")
    with refused(NotNow, says="asylum"):
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
    with refused(NotNow, says="its own yes"):
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
    with refused(NotNow, says="seeks asylum"):
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


def test_whoever_heals_names_nobody_else() -> None:
    case = gone.case()
    gone.to_preparing(case.pk)
    healer = cast.actor("nurse-north", BY.desk_id, "health_professional")
    fitness = Fitness("with_help", ("walks_little",), "", clock.today())
    line = travel.note_fitness(case_id=case.pk, fitness=fitness, instance_id=new_id(), by=healer)
    assert line.role == "health_professional"
