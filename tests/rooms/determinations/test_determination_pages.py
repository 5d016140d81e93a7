"""The pages of a decision: asked and read back, recorded, told, looked at again; nothing typed is lost."""

import gzip
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from himaya.determinations import queries, states
from himaya.determinations.models import Decision, Naming, Note, Period, Request, Telling
from himaya.kernel import clock
from tests import cast, factories
from tests.pages import body
from tests.rooms.determinations import determination_at_hand as at_hand
from tests.rooms.determinations.determination_at_hand import ASKS, AUTHORITY, COUNSEL, RECORDER
from tests.signed_in import Sit

OF_LAW = "ma-pc-448-14"
pytestmark = pytest.mark.capability("C4")
SHEET: dict[str, Any] = {
    "asked_by": "person",
    "acts": ["recruit", "harbour"],
    "means": ["deception"],
    "purposes": ["LAB_FORCED"],
    "effect_will_overridden": "yes",
    "found": "Canary <b>wages</b> held back قصر",
    "alternatives": "A quarrel",
    "missing": "The contract",
    "wishes": "To stay",
}
STRANGERS = (cast.OFFICER, cast.SHELTER, cast.INSPECTOR_SOUTH, cast.HOSTEL)


def text(client: Client, url: str, status: int = 200) -> str:
    return body(client.get(url), status)


def posted(client: Client, url: str, data: dict[str, Any], status: int = 302) -> str:
    return body(client.post(url, data), status)


def of_case(case_id: UUID) -> str:
    return f"/determinations/cases/{case_id}/"


def test_where_nobody_is_named_the_page_says_so_and_offers_nothing_to_ask(sit: Sit) -> None:
    case_id = factories.hand_over().case_id
    page = text(sit(ASKS), of_case(case_id))
    assert "No body is named" in page
    assert "presumed to be a victim" in page
    assert "/ask/" not in page
    assert "No period is configured" in page


def test_a_body_is_entered_confirmed_and_shown_and_what_was_typed_stays(sit: Sit) -> None:
    secretary, authority, url = sit(cast.SECRETARY), sit(AUTHORITY), "/determinations/bodies/"
    entry = {
        "do": "propose",
        "what": "body:presumed",
        "desk": at_hand.BODY,
        "text": "Canary mechanism",
        "article": "4",
        "source": "",
        "mark": "C",
        "valid_from": "2026-01-01",
    }
    again = posted(secretary, url, entry, 422)
    assert "Canary mechanism" in again
    assert "Say where the text was read." in again
    assert "Choose the day" in posted(secretary, url, {**entry, "valid_from": "soon"}, 422)
    posted(secretary, url, {**entry, "source": "Official bulletin"})
    waiting = Naming.objects.get()
    assert 'value="confirm"' not in text(secretary, url)
    assert 'value="confirm"' in text(authority, url)
    posted(authority, url, {"do": "confirm", "naming": str(waiting.pk)})
    posted(secretary, url, {"do": "strange"}, 404)
    posted(secretary, url, {"do": "ask_to_end", "naming": "nonsense"}, 404)
    asking = {"do": "ask_to_end", "naming": str(waiting.pk), "end_reason": "x" * 201}
    lost = posted(secretary, url, asking, 422)
    assert "x" * 201 in lost
    assert "<details open>" in lost
    assert f'id="reason-{waiting.pk}-error"' in lost
    posted(secretary, url, {**asking, "end_reason": "The Canary text changed"})
    page = text(secretary, url)
    assert "The Canary text changed" in page
    assert "waits for a second person. Until then it holds." in page
    assert ('value="keep"' in page, 'value="end"' in page) == (True, False)
    posted(secretary, url, {**asking, "end_reason": "Once more"}, 409)
    posted(secretary, url, {"do": "keep", "naming": str(waiting.pk)})
    posted(authority, url, {"do": "end", "naming": str(waiting.pk)}, 409)
    posted(secretary, url, {**asking, "end_reason": "The Canary text changed"})
    assert 'value="end"' in text(authority, url)
    case_id = factories.hand_over().case_id
    assert "Canary mechanism" in text(sit(ASKS), of_case(case_id))
    posted(secretary, url, {"do": "propose", "what": "period", "days": "x", "valid_from": "2026-01-01"}, 422)


