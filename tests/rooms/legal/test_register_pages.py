"""The pages of the register: what is missing, two people, and the sentence that every desk reads."""

from datetime import timedelta

import pytest

from himaya.kernel import clock
from himaya.legal import states
from himaya.legal.actions import entries, overrides
from himaya.legal.models import LegalOverride, RegisterEntry
from tests import cast, factories
from tests.pages import body, words
from tests.rooms.legal.registering import OFFICER, SECOND, complete, confirmed, said
from tests.signed_in import Sit

pytestmark = [pytest.mark.django_db, pytest.mark.capability("X10")]


def test_two_people_complete_an_entry_by_the_pages(sit: Sit) -> None:
    officer, second = sit(OFFICER), sit(SECOND)
    wrong = officer.post("/legal/write/authorisation/", {"text": "Files of referral", "number": "", "dated": "soon"})
    assert wrong.status_code == 422
    assert "Files of referral" in wrong.content.decode()
    assert "Choose the day, the month and the year" in wrong.content.decode()
    officer.post("/legal/write/authorisation/", {"text": "Files", "number": "A-1", "dated": "2026-03-02"})
    entry = RegisterEntry.objects.get()
    page = officer.get("/legal/").content.decode()
    assert f"/legal/entries/{entry.pk}/confirm/" not in page
    assert f"/legal/entries/{entry.pk}/refuse/" in page
    assert officer.post(f"/legal/entries/{entry.pk}/confirm/").status_code == 403
    assert second.post(f"/legal/entries/{entry.pk}/confirm/").status_code == 302
    assert RegisterEntry.objects.get().state == states.IN_FORCE
    late = second.post(f"/legal/entries/{entry.pk}/confirm/")
    assert (late.status_code, "Somebody was faster" in late.content.decode()) == (409, True)


def test_who_changes_the_register_has_shown_a_second_factor_lately(sit: Sit) -> None:
    """Planted fault: without it, a session left open confirms, ends or overrides what every desk rests on."""
    entry = entries.propose(said=said(), by=OFFICER)
    officer, second = sit(OFFICER), sit(SECOND)
    with clock.stopped(factories.TUESDAY + timedelta(minutes=12)):
        assert second.post(f"/legal/entries/{entry}/confirm/").status_code == 403
        override = {"signed_by": "X", "reason": "Y", "until": "2026-12-01"}
        assert officer.post("/legal/override/", override).status_code == 403
        assert officer.get("/legal/override/").status_code == 200
    assert (RegisterEntry.objects.get().state, LegalOverride.objects.count()) == (states.PROPOSED, 0)


def test_ending_an_entry_says_first_what_stops(sit: Sit) -> None:
    entry = confirmed()
    assert "What rests on it stops at every desk" in words(sit(OFFICER).get("/legal/").content)
    assert sit(OFFICER).post(f"/legal/entries/{entry}/end/").status_code == 302


def test_a_recipient_says_whether_it_is_abroad(sit: Sit) -> None:
    page = body(sit(OFFICER).post("/legal/write/recipient/", {"text": "Protocol", "about": "daw"}), 422)
    assert "Say whether this institution is abroad" in page
    sit(OFFICER).post("/legal/write/recipient/", {"text": "Protocol", "about": "daw", "abroad": "yes"})
    assert RegisterEntry.objects.get().abroad
    assert "nothing may go there" in words(sit(OFFICER).get("/legal/").content)


def test_a_second_proposal_in_the_same_place_keeps_what_was_typed(sit: Sit) -> None:
    entries.propose(said=said(), by=OFFICER)
    page = sit(OFFICER).post("/legal/write/controller/", {"text": "Somebody else"})
    assert (page.status_code, "Somebody else" in page.content.decode()) == (409, True)


def test_every_desk_reads_how_its_institution_stands(sit: Sit, nation: None) -> None:
    """Planted fault: a sentence only on the officer's page leaves the inspector to learn it while handing over."""
    at = sit(cast.INSPECTOR)
    assert "Store no real name" in words(at.get("/casework/").content)
    sit(OFFICER).post("/legal/override/", {"signed_by": "A. Minister", "reason": "flood", "until": "2026-12-24"})
    assert "on the word of A. Minister, until 24 December 2026" in words(at.get("/casework/").content)
    sit(OFFICER).post("/legal/override/", {"end": "yes"})
    assert LegalOverride.objects.get().ended_on is not None
    assert "Store no real name" in words(at.get("/casework/").content)
    complete()
    text = words(at.get("/casework/").content)
    assert "Store no real name" not in text
    assert "on the word of" not in text


def test_an_override_that_cannot_be_signed_keeps_what_was_typed(sit: Sit, nation: None) -> None:
    page = body(
        sit(OFFICER).post("/legal/override/", {"signed_by": "A.", "reason": "flood", "until": "2028-01-01"}), 422
    )
    assert "90 days at most" in page
    assert "flood" in page
    overrides.sign(institution_id="labour", signed_by="B.", reason="flood", by=OFFICER)
    assert "End it now" in sit(OFFICER).get("/legal/override/").content.decode()


@pytest.mark.parametrize(("language", "title"), [("fr", "Confirmé"), ("ar", "مؤكد")])
def test_the_register_speaks_the_officers_language(sit: Sit, language: str, title: str) -> None:
    for part in states.PARTS:
        confirmed(part)
    at = sit(OFFICER, language)
    assert title in words(at.get("/legal/").content)
    for part in states.PARTS:
        assert at.get(f"/legal/write/{part}/").status_code == 200
    assert at.get("/legal/override/").status_code == 200
