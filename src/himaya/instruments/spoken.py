"""How a spoken sentence addresses one person: a woman, a man, or whoever it is. Pure.

Darija has no plural of politeness: “you” in the plural is heard as “all of you”, and beside an escort nobody knows who
is meant. So what is said to the person stands in the singular. Where a woman is addressed otherwise than a man, her
word stands in parentheses after his, and parentheses are used for nothing else:

>>> [addressed("واش خايف (خايفة) ترجع (ترجعي) دابا؟", to) for to in (SHE, HE, NOT_SAID)]
['واش خايفة ترجعي دابا؟', 'واش خايف ترجع دابا؟', 'واش خايف (خايفة) ترجع (ترجعي) دابا؟']
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

SHE, HE, NOT_SAID = "she", "he", ""
ADDRESS: Final = (SHE, HE)
# A word for a man, and in parentheses the one word for a woman. Dashes and dots of a gap are no words.
PAIR: Final = re.compile(r"(?P<he>[^\s(«\"]+) \((?P<she>[^\s()]+)\)")

# One spelling of Darija in Latin letters: what is written otherwise elsewhere -> what is written here. ق is q.
SPELLING: Final[Mapping[str, str]] = {
    r"[a-z]*9[a-z]*": "q for ق",
    r"(?:kat|kay|t|n|y)?g[uo]l[a-z]*|gal|galu|galet": "qul, qal",
    r"nqed[a-z]*|nqd[a-z]*|yqd[a-z]*|yqed[a-z]*|tqed[a-z]*|tqd[a-z]*": "neqder, yeqder, teqder",
    r"mosa3ada|musa3ada": "m3awna",
    r"akhor|akhir": "akhur, akher",
    r"wachi?k|wash": "wach",
    r"chno|chnou|achno": "chnu",
    r"ou|o": "w",
    r"dial[a-z]*|diyal[a-z]*": "dyal",
}
_WORD = re.compile(r"[\w'’]+")
_MISSPELT = {re.compile(pattern): write for pattern, write in SPELLING.items()}
# The person addressed as several: the pronoun, the ending of what is theirs or done to them, the ending of the verb.
_SEVERAL: Final = (
    re.compile(r"نتوما|نتومة|\bntuma\b", re.IGNORECASE),
    re.compile(r"[\u0621-\u064a]+كم\b|\b[\w']+kum\b", re.IGNORECASE),
    re.compile(r"\b(?:كت|ت|ما كت|غادي ت)[\u0621-\u064a]+و(?:ه|ها|هم|ني|ليا)?\b"),
    re.compile(r"\b(?:kat|te?)[a-z0-9']{2,}u(?:h|ha|hum|ni)?\b", re.IGNORECASE),
    re.compile(r"[\u0621-\u064a]{2,}(?<!ت)تو(?:ني|ها|ه|هم|ش)?\b|\b[a-z0-9']{2,}tu(?:ni|ha|h|hum|ch)?\b", re.IGNORECASE),
)

# What looks like it and is not: “they asked”.
_OTHERS: Final = frozenset({"telbu"})


def addressed(text: str, to: str) -> str:
    """The sentence as it is said to a woman, to a man, or with both words where that is not said."""
    if to not in ADDRESS:
        return text
    return PAIR.sub(lambda pair: pair[to], text)


def unpaired(text: str) -> bool:
    """Whether a parenthesis stands for anything but a woman’s word after a man’s."""
    return bool(re.search(r"[()]", PAIR.sub("", text)))


def to_several(text: str) -> Iterator[str]:
    """The words that address one person as several."""
    for pattern in _SEVERAL:
        yield from (found[0] for found in pattern.finditer(text) if found[0].lower() not in _OTHERS)


def misspelt(latin: str) -> Iterator[tuple[str, str]]:
    """Words of the Latin script written otherwise than in this house, with what is written here."""
    for word in _WORD.findall(latin.lower()):
        yield from ((word, write) for pattern, write in _MISSPELT.items() if pattern.fullmatch(word))
