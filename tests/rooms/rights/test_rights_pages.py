"""The pages under /rights/: the list, one right, the facts, who looked, and a copy to keep."""

import html

import pytest
from django.urls import reverse

from himaya.adapters import paper_html, pdf
from himaya.cases import access, queries_readings
from himaya.cases.actions import referrals
from himaya.cases.models import Case, Referral
from himaya.disclosures import held_copy
from himaya.disclosures.actions import copies
from himaya.disclosures.models_copies import HeldCopy
from himaya.kernel import clock
from himaya.kernel.errors import NotFound, NotPermitted, NotValid
from himaya.kernel.models import AuditEvent
from himaya.rights.actions import rights
from himaya.rights.content import catalogue
from himaya.rights.models import RightStep
from himaya.rights.words import VERBS
from tests import cast
from tests.pages import body
from tests.rooms.cases.apart_at_hand import begun, of_the_shelter, read, written
from tests.rooms.plans import planned
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("E3")

# What a paper in a pocket must not say (do-no-harm, Words and 11).
TELLING = ("traite", "trafficking", "victim", "اتجار", "الاتجار", "ضحية", "Zahra", "Canary", "inspector")


def at(case: Case, more: str = "") -> str:
    return f"/rights/{case.pk}/{more}"


def test_the_list_says_what_applies_what_may_and_that_no_complaint_is_needed(sit: Sit, case: Case) -> None:
    client = sit(cast.INSPECTOR)
    page = body(client.get(at(case)))
    assert "Nobody was asked yet" in page
    assert page.count("may apply: ask") >= 5
    assert "To ask for asylum" in page
    assert "to be verified" in page
    assert "does not want a case" not in page
    said = {"age": "adult", "nationality": "national", "proceedings": "no", "unpaid_wages": "yes"}
    assert client.post(at(case, "facts/"), said).headers["Location"] == at(case)
    page = body(client.get(at(case)))
    assert "help does not depend on a complaint" in page
    assert "To ask for asylum" not in page
    for right in ("Compensation", "To be heard in court", "Ban on contact", "Unpaid wages"):
        assert right in page
    form = body(client.get(at(case, "facts/")))
    assert form.count("checked") == form.count("<fieldset") == 9
    assert 'name="proceedings" value="no" checked' in form
    assert 'href="#age"' in body(client.post(at(case, "facts/"), {**said, "age": "old"}), 422)


def test_where_a_text_was_read_stands_on_its_own_page_and_not_beside_every_right(sit: Sit, case: Case) -> None:
    """Titles in other languages tell a caseworker nothing; whoever asks goes to the text. Seen red with them."""
    client, rows = sit(cast.INSPECTOR), [row for one in catalogue().rights.values() for row in one.basis if row.marks]
    page, one = (html.unescape(body(client.get(at(case, more)))) for more in ("", "right/wages/"))
    assert rows
    for row in rows:
        assert row.source not in page
        assert row.source not in one
    for row in (row for row in catalogue().rights["wages"].basis if row.marks):
        assert row.source in html.unescape(body(client.get(reverse("reference:article", args=[row.id]))))
        assert f'href="{reverse("reference:article", args=[row.id])}"' in one


