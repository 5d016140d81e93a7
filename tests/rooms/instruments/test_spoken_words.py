"""What is said to one person is said to one person, to a woman and to a man, and in one spelling."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from himaya.instruments import catalogue
from himaya.instruments.source import read_yaml
from himaya.instruments.spoken import PAIR

pytestmark = pytest.mark.capability("B4", "C1")


# The person addressed as several: the pronoun; the ending of what is theirs or done to them; the ending of the verb.
SEVERAL = re.compile(
    r"نتوما|\bntuma\b|[\u0621-\u064a]+كم\b|\b[\w']+kum\b"
    r"|\b(?:كت|ت)[\u0621-\u064a]+و(?:ه|ها|هم|ني|ليا)?\b|\b(?:kat|te?)[a-z0-9']{2,}u(?:h|ha|hum|ni)?\b"
    r"|[\u0621-\u064a]{2,}(?<!ت)تو(?:ني|ها|ه|هم|ش)?\b|\b[a-z0-9']{2,}tu(?:ni|ha|h|hum|ch)?\b",
    re.IGNORECASE,
)
# Verbs of others, which look alike: “they asked”.
OTHERS = {"telbu"}
# What Darija is not written like here; what is written instead: q for ق, qul, neqder, m3awna, akhur, chnu, w, dyal.
MISSPELT = re.compile(
    r"\b(?:[a-z]*9[a-z]*|(?:kat|kay|t|n|y)?gul[a-z]*|gal|galu|galet|[ny]?q(?:e)?d[ru]u|nqed[a-z]*|[nyt]qder|[nyt]qdru"
    r"|mosa3ada|musa3ada|akhor|akhir|wash|chno|chnou|ou|o|dial[a-z]*|diyal[a-z]*)\b",
    re.IGNORECASE,
)


def to_several(text: str) -> list[str]:
    return [one[0] for one in SEVERAL.finditer(text) if one[0].lower() not in OTHERS]


def unpaired(text: str) -> bool:
    """Whether a parenthesis stands for anything but a woman’s word after a man’s."""
    return bool(re.search(r"[()]", PAIR.sub("", text)))


def said(node: Any) -> Iterator[Mapping[str, str]]:
    """Every Darija prompt below a node."""
    if isinstance(node, Mapping):
        if isinstance(node.get("darija"), Mapping):
            yield node["darija"]
        node = list(node.values())
    if isinstance(node, list):
        for inner in node:
            yield from said(inner)


FILES = [*catalogue.folder().rglob("*.yaml"), catalogue.root() / "reporting_positions.yaml"]
PROMPTS = {one["ar"]: one["latin"] for file in FILES for one in said(read_yaml(file))}


def test_nobody_is_addressed_as_several_and_no_word_has_two_spellings() -> None:
    assert len(PROMPTS) > 200
    for arabic, latin in PROMPTS.items():
        assert [*to_several(arabic), *to_several(latin), *MISSPELT.findall(latin)] == []


def test_her_word_stands_after_his_in_both_scripts_and_parentheses_are_for_nothing_else() -> None:
    for arabic, latin in PROMPTS.items():
        assert not unpaired(arabic), arabic
        assert not unpaired(latin), latin
        assert arabic.count("(") == latin.count("("), (arabic, latin)


@pytest.mark.parametrize(
    "plural",
    ["واش كليتو؟", "واش تقدرو تخرجو؟", "منين نتوما؟", "كيفاش نتصلو بيكم؟", "Wach teqdru?", "Mnin ntuma?", "M3akum"],
)
def test_a_plural_is_heard(plural: str) -> None:
    assert to_several(plural)


@pytest.mark.parametrize("variant", ["L9arar", "gulu liya", "nqedru", "musa3ada", "chno", "dial"])
def test_another_spelling_is_heard(variant: str) -> None:
    assert MISSPELT.search(variant)


def test_a_child_is_addressed_in_the_singular_in_french_too() -> None:
    child = catalogue.find("interview-child")
    first = catalogue.find("first-line-child")
    assert child is not None
    assert first is not None
    for row in [*child.survey, *first.survey]:
        if row.darija:
            assert not {"vous", "votre", "vos"} & set(row.label["fr"].replace("-", " ").lower().split()), row.uid
            assert not to_several(row.label["ar"]), row.uid
