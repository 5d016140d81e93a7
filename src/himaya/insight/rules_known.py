"""Shares of those of whom something is known, and how many are not. Pure.

Source: domain/data-standards.md section 3, the rule of the Counter-Trafficking Data Collaborative: the denominator of a
share is the records with a value; whoever has none is counted beside it and never as a no. A hidden number has no
share, and gives none to others where the whole would have to be added up with it.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from himaya.insight.suppression import K

ROUNDED_TO = 10


@dataclass(frozen=True, slots=True)
class Part:
    """One value: how many, None where that is hidden, and its share of those that are known."""

    code: str
    n: int | None
    share: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """The parts in their order; how many have a value and how many have none, None where that is hidden."""

    parts: tuple[Part, ...]
    known: int | None
    unknown: int | None

    def of(self, code: str) -> int | None:
        """How many have this value, whatever stands first; None where that is hidden."""
        return next((one.n for one in self.parts if one.code == code), None)


def shares(
    cells: Mapping[str, int | None], *, unknown: Collection[str] = (), whole: int | None = None, k: int = K
) -> Known:
    """The shares of what is shown. Of fewer than `k` with a value there is none. `whole`: their sum, where it is shown.

    A part that is hidden leaves the others their shares where the whole stands beside them anyway.
    """
    values = {code: n for code, n in cells.items() if code not in unknown}
    known = _sum(values.values()) if whole is None else whole
    of = known if known is not None and known >= k else None
    parts = (Part(code, n, None if n is None or of is None else Fraction(n, of)) for code, n in values.items())
    return Known(tuple(parts), known, _sum(n for code, n in cells.items() if code in unknown))


def hidden_small(counts: Mapping[str, int], *, k: int = K) -> dict[str, int | None]:
    """One-way counts of which no sum is published: the small ones hidden, zeros shown."""
    return {code: None if 0 < n < k else n for code, n in counts.items()}


def rounded(counts: Mapping[str, int], *, k: int = K) -> dict[str, int | None]:
    """Counts of which the sum may stand elsewhere: small ones and others with them hidden, the rest to the nearest ten.

    Rounded, no difference with what other tables count by desk is exact; and of what the sum leaves over two or
    more numbers have a part, together at least `k`.
    """
    closed = {code for code, n in counts.items() if 0 < n < k}
    rest = sorted((n, code) for code, n in counts.items() if n and code not in closed)
    while rest and closed and (len(closed) < 2 or sum(counts[code] for code in closed) < k):
        closed.add(rest.pop(0)[1])
    return {code: None if code in closed else nearest(n) for code, n in counts.items()}


def nearest(n: int) -> int:
    """To the nearest ten, halves upwards.

    >>> [nearest(n) for n in (0, 11, 14, 15, 41)]
    [0, 10, 10, 20, 40]
    """
    step = ROUNDED_TO
    return (2 * n + step) // (2 * step) * step


def _sum(numbers: Iterable[int | None]) -> int | None:
    """None where one of them is hidden."""
    found = list(numbers)
    shown = [n for n in found if n is not None]
    return sum(shown) if len(shown) == len(found) else None
