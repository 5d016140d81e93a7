"""What the store itself shows of packets to partners abroad, on PostgreSQL: raw SQL as the role of the pages."""

import pytest

from himaya.cases import policy
from himaya.cases.actions import handovers
from himaya.institutions.models import Desk, Institution
from himaya.kernel import wall
from himaya.packets import register, states
from himaya.packets.actions import answers, packets
from himaya.packets.models import Packet, PacketStep
from tests import cast
from tests.races.behind_the_wall import alone, seen
from tests.rooms.cases.test_handovers import offered
from tests.rooms.packets import packed
from tests.rooms.packets.packed import BY

pytestmark = [pytest.mark.deep, pytest.mark.postgres, pytest.mark.usefixtures("store"), pytest.mark.capability("F3")]
TABLES = ("packet", "packet_step")


def test_packets_are_written_and_read_behind_the_wall_and_by_nobody_else(role: str) -> None:
    case = packed.case()
    with wall.behind(lambda: policy.said(BY)):
        row, code = packed.handed(case.pk)
        assert answers.acknowledge(case_id=case.pk, packet_id=row.pk, code=code, by=BY)
        packed.answered(row)
        other = packed.prepared(case.pk)
        packets.take_back(case_id=case.pk, packet_id=other.pk, by=BY)
    with alone(role) as link:
        assert seen(link, BY, tables=TABLES) == {"packet": 2, "packet_step": 7}
        for stranger in (cast.INSPECTOR_SOUTH, cast.SHELTER, cast.NURSE, cast.OFFICER, cast.AUDITOR):
            assert seen(link, stranger, tables=TABLES) == dict.fromkeys(TABLES, 0), stranger


@pytest.mark.usefixtures("role")
def test_behind_the_wall_the_last_key_of_a_file_that_went_elsewhere_counts() -> None:
    """Seen red without `wall.beyond` in `queries.other_key`: the key of a sister desk's file was none."""
    gone_on = packed.case()
    packed.handed(gone_on.pk)
    handovers.accept(handover_id=offered(gone_on.pk), by=cast.INSPECTOR_SOUTH)
    case = packed.case()
    key = str(packed.pyrage.x25519.Identity.generate().to_public())
    with wall.behind(lambda: policy.said(BY)):
        assert packed.prepared(case.pk).state == states.READY
        assert packed.prepared(case.pk, key=key).state == states.PREPARED


@pytest.mark.parametrize("kind", ["police", "border", "gendarmerie", "prosecution", "judiciary", "consulate", "state"])
def test_a_desk_that_enforces_judges_or_is_a_states_sees_no_row_of_the_case_that_it_holds(kind: str, role: str) -> None:
    """Seen red without `NO_POLICE` in the policy of the tables."""
    case = packed.case()
    packed.handed(case.pk)
    with alone(role) as link:
        assert seen(link, BY, tables=TABLES) == {"packet": 1, "packet_step": 3}
    Desk.objects.filter(pk=BY.desk_id).update(kind=kind)
    with alone(role) as link:
        assert seen(link, BY, tables=TABLES) == dict.fromkeys(TABLES, 0)
    Desk.objects.filter(pk=BY.desk_id).update(kind="other")
    Institution.objects.filter(pk=BY.institution_id).update(kind=kind)
    with alone(role) as link:
        assert seen(link, BY, tables=TABLES) == dict.fromkeys(TABLES, 0)


def test_an_officer_reads_the_register_behind_the_wall_and_no_row_beside_it(role: str) -> None:
    """Seen red without the policy `packet_register`, and without `handed > 0` in it."""
    packed.handed(packed.case().pk)
    packed.prepared(packed.case().pk)
    officer = cast.actor("labour-keeper", "labour-north", "data_protection_officer")
    with wall.behind(lambda: policy.said(officer)):
        found = register.read(officer, first=0, most=5)
        assert (found.total, [one.number for one in found.rows]) == (1, [packed.NUMBER])
        with wall.beyond(wall.INSTITUTION):
            assert Packet.objects.count() == 1
            assert PacketStep.objects.count() == 0
    with alone(role) as link:
        assert seen(link, officer, tables=TABLES) == dict.fromkeys(TABLES, 0)
    other = cast.actor("shelter-keeper", "shelter", "data_protection_officer")
    for stranger in (other, cast.INSPECTOR_SOUTH, cast.AUDITOR, cast.SECRETARY):
        with wall.behind(lambda stranger=stranger: policy.said(stranger)), wall.beyond(wall.INSTITUTION):
            assert Packet.objects.count() == 0, stranger
