"""Documents, drafts and clauses in a browser: read, written, checked, put before the table; bad input loses nothing."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from himaya.coordination import states
from himaya.coordination.actions import drafts
from himaya.coordination.models import Clause, Draft
from tests import factories
from tests.rooms.coordination import texting
from tests.rooms.coordination.at_the_table import HEALTH, MINORS
from tests.rooms.coordination.test_drafts import htcds
from tests.rooms.roundtable.browsing import HOME, body, sent
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("A5", "B4")


def page_of(draft: Draft, rest: str = "") -> str:
    return f"{HOME}drafts/{draft.pk}/{rest}"


def typed(draft: Draft, uid: str, **changes: str) -> dict[str, str]:
    """What the page of a clause sends when nothing was changed."""
    row = texting.row_of(draft, uid)
    base = {"do": "write", "seen": str(row.revision), "meaning": "same", "kind": row.kind}
    base |= {f"text_{code}": text for code, text in row.texts.items()}
    if row.kind in (states.QUESTION_CLAUSE, states.INDICATOR):
        base |= {
            "name": row.form["name"],
            "type": "select_one",
            "list": "yn",
            "exposes": "none",
            "compartment": "story",
        }
        base |= {"relevant": row.form.get("relevant", "")}
    return {**base, **changes}


def test_the_list_and_the_document_say_what_is_next(office: Client, sit: Sit) -> None:
    document = texting.document()
    assert "Protocol" in body(office, f"{HOME}documents/")
    page = body(office, f"{HOME}documents/{document.pk}/")
    assert "Begin the text" in page
    assert "The secretariat is preparing this text" in body(sit(HEALTH), f"{HOME}documents/{document.pk}/")
    body(sit(MINORS), f"{HOME}documents/{document.pk}/", 404)
    edition = texting.edition(document)
    assert "Edition 1" in body(sit(MINORS), f"{HOME}documents/{document.pk}/")
    body(sit(MINORS), f"{HOME}editions/{edition.pk}/")


def test_a_text_begins_in_two_clicks(office: Client) -> None:
    document = texting.document(kind=states.SCREENING, version=factories.version("first-line-labour"))
    address = f"{HOME}documents/{document.pk}/begin/"
    page = body(office, address)
    assert re.search(r'value="first-line-labour" checked', page)
    assert "Choose at least one form" in sent(office, address, {"source": "forms"}, 422)
    place = sent(office, address, {"source": "forms", "names": ["first-line-labour"]})
    page = body(office, place)
    assert "FL-08" in page
    assert "is under way already" in sent(office, address, {"source": "empty"}, 409)


def test_languages_stand_side_by_side_with_their_state(office: Client) -> None:
    draft = texting.draft()
    texting.write(draft, "Q-01", texts={"fr": "Autre", "ar": "", "en": "Q-01 en"})
    page = body(office, page_of(draft))
    assert page.count('class="prose" lang="ar" dir="rtl"') == 5
    assert "to check" in page
    shown = body(office, page_of(draft, "?show=missing"))
    assert 'id="Q-01"' in shown
    assert 'id="Q-02"' not in shown


def test_a_translation_is_checked_with_one_click(office: Client) -> None:
    draft = texting.draft()
    texting.write(draft, "Q-01", texts={**texting.words("Q-01"), "fr": "Autre"})
    row = texting.row_of(draft, "Q-01")
    check = f"Q-01 fr {row.revision}"
    assert f'value="{check}"' in body(office, page_of(draft))
    sent(office, page_of(draft), {"check": check})
    assert texting.row_of(draft, "Q-01").state_fr == states.CHECKED
    assert "Somebody checked this translation already" in sent(office, page_of(draft), {"check": check}, 409)


def test_an_institution_reads_from_the_consultation_on_and_changes_nothing(sit: Sit) -> None:
    draft = texting.draft()
    client = sit(HEALTH)
    body(client, page_of(draft), 404)
    body(client, page_of(draft, "clauses/Q-01/"), 404)
    Draft.objects.update(state=states.IN_CONSULTATION)
    page = body(client, page_of(draft))
    assert "Q-01 fr" in page
    assert "Add a clause" not in page
    assert 'name="text_fr"' not in body(client, page_of(draft, "clauses/Q-01/"))
    assert client.post(page_of(draft, "clauses/Q-01/"), typed(draft, "Q-01")).status_code == 403
    body(sit(MINORS), page_of(draft), 404)


def test_a_clause_is_written_and_the_page_goes_back_to_it(office: Client) -> None:
    draft = texting.draft()
    address = page_of(draft, "clauses/Q-01/")
    assert "keeps its identifier either way" in body(office, address)
    place = sent(office, address, typed(draft, "Q-01", text_fr="Autre question", checked="fr"))
    assert place.endswith("#Q-01")
    row = texting.row_of(draft, "Q-01")
    assert (row.text_fr, row.state_fr, row.state_ar) == ("Autre question", states.CHECKED, states.CHECKED)


def test_an_adopted_clause_with_another_meaning_gets_a_new_identifier_before_and_after(office: Client) -> None:
    document = texting.document()
    texting.edition(document)
    draft = texting.begin(document, drafts.EDITION)
    page = body(office, page_of(draft, "clauses/Q-01/"))
    assert "With another meaning the clause becomes Q-01-2" in page
    place = sent(office, page_of(draft, "clauses/Q-01/"), typed(draft, "Q-01", type="integer"))
    assert place == page_of(draft, "clauses/Q-01-2/")
    page = body(office, place)
    assert "Q-01-2 replaces Q-01" in page
    assert "It replaces Q-01" in page


@pytest.mark.parametrize(
    ("changes", "sentence", "field"),
    [
        ({"relevant": "${nobody} = 'yes'"}, "there is no row nobody", "relevant"),
        ({"relevant": "${q_02} = 'yes'"}, "circle", "relevant"),
        ({"relevant": "count("}, "cannot be read", "relevant"),
        ({"type": "telepathy"}, "There is no such answer type", "type"),
        ({"list": "-own-"}, "needs its choices", "list"),
        ({"list": "-own-", "choice_value": "a b", "choice_fr": "x"}, "Each choice needs a value", "list"),
        ({"text_fr": "x" * 4001}, "This text is too long", "text_fr"),
        ({"text_en": "née le 3 mars 2008"}, "a date of birth", "text_fr"),
        ({"weight": "heavy"}, "A weight is a number", "weight"),
        ({"name": "two words"}, "The code is one word", "name"),
        ({"name": "q_02"}, "Another clause has this code", "name"),
        ({"exposes": "a;b"}, "Write offences as single words", "exposes"),
        ({"meaning": ""}, "Say whether its meaning changes", "meaning"),
    ],
)
def test_what_is_wrong_has_its_sentence_beside_its_field_and_nothing_is_lost(
    office: Client, changes: dict[str, str], sentence: str, field: str
) -> None:
    draft = texting.draft()
    page = sent(office, page_of(draft, "clauses/Q-01/"), {**typed(draft, "Q-01"), "text_ar": "نص جديد", **changes}, 422)
    assert sentence in page
    assert f'href="#{field}"' in page
    assert "نص جديد" in page
    assert texting.row_of(draft, "Q-01").revision == 0


def test_two_choices_with_one_value_keep_what_was_typed(office: Client) -> None:
    draft = texting.draft()
    rows = {"list": "-own-", "choice_value": ["a", "a"], "choice_fr": ["Un", "Deux"]}
    page = sent(office, page_of(draft, "clauses/Q-01/"), {**typed(draft, "Q-01"), **rows}, 422)
    assert "Two choices have the same value" in page
    assert 'value="Deux"' in page


def test_whoever_comes_second_sees_both_texts(office: Client) -> None:
    draft = texting.draft()
    sending = typed(draft, "Q-01", text_fr="La mienne")
    texting.write(draft, "Q-01", texts={**texting.words("Q-01"), "fr": "La leur"})
    page = sent(office, page_of(draft, "clauses/Q-01/"), sending, 409)
    assert "Somebody changed this clause" in page
    assert "La leur" in page
    assert "La mienne</textarea>" in page
    sent(office, page_of(draft, "clauses/Q-01/"), {**sending, "seen": "1"})
    assert texting.row_of(draft, "Q-01").text_fr == "La mienne"


def test_a_clause_deleted_meanwhile_gives_back_what_was_typed(office: Client) -> None:
    draft = texting.draft()
    sending = typed(draft, "ART-01", text_fr="Un article")
    sent(office, page_of(draft, "clauses/ART-01/"), {"do": "delete", "seen": "0"})
    page = sent(office, page_of(draft, "clauses/ART-01/"), sending, 409)
    assert "was deleted or replaced" in page
    assert "Un article</textarea>" in page
    assert "Add the clause" in page


@pytest.mark.parametrize("uid", ["%00", "A-1%00", "%3Cb%3E", "x" * 300])
def test_what_can_be_no_identifier_is_no_clause_whatever_is_sent(office: Client, uid: str) -> None:
    address = f"/round-tables/drafts/{texting.draft().pk}/clauses/{uid}/"
    assert office.get(address).status_code == 404
    assert office.post(address, {"do": "write"}).status_code == 404


def test_a_clause_is_added_after_its_kind_is_chosen(office: Client) -> None:
    draft = texting.draft()
    address = page_of(draft, "clauses/new/")
    assert "What is it?" in body(office, f"{address}?place=Q-01")
    page = body(office, f"{address}?place=Q-01&kind=question")
    assert re.search(r'value="long" checked', page)
    asks = {"type": "select_one", "list": "yn", "exposes": "none", "compartment": "story"}
    sending = {"kind": "question", "place": "Q-01", "text_fr": "Et ?", **asks, "forms_shown": "yes", "forms": ["long"]}
    assert "There is no such answer type" in sent(office, address, {**sending, "type": ""}, 422)
    place = sent(office, address, sending)
    assert place.endswith("#Q-04")
    assert list(texting.order(draft)) == ["SEC-A", "Q-01", "Q-04", "Q-02", "ART-01", "SEC-B", "Q-03"]


def test_a_clause_moves_out_of_its_section(office: Client) -> None:
    draft = texting.draft()
    address = page_of(draft, "clauses/Q-01/")
    sent(office, address, {"do": "move", "place": "SEC-B|"})
    assert list(texting.order(draft))[-1] == "Q-01"
    assert texting.row_of(draft, "Q-01").parent == ""
    assert "stands there already" in sent(office, address, {"do": "move", "place": "SEC-B|"}, 409)
    inside = sent(office, page_of(draft, "clauses/SEC-A/"), {"do": "move", "place": "Q-02"}, 409)
    assert "cannot move into itself" in inside


def test_a_section_that_holds_clauses_is_not_deleted(office: Client) -> None:
    draft = texting.draft()
    page = sent(office, page_of(draft, "clauses/SEC-A/"), {"do": "delete", "seen": "0"}, 409)
    assert "still holds clauses" in page


def test_the_way_before_the_table_is_grey_with_its_reason_until_nothing_is_missing(office: Client) -> None:
    draft = texting.draft()
    Clause.objects.filter(uid="Q-02").update(state_ar=states.TO_CHECK)
    page = body(office, page_of(draft, "missing/"))
    assert 'aria-disabled="true"' in page
    assert "not written and checked" in page
    assert f'href="{page_of(draft, "clauses/Q-02/")}"' in page
    assert "not written and checked" in sent(office, page_of(draft), {"do": "table"}, 409)
    Clause.objects.filter(uid="Q-02").update(state_ar=states.CHECKED)
    assert "Nothing is missing" in body(office, page_of(draft, "missing/"))
    sent(office, page_of(draft), {"do": "table"})
    assert Draft.objects.get().state == states.DRAFT_TABLED
    assert "its words stand still" in sent(office, page_of(draft, "clauses/Q-01/"), typed(draft, "Q-01"), 409)
    sent(office, page_of(draft), {"do": "take_back"})
    assert Draft.objects.get().state == states.CONSOLIDATION


def test_whose_form_it_is_is_chosen_on_the_page(office: Client) -> None:
    draft = texting.begin(texting.document(kind=states.INTERVIEW_GUIDE))
    assert "Whose form is it?" in body(office, page_of(draft))
    assert "Choose whose form it is" in sent(office, page_of(draft), {"do": "audience", "audience": ""}, 422)
    sent(office, page_of(draft), {"do": "audience", "audience": "border"})
    assert '<option value="border" selected>' in body(office, page_of(draft))
    assert "Whose form is it?" not in body(office, page_of(texting.draft()))


def test_a_draft_is_withdrawn_with_its_reason(office: Client) -> None:
    draft = texting.draft()
    assert "Give a reason" in sent(office, page_of(draft), {"do": "withdraw", "reason": ""}, 422)
    sent(office, page_of(draft), {"do": "withdraw", "reason": "Autre voie"})
    assert "Autre voie" in body(office, page_of(draft))
    assert "Autre voie" in body(office, f"{HOME}documents/{draft.document_id}/")


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_the_officer_s_form_is_walked_and_nothing_is_kept(office: Client, language: str) -> None:
    draft = texting.draft()
    address = page_of(draft, "preview/long/")
    page = body(office, f"{address}?in={language}")
    assert f"Q-01 {'عر' if language == 'ar' else language}" in page
    assert 'id="q-q_02"' not in page
    page = sent(office, address, {"in": language, "q_01": "yes", "go": "stay", "screen": "0"}, 200)
    assert 'id="q-q_02"' in page
    page = sent(office, address, {"in": language, "q_01": "yes", "go": "next", "screen": "0"}, 200)
    assert '<input type="hidden" name="q_01" value="yes">' in page
    assert 'id="q-q_03"' in page
    assert "The form ends here" in sent(office, address, {"q_01": "yes", "go": "next", "screen": "1"}, 200)


def test_a_broken_form_says_so_in_its_preview(office: Client) -> None:
    draft = texting.draft()
    Clause.objects.filter(uid="Q-02").update(form={**texting.row_of(draft, "Q-02").form, "relevant": "${q_99} = 1"})
    assert "cannot be shown as it stands" in body(office, page_of(draft, "preview/long/"))
    body(office, page_of(draft, "preview/none/"), 404)


def test_a_form_goes_out_and_comes_back_as_a_spreadsheet(office: Client) -> None:
    document = texting.document(kind=states.FORM)
    file = SimpleUploadedFile("Amina Alaoui.xlsx", htcds())
    place = sent(office, f"{HOME}documents/{document.pk}/import/", {"file": file})
    draft = Draft.objects.get()
    assert place == page_of(draft)
    answer = office.get(page_of(draft, f"forms/{draft.forms[0]['name']}/sheet/"))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="form.xlsx"'
    assert answer.content[:2] == b"PK"
    assert office.get(page_of(draft, "forms/none/sheet/")).status_code == 404


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "Choose a spreadsheet"),
        (b"", "Choose a spreadsheet"),
        (b"PK\x03\x04 broken", "not a spreadsheet of a form"),
        (b"x" * (1024 * 1024 + 1), "larger than 1 MB"),
        (b"x" * (11 * 1024 * 1024), "larger than 1 MB"),
    ],
)
def test_a_file_that_cannot_be_read_has_its_sentence(office: Client, content: bytes | None, sentence: str) -> None:
    document = texting.document()
    data = {} if content is None else {"file": SimpleUploadedFile("a.xlsx", content)}
    assert sentence in sent(office, f"{HOME}documents/{document.pk}/import/", data, 422)
    assert not Draft.objects.exists()


def test_an_edition_stands_whole_with_what_was_held_back(sit: Sit) -> None:
    held = [{"uid": "Q-01", "institution": "hospital", "text": "Pas aux urgences", "review_on": "2027-01-01"}]
    edition = texting.edition(reservations=held)
    client = sit(HEALTH)
    page = body(client, f"{HOME}editions/{edition.pk}/")
    assert "Pas aux urgences" in page
    assert "hospital holds this back" in page
    assert page.count('class="prose"') == 18
    assert edition.sha256 in page
    body(client, f"{HOME}editions/{edition.pk}/forms/long/?in=ar")
    body(client, f"{HOME}editions/{edition.pk}/forms/none/", 404)
    assert client.get(f"{HOME}editions/{edition.pk}/forms/long/sheet/").content[:2] == b"PK"


def test_the_changes_of_an_edition_are_told(office: Client) -> None:
    document = texting.document()
    texting.edition(document)
    new = texting.small()
    new["clauses"][1]["texts"]["fr"] = "Q-01 dit autrement"
    second = texting.edition(document, new)
    page = body(office, f"{HOME}editions/{second.pk}/changes/")
    assert "One change" in page
    assert "<ins>" in page
