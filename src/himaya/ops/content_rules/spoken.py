"""What is spoken in Darija: to one person, to a woman and to a man, and in one spelling.

Spoken Darija has no plural of politeness: "you" in the plural is heard as "all of you", in front of an escort or a
child too. Where the feminine differs it follows in brackets, and brackets are for nothing else. The Latin spelling
writes ق as q, never as 9 or g.
"""

import re
from collections.abc import Iterator
from typing import Final

from himaya.instruments.spoken import PAIR
from himaya.ops.content_rules.gap import Gap

_KEYS = ("darija", "child_darija")
_SCRIPTS: Final = ("ar", "latin")
# The person addressed as several: the pronoun; the ending of what is theirs or done to them; the endings of the verb.
# A Latin word in y or n is what others do, or we.
_SEVERAL = re.compile(
    r"نتوما|\bntuma\b|[\u0621-\u064a]+كم\b|\b[\w'’]+kum\b"
    r"|\b(?:كت|ت)[\u0621-\u064a]+و(?:ه|ها|هم|ني|ليا)?\b|\b(?:kat|te?)[a-z0-9'’]{2,}u(?:h|ha|hum|ni)?\b"
    r"|(?<![\u0621-\u064a])(?!ي)[\u0621-\u064a]{2,}(?<!ت)تو(?:ني|ها|ه|هم|ش)?\b"
    r"|\b(?![yn])[a-z0-9'’]{2,}tu(?:ni|ha|h|hum|ch)?\b",
    re.IGNORECASE,
)
# “They asked”, which looks alike.
_OTHERS = {"telbu"}
# What Darija is not written like here; instead: q for ق, qul, neqder, m3awna, akhur, akher, chnu, w, dyal.
_OTHER_SPELLING = re.compile(
    r"\b(?:[a-z]*9[a-z]*|(?:kat|kay|t|n|y)?gul[a-z]*|gal|galu|galet|[ny]?qe?d[ru]u(?:ch)?|nqed[a-z]*|[nyt]qder|[nyt]qdru"
    r"|mosa3ada|musa3ada|akhor|akhir|wash|chno|chnou|ou|o|dial[a-z]*|diyal[a-z]*)\b",
    re.IGNORECASE,
)


def spoken_gaps(file: str, document: object, row: str = "") -> Iterator[Gap]:
    """A plural where one person is spoken to, brackets that hold no feminine, a second spelling."""
    if isinstance(document, list):
        for place, item in enumerate(document):
            name = str(item["id"]) if isinstance(item, dict) and "id" in item else f"{row}[{place}]"
            yield from spoken_gaps(file, item, name)
    elif isinstance(document, dict):
        for key, value in document.items():
            if key in _KEYS and isinstance(value, dict):
                yield from _faults(file, row, {script: str(value.get(script, "")) for script in _SCRIPTS})
            else:
                yield from spoken_gaps(file, value, f"{row}.{key}" if row else str(key))


def _faults(file: str, row: str, said: dict[str, str]) -> Iterator[Gap]:
    for text in said.values():
        for word in (one[0] for one in _SEVERAL.finditer(text) if one[0].lower() not in _OTHERS):
            yield Gap(file, row, "ary", f"“{word}” speaks to several people: write to one, the feminine in brackets")
        if re.search(r"[()]", PAIR.sub("", text)):
            yield Gap(file, row, "ary", "brackets that hold no feminine: write them after one word, for her word alone")
    if said["ar"].count("(") != said["latin"].count("("):
        yield Gap(file, row, "ary", "a feminine in one script only: write it in both")
    for word in _OTHER_SPELLING.findall(said["latin"]):
        yield Gap(file, row, "ary", f"“{word}” is spelled otherwise here: q for ق, qul, neqder, m3awna, akhur, chnu, w")