def test_a_sheet_is_typed_read_back_sent_and_frozen(sit: Sit) -> None:
    case_id = at_hand.ready()
    client = sit(ASKS)
    assert f"{of_case(case_id)}ask/presumed/" in text(client, of_case(case_id))
    url = f"{of_case(case_id)}ask/presumed/"
    assert "For what: so that the named body decides" in text(client, url)
    lost = posted(client, url, {**SHEET, "do": "read", "wishes": ""}, 422)
    assert "Canary &lt;b&gt;wages&lt;/b&gt;" in lost
    assert lost.count("checked") >= 4
    long = posted(client, url, {**SHEET, "do": "read", "found": "x" * 5000}, 422)
    assert "x" * 5000 in long
    back = posted(client, url, {**SHEET, "do": "read"}, 200)
    assert "This is what the body reads" in back
    assert not Request.objects.exists()
    changed = posted(client, url, {**SHEET, "do": "change"}, 200)
    assert "Canary &lt;b&gt;wages&lt;/b&gt;" in changed
    posted(client, url, {**SHEET, "do": "send"})
    page = text(client, of_case(case_id))
    assert "Take it back" in page
    assert "<b>wages</b>" not in page
    assert "waits already" in posted(client, url, {**SHEET, "do": "send"}, 409)


def test_without_the_persons_yes_the_page_leads_to_agreements(sit: Sit) -> None:
    at_hand.named()
    case_id = factories.hand_over().case_id
    page = text(sit(ASKS), of_case(case_id))
    assert f"/casework/cases/{case_id}/consents/" in page
    assert "ask/presumed" not in page
    refused = posted(sit(ASKS), f"{of_case(case_id)}ask/presumed/", {**SHEET, "do": "send"}, 409)
    assert "A no changes nothing in the help they get." in refused
    assert "Canary" in refused


def test_the_page_of_a_child_does_not_ask_for_means(sit: Sit) -> None:
    at_hand.named()
    case_id = factories.hand_over().case_id
    at_hand.child(case_id)
    at_hand.agree(case_id, assent="yes")
    url = f"{of_case(case_id)}ask/presumed/"
    page = text(sit(ASKS), url)
    assert 'name="means"' not in page
    assert "effect_" not in page
    assert "nobody asks about means" in page
    posted(sit(ASKS), url, {**SHEET, "do": "send"}, 422)
    posted(sit(ASKS), url, {**{key: SHEET[key] for key in ("acts", "purposes", "found", "wishes")}, "do": "send"})
    page = text(sit(RECORDER), f"/determinations/requests/{Request.objects.get().pk}/")
    assert "means are not asked for and not needed" in page


