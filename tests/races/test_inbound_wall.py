"""People found abroad behind the second wall: raw SQL and pages, as the role of pages alone; and the kind of our own
consular service in each policy that keeps stories from a State."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection

from himaya.cases import policy, queries_inbound
from himaya.cases.actions import handovers, inbound
from himaya.cases.models import InboundSheet
from himaya.institutions.models import Desk, Institution
from himaya.kernel import clock, wall
from tests import cast
from tests.races.behind_the_wall import alone, say, seen
from tests.races.test_row_security import at_a_desk, never_the_owner
from tests.rooms.cases import found_abroad
from tests.rooms.cases.found_abroad import CONSUL, CONSUL_WHO_READS, OTHER_HOUSE_DESK, PARTNER, RECEIVER, sent
from tests.rooms.returns import gone

pytestmark = [pytest.mark.deep, pytest.mark.postgres, pytest.mark.usefixtures("store"), pytest.mark.capability("F2")]
TABLES = ("inbound_sheet", "inbound_words")


def counts(link: object, who: object) -> tuple[int, ...]:
    found = seen(link, who, tables=TABLES)  # type: ignore[arg-type]
    return tuple(found[one] for one in TABLES)


def test_a_sheet_is_of_its_two_desks_and_its_words_are_nobody_s(role: str) -> None:
    """Seen red with a policy of `inbound_words` that shows them to the desk that sent them."""
    found_abroad.set_up()
    sent()
    with alone(role) as link:
        assert counts(link, None) == (0, 0)
        for who in (CONSUL, RECEIVER):
            assert counts(link, who) == (1, 0)
        for other in (PARTNER, cast.OFFICER, cast.SHELTER, cast.SECRETARY, cast.AUDITOR):
            assert counts(link, other) == (0, 0)
        for who in (CONSUL, RECEIVER, PARTNER):
            with link.transaction():
                say(link, who)
                assert link.execute("UPDATE inbound_words SET subject_id = subject_id").rowcount == 0
                assert link.execute("DELETE FROM inbound_words").rowcount == 0
                assert link.execute("DELETE FROM inbound_sheet").rowcount == 0


@pytest.mark.parametrize("kind", ["police", "border", "consulate", "consular_service", "state"])
def test_a_desk_of_such_a_kind_sees_no_sheet_that_came_to_it(role: str, kind: str) -> None:
    """Seen red without `NO_POLICE` in the policy of `inbound_sheet`."""
    found_abroad.set_up()
    sent()
    Institution.objects.filter(pk="social").update(kind=kind)
    with alone(role) as link:
        assert counts(link, RECEIVER) == (0, 0)


def test_once_it_was_taken_a_sheet_is_of_the_desk_that_holds_the_file(role: str) -> None:
    """Seen red while the policy went by the desk that was asked first."""
    found_abroad.set_up()
    sheet = found_abroad.expected()
    with alone(role) as link:
        assert [counts(link, who) for who in (RECEIVER, OTHER_HOUSE_DESK)] == [(1, 0), (0, 0)]
    row = InboundSheet.objects.get(pk=sheet)
    lead = cast.actor("hostel-lead", "hostel", "desk_lead")
    assert row.case_id is not None
    with wall.behind(lambda: policy.said(lead)):
        offer = handovers.offer(
            case_id=row.case_id, to_desk_id="house-2", reason="additional_services", data_classes=("needs",), by=lead
        )
    with wall.behind(lambda: policy.said(OTHER_HOUSE_DESK)):
        handovers.accept(handover_id=offer, by=OTHER_HOUSE_DESK)
    with alone(role) as link:
        assert [counts(link, who) for who in (RECEIVER, OTHER_HOUSE_DESK, CONSUL)] == [(0, 0), (1, 0), (1, 0)]
    with wall.behind(lambda: policy.said(OTHER_HOUSE_DESK)):
        inbound.meet(sheet_id=sheet, by=OTHER_HOUSE_DESK)
    assert InboundSheet.objects.get(pk=sheet).state == "met"


def test_our_own_consular_service_reads_no_story_that_another_state_does_not(role: str) -> None:
    """Seen red without `ops/migrations/0002`: the rows of a return at a desk that became one were there."""
    case = gone.case()
    gone.opened(case.pk)
    gone.told(case.pk)
    stories = ("voluntary_return", "return_line")
    with alone(role) as link:
        assert seen(link, gone.BY, tables=stories) == dict.fromkeys(stories, 1)
    Desk.objects.filter(pk=gone.BY.desk_id).update(kind="consular_service")
    with alone(role) as link:
        assert seen(link, gone.BY, tables=stories) == dict.fromkeys(stories, 0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT policyname, coalesce(qual, '') || coalesce(with_check, '') FROM pg_policies")
        named = {name: text for name, text in cursor.fetchall() if "'state'" in text}
    assert len(named) > 20
    assert [name for name, text in named.items() if text.count("'state'") != text.count("'consular_service'")] == []


def test_sent_expected_and_met_behind_the_wall(role: str) -> None:
    found_abroad.set_up()
    with wall.behind(lambda: policy.said(CONSUL)):
        sheet = sent()
        assert [one.seen for one in queries_inbound.sent(CONSUL)] == ["sent"]
    with wall.behind(lambda: policy.said(RECEIVER)):
        assert [row.pk for row in queries_inbound.to_answer(RECEIVER)] == [sheet]
        inbound.accept(sheet_id=sheet, by=RECEIVER)
        inbound.meet(sheet_id=sheet, by=RECEIVER)
    with wall.behind(lambda: policy.said(CONSUL)):
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
