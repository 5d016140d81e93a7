"""What institutions did before and after a training reached them: tallies of desks, added up by institution.

Nothing sealed is opened, and of training only which institutions had whom trained is read (ADR 58, 60). The secretariat
reads all, beside institutions of which nobody was trained; the focal point of an institution reads of that one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from himaya.cases import queries, tallies
from himaya.insight import desk_counts, people, rules_practice
from himaya.insight.rules_practice import Compared, Known, Quarter, Reached
from himaya.insight.rules_practice_cells import of_table, shown
from himaya.insight.rules_scopes import INSTITUTION
from himaya.institutions.models import Desk
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.services.rules import quarter_of
from himaya.training import policy
from himaya.training.models import PlanLine
from himaya.training.queries import reach

# What is counted by desk and month today; what is not, the page names (`words_practice.MISSING`).
INDICATORS = (tallies.SCREENED, tallies.REFUSED, tallies.SENT, tallies.ANSWERED, tallies.REPORTED)

Exact = Mapping[date, Mapping[str, Mapping[str, int]]]


@dataclass(frozen=True, slots=True)
class Practice:
    """One entry for each indicator, in their order. `few`: institutions of which fewer than five were trained."""

    indicators: Mapping[str, tuple[Compared, ...]]
    few: int
    begun: Quarter

    @property
    def compared(self) -> bool:
        """True where an institution stands in it at all."""
        return any(self.indicators.values())


def of_line(actor: Actor, line: PlanLine) -> Practice:
    """What the actor may read of a line. Raises NotPermitted."""
    policy.check_reads_practice(actor)
    leads, own = policy.leads(actor), policy.names_for(actor)
    found = reach.of_line(line, enough=rules_practice.ENOUGH_PEOPLE)
    mine = [one for one in found if leads or one.institution_id == own]
    units = [Reached(one.institution_id, one.first, one.since) for one in mine if one.since is not None]
    untouched = (_institutions() - reach.ever()) if leads else set()
    exact = _exact()
    wanted = {quarter for one in units for side in rules_practice.windows(one) for quarter in side}
    begun = rules_practice.begun(min(exact, default=None), clock.today())
    cells = _cells(exact, wanted)
    running = quarter_of(clock.today())
    return Practice(
        {
            kind: rules_practice.compare(units, Known(cells[kind], begun, running), untouched) if units else ()
            for kind in INDICATORS
        },
        few=len(mine) - len(units),
        begun=begun,
    )


def _exact() -> Exact:
    """Counts by month and desk, in the columns that the table of a month has."""
    found: dict[date, dict[str, dict[str, int]]] = {}
    for month, desk, kind, n in queries.tallies_by_month(desk_counts.COLUMNS):
        if desk != desk_counts.NOBODY:
            found.setdefault(month, {}).setdefault(desk, {})[kind] = n
    return found


def _cells(exact: Exact, quarters: Iterable[Quarter]) -> dict[str, dict[tuple[str, Quarter], int]]:
    """The quarters of all institutions that may be shown, whoever asks and for whatever line."""
    homes, named = people.homes(), _institutions()
    found: dict[str, dict[tuple[str, Quarter], int]] = {kind: {} for kind in INDICATORS}
    for quarter in quarters:
        months = [month for month in sorted(exact) if quarter_of(month) == quarter]
        small = {month: people.of_month(homes, month) for month in months}
        tables = {month: desk_counts.closed(exact[month], small[month]) for month in months}
        for kind in INDICATORS:
            lost = [month.month for month in months if tables[month].totals[kind] is None]
            cells = [
                one
                for month in months
                for one in of_table(month.month, kind, exact[month], tables[month], dict(homes), small[month])
            ]
            few = people.of_quarter(homes, quarter)
            told = named - {name for level, name in few if level == INSTITUTION}
            for unit, n in shown(cells, lost=lost, units=told).items():
                found[kind][unit, quarter] = n
    return found


def _institutions() -> set[str]:
    return set(Desk.objects.order_by().values_list("institution_id", flat=True))
