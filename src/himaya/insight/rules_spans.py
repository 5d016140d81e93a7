"""What follows from sums that everybody knows: linear algebra over hidden numbers, exact. Pure.

A sum of hidden numbers is an equation. A number is known to whoever can subtract when its own vector lies in the span
of the equations (Gaussian elimination over the rationals).
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction

# One equation: how often each hidden number stands in it.
Vector = dict[int, Fraction]


def total(places: Iterable[int]) -> Vector:
    """The sum of these hidden numbers."""
    return dict.fromkeys(places, Fraction(1))


def moved(row: Vector, by: int) -> Vector:
    """The same of numbers that stand so many places later."""
    return {place + by: value for place, value in row.items()}


def reduced(rows: Iterable[Vector]) -> dict[int, Vector]:
    """The equations by their first unknown (elimination)."""
    basis: dict[int, Vector] = {}
    for row in rows:
        left = _left(row, basis)
        if left:
            basis[min(left)] = left
    return basis


def _left(row: Vector, basis: Mapping[int, Vector]) -> Vector:
    """What is left of a vector after all equations were used on it."""
    left = dict(row)
    done: Vector = {}
    while left:
        first = min(left)
        if first not in basis:
            done[first] = left.pop(first)
            continue
        by = basis[first]
        factor = left[first] / by[first]
        for place, value in by.items():
            found = left.get(place, Fraction(0)) - factor * value
            if found:
                left[place] = found
            else:
                left.pop(place, None)
    return done


def spanned(row: Vector, basis: Mapping[int, Vector]) -> bool:
    """True where the equations give this sum."""
    return not _left(row, basis)
