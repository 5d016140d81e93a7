"""What is missing, by service, region and quarter, small cells hidden: for the secretariat and the next table.

Two sources are added up: `cases` counts where a desk, the first line or a line of a plan found no service, `services`
where a search found nobody. Beside them stands what anybody can see: that nobody is in the
directory. Numbers are of acts of desks, never of a case or a person; they are drawn from months, never finer, and
shown once their quarter has ended. They are told to the nearest ten: the counts per desk and month hold the same acts,
and a quarter less the months that are shown would be the one that is hidden.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from himaya.cases import queries
from himaya.insight.rules_known import nearest
from himaya.insight.suppression import Closing, K, suppress
from himaya.institutions import catalogue
from himaya.institutions.models import Region
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.services import gap_counts, rules
from himaya.services.queries import received

Quarter = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Missing:
    """One service in one region: counts by quarter, to the nearest ten (None is a hidden one).

    `nobody`: no desk gives it today.
    """

    service: str
    region: str
    cells: tuple[int | None, ...]
    nobody: bool
    # Groups that nobody receives there, although the other sex of that age is received.
    left_out: tuple[str, ...] = ()

    @property
    def shown(self) -> int:
        """About what may be said of it in all: the sum of what is shown."""
        return sum(one or 0 for one in self.cells)

    @property
    def is_a_need(self) -> bool:
        """Only what may be shown becomes a need: a hidden number stands out nowhere."""
        return self.nobody or bool(self.left_out) or self.shown > 0


@dataclass(frozen=True, slots=True)
class Gaps:
    """The rows, the totals by quarter (to the nearest ten, each by itself), and how many numbers are hidden."""

    quarters: tuple[Quarter, ...]
    rows: tuple[Missing, ...]
    totals: tuple[int | None, ...]
    hidden: int
    k: int


def of_last_quarters(actor: Actor, *, k: int = K) -> Gaps:
    """The table that the secretariat may see. Raises NotPermitted for everybody else."""
    quarters = tuple(rules.quarters_back(clock.today()))
    counts = _counts(actor, quarters)
    columns = [_name(one) for one in quarters]
    table = suppress({_key(*place): cells for place, cells in counts.items()}, columns=columns, by=Closing(k=k))
    regions = list(Region.objects.order_by("pk").values_list("pk", flat=True))
    there = received(regions)
    nobody = {(service, region) for service in catalogue.services() for region in regions} - set(there)
    left_out = {place: tuple(found) for place, groups in there.items() if (found := rules.left_out(groups))}
    none = dict.fromkeys(columns, 0)
    rows = [
        Missing(*place, _about(table.rows.get(_key(*place), none)), place in nobody, left_out.get(place, ()))
        for place in sorted({*counts, *nobody, *left_out})
    ]
    return Gaps(quarters, tuple(rows), _about(table.totals), table.hidden, k)


def _about(numbers: Mapping[str, int | None]) -> tuple[int | None, ...]:
    return tuple(None if n is None else nearest(n) for n in numbers.values())


def _counts(actor: Actor, quarters: tuple[Quarter, ...]) -> Mapping[tuple[str, str], dict[str, int]]:
    first = rules.first_day(quarters[0])
    known = {_name(one) for one in quarters}
    found: dict[tuple[str, str], dict[str, int]] = {}
    for service, region, month, count in (*queries.no_service_since(actor, first), *gap_counts.since(first)):
        quarter = _name(rules.quarter_of(month))
        if quarter in known:
            cells = found.setdefault((service, region), {})
            cells[quarter] = cells.get(quarter, 0) + count
    return found


def _name(quarter: Quarter) -> str:
    return f"{quarter[0]}-{quarter[1]}"


def _key(service: str, region: str) -> str:
    return f"{service}/{region}"
