"""The filters that say a decision, a source and a name typed in two languages on the pages of every desk."""

import pytest
from django.utils import translation

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
