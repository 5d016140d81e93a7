"""Whether two spellings can be one name: an alignment of sounds, its cost, and the reasons in codes.

Costs come from `content/names/near.csv`. Cross-script comparisons forgive the short vowels that Arabic does not
write; between two Latin spellings vowels count, so that Hassan and Houcine stay apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from rapidfuzz.distance import JaroWinkler

from himaya.persons.name_sounds import OTHER, TABLES, Word, sounds_of, words_of
from himaya.persons.names import weak_of

VOWELS = frozenset("aeiuāīūäëïüʔʕ")
SAME_KNOWN, DIFFERENT_KNOWN = "known-name-same", "known-name-different"
SAME_SOUNDS, NEAR_SOUNDS, FAR_SOUNDS = "sounds-same", "sounds-near", "sounds-different"
ORDER_SWAPPED, PART_MISSING, SPACING = "order-swapped", "part-missing", "spacing-differs"
NO_NAME, SAME_TEXT, COUNT = "no-name", "text-same", "number-of-parts-differs"

GLUED_ARTICLE = 0.06
# Dropping the vowel that opens a word (Ibrahim, Brahim) changes more than dropping one inside it.
OPENING_VOWEL = 0.7
# Karim and Karima, Mohammed and Mohammadi: one sound apart and never the same, however long the name.
ENDING = 0.13

SENTENCES = {
    SAME_KNOWN: "A common name in two of its spellings.",
    DIFFERENT_KNOWN: "Two different common names.",
    SAME_SOUNDS: "The parts sound the same.",
    NEAR_SOUNDS: "The parts sound nearly the same.",
    FAR_SOUNDS: "The parts sound different.",
    ORDER_SWAPPED: "The order of the parts differs.",
    PART_MISSING: "One spelling has a part that the other lacks.",
    SPACING: "The same sounds, parted differently.",
    NO_NAME: "One of the two holds no name.",
    SAME_TEXT: "The same text.",
    COUNT: "The number of parts differs too much.",
}

_DROP_LATIN = {"a": 0.03, "e": 0.03, "i": 0.1, "u": 0.13, "ë": 0.02}
_DROP_LATIN_PAIR = {"a": 0.3, "e": 0.25, "i": 0.35, "u": 0.35, "ë": 0.03}
_DROP_ARABIC = {"ā": 0.35, "ī": 0.45, "ū": 0.45, "ʕ": 0.05, "ʔ": 0.05}
_DROP_ARABIC_PAIR = {"ā": 0.3, "ī": 0.55, "ū": 0.55, "ʕ": 0.4, "ʔ": 0.1}
_DROP_ANY = {"ä": 0.8, "ï": 0.7, "ü": 0.5, "H": 0.5, "W": 0.6, "Y": 0.6, "T": 0.8}
_DROP = {
    True: {**_DROP_ANY, **_DROP_LATIN, **_DROP_ARABIC},
    False: {**_DROP_ANY, **_DROP_LATIN_PAIR, **_DROP_ARABIC_PAIR},
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """`score` from 0 to 1 ranks; `same` decides; `evidence` are codes of SENTENCES, never the names."""

    same: bool
    score: float
    evidence: list[str] = field(default_factory=list)


def alignment(a: str, b: str, *, cross: bool, ceiling: float = 1e9) -> float:
    """Least total cost of turning the sounds `a` into `b`; infinite as soon as it must pass `ceiling`."""
    drop = _DROP[cross]
    near = TABLES.near if cross else TABLES.near_same
    drops = [drop.get(y, 1.0) for y in b]
    if b and b[0] in VOWELS:
        drops[0] = max(drops[0], OPENING_VOWEL)
    row = [0.0]
    for cost in drops:
        row.append(row[-1] + cost)
    for start, x in enumerate(a):
        cost_x = drop.get(x, 1.0)
        if start == 0 and x in VOWELS and cost_x < OPENING_VOWEL:
            cost_x = OPENING_VOWEL
        diagonal = row[0]
        left = diagonal + cost_x
        line = [left]
        for place, y in enumerate(b, 1):
            up = row[place]
            best = diagonal if x == y else diagonal + near.get(x + y, 1.0)
            if up + cost_x < best:
                best = up + cost_x
            if left + drops[place - 1] < best:
                best = left + drops[place - 1]
            line.append(best)
            diagonal, left = up, best
        row = line
        if min(row) > ceiling:
            return float("inf")
    return row[-1]


def weight(sounds: str) -> float:
    """Length of a word for the purpose of costs: consonants whole, vowels by a third."""
    vowels = sum(1 for sound in sounds if sound in VOWELS)
    return len(sounds) - vowels * 0.67


def part_cost(a: Word, b: Word) -> float:
    """Cost per unit of length of reading `b` for `a`: 0 is the same, 1 unrelated."""
    if a.known and b.known:
        return 0.0 if a.known == b.known else 1.0
    if a.text == b.text and a.sounds == b.sounds:
        return 0.0
    if OTHER in (a.script, b.script):
        return 1.0
    cost = _sound_cost(a.sounds, b.sounds, a.script != b.script)
    if cost > _limit(a, b):
        # An article may be glued on where the rules do not see it: Lamrani, Elagha, Laayoun.
        for x, y in ((bare(a), b.sounds), (a.sounds, bare(b))):
            if x and y:
                cost = min(cost, _sound_cost(x, y, a.script != b.script) + GLUED_ARTICLE)
    return cost


def bare(word: Word) -> str:
    """Sounds of a word whose first letters can be an article, without them; otherwise empty."""
    for article in ("ال", "el", "al", "la", "ل"):
        if word.text.startswith(article) and len(word.text) - len(article) >= 4:
            return sounds_of(word.text.removeprefix("l" if article == "la" else article), word.script)
    return ""


def _limit(a: Word, b: Word) -> float:
    return TABLES.thresholds["part" if a.script != b.script else "part_same_script"]


def _sound_cost(a: str, b: str, cross: bool) -> float:
    length = max(weight(a), weight(b), 1.0)
    cost = alignment(a, b, cross=cross, ceiling=length * 0.5) / length
    ends = _ENDS.get(a[-1:], ""), _ENDS.get(b[-1:], "")
    if ends[0] != ends[1] and "any" not in ends:
        cost += ENDING
    return min(1.0, cost)


# Endings that may be read either way carry no penalty: mute e, ayn, hamza, final h.
_ENDS = {
    "ä": "a",
    "ï": "i",
    "ü": "u",
    "ë": "any",
    "ʕ": "any",
    "ʔ": "any",
    "H": "any",
    "Ḥ": "any",
    "ī": "i",
    "ā": "a",
    "i": "i",
}


def compare(a: str, b: str) -> Comparison:
    """Compare two names in any script; symmetric; never raises on text."""
    return compare_words(a, words_of(a), b, words_of(b))


def compare_words(a: str, left: list[Word], b: str, right: list[Word]) -> Comparison:
    """The same of names whose words are known already: whoever compares many takes each apart once."""
    if not left or not right:
        return Comparison(False, 0.0, [NO_NAME])
    if [word.text for word in left] == [word.text for word in right]:
        return Comparison(True, 1.0, [SAME_TEXT])
    if len(left) > len(right) or (len(left) == len(right) and a > b):
        left, right = right, left
    parts = _parts(left, right)
    if parts.same or len(left) + len(right) == 2:
        return parts
    joined = _joined(left, right)
    return joined if joined.same else parts


def _parts(left: list[Word], right: list[Word]) -> Comparison:
    costs = sorted((part_cost(a, b), i, j) for i, a in enumerate(left) for j, b in enumerate(right))
    taken: dict[int, tuple[int, float]] = {}
    used: set[int] = set()
    for cost, i, j in costs:
        if i not in taken and j not in used:
            taken[i] = (j, cost)
            used.add(j)
    found = [cost for _, cost in taken.values()]
    mean, worst = sum(found) / len(found), max(found)
    missing = len(right) - len(left)
    score = max(0.0, 1.0 - mean) * (len(left) / len(right)) ** 0.5
    limits = TABLES.thresholds
    enough = missing == 0 or (missing == 1 and len(left) >= 2)
    limit = sum(_limit(left[i], right[j]) for i, (j, _) in taken.items()) / len(taken)
    if missing:
        limit = limits["part_when_one_is_missing"]
    same = enough and mean <= limit and worst <= limits["worst_part"]
    return Comparison(same, round(score, 4), _reasons(left, right, taken, missing, enough))


def _reasons(
    left: list[Word], right: list[Word], taken: dict[int, tuple[int, float]], missing: int, enough: bool
) -> list[str]:
    codes: list[str] = []
    for i, (j, cost) in sorted(taken.items()):
        a, b = left[i], right[j]
        if a.known and b.known:
            codes.append(SAME_KNOWN if a.known == b.known else DIFFERENT_KNOWN)
        elif cost <= 0.03:
            codes.append(SAME_SOUNDS)
        else:
            codes.append(NEAR_SOUNDS if cost <= TABLES.thresholds["worst_part"] else FAR_SOUNDS)
    places = [taken[i][0] for i in sorted(taken)]
    if places != sorted(places):
        codes.append(ORDER_SWAPPED)
    if not enough:
        codes.append(COUNT)
    elif missing:
        codes.append(PART_MISSING)
    return list(dict.fromkeys(codes))


def _joined(left: list[Word], right: list[Word]) -> Comparison:
    a, b = "".join(word.sounds for word in left), "".join(word.sounds for word in right)
    cross = left[0].script != right[0].script
    length = max(weight(a), weight(b), 1.0)
    limit = TABLES.thresholds["joined"]
    cost = alignment(a, b, cross=cross, ceiling=limit * length) / length
    same = cost <= limit and len(left) != len(right)
    return Comparison(same, round(max(0.0, 1.0 - cost), 4), [SPACING] if same else [FAR_SOUNDS])


def rank(name: str, candidates: Iterable[str], *, limit: int = 5) -> list[tuple[str, Comparison]]:
    """The nearest candidates, best first. RapidFuzz on weak keys breaks ties between equal scores."""
    wanted = " ".join(sorted(weak_of(word) for word in words_of(name)))

    def order(item: tuple[str, Comparison]) -> tuple[bool, float, float]:
        keys = " ".join(sorted(weak_of(word) for word in words_of(item[0])))
        return (item[1].same, item[1].score, JaroWinkler.similarity(wanted, keys))

    found = [(candidate, compare(name, candidate)) for candidate in candidates]
    return sorted(found, key=order, reverse=True)[:limit]
