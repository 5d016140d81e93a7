"""The filters that say a decision, a source and a name typed in two languages on the pages of every desk."""

from datetime import date, datetime

import pytest
from django.utils import translation

from himaya.kernel import days
from himaya.web.templatetags import words

BOTH = "Mécanisme de la Talmire · آلية تلميرا"


@pytest.mark.parametrize(
    ("language", "decision", "name"),
    [
        ("fr", "table ronde n°\u00a01, décision 2, 5 mai 2026", "Mécanisme de la Talmire"),
        ("ar", "المائدة المستديرة رقم 1، القرار 2، 5 ماي 2026", "آلية تلميرا"),
        ("en", "round table 1, decision 2, 5 May 2026", "Mécanisme de la Talmire"),
    ],
)
def test_a_decision_and_a_name_are_said_in_the_language_of_the_page(language: str, decision: str, name: str) -> None:
    """Seen red with the reference and the name left as they are stored."""
    with translation.override(language):
        assert words.decided("TRI 1 · 2 · 2026-05-05") == decision
        assert words.own_half(BOTH) == name
        assert words.own_half("Loi · décret") == "Loi · décret"
        assert words.source("TIP report 2022 <2>") == '<bdi dir="auto">TIP report 2022 &lt;2&gt;</bdi>'
    assert words.decided("TRI 2, 1") == "TRI 2, 1"


UNTIL = {
    "fr": (
        "jusqu’à demain, 1 h 37",
        "jusqu’à aujourd’hui, 14 h",
        "jusqu’au 10 décembre 2026, 9 h",
        "jusqu’au 10 décembre 2026 inclus",
        "jusqu’à demain soir, minuit",
        "jusqu’à ce soir, minuit",
    ),
    "ar": (
        "إلى غاية يوم غد، 01:37",
        "إلى غاية اليوم، 14:00",
        "إلى غاية 10 دجنبر 2026، 09:00",
        "إلى نهاية يوم 10 دجنبر 2026",
        "إلى نهاية يوم غد",
        "إلى نهاية هذا اليوم",
    ),
    "en": (
        "until tomorrow, 01:37",
        "until today, 14:00",
        "until 10 December 2026, 09:00",
        "until the end of 10 December 2026",
        "until the end of tomorrow",
        "until the end of today",
    ),
}


@pytest.mark.parametrize("language", UNTIL)
def test_until_and_its_moment_are_one_phrase_and_midnight_is_the_day_that_ends(language: str) -> None:
    """Seen red with the two translated apart."""
    today, moments = date(2026, 12, 1), ((2, 1, 37), (1, 14, 0), (10, 9, 0), (11, 0, 0), (3, 0, 0), (2, 0, 0))
    said = [days.until_in_words(datetime(2026, 12, *one), today, language) for one in moments]
    assert tuple(said) == UNTIL[language]