def test_the_body_sees_its_sheet_decides_and_the_person_is_told_in_arabic_and_asks_again(sit: Sit) -> None:
    request = at_hand.asked()
    body, desk = sit(RECORDER), sit(ASKS)
    listed = text(body, "/determinations/")
    url = f"/determinations/requests/{request.pk}/"
    assert url in listed
    assert at_hand.WORDS in text(body, url)
    for stranger in (*STRANGERS, ASKS):
        assert sit(stranger).get(url).status_code in (403, 404)
    assert sit(at_hand.OTHER_RECORDER).get(url).status_code == 404
    bad = {"status": states.NOT_ESTABLISHED, "reasons": "Canary reasons", "decided_on": "2026-11-24"}
    again = posted(body, url, bad, 422)
    assert "Canary reasons" in again
    assert "Choose a day after the decision" in again
    assert "Choose what the body decided" in posted(body, url, {**bad, "status": ""}, 422)
    assert "x" * 5000 in posted(body, url, {**bad, "reasons": "x" * 5000}, 422)
    posted(body, url, {**bad, "review_on": "2027-02-01"})
    assert "Canary reasons" in text(body, url)
    page = text(desk, of_case(request.case_id))
    assert "Services go on as before." in page
    decision = Decision.objects.get()
    telling = f"/determinations/decisions/{decision.pk}/told/"
    assert telling in page
    form = {"on": "2026-11-24", "language": "ar", "interpreter": "none", "how": "", "words": "Canary reply"}
    assert "Canary reply" in posted(desk, telling, form, 422)
    assert "Choose the day" in posted(desk, telling, {**form, "how": "spoken", "on": "soon"}, 422)
    posted(desk, telling, {**form, "how": "spoken"})
    assert Telling.objects.get().language == "ar"
    review = f"/determinations/decisions/{decision.pk}/again/"
    assert review in text(desk, of_case(request.case_id))
    assert "A quarrel about wages alone" in text(desk, review), "what the body had last is where it begins"
    why = {"grounds": "Nobody asked about the <b>debt</b>", "new_elements": "A pay slip of March"}
    for_review = {**SHEET, **why, "kind": "review", "asked_by": "lawyer"}
    lost = posted(desk, review, {**for_review, "do": "read", "wishes": ""}, 422)
    back = posted(desk, review, {**for_review, "do": "read"}, 200)
    for page in (lost, back):
        assert "Nobody asked about the &lt;b&gt;debt" in page
        assert "A pay slip of March" in page
    posted(desk, review, {**for_review, "do": "send"})
    second = Request.objects.get(kind=states.REVIEW)
    again = f"/determinations/requests/{second.pk}/"
    said = "You wrote down the decision that is looked at again."
    page = text(body, again)
    assert "Nobody asked about the &lt;b&gt;debt" in page
    assert said in page
    assert 'name="reasons"' not in page, "no form that would be refused"
    assert said in posted(body, again, {**bad, "status": states.PRESUMED}, 403)
    colleague = sit(at_hand.RECORDER_COLLEAGUE)
    judged = {**bad, "status": states.PRESUMED, "reasons": "Canary account is not credible"}
    asked = posted(colleague, again, judged, 422)
    assert "Canary account is not credible" in asked
    assert 'name="as_written"' in asked
    assert "The body looks at it again on" in text(desk, of_case(request.case_id))
    posted(colleague, again, {**judged, "as_written": "yes"})
    page = text(desk, of_case(request.case_id))
    assert "The body looks at it again on" not in page, "a later decision stands in its place"
    assert page.index("Presumed victim") < page.index("Not established at this stage")
    assert "after decision 1 was looked at again" in page
    for stranger in STRANGERS:
        for hidden in (of_case(request.case_id), telling, review, f"{of_case(request.case_id)}note/"):
            assert sit(stranger).get(hidden).status_code == 404


def test_a_no_at_identification_does_not_hide_the_presumption_that_stands(sit: Sit) -> None:
    case_id, _first = at_hand.decided()
    at_hand.told(at_hand.recorded(at_hand.asked(case_id, step=states.IDENTIFIED), states.NOT_ESTABLISHED))
    page = text(sit(ASKS), of_case(case_id))
    assert "at identification. The presumption of decision 1 stands." in page
    other, _second = at_hand.decided(states.NOT_ESTABLISHED)
    assert "The presumption of" not in text(sit(ASKS), of_case(other))


def test_a_panel_is_typed_and_refused_without_losing_a_name(sit: Sit) -> None:
    request = at_hand.asked(at_hand.ready(panel=2))
    body, url = sit(RECORDER), f"/determinations/requests/{request.pk}/"
    assert "Quorum: 2" in text(body, url)
    form = {"status": "presumed", "reasons": "Why", "decided_on": "2026-11-24", "name_1": "Canary One", "vote_1": "for"}
    assert "Canary One" in posted(body, url, form, 422)
    aside = {"name_3": "Canary Three", "vote_3": "recused", "reason_3": "Kin"}
    posted(body, url, {**form, "name_2": "Canary Two", "vote_2": "for", **aside})
    assert "Canary Two" in text(body, url)
    page = text(sit(ASKS), of_case(request.case_id))
    assert "Canary" not in page.replace(at_hand.WORDS, "")
    assert "sat 2, stepped aside 1" in page


