"""Telephone numbers of this nation, as somebody in another country dials them."""

from functools import lru_cache

import phonenumbers
from phonenumbers import NumberParseException

from himaya.institutions import content
from himaya.kernel.models import Stamp

# What an invented nation dials before a number inside it.
TRUNK = "0"
_GAPS = str.maketrans("", "", " \u00a0\u202f.-/()")


def from_abroad(number: str) -> str:
    """The number with the calling code of this nation ("+212 5 …"), for whoever calls from abroad.

    As it was written where it has a calling code already, where it is no number of this nation, and where the nation is
    not known: nothing is guessed.
    """
    pack = Stamp.objects.filter(pk=1).values_list("pack", flat=True).first()
    return dialled(number, *_country(pack)) if pack else number


def dialled(number: str, country: str, code: str = "") -> str:
    """The same, for a country by its ISO 3166-1 code of two letters; `code` for one that was invented.

    >>> dialled("05 37 00 00 00", "MA"), dialled("+33 1 00 00 00 00", "MA"), dialled("19", "MA"), dialled("ask", "MA")
    ('+212 5 37 00 00 00', '+33 1 00 00 00 00', '19', 'ask')
    >>> dialled("05 00 00 01 71", "XT", "999")
    '+999 5 00 00 01 71'
    """
    typed = number.strip()
    if not typed.translate(_GAPS).isdecimal() or typed.startswith("00"):
        return number
    if code:
        return f"+{code} {typed.removeprefix(TRUNK)}"
    try:
        found = phonenumbers.parse(typed, country)
    except NumberParseException:
        return number
    if not phonenumbers.is_possible_number(found):
        return number
    trunk = phonenumbers.ndd_prefix_for_region(country, True) or ""
    return f"+{found.country_code} {typed.removeprefix(trunk)}"


@lru_cache
def _country(pack: str) -> tuple[str, str]:
    found = content.load_pack(pack)
    return found.country_code, found.calling_code
