"""A person's question by the pages: written down, prepared part by part, released, made as a paper, handed over."""

import io
import re
from datetime import timedelta

import pikepdf
import pytest
from django.test import Client
from django.utils.translation import override

from himaya.adapters import pdf
from himaya.adapters.paper_html import write
from himaya.disclosures import answer_paper
from himaya.disclosures import states_requests as states
from himaya.disclosures.access_requests import open_request
from himaya.disclosures.models import DataRequest
from himaya.kernel import clock
from tests import cast, factories
from tests.pages import words
from tests.rooms.cases.test_nothing_in_clear import everything_stored
from tests.rooms.legal.registering import OFFICER
from tests.rooms.legal.requesting import WANTED, a_file, prepare, recorded, released
from tests.rooms.legal.requesting import wanted as wished
from tests.signed_in import Sit

pytestmark = [pytest.mark.django_db, pytest.mark.capability("X10")]
LEAD = cast.LABOUR_LEAD


def seen(page: bytes) -> list[str]:
    return re.findall(r'name="seen" value="([^"]+)"', page.decode())


def revision(page: str) -> str:
    """What the page says that it showed."""
    found = re.search(r'name="seen" value="([0-9]+)"', page)
    assert found
    return found[1]


def test_from_the_question_to_the_hands_of_the_person(sit: Sit) -> None:
    case = a_file()
    officer, lead = sit(OFFICER), sit(LEAD)
    new = {"kind": "access", "asker": "person", "proof": "document_seen", "asked_on": "2026-11-24"}
    wrong = officer.post("/legal/requests/new/", {**new, "file": "2346-79CD"})
    assert (wrong.status_code, "2346-79CD" in wrong.content.decode()) == (404, True)
    officer.post("/legal/requests/new/", {**new, "file": case.reference})
    row = DataRequest.objects.get()
    at = f"/legal/requests/{row.pk}/"
    assert "model, not adopted" in words(officer.get(at).content)
    assert row.reference in lead.get("/legal/requests/to-answer/").content.decode()
    closed = lead.get(f"{at}answer/").content.decode()
    assert "Zahra" not in closed, "nothing is opened before somebody says so"
    shown = lead.post(f"{at}answer/", {"verb": "open"}).content
    assert factories.SAID in shown.decode()
    left_out = next(key for key in seen(shown) if key.startswith("contact:who@"))
    choice = {"verb": "prepare", "seen": seen(shown), f"leave:{left_out}": "about_other"}
    moved = lead.post(f"{at}answer/", {**choice, "seen": seen(shown)[1:]})
    assert (moved.status_code, "changed while you looked" in words(moved.content)) == (409, True)
    assert 'value="about_other" selected' in moved.content.decode(), "what was chosen stays"
    lead.post(f"{at}answer/", choice)
    to_release = officer.get(at).content.decode()
    assert "1 is about somebody else" in words(to_release.encode())
    assert "Zahra" not in to_release
    assert officer.post(at, {"verb": "release"}).status_code == 409, "whoever does not say what they saw saw nothing"
    officer.post(at, {"verb": "release", "seen": revision(to_release)})
    paper = lead.post(f"{at}paper/fr/")
    assert (paper.status_code, paper["Content-Type"]) == (200, "application/pdf")
    assert paper["Content-Disposition"] == 'attachment; filename="answer.pdf"'
    assert "no-store" in paper["Cache-Control"]
    assert "sandbox" in paper["Content-Security-Policy"]
    with pikepdf.open(io.BytesIO(paper.content)) as made:
        assert "Zahra" not in str(made.docinfo)
    late = officer.post(at, {"verb": "hand_over", "way": "by_hand", "answered_on": "2027-01-01"})
    assert (late.status_code, "between the question and today" in words(late.content)) == (422, True)
    officer.post(at, {"verb": "hand_over", "way": "by_hand", "answered_on": "2026-11-24"})
    assert DataRequest.objects.get().state == states.CLOSED


@pytest.mark.parametrize("language", answer_paper.LANGUAGES)
def test_the_paper_says_what_is_held_from_where_and_who_opened_it(language: str) -> None:
    """Planted fault: a paper made from all items instead of the released ones shows the aunt."""
    request_id = released(a_file(), contact__who="about_other")
    with override(language), open_request(LEAD, request_id, released=True) as opened:
        html = write(answer_paper.compose(opened, language))
    assert "Zahra" in html
    assert "Canary aunt" not in html
    titles = {"fr": "Ce qui est gardé sur vous", "ar": "ما هو محفوظ عنكم", "en": "What is kept about you"}
    assert titles[language] in html
    assert "labour-north" in html, "the desk that opened it to prepare this"
    assert "shelter" in html, "to whom something was given"
    elsewhere = {"fr": "Chacun répond de ce", "ar": "كل جهة مسؤولة", "en": "Each answers for what it keeps"}
    assert elsewhere[language] in html, "always there: notes kept apart and other files are not in this paper"
    label = {"fr": "Comment vous joindre", "ar": "كيف يمكن الاتصال بكم", "en": "How to reach you"}
    assert label[language] in html, "in the language of the person, not of the page"


