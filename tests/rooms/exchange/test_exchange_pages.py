"""The pages of exchange: what is wrong has a sentence beside it, what was typed stays, and nothing leaves by itself."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from himaya.cases.models import Case
from himaya.exchange.content import mapped
from himaya.kernel.actor import Actor
from tests import cast
from tests.pages import body
from tests.rooms.cases.test_nothing_in_clear import everything_stored
from tests.rooms.exchange.exchanging import ROW, a_csv, a_file, taken_in
from tests.rooms.exchange.test_counting import several
from tests.rooms.exchange.test_taking_in import hidden_from
from tests.signed_in import Sit

pytestmark = [pytest.mark.django_db, pytest.mark.capability("H3")]

TAKE, COUNT, TABLE = "/exchange/take/", "/exchange/counted/", "/exchange/counted/table/"
MARK = re.compile(r'name="mark" value="([^"]+)"')


@pytest.fixture(name="lead")
def _lead(sit: Sit) -> Client:
    return sit(cast.LABOUR_LEAD)


def chosen(client: Client, row: dict[str, str], **typed: str) -> tuple[int, str]:
    """A file of one row is sent; the status and the words of the page that comes back."""
    file = SimpleUploadedFile("file.csv", a_csv([row]), content_type="text/csv")
    answer = client.post(TAKE, {"file": file, "basis": "agreed", "do": "look", **typed}, follow=True)
    return answer.status_code, answer.content.decode()


def test_the_map_is_read_in_three_languages_without_an_account() -> None:
    for language, words in (("fr", "Moyens de contrôle"), ("ar", "وسائل السيطرة"), ("en", "Means of control")):
        page = Client(headers={"accept-language": language}).get("/reference/classification/").content.decode()
        assert words in page
        for name in (*mapped().fields, *mapped().variables):
            assert name in page


def test_a_file_is_looked_at_first_and_nothing_of_it_is_kept(lead: Client) -> None:
    before = everything_stored()
    status, page = chosen(lead, ROW)
    assert status == 200
    assert "One row can be taken in" in page
    stored = everything_stored()
    for table in ("person", "case_file", "submission", "audit_event"):
        assert stored[table] == before[table], table
    assert all(b"Canary" not in content for content in stored.values())


def test_what_cannot_be_taken_in_stands_with_row_column_value_and_what_to_do(lead: Client) -> None:
    status, page = chosen(lead, ROW | {"prs_Gender": "Woman", "vic_Mood": "low"})
    assert status == 200
    for words in ("prs_Gender", "Woman", "Feminine · Masculine", "vic_Mood", "No field of HTCDS 2.0 is called so"):
        assert words in page
    assert 'value="take"' not in page


def test_a_row_that_ends_before_its_field_and_one_that_nothing_keeps_have_a_sentence(lead: Client) -> None:
    split = "vic_Methods_of_Control/DebtBondage"
    content = f"prs_First_Name,prs_Email,{split},vic_Methods_of_Control\nA,,1,\n,b@x.org,,\n"
    file = SimpleUploadedFile("file.csv", content.encode(), content_type="text/csv")
    answer = lead.post(TAKE, {"file": file, "basis": "duty", "do": "look"})
    page = answer.content.decode()
    assert answer.status_code == 200
    for words in ("does not say this choice", "only in columns that nothing here keeps", "take the row out"):
        assert words in page
    assert 'value="take"' not in page


def test_it_is_taken_in_with_the_same_file_and_asked_to_be_taken_back(lead: Client) -> None:
    _status, page = chosen(lead, ROW | {"prs_Email": "x@example.org"})
    mark = MARK.findall(page)[0]
    status, page = chosen(lead, ROW | {"prs_Email": "x@example.org"}, do="take", mark=mark)
    assert status == 422
    assert "Tick that they may stay out" in page
    assert not Case.objects.exists()
    status, page = chosen(lead, ROW | {"prs_Email": "x@example.org"}, do="take", mark=mark, left_out="yes")
    assert status == 200
    assert "Each row has a file of its own" in page
    assert Case.objects.get().reference in page
    assert "Canary" not in page
    address = re.findall(r'action="(/exchange/taken/[^"]+)"', page)[0]
    answer = lead.post(address, follow=True)
    assert "waits for a second person" in answer.content.decode()
    assert lead.post(address).status_code == 409


def test_what_a_conflict_hides_is_called_neither_erased_nor_handed_over(lead: Client) -> None:
    """Planted fault: "erased, or handed over" of a file that is only hidden from who reads."""
    number = taken_in(ROW, ROW | {"prs_First_Name": "Canary Second"})
    one, two = Case.objects.all()
    hidden_from(cast.LABOUR_LEAD, one)
    page = lead.get(f"/exchange/taken/{number}/").content.decode()
    assert "One more file is not shown here." in page
    assert "no longer at this desk, was erased, or is not open to you" in page
    hidden_from(cast.LABOUR_LEAD, two)
    page = lead.get(f"/exchange/taken/{number}/").content.decode()
    assert "None of these files is shown here." in page
    for untrue in ("They were erased", "handed over", "at this desk any more"):
        assert untrue not in page


def test_the_page_says_how_many_come_in_as_children_and_that_nobody_asks_them(lead: Client) -> None:
    _status, page = chosen(lead, ROW | {"prs_Birthdate": "2012", "con_Consent": ""})
    assert "One row can be taken in" in page
    assert "Doubt means child" in page
    _status, page = chosen(lead, ROW)
    assert "Doubt means child" not in page


def test_the_table_of_a_year_that_is_over_is_a_file_and_of_another_a_sentence(lead: Client) -> None:
    several(11)
    asked = {"year": "2026", "purpose": "count_in_standard"}
    page = lead.post(COUNT, asked).content.decode()
    assert "A year that is not over has no table" in page
    assert TABLE not in page
    refused = lead.post(TABLE, asked)
    assert (refused.status_code, refused["Content-Type"].split(";")[0]) == (409, "text/html")
    assert "This year is not over" in refused.content.decode()
    Case.objects.update(opened_on="2025-05-05")
    page = lead.post(COUNT, asked | {"year": "2025"}).content.decode()
    assert f'action="{TABLE}"' in page
    file = lead.post(TABLE, asked | {"year": "2025"})
    assert (file.status_code, file["Content-Disposition"]) == (200, 'attachment; filename="table.csv"')
    assert "sandbox" in file["Content-Security-Policy"]
    assert file.content.decode("utf-8-sig").splitlines()[0] == ";".join(mapped().variables)


def test_in_french_nought_rows_are_not_one_and_a_long_cell_hides_no_advice(sit: Sit) -> None:
    """Planted fault: the singular of French, which is also that of nought, says "une ligne"."""
    a_file()
    lead = sit(cast.LABOUR_LEAD, "fr")
    page = lead.post(COUNT, {"year": "2026", "purpose": "count_in_standard"}).content.decode()
    assert "0 ligne resterait." in page
    assert "1 ligne est écartée." in page
    _status, page = chosen(lead, ROW | {"prs_First_Name": "x" * 1000})
    assert "x" * 59 + "…" in page
    assert "x" * 61 not in page


def test_a_file_that_came_in_is_read_like_any_other(lead: Client) -> None:
    taken_in(ROW)
    address = f"/casework/cases/{Case.objects.get().pk}/"
    assert lead.get(address).status_code == 200
    page = lead.post(address, {"show": "answers", "purpose": "give_service"}).content.decode()
    for words in ("Means of control", "Debt to be worked off", "Not established, says the body it came from"):
        assert words in page


@pytest.mark.parametrize("actor", [cast.INSPECTOR, cast.OFFICER, cast.SECRETARY])
def test_nobody_else_comes_in(sit: Sit, actor: Actor) -> None:
    client = sit(actor)
    assert (client.get(TAKE).status_code, client.get(COUNT).status_code) == (403, 403)
    assert client.post(TAKE, {"basis": "agreed"}).status_code == 403


def test_the_counts_say_how_many_rows_fall_away_and_that_nothing_is_published(lead: Client) -> None:
    several(11)
    a_file()
    page = lead.post(COUNT, {"year": "2026", "purpose": "count_in_standard"}).content.decode()
    for words in ("11 rows would stand", "One row falls away", "It publishes nothing", "no sample", "DebtBondage"):
        assert (words in page) != (words == "DebtBondage"), words
    assert "Canary" not in page
    assert "Say for which purpose" in body(lead.post(COUNT, {"year": "2026"}), 422)