def test_a_right_is_told_asked_refused_and_taken_further_on_its_page(sit: Sit, case: Case) -> None:
    client, page = sit(cast.INSPECTOR), at(case, "right/wages/")
    first = body(client.get(page))
    assert first.index('value="tell"') < first.index('value="set_day"')
    assert "it starts no clock" in first
    assert "Domestic workers" in first or "Law 19-12" in first
    said = {"verb": "tell", "language": "ary", "on": "2026-11-24"}
    assert client.post(page, said).headers["Location"] == page
    client.post(page, {"verb": "ask", "where": "lawyers", "on": "2026-11-24"})
    typed = {
        "verb": "refuse", "reason": "papers_missing", "on": "2026-11-24", "due_on": "2026-12-01",
        "due_source": "counsel", "words": "",
    }  # fmt: skip
    again = body(client.post(page, typed), 422)
    for kept in ('href="#refuse-words"', 'value="papers_missing" checked', 'value="counsel" checked', "2026-12-01"):
        assert kept in again
    client.post(page, {**typed, "words": "Me Alami, le 23"})
    shown = body(client.get(page))
    for words in ("A paper is missing", "day given by counsel", "1 December 2026", "Me Alami, le 23", "Desk lawyers"):
        assert words in shown
    assert "Last days" in body(client.get(at(case)))
    client.post(page, {"verb": "appeal", "on": "2026-11-24"})
    assert "Last days" not in body(client.get(at(case)))
    moved = body(client.post(page, {"verb": "appeal", "on": "2026-11-24", "words": "kept so"}), 409)
    assert "moved on meanwhile" in moved
    assert "kept so" in moved
    assert "the day, the month and the year" in body(client.post(page, {"verb": "grant", "on": "soon"}), 422)
    assert client.post(page, {"verb": "promise"}).status_code == 404
    assert client.get(at(case, "right/nothing/")).status_code == 404
    Case.objects.filter(pk=case.pk).update(state="closed", closed_on=clock.today())
    assert "<form" not in body(client.get(page)).split("<main")[1].split("</main")[0]


def test_what_another_body_did_is_never_one_tap_and_a_false_line_is_set_right(sit: Sit, case: Case) -> None:
    """Seen red with the next form open and its day filled in: one tap noted an appeal that nobody had made."""
    client, page = sit(cast.INSPECTOR), at(case, "right/wages/")
    client.post(page, {"verb": "tell", "language": "ary", "on": "2026-11-24"})
    client.post(page, {"verb": "ask", "where": "lawyers", "on": "2026-11-24"})
    shown = body(client.get(page)).split("<main")[1]
    for verb in ("grant", "refuse"):
        form = shown.split(f'value="{verb}"')[1].split("</form>")[0]
        assert "2026-11-24" not in form
        assert f'<details class="card"><summary>{VERBS[verb]}' in shown
        assert f"Write it down: {VERBS[verb]}" in form
    assert 'href="#grant-on"' in body(client.post(page, {"verb": "grant"}), 422)
    client.post(page, {"verb": "grant", "on": "2026-11-24"})
    assert client.post(page, {"verb": "refuse", "reason": "no_answer", "on": "2026-11-24"}).status_code == 302
    assert "No answer came" in body(client.get(page)).split("<main")[1]


def test_who_looked_is_told_as_days_and_desks(sit: Sit, case: Case) -> None:
    client = sit(cast.INSPECTOR)
    client.post(at(case, "right/wages/"), {"verb": "tell", "language": "ary", "on": "2026-11-24"})
    client.get(at(case))
    page = body(client.get(at(case, "readers/")))
    assert "24 November 2026" in page
    assert "Desk labour-north" in page
    assert "inspector" not in page.split("<main")[1]
    assert AuditEvent.objects.filter(action="copy.readers_told").count() == 1


def test_a_reading_of_notes_that_another_desk_keeps_apart_is_told_only_in_an_answer(sit: Sit, case: Case) -> None:
    """Planted fault, seen red: every worker of the desk read on which day the shelter opened notes of its own.

    The officer's list and the answered request have it; the page and the copy say that one may ask.
    """
    one = begun(case)
    written(one)
    read(cast.SHELTER, one)
    page = body(sit(cast.INSPECTOR).get(at(case, "readers/"))).split("<main")[1]
    with held_copy.composed(cast.INSPECTOR, case.pk, "en") as (_case, told):
        copied = [paragraph.words for paragraph in told if paragraph.audio.startswith("copy-readers")]
    for shown in (page, " ".join(copied)):
        assert "shelter" not in shown
        assert "Notes that a desk may keep apart are not in this list." in shown
    assert [[desk.pk for desk in desks] for _day, desks in queries_readings.seen_by(case)] == [["shelter"]]


