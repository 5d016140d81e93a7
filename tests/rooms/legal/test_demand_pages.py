"""A demand by the pages, from the door to the notice, and a rehearsed seizure."""

import re
from datetime import timedelta

import pytest

from himaya.cases.models import Case
from himaya.disclosures import states
from himaya.disclosures.actions import demands
from himaya.disclosures.models import LegalDemand, SeizureDrill
from himaya.kernel import clock
from tests import cast, factories
from tests.pages import words
from tests.rooms.cases.test_nothing_in_clear import everything_stored
from tests.rooms.legal.demanding import COUNSEL, WHAT, WHO, advised, answered, decided, recorded
from tests.rooms.legal.exporting import exposing
from tests.rooms.legal.registering import OFFICER
from tests.signed_in import Sit

pytestmark = [pytest.mark.django_db, pytest.mark.capability("X10")]
BOTH = cast.actor("labour-both", "labour-north", "data_protection_officer", "legal_counsel")
NEW = {"asker": "prosecution", "power": "prosecutor_order", "aim": "proceed", "who": WHO, "asked": WHAT}


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
    seen = LegalDemand.objects.get().revision
    officer.post(at, {"verb": "decide", "parts": ["confirmation", "dates"], "text": "Days only.", "seen": seen})
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
    asked = {"verb": "decide", "parts": ["identity"], "text": "They insist.", "seen": "2"}
    page = sit(OFFICER).post(at, asked)
    assert page.status_code == 409
    assert "Counsel decides what the authority is answered" in words(page.content)
    assert "They insist." in page.content.decode()


def printed(page: bytes) -> str:
    """What a sheet of paper shows: everything that is not kept off it."""
    return words(re.sub(rb'<(p|h1|section)[^>]* ?class="[^"]*no-print[^"]*".*?</\1>', b"", page, flags=re.DOTALL))


def test_the_paper_for_an_authority_says_what_was_decided_and_no_more(sit: Sit) -> None:
    """Planted faults: the register's own number on it, how many answers are held back, or that there are answers."""
    case = Case.objects.get(pk=factories.hand_over(version_id=exposing().pk).case_id)
    for parts, answers in ((("confirmation",), False), (("answers",), True)):
        demand_id = decided(parts, file=case.reference)
        page = sit(cast.INSPECTOR).post(f"/legal/demands/{demand_id}/prepare/").content
        paper = printed(page)
        assert case.reference in paper
        assert LegalDemand.objects.get(pk=demand_id).reference not in paper
        assert "held back" not in paper
        assert ("no statement and no evidence" in paper) == answers
        assert ("held back" in words(page)) == answers, "whoever prepares it reads it on the screen"


def test_each_error_stands_in_the_form_that_was_sent_and_its_link_leads_there(sit: Sit) -> None:
    """Planted fault: with ids by field alone, "nobody to tell" shows its error in the closed form of "not yet"."""
    case = Case.objects.get(pk=factories.hand_over().case_id)
    at = f"/legal/demands/{advised(file=case.reference)}/"
    sent: list[tuple[dict[str, str], str, str]] = [
        ({"verb": "nobody"}, "nobody-reason", "put_off-reason"),
        ({"verb": "put_off", "reason": "", "until": "2026-12-01"}, "put_off-reason", "nobody-reason"),
        ({"verb": "decide", "text": "", "seen": "2"}, "decide-text", "give-text"),
    ]
    for data, field, other in sent:
        html = sit(OFFICER).post(at, data).content.decode()
        assert html.count(f'href="#{field}"') == 1, field
        assert html.count(f'id="{field}"') == 1, field
        assert html.count(f'id="{field}-error"') == 1, field
        assert f'id="{other}-error"' not in html


def test_a_button_that_is_missing_has_its_reason_and_what_ends_a_demand_is_asked_twice(sit: Sit) -> None:
    demand_id = recorded()
    demands.advise(demand_id=demand_id, advice="refuse", text="x", by=BOTH)
    page = words(sit(BOTH).get(f"/legal/demands/{demand_id}/").content)
    assert "Somebody else than the one who advised decides." in page
    assert "there is no way back" in page
    sentence, button = "Do not answer an authority yourself", "/legal/demands/new/"
    for actor, records in ((cast.INSPECTOR, False), (cast.LABOUR_LEAD, True)):
        waiting = sit(actor).get("/legal/demands/to-prepare/").content.decode()
        assert (button in waiting, sentence in waiting) == (records, not records)


def test_deciding_asks_for_a_second_factor_that_was_shown_lately(sit: Sit) -> None:
    """Planted fault: without it, a session left open decides what an authority gets."""
    at = f"/legal/demands/{advised()}/"
    officer = sit(OFFICER)
    with clock.stopped(factories.TUESDAY + timedelta(minutes=12)):
        decision = {"verb": "decide", "text": "x", "seen": "2"}
        assert officer.post(at, decision).status_code == 403
        assert officer.post(at, {"verb": "drop"}).status_code == 302, "what takes nothing out needs none"
    assert LegalDemand.objects.get().decided_by is None


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


# What a program may say of a demand that its rule holds back: that counsel decides. Never what an officer is to do.
COUNSEL_DECIDES = {
    "en": "Counsel decides what the authority is answered, on which ground and by when.",
    "fr": "Le conseil juridique décide de ce qui est répondu à l’autorité, sur quel fondement et quand.",
    "ar": "يقرر المستشار القانوني ما يُجاب به الطرف الطالب، وعلى أي أساس، ومتى.",
}


@pytest.mark.parametrize("language", COUNSEL_DECIDES)
@pytest.mark.parametrize("aim", ["remove_person", "prosecute_person"])
def test_a_demand_to_remove_or_prosecute_is_counsels_and_no_button_gives_anything(
    sit: Sit, language: str, aim: str
) -> None:
    """Seen red with the sentence that told the officer what to decide, and with the parts of the file to tick."""
    demand_id = advised(aim=aim, power="judge_order", asker="prosecution", file=factories.hand_over().reference)
    page = sit(OFFICER, language).get(f"/legal/demands/{demand_id}/").content.decode()
    assert COUNSEL_DECIDES[language] in page
    assert 'class="mark"' in page.partition('id="held"')[2].partition("</section>")[0]
    assert 'name="parts"' not in page
