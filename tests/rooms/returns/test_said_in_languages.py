"""What is put together from parts: each language keeps its own signs, and nothing is said around a number."""

import pytest
from django.utils import translation

from himaya.kernel import clock, languages
from himaya.returns import rules, rules_children, states, telling, words, words_later
from himaya.returns.said import Said
from himaya.web.returns import after
from tests import factories

pytestmark = pytest.mark.capability("F1")


def said(kind: str, **kept: object) -> Said:
    return Said(1, kind, "", factories.TUESDAY, clock.today(), "", kept)


@pytest.mark.parametrize(
    ("language", "grave", "unheard"),
    [
        ("fr", "Famille\u00a0: danger grave", "\u00a0: Avant le voyage"),
        ("ar", "الأسرة: خطر جسيم", ": قبل السفر"),
        ("en", "Family: Grave", ": Before the travel"),
    ],
)
def test_what_stands_against_it_is_a_label_and_a_word_with_the_colon_of_the_language(
    language: str, grave: str, unheard: str
) -> None:
    with translation.override(language):
        assert words.said_against(f"{rules.GRAVE}:family") == grave
        assert words_later.said_against(f"{rules_children.VIEW}:travel").endswith(unheard)


@pytest.mark.parametrize(
    ("language", "answer", "heard"),
    [
        ("fr", "Rester ici, Famille\u00a0: Préoccupant", "L’enfant, La famille"),
        ("ar", "البقاء هنا، الأسرة: مقلق", "الطفل، الأسرة"),
        ("en", "Staying here, Family: Worrying", "The child, Family"),
    ],
)
def test_a_line_that_is_told_has_the_comma_of_the_language(language: str, answer: str, heard: str) -> None:
    with translation.override(language):
        assert telling.answers(said(states.WEIGHED, sheets={rules.STAY: {"family": rules.WORRYING}})) == [answer]
        assert telling.parts(said(states.BEST_INTEREST, heard=["child", "family"]))[-1].endswith(heard)
        assert languages.listed(["1", "2"]) == ("1، 2" if language == "ar" else "1, 2")


def test_hours_to_come_are_counted_as_arabic_counts_them() -> None:
    with translation.override("ar"):
        assert [one.label for one in after.hours()] == ["بعد ساعتين", "بعد 6 ساعات", "بعد 24 ساعة"]
