"""Tests in a browser: a code, questions, a sheet of paper, results of a group. Bad input comes back whole."""

import re
from html import unescape

import pytest
from django.test import Client

from himaya.adapters import exam_html
from himaya.kernel.models import AuditEvent
from himaya.training import codes, exam_paper, rules_tests, states
from himaya.training.actions import test_rounds
from himaya.training.models import TestForm, TestRound, TestSitting
from tests.rooms.training import at_hand
from tests.rooms.training.at_hand import LABOUR, SECRETARY, TRAINER
from tests.signed_in import Sit

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("G2")]


def ticked(form: TestForm, seed: str, right: int) -> dict[str, str]:
    """What a browser sends for so many right answers: places, as they stand on the page."""
    said = {}
    for number, item in enumerate(form.content["items"], start=1):
        rows, given = rules_tests.shuffled(item, seed), at_hand.given(item, number <= right)
        if isinstance(given, str):
            said[f"q{number}"] = str(1 + [row["id"] for row in rows].index(given))
            continue
        assert isinstance(given, list)
        bins = [one["id"] for one in item["bins"]]
        placed = dict(one.split(":") for one in given if ":" in one)
        for place, row in enumerate(rows, start=1):
            at = bins.index(placed[row["id"]]) if bins else given.index(row["id"])
            said[f"q{number}-{place}"] = str(1 + at)
    return said


def anybody(language: str = "en") -> Client:
    """A browser in which nobody is signed in."""
    return Client(headers={"accept-language": language})


def of_code(row: TestRound, code: str) -> TestForm:
    return row.form_a if rules_tests.letter(str(row.session_id), code, row.moment) == "A" else row.form_b


def test_a_test_is_taken_without_an_account_and_sent_once() -> None:
    row, client = at_hand.opened_test(at_hand.session()), anybody()
    code = at_hand.code(row.session)
    here = f"/training/test/{row.token}/"
    assert client.get(here).status_code == 200
    wrong = client.post(here, {"do": "begin", "code": "CDFG-234"})
    assert (wrong.status_code, b'value="CDFG-234"' in wrong.content) == (422, True)
    page = client.post(here, {"do": "begin", "code": codes.shown(code).lower()})
    form = of_code(row, code)
    assert page.status_code == 200
    assert page.content.count(b"<fieldset") == len(form.content["items"])
    answers = ticked(form, code, 5)
    open_one = {name: said for name, said in answers.items() if not name.startswith("q1")}
    left = client.post(here, {**open_one, "do": "send", "code": code})
    assert (left.status_code, b'name="gaps"' in left.content) == (422, True)
    assert left.content.count(b" checked>") + left.content.count(b" selected>") == len(open_one)
    sent = client.post(here, {**answers, "do": "send", "code": code})
    assert sent.status_code == 302
    assert b"Thank you" in client.get(sent["Location"]).content
    sitting = TestSitting.objects.get()
    assert sum(rules_tests.marks(form.content["items"], sitting.responses)) == 5
    again = client.post(here, {**answers, "do": "send", "code": code})
    assert (again.status_code, again.content.count(b" checked>") > 2) == (409, True)
    assert client.post(here, {"do": "begin", "code": code}).status_code == 409
    assert client.get("/training/test/nothing/").status_code == 404


def test_after_closing_nothing_is_taken_in_and_nothing_is_lost() -> None:
    row, client = at_hand.opened_test(at_hand.session()), anybody()
    code = at_hand.code(row.session)
    here, answers = f"/training/test/{row.token}/", ticked(of_code(row, code), code, 5)
    test_rounds.close(round_id=row.pk, by=TRAINER)
    late = client.post(here, {**answers, "do": "send", "code": code})
    assert (late.status_code, b"still stand on this page" in late.content) == (409, True)
    assert late.content.count(b" checked>") + late.content.count(b" selected>") == len(answers)
    assert client.post(here, {"do": "begin", "code": code}).status_code == 409
    assert not TestSitting.objects.exists()
    test_rounds.start(session_id=row.session_id, moment=states.PRE, by=TRAINER)
    assert client.post(here, {**answers, "do": "send", "code": code}).status_code == 302


def test_steps_of_which_two_have_one_place_come_back() -> None:
    session = at_hand.session()
    row = at_hand.opened_test(session, of_form=at_hand.form("interview", 6))
    code = at_hand.code(session)
    form = of_code(row, code)
    number = next(n for n, one in enumerate(form.content["items"], start=1) if one["kind"] == rules_tests.ORDER)
    answers = {**ticked(form, code, 5), f"q{number}-1": "1", f"q{number}-2": "1"}
    page = anybody().post(f"/training/test/{row.token}/", {**answers, "do": "send", "code": code})
    assert (page.status_code, f"Question {number}:" in page.content.decode()) == (422, True)
    assert {one["kind"] for one in form.content["items"]} >= {rules_tests.SORT, rules_tests.ORDER, "single"}


def test_a_test_taken_beside_a_session_is_nobodys(sit: Sit) -> None:
    row, inspector = at_hand.opened_test(at_hand.session()), sit(LABOUR)
    code = at_hand.code(row.session)
    here, answers = f"/training/test/{row.token}/", ticked(of_code(row, code), code, 2)
    assert inspector.post(here, {**answers, "do": "send", "code": code}).status_code == 302
    assert AuditEvent.objects.get(action="test_sitting.sent").account_id is None
    inspector.post(here, {**answers, "do": "send", "code": code})
    assert AuditEvent.objects.filter(action="refused").last().account_id is None  # type: ignore[union-attr]


