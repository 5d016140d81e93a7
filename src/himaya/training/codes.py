"""The code of a slip: random, read aloud, typed on a telephone; its last sign tells a slip of the finger. Pure.

The check is the weighted sum of the signs modulo 23, with another weight for each place. 23 is prime and no weight is a
multiple of it, so one wrong sign is always seen, and so are two neighbours in the wrong order. (ISO/IEC 7064 does the
same for alphabets of 10, 26 and 36 signs, none of which leaves out what is misread.)
"""

import secrets
import unicodedata

# Neither vowels (a code is no word) nor letters that are taken for digits: 23 signs, a prime.
ALPHABET = "23456789CDFGHJKMNPQRTWX"
SAYS, LENGTH = 7, 8
# What is typed for a sign that it looks like.
MEANT = str.maketrans({"B": "8", "S": "5", "Z": "2"})


def new() -> str:
    """A code of which nothing tells whose it is."""
    said = "".join(secrets.choice(ALPHABET) for _ in range(SAYS))
    return said + check_sign(said)


def check_sign(said: str) -> str:
    """The last sign of a code that begins so."""
    total = sum(place * ALPHABET.index(sign) for place, sign in enumerate(said, start=1))
    # The last sign has the weight LENGTH: the sum with it is a multiple of 23.
    return ALPHABET[-total * pow(LENGTH, -1, len(ALPHABET)) % len(ALPHABET)]


def read(typed: str) -> str | None:
    """The code that was typed, in any case, with gaps or strokes, in Arabic digits too; None where a sign is wrong."""
    signs = [_sign(one) for one in typed if one.isalnum()]
    found = "".join(signs).upper().translate(MEANT)
    if len(found) != LENGTH or not set(found) <= set(ALPHABET):
        return None
    return found if check_sign(found[:SAYS]) == found[SAYS:] else None


def shown(code: str) -> str:
    """In two groups, as it stands on the slip."""
    return f"{code[:4]}-{code[4:]}"


def _sign(one: str) -> str:
    digit = unicodedata.decimal(one, None)
    return one if digit is None else str(digit)
