"""A child is spoken to as one, in every language. What Darija says anywhere is held by the content check."""

import pytest

from himaya.instruments import catalogue
from himaya.ops.content_rules.spoken import spoken_gaps

pytestmark = pytest.mark.capability("B4", "C1")


def said(arabic: str = "", latin: str = "") -> list[str]:
    row = {"id": "one", "darija": {"ar": arabic, "latin": latin}}
    return [gap.gap for gap in spoken_gaps("instruments/any.yaml", {"rows": [row]})]


@pytest.mark.parametrize(
    "plural",
    ["واش كليتو؟", "واش تقدرو تخرجو؟", "منين نتوما؟", "كيفاش نتصلو بيكم؟", "Wach teqdru?", "Mnin ntuma?", "M3akum"],
)
def test_a_plural_is_heard(plural: str) -> None:
    assert "speaks to several people" in said(plural)[0]
    assert "speaks to several people" in said(latin=plural)[0]


@pytest.mark.parametrize("variant", ["L9arar", "gulu liya", "nqedru", "ma nqedruch", "musa3ada", "chno", "dial"])
def test_another_spelling_is_heard(variant: str) -> None:
    assert "is spelled otherwise" in said(latin=variant)[0]


@pytest.mark.parametrize("others", ["telbu flus", "Ma ghadi nsiftu walu", "bghiti y3eytu lik", "neqdru nqulu"])
def test_what_others_do_and_what_we_do_is_no_plural_of_the_person(others: str) -> None:
    assert said(latin=others) == []


def test_her_word_stands_after_his_in_both_scripts_and_brackets_are_for_nothing_else() -> None:
    assert said("واش خايف (خايفة)؟", "Wach khayef (khayfa)?") == []
    assert "in both" in said("واش خايف (خايفة)؟", "Wach khayef?")[0]
    assert "no feminine" in said("خايف (بزاف ديال المرات)", "khayef (bezzaf dyal lmerrat)")[0]


def test_a_child_is_addressed_in_the_singular_in_french_too() -> None:
    child = catalogue.find("interview-child")
    first = catalogue.find("first-line-child")
    assert child is not None
    assert first is not None
    for row in [*child.survey, *first.survey]:
        if row.darija:
            assert not {"vous", "votre", "vos"} & set(row.label["fr"].replace("-", " ").lower().split()), row.uid
            assert not any("speaks to several" in one for one in said(row.label["ar"])), row.uid
