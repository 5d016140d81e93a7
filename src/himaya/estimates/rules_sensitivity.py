"""What would change an estimate: a list left out, two lists read as one, another threshold. Pure.

Source: L. Chan, B. Silverman and K. Vincent (2021), 5; J. Whitehead, J. Jackson, A. Balch and B. Francis, On the
unreliability of multiple systems estimation, Hum. Soc. Sci. Commun. (2021): a figure that one list makes is no figure.
"""

from dataclasses import dataclass
from itertools import combinations

from himaya.estimates import rules_lists, rules_stepwise
from himaya.estimates.rules_lists import NotATable, Table

THRESHOLDS = (0.001, 0.005, 0.01, 0.02, 0.05, 0.1)
LEFT_OUT, MERGED, AT = "left_out", "merged", "at"


@dataclass(frozen=True, slots=True)
class Change:
    """What was changed and what forward choice then says; nothing where no estimate exists."""

    kind: str
    what: str
    total: float | None


def _said(table: Table, threshold: float) -> float | None:
    try:
        rules_lists.check(table)
    except NotATable:
        return None
    total = float(rules_stepwise.choose(table.counts[None], threshold).total[0])
    return total if total < float("inf") else None


def changes(table: Table, threshold: float) -> list[Change]:
    """Every single change, in the order of the lists."""
    found = []
    if table.lists > 2:
        for bit, name in enumerate(table.names):
            found.append(Change(LEFT_OUT, name, _said(rules_lists.without(table, bit), threshold)))
        for one, other in combinations(range(table.lists), 2):
            both = table.named((1 << one) | (1 << other))
            found.append(Change(MERGED, both, _said(rules_lists.merged(table, one, other), threshold)))
    found += [Change(AT, f"{level:g}", _said(table, level)) for level in THRESHOLDS]
    return found
