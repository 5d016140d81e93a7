"""An export by the pages: asked for, decided by another with a second factor, fetched by the one who asked."""

from typing import Any

import pytest
from django.test import Client

from himaya.cases.models import Case
from himaya.disclosures import queries_exports as queries
from himaya.disclosures import states_exports as states
from himaya.disclosures.models import DataExport
from himaya.kernel.models import AuditEvent
from himaya.web.sessions import PROVEN
from tests import cast, factories
from tests.pages import words
from tests.rooms.legal import exporting
from tests.rooms.legal.exporting import KEY, REASON, WHO, read
from tests.rooms.legal.registering import ELSEWHERE, OFFICER
from tests.signed_in import Sit

pytestmark = [pytest.mark.django_db, pytest.mark.capability("X10")]
NEW: dict[str, Any] = {
    "purpose": "prepare_referral",
    "aim": "protect",
    "basis": "agreed",
    "scope": "set",
    "parts": ["reference", "full_name"],
    "receiver": "daw",
    "abroad": "no",
    "reason": REASON,
    "who": WHO,
    "key": KEY,
}


def forgotten(client: Client) -> Client:
    """The second factor was shown long ago."""
    session = client.session
    session[PROVEN] = 0
    session.save()
    return client


def test_two_people_let_a_file_leave_and_only_the_receiver_reads_it(sit: Sit) -> None:
    case = Case.objects.get(pk=factories.hand_over().case_id)
    lead, officer = sit(cast.LABOUR_LEAD), sit(OFFICER)
    assert "switched off" in words(lead.get("/legal/exports/").content)
    off = lead.post("/legal/exports/new/", NEW)
    assert (off.status_code, REASON in off.content.decode()) == (409, True)
    exporting.switched_on()
    nobody = lead.post("/legal/exports/new/", NEW)
    assert (nobody.status_code, "under “Agreements”" in words(nobody.content)) == (422, True)
    exporting.everybody_agrees("daw")
    lead.post("/legal/exports/new/", NEW)
    row = DataExport.objects.get()
    at = f"/legal/exports/{row.pk}/"
    assert "decides. Nothing has left" in words(lead.get(at).content)
    assert lead.post(at, {"verb": "approve"}).status_code == 403
    asks = forgotten(officer).post(at, {"verb": "approve"})
    assert (asks.status_code, DataExport.objects.get().state) == (403, states.ASKED)
    officer = sit(OFFICER)
    shown = words(officer.get(at).content)
    for said in (REASON, WHO, KEY, "Name", "labour-lead"):
        assert said in shown
    assert factories.SAID not in shown
    officer.post(at, {"verb": "approve"})
    assert "Fetch the file" not in words(officer.get(at).content)
    assert forgotten(lead).post(f"{at}fetch/").status_code == 403
    answer = sit(cast.LABOUR_LEAD).post(f"{at}fetch/")
    assert read(answer.content)[1] == [row.reference, case.reference, factories.SAID]
    assert answer["Content-Disposition"] == 'attachment; filename="file.age"'
    assert answer["Cache-Control"] == "no-store"
    assert "sandbox" in answer["Content-Security-Policy"]
    register = words(officer.get("/legal/exports/").content)
    for said in ("Fetched once", "1", "by labour-lead", row.reference):
        assert said in register
    assert factories.SAID not in register
    assert AuditEvent.objects.filter(action="export.fetched").count() == 1


def test_what_cannot_be_taken_has_a_sentence_and_what_was_typed_stays(sit: Sit) -> None:
    """Planted fault: a page that drops the ticked fields makes a tired person tick more than before."""
    exporting.switched_on()
    factories.hand_over()
    lead = sit(cast.LABOUR_LEAD)
    wrong: tuple[tuple[dict[str, Any], int, str], ...] = (
        ({"key": "age1short"}, 422, "no key in the age format"),
        ({"aim": "remove_person"}, 422, "Nothing leaves"),
        ({"aim": ""}, 422, "Say what the receiver wants them for"),
        ({"abroad": ""}, 422, "Say whether it goes abroad"),
        ({"abroad": "yes"}, 409, "without the number of an authorisation"),
        ({"scope": "one", "file": ""}, 422, "Write the reference of the file"),
        ({"scope": "one", "file": "2346-79CD"}, 404, "does not exist or is not open to you"),
        ({"since": "soon"}, 422, "Choose the day, the month and the year"),
        ({"parts": ["safe_contact"]}, 422, "Choose among what is listed"),
    )
    for changes, status, sentence in wrong:
        page = lead.post("/legal/exports/new/", {**NEW, **changes})
        text = words(page.content)
        assert (page.status_code, sentence in text, REASON in text) == (status, True, True), changes
    kept = lead.post("/legal/exports/new/", {**NEW, "key": "no"}).content.decode()
    assert 'value="full_name" checked' in kept
    assert 'value="phone" checked' not in kept
    assert not DataExport.objects.exists()


def test_a_refusal_is_read_by_whoever_asked(sit: Sit) -> None:
    exporting.switched_on()
    factories.hand_over()
    at = f"/legal/exports/{exporting.asked()}/"
    officer = sit(OFFICER)
    empty = officer.post(at, {"verb": "refuse"})
    assert (empty.status_code, "Say why it is refused" in words(empty.content)) == (422, True)
    officer.post(at, {"verb": "refuse", "refusal": "key_unsure"})
    assert "not certain that the key" in words(sit(cast.LABOUR_LEAD).get(at).content)
    late = officer.post(at, {"verb": "approve"})
    assert (late.status_code, "moved on meanwhile" in words(late.content)) == (409, True)


def test_for_others_it_does_not_exist(sit: Sit) -> None:
    exporting.switched_on()
    factories.hand_over()
    at = f"/legal/exports/{exporting.asked()}/"
    for actor in (ELSEWHERE, cast.SHELTER_LEAD, cast.INSPECTOR_SOUTH):
        assert sit(actor).get(at).status_code == 404
    for actor in (cast.INSPECTOR, cast.SECRETARY):
        assert sit(actor).get(at).status_code == 403
        assert sit(actor).get("/legal/exports/").status_code == 403


@pytest.mark.parametrize(("language", "title"), [("fr", "Exports de données"), ("ar", "تصدير المعطيات")])
def test_the_pages_speak_the_language_of_the_desk(sit: Sit, language: str, title: str) -> None:
    exporting.switched_on()
    factories.hand_over()
    export_id = exporting.approved(parts=["reference", "answer.q08"])
    exporting.fetched(export_id)
    lead = sit(cast.LABOUR_LEAD, language)
    assert title in words(lead.get("/legal/exports/").content)
    assert lead.get("/legal/exports/new/").status_code == 200
    label = queries.questions(cast.LABOUR_LEAD)["q08"].label[language]
    assert label[:20] in words(lead.get(f"/legal/exports/{export_id}/").content)