def test_without_a_library_for_papers_a_sentence_says_what_to_do(sit: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    request_id = released(a_file())
    monkeypatch.setattr(pdf, "missing", lambda: "libpango-1.0-0")
    assert sit(LEAD).post(f"/legal/requests/{request_id}/paper/ar/").status_code == 409
    assert sit(LEAD).post(f"/legal/requests/{request_id}/paper/de/").status_code == 404


def test_a_wish_is_set_right_or_stands_beside_what_was_said(sit: Sit) -> None:
    case = a_file()
    lead = sit(LEAD)
    name, answer = wished(case), wished(case, field="answer", wanted="Canary: it was no")
    empty = lead.post(f"/legal/requests/{name}/answer/", {"verb": "accept", "value": "Z. Typed", "reason": ""})
    assert (empty.status_code, "Z. Typed" in empty.content.decode()) == (422, True)
    assert WANTED in empty.content.decode()
    assert factories.SAID in empty.content.decode()
    lead.post(f"/legal/requests/{name}/answer/", {"verb": "accept", "value": WANTED, "reason": "person_says"})
    shown = lead.post(f"/legal/requests/{answer}/answer/", {"verb": "open"})
    assert 'value="q08=no"' in shown.content.decode()
    data = {"verb": "refuse", "reason": "was_said_so", "statement": "Canary statement"}
    lead.post(f"/legal/requests/{answer}/answer/", data)
    file = f"/casework/cases/{case.pk}/"
    answers = lead.post(file, {"show": "answers", "purpose": "give_service"}).content.decode()
    assert "Canary: it was no" in answers
    assert "Canary statement" in answers
    identity = lead.post(file, {"show": "identity", "purpose": "give_service"}).content.decode()
    assert WANTED in identity
    assert "Canary statement" not in identity, "the name, or the story: never both"


def test_of_two_forms_the_one_that_was_sent_shows_its_error(sit: Sit) -> None:
    """Planted fault: with ids by field alone, "leave it as it stands" points to the reasons of "set it right"."""
    request_id = wished(a_file())
    page = sit(LEAD).post(
        f"/legal/requests/{request_id}/answer/", {"verb": "refuse", "reason": "", "statement": "Said"}
    )
    html = page.content.decode()
    assert (page.status_code, html.count('href="#refuse-reason"'), html.count('id="refuse-reason"')) == (422, 1, 1)
    assert html.count('id="refuse-reason-error"') == 1
    assert 'id="accept-reason-error"' not in html


def test_for_somebody_else_the_danger_is_asked_about_before_a_line_is_set_right(sit: Sit) -> None:
    request_id = wished(a_file(), asker="guardian", proof="mandate_seen")
    data = {"verb": "accept", "reason": "person_says", "value": WANTED}
    page = sit(LEAD).post(f"/legal/requests/{request_id}/answer/", data)
    assert (page.status_code, 'href="#accept-no_danger"' in page.content.decode()) == (409, True)
    done = sit(LEAD).post(f"/legal/requests/{request_id}/answer/", {**data, "no_danger": "yes"})
    assert (done.status_code, DataRequest.objects.get().state) == (302, states.ACCEPTED)


def test_who_prepared_reads_why_they_do_not_release_and_nothing_ends_at_one_press(sit: Sit) -> None:
    both = cast.actor("labour-both", "labour-north", "data_protection_officer", "desk_lead")
    request_id = recorded(a_file())
    prepare(request_id, by=both)
    page = sit(both).get(f"/legal/requests/{request_id}/")
    assert "Somebody else decides on this." in words(page.content)
    assert "there is no way back" in words(page.content)


def test_an_older_second_factor_is_asked_for_again(sit: Sit) -> None:
    """Planted fault: without `stepped_up` below the gate a session left open answers for the person."""
    request_id = recorded(a_file())
    browsers: list[tuple[Client, str]] = [
        (sit(OFFICER), f"/legal/requests/{request_id}/"),
        (sit(LEAD), f"/legal/requests/{request_id}/answer/"),
    ]
    with clock.stopped(factories.TUESDAY + timedelta(minutes=12)):
        for browser, address in browsers:
            assert browser.post(address, {"verb": "open"}).status_code == 403


def test_nothing_that_was_said_stands_in_clear() -> None:
    """Planted fault: a wish in a plain column, or an audit row that quotes it, is found here."""
    case = a_file()
    prepare(recorded(case), contact__who="about_other")
    wished(case)
    for table, content in everything_stored().items():
        for secret in ("Canary", "Benali", "contact:who"):
            assert secret.encode() not in content, f"{secret} stands in {table}"
