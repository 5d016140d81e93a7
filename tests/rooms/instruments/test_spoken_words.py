"""What is said to one person is said to one person, to a woman and to a man, and in one spelling."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from himaya.instruments import catalogue, spoken
from himaya.instruments.source import read_yaml

pytestmark = pytest.mark.capability("B4", "C1")


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
        assert not [*spoken.to_several(arabic), *spoken.to_several(latin)], (arabic, latin)
        assert not [*spoken.misspelt(latin)], latin


def test_her_word_stands_after_his_in_both_scripts_and_parentheses_are_for_nothing_else() -> None:
    for arabic, latin in PROMPTS.items():
        assert not spoken.unpaired(arabic), arabic
        assert not spoken.unpaired(latin), latin
        assert arabic.count("(") == latin.count("("), (arabic, latin)


@pytest.mark.parametrize(
    "plural",
    ["واش كليتو ونعستو؟", "واش تقدرو تخرجو؟", "منين نتوما؟", "كيفاش نتصلو بيكم؟", "Wach teqdru?", "Mnin ntuma?", "M3akum"],
)
def test_a_plural_is_heard(plural: str) -> None:
    assert [*spoken.to_several(plural)]


@pytest.mark.parametrize("variant", ["L9arar", "gulu liya", "nqedru", "musa3ada", "chno", "dial"])
def test_another_spelling_is_heard(variant: str) -> None:
    assert [*spoken.misspelt(variant)]


def test_a_child_is_addressed_in_the_singular_in_french_too() -> None:
    child = catalogue.find("interview-child")
    first = catalogue.find("first-line-child")
    assert child is not None
    assert first is not None
    for row in [*child.survey, *first.survey]:
        if row.darija:
            assert not {"vous", "votre", "vos"} & set(row.label["fr"].replace("-", " ").lower().split()), row.uid
            assert not [*spoken.to_several(row.label["ar"])], row.uid
