"""Which records are brought together at all: those that share a sign, unless too many share it. Pure.

A register where a hundred thousand people bear one name has five thousand million pairs of it, and the name tells
nobody apart: such a sign is left out, and the page says of how many records.
Source: blocking, Fellegi and Sunter (1969), section 3. The limit is a model, not adopted. Of 105,021 invented records
it leaves out 83,114 for some sign, and brings together .901 of the true pairs; a register of a million was not
measured yet (`benchmarks/duplicates.py`).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from himaya.persons.rules_matching import Signs

BLOCKS: tuple[tuple[str, ...], ...] = (
    ("document",),
    ("phone",),
    ("sound",),
    ("weak",),
    ("birthday",),
    ("first_year",),
    ("last_year",),
)
# Pairs that one sign may bring together in all.
MOST_PAIRS = 2_000_000
# What is compared, besides the columns that only bring together.
COMPARED = ("sound", "sounds", "parts", "weak", "born", "day", "document", "phone")


@dataclass(frozen=True, slots=True)
class Laid:
    """The records as columns, and how many of them have a sign that was left out because too many share it."""

    columns: Mapping[str, Sequence[Any]]
    set_aside: int


def lay_out(people: Sequence[Signs], *, most_pairs: int = MOST_PAIRS) -> Laid:
    """Columns for the engine; `unique_id` is the place in `people`. What is not known is None."""
    columns: dict[str, list[Any]] = {"unique_id": list(range(len(people)))}
    for name in COMPARED:
        columns[name] = [_known(getattr(one, name)) for one in people]
    aside: set[int] = set()
    for (name,) in BLOCKS:
        signs = [_block(one, name) for one in people]
        kept = _not_too_many(signs, most_pairs)
        aside |= {place for place, sign in enumerate(signs) if sign is not None and sign not in kept}
        columns[f"by_{name}"] = [sign if sign in kept else None for sign in signs]
    return Laid(columns, len(aside))


def blocked_by() -> tuple[tuple[str, ...], ...]:
    """The columns of `lay_out` that bring two records together."""
    return tuple((f"by_{name}",) for (name,) in BLOCKS)


def _known(value: object) -> object:
    if isinstance(value, tuple):
        return list(value)
    return None if value == "" else value


def _block(one: Signs, name: str) -> str | None:
    year = one.born
    if name == "birthday":
        return f"{year}-{one.day}" if year is not None and one.day is not None else None
    if name in ("first_year", "last_year"):
        part = (one.parts[0] if name == "first_year" else one.parts[-1]) if one.parts else ""
        return f"{part} {year}" if part and year is not None else None
    return str(getattr(one, name)) or None


def _not_too_many(signs: Sequence[str | None], most_pairs: int) -> frozenset[str]:
    """The signs of which all pairs together stay below the limit, the rarest first."""
    times = Counter(sign for sign in signs if sign is not None)
    kept, pairs = set(), 0
    for sign, count in sorted(times.items(), key=lambda one: one[1]):
        pairs += count * (count - 1) // 2
        if pairs > most_pairs:
            break
        kept.add(sign)
    return frozenset(kept)
