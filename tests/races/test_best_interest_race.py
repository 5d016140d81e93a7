"""A child who changes their mind while a packet about them is handed out, on PostgreSQL: one comes first, for both."""

import pytest

from himaya.kernel.errors import NotNow
from himaya.kernel.models import AuditEvent
from himaya.packets.actions import packets
from himaya.returns.models import ReturnLine
from tests import cast
from tests.races.test_two_actors import together
from tests.rooms.packets import packed
from tests.rooms.returns import gone

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("store"), pytest.mark.capability("F3")]


@pytest.mark.parametrize("_time", range(3))
def test_what_left_had_left_before_the_child_changed_their_mind(_time: int) -> None:
    """Seen red with the decision asked before the case is held: the file was made after the word of the child."""
    case = packed.child()
    row = packed.prepared(case.pk, parts=("language",), assent="yes")
    packed.released(row)
    seen, by = packed.seen(row), packed.proven()
    made, said = together(
        lambda: packets.hand_out(case_id=case.pk, packet_id=row.pk, seen=seen, by=by),
        lambda: gone.changed(case.pk, by=cast.INSPECTOR_COLLEAGUE),
    )
    assert isinstance(said, ReturnLine), said
    left = packed.now(row)
    if isinstance(made, NotNow):
        assert (made.code, left.handed) == ("best_interest", 0)
    else:
        assert isinstance(made, bytes), made
        assert left.handed == 1
        done = AuditEvent.objects.filter(action__in=("packet.handed_out", "return.mind_changed")).order_by("pk")
        assert list(done.values_list("action", flat=True)) == ["packet.handed_out", "return.mind_changed"]
