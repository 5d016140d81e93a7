"""What would change an estimate: a list left out, two lists read as one, another threshold. Pure.

Source: L. Chan, B. Silverman and K. Vincent (2021), 5; J. Whitehead, J. Jackson, A. Balch and B. Francis, On the
unreliability of multiple systems estimation, Hum. Soc. Sci. Commun. (2021): a figure that one list makes is no figure.
"""

from dataclasses import dataclass
from itertools import combinations

from himaya.estimates import rules_lists, rules_own, rules_stepwise
from himaya.estimates.rules_lists import NotATable, Table

THRESHOLDS = (0.001, 0.005, 0.01, 0.02, 0.05, 0.1)
LEFT_OUT, MERGED, AT = "left_out", "merged", "at"


@dataclass(frozen=True, slots=True)
class Change:
    """What was changed and what forward choice then says; nothing where no estimate exists, or where it is hidden."""

    kind: str
    what: str
    total: float | None
    hidden: bool = False


def _change(kind: str, what: str, table: Table, threshold: float) -> Change:
    try:
        rules_lists.check(table)
    except NotATable:
        return Change(kind, what, None)
    chosen = rules_stepwise.choose(table.counts[None], threshold)
    total = float(chosen.total[0])
    if total == float("inf"):
        return Change(kind, what, None)
    hidden = rules_own.few_behind(table, chosen.pairs[0])
    return Change(kind, what, None if hidden else total, hidden)


def tells_lists(table: Table) -> bool:
    """Whether it may be told what the table says with a list left out, or with two read as one."""
    return not table.own or rules_own.nothing_small(table)


def changes(table: Table, threshold: float) -> list[Change]:
    """Every single change that may be told, in the order of the lists."""
    found = []
    if table.lists > 2 and tells_lists(table):
        for bit, name in enumerate(table.names):
            found.append(_change(LEFT_OUT, name, rules_lists.without(table, bit), threshold))
        for one, other in combinations(range(table.lists), 2):
            both = table.named((1 << one) | (1 << other))
            found.append(_change(MERGED, both, rules_lists.merged(table, one, other), threshold))
    found += [_change(AT, f"{level:g}", table, level) for level in THRESHOLDS]
    return found
