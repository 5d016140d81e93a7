"""A demand by the pages, from the door to the notice, and a rehearsed seizure."""

import re

import pytest

from himaya.cases.models import Case
from himaya.disclosures import states
from himaya.disclosures.models import LegalDemand, SeizureDrill
from tests import cast, factories
from tests.rooms.cases.test_nothing_in_clear import everything_stored
from tests.rooms.legal.conftest import Sit
from tests.rooms.legal.demanding import COUNSEL, WHAT, WHO, answered
from tests.rooms.legal.registering import OFFICER

pytestmark = [pytest.mark.django_db, pytest.mark.capability("X10")]
NEW = {"asker": "prosecution", "power": "prosecutor_order", "aim": "proceed", "who": WHO, "asked": WHAT}


def words(page: bytes) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.decode()))


def test_from_the_door_to_the_notice(sit: Sit) -> None:
    case = Case.objects.get(pk=factories.hand_over().case_id)
    lead, counsel, officer, holder = sit(cast.LABOUR_LEAD), sit(COUNSEL), sit(OFFICER), sit(cast.INSPECTOR)
    wrong = lead.post("/legal/demands/new/", {**NEW, "received_on": "2026-11-24", "file": "2346-79CD"})
    assert (wrong.status_code, WHAT in wrong.content.decode()) == (404, True)
    lead.post("/legal/demands/new/", {**NEW, "received_on": "2026-11-24", "file": case.reference})
    row = LegalDemand.objects.get()
    at = f"/legal/demands/{row.pk}/"
    empty = counsel.post(at, {"verb": "advise", "advice": "give_less", "text": ""})
    assert (empty.status_code, "Say it in a few sentences" in words(empty.content)) == (422, True)
    counsel.post(at, {"verb": "advise", "advice": "give_less", "text": "The order names the days only."})
    officer.post(at, {"verb": "decide", "parts": ["confirmation", "dates"], "text": "Days only."})
    assert row.reference in holder.get("/legal/demands/to-prepare/").content.decode()
    shown = words(holder.post(f"{at}prepare/").content)
    assert "Desk shelter" in shown
    for secret in ("Zahra", factories.PHONE, "Do you have your papers"):
        assert secret not in shown
    officer.post(at, {"verb": "give", "form": "by_hand", "given_on": "2026-11-24", "text": "One page."})
    assert "look again" in words(officer.get("/legal/demands/").content)
    refused = officer.post(at, {"verb": "close"})
    assert (refused.status_code, "not told yet" in words(refused.content)) == (409, True)
    officer.post(at, {"verb": "tell", "told_on": "2026-11-24"})
    officer.post(at, {"verb": "close"})
    assert LegalDemand.objects.get().state == states.CLOSED
    assert "The order names the days only." in words(officer.get(at).content)


def test_nothing_that_was_said_of_a_demand_stands_in_clear(sit: Sit) -> None:
    """Planted fault: a demand whose words are plain columns, or an audit row that quotes them, is found here."""
    case = Case.objects.get(pk=factories.hand_over().case_id)
    answered(file=case.reference)
    for table, content in everything_stored().items():
        for secret in ("Canary", WHO, WHAT):
            assert secret.encode() not in content, f"{secret} stands in {table}"


def test_what_the_firewall_holds_back_is_said_and_what_was_typed_stays(sit: Sit) -> None:
    case = Case.objects.get(pk=factories.hand_over().case_id)
    new = {**NEW, "aim": "remove_person", "received_on": "2026-11-24", "file": case.reference}
    sit(OFFICER).post("/legal/demands/new/", new)
    at = f"/legal/demands/{LegalDemand.objects.get().pk}/"
    sit(COUNSEL).post(at, {"verb": "advise", "advice": "refuse", "text": "No."})
    page = sit(OFFICER).post(at, {"verb": "decide", "parts": ["identity"], "text": "They insist."})
    assert page.status_code == 409
    assert "remove or prosecute the person" in words(page.content)
    assert "They insist." in page.content.decode()


def test_a_case_page_no_longer_offers_a_demand_as_a_purpose(sit: Sit) -> None:
    """Planted fault: with `legal_demand` among its purposes, a caseworker opens all at the door."""
    done = factories.hand_over()
    of_case, of_referral = f"/casework/cases/{done.case_id}/", f"/casework/referrals/{done.referral_ids[0]}/"
    for actor, address, data in ((cast.INSPECTOR, of_case, {"show": "identity"}), (cast.SHELTER, of_referral, {})):
        at = sit(actor)
        assert "legal_demand" not in at.get(address).content.decode()
        page = at.post(address, {**data, "purpose": "legal_demand"})
        assert (page.status_code, "Zahra" in page.content.decode()) == (422, False)


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_pages_of_demands_and_drills_speak_the_officers_language(sit: Sit, language: str) -> None:
    at = sit(OFFICER, language)
    title = {"fr": "Demandes d’autorités", "ar": "طلبات السلطات"}[language]
    assert title in words(at.get("/legal/demands/").content)
    assert at.get(f"/legal/demands/{answered()}/").status_code == 200
    assert at.get("/legal/demands/new/").status_code == 200
    wrong = at.post("/legal/drill/", {"held_on": "2026-11-24", "minutes": "long", "steps": ["called"]})
    assert (wrong.status_code, 'value="called" checked' in wrong.content.decode()) == (422, True)
    at.post("/legal/drill/", {"held_on": "2026-11-24", "minutes": "40", "steps": ["called"]})
    assert SeizureDrill.objects.get().minutes == 40
