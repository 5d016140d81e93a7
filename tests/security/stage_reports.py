"""The reports behind the matrix: one on the year and one on the cycle, each frozen once, and a line of costs.

All who take part read the edition of the year; of the cycle only whoever has a seat in it.
"""

from himaya.coordination.models import Cycle
from tests.rooms.coordination import reporting_at_hand as hand
from tests.security.matrix import rows


def set_up(cycle: Cycle) -> dict[str, str]:
    """The things that rows may name. Each report has a text more than its edition, so that another can be frozen."""
    of_year, of_cycle = hand.annual(), hand.funder(cycle)
    for report, chapter in ((of_year, "foreword"), (of_cycle, "summary")):
        hand.freeze(report)
        hand.write(report, chapter)
    things = {rows.YEAR_REPORT: of_year, rows.CYCLE_REPORT: of_cycle, rows.COST: hand.cost(cycle)}
    return {name: str(thing.pk) for name, thing in things.items()}
