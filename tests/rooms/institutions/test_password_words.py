"""A password that somebody who knows the house would try first is refused, one of words that nobody expects is not."""

import pytest

from himaya.institutions.actions import passwords
from himaya.institutions.models import Account
from himaya.kernel.errors import NotValid
from tests.refusals import refused

pytestmark = pytest.mark.capability("X4")


@pytest.mark.parametrize(
    "password",
    [
        "Himaya-Maroc-2026!",
        "police.centre.nord.1",
        "Inspection-Travail-Rabat-12",
        "حماية-المغرب-2026-٢٠٢٦",
        "Hôpital2026!Hôpital",
    ],
)
def test_words_of_the_house_with_digits_are_refused(password: str) -> None:
    """Planted fault: the validator left out of the settings."""
    with refused(NotValid, "password_weak"):
        passwords.check(password, Account(username="nurse"))


@pytest.mark.parametrize(
    "password",
    [
        "a long and private sentence",
        "correct horse battery staple",
        "police chevre tracteur lundi",
        "4821-9930-1127-k73x",
        "قمر كرسي نعناع سلحفاة",
    ],
)
def test_words_that_nobody_expects_are_taken(password: str) -> None:
    passwords.check(password, Account(username="nurse"))
