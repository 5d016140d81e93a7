"""Which results of tests may stand on a page, so that no two pages, and no two days, give one person away. Pure.

Source: do-no-harm 5 (no figure about one officer); domain/training.md section 4 (a group below ten is not broken down);
design/coordination.md section 8. The rule behind all of it: two figures of one kind are shown of two groups only where
what is in one and not in the other is nobody, or ten people at least, for else a subtraction gives a small group. Bands
from five people on are a proposal of this software.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import combinations
from typing import Final, NamedTuple

from himaya.training.rules import SMALL_GROUP

SMALLEST_BAND: Final = 5


class Band(NamedTuple):
    """How many lie in bands that follow each other, from the first to the last of them."""

    first: int
    last: int
    people: int

    @property
    def wide(self) -> int:
        """How many bands it joins."""
        return self.last - self.first + 1


def small(people: Collection[str]) -> bool:
    """True for one to nine people."""
    return 0 < len(people) < SMALL_GROUP


def near(one: AbstractSet[str], other: AbstractSet[str]) -> bool:
    """True where one group less the other is a small one."""
    return small(one - other) or small(other - one)


def may_count(
    counted: Mapping[str, AbstractSet[str]], moment: str, now: AbstractSet[str], *, held: bool = False
) -> bool:
    """Whether the answers that are here now may be counted at a moment, beside what was `counted` of all moments.

    Once in any case, and anew while fewer than ten are counted: of these nothing is shown, unless the session was held
    and stands with other small ones in a line. Later when ten more came, and no comparison with another test grows by
    one to nine.
    """
    before = counted.get(moment, frozenset())
    fresh = now - before
    if not fresh:
        return False
    if not before or (len(before) < SMALL_GROUP and not held):
        return True
    if len(fresh) < SMALL_GROUP:
        return False
    others = [people for one, people in counted.items() if one != moment]
    both = [one & other for one, other in combinations(others, 2)]
    return not any(small(fresh & people) for people in (*others, *both))


def cells_shown(cells: Mapping[str, Collection[str]]) -> bool:
    """Whether the parts of a group may each be shown: none of them is small, for else the rest gives it."""
    return not any(small(people) for people in cells.values())


def joined(bands: Sequence[int]) -> tuple[Band, ...]:
    """Bands of which each has nobody or five people at least; neighbours are joined until it is so. One: none is shown.

    What lies above the last edge stays apart as long as it can: it is who passed.
    """
    last = len(bands) - 1
    for ways in range(last, 0, -1):
        for edges in sorted(combinations(range(1, last + 1), ways), reverse=True):
            found = [
                Band(start, end - 1, sum(bands[start:end]))
                for start, end in zip((0, *edges), (*edges, last + 1), strict=True)
            ]
            if not any(0 < one.people < SMALLEST_BAND for one in found):
                return tuple(found)
    return ()


def together(names: Iterable[str], people: Callable[[Sequence[str]], int]) -> list[list[str]]:
    """Small groups in their order, put together until each is ten people; the rest that is left is not shown.

    `people`: of how many it is sure that they stand behind some of them. Whoever comes later changes no group that is
    full.
    """
    found: list[list[str]] = []
    waiting: list[str] = []
    for name in names:
        waiting.append(name)
        if people(waiting) >= SMALL_GROUP:
            found.append(waiting)
            waiting = []
    return found
