"""The register of needs in a browser: seconds at the table, filters, history, counts with their total."""

import pytest
from django.test import Client

from himaya.coordination import states
from himaya.coordination.models import Need
from tests.rooms.coordination import at_the_table
from tests.rooms.coordination.at_the_table import HEALTH, MINORS, POLICE
from tests.rooms.coordination.test_needs import enter, move
from tests.rooms.roundtable.browsing import HOME, body, of, sent
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("A4")
NEEDS = f"{HOME}needs/"
TYPED = {
    "institution": "justice",
    "competence": "Entretien",
    "audience": "Juges",
    "people": "30",
    "priority": "high",
    "evidence": "2 formations demandées en 2025",
}


def test_at_the_table_a_need_takes_one_form_with_the_open_point_chosen(office: Client) -> None:
    table = at_the_table.in_session()
    item = at_the_table.open_item(table)
    address = of(table, "needs/")
    assert f'<option value="{item.pk}" selected>' in body(office, address)
    assert sent(office, address, {**TYPED, "item": str(item.pk)}) == address
    row = Need.objects.get()
    assert (row.table, row.item, row.people, row.institution_id) == (table, item, 30, "justice")
    assert "1 need open of 1" in body(office, address)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("competence", "", "Say which competence is needed"),
        ("audience", "", "Say who needs it"),
        ("people", "many", "Write how many workers"),
        ("priority", "", "Choose how pressing it is"),
        ("institution", "", "Choose the institution"),
        ("evidence", "née le 3 mars 2008", "a date of birth"),
    ],
)
def test_what_is_wrong_has_its_sentence_and_nothing_is_lost(
    office: Client, field: str, value: str, sentence: str
) -> None:
    table = at_the_table.in_session()
    page = sent(office, of(table, "needs/"), {**TYPED, field: value}, 422)
    assert sentence in page
    assert f'id="{field}"' in page
    assert ("Juges" if field != "audience" else "Entretien") in page
    assert not Need.objects.exists()


def test_a_focal_point_enters_for_their_own_institution_whatever_is_posted(sit: Sit) -> None:
    cycle = at_the_table.cycle()
    client = sit(HEALTH)
    assert 'name="institution"' not in body(client, f"{HOME}cycles/{cycle.pk}/needs/new/")
    sent(client, f"{HOME}cycles/{cycle.pk}/needs/new/", TYPED)
    assert Need.objects.get().institution_id == "hospital"


def test_the_list_is_filtered_beside_its_total(office: Client, sit: Sit) -> None:
    cycle = at_the_table.cycle()
    enter(cycle)
    planned = enter(cycle, competence="Accueil au port", institution_id="police", by=POLICE)
    move(planned, "plan")
    page = body(office, NEEDS)
    assert "1 need open of 2" in page
    page = body(office, f"{NEEDS}?state={states.NEED_PLANNED}&institution=police")
    assert "1 of 2 needs shown" in page
    assert "Accueil au port" in page
    assert "Premier entretien" not in page
    assert "No need matches" in body(office, f"{NEEDS}?state=dropped")
    assert "No need is in the register" in body(sit(MINORS), NEEDS)


def test_a_need_moves_on_with_its_history(office: Client, sit: Sit) -> None:
    row = enter(at_the_table.cycle())
    address = f"{NEEDS}{row.pk}/"
    assert sit(HEALTH).post(address, {"do": "plan", "note": "x"}).status_code == 403
    assert "Say in one sentence what is planned" in sent(office, address, {"do": "plan", "note": ""}, 422)
    sent(office, address, {"do": "plan", "note": "Formation en mars"})
    assert "at least as many as before" in sent(office, address, {"do": "cover_partly", "people": ""}, 422)
    sent(office, address, {"do": "cover_partly", "people": "12", "note": ""})
    assert "12 of 40" in body(office, address)
    page = sent(office, address, {"do": "drop", "reason": ""}, 422)
    assert 'id="reason-error"' in page
    sent(office, address, {"do": "cover", "people": "40"})
    assert "by now" in sent(office, address, {"do": "cover", "people": "41"}, 409)
    assert "Formation en mars" in body(sit(POLICE), address)
    body(sit(MINORS), address, 404)
