"""Which lines of a one-way table are shown, so that whoever reads it learns no number from one to ten. Pure.

Source: design/do-no-harm.md 22 (one-way tables, k >= 11, fixed in advance); domain/data-standards.md section 4 (k = 11
as the Counter-Trafficking Data Collaborative has it, primary and secondary suppression). Beyond both: the reader who is
assumed here knows the total, the zeros, and of every hidden line whether it is small or not: a total in another table,
or the habit of hiding the smallest, often tells that much. Even then each small number may be any from one to ten:

* beside small lines stands at least one hidden line of k or more, which may be as large as one likes, so that no small
  line has to be large;
* what is hidden together exceeds the least that it can be (one for each small line, k for each other) by k - 2, so that
  no small line has to be small.

A line that is held back for another reason (it is one institution's) is hidden whatever it counts, and known to be: of
those of k or more a span of k - 1 numbers stays as well.

The lines that are hidden along are taken from the end of the table, in an order fixed with the table. Were the smallest
taken, as is usual, a reader would know that none of them is larger than what is shown, and could narrow the others.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from himaya.insight.suppression import K

# All lines are shown; some are hidden; no line is shown and the total is; nothing is, of at most ten or a silent total.
WHOLE, IN_PART, TOTAL_ONLY, NOTHING = "whole", "in_part", "total_only", "nothing"
STATES = (WHOLE, IN_PART, TOTAL_ONLY, NOTHING)


@dataclass(frozen=True, slots=True)
class Shown:
    """What may be read of a table: its state, its total and its lines. None is a number that is not shown."""

    state: str
    total: int | None
    lines: Mapping[str, int | None]

    @property
    def hidden(self) -> int:
        """How many lines are hidden."""
        return sum(count is None for count in self.lines.values())


def show(counts: Mapping[str, int], *, held: Collection[str] = (), silent: bool = False, k: int = K) -> Shown:
    """The table that may be shown of these counts, in the order of its lines.

    `held`: lines that may not be shown, however much they count. `silent`: the total may not be told, because other
    tables would then give a small number away; then nothing is.

    >>> show({"a": 40, "b": 0, "c": 30}).lines
    {'a': 40, 'b': 0, 'c': 30}
    >>> show({"a": 40, "b": 3, "c": 30, "d": 0}).lines
    {'a': 40, 'b': None, 'c': None, 'd': 0}
    >>> show({"a": 3, "b": 4}).state, show({"a": 12, "b": 4}).state, show({"a": 30, "b": 4}).lines
    ('nothing', 'total_only', {'a': None, 'b': None})
    """
    if min(counts.values(), default=0) < 0:
        raise ValueError("a count below zero")
    total, nothing = sum(counts.values()), dict.fromkeys(counts)
    if silent or 0 < total < k:
        return Shown(NOTHING, None, nothing)
    hidden = {line for line, count in counts.items() if 0 < count < k or (count and line in held)}
    if not hidden:
        return Shown(WHOLE, total, dict(counts))
    along = [line for line in counts if counts[line] >= k and line not in hidden]
    while not _covers(counts, hidden, k):
        if not along:
            return Shown(TOTAL_ONLY, total, nothing)
        hidden.add(along.pop())
    return Shown(IN_PART, total, {one: None if one in hidden else n for one, n in counts.items()})


def _covers(counts: Mapping[str, int], hidden: Collection[str], k: int) -> bool:
    """Whether what is hidden together leaves each small line free to be anything from one to k - 1.

    Beside it one of k or more is hidden, which may be as large as one likes.
    """
    large = [line for line in hidden if counts[line] >= k]
    least = len(hidden) - len(large) + k * len(large)
    return bool(large) and len(hidden) > 1 and sum(counts[line] for line in hidden) - least >= k - 2
