"""A partner without an account: one link, one code by another way, one referral, half an hour."""

import logging
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override

from himaya.cases import access, queries_links
from himaya.cases.actions import closures, consents, links, referrals
from himaya.cases.actions.closures import Ending
from himaya.cases.models import Consent, PartnerLink, Referral, ReferralStep
from himaya.institutions.models import Desk, Institution
from himaya.kernel import clock, link_seal
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.models import AuditEvent
from himaya.services.queries import offers_for
from tests import cast, factories
from tests.pages import body
from tests.rooms.cases import at_a_partner
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("E5", "X1")


def browser(language: str = "en") -> Client:
    return Client(headers={"accept-language": language})


def door(token: str) -> str:
    return f"/partner/{token}/"


def opened() -> tuple[Any, Client, str]:
    """The referral, a browser that reads it, and the address of its door."""
    referral, made = at_a_partner.handed_link()
    client = browser()
    assert client.post(door(made.token), {"code": made.code}).status_code == 302
    return referral, client, door(made.token)


def test_the_store_alone_opens_nothing_and_the_code_is_eight_digits() -> None:
    _referral, made = at_a_partner.handed_link()
    row = PartnerLink.objects.get()
    secret = link_seal.secret_of(made.token)
    assert secret is not None
    assert (len(made.code), made.code.isdecimal()) == (8, True)
    kept = "".join(str(getattr(row, one.attname)) for one in PartnerLink._meta.concrete_fields)
    for never in (made.token, made.code, secret.hex(), "Zahra"):
        assert never not in kept
    right = link_seal.key_of(secret, made.code, bytes(row.salt))
    assert link_seal.opened(bytes(row.packet), right, row.pk)["packet"]["first_name"] == "Zahra"  # type: ignore[arg-type]
    for key in (
        link_seal.key_of(secret, link_seal.new_code(), bytes(row.salt)),
        link_seal.key_of(link_seal.new_secret(), made.code, bytes(row.salt)),
    ):
        assert link_seal.opened(bytes(row.packet), key, row.pk) is None  # type: ignore[arg-type]
    assert link_seal.opened(bytes(row.packet), right, row.referral_id) is None  # type: ignore[arg-type]
    assert link_seal.tidy(" ١٢٣٤-5678 ") == "12345678"


