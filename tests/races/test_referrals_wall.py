"""Needs, cases that move and one-time links behind the second wall: raw SQL and pages, as the role of pages alone."""

from datetime import timedelta

import pytest
from django.test import Client

from himaya.cases.models import Arrival, Case, HandOver, PartnerLink, Referral
from himaya.kernel import clock
from tests import cast, factories
from tests.races.behind_the_wall import SOUTH, alone, say, seen
from tests.races.every_verb_referrals import asked, linked_referral, offered
from tests.races.test_row_security import at_a_desk, never_the_owner
from tests.rooms.cases import at_a_partner
from tests.rooms.cases.test_handovers import agree

pytestmark = [
    pytest.mark.deep,
    pytest.mark.postgres,
    pytest.mark.usefixtures("store"),
    pytest.mark.capability("E5", "X2"),
]
TABLES = ("partner_link", "case_handover", "case_arrival")


def counts(link: object, who: object) -> tuple[int, ...]:
    found = seen(link, who, tables=TABLES)  # type: ignore[arg-type]
    return tuple(found[one] for one in TABLES)


def test_a_link_is_of_its_sender_an_offer_of_its_two_desks_and_nobody_else_s(role: str) -> None:
    """Seen red with a policy of `case_handover` that shows every offer."""
    linked_referral()
    offered(factories.hand_over(identity=None).case_id, "labour-south")
    with alone(role) as link:
        assert counts(link, None) == (0, 0, 0)
        assert counts(link, cast.INSPECTOR) == (1, 1, 0)
        assert counts(link, SOUTH) == (0, 1, 0)
        for other in (cast.SHELTER, cast.LAWYER, cast.AUDITOR):
            assert counts(link, other) == (0, 0, 0)
        for who in (cast.SHELTER, SOUTH):
            with link.transaction():
                say(link, who)
                assert link.execute("UPDATE partner_link SET tries = 0").rowcount == 0


def test_a_partner_opens_reads_and_answers_where_nobody_is_signed_in(role: str) -> None:
    referral, made = linked_referral()
    door = f"/partner/{made.token}/"
    with never_the_owner(role):
        browser = Client(headers={"accept-language": "en"})
        assert browser.get(door).status_code == 200
        assert browser.post(door, {"code": "1"}).status_code == 422
        assert browser.post(door, {"code": made.code}).status_code == 302
        assert "Zahra" in browser.get(f"{door}read/").content.decode()
        assert browser.post(f"{door}read/ask/", {"note": "How long?"}).status_code == 302
        inspector = at_a_desk(cast.INSPECTOR)
        assert inspector.post(f"/casework/referrals/{referral}/answer/", {"text": "A week"}).status_code == 302
        assert browser.post(f"{door}read/accept/", {"note": "Come"}).status_code == 302
        assert "Come" in inspector.get(f"/casework/referrals/{referral}/").content.decode()
        assert inspector.post(f"/casework/referrals/{referral}/link/", {"do": "end"}).status_code == 302
        assert browser.get(f"{door}read/").status_code == 404
        assert inspector.post(f"/casework/referrals/{referral}/link/", {"do": "make", "hours": "24"}).status_code == 200
    assert Referral.objects.get(pk=referral).state == "accepted"
    assert PartnerLink.objects.filter(ended_at=None).count() == 1


def test_needs_and_cases_move_behind_the_wall(role: str) -> None:
    _hostel, shelter = asked(first_only=True)
    group = Referral.objects.get(pk=shelter).group
    inside = factories.hand_over(identity=None).case_id
    outside = factories.hand_over(wishes=[at_a_partner.at_the_ward()]).case_id
    agree(outside)
    with never_the_owner(role):
        inspector, lead = at_a_desk(cast.INSPECTOR), at_a_desk(cast.LABOUR_LEAD)
        south, at_shelter, hostel = at_a_desk(cast.INSPECTOR_SOUTH), at_a_desk(cast.SHELTER), at_a_desk(cast.HOSTEL)
        assert at_shelter.post(f"/casework/referrals/{shelter}/accept/").status_code == 302
        assert hostel.post(f"/casework/referrals/{_hostel}/accept/").status_code == 409
        assert inspector.get(f"/casework/needs/{group}/").status_code == 200
        assert hostel.get(f"/casework/needs/{group}/").status_code == 404
        for case, desk in ((inside, "labour-south"), (outside, "shelter")):
            form = {"desk": desk, "reason": "additional_services", "data_classes": "needs"}
            assert lead.post(f"/casework/cases/{case}/hand-over/", form).status_code == 302
    first, second = (HandOver.objects.get(case=case).pk for case in (inside, outside))
    with never_the_owner(role):
        south, at_shelter = at_a_desk(cast.INSPECTOR_SOUTH), at_a_desk(cast.SHELTER)
        assert at_shelter.get(f"/casework/hand-overs/{first}/").status_code == 404
        assert south.get(f"/casework/hand-overs/{first}/").status_code == 200
        assert south.post(f"/casework/hand-overs/{first}/", {"do": "accept"}).status_code == 302
        taken = at_shelter.post(f"/casework/hand-overs/{second}/", {"do": "accept"})
        assert taken.status_code == 302
        shown = at_shelter.post(taken["Location"], {"show": "answers", "purpose": "give_service"})
        assert "What came with the case" in shown.content.decode()
        assert at_a_desk(cast.INSPECTOR).get(f"/casework/cases/{inside}/").status_code == 404
    with alone(role) as link:
        assert counts(link, cast.SHELTER)[2] == 1
        assert counts(link, cast.INSPECTOR)[2] == 0
    assert Case.objects.get(pk=inside).desk_id == "labour-south"
    assert Arrival.objects.count() == 1
    with clock.stopped(factories.TUESDAY + timedelta(days=40)), never_the_owner(role):
        at_a_desk(cast.INSPECTOR).get("/casework/quiet/")
