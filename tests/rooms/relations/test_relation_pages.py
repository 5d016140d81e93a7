"""The pages under /relations/: who belongs together with a person; and the register apart."""

import re
from typing import Any

import pytest
from django.test import Client

from himaya.cases.actions import emergencies, exclusions
from himaya.kernel import clock
from himaya.relations.actions import carers
from himaya.relations.models import Carer, EventFile, Suspect
from tests import cast, factories
from tests.pages import body
from tests.rooms.relations import related
from tests.rooms.relations.related import BY, DETECTIVE, POLICE_LEAD, SECOND_LEAD, THIRD_LEAD
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("C6")

REGISTER = "/relations/suspects/"


def at(case: Any) -> str:
    return f"/relations/cases/{case.pk}/"


def test_files_are_linked_and_taken_out_on_the_page_of_one(sit: Sit) -> None:
    one, other = related.case(), related.case()
    client = sit(BY)
    empty = body(client.get(at(one)))
    assert "not even how many" in empty
    typed = {"do": "link", "reference": other.reference.lower(), "tie": "co_victim", "event": ""}
    assert client.post(at(one), typed).headers["Location"] == at(one)
    page = body(client.get(at(one)))
    assert other.reference in page
    event = str(EventFile.objects.get(case=one).event_id)
    assert 'href="#reason-' in body(client.post(at(one), {"do": "unlink", "event": event}), 422)
    assert client.post(at(one), {"do": "unlink", "event": event, "reason": "mistake"}).status_code == 302
    assert "taken out on" in body(client.get(at(one)))
    for wrong in ("", "x", str(one.pk)):
        assert client.post(at(one), {"do": "unlink", "event": wrong, "reason": "mistake"}).status_code == 404
    assert client.post(at(one), {"do": "dance"}).status_code == 404


def test_a_link_to_a_file_that_is_not_seen_leaves_the_page_as_it_was(sit: Sit) -> None:
    """Byte for byte: the page of a file linked with one that its reader may not see is that of one linked with none."""
    one, other, plain = related.case(), related.case(), related.case()
    related.linked(one, other)
    exclusions.add(
        case_id=other.pk, account_id=cast.INSPECTOR_COLLEAGUE.account_id, reason="family", by=cast.LABOUR_LEAD
    )  # type: ignore[arg-type]
    client = sit(cast.INSPECTOR_COLLEAGUE)
    seen, none = body(client.get(at(one))), body(client.get(at(plain)))
    assert same(seen, one) == same(none, plain)


def same(page: str, case: Any) -> str:
    page = page.replace(str(case.pk), "ID").replace(case.reference, "REF")
    return re.sub(r'(name="csrfmiddlewaretoken" value|data-key)="[^"]*"', "", page)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"reference": "K7MR-2QXD"}, "Your desk holds no other file with this reference"),
        ({"reference": "<b>x</b>"}, "Your desk holds no other file with this reference"),
        ({"reference": "a" * 5000}, "Your desk holds no other file with this reference"),
        ({"tie": ""}, "Choose how they belong together"),
    ],
)
def test_bad_input_gets_a_sentence_and_nothing_typed_is_lost(sit: Sit, changes: dict[str, str], sentence: str) -> None:
    one, other = related.case(), related.case()
    typed = {"do": "link", "reference": other.reference, "tie": "partners", **changes}
    page = body(sit(BY).post(at(one), typed), 422)
    assert sentence in page
    assert "<b>x" not in page
    if "tie" not in changes:
        assert 'value="partners" checked' in page
    assert EventFile.objects.count() == 0


