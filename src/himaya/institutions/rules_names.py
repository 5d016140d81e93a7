"""Names in two scripts, and the code that a French name suggests. Pure.

Source: design/house.md (institutions are data, addressed by a code); domain/round-tables.md section 2 (names in
French, Arabic and English, never hard-coded).
"""

import re
import unicodedata
from collections.abc import Container

CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_CODE = 64
# Left out of a code: they carry nothing.
_SMALL = frozenset(["a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "pour", "sur"])


def tidy(text: str) -> str:
    """The text as it is kept: one form of each letter, one space between words."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def has_arabic(text: str) -> bool:
    """True when a letter of the text is Arabic."""
    return any("ARABIC LETTER" in unicodedata.name(letter, "") for letter in text)


def has_latin(text: str) -> bool:
    """True when a letter of the text is Latin."""
    return any("LATIN" in unicodedata.name(letter, "") for letter in text)


def suggested_code(name: str, *, taken: Container[str]) -> str:
    """A free code made from a French name; empty when the name has no letter to make it of.

    >>> suggested_code("Ministère de la Santé", taken={"ministere-sante"})
    'ministere-sante-2'
    """
    plain = unicodedata.normalize("NFKD", name.lower().replace("œ", "oe"))
    words = re.findall(r"[a-z0-9]+", "".join(one for one in plain if not unicodedata.combining(one)))
    kept = [word for word in words if word not in _SMALL] or words
    code = "-".join(kept)[: LONGEST_CODE - 4].strip("-")
    return next((one for one in _numbered(code) if one not in taken), "") if code else ""


def _numbered(code: str) -> list[str]:
    return [code, *(f"{code}-{number}" for number in range(2, 100))]
