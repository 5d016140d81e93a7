"""The pages under /attestations/: offered with the risk first, made, listed, taken back; and the check at a desk."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache

from himaya.adapters import pdf
from himaya.attestations import checking, rules
from himaya.attestations.actions import letters
from himaya.attestations.models import Attestation
from himaya.cases.models import Case
from himaya.kernel import clock
from himaya.kernel.models import AuditEvent
from tests import cast, factories
from tests.pages import body
from tests.rooms.attestations import lettered
from tests.rooms.attestations.lettered import PHRASE
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("C5")

NO = dict.fromkeys(rules.QUESTIONS, "no")
MAKE = {
    **NO, "do": "make", "kept": "carried", "text": "accompanied", "languages": "fr", "days": "30", "phrase": PHRASE
}  # fmt: skip


@pytest.fixture(autouse=True)
def _no_tries() -> None:
    cache.clear()


@pytest.fixture(name="case")
def _case(the_cast: None) -> Case:
    return lettered.case()


def at(case: Case, more: str = "") -> str:
    return f"/attestations/cases/{case.pk}/{more}"


def test_the_risk_is_asked_before_anything_else_and_nothing_of_it_is_kept(sit: Sit, case: Case) -> None:
    client = sit(cast.INSPECTOR)
    first = body(client.get(at(case, "offer/")))
    assert first.count("<fieldset") == 4
    assert 'name="phrase"' not in first
    assert "They do not want one now" in first
    told = body(client.post(at(case, "offer/"), {**NO, "harm": "yes", "do": "ask"}))
    assert "Better no paper now" in told
    assert told.index('value="at_desk"') < told.index('value="carried"')
    assert "Only if they carry it against the advice" in told
    safe = body(client.post(at(case, "offer/"), {**NO, "do": "ask"}))
    assert "they can carry it" in safe
    assert "against the advice" not in safe
    assert Attestation.objects.count() == 0
    missing = body(client.post(at(case, "offer/"), {"finds": "yes", "do": "ask"}), 422)
    assert 'name="finds" value="yes" checked' in missing
    assert 'href="#finds"' in missing


def test_a_letter_is_left_only_where_people_are_helped(sit: Sit, case: Case) -> None:
    page = body(sit(cast.INSPECTOR).post(at(case, "offer/"), {**NO, "do": "ask"}))
    offered = set(re.findall(r'<option value="([a-z-]+)"', page.split('name="kept_at"')[1].split("</select>")[0]))
    assert offered == {"labour-north", "labour-south", "ward", "shelter", "lawyers", "hostel", "children"}


def test_no_is_three_taps_and_leaves_nothing(sit: Sit, case: Case) -> None:
    client = sit(cast.INSPECTOR)
    answer = client.post(at(case), {"do": "refuse"})
    assert answer.headers["Location"] == at(case)
    page = body(client.get(at(case)))
    assert "Nothing was written down about the person" in page
    assert "No letter was made." in page


@pytest.mark.deep("a minute: pages are made of papers")
def test_a_letter_comes_as_a_file_with_a_neutral_name_and_stands_in_the_list(sit: Sit, case: Case) -> None:
    client = sit(cast.INSPECTOR)
    assert client.post(at(case, "offer/"), MAKE).headers["Location"] == at(case, "made/")
    answer = client.post(at(case, "made/"))
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="document.pdf"'
    assert "no-store" in answer.headers["Cache-Control"]
    page = body(client.get(at(case)))
    assert re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", page)
    assert "stands" in page
    assert PHRASE not in page
    assert AuditEvent.objects.filter(action="attestation.issued").count() == 1


def test_after_a_letter_is_made_a_fresh_page_hands_it_out_without_error_or_phrase(
    sit: Sit, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen red: the file came from the page of the form, on which the former error and the phrase stayed to be read."""
    monkeypatch.setattr(pdf, "render", lambda *_, **__: b"%PDF- a letter")
    client = sit(cast.INSPECTOR)
    typed = {**MAKE, "bearer": "Zahra Canary"}
    assert PHRASE in body(client.post(at(case, "offer/"), {**typed, "kept": ""}), 422)
    made = client.post(at(case, "offer/"), typed)
    assert (made.status_code, made.headers["Location"]) == (302, at(case, "made/"))
    page = body(client.get(at(case, "made/")))
    for left in (PHRASE, "Say where the letter will lie", "Canary", 'class="error"'):
        assert left not in page
    kept = client.cookies["handed"]
    assert (kept["path"], kept["httponly"], kept["samesite"]) == (at(case, "made/"), True, "Strict")
    assert (kept["max-age"], kept["expires"]) == ("", ""), "no browser need keep it on its disk"
    for _twice in range(2):
        assert body(client.post(at(case, "made/"))) == "%PDF- a letter"
    assert Attestation.objects.count() == 1
    other = sit(cast.INSPECTOR)
    other.cookies["handed"] = kept.value
    assert other.post(at(case, "made/")).status_code == 302, "of another session"
    with clock.stopped(factories.TUESDAY + timedelta(seconds=601)):
        assert client.post(at(case, "made/")).headers["Location"] == at(case)
    assert sit(cast.SHELTER).get(at(case, "made/")).status_code == 404


