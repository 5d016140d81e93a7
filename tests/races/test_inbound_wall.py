"""People found abroad behind the second wall: raw SQL and pages, as the role of pages alone; and the kind of our own
consular service in each policy that keeps stories from a State."""

from datetime import timedelta
from uuid import uuid4

import psycopg
import pytest
from django.db import connection

from himaya.cases import queries_inbound
from himaya.cases.actions import handovers, inbound
from himaya.cases.models import InboundSheet
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from tests import cast
from tests.races.behind_the_wall import alone, page_of, seen
from tests.races.test_row_security import at_a_desk, never_the_owner
from tests.rooms.cases import found_abroad
from tests.rooms.cases.found_abroad import CONSUL, CONSUL_WHO_READS, OTHER_HOUSE_DESK, RECEIVER, sent

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("role"), pytest.mark.capability("F2")]


def shown(link: psycopg.Connection, who: Actor) -> tuple[int, ...]:
    return tuple(seen(link, who, tables=("inbound_sheet", "inbound_words")).values())


def test_once_it_was_taken_a_sheet_is_of_the_desk_that_holds_the_file(role: str) -> None:
    """Seen red while the policy went by the desk that was asked first."""
    found_abroad.set_up()
    sheet = found_abroad.expected()
    with alone(role) as link:
        assert [shown(link, who) for who in (RECEIVER, OTHER_HOUSE_DESK)] == [(1, 0), (0, 0)]
    row = InboundSheet.objects.get(pk=sheet)
    lead = cast.actor("hostel-lead", "hostel", "desk_lead")
    assert row.case_id is not None
    with page_of(lead):
        offer = handovers.offer(
            case_id=row.case_id, to_desk_id="house-2", reason="additional_services", data_classes=("needs",), by=lead
        )
    with page_of(OTHER_HOUSE_DESK):
        handovers.accept(handover_id=offer, by=OTHER_HOUSE_DESK)
    with alone(role) as link:
        assert [shown(link, who) for who in (RECEIVER, OTHER_HOUSE_DESK, CONSUL)] == [(0, 0), (1, 0), (1, 0)]
    with page_of(OTHER_HOUSE_DESK):
        inbound.meet(sheet_id=sheet, by=OTHER_HOUSE_DESK)
    assert InboundSheet.objects.get(pk=sheet).state == "met"


def test_each_policy_that_keeps_stories_from_another_state_keeps_them_from_our_own_consular_service() -> None:
    """Seen red without `ops/migrations/0002`; what it does to rows is in the wall of returns."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT policyname, coalesce(qual, '') || coalesce(with_check, '') FROM pg_policies")
        named = {name: text for name, text in cursor.fetchall() if "'state'" in text}
    assert len(named) > 20
    assert [name for name, text in named.items() if text.count("'state'") != text.count("'consular_service'")] == []


def test_sent_expected_and_met_behind_the_wall(role: str) -> None:
    found_abroad.set_up()
    with page_of(CONSUL):
        sheet = sent()
        assert [one.seen for one in queries_inbound.sent(CONSUL)] == ["sent"]
    with page_of(RECEIVER):
        assert [row.pk for row in queries_inbound.to_answer(RECEIVER)] == [sheet]
        inbound.accept(sheet_id=sheet, by=RECEIVER)
        inbound.meet(sheet_id=sheet, by=RECEIVER)
    with page_of(CONSUL):
        inbound.take_back(sheet_id=sheet, by=CONSUL)
    assert InboundSheet.objects.get(pk=sheet).state == "met"


def test_the_pages_abroad_and_at_the_point_of_arrival(role: str) -> None:
    found_abroad.set_up()
    with never_the_owner(role):
        consul = at_a_desk(CONSUL)
        form = {
            "here": "sheet",
            "danger": "no",
            "wants": "yes",
            "afraid": "no",
            "age": "adult",
            "instance": str(uuid4()),
            "to_desk": "hostel",
            "language_spoken": "ary",
            "interpreter": "none",
            "arrives_on": (clock.today() + timedelta(days=1)).isoformat(),
            "told": "yes",
            "agreed": "yes",
        }
        assert consul.post("/abroad/", form).status_code == 302
        assert consul.post("/abroad/", form).status_code == 302
        assert "nobody has answered" in consul.get("/abroad/sent/").content.decode()
    (row,) = InboundSheet.objects.all()
    with never_the_owner(role):
        hostel = at_a_desk(RECEIVER)
        assert hostel.post(f"/casework/arrivals/{row.pk}/", {"do": "accept"}).status_code == 302
        assert hostel.post(f"/casework/arrivals/{row.pk}/", {"do": "meet"}).status_code == 302
        for who in (cast.OFFICER, CONSUL_WHO_READS):
            assert at_a_desk(who).get(f"/casework/arrivals/{row.pk}/").status_code == 404
