"""On the case of the matrix: a packet to a partner abroad that may be handed out, and one that was."""

from uuid import UUID

from tests.rooms.packets import packed
from tests.security.matrix.rows import PACKET, PACKET_OUT


def set_up(case_id: UUID) -> dict[str, str]:
    packed.partner()
    ready = packed.prepared(case_id)
    out, _code = packed.handed(case_id)
    return {PACKET: str(ready.pk), PACKET_OUT: str(out.pk)}
