"""The sheet of an expert's day, the packet of an institution, and what came out of a table."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from himaya.coordination import states
from himaya.coordination.actions import experts, materials, take_aways
from himaya.coordination.models import Expert, Invitation, Material, Question, RoundTable, TakeAway
from himaya.kernel import clock
from tests.rooms.coordination import at_the_table
from tests.rooms.coordination.at_the_table import DAY, HEALTH, MINORS, POLICE, SECRETARY
from tests.rooms.coordination.test_asks import decided
from tests.rooms.coordination.test_sessions import leave
from tests.rooms.roundtable.browsing import HOME, body, of, sent
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("A0")
MATERIAL = {"title_fr": "Guide", "kind": "guide", "language": "fr", "where": "Classeur 3"}


@pytest.fixture(name="table")
def _table() -> RoundTable:
    return at_the_table.in_session(kind=states.EXPERT_SESSION)


def test_the_sheet_shows_programme_experts_material_and_participants(
    office: Client, sit: Sit, table: RoundTable
) -> None:
    item = at_the_table.open_item(table)
    sent(
        office,
        of(table, "session/expert/"),
        {"name": "N. Haddad", "organisation": "OIM", "expert_item": str(item.pk)},
    )
    sent(office, of(table, "session/material/"), MATERIAL)
    page = body(sit(HEALTH), of(table, "session/"))
    for word in ("Cadre juridique", "N. Haddad", "OIM", "Classeur 3", "Delegate focal-health"):
        assert word in page
    assert "Take off" not in page
    for row, what in ((Expert.objects.get(), "experts"), (Material.objects.get(), "material")):
        sent(office, f"{HOME}{what}/{row.pk}/remove/", {})
    assert not Expert.objects.exists()
    assert not Material.objects.exists()


@pytest.mark.parametrize(
    ("what", "data", "sentence"),
    [
        ("expert", {"name": "", "organisation": "Organe"}, "Write the name of the expert"),
        ("material", {**MATERIAL, "kind": ""}, "Choose what it is"),
        ("material", {**MATERIAL, "title_fr": ""}, "Write a title in at least one language"),
        ("question", {"text": "Qui signe ?", "owed_by": "hospital"}, "Choose the day, the month and the year"),
        ("question", {"text": "", "owed_by": "hospital", "due_on": "2027-01-01"}, "Write it in one or two sentences"),
        ("question", {"text": "Qui ?", "owed_by": "", "due_on": "2027-01-01"}, "Choose an institution that has a seat"),
        ("home", {"institution": "justice", "home": ""}, "Write in one sentence"),
    ],
)
def test_what_is_wrong_has_its_sentence_and_nothing_is_lost(
    office: Client, table: RoundTable, what: str, data: dict[str, str], sentence: str
) -> None:
    page = sent(office, of(table, f"session/{what}/"), data, 422)
    assert sentence in page
    for value in data.values():
        assert value in page


def test_only_the_secretariat_prepares_and_a_stranger_finds_nothing(sit: Sit, table: RoundTable) -> None:
    assert sit(HEALTH).post(of(table, "session/material/"), MATERIAL).status_code == 403
    assert sit(MINORS).post(of(table, "session/home/"), {"home": "x"}).status_code == 404
    body(sit(MINORS), of(table, "session/"), 404)
    assert sit(HEALTH).post(of(table, "session/other/"), {}).status_code == 404


def test_the_owing_institution_answers_by_click(sit: Sit, office: Client, table: RoundTable) -> None:
    due = (clock.today() + timedelta(days=7)).isoformat()
    sent(
        office,
        of(table, "session/question/"),
        {"text": "Qui appelle le médecin ?", "owed_by": "hospital", "due_on": due},
    )
    row = Question.objects.get()
    address = f"{HOME}questions/{row.pk}/"
    assert "1 question is still open" in body(sit(POLICE), of(table, "session/"))
    assert 'name="answer"' not in body(sit(POLICE), address)
    assert sit(POLICE).post(address, {"answer": "Nous"}).status_code == 403
    page = sent(sit(HEALTH), address, {"answer": "Mme Khadija Alami"}, 422)
    assert "the name of a person" in page
    assert "Khadija Alami</textarea>" in page
    sent(sit(HEALTH), address, {"answer": "La permanence."})
    assert "Every question left open has its answer" in body(sit(POLICE), of(table, "session/"))
    page = sent(sit(HEALTH), address, {"answer": "Autre"}, 409)
    assert "La permanence." in page
    assert "Autre" in page
    body(sit(MINORS), address, 404)


def test_the_secretariat_enters_an_answer_from_a_letter_or_withdraws(office: Client, table: RoundTable) -> None:
    first, second = leave(table), leave(table, text="Et le jour ?")
    address = f"{HOME}questions/{first.pk}/"
    page = sent(office, address, {"answer": "La garde."}, 422)
    assert "by mail or by letter" in page
    assert "La garde." in page
    sent(office, address, {"answer": "La garde.", "how": "letter"})
    sent(office, f"{HOME}questions/{second.pk}/", {"do": "withdraw"})
    assert "Et le jour ?" not in body(office, of(table, "session/"))


def test_an_institution_says_what_it_takes_home_and_the_second_is_told(sit: Sit, table: RoundTable) -> None:
    client = sit(HEALTH)
    sent(client, of(table, "session/home/"), {"home": "Former la nuit.", "seen": "0"})
    assert TakeAway.objects.get().institution_id == "hospital"
    page = sent(client, of(table, "session/home/"), {"home": "Autre chose.", "seen": "0"}, 409)
    assert "Former la nuit." in page
    assert "Autre chose." in page


# --- the packet ------------------------------------------------------------------------------------------------------


def test_a_focal_point_sees_their_own_packet_with_the_number_first(sit: Sit) -> None:
    table = at_the_table.convened()
    client = sit(HEALTH)
    page = body(client, of(table, "packet/"))
    assert "We ask one thing of you" in page
    assert f"/round-tables/invitations/{at_the_table.invitation(table).pk}/" in page
    assert "7 December 2026" in page
    Invitation.objects.filter(table=table).update(answer=states.PRESENT)
    assert "Nothing is asked of you now" in body(client, of(table, "packet/hospital/"))
    body(client, of(table, "packet/police/"), 403)
    body(sit(MINORS), of(table, "packet/"), 404)


def test_the_secretariat_sees_the_packet_of_each_institution(office: Client) -> None:
    table = at_the_table.convened()
    Invitation.objects.filter(table=table, institution_id="police").update(answer=states.PRESENT)
    page = body(office, of(table, "packet/"))
    assert "7 institutions still have something to do, of 8" in page
    assert of(table, "packet/hospital/") in page
    assert "One thing is asked of this institution" in body(office, of(table, "packet/hospital/"))
    body(office, of(table, "packet/minors/"), 404)


# --- the restitution -------------------------------------------------------------------------------------------------


def test_everybody_at_the_table_reads_what_came_out_of_it(sit: Sit, table: RoundTable) -> None:
    decided(table)
    leave(table)
    base: dict[str, Any] = {"table_id": table.pk, "by": SECRETARY}
    take_aways.say(institution_id="justice", text="Un juge par région.", seen=0, **base)
    experts.add(name="N", organisation="O", **base)
    materials.add(titles={"fr": "G"}, kind="guide", language="", where="", **base)
    page = body(sit(POLICE), of(table, "restitution/"))
    assert "1 decision · 1 thing left open" in page
    for word in ("Le protocole est adopté.", "Un juge par région.", "hospital owes the answer by"):
        assert word in page
    body(sit(MINORS), of(table, "restitution/"), 404)
    body(sit(HEALTH), of(at_the_table.convened(table.cycle), "restitution/"), 404)
    assert table.starts_at.date() == DAY
