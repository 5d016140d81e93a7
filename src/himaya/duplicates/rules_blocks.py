"""Which records are brought together at all: those that share a sign, unless too many share it. Pure.

A register where a hundred thousand people bear one name has five thousand million pairs of it, and the name tells
nobody apart: such a sign is left out, and the page says of how many records.
Source: blocking, Fellegi and Sunter (1969), section 3. The limits are a model, not adopted; ADR 73 has what they leave
out of an invented register (`benchmarks/duplicates.py`).
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from himaya.persons.rules_matching import Signs


def _year(one: Signs, key: str) -> Hashable | None:
    return (key, one.born) if key and one.born is not None else None


def _day(one: Signs, key: str) -> Hashable | None:
    return (key, one.born, one.day) if one.born is not None and one.day is not None else None


def _days(one: Signs, key: Callable[[Iterable[str]], str]) -> Hashable | None:
    """A part with the day of birth, by the alphabet and not by the order: given name and surname may be swapped."""
    return _day(one, key(one.parts)) if one.parts else None


# Each sign, and how many pairs it may bring together in all. A name alone, or a part of one with a year, tells two
# people apart only where few share it: of those the rarest are worth their time, and the others are not.
BLOCKS: Mapping[str, tuple[int, Callable[[Signs], Hashable | None]]] = {
    "document": (2_000_000, lambda one: one.document or None),
    "phone": (2_000_000, lambda one: one.phone or None),
    "sound_year": (2_000_000, lambda one: _year(one, one.sound)),
    "weak_year": (1_000_000, lambda one: _year(one, one.weak)),
    "first_day": (1_000_000, lambda one: _days(one, min)),
    "last_day": (1_000_000, lambda one: _days(one, max)),
    "birthday": (1_000_000, lambda one: _day(one, "")),
    "sound": (500_000, lambda one: one.sound or None),
    "first_year": (500_000, lambda one: _year(one, one.parts[0] if one.parts else "")),
    "last_year": (500_000, lambda one: _year(one, one.parts[-1] if one.parts else "")),
}
# The first of them: numbers of one person, whatever the name.
OWN = 2
# What is compared, besides the columns that only bring together. Of these only whether they are equal is asked, so a
# number stands for each; of `weak` it is asked how near.
EQUAL, LISTED, AS_IT_IS = ("sound", "document", "phone"), ("sounds", "parts"), ("weak", "born", "day")


@dataclass(frozen=True, slots=True)
class Laid:
    """The records as columns, how frequent their names are, and of how many a sign that too many share was left out."""

    columns: Mapping[str, Sequence[Any]]
    set_aside: int
    frequencies: Mapping[str, Mapping[str, Sequence[Any]]] = field(default_factory=dict)


def lay_out(people: Sequence[Signs], shares: Mapping[str, float], *, most_pairs: int | None = None) -> Laid:
    """Columns for the engine; `unique_id` is the place in `people`. What is not known is None.

    `shares`: how many of all bear a name, by its sound. `most_pairs` stands in for the limit of every sign.
    """
    columns: dict[str, list[Any]] = {"unique_id": list(range(len(people)))}
    for name in AS_IT_IS:
        columns[name] = [None if (value := getattr(one, name)) == "" else value for one in people]
    numbers: dict[str, dict[Hashable, int]] = {name: {} for name in (*EQUAL, *LISTED)}
    for name in EQUAL:
        columns[name] = _numbered((getattr(one, name) or None for one in people), numbers[name])
    for name in LISTED:
        columns[name] = [_numbered(getattr(one, name), numbers[name]) for one in people]
    aside: set[int] = set()
    for name, (most, sign_of) in BLOCKS.items():
        signs = _numbered(map(sign_of, people), {})
        kept = _not_too_many(signs, most if most_pairs is None else most_pairs)
        aside.update(place for place, sign in enumerate(signs) if sign is not None and sign not in kept)
        columns[f"by_{name}"] = [sign if sign in kept else None for sign in signs]
    of_names = {number: shares[str(sound)] for sound, number in numbers["sound"].items() if sound in shares}
    return Laid(columns, len(aside), {"sound": {"sound": list(of_names), "tf_sound": list(of_names.values())}})


def blocked_by() -> tuple[tuple[str, ...], ...]:
    """The columns of `lay_out` that bring two records together."""
    return tuple((f"by_{name}",) for name in BLOCKS)


def _numbered(values: Iterable[Hashable | None], numbers: dict[Hashable, int]) -> list[int | None]:
    """Equal values by one number; unknown stays unknown."""
    return [None if value is None else numbers.setdefault(value, len(numbers)) for value in values]


def _not_too_many(signs: Sequence[int | None], most_pairs: int) -> frozenset[int]:
    """The signs of which all pairs together stay below the limit, the rarest first."""
    times = Counter(sign for sign in signs if sign is not None)
    kept, pairs = set(), 0
    for sign, count in sorted(times.items(), key=lambda one: one[1]):
        pairs += count * (count - 1) // 2
        if pairs > most_pairs:
            break
        kept.add(sign)
    return frozenset(kept)