def test_who_looks_after_a_child_is_written_and_stands_above_and_before_a_guardian_is_asked(sit: Sit) -> None:
    child = related.child()
    client = sit(BY)
    assert "Ask whether one may be implicated before any call" in body(client.get(at(child)))
    wrong = body(client.post(at(child), {"do": "note_carer", "kind": "parent", "words": "<i>Tante</i>"}), 422)
    assert "&lt;i&gt;Tante" in wrong
    assert 'value="parent" checked' in wrong
    said = {"do": "note_carer", "kind": "other_carer", "implicated": "yes", "words": "Canary uncle"}
    assert client.post(at(child), said).status_code == 302
    page = body(client.get(at(child)))
    assert "Call no parent and no guardian." in page
    assert "Canary uncle" in page
    asked = body(client.get(f"/casework/cases/{child.pk}/consents/write/"))
    assert asked.index("Call no parent and no guardian.") < asked.index('name="guardian"')
    assert client.post(at(child), {"do": "end_carer", "number": "1"}).status_code == 422
    own = client.post(at(child), {"do": "end_carer", "number": "1", "reason": "mistake"})
    assert "A second person of your desk" in body(own, 403)
    assert client.post(at(child), {"do": "end_carer", "number": "١", "reason": "no_longer"}).status_code == 302
    assert "It goes on counting before every call to parents" in body(client.get(at(child)))
    assert client.post(at(child), {"do": "end_carer", "number": "x", "reason": "mistake"}).status_code == 404
    assert Carer.objects.get().reason == "no_longer"
    adult = body(client.get(at(related.grown())))
    assert "Who looks after the child" not in adult


def test_who_looks_after_a_child_comes_back_whole_when_it_is_too_long(sit: Sit) -> None:
    typed = "tante " * 833 + "fin"
    said = {"do": "note_carer", "kind": "parent", "implicated": "no", "words": typed}
    assert typed in body(sit(BY).post(at(related.child()), said), 422)


def test_the_register_is_no_page_for_anybody_but_a_lead_of_such_a_body(sit: Sit) -> None:
    for actor in (BY, cast.LABOUR_LEAD, cast.SHELTER_LEAD, cast.NURSE, cast.SECRETARY, cast.OPERATOR):
        client = sit(actor)
        assert client.get(REGISTER).status_code == 404
        assert client.post(REGISTER, {"do": "ask"}).status_code == 404


@pytest.fixture(name="police")
def _police(the_cast: None) -> None:
    related.seat_police()


@pytest.mark.usefixtures("police")
def test_two_leads_switch_it_on_let_somebody_in_who_writes_and_switch_it_off(sit: Sit) -> None:
    lead, second, third, reader = (sit(one) for one in (POLICE_LEAD, SECOND_LEAD, THIRD_LEAD, DETECTIVE))
    assert "The register is off" in body(lead.get(REGISTER))
    assert reader.get(REGISTER).status_code == 404
    assert 'href="#law"' in body(lead.post(REGISTER, {"do": "ask", "law": "x"}), 422)
    assert lead.post(REGISTER, {"do": "ask", "law": related.law()}).status_code == 302
    assert "A second lead of your body confirms" in body(lead.get(REGISTER))
    assert lead.post(REGISTER, {"do": "confirm"}).status_code == 403
    assert second.post(REGISTER, {"do": "confirm"}).status_code == 302
    assert reader.get(REGISTER).status_code == 404
    until = {"do": "let_in", "whom": str(DETECTIVE.account_id), "until": "2026-12-01"}
    for wrong in ({"until": "soon"}, {"until": "2036-01-01"}, {"whom": "x"}, {"until": ""}):
        assert third.post(REGISTER, {**until, **wrong}).status_code == 422
    assert second.post(REGISTER, until).status_code == 403
    assert "You switched the register on" in body(second.get(REGISTER))
    assert third.post(REGISTER, until).status_code == 302
    assert f'href="{REGISTER}"' in reader.get("/casework/").content.decode()
    line = {"do": "write", "who": "Canary <b>boss</b>", "role": "broker", "event": "", "words": "Canary rumour"}
    assert "Canary &lt;b&gt;boss" in body(reader.post(REGISTER, {**line, "role": ""}), 422)
    assert reader.post(REGISTER, line).status_code == 302
    assert "Canary &lt;b&gt;boss" in body(reader.get(REGISTER))
    assert "Canary" not in body(lead.get(REGISTER)), "a lead who was not let in reads none of it"
    pk = str(Suspect.objects.defer("content").get().pk)
    assert reader.post(REGISTER, {"do": "strike", "line": pk}).status_code == 302
    assert reader.post(REGISTER, {"do": "strike", "line": pk}).status_code == 409
    assert lead.post(REGISTER, {"do": "end", "kept_until": ""}).status_code == 422
    assert lead.post(REGISTER, {"do": "end", "kept_until": "2027-11-24"}).status_code == 302
    assert reader.get(REGISTER).status_code == 404
    assert lead.post(REGISTER, {"do": "dance"}).status_code == 404