def test_a_trainer_runs_a_test_from_a_telephone(sit: Sit) -> None:
    session, form = at_hand.session(), at_hand.form()
    at_hand.named(session)
    trainer = sit(TRAINER)
    here = f"/training/sessions/{session.pk}/"
    assert f"{here}tests/".encode() in trainer.get(f"{here}1/").content
    assert trainer.post(f"{here}tests/", {"do": "start", "moment": "pre"}).status_code == 422
    assert trainer.post(f"{here}tests/", {"do": "start", "moment": "pre", "form": str(form.pk)}).status_code == 302
    row = TestRound.objects.get()
    page = trainer.get(f"{here}tests/").content
    assert (b"<svg" in page, row.token.encode() in page) == (True, True)
    slips = trainer.get(f"{here}slips/").content.decode()
    assert at_hand.NAME in slips
    found = re.findall(r'<bdi dir="ltr">(\w{5}-\w{5})</bdi>', slips)
    assert len(found) == 6
    assert all(codes.read(one) for one in found)
    assert sit(SECRETARY).get(f"{here}slips/").status_code == 403
    assert trainer.post(f"{here}tests/", {"do": "close", "round": str(row.pk)}).status_code == 302
    assert trainer.post(f"{here}tests/", {"do": "close", "round": str(row.pk)}).status_code == 409
    assert trainer.post(f"{here}tests/", {"do": "start", "moment": "m3"}).status_code == 409


def test_sheets_are_entered_twice_by_the_secretariat(sit: Sit) -> None:
    row = at_hand.opened_test(at_hand.session())
    code = at_hand.code(row.session)
    secretary, here = sit(SECRETARY), f"/training/sessions/{row.session_id}/tests/pre/entry/"
    refused = sit(TRAINER).get(here)
    assert (refused.status_code, b"own session" in refused.content) == (403, True)
    seed, head = exam_paper.seed_of(row.form_b), {"code": code, "letter": "B"}
    first, second = ticked(row.form_b, seed, 3), ticked(row.form_b, seed, 4)
    assert secretary.get(here).status_code == 200
    assert secretary.post(here, {"do": "sheet", "code": code}).status_code == 422
    assert secretary.post(here, {"do": "sheet", "code": "CC", "letter": "B"}).status_code == 422
    assert secretary.post(here, {"do": "sheet", **head}).status_code == 200
    assert b"Entered once." in secretary.post(here, {"do": "enter", **head, **first}).content
    differ = secretary.post(here, {"do": "enter", **head, **second})
    assert (differ.status_code, b"differ in: 4" in differ.content, b'value="replace"' in differ.content) == (
        422,
        True,
        True,
    )
    assert differ.content.count(b" checked>") + differ.content.count(b" selected>") == len(second)
    assert secretary.post(here, {"do": "replace", **head, **second}).status_code == 200
    assert b"Entered twice alike" in secretary.post(here, {"do": "enter", **head, **second}).content
    assert secretary.post(here, {"do": "enter", **head, **second}).status_code == 409
    assert TestSitting.objects.get().how == states.ON_PAPER


def test_the_sheet_of_paper_names_nobody_and_stands_in_the_order_of_the_entry() -> None:
    form = at_hand.form("interview", 6)
    written = exam_html.write(exam_paper.exam(form, states.PRE))
    assert written.count("<section>") == len(form.content["items"])
    assert written.count('class="sign"') == codes.LENGTH
    assert "Model, not adopted" in written
    item = form.content["items"][0]
    said = [row["text"]["en"] for row in rules_tests.shuffled(item, exam_paper.seed_of(form))]
    text = unescape(re.sub("<[^>]+>", "", written))
    assert [text.index(one) for one in said] == sorted(text.index(one) for one in said)


@pytest.mark.deep("a minute: pages are made of papers")
@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_the_sheet_is_a_paper_in_each_language(sit: Sit, language: str) -> None:
    row = at_hand.opened_test(at_hand.session())
    answer = sit(TRAINER, language).get(f"/training/sessions/{row.session_id}/tests/pre/A/sheet.pdf")
    assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-")


def test_forms_are_drafted_read_and_put_in_use_in_a_browser(sit: Sit) -> None:
    secretary = sit(SECRETARY)
    wrong = secretary.post("/training/forms/", {"do": "draft", "track": "media", "per_module": "77"})
    assert (wrong.status_code, b'value="77"' in wrong.content) == (422, True)
    assert secretary.post("/training/forms/", {"do": "draft", "track": "media", "per_module": "2"}).status_code == 302
    form = TestForm.objects.get(letter="B")
    here = f"/training/forms/{form.pk}/"
    page = secretary.get(here)
    assert form.content["items"][0]["stem"]["en"] in unescape(page.content.decode())
    uid = form.content["items"][0]["uid"]
    assert secretary.post(here, {"do": "leave_out", "uid": uid}).status_code == 302
    assert secretary.post(here, {"do": "put_in_use"}).status_code == 302
    assert secretary.post(here, {"do": "put_in_use"}).status_code == 409
    assert secretary.post(here, {"do": "retire"}).status_code == 302
    assert secretary.get("/training/forms/").status_code == 200


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_pages_of_tests_are_there_in_each_language(sit: Sit, language: str) -> None:
    row = at_hand.opened_test(at_hand.session())
    code = at_hand.code(row.session)
    here = f"/training/sessions/{row.session_id}/"
    for url in ("tests/", "slips/", "results/"):
        assert sit(TRAINER, language).get(here + url).status_code == 200, url
    assert sit(SECRETARY, language).get(f"{here}tests/pre/entry/").status_code == 200
    page = anybody(language).post(f"/training/test/{row.token}/", {"do": "begin", "code": code})
    assert of_code(row, code).content["items"][0]["stem"][language] in unescape(page.content.decode())
    assert ('dir="rtl"' in page.content.decode()) == (language == "ar")
