"""What anybody may check of a certificate by the code on its paper: course, hours, days, and never a name.

Each is a frozen bundle of its own, found by a digest: what is public gives no code away. A code has a sign to check it
by, of an alphabet without vowels and without signs that are taken for one another; what is easily misread is put right.
Nothing about training is known here: this stands below the room that writes it and the process that shows it (ADR 59).
"""

import hashlib
import re
import secrets
import unicodedata
from datetime import date

# Twenty-three signs, a prime: with a weight of its own for each place, one wrong sign is found, and two exchanged too.
ALPHABET, LENGTH = "23456789CDFHJKMNPQRTVWX", 16
# What is written for another sign, by hand or by a reader of print.
READ_AS = str.maketrans("SZBGO0UY", "5286QQVV")
# The year and eight signs, as they read after that: a nought of the year became a Q.
_NUMBER = re.compile(rf"(?=(2Q[1-9Q]{{2}})([{ALPHABET}]{{8}}))")
VALID, EXPIRED, REVOKED = "valid", "expired", "revoked"


def draw() -> str:
    """A code of which nothing tells whose it is: about 68 bits, and a sign to check it by."""
    signs = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    return signs + control(signs)


def control(signs: str) -> str:
    """The last sign, by all before it.

    >>> control("2" * 15)
    '2'
    """
    whole = sum(place * ALPHABET.index(sign) for place, sign in enumerate(signs, start=1))
    return ALPHABET[whole % len(ALPHABET)]


def tidy(typed: str) -> str:
    """A code as it was typed, in capitals and without what separates; '' for what can be none.

    >>> tidy("z2z2-2222 2222.2222")
    '2222222222222222'
    """
    if len(typed) > 4 * LENGTH:
        return ""
    signs = _bare(typed)
    if len(signs) != LENGTH or not set(signs) <= set(ALPHABET) or control(signs[:-1]) != signs[-1]:
        return ""
    return signs


def numbers_in(typed: str) -> list[str]:
    """What in a line may be a number of ours, as it stands on the paper: whatever separates, whatever stands around it.

    >>> numbers_in("no 2026 cdfh-jkmn")
    ['2026-CDFHJKMN']
    """
    return [f"{found[1].replace('Q', '0')}-{found[2]}" for found in _NUMBER.finditer(_bare(typed))]


def codes_in(typed: str) -> list[str]:
    """What in a line may be a code of ours; the sign to check it by tells.

    >>> codes_in("code: 2222-2222-2222-2222")
    ['2222222222222222']
    """
    signs = _bare(typed)
    found = (tidy(signs[place : place + LENGTH]) for place in range(len(signs) - LENGTH + 1))
    return [one for one in found if one]


def _bare(typed: str) -> str:
    """Letters and digits alone, as they are read."""
    whole = unicodedata.normalize("NFKC", typed).upper()
    plain = "".join(str(unicodedata.decimal(sign, sign)) for sign in whole).translate(READ_AS)
    return "".join(sign for sign in plain if sign.isalnum())


def shown(code: str) -> str:
    """In fours, as it stands on the paper."""
    return "-".join(code[place : place + 4] for place in range(0, len(code), 4))


def kind(code: str) -> str:
    """Under which its bundle is found."""
    return "cert:" + hashlib.sha256(f"himaya certificate|{code}".encode()).hexdigest()[:26]


def standing(*, expires_on: date, revoked: bool, on: date) -> str:
    """How a certificate stands on a day; its last day is one of its days."""
    if revoked:
        return REVOKED
    return EXPIRED if on > expires_on else VALID
