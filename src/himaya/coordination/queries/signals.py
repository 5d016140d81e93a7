"""Where signals from the field go: the next table of a cycle, and what was put on its agendas already."""

from hashlib import sha256

from himaya.coordination import states
from himaya.coordination.models import AgendaItem, Cycle, RoundTable
from himaya.kernel import clock


def next_table(cycle: Cycle) -> RoundTable | None:
    """The first table of a cycle that has not begun: planned or convened."""
    ahead = RoundTable.objects.filter(cycle=cycle, state__in=states.BEFORE_SESSION, starts_at__gt=clock.now())
    return ahead.order_by("starts_at", "number").first()


def put_at(cycle: Cycle) -> dict[str, RoundTable]:
    """The signals that were put already, by key, with their table; a cancelled table has none."""
    rows = AgendaItem.objects.filter(table__cycle=cycle, seed__startswith="signal:").select_related("table")
    return {row.seed: row.table for row in rows.exclude(table__state=states.CANCELLED)}


def key_of(version_id: int, uid: str, kind: str) -> str:
    """The seed of a signal: the same for the same version, clause and kind, and short enough for any uid."""
    return f"signal:{sha256(f'{version_id}/{kind}/{uid}'.encode()).hexdigest()[:40]}"
