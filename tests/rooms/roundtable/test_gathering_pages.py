"""Lists, clusters and follow-up actions in a browser: looked at first, grouped by number, planned by who does it."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from himaya.adapters import sheets
from himaya.coordination import states_following as states
from himaya.coordination.models import Cluster, FollowUpAction, ImportBatch, Recommendation
from tests.rooms.coordination import at_the_table
from tests.rooms.coordination.at_the_table import LABOUR, MINORS, POLICE
from tests.rooms.coordination.following_at_hand import recommendation
from tests.rooms.roundtable.browsing import HOME, body, sent
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("A9")
IMPORT, CLUSTERS, ACTIONS = (f"{HOME}{place}/" for place in ("recommendations/import", "clusters", "follow-up-actions"))
HEADINGS = ["Recommandation", "Chef de file", "Échéance", "Couleur"]
FORMER, FUND = (
    ["Former les inspecteurs du travail", "labour", "2027-12-31", "bleu"],
    ["Créer un fonds", "Barreau", "", ""],
)
WRONG = ["Publier les chiffres", "labour", "un jour", ""]


def upload(client: Client, data: bytes, status: int = 302, **typed: Any) -> str:
    file = SimpleUploadedFile("Mme Amal Tazi.csv", data)
    return sent(client, IMPORT, {"source_kind": "upr", "source_ref": "", "source_on": "", "file": file} | typed, status)


def listed(*rows: list[str]) -> bytes:
    return sheets.as_csv(HEADINGS, rows)


# --- lists -----------------------------------------------------------------------------------------------------------
def test_a_list_is_seen_row_by_row_before_anything_is_entered(office: Client) -> None:
    there = recommendation(text_fr="Former les inspecteurs du travail")
    address = upload(office, listed(FORMER, FUND, WRONG))
    page = body(office, address)
    assert "2 rows of 3 can be imported" in page
    assert "This column was not read: Couleur." in page
    assert "This is no day that can be read" in page
    assert "Says nearly the same as one in the register" in page
    assert f"R-{there.number}" in page
    assert "Not in the list of institutions: kept as a name" in page
    assert "Publier les chiffres" in body(office, f"{address}?which=faulty")
    assert "Créer un fonds" not in body(office, f"{address}?which=faulty")
    assert "Former les inspecteurs" in body(office, f"{address}?which=twins")
    assert Recommendation.objects.count() == 1


def test_a_list_is_imported_and_undone(office: Client) -> None:
    address = upload(office, listed(FORMER, FUND, WRONG))
    assert sent(office, address, {"do": "confirm", "leave_out": ""}) == address
    page = body(office, address)
    assert "2 recommendations came from this list" in page
    assert "1 row had something to correct" in page
    assert "Créer un fonds" in page
    assert "1 recommendation" not in body(office, IMPORT)
    sent(office, address, {"do": "undo"})
    assert "nothing of it is in the register" in body(office, address)
    assert not Recommendation.objects.exists()
    assert "by now" in sent(office, address, {"do": "undo"}, 409)


def test_rows_are_left_out_by_their_numbers_and_twins_taken_when_asked(office: Client) -> None:
    recommendation(text_fr=FORMER[0])
    rows = [FORMER, FUND, ["Publier les statistiques", "", "", ""]]
    address = upload(office, listed(*rows))
    page = sent(office, address, {"do": "confirm", "leave_out": "la dernière"}, 422)
    assert "Write the numbers of rows only" in page
    assert 'value="la dernière"' in page
    sent(office, address, {"do": "confirm", "twins": "leave", "leave_out": "4"})
    assert Recommendation.objects.get(batch__isnull=False).text_fr == FUND[0]
    again = upload(office, listed(FORMER))
    assert "No row is left to import" in sent(office, again, {"do": "confirm", "twins": "leave", "leave_out": ""}, 422)
    sent(office, again, {"do": "confirm", "twins": "take", "leave_out": ""})
    assert Recommendation.objects.filter(text_fr=FORMER[0]).count() == 2


def test_a_list_of_a_table_asks_at_which(office: Client) -> None:
    table = at_the_table.closed()
    address = upload(office, listed(FORMER), source_kind="round_table")
    assert "At which table were they made?" in body(office, address)
    sent(office, address, {"do": "confirm", "leave_out": "", "table": str(table.pk)})
    assert Recommendation.objects.get().table == table


def test_a_list_is_thrown_away(office: Client) -> None:
    address = upload(office, listed(FORMER))
    assert sent(office, address, {"do": "discard"}) == IMPORT
    assert "thrown away" in body(office, address)
    assert ImportBatch.objects.get().rows == []


@pytest.mark.parametrize(
    ("data", "typed", "sentence"),
    [
        (b"", {}, "Choose a list from this device"),
        (b"%PDF-1.7", {}, "This is no list"),
        (b"Couleur\nbleu\n", {}, "No column is called"),
        (listed(FORMER), {"source_kind": ""}, "Choose where these recommendations come from"),
        (listed(FORMER), {"source_on": "demain"}, "Choose the day, the month and the year"),
        (listed(FORMER), {"source_on": "2199-01-01"}, "This day is still to come"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_beside_its_field(
    office: Client, data: bytes, typed: dict[str, Any], sentence: str
) -> None:
    page = upload(office, data, 422, **({"source_ref": "Cycle 4"} | typed))
    assert sentence in page
    assert 'value="Cycle 4"' in page
    assert not ImportBatch.objects.exists()


def test_a_file_that_is_too_large_is_said_to_be(office: Client) -> None:
    assert "5 MB at most" in upload(office, b"a" * (sheets.MOST_BYTES + 1), 422)


def test_the_name_of_the_file_is_kept_nowhere(office: Client) -> None:
    address = upload(office, listed(FORMER))
    assert "Tazi" not in body(office, address)
    assert "Tazi" not in str(ImportBatch.objects.values())


@pytest.mark.parametrize("code", ["fr", "ar", "en"])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_template_comes_in_the_readers_language_and_is_understood(sit: Sit, code: str, kind: str) -> None:
    client = sit(at_the_table.SECRETARY, code)
    answer = client.get(f"{IMPORT}template/{kind}/")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="list.{kind}"'
    header = list(sheets.read(answer.content)[0].cells)
    filled = ["Former", "تكوين", "Train", *[""] * (len(header) - 3)]
    data = sheets.as_csv(header, [filled]) if kind == "csv" else sheets.as_xlsx(header, [filled])
    upload(client, data)
    values = ImportBatch.objects.get().rows[0]["values"]
    assert (values["text_fr"], values["text_ar"], values["text_en"]) == ("Former", "تكوين", "Train")


def test_a_long_list_comes_in_pages(office: Client) -> None:
    address = upload(office, listed(*([f"numéro{n} chose{n}", "", "", ""] for n in range(120))))
    page = body(office, address)
    assert "Page 1 of 3" in page
    assert "numéro60 " in body(office, f"{address}?page=2")
    assert "?which=fine&amp;page=2" in body(office, f"{address}?which=fine")


# --- clusters --------------------------------------------------------------------------------------------------------
def test_a_cluster_is_formed_from_what_resembles_each_other(office: Client) -> None:
    assert "No recommendations are grouped" in body(office, CLUSTERS)
    for kind in (states.UPR, states.AUDIT):
        recommendation(
            source_kind=kind, text_fr="Former les inspecteurs du travail au repérage", text_ar="", text_en=""
        )
    page = body(office, f"{CLUSTERS}?suggest=yes")
    assert "?numbers=1%2C%202#form" in page
    assert 'value="1, 2"' in body(office, f"{CLUSTERS}?numbers=1%2C%202")
    assert sent(office, CLUSTERS, {"numbers": "1, 2", "title_fr": "Formation", "note": ""}) == CLUSTERS
    row = Cluster.objects.get()
    assert "1 cluster of recommendations" in body(office, CLUSTERS)
    page = body(office, f"{CLUSTERS}{row.pk}/")
    assert "2 recommendations" in page
    assert f"{ACTIONS}?numbers=1%2C%202#plan" in page


def test_a_suggestion_for_a_cluster_leads_to_its_page_with_the_numbers_written(office: Client) -> None:
    recommendation(), recommendation(), recommendation()
    sent(office, CLUSTERS, {"numbers": "1, 2", "title_fr": "Formation", "note": ""})
    page = body(office, f"{CLUSTERS}{Cluster.objects.get().pk}/?numbers=3")
    assert 'name="numbers"' in page
    assert 'value="3"' in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"numbers": "1"}, "A cluster holds two recommendations or more"),
        ({"numbers": "1, 9"}, "There is no recommendation R-9 in your register"),
        ({"numbers": "une, deux"}, "Write numbers only"),
        ({"title_fr": ""}, "Write a title in at least one language"),
    ],
)
def test_what_is_wrong_with_a_cluster_is_said_and_nothing_is_lost(
    office: Client, typed: dict[str, str], sentence: str
) -> None:
    recommendation(), recommendation()
    page = sent(office, CLUSTERS, {"numbers": "1, 2", "title_fr": "Formation", "note": "EPU et audit", **typed}, 422)
    assert sentence in page
    assert "EPU et audit" in page


def test_a_cluster_changes_and_is_dissolved(office: Client) -> None:
    one, other, third = recommendation(), recommendation(), recommendation()
    sent(office, CLUSTERS, {"numbers": "1, 2", "title_fr": "Formation", "note": ""})
    address = f"{CLUSTERS}{Cluster.objects.get().pk}/"
    sent(office, address, {"do": "join", "numbers": f"R-{third.number}"})
    assert "by now" in sent(office, address, {"do": "join", "numbers": "1"}, 409)
    sent(office, address, {"do": "leave", "recommendation": str(one.pk)})
    sent(office, address, {"do": "rename", "title_fr": "Compétences", "note": "Deux sources"})
    page = body(office, address)
    assert "Compétences" in page
    assert f"R-{other.number}" in page
    assert f'value="{one.pk}"' not in page
    assert "Write a title" in sent(office, address, {"do": "rename", "title_fr": "", "note": ""}, 422)
    assert sent(office, address, {"do": "dissolve"}) == CLUSTERS


def test_a_member_reads_a_cluster_and_has_no_button(office: Client, sit: Sit) -> None:
    recommendation(lead="police"), recommendation()
    sent(office, CLUSTERS, {"numbers": "1, 2", "title_fr": "Formation", "note": ""})
    address = f"{CLUSTERS}{Cluster.objects.get().pk}/"
    for page in (CLUSTERS, address):
        text = body(sit(POLICE), page)
        assert "Formation" in text
        assert 'method="post" action="/round-tables/' not in text
    assert sit(POLICE).post(address, {"do": "dissolve"}).status_code == 403


# --- follow-up actions -----------------------------------------------------------------------------------------------
PLAN = {"text": "Former trente inspecteurs", "numbers": "1, 2", "due_on": "2027-06-01"}


def test_a_focal_point_plans_for_their_own_institution_whatever_is_posted(sit: Sit) -> None:
    recommendation(), recommendation()
    client = sit(LABOUR)
    page = body(client, f"{ACTIONS}?numbers=1%2C+2")
    assert "No action is planned" in page
    assert 'value="1, 2"' in page
    assert 'name="institution"' not in page
    sent(client, ACTIONS, {**PLAN, "institution": "police", "entity": "Barreau"})
    row = FollowUpAction.objects.get()
    assert (row.institution_id, row.entity, row.serves.count()) == ("labour", "", 2)
    page = body(client, ACTIONS)
    assert "1 action open of 1" in page
    assert "R-1" in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"text": ""}, "Say in one sentence what will be done"),
        ({"numbers": ""}, "Name at least one recommendation"),
        ({"numbers": "77"}, "There is no recommendation R-77"),
        ({"due_on": "2020-01-01"}, "Choose a day that is not over"),
        ({"text": "Rappeler Mme Amal Tazi"}, "the name of a person"),
    ],
)
def test_what_is_wrong_with_an_action_is_said_and_nothing_is_lost(
    sit: Sit, typed: dict[str, str], sentence: str
) -> None:
    recommendation(), recommendation()
    page = sent(sit(LABOUR), ACTIONS, {**PLAN, **typed}, 422)
    assert sentence in page
    assert (PLAN["text"] if "text" not in typed else PLAN["due_on"]) in page


def test_an_action_moves_on_and_is_filtered(office: Client, sit: Sit) -> None:
    recommendation(), recommendation(), recommendation()
    client = sit(LABOUR)
    sent(client, ACTIONS, PLAN)
    address = f"{ACTIONS}{FollowUpAction.objects.get().pk}/"
    sent(client, address, {"do": "begin"})
    assert "by now" in sent(client, address, {"do": "begin"}, 409)
    sent(client, address, {"do": "serve", "numbers": "3"})
    served = str(Recommendation.objects.get(number=3).pk)
    sent(client, address, {"do": "stop_serving", "recommendation": served})
    page = sent(client, address, {"do": "drop", "reason": ""}, 422)
    assert 'id="reason-error"' in page
    sent(client, address, {"do": "finish", "note": "Trente formés"})
    page = body(client, address)
    assert "Trente formés" in page
    assert 'value="resume"' in page
    assert 'value="finish"' not in page
    assert "No action matches" in body(office, f"{ACTIONS}?state=planned")
    assert "1 of 1 actions shown" in body(office, f"{ACTIONS}?state=done&number=2")
    assert sit(POLICE).get(address).status_code == 200
    assert "answers for itself" in body(sit(POLICE), address)
    assert "No action matches" in body(sit(MINORS), f"{ACTIONS}?number=77")


def test_the_secretariat_plans_for_anybody(office: Client) -> None:
    recommendation(states.FORMULATED)
    page = sent(office, ACTIONS, {**PLAN, "numbers": "1", "institution": "", "entity": ""}, 422)
    assert "Choose the institution that does it" in page
    sent(office, ACTIONS, {**PLAN, "numbers": "1", "institution": "", "entity": "Barreau de Tanger"})
    assert FollowUpAction.objects.get().entity == "Barreau de Tanger"
    assert "Barreau de Tanger" in body(office, ACTIONS)
