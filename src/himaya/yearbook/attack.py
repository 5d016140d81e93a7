"""The attack on what would be released: all that is public at once, solved as linear programs, told as a report."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any

from django.utils.translation import gettext_lazy as _

from himaya.adapters import linear_bounds
from himaya.kernel.errors import NotNow
from himaya.yearbook import rules_attack
from himaya.yearbook.models import Release
from himaya.yearbook.rules_attack import Cell, Figures, Narrowed

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Report:
    """What the attack came to. `contradiction`: no counts at all fit both this and an earlier release.

    `earlier`: how many earlier releases of the year the attacker had too. `read`: each hidden line of any of them, as a
    reader is left with it; `unmasked`: those that give way when the attacker knows which ones are small.
    """

    read: tuple[Narrowed, ...]
    unmasked: tuple[Cell, ...]
    earlier: int
    contradiction: bool = False

    @property
    def holds(self) -> bool:
        """True where no hidden line gives way."""
        return not self.contradiction and not self.unmasked

    def as_data(self) -> Data:
        """For the draft. Of the stronger attack only whether it failed: its bounds would say which lines are small."""
        return {
            "holds": self.holds,
            "contradiction": self.contradiction,
            "earlier": self.earlier,
            "unmasked": [{"table": table, "line": line} for _year, table, line in self.unmasked],
            "lines": [
                {
                    "table": one.cell[1],
                    "line": one.cell[2],
                    "low": int(one.low),
                    "high": None if one.high == inf else int(one.high),
                }
                for one in self.read
            ],
        }


def of(figures: Figures, exact: Mapping[Cell, int]) -> Report:
    """Attack a year that is not released yet, beside every release that there was, withdrawn ones included.

    Raises NotNow where the solver gives up: what nobody attacked is not released.
    """
    rows = Release.objects.select_related("draft").order_by("released_on", "pk")
    try:
        return together(figures, [row.draft.figures for row in rows], exact)
    except linear_bounds.Unsolved as fault:
        raise NotNow(
            _(
                "The attack on this draft did not come to an end, so nobody knows what a reader could work out. "
                "Nothing was kept or released. Try again, and tell the technical administrator if it stays so."
            ),
            code="attack_unsolved",
        ) from fault


def together(figures: Figures, earlier: Sequence[Figures], exact: Mapping[Cell, int]) -> Report:
    """The same of figures at hand. Raises `linear_bounds.Unsolved`: then nothing may be released."""
    before = rules_attack.of_year(earlier, figures["year"])
    knowing, reading = _solved([*before, figures], exact), _solved([*before, figures], {})
    if knowing is None or reading is None:
        return Report((), (), len(before), contradiction=True)
    unmasked = {one.cell: None for one in (*knowing, *reading) if not one.holds}
    return Report(tuple(reading), tuple(unmasked), len(before))


def _solved(published: Sequence[Figures], exact: Mapping[Cell, int]) -> list[Narrowed] | None:
    found = rules_attack.riddle(published, exact)
    solved = linear_bounds.bounds(found.facts, found.bounds, found.hidden)
    return rules_attack.judge(found, solved) if solved is not None else None
