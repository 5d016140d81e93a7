"""The pages of exchange: what is wrong has a sentence beside it, what was typed stays, and nothing leaves by itself."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from himaya.cases.models import Case
from himaya.exchange.content import mapped
from himaya.kernel.actor import Actor
from tests import cast
from tests.rooms.cases.test_nothing_in_clear import everything_stored
from tests.rooms.exchange.conftest import Sit
from tests.rooms.exchange.exchanging import ROW, a_csv, a_file, taken_in
from tests.rooms.exchange.test_counting import several

pytestmark = [pytest.mark.django_db, pytest.mark.capability("H3")]

TAKE, COUNT = "/exchange/take/", "/exchange/counted/"
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
    refused = lead.post(COUNT, {"year": "2026"})
    assert refused.status_code == 422
    assert "Say for which purpose" in refused.content.decode()
