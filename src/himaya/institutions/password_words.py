"""Passwords that somebody who knows this house would try first are refused (ASVS 5.0, 6.1.2 and 6.2.11)."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from himaya.institutions.models import Account

# What is left without them and without digits must still be worth guessing: two words that nobody expects.
LEFT = 8
# The house and its work, the country and its towns, the trades and places in the names of desks, and the usual words,
# in the spellings that people type.
WORDS = (
    *("himaya", "hemaya", "himayah", "hmaya", "حماية"),
    *(
        "trafficking",
        "traffic",
        "traite",
        "victime",
        "victim",
        "identification",
        "protection",
        "اتجار",
        "ضحية",
        "ضحايا",
    ),
    *("tableronde", "roundtable", "مائدة", "مستديرة"),
    *("maroc", "morocco", "maghreb", "maghrib", "almaghrib", "المغرب", "مغرب"),
    *(
        "rabat",
        "casablanca",
        "casa",
        "tanger",
        "tangier",
        "tanja",
        "agadir",
        "marrakech",
        "fes",
        "oujda",
        "الرباط",
        "طنجة",
    ),
    *("nord", "sud", "est", "ouest", "centre", "port", "north", "south", "east", "west", "center"),
    *("inspection", "inspecteur", "labour", "travail", "police", "sante", "hopital", "hospital", "justice", "parquet"),
    *("association", "asso", "ministere", "ministry", "commission", "secretariat", "guichet", "desk", "مكتب", "شرطة"),
    *("password", "passe", "motdepasse", "pass", "admin", "bonjour", "welcome", "secret", "soleil", "azerty", "qwerty"),
    *("كلمة", "السر", "المرور", "سر"),
)


def plain(text: str) -> str:
    """The letters of a text, small, without accents, digits and signs."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(one for one in apart if one.isalpha())


_TRIED = re.compile("|".join(sorted({plain(one) for one in WORDS}, key=len, reverse=True)))


class WordsOfTheHouse:
    """A validator of Django's: refuses a password that is made of such words, digits and little else."""

    def validate(self, password: str, user: Account | None = None) -> None:
        """Raises ValidationError."""
        left, found = _TRIED.subn("", plain(password))
        if found and len(left) < LEFT:
            raise ValidationError(
                _("Words of this house, its places and digits are tried first. Take words that nobody expects."),
                code="password_of_the_house",
            )