def test_a_letter_taken_back_within_its_ten_minutes_is_printed_no_more(
    sit: Sit, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen red: the page that hands out asked nothing of the letter."""
    monkeypatch.setattr(pdf, "render", lambda *_, **__: b"%PDF- a letter")
    client = sit(cast.INSPECTOR)
    client.post(at(case, "offer/"), MAKE)
    assert body(client.post(at(case, "made/"))) == "%PDF- a letter"
    letters.take_back(case_id=case.pk, letter_id=Attestation.objects.get().pk, reason="feared", by=cast.INSPECTOR)
    assert client.post(at(case, "made/")).headers["Location"] == at(case)


def test_phrases_are_proposed_by_chance_in_three_languages_with_what_they_are_worth(sit: Sit, case: Case) -> None:
    client = sit(cast.INSPECTOR)
    pages = [body(client.post(at(case, "offer/"), {**NO, "do": "ask"})) for _ in range(2)]
    drawn = [re.findall(r'<li lang="(fr|ar|en)" dir="auto">([^<]+)</li>', page) for page in pages]
    assert [code for code, _phrase in drawn[0]] == ["fr", "ar", "en"]
    assert {phrase for _code, phrase in drawn[0]}.isdisjoint(phrase for _code, phrase in drawn[1])
    assert "40 bits" in pages[0]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"phrase": "court"}, "at least 12 letters"),
        ({"phrase": "0612345678901"}, "not only digits"),
        ({"kept": ""}, "Say where the letter will lie"),
        ({"kept": "at_desk"}, "Choose the desk where it is left"),
        ({"text": "x"}, "Choose what the letter says"),
        ({"days": "٣٠٠"}, "Choose how long"),
        ({"days": "9999"}, "Choose how long"),
        ({"bearer": "a" * 99}, "at most 60 letters"),
        ({"harm": "yes"}, "Tell the person what is advised"),
        ({"phrase": "x" * 5000}, "at least 12 letters"),
        ({"languages": "<b>"}, "Choose the language"),
    ],
)
def test_bad_input_gets_a_sentence_and_nothing_typed_is_lost(
    sit: Sit, case: Case, changes: dict[str, str], sentence: str
) -> None:
    typed = {**MAKE, "bearer": "Zohra <i>B</i>", **changes}
    page = body(sit(cast.INSPECTOR).post(at(case, "offer/"), typed), 422)
    assert sentence in page
    assert f'name="phrase" value="{typed["phrase"][:4000]}"' in page or typed["phrase"][:200] in page
    assert "<i>B</i>" not in page
    if "bearer" not in changes:
        assert "Zohra &lt;i&gt;B&lt;/i&gt;" in page
    assert Attestation.objects.count() == 0


@pytest.mark.deep("a minute: pages are made of papers")
def test_a_letter_is_taken_back_moved_and_replaced_on_its_page(sit: Sit, case: Case) -> None:
    client = sit(cast.INSPECTOR)
    one, pk = lettered.issued(case.pk)
    assert 'href="#reason-' in body(client.post(at(case), {"do": "take_back", "letter": pk}), 422)
    moved = {"do": "move", "letter": pk, "kept": "at_desk", "kept_at": "lawyers"}
    assert client.post(at(case), moved).status_code == 302
    assert "Desk lawyers" in body(client.get(at(case)))
    assert str(pk) in body(client.get(at(case, f"offer/?replaces={pk}")))
    assert client.post(at(case, "offer/"), {**MAKE, "replaces": pk}).status_code == 302
    page = body(client.get(at(case)))
    assert "Another took its place" in page
    assert client.post(at(case), {"do": "take_back", "letter": pk, "reason": "lost"}).status_code == 409
    assert client.post(at(case), {"do": "take_back_all"}).status_code == 302
    assert client.post(at(case), {"do": "take_back_all"}).status_code == 409
    for wrong in ("", "not-an-id", str(case.pk)):
        assert client.post(at(case), {"do": "take_back", "letter": wrong, "reason": "lost"}).status_code == 404
    assert client.post(at(case), {"do": "dance"}).status_code == 404
    assert one.letter.number in page


def test_a_desk_checks_a_letter_and_is_told_when_it_was_taken_back(sit: Sit, case: Case) -> None:
    one, pk = lettered.issued(case.pk)
    police = sit(cast.OFFICER)
    asked = {"shown": one.letter.number, "phrase": "TROIS oiseaux bleus et un puits"}
    assert "genuine and stands" in body(police.post("/attestations/check/", asked))
    assert "24 December 2026" in body(police.post("/attestations/check/", {**asked, "shown": one.note}))
    assert "A name on the paper was not checked" in body(police.post("/attestations/check/", asked))
    assert "No name was signed with it" in body(police.post("/attestations/check/", {**asked, "shown": one.note}))
    wrong = body(police.post("/attestations/check/", {**asked, "phrase": "deux <b>chats</b>"}), 422)
    unknown = body(police.post("/attestations/check/", {**asked, "shown": "K7MR-2QXD-9FGH"}), 422)
    for page in (wrong, unknown):
        assert "do not fit together" in page
    assert "deux &lt;b&gt;chats" in wrong
    assert plain(wrong) == plain(unknown), "a wrong phrase and an unknown letter answer alike"
    sit(cast.INSPECTOR).post(at(case), {"do": "take_back", "letter": pk, "reason": "feared"})
    page = body(police.post("/attestations/check/", asked))
    assert "was taken back" in page
    assert case.reference not in page
    assert "fear" not in page.split("<main")[1]
    empty = body(police.post("/attestations/check/", {"shown": "", "phrase": ""}), 422)
    assert "Both are needed" in empty


def plain(page: str) -> str:
    return re.sub(r'(value="[^"]*"|>[^<]*</textarea>)', "", page)


def test_guessing_is_stopped_with_a_sentence(sit: Sit, case: Case) -> None:
    one, _pk = lettered.issued(case.pk)
    nurse = sit(cast.NURSE)
    for _ in range(checking.TRIES):
        nurse.post("/attestations/check/", {"shown": one.letter.number, "phrase": "quatre chats gris"})
    page = body(nurse.post("/attestations/check/", {"shown": one.letter.number, "phrase": PHRASE}), 409)
    assert "Too many tries" in page


def test_the_check_leaves_no_line_of_the_audit(sit: Sit, case: Case) -> None:
    one, _pk = lettered.issued(case.pk)
    nurse = sit(cast.NURSE)
    before = AuditEvent.objects.count()
    for phrase in (PHRASE, "quatre chats gris", ""):
        nurse.post("/attestations/check/", {"shown": one.letter.number, "phrase": phrase})
    assert AuditEvent.objects.count() == before


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_pages_speak_french_and_arabic(sit: Sit, case: Case, language: str) -> None:
    lettered.issued(case.pk)
    client = sit(cast.INSPECTOR, language)
    for page in (
        body(client.get(at(case))),
        body(client.get(at(case, "offer/"))),
        body(client.post(at(case, "offer/"), {**NO, "harm": "yes", "do": "ask"})),
        body(client.get("/attestations/check/")),
    ):
        main = page.split("<main")[1]
        assert {"fr": "ttestation", "ar": "شهادة"}[language] in main or "الشهاد" in main
        assert not re.search(r">\s*(The|They|Ask|Letter|Print|What)\b", main)


def test_what_is_posted_of_a_letter_stands_in_no_report_of_an_error(sit: Sit, case: Case) -> None:
    answer = sit(cast.INSPECTOR).post(at(case), {"do": "dance"})
    assert getattr(answer.wsgi_request, "sensitive_post_parameters", "") == "__ALL__"
