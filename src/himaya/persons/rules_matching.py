"""How far two identities agree, and what that weighs: one table for the search at intake and the search for duplicates.

Each level stands here twice, as a test in Python and as a condition in SQL, so that both searches say the same of the
same two people. Weights are log2 of m/u: m is how often a level is met between two records of one person, u between
records of two. Pure. Source: Fellegi and Sunter, A Theory for Record Linkage, JASA 64 (1969); the adjustment for
frequent names is Winkler's (1989), as Splink has it. Levels and limits are a model, not adopted.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import exp2, log2

from rapidfuzz.distance import JaroWinkler

NAME, BIRTH, DOCUMENT, PHONE = "name", "birth", "document", "phone"
SAME, WITHIN, NEAR, PRECISE, YEAR, CLOSE, OTHER = "same", "within", "near", "precise", "year", "close", "other"
# From here on two skeletons of consonants are near: one letter in six.
NEAR_FROM = 0.9
# A telephone number without its prefix; fewer digits are no number.
PHONE_DIGITS, LEAST_DIGITS = 8, 6
_DAY_FIRST = re.compile(r"^(\d{1,2})[-/. ](\d{1,2})[-/. ]((?:19|20)\d{2})$")
_YEAR_FIRST = re.compile(r"^((?:19|20)\d{2})[-/. ](\d{1,2})[-/. ](\d{1,2})$")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


@dataclass(frozen=True, slots=True)
class Level:
    """One degree of agreement. `sql` is its condition in the dialect of the engine, over columns `…_l` and `…_r`."""

    code: str
    sql: str


@dataclass(frozen=True, slots=True)
class Trait:
    """What is compared of two people, its levels from the nearest to the farthest; the last is everything else.

    `known` is the column that is empty where nothing is known: then the trait says nothing for and nothing against.
    """

    name: str
    known: str
    levels: tuple[Level, ...]


TRAITS: tuple[Trait, ...] = (
    Trait(
        NAME,
        "sound",
        (
            Level(SAME, "sound_l = sound_r"),
            Level(
                WITHIN,
                "list_has_any(sounds_l, sounds_r) OR (len(parts_l) >= 2 AND len(parts_r) >= 2"
                " AND (list_has_all(parts_l, parts_r) OR list_has_all(parts_r, parts_l)))",
            ),
            Level(NEAR, f"jaro_winkler_similarity(weak_l, weak_r) >= {NEAR_FROM}"),
            Level(OTHER, ""),
        ),
    ),
    Trait(
        BIRTH,
        "born",
        (
            Level(PRECISE, "born_l = born_r AND day_l = day_r"),
            Level(YEAR, "born_l = born_r AND (day_l IS NULL OR day_r IS NULL)"),
            Level(CLOSE, "abs(born_l - born_r) <= 1"),
            Level(OTHER, ""),
        ),
    ),
    Trait(DOCUMENT, "document", (Level(SAME, "document_l = document_r"), Level(OTHER, ""))),
    Trait(PHONE, "phone", (Level(SAME, "phone_l = phone_r"), Level(OTHER, ""))),
)
LEVELS: dict[str, tuple[str, ...]] = {trait.name: tuple(one.code for one in trait.levels) for trait in TRAITS}


@dataclass(frozen=True, slots=True)
class Signs:
    """What one identity is compared by: keys of sounds, never the name as it is written. Empty is unknown.

    A part whose sounds are not known stands as a hash of the search: so does the whole of `weak` where one is in it.
    """

    sound: str = ""
    sounds: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    weak: str = ""
    born: int | None = None
    # Month and day as one number, 1231 for the last of December; unknown where only a year was said.
    day: int | None = None
    document: str = ""
    phone: str = ""

    def pairs(self) -> tuple[str, ...]:
        """Each two parts of each name, as the blind index counts them: by these a name is frequent or rare."""
        each = (combinations(sound.split(" "), 2) for sound in self.sounds)
        return tuple(sorted({f"{one} {other}" for found in each for one, other in found}))

    def own_pairs(self) -> tuple[str, ...]:
        """The same of the first name only: how rare the name is that two people share."""
        return tuple(sorted({f"{one} {other}" for one, other in combinations(self.sound.split(" "), 2)}))


@dataclass(frozen=True, slots=True)
class Weights:
    """m and u of each level by trait, and how likely two records taken at random are one person (0 to 1).

    `people` is of how many records with a name the frequencies of names are a share. `trained` is false for the
    weights that ship.
    """

    chance: float
    m: Mapping[str, Mapping[str, float]]
    u: Mapping[str, Mapping[str, float]]
    people: int = 0
    trained: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What two identities come to: levels met (by trait; a trait of which nothing is known is absent) and log2 odds."""

    weight: float
    levels: Mapping[str, str] = field(default_factory=dict)

    @property
    def probability(self) -> float:
        """From 0 to 1: how likely these are one person, if the weights are right."""
        return probability(self.weight)


