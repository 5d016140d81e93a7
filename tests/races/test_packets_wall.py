"""Packets to partners abroad by verbs behind the second wall, on PostgreSQL."""

import pytest

from himaya.cases.actions import handovers
from himaya.kernel import wall
from himaya.packets import register, states
from himaya.packets.models import Packet, PacketStep
from tests import cast
from tests.races.behind_the_wall import alone, page_of, seen
from tests.rooms.cases.test_handovers import offered
from tests.rooms.packets import packed
from tests.rooms.packets.packed import BY

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("role"), pytest.mark.capability("F3")]
TABLES = ("packet", "packet_step")


@pytest.mark.usefixtures("role")
def test_behind_the_wall_the_last_key_of_a_file_that_went_elsewhere_counts() -> None:
    """Seen red without `wall.beyond` in `queries.other_key`: the key of a sister desk's file was none."""
    gone_on = packed.case()
    packed.handed(gone_on.pk)
    handovers.accept(handover_id=offered(gone_on.pk), by=cast.INSPECTOR_SOUTH)
    case = packed.case()
    key = str(packed.pyrage.x25519.Identity.generate().to_public())
    with page_of(BY):
        assert packed.prepared(case.pk).state == states.READY
        assert packed.prepared(case.pk, key=key).state == states.PREPARED


def test_an_officer_reads_the_register_behind_the_wall_and_no_row_beside_it(role: str) -> None:
    """Seen red without the policy `packet_register`, and without `handed > 0` in it."""
    packed.handed(packed.case().pk)
    packed.prepared(packed.case().pk)
    officer = cast.actor("labour-keeper", "labour-north", "data_protection_officer")
    with page_of(officer):
        found = register.read(officer, first=0, most=5)
        assert (found.total, [one.number for one in found.rows]) == (1, [packed.NUMBER])
        with wall.beyond(wall.INSTITUTION):
            assert Packet.objects.count() == 1
            assert PacketStep.objects.count() == 0
    with alone(role) as link:
        assert seen(link, officer, tables=TABLES) == dict.fromkeys(TABLES, 0)
    other = cast.actor("shelter-keeper", "shelter", "data_protection_officer")
    for stranger in (other, cast.INSPECTOR_SOUTH, cast.AUDITOR, cast.SECRETARY):
        with page_of(stranger), wall.beyond(wall.INSTITUTION):
            assert Packet.objects.count() == 0, stranger