def test_the_period_begins_and_is_made_longer_on_the_page(sit: Sit) -> None:
    at_hand.period()
    case_id, _decision = at_hand.decided()
    client, url = sit(ASKS), of_case(case_id)
    assert "Begin the period" in text(client, url)
    posted(client, url, {"do": "start"})
    bad = posted(client, url, {"do": "extend", "last_on": "2020-01-01", "reason": "Canary illness"}, 422)
    assert "Canary illness" in bad
    posted(client, url, {"do": "extend", "last_on": "2027-03-01", "reason": "Canary illness"})
    assert "Canary illness" in text(client, url)
    assert Period.objects.count() == 2
    posted(client, url, {"do": "strange"}, 404)
    posted(client, url, {"do": "withdraw", "request": "x"}, 404)


def test_a_note_is_drafted_advised_printed_and_given(sit: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    case_id = factories.hand_over().case_id
    desk, counsel, url = sit(ASKS), sit(COUNSEL), f"{of_case(case_id)}note/"
    draft = {"do": "draft", "to_desk": "police-north", "covered": ["work"]}
    assert "has not agreed" in posted(desk, url, draft, 409)
    assert "checked" in posted(desk, url, draft, 409)
    at_hand.agree(case_id, "police-north", data_class=queries.NOTE)
    posted(desk, url, draft)
    note = Note.objects.get().note
    paper = f"/determinations/notes/{note}/paper/"
    posted(desk, paper, {"language": "fr"}, 409)
    posted(counsel, url, {"do": "advise", "note": str(note)})
    seen: list[str] = []
    monkeypatch.setattr(
        "himaya.determinations.note_paper.pdf.render", lambda html, **_more: seen.append(html) or b"%PDF"
    )
    for language in ("fr", "ar", "en"):
        assert desk.post(paper, {"language": language}).content == b"%PDF"
    posted(desk, paper, {"language": "xx"}, 422)
    assert all(at_hand.WORDS not in html and "448-14" in html for html in seen)
    posted(desk, url, {"do": "give", "note": str(note), "on": clock.today().isoformat()})
    assert Note.objects.filter(word="given").count() == 1
    assert sit(cast.OFFICER).post(paper, {"language": "fr"}).status_code == 404


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_pages_are_light_titled_neutrally_and_without_the_word(sit: Sit, language: str) -> None:
    request = at_hand.asked(at_hand.ready(panel=2))
    desk, body, secretary = (sit(who, language) for who in (ASKS, RECORDER, cast.SECRETARY))
    pages = [
        (desk, of_case(request.case_id)),
        (desk, f"{of_case(request.case_id)}ask/presumed/"),
        (desk, f"{of_case(request.case_id)}note/"),
        (body, "/determinations/"),
        (body, f"/determinations/requests/{request.pk}/"),
        (secretary, "/determinations/bodies/"),
    ]
    for client, url in pages:
        page = text(client, url)
        assert len(gzip.compress(page.encode())) < 60_000
        title = page.split("<title>")[1].split("</title>")[0]
        assert "ictim" not in title
        assert "ضحية" not in title


def test_register_and_texts_are_read_once_for_a_page_however_many_entries_it_shows(sit: Sit) -> None:
    """Seen red: each entry read the whole library anew, several times."""
    for step in states.NAMED_FOR:
        at_hand.named(step, row=OF_LAW)
    at_hand.term(row=OF_LAW)
    at_hand.period(row=OF_LAW)
    case_id = factories.hand_over().case_id
    for who, url in ((cast.SECRETARY, "/determinations/bodies/"), (ASKS, f"/determinations/cases/{case_id}/")):
        client = sit(who)
        client.get(url)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(url).status_code == 200
        read = [one for one in seen.captured_queries if '"legal_reading"' in one["sql"]]
        assert len(read) <= 2, url