def probability(weight: float) -> float:
    """The probability behind log2 odds; never overflows."""
    if weight > 0:
        return 1.0 / (1.0 + exp2(max(-weight, -1000.0)))
    odds = exp2(max(weight, -1000.0))
    return odds / (1.0 + odds)


def born(text: str) -> tuple[int | None, int | None]:
    """Year, and month and day as one number, of a birth as it was told; only as precise as it was told.

    The day comes first, as it is written in Morocco: 03/05/1998 is the third of May.
    """
    said = text.strip()[:40]
    if not said.isascii():
        said = "".join(str(unicodedata.decimal(one)) if one.isdecimal() else one for one in said)
    if found := _DAY_FIRST.match(said):
        day, month, year = (int(one) for one in found.groups())
    elif found := _YEAR_FIRST.match(said):
        year, month, day = (int(one) for one in found.groups())
    else:
        year_alone = _YEAR.search(said)
        return (int(year_alone.group()), None) if year_alone else (None, None)
    # The first of January is written for whoever knows the year only.
    precise = 1 <= month <= 12 and 1 <= day <= 31 and (month, day) != (1, 1)
    return year, (month * 100 + day if precise else None)


def phone(text: str) -> str:
    """The last digits of a number in whichever digits and grouping; empty for what is none."""
    digits = "".join(one if one.isascii() else str(unicodedata.decimal(one)) for one in text if one.isdecimal())
    return digits[-PHONE_DIGITS:] if len(digits) >= LEAST_DIGITS else ""


def levels(one: Signs, other: Signs) -> dict[str, str]:
    """The level met by each trait of which something is known on both sides."""
    found: dict[str, str] = {}
    if one.sound and other.sound:
        found[NAME] = _name(one, other)
    if one.born is not None and other.born is not None:
        found[BIRTH] = _birth(one, other)
    if one.document and other.document:
        found[DOCUMENT] = SAME if one.document == other.document else OTHER
    if one.phone and other.phone:
        found[PHONE] = SAME if one.phone == other.phone else OTHER
    return found


def _name(one: Signs, other: Signs) -> str:
    if one.sound == other.sound:
        return SAME
    mine, theirs = set(one.parts), set(other.parts)
    long_enough = len(one.parts) >= 2 and len(other.parts) >= 2
    if set(one.sounds) & set(other.sounds) or (long_enough and (mine <= theirs or theirs <= mine)):
        return WITHIN
    return NEAR if JaroWinkler.similarity(one.weak, other.weak) >= NEAR_FROM else OTHER


def _birth(one: Signs, other: Signs) -> str:
    years = abs((one.born or 0) - (other.born or 0))
    if years == 0 and (one.day is None or other.day is None):
        return YEAR
    if years == 0 and one.day == other.day:
        return PRECISE
    return CLOSE if years <= 1 else OTHER


def verdict(one: Signs, other: Signs, weights: Weights, *, share: float | None = None) -> Verdict:
    """Weigh two identities. `share` is how many of all people bear the name that both have, 0 to 1; None is unknown.

    A rare name in common says much, a frequent one little: for equal names u gives way to the share.
    """
    found = levels(one, other)
    total = log2(weights.chance / (1 - weights.chance))
    for trait, level in found.items():
        u = weights.u[trait][level]
        if trait == NAME and level == SAME and share is not None:
            u = share
        total += log2(weights.m[trait][level] / u)
    return Verdict(total, found)


def chance_among(people: int, *, twice: float = 0.02) -> float:
    """How likely two of so many records are one person, when `twice` (0 to 1) of the records have a second one."""
    pairs = max(people * (people - 1) / 2, 1.0)
    return min(max(people * twice / pairs, 1e-12), 0.5)


def counted(probabilities: Sequence[float]) -> tuple[float, float, float]:
    """(expected, low, high): how many of these pairs are one person, with 95 % of what chance does.

    The sum of the probabilities, not a count above a limit: each pair is right as often as its probability says. The
    variance is that of independent pairs (Le Cam, 1960); whether the weights are right is in no interval.
    """
    expected, variance = sum(probabilities), sum(one * (1 - one) for one in probabilities)
    return interval(expected, variance, len(probabilities))


def interval(expected: float, variance: float, pairs: int) -> tuple[float, float, float]:
    """The same from what the probabilities of so many pairs sum up to, and their variances."""
    spread = 1.96 * variance**0.5
    return expected, max(0.0, expected - spread), min(float(pairs), expected + spread)
