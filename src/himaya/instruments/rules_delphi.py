"""The Delphi rule of the labour lists, one dimension at a time: a reading aid for trained interviewers. Pure.

Source: ILO and European Commission, *Operational indicators of trafficking in human beings* (2009, WCMS_105023), mark
C2: read in a file that transcribes it, to be verified against the publication (content/indicators/SOURCE.md).

| present in one dimension              | the method indicates the dimension |
|---------------------------------------|------------------------------------|
| two strong or more                    | yes                                |
| one strong and one medium or weak     | yes                                |
| three medium or more                  | yes                                |
| two medium and one weak               | yes                                |
| anything less; weak alone, however many | not by these answers             |

There is no reading over several dimensions: the table that combines them is narrower than the law and is not here.
Unknown never counts as absent: it is handed back, with whether it could still change the reading.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

# Deceptive and coercive recruitment, recruitment by abuse of vulnerability, exploitation, coercion and abuse of
# vulnerability at destination: the codes of their rows.
DIMENSIONS = ("DEC", "COE", "VUR", "EXP", "COD", "VUD")
STRONG, MEDIUM, WEAK = "strong", "medium", "weak"
GRADES = (STRONG, MEDIUM, WEAK)
PRESENT, ABSENT, UNKNOWN = "present", "absent", "unknown"
ANSWERS = (PRESENT, ABSENT, UNKNOWN)


@dataclass(frozen=True, slots=True)
class Weighed:
    """An indicator with its strength in the list that is read (adult or child)."""

    id: str
    dimension: str
    strength: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What the method says of one dimension. `could_change`: it is not indicated, and the unknown ones could do it."""

    dimension: str
    indicated: bool
    present: tuple[str, ...]
    unknown: tuple[str, ...]
    could_change: bool


def indicated(strong: int, medium: int, weak: int) -> bool:
    """Whether so many indicators present are enough in one dimension.

    >>> indicated(1, 0, 0), indicated(1, 0, 1), indicated(0, 2, 0), indicated(0, 1, 9)
    (False, True, False, False)
    """
    return strong >= 2 or (strong >= 1 and medium + weak >= 1) or medium >= 3 or (medium >= 2 and weak >= 1)


def feeds(one: Weighed) -> bool:
    """Whether a row feeds the rule: of one of the six dimensions, and weighed in the list."""
    return one.dimension in DIMENSIONS and one.strength in GRADES


def readings(rows: Iterable[Weighed], answers: Mapping[str, str]) -> tuple[Reading, ...]:
    """One reading for each dimension of which there are rows, in the order of DIMENSIONS.

    `answers` maps an id to PRESENT, ABSENT or UNKNOWN; what is left out or anything else is unknown. Rows that do not
    feed the rule are not heard.
    """
    weighed = [one for one in rows if feeds(one)]
    return tuple(
        _reading(dimension, own, answers)
        for dimension in DIMENSIONS
        if (own := [one for one in weighed if one.dimension == dimension])
    )


def _reading(dimension: str, rows: list[Weighed], answers: Mapping[str, str]) -> Reading:
    present = [one for one in rows if answers.get(one.id) == PRESENT]
    unknown = [one for one in rows if answers.get(one.id) not in (PRESENT, ABSENT)]
    reached = _enough(present)
    return Reading(
        dimension=dimension,
        indicated=reached,
        present=tuple(one.id for one in present),
        unknown=tuple(one.id for one in unknown),
        could_change=not reached and _enough([*present, *unknown]),
    )


def _enough(rows: list[Weighed]) -> bool:
    return indicated(*(sum(one.strength == grade for one in rows) for grade in GRADES))
