"""Needs, cases that move and one-time links behind the second wall: raw SQL and pages, as the role of pages alone."""

from datetime import timedelta

import pytest
from django.test import Client

from himaya.cases.models import Arrival, Case, HandOver, PartnerLink, Referral
from himaya.kernel import clock
from tests import cast, factories
from tests.races.behind_the_wall import alone, seen
from tests.races.every_verb_referrals import asked, linked_referral
from tests.races.test_row_security import at_a_desk, never_the_owner
from tests.rooms.cases import at_a_partner
from tests.rooms.cases.test_handovers import agree
from tests.rooms.cases.test_known_as import handed_on, own_file

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.usefixtures("role"),
    pytest.mark.capability("E5", "X2"),
]


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


def test_a_reference_opens_the_file_that_grew_behind_the_wall_and_nothing_at_another_desk(role: str) -> None:
    """A door that came with the file, and one that the desk said: pages alone, never the owner."""
    came, said = (Referral.objects.get(pk=factories.referral_to_shelter(identity=None)) for _one in range(2))
    held, own = handed_on(came), own_file(identity=None)
    with never_the_owner(role):
        shelter, join = at_a_desk(cast.SHELTER_COLLEAGUE), f"/casework/referrals/{said.pk}/file/"
        assert shelter.post(join, {"do": "join", "reference": own.reference}).status_code == 302
        for row, file in ((came, held), (said, own)):
            found = shelter.post("/casework/search/", {"reference": row.reference})
            assert found["Location"] == f"/casework/cases/{file.pk}/"
            assert row.reference in shelter.get(found["Location"]).content.decode()
            for stranger in (cast.HOSTEL, cast.OFFICER, cast.INSPECTOR_SOUTH):
                asked_there = at_a_desk(stranger).post("/casework/search/", {"reference": row.reference})
                assert asked_there.status_code == 404
        assert shelter.post(join, {"do": "part"}).status_code == 302
        parted = shelter.post("/casework/search/", {"reference": said.reference})
        assert parted["Location"] == f"/casework/referrals/{said.pk}/"


def test_a_childs_case_begins_behind_the_wall_and_neither_side_sees_the_others(role: str) -> None:
    done = factories.child_handed_over()
    referral = done.referral_ids[0]
    with never_the_owner(role):
        children, inspector = at_a_desk(cast.CHILDREN), at_a_desk(cast.INSPECTOR)
        assert children.post(f"/casework/referrals/{referral}/accept/").status_code == 302
        page = children.get(f"/casework/referrals/{referral}/").content.decode()
        assert "goes on with this person" in inspector.get(f"/casework/referrals/{referral}/").content.decode()
        assert children.get(f"/casework/cases/{done.case_id}/").status_code == 404
    ours = Case.objects.get(desk="children").pk
    assert f"/casework/cases/{ours}/" in page
    with never_the_owner(role):
        assert at_a_desk(cast.INSPECTOR).get(f"/casework/cases/{ours}/").status_code == 404
    with alone(role) as link:
        for who, rows in ((cast.CHILDREN, 1), (cast.INSPECTOR, 0)):
            assert seen(link, who, tables=("case_arrival",)) == {"case_arrival": rows}


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
        for who, rows in ((cast.SHELTER, 1), (cast.INSPECTOR, 0)):
            assert seen(link, who, tables=("case_arrival",)) == {"case_arrival": rows}
    assert Case.objects.get(pk=inside).desk_id == "labour-south"
    assert Arrival.objects.count() == 1
    with clock.stopped(factories.TUESDAY + timedelta(days=40)), never_the_owner(role):
        at_a_desk(cast.INSPECTOR).get("/casework/quiet/")
