"""Which recommendations ask for nearly the same, in whatever order of words. Pure: texts in, pairs with a score out.

Source: design/coordination.md section 4 row 41 (duplicates grouped). The threshold is ours. It is a hint for a person
who reads both, and joins nothing by itself.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

ALIKE = 86
# Shorter texts say too little to be alike unless they are the same.
FEWEST_WORDS = 4
# Words that stand in more texts than this tell nothing; of the others, this many candidates are read in full.
COMMON, CANDIDATES = 60, 8
_ARABIC = {
    **dict.fromkeys(map(ord, "أإآٱ"), "ا"),
    ord("ى"): "ي",
    ord("ئ"): "ي",
    ord("ؤ"): "و",
    ord("ة"): "ه",
    ord("ـ"): None,
    **{ord(sign): str(at) for digits in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹") for at, sign in enumerate(digits)},
}
_ARTICLE = re.compile(r"^(?:وال|بال|كال|فال|لل|ال)(?=\w{3})")


def bare(text: str) -> str:
    """A text without case, accents, vowel signs and punctuation, one space between words; Arabic in one spelling.

    >>> bare("L’Échéance :"), bare("الأَجَل")
    ('l echeance', 'الاجل')
    """
    plain = unicodedata.normalize("NFKD", text.translate(_ARABIC)).casefold()
    kept = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(re.findall(r"\w+", kept.replace("_", " ")))


def words(text: str) -> list[str]:
    """The words that carry something: from three letters on, Arabic ones without their article."""
    found = (_ARTICLE.sub("", one) for one in bare(text).split())
    return [one for one in found if len(one) > 2]


def likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """0 to 100 for two lists of words, in any order. Short texts are alike only when they are the same."""
    if not one or not other:
        return 0.0
    if min(len(set(one)), len(set(other))) < FEWEST_WORDS:
        return 100.0 if sorted(set(one)) == sorted(set(other)) else 0.0
    left, right = " ".join(one), " ".join(other)
    # One text inside a much longer one is a part of it, not the same.
    return min(fuzz.token_set_ratio(left, right), fuzz.token_sort_ratio(left, right) + 25)


@dataclass(frozen=True, slots=True)
class Twin[K: Hashable]:
    """That one thing resembles another that was there before it."""

    one: K
    other: K
    score: float


def twins[K: Hashable](
    new: Sequence[tuple[K, Mapping[str, str]]], there: Sequence[tuple[K, Mapping[str, str]]]
) -> dict[K, Twin[K]]:
    """For each new text its nearest twin: among those that are there, or among the new ones before it.

    Texts are compared language by language. Only those that share rare words are read in full, so that thousands of
    rows take seconds.
    """
    found: dict[K, Twin[K]] = {}
    for pair in pairs([*there, *new], fresh=len(there)):
        best = found.get(pair.one)
        if best is None or pair.score > best.score:
            found[pair.one] = pair
    return found


def pairs[K: Hashable](rows: Sequence[tuple[K, Mapping[str, str]]], *, fresh: int = 0) -> Iterable[Twin[K]]:
    """Every pair of texts that are alike, the later one first; `fresh` is the place from which the later ones count."""
    for code in dict.fromkeys(code for _key, texts in rows for code in texts):
        said = [words(texts.get(code, "")) for _key, texts in rows]
        spread = Counter(word for one in said for word in set(one))
        where: dict[str, list[int]] = defaultdict(list)
        same: dict[tuple[str, ...], int] = {}
        for place, one in enumerate(said):
            distinct = set(one)
            if place >= fresh and one:
                shared: Counter[int] = Counter()
                for word in distinct:
                    if spread[word] <= COMMON:
                        shared.update(where[word])
                candidates = [other for other, _count in shared.most_common(CANDIDATES)]
                # Made of common words only, yet the same.
                exact = same.get(tuple(sorted(distinct)))
                for other in dict.fromkeys([*candidates, *([] if exact is None else [exact])]):
                    score = likeness(one, said[other])
                    if score >= ALIKE:
                        yield Twin(rows[place][0], rows[other][0], score)
            for word in distinct:
                where[word].append(place)
            if one:
                same.setdefault(tuple(sorted(distinct)), place)


def groups[K: Hashable](found: Iterable[Twin[K]]) -> list[list[K]]:
    """Pairs put together: whoever is alike to one of a group belongs to it. In the order in which they came."""
    home: dict[K, list[K]] = {}
    for pair in found:
        one, other = home.setdefault(pair.one, [pair.one]), home.setdefault(pair.other, [pair.other])
        if one is other:
            continue
        other.extend(one)
        for key in one:
            home[key] = other
    whole: list[list[K]] = []
    for group in home.values():
        if all(group is not one for one in whole):
            whole.append(group)
    return whole
