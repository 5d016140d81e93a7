"""The pages of packets: nothing ticked beforehand, what was typed is kept, a greyed button says why."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from himaya.institutions.models import Desk, Membership
from himaya.kernel import clock
from himaya.legal.models import RegisterEntry
from himaya.packets import states
from himaya.packets.actions import packets
from himaya.packets.models import Packet
from himaya.web.sessions import PROVEN
from tests import cast, factories
from tests.pages import body
from tests.rooms.packets import packed
from tests.rooms.packets.packed import BY, PARTNER
from tests.signed_in import Sit

pytestmark = [pytest.mark.django_db, pytest.mark.capability("F3")]


def form(**changes: Any) -> dict[str, Any]:
    base = {
        "receiver": PARTNER,
        "key": packed.KEY,
        "parts": ["language", "partner_words"],
        "reply_by": packed.day().isoformat(),
        "packet_language": "ar",
        "language": "ary",
        "interpreter": "none",
        "mode": "spoken",
        "agrees": "yes",
        "words": packed.WORDS,
    }
    return {**base, **changes}


def shown(client: Client, at: str) -> str:
    return body(client.get(at))


def test_nothing_is_ticked_beforehand_and_each_line_stands_as_it_will_be_read(sit: Sit) -> None:
    case = packed.case()
    page = shown(sit(BY), f"/packets/cases/{case.pk}/new/")
    assert "checked" not in page
    assert "Spoken language and interpreter: " in page
    assert "Zahra" in page
    for never in ("AB123456", "Signs noted:", "Present danger:"):
        assert never not in page


def test_a_packet_is_prepared_looked_through_and_handed_out(sit: Sit) -> None:
    case, client = packed.case(), sit(BY)
    got = client.post(f"/packets/cases/{case.pk}/new/", form())
    row = Packet.objects.defer("typed").get()
    assert (got.status_code, got["Location"]) == (302, f"/packets/cases/{case.pk}/{row.pk}/")
    page = shown(client, got["Location"])
    assert packed.WORDS in page
    assert "fingerprint" in page
    # The first key of this partner: the lead of the desk looks at it before anything leaves.
    assert 'name="seen"' not in page
    lead = sit(cast.LABOUR_LEAD)
    seen = re.search(r'name="seen" value="(\w+)"', shown(lead, got["Location"]))
    assert seen is not None
    assert lead.post(got["Location"], {"do": "release", "seen": seen[1]}).status_code == 302
    seen = re.search(r'name="seen" value="(\w+)"', shown(client, got["Location"]))
    assert seen is not None
    got = client.post(f"/packets/cases/{case.pk}/{row.pk}/file/", {"seen": seen[1]})
    said = packed.opened(got.content)["packet"]
    assert said["language"] == "ar"
    assert client.post(f"/packets/cases/{case.pk}/{row.pk}/", {"do": "acknowledge", "code": "x"}).status_code == 422
    got = client.post(f"/packets/cases/{case.pk}/{row.pk}/", {"do": "acknowledge", "code": said["code"]})
    assert got.status_code == 302
    got = client.post(f"/packets/cases/{case.pk}/{row.pk}/", {"do": "answer", "answer": "accept"})
    assert packed.now(row).state == states.ACCEPTED


def test_the_file_is_asked_for_with_the_second_factor_again(sit: Sit) -> None:
    case = packed.case()
    row = packed.prepared(case.pk)
    client = sit(BY)
    session = client.session
    session[PROVEN] = (clock.now() - timedelta(hours=1)).timestamp()
    session.save()
    page = body(client.post(f"/packets/cases/{case.pk}/{row.pk}/file/", {"seen": packed.seen(row)}), 403)
    assert "proof_carried" in page
    assert packed.now(row).handed == 0


def test_what_was_typed_stays_when_something_is_missing(sit: Sit) -> None:
    case = packed.case()
    got = sit(BY).post(f"/packets/cases/{case.pk}/new/", form(key="age1wrong"))
    page = got.content.decode()
    assert got.status_code == 422
    assert packed.WORDS in page
    assert 'href="#key"' in page
    assert page.count(" checked") == 7


def test_without_a_number_the_button_is_grey_and_says_why(sit: Sit) -> None:
    case = packed.case()
    RegisterEntry.objects.filter(about=PARTNER).update(number="")
    page = shown(sit(BY), f"/packets/cases/{case.pk}/")
    assert 'aria-disabled="true"' in page
    assert "the register holds no authorisation for it" in page
    assert f"/packets/cases/{case.pk}/new/" not in page
    assert "Choose a desk in the country" not in page, "no desk here stands in for a partner abroad"
    assert "Ask the data protection officer to enter its number" in page
    page = shown(sit(BY), f"/packets/cases/{case.pk}/new/")
    assert "the register holds no authorisation for it" in page
    assert 'name="receiver"' not in page
    RegisterEntry.objects.filter(about=PARTNER).delete()
    assert "The register names no partner abroad" in shown(sit(BY), f"/packets/cases/{case.pk}/")


def test_whoever_prepared_it_for_a_child_reads_who_looks_next(sit: Sit) -> None:
    case = packed.child()
    row = packed.prepared(case.pk, assent="yes")
    at = f"/packets/cases/{case.pk}/{row.pk}/"
    page = shown(sit(BY), at)
    assert "The lead of the desk looks at this packet" in page
    assert f"{at}file/" not in page
    page = shown(sit(cast.LABOUR_LEAD), at)
    seen = re.search(r'name="seen" value="(\w+)"', page)
    assert seen is not None
    assert sit(cast.LABOUR_LEAD).post(at, {"do": "release", "seen": "other"}).status_code == 409
    assert sit(cast.LABOUR_LEAD).post(at, {"do": "release", "seen": seen[1]}).status_code == 302
    assert f"{at}file/" in shown(sit(BY), at)


@pytest.mark.parametrize("only", ["nobody", "whoever prepared it"])
def test_where_nobody_leads_the_desk_the_page_says_how_it_comes_to_somebody(only: str, sit: Sit) -> None:
    """Seen red with `leads_beside` always True: it said to ask a lead whom there is not."""
    by = BY if only == "nobody" else cast.LABOUR_LEAD
    row = packed.prepared(packed.case().pk, by=by, looked=False)
    at, missing = f"/packets/cases/{row.case_id}/{row.pk}/", "Ask the technical administrator to name one"
    assert (missing in shown(sit(by), at)) is (by == cast.LABOUR_LEAD)
    Membership.objects.filter(account_id=cast.LABOUR_LEAD.account_id).exclude(account_id=by.account_id).update(roles=[])
    page = shown(sit(by), at)
    assert missing in page
    assert f"{at}file/" not in page


def test_after_it_was_taken_back_a_notice_that_says_nothing_of_the_person_is_there(sit: Sit) -> None:
    case = packed.case()
    row, code = packed.handed(case.pk)
    at = f"/packets/cases/{case.pk}/{row.pk}/"
    assert sit(BY).post(at, {"do": "take_back"}).status_code == 302
    page = shown(sit(BY), at)
    notice = page[page.index('<p lang="en"') : page.index("</section>", page.index('<p lang="en"'))]
    assert row.reference in notice
    for never in ("Zahra", code, case.reference, packed.WORDS):
        assert never not in notice
    assert f"{at}file/" not in page


def test_silence_has_a_way_on_from_the_page(sit: Sit) -> None:
    case = packed.case()
    row = packed.silent(case.pk)
    at, client = f"/packets/cases/{case.pk}/{row.pk}/", sit(BY)
    assert "No answer came" in shown(client, at)
    assert client.post(at, {"do": "ask_again", "reply_by": "2020-01-01"}).status_code == 422
    assert client.post(at, {"do": "ask_again", "reply_by": packed.day(9).isoformat()}).status_code == 302
    assert packed.now(row).state == states.HANDED_OUT
    assert client.post(at, {"do": "end"}).status_code == 422
    assert client.post(at, {"do": "end", "end_reason": "other_partner"}).status_code == 302
    assert client.post(at, {"do": "end", "end_reason": "other_partner"}).status_code == 409
    assert client.post(at, {"do": "strange"}).status_code == 404


def test_a_desk_of_police_has_neither_the_page_nor_a_link_to_it(sit: Sit) -> None:
    case = packed.case()
    row, _code = packed.handed(case.pk)
    assert "/packets/cases/" in shown(sit(BY), f"/casework/cases/{case.pk}/")
    Desk.objects.filter(pk=BY.desk_id).update(kind="police")
    client = sit(BY)
    assert "/packets/cases/" not in shown(client, f"/casework/cases/{case.pk}/")
    at = f"/packets/cases/{case.pk}/"
    for url in (at, f"{at}new/", f"{at}{row.pk}/"):
        assert client.get(url).status_code == 404
    assert client.post(f"{at}{row.pk}/file/", {"seen": ""}).status_code == 404


def test_neither_the_address_nor_the_title_nor_the_file_name_says_anything(sit: Sit) -> None:
    case = packed.case()
    row, _code = packed.handed(case.pk)
    page = shown(sit(BY), f"/packets/cases/{case.pk}/{row.pk}/")
    title = re.search(r"<title>(.*?)</title>", page)
    assert title is not None
    assert title[1] == "Work"


@pytest.mark.parametrize(("language", "words"), [("fr", "Préparer un pli"), ("ar", "إعداد ظرف")])
def test_the_pages_speak_french_and_arabic(language: str, words: str, sit: Sit) -> None:
    case = packed.case()
    client = sit(BY, language)
    assert words in shown(client, f"/packets/cases/{case.pk}/")
    page = shown(client, f"/packets/cases/{case.pk}/new/")
    assert not re.search(r"Which partner|Prepare|By which day", page)
    row = packed.prepared(case.pk)
    assert not re.search(
        r"As the partner|Make the file|Take it back", shown(client, f"/packets/cases/{case.pk}/{row.pk}/")
    )


def test_the_register_of_the_case_is_read_with_a_trace(sit: Sit) -> None:
    case = packed.case()
    packets.prepare(case_id=case.pk, wanted=packed.wanted(), instance_id=case.pk, by=BY)
    page = shown(sit(BY), f"/packets/cases/{case.pk}/")
    assert "Haven" in page
    assert factories.SAID not in page


@pytest.mark.parametrize("typed", ["12/01/2027", "soon", "2026-11-23", "2027-05-25"])
def test_a_day_of_arrival_that_cannot_be_read_or_fits_nobody_stops_the_packet(sit: Sit, typed: str) -> None:
    """Seen red with None for what cannot be read, and without bounds: the packet was prepared without the day."""
    case = packed.case()
    told = form(parts=["language", "arrival"], arrival_place="Port", arrival_day=typed)
    got = sit(BY).post(f"/packets/cases/{case.pk}/new/", told)
    page = got.content.decode()
    assert got.status_code == 422
    assert 'href="#arrival_day"' in page
    assert f'value="{typed}"' in page
    assert not Packet.objects.exists()


def test_a_day_of_arrival_is_read_in_arabic_digits_too(sit: Sit) -> None:
    case = packed.case()
    told = form(parts=["language", "arrival"], arrival_day="٢٠٢٦-١٢-٠١")
    assert sit(BY).post(f"/packets/cases/{case.pk}/new/", told).status_code == 302
    assert "1 December 2026" in shown(sit(BY), f"/packets/cases/{case.pk}/{Packet.objects.get().pk}/")