def test_a_reading_of_the_desks_own_notes_and_of_its_referral_stay_in_the_list(sit: Sit) -> None:
    case = of_the_shelter()
    one = begun(case)
    written(one)
    read(cast.SHELTER, one)
    with access.open_referral(cast.LAWYER, Referral.objects.get(case=case).pk, purpose="give_service"):
        pass
    page = body(sit(cast.SHELTER).get(at(case, "readers/"))).split("<main")[1]
    assert "Desk shelter" in page
    assert "Desk lawyers" in page


def test_a_copy_begins_with_the_danger_of_paper_and_not_now_keeps_only_the_offer(sit: Sit, case: Case) -> None:
    client = sit(cast.INSPECTOR)
    page = body(client.get(at(case, "copy/")))
    assert "Could somebody find this paper" in page
    assert 'value="ar" checked' in page  # She speaks Darija.
    assert client.post(at(case, "copy/"), {"wish": "offered", "language": "ar"}).headers["Location"] == at(case)
    row = HeldCopy.objects.get()
    assert (row.word, row.language, row.left_at_id) == ("offered", "", None)
    for place, said in (
        ("wish", {}), ("left_at", {"wish": "at_desk", "language": "fr"}),
        ("left_at", {"wish": "taken", "language": "fr", "left_at": "lawyers"}),
        ("language", {"wish": "taken", "language": "wo"}),
    ):  # fmt: skip
        again = body(client.post(at(case, "copy/"), {**said, "called": "Lune"}), 422)
        assert f'href="#{place}"' in again
        assert 'value="Lune"' in again
    assert HeldCopy.objects.count() == 1


def test_a_consulate_is_no_place_to_leave_a_copy_or_to_ask_for_a_right(sit: Sit, case: Case) -> None:
    """Planted faults, each seen red: all standing desks, in both lists and in both verbs (do-no-harm 9)."""
    far = cast.consulate()
    # As any desk that helps with it: what it is, is said by its institution.
    far.services = sorted({one for right in catalogue().rights.values() for one in right.helped_by})
    far.save(update_fields=["services"])
    client = sit(cast.INSPECTOR)
    assert 'value="lawyers"' in body(client.get(at(case, "copy/")))
    assert f'value="{far.pk}"' not in body(client.get(at(case, "copy/")))
    rights.tell(case_id=case.pk, right="legal_aid", language="ary", on=clock.today(), by=cast.INSPECTOR)
    page = body(client.get(at(case, "right/legal_aid/") + "?verb=ask"))
    assert 'value="lawyers"' in page
    assert f'value="{far.pk}"' not in page
    with pytest.raises(NotValid, match="left_at"):
        copies.make(case_id=case.pk, wish="at_desk", language="fr", left_at=far.pk, by=cast.INSPECTOR)
    with pytest.raises(NotValid, match="where"):
        rights.ask(case_id=case.pk, right="legal_aid", where=far.pk, words="", on=clock.today(), by=cast.INSPECTOR)
    assert not HeldCopy.objects.exists()
    assert not RightStep.objects.filter(where=far.pk).exists()


