"""The pages of practice maps: side by side, a draft kept, a letter entered, nothing typed is lost."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from himaya.coordination import states
from himaya.coordination.actions import practice_maps
from himaya.coordination.models import PracticeMap, PracticeStatement
from himaya.kernel import clock
from tests.rooms.coordination import at_the_table, practising
from tests.rooms.coordination.at_the_table import DAW, HEALTH, HEALTH_AUTHORITY, LABOUR, MINORS, SECRETARY, SOCIAL
from tests.rooms.roundtable.browsing import HOME, body, sent
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("A0")
MAPS = f"{HOME}practice/"


@pytest.fixture(name="row")
def _row() -> PracticeMap:
    return practising.opened()


def page_of(row: PracticeMap) -> str:
    return f"{MAPS}{row.pk}/"


def statement(row: PracticeMap, institution: str = "hospital", number: int = 1) -> str:
    return f"{MAPS}steps/{row.steps.get(number=number).pk}/{institution}/"


def typed(**changes: str) -> dict[str, str]:
    base = {"do": "state", "seen": "0", "does": "yes", "unit": "Urgences", "time": "3", "per": "days"}
    return {**base, "legal_basis": "Circulaire interne", **changes}


def test_a_secretary_opens_a_map_with_the_usual_steps_already_there(office: Client) -> None:
    cycle = at_the_table.cycle()
    address = f"{HOME}cycles/{cycle.pk}/practice/new/"
    assert "Find shelter" in body(office, address)
    data: dict[str, Any] = {"title_fr": "Accueil", "steps_fr": "Un\nDeux", "steps_ar": "واحد\nاثنان\nثلاثة"}
    page = sent(office, address, data, 422)
    assert "Choose the day, the month and the year" in page
    assert "واحد" in page  # what was typed is still there
    assert sent(office, address, {**data, "due_on": clock.today().isoformat()}) == MAPS
    steps = PracticeMap.objects.get().steps.order_by("number")
    assert [(one.title_fr, one.title_ar) for one in steps] == [("Un", "واحد"), ("Deux", "اثنان"), ("", "ثلاثة")]


def test_the_list_says_what_waits_for_whom(sit: Sit, office: Client, row: PracticeMap) -> None:
    assert "One practice map waits for your institution" in body(sit(HEALTH), MAPS)
    for step in row.steps.all():
        practising.state(step, HEALTH)
    assert "No practice map is waiting" in body(sit(HEALTH), MAPS)
    assert "1 of 8 institutions have stated every step" in body(office, MAPS)


def test_a_focal_point_keeps_a_draft_then_states_and_is_led_to_the_next_step(sit: Sit, row: PracticeMap) -> None:
    client = sit(HEALTH)
    where = statement(row)
    assert sent(client, where, typed(do="keep", does="")) == where
    assert "Urgences" in body(client, where)
    assert "Urgences" not in body(sit(SOCIAL), page_of(row))
    assert sent(client, where, typed(seen="1")) == statement(row, number=2)
    done = PracticeStatement.objects.get()
    assert (done.hours, done.how, done.state) == (72, states.CLICK, states.STATED)
    assert sent(client, statement(row, number=2), typed()) == page_of(row)
    page = body(sit(SOCIAL), page_of(row))
    assert "stated by the institution, to be verified" in page
    assert "3 days" in page


def test_the_headline_counts_the_points_and_each_has_its_sentence(sit: Sit, row: PracticeMap) -> None:
    assert "No institution has stated its practice yet" in body(sit(HEALTH), page_of(row))
    step = practising.first(row)
    practising.state(step, HEALTH, does=states.DOES_PARTLY, hours=24, form="Fiche 3")
    practising.state(step, SOCIAL, does=states.DOES_PARTLY, hours=72, form="Fiche B")
    page = body(sit(DAW), page_of(row))
    assert "2 points on which practice differs" in page
    assert "The times differ: hospital (24 hours), social (3 days)." in page
    assert "The forms differ: hospital (Fiche 3), social (Fiche B)." in page


def test_a_letter_is_entered_with_its_channel(office: Client, row: PracticeMap) -> None:
    where = statement(row, "justice")
    page = sent(office, where, typed(), 422)
    assert "Say whether the answer came by mail or by letter" in page
    assert "Urgences" in page
    sent(office, where, typed(how="letter"))
    assert PracticeStatement.objects.get().how == states.LETTER


def test_the_second_of_two_finds_what_was_stated_beside_what_they_typed(sit: Sit, row: PracticeMap) -> None:
    practising.state(practising.first(row), HEALTH, unit="Permanence")
    client = sit(HEALTH)
    page = sent(client, statement(row), typed(unit="Autre service"), 409)
    assert "has stated this step since this page was opened" in page
    assert "Permanence" in page
    assert "Autre service" in page
    assert 'name="seen" value="1"' in page
    sent(client, statement(row), typed(unit="Autre service", seen="1"))
    assert PracticeStatement.objects.get().unit == "Autre service"


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("does", "", "Say whether your institution does this"),
        ("time", "soon", "Write the time as a number"),
        ("note", "Rappeler le 06 12 34 56 78", "a telephone number"),
        ("passes_to", "hospital", "Choose another institution"),
    ],
)
def test_what_is_wrong_has_its_sentence_and_nothing_is_lost(
    sit: Sit, row: PracticeMap, field: str, value: str, sentence: str
) -> None:
    page = sent(sit(HEALTH), statement(row), typed(**{field: value}), 422)
    assert sentence in page
    assert f'id="{field}-error"' in page
    assert "Circulaire interne" in page


def test_others_learn_that_it_is_not_theirs_and_strangers_that_there_is_nothing(sit: Sit, row: PracticeMap) -> None:
    for actor in (LABOUR, HEALTH_AUTHORITY):
        body(sit(actor), statement(row), 403)
    for address in (page_of(row), statement(row), statement(row, "minors")):
        body(sit(MINORS), address, 404)
    assert "No practice map has been opened" in body(sit(MINORS), MAPS)


def test_the_secretariat_closes_reopens_and_gives_back(office: Client, sit: Sit, row: PracticeMap) -> None:
    table = at_the_table.in_session(row.cycle)
    assert sit(HEALTH).post(page_of(row), {"do": "close"}).status_code == 403
    sent(office, page_of(row), {"do": "close"})
    assert "the practice map is closed" in body(sit(HEALTH), statement(row)).lower()
    assert "This practice map is closed" in sent(office, page_of(row), {"do": "close"}, 409)
    sent(office, page_of(row), {"do": "reopen", "due_on": (clock.today() + timedelta(days=2)).isoformat()})
    practice_maps.close(map_id=row.pk, by=SECRETARY)
    assert "Choose a table" in sent(office, page_of(row), {"do": "restitute"}, 422)
    sent(office, page_of(row), {"do": "restitute", "table": str(table.pk)})
    assert "given back at round table 1" in body(office, page_of(row))