@pytest.mark.parametrize("language", ["fr", "ar"])
@pytest.mark.usefixtures("police")
def test_the_pages_speak_french_and_arabic(sit: Sit, language: str) -> None:
    child, other = related.child(), related.case()
    related.linked(child, other)
    carers.note(case_id=child.pk, kind="parent", implicated="unknown", words="", by=BY)
    related.switched_on()
    related.opened_to(DETECTIVE)
    for who, url in ((BY, at(child)), (POLICE_LEAD, REGISTER), (DETECTIVE, REGISTER)):
        main = body(sit(who, language).get(url)).split("<main")[1]
        assert not re.search(r">\s*(The|They|Ask|Link|Who|What|Write)\b", main), url


def test_a_file_is_taken_out_of_every_event_with_a_reason_and_the_answer_tells_nothing(sit: Sit) -> None:
    client, case = sit(BY), related.case()
    assert "Say why it is taken out." in body(client.post(at(case), {"do": "leave"}), 422)
    done = client.post(at(case), {"do": "leave", "reason": "safety"}, follow=True)
    assert "This file is of no event any more." in body(done)


@pytest.mark.parametrize(("said", "warns"), [("yes", "may be implicated"), ("no", ""), ("", "Nothing is written down")])
def test_who_sees_the_number_has_read_first_what_stands_before_a_call(sit: Sit, said: str, warns: str) -> None:
    """Seen on the page of the case, above the telephone."""
    one = related.child(identity=factories.identity())
    if said:
        carers.note(case_id=one.pk, kind="parent", implicated=said, words="", by=BY)
    page = body(sit(BY).post(f"/casework/cases/{one.pk}/", {"show": "identity", "purpose": "contact_person"}))
    if warns:
        assert page.index(warns) < page.index(factories.PHONE)
    else:
        assert "Call no parent" not in page


def number_shown(client: Client, case: Any) -> str:
    return body(client.post(f"/casework/cases/{case.pk}/", {"show": "identity", "purpose": "contact_person"}))


@pytest.mark.parametrize("said", ["yes", "no", ""])
def test_who_comes_from_a_task_to_call_back_reads_it_above_the_number(sit: Sit, said: str) -> None:
    """Seen red: the page to which such a task leads showed a child's telephone and no warning."""
    one = related.child(identity=factories.identity())
    if said:
        carers.note(case_id=one.pk, kind="parent", implicated=said, words="", by=BY)
    client, url = sit(BY), f"/casework/cases/{one.pk}/identity/"
    wrong = {"save": "yes", "way": "pigeon", "phone": factories.PHONE}
    for page in (body(client.post(url, {"open": "yes"})), body(client.post(url, wrong), 422)):
        above = page[: page.index(factories.PHONE)]
        assert ("Call no parent and no guardian." in above) == (said == "yes")
        assert ("Nothing is written down about those" in above) == (said == "")


@pytest.mark.parametrize("way", ["emergency", "for_a_time"])
def test_whoever_was_let_in_and_sees_the_number_reads_it_too_and_no_word_of_the_carers(sit: Sit, way: str) -> None:
    """Seen red: in an emergency, and with an access for a time, a child's telephone stood there without it."""
    one, reader = related.child(identity=factories.identity()), cast.INSPECTOR_SOUTH
    carers.note(case_id=one.pk, kind="parent", implicated="yes", words="Canary uncle", by=BY)
    if way == "emergency":
        emergencies.begin(reference=one.reference, reason="danger_to_life", proved_at=clock.now(), by=reader)
    else:
        related.let_in(one, reader, cast.LABOUR_LEAD, level="full", sections=("identity",))
    client = sit(reader)
    opened = client.post(f"/casework/cases/{one.pk}/identity/", {"open": "yes"})
    for page in (number_shown(client, one), body(opened)):
        assert page.index("Call no parent and no guardian.") < page.index(factories.PHONE)
        assert "Canary uncle" not in page