def test_before_the_code_the_page_is_neutral_and_after_it_the_packet_is_there_once(
    sit: Sit, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    referral, made = at_a_partner.handed_link()
    first, other = browser(), browser()
    page = first.get(door(made.token)).content.decode()
    for word in ("Zahra", "shelter", "victim", "traffick", "Night beds", "Guichet"):
        assert word not in page
    assert "<title>Work</title>" in page
    answer = first.post(door(made.token), {"code": f"{made.code[:4]} {made.code[4:]}"})
    assert answer["Location"] == f"{door(made.token)}read/"
    cookie = answer.cookies["reading"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", door(made.token))
    read = first.get(answer["Location"])
    assert "Zahra" in read.content.decode()
    assert "Canary pharmacy" in read.content.decode()
    assert read["Cache-Control"] == "no-store"
    assert other.post(door(made.token), {"code": made.code}).status_code == 404, "it opens once"
    assert other.get(answer["Location"]).status_code == 404
    assert Referral.objects.get(pk=referral).opened_at == factories.TUESDAY
    assert "First opened there" in sit(cast.INSPECTOR).get(f"/casework/referrals/{referral}/").content.decode()
    assert set(AuditEvent.objects.filter(action__in=("link.opened", "link.read")).values_list("action", flat=True)) == {
        "link.opened",
        "link.read",
    }
    assert "Zahra" not in caplog.text
    assert made.code not in caplog.text
    with clock.stopped(factories.TUESDAY + timedelta(minutes=30, seconds=1)):
        assert first.get(answer["Location"]).status_code == 404
        assert links.sweep() == 1
    assert PartnerLink.objects.get().packet is None


def test_whatever_is_wrong_with_a_link_looks_the_same() -> None:
    _referral, made = at_a_partner.handed_link()
    unknown = link_seal.token_of(link_seal.new_secret())
    pages = {browser().get(door(token)).content for token in (unknown, "short", unknown.upper())}
    with clock.stopped(factories.TUESDAY + timedelta(hours=72)):
        pages.add(browser().get(door(made.token)).content)
        assert browser().post(door(made.token), {"code": made.code}).status_code == 404
    assert len({_without_token(page) for page in pages}) == 1
    assert browser().get(door(made.token)).status_code == 200


def _without_token(page: bytes) -> bytes:
    return re.sub(rb'name="(csrfmiddlewaretoken|next)" value="[^"]+"', b"", page)


def test_five_wrong_codes_and_the_link_is_dead_and_its_sender_told(sit: Sit) -> None:
    referral, made = at_a_partner.handed_link()
    wrong = "0" * 8 if made.code != "0" * 8 else "1" * 8
    for _n in range(4):
        assert browser().post(door(made.token), {"code": wrong}).status_code == 422
    assert browser().post(door(made.token), {"code": wrong}).status_code == 404
    assert browser().post(door(made.token), {"code": made.code}).status_code == 404
    assert (PartnerLink.objects.get().ended, PartnerLink.objects.get().packet) == ("tries", None)
    assert [one.pk for one in queries_links.to_renew(cast.INSPECTOR)] == [referral]
    client = sit(cast.INSPECTOR)
    assert "the link is dead" in client.get(f"/casework/referrals/{referral}/").content.decode()
    assert "Partners without a link that opens" in client.get("/casework/").content.decode()


def test_the_inbox_says_of_each_partner_why_no_link_opens(sit: Sit) -> None:
    """Seen red with one sentence for all: of a link that was never made it said that its time was over."""
    at_a_partner.partner()
    never = factories.hand_over(wishes=[factories.wish(to_desk_id=at_a_partner.PARTNER)]).referral_ids[0]
    over, _made = at_a_partner.handed_link(hours=24)
    ended, _made = at_a_partner.handed_link()
    waits, _made = at_a_partner.handed_link()
    links.revoke(referral_id=ended, by=cast.INSPECTOR)
    with clock.stopped(factories.TUESDAY + timedelta(hours=25)):
        page = sit(cast.INSPECTOR).get("/casework/").content.decode()
    lines = page.split("Partners without a link that opens")[1].split("</section>")[0].split("<li>")[1:]
    said = {
        never: "No link was made yet.",
        over: "The time of the last link is over.",
        ended: "You ended the last link.",
    }
    assert len(lines) == len(said)
    for referral, sentence in said.items():
        (line,) = [one for one in lines if str(referral) in one]
        assert sentence in line
        assert not [other for other in {*said.values(), "wrong code"} - {sentence} if other in line]
    assert str(waits) not in page.split("Partners without a link that opens")[1].split("</section>")[0]


NO_WAY = {
    "en": "Nothing here says how to reach this person. Call Desk labour-north, and agree how you meet.",
    "fr": "Rien ici ne dit comment joindre cette personne. Appelez",
    "ar": "لا شيء هنا يبين كيفية الوصول إلى هذا الشخص. المرجو الاتفاق هاتفيا على كيفية اللقاء مع:",
}


@pytest.mark.parametrize("language", NO_WAY)
def test_a_partner_to_whom_nothing_says_how_to_reach_the_person_is_told_whom_to_call(language: str, sit: Sit) -> None:
    """Seen red before: it accepted into the air."""
    wish = factories.wish(to_desk_id=at_a_partner.partner().pk, data_classes=("first_name", "needs"))
    referral = factories.hand_over(wishes=[wish]).referral_ids[0]
    made = links.make(referral_id=referral, hours=24, by=cast.INSPECTOR)
    client = browser(language)
    cast.telephones()
    client.post(door(made.token), {"code": made.code})
    page = client.get(f"{door(made.token)}read/").content.decode()
    assert NO_WAY[language] in page
    assert "05\xa000\xa000\xa008" in page.split(NO_WAY[language])[1][:300]
    if language == "en":
        sent = "Nothing that was sent says how to reach this person. Agree with Night beds by telephone how they meet."
        assert sent in sit(cast.INSPECTOR).get(f"/casework/referrals/{referral}/").content.decode()


def test_a_wish_to_be_called_without_the_number_is_no_way(sit: Sit) -> None:
    """Seen red with every safe contact taken for a way: the partner read "by telephone", and no number."""
    wish = factories.wish(to_desk_id=at_a_partner.partner().pk, data_classes=("first_name", "safe_contact"))
    referral = factories.hand_over(wishes=[wish]).referral_ids[0]
    made = links.make(referral_id=referral, hours=24, by=cast.INSPECTOR)
    client = browser("en")
    client.post(door(made.token), {"code": made.code})
    assert NO_WAY["en"] in client.get(f"{door(made.token)}read/").content.decode()


def test_where_a_way_was_agreed_nobody_is_told_that_there_is_none(sit: Sit) -> None:
    referral, client, at = opened()
    assert "how to reach this person" not in client.get(f"{at}read/").content.decode()
    assert (
        "how to reach this person" not in sit(cast.INSPECTOR).get(f"/casework/referrals/{referral}/").content.decode()
    )


def test_a_desk_with_accounts_is_told_the_same_until_it_reported_back(sit: Sit) -> None:
    said = "Nothing here says how to reach this person. Call Desk labour-north, and agree how you meet."
    referral = factories.referral_to_shelter(wishes=[factories.wish(data_classes=("first_name", "needs"))])
    client, at = sit(cast.SHELTER), f"/casework/referrals/{referral}/"
    assert said in client.get(at).content.decode()
    referrals.accept(referral_id=referral, by=cast.SHELTER)
    assert said in client.get(at).content.decode()
    done = {"delivered": "yes", "next_action": "none", "on": clock.today()}
    referrals.report_back(referral_id=referral, by=cast.SHELTER, **done)
    assert "how to reach this person" not in client.get(at).content.decode()


def test_a_partner_reads_the_region_that_goes_with_every_referral() -> None:
    _referral, client, at = opened()
    assert re.search(r"<dt>Region</dt><dd[^>]*>[^<]+</dd>", client.get(f"{at}read/").content.decode())


def test_the_answers_go_through_the_same_verbs_with_one_sealed_sentence() -> None:
    referral, client, at = opened()
    assert client.post(f"{at}read/decline/", {}).status_code == 422
    assert client.post(f"{at}read/redirect/", {"to_desk": "hostel"}).status_code == 404
    assert client.post(f"{at}read/ask/", {"note": "For how many nights?"}).status_code == 302
    assert client.post(f"{at}read/ask/", {"note": "And who pays?"}).status_code == 409
    referrals.answer(referral_id=referral, text="Three", by=cast.INSPECTOR)
    answer = client.post(f"{at}read/accept/", {"note": "Ring twice"})
    assert (answer.status_code, answer["Location"]) == (302, f"{at}read/?said=accept")
    row = Referral.objects.get(pk=referral)
    assert (row.state, row.report_due_on is not None) == ("accepted", True)
    step = ReferralStep.objects.filter(referral=row, action="accepted").get()
    assert (step.desk_id, step.role) == (at_a_partner.PARTNER, "")
    event = AuditEvent.objects.get(action="referral.accepted")
    assert (event.account_id, event.desk_id) == (None, at_a_partner.PARTNER)
    with access.open_referral(cast.INSPECTOR, referral, purpose="answer_referral") as seen:
        assert seen.note == "Ring twice"
    report = {"delivered": "yes", "on": "2026-11-24", "next_action": "none", "note": ""}
    made = links.make(referral_id=referral, hours=24, by=cast.INSPECTOR)
    assert client.get(f"{at}read/").status_code == 404, "a new link ends the one before, also while it is read"
    later = browser("ar")
    later.post(door(made.token), {"code": made.code})
    assert "Three" in later.get(f"{door(made.token)}read/").content.decode()
    assert later.post(f"{door(made.token)}read/report_back/", report).status_code == 302
    assert Referral.objects.get(pk=referral).state == "reported_back"


def test_a_decline_closes_the_link_and_says_thanks() -> None:
    referral, client, at = opened()
    answer = client.post(f"{at}read/decline/", {"reason": "no_place", "note": ""})
    assert answer["Location"] == "/partner/done/"
    assert client.get("/partner/done/").status_code == 200
    assert client.get(f"{at}read/").status_code == 404
    assert Referral.objects.get(pk=referral).reason == "no_place"


@pytest.mark.parametrize("how", ["revoked", "withdrawn", "stood down"])
def test_it_ends_at_once_also_while_it_is_read(how: str) -> None:
    referral, client, at = opened()
    if how == "revoked":
        links.revoke(referral_id=referral, by=cast.INSPECTOR)
        with pytest.raises(NotNow):
            links.revoke(referral_id=referral, by=cast.INSPECTOR)
    elif how == "withdrawn":
        consents.withdraw(consent_id=Consent.objects.get(recipient_id=at_a_partner.PARTNER).pk, by=cast.INSPECTOR)
    else:
        referrals.stand_down(referral_id=referral, by=cast.INSPECTOR)
    assert client.get(f"{at}read/").status_code == 404
    assert client.post(f"{at}read/accept/", {}).status_code == 404
    assert PartnerLink.objects.get().packet is None
    assert Referral.objects.get(pk=referral).state != "accepted"


def test_who_makes_a_link_and_for_whom() -> None:
    referral, _made = at_a_partner.handed_link()
    for stranger in (cast.SHELTER, cast.LAWYER, cast.SECRETARY):
        with pytest.raises(NotFound):
            links.make(referral_id=referral, hours=24, by=stranger)
    with pytest.raises(NotValid):
        links.make(referral_id=referral, hours=1000, by=cast.INSPECTOR)
    with pytest.raises(NotValid):
        links.make(referral_id=factories.referral_to_shelter(identity=None), hours=24, by=cast.INSPECTOR)
    with pytest.raises(NotPermitted):
        links.revoke(referral_id=referral, by=replace(cast.SHELTER, desk_id=at_a_partner.PARTNER))


def test_only_a_vetted_partner_is_offered_and_one_by_telephone_is_not() -> None:
    desk = at_a_partner.partner(vetted_until=None)

    def why_not() -> str:
        with override("en"):
            found = offers_for(service="emergency_shelter", region=cast.NORTH, links=True)
        return next(one.why_not for one in found if one.desk.pk == desk.pk)

    assert "not vetted" in why_not()
    with pytest.raises(NotNow):
        factories.hand_over(wishes=[factories.wish(to_desk_id=desk.pk)])
    desk.reached_by, desk.vetted_until = "phone", clock.today()
    desk.save()
    assert "telephone only" in why_not()
    desk.reached_by = "link"
    desk.save()
    assert why_not() == ""


def test_the_sender_s_page_shows_address_and_code_once(sit: Sit) -> None:
    at_a_partner.partner()
    referral = factories.hand_over(wishes=[factories.wish(to_desk_id=at_a_partner.PARTNER)]).referral_ids[0]
    client, path = sit(cast.INSPECTOR), f"/casework/referrals/{referral}/link/"
    assert "This partner has no account" in client.get(f"/casework/referrals/{referral}/").content.decode()
    assert client.post(path, {"do": "make", "hours": "5"}).status_code == 422
    page = body(client.post(path, {"do": "make", "hours": "72"}))
    token = page.split("/partner/")[1].split("/")[0]
    assert browser().get(door(token)).status_code == 200
    assert token not in client.get(f"/casework/referrals/{referral}/").content.decode()
    assert client.post(path, {"do": "end"}).status_code == 302
    assert browser().get(door(token)).status_code == 404


def test_what_was_asked_and_answered_is_read_as_long_as_the_agreement_that_carried_it() -> None:
    """Seen red: question and answer stood on after a part of what carried them ran out."""
    at_a_partner.partner()
    done = factories.hand_over(wishes=[factories.wish(to_desk_id=at_a_partner.PARTNER)])
    referral = done.referral_ids[0]
    # Ten minutes before the day ends in the nation.
    with clock.stopped(factories.TUESDAY + timedelta(hours=13, minutes=50)):
        about = consents.Question(f"desk:{at_a_partner.PARTNER}", ("needs",), "ary", "none", "spoken")
        consents.give(case_id=done.case_id, question=about, until=clock.today(), by=cast.INSPECTOR)
        there = replace(cast.SHELTER, desk_id=at_a_partner.PARTNER)
        referrals.ask(referral_id=referral, question="Canary floor?", by=there)
        referrals.answer(referral_id=referral, text="Canary stairs", by=cast.INSPECTOR)
        made = links.make(referral_id=referral, hours=24, by=cast.INSPECTOR)
        client = browser()
        client.post(door(made.token), {"code": made.code})
        assert "Canary stairs" in client.get(f"{door(made.token)}read/").content.decode()
    with clock.stopped(factories.TUESDAY + timedelta(hours=14, minutes=10)):
        page = client.get(f"{door(made.token)}read/").content.decode()
        assert "Zahra" in page, "what did not run out is read"
        assert "Canary stairs" not in page
        assert "Canary floor" not in page


ENDS: dict[str, Callable[[Any], object]] = {
    "the vetting is over": lambda one: _desk(vetted_until=clock.today() - timedelta(days=1)),
    "the partner closed": lambda one: _desk(closed_on=clock.today()),
    "it gives the service no more": lambda one: _desk(services=["material_help"]),
    "it has accounts now": lambda one: _desk(reached_by="account"),
    "its institution ended": lambda one: Institution.objects.filter(pk="beds").update(
        valid_to=clock.today() - timedelta(days=1)
    ),
    "the file was closed": lambda one: closures.close(
        case_id=one.case_id, ending=Ending("goals_reached", left_running=[one.pk]), by=cast.INSPECTOR
    ),
}


def _desk(**changes: Any) -> None:
    Desk.objects.filter(pk=at_a_partner.PARTNER).update(**changes)


@pytest.mark.parametrize("why", ENDS)
def test_a_link_does_not_outlive_what_it_was_made_on(why: str) -> None:
    """Seen red, each: door, code and page went on."""
    referral, client, at = opened()
    row = Referral.objects.get(pk=referral)
    assert client.get(f"{at}read/").status_code == 200
    ENDS[why](row)
    assert client.get(f"{at}read/").status_code == 404
    assert client.post(f"{at}read/accept/", {}).status_code == 404
    assert queries_links.standing(row).opens is False
    with pytest.raises((NotNow, NotValid)):
        links.make(referral_id=referral, hours=24, by=cast.INSPECTOR)
    links.sweep()
    assert (PartnerLink.objects.get().ended, PartnerLink.objects.get().packet) == ("over", None)


@pytest.mark.parametrize("why", ENDS)
def test_one_that_was_not_opened_yet_opens_no_more(why: str) -> None:
    referral, made = at_a_partner.handed_link()
    ENDS[why](Referral.objects.get(pk=referral))
    assert browser().get(door(made.token)).status_code == 404
    assert browser().post(door(made.token), {"code": made.code}).status_code == 404
    assert PartnerLink.objects.get().opened_at is None


def test_a_link_is_valid_no_longer_than_the_agreement_and_the_vetting() -> None:
    """Seen red: three days, whatever ended before."""
    desk = at_a_partner.partner()
    done = factories.hand_over(wishes=[factories.wish(to_desk_id=desk.pk)])
    referral, today = done.referral_ids[0], clock.today()
    ends_at = (factories.TUESDAY + timedelta(days=1)).replace(hour=23)

    def until() -> datetime:
        return links.make(referral_id=referral, hours=72, by=cast.INSPECTOR).expires_at

    assert until() == factories.TUESDAY + timedelta(hours=72)
    _desk(vetted_until=today + timedelta(days=1))
    assert until() == ends_at
    _desk(vetted_until=today + timedelta(days=90), closed_on=today + timedelta(days=2))
    assert until() == ends_at
    _desk(closed_on=None)
    about = consents.Question(f"desk:{desk.pk}", ("needs",), "ary", "none", "spoken")
    consents.give(case_id=done.case_id, question=about, until=today + timedelta(days=1), by=cast.INSPECTOR)
    assert until() == ends_at


def test_where_nothing_is_agreed_any_more_a_link_opens_nothing() -> None:
    at_a_partner.partner()
    done = factories.hand_over(wishes=[factories.wish(to_desk_id=at_a_partner.PARTNER)])
    client = browser()
    with clock.stopped(factories.TUESDAY + timedelta(hours=13, minutes=50)):
        about = consents.Question(f"desk:{at_a_partner.PARTNER}", factories.AGREED, "ary", "none", "spoken")
        consents.give(case_id=done.case_id, question=about, until=clock.today(), by=cast.INSPECTOR)
        made = links.make(referral_id=done.referral_ids[0], hours=24, by=cast.INSPECTOR)
        client.post(door(made.token), {"code": made.code})
        assert client.get(f"{door(made.token)}read/").status_code == 200
    with clock.stopped(factories.TUESDAY + timedelta(hours=14, minutes=10)):
        assert client.get(f"{door(made.token)}read/").status_code == 404
