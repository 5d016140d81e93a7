"""One file in the 27 variables of CTDC, which rows stand, and the shares of those that do. Pure.

Sources: CTDC codebook 2 of February 2024 (variables, values, merged means, the denominator of a share); k = 11 as in
the codebook of the k-anonymised set. A row holds no name, no address and no day: a year, bands and codes.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from himaya.exchange.rules_htcds import Code

SCHEME = "ctdc"
YEAR, AGE, CITIZENSHIP, COUNTRY = "yearOfRegistration", "ageBroad", "citizenship", "CountryOfExploitation"
# The first year that the codebook knows.
FIRST_YEAR = 2002
_BANDS = ((0, 8), (9, 17), (18, 20), (21, 23), (24, 26), (27, 29), (30, 38), (39, 47))
_OLDEST, _LAST = "48+", 120

Row = tuple[str, ...]


def row(
    cells: Mapping[str, str],
    *,
    codes: Iterable[Code],
    variables: Sequence[str],
    year: int,
    band: str,
    citizenship: str,
    country: str,
    ties: Iterable[str],
) -> Row:
    """One file as a row, in the order of `variables`. `cells`: the same in HTCDS; `ties`: who recruited, our codes.

    `country`: where the person was met first, which the codebook takes for the country of exploitation.
    """
    said = {**{name: set(value.split()) for name, value in cells.items()}, "relation": set(ties)}
    found = {one.field: one.code for one in codes if one.scheme == SCHEME and one.local in said.get(one.of, ())}
    found |= {YEAR: str(year) if year >= FIRST_YEAR else "", AGE: band, CITIZENSHIP: citizenship, COUNTRY: country}
    return tuple(found.get(name, "") for name in variables)


def band_of(age: int) -> str:
    """The published band of an age in years; empty for one that nobody has.

    >>> band_of(8), band_of(9), band_of(47), band_of(48), band_of(200)
    ('0--8', '9--17', '39--47', '48+', '')
    """
    for first, last in _BANDS:
        if first <= age <= last:
            return f"{first}--{last}"
    return _OLDEST if 48 <= age <= _LAST else ""


@dataclass(frozen=True, slots=True)
class Standing:
    """`rows`: those whose whole row at least so many people share; `fallen`: how many others there were."""

    rows: tuple[Row, ...]
    fallen: int


def standing(rows: Iterable[Row], least: int) -> Standing:
    """Keep a row where at least `least` people have the very same in all variables."""
    every = list(rows)
    counts = Counter(every)
    kept = tuple(sorted(one for one in every if counts[one] >= least))
    return Standing(kept, len(every) - len(kept))


@dataclass(frozen=True, slots=True)
class Share:
    """One variable: how many of the rows that stand have each value, and of how many that is said."""

    variable: str
    counts: Mapping[str, int]
    of: int


def shares(rows: Sequence[Row], variables: Mapping[str, str]) -> tuple[Share, ...]:
    """Each variable with its denominator; `variables` gives the group of each, or nothing.

    The denominator is the records with at least one value in the group, and only there nothing counts as no. So the
    shares of a group may come to more than all of it.
    """
    names = list(variables)
    found = []
    for place, name in enumerate(names):
        group = [at for at, other in enumerate(names) if variables[other] == variables[name]] if variables[name] else []
        looked = group or [place]
        counts = Counter(one[place] for one in rows if one[place])
        found.append(Share(name, dict(sorted(counts.items())), sum(any(one[at] for at in looked) for one in rows)))
    return tuple(found)