def test_a_copy_is_a_file_that_says_nothing_by_its_name(sit: Sit, case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    monkeypatch.setattr(pdf, "render", lambda html, **_more: made.append(html) or b"%PDF-")
    answer = sit(cast.INSPECTOR).post(
        at(case, "copy/"), {"wish": "at_desk", "left_at": "lawyers", "language": "fr", "called": "Lune"}
    )
    assert (answer.status_code, answer["Content-Disposition"]) == (200, 'attachment; filename="document.pdf"')
    assert "sandbox" in answer["Content-Security-Policy"]
    row = HeldCopy.objects.get()
    assert (row.word, row.language, row.left_at_id) == ("at_desk", "fr", "lawyers")
    assert AuditEvent.objects.filter(action="copy.made", code="at_desk").count() == 1
    assert "Lune" in made[0]
    monkeypatch.setattr(pdf, "render", _fails)
    page = body(sit(cast.INSPECTOR).post(at(case, "copy/"), {"wish": "taken", "language": "fr"}), 409)
    assert "could not be made" in page


def _fails(*_text: object, **_more: object) -> bytes:
    raise pdf.PdfFailed("missing")


def test_the_words_of_a_copy_are_hers_and_tell_nobody_why(sit: Sit, case: Case) -> None:
    referrals.accept(referral_id=Referral.objects.get().pk, by=cast.SHELTER)
    client = sit(cast.INSPECTOR)
    for said in (
        {"verb": "tell", "language": "ary", "on": "2026-11-24"},
        {"verb": "ask", "where": "lawyers", "on": "2026-11-24"},
        {"verb": "refuse", "reason": "no_answer", "on": "2026-11-24"},
    ):
        client.post(at(case, "right/wages/"), said)
    planned.asked(case)
    planned.line(planned.goal(case))
    planned.agreed(case)
    for language in held_copy.LANGUAGES:
        with held_copy.composed(cast.INSPECTOR, case.pk, language) as (_held, told):
            text = paper_html.write(held_copy._paper(case, told, language, ""))
        assert [one for one in TELLING if one in text] == []
        assert f'lang="{language}"' in text
        spoken = [one for one in told if not one.heading]
        assert [one.number for one in spoken] == list(range(1, len(spoken) + 1))
        assert all(one.audio for one in spoken)
        assert {"copy-desk", "copy-on-call", "copy-take-back", "copy-plan-line", "copy-readers"} <= {
            one.audio for one in spoken
        }
        assert "shelter" in text
        assert planned.ACTION not in text, "which service, not the words: a paper can be found"
    with held_copy.composed(cast.INSPECTOR, case.pk, "en", contacts_only=True) as (_held, told):
        assert {one.audio.partition("-")[0] for one in told if not one.heading} == {"copy", "complaint"}
        assert "was no" not in " ".join(one.words for one in told)
    Case.objects.filter(pk=case.pk).update(language="wo")
    with held_copy.composed(cast.INSPECTOR, case.pk, held_copy.written_in("wo")) as (_held, told):
        assert [one.audio for one in told if one.audio == "copy-other-language"] == ["copy-other-language"]


def test_for_whoever_does_not_hold_the_case_there_is_nothing(sit: Sit, case: Case) -> None:
    for actor in (cast.SHELTER, cast.INSPECTOR_SOUTH):
        client = sit(actor)
        for more in ("", "facts/", "right/wages/", "copy/", "readers/"):
            assert client.get(at(case, more)).status_code == 404
        assert client.post(at(case, "facts/"), {}).status_code == 404
        assert client.post(at(case, "right/wages/"), {"verb": "set_day"}).status_code == 404
        for wish in ("offered", "taken"):
            assert client.post(at(case, "copy/"), {"wish": wish, "language": "fr"}).status_code == 404
        with pytest.raises(NotFound):
            copies.make(case_id=case.pk, wish="taken", language="fr", left_at="", by=actor)
    with pytest.raises(NotPermitted):
        copies.offer(case_id=case.pk, by=cast.SECRETARY)
    with pytest.raises(NotValid):
        copies.make(case_id=case.pk, wish="offered", language="fr", left_at="", by=cast.INSPECTOR)
    assert (RightStep.objects.count(), HeldCopy.objects.count()) == (0, 0)


def test_what_the_content_says_of_a_source_in_its_own_words_is_read_in_the_language_of_the_page(
    sit: Sit, case: Case
) -> None:
    """Seen red: "general knowledge" stood in English on French and Arabic pages."""
    for language, said in (("fr", "connaissances générales"), ("ar", "معارف عامة"), ("en", "general knowledge")):
        client = sit(cast.INSPECTOR, language)
        page = body(client.get(at(case, "right/information/"))) + body(client.get(at(case)))
        assert said in page
        assert language == "en" or "general knowledge" not in page
