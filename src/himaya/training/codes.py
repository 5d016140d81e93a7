"""The code of a slip: drawn for one session, read aloud, typed on a telephone. Pure.

Its first signs are random. The next four follow from them and a secret of the session, so nobody makes up a code that
counts, and no list of the codes that were given out is stored: its order, or what was added when, would tell whose they
are. The last sign tells a slip of the finger: the weighted sum of the signs modulo 23, with another weight for each
place. 23 is prime and no weight is a multiple of it, so one wrong sign is always seen, and so are two neighbours in the
wrong order. (ISO/IEC 7064 does the same for alphabets of 10, 26 and 36 signs; none leaves out what is misread.)
"""

import hmac
import secrets
import unicodedata
from hashlib import sha256
from uuid import UUID

# Neither vowels (a code is no word) nor letters that are taken for digits: 23 signs, a prime.
ALPHABET = "23456789CDFGHJKMNPQRTWX"
RANDOM, MARK = 5, 4
SAYS, LENGTH = RANDOM + MARK, RANDOM + MARK + 1
# Slips of a session that are nobody's yet: always the same ones, however often they are printed.
SPARE = 5
# What is typed for a sign that it looks like.
MEANT = str.maketrans({"B": "8", "S": "5", "Z": "2"})


def new(key: UUID) -> str:
    """A code of the session with this secret, of which nothing tells whose it is."""
    return _whole("".join(secrets.choice(ALPHABET) for _ in range(RANDOM)), key)


def spare(key: UUID) -> list[str]:
    """The codes of the slips that are nobody's yet."""
    return [_whole(_signs(key, f"spare {place}", RANDOM), key) for place in range(SPARE)]


def drawn(code: str, key: UUID | None) -> bool:
    """True for a code of the session with this secret; never where there is none."""
    return key is not None and hmac.compare_digest(_whole(code[:RANDOM], key), code)


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
    half = (len(code) + 1) // 2
    return f"{code[:half]}-{code[half:]}"


def _whole(random: str, key: UUID) -> str:
    said = random + _signs(key, f"mark {random}", MARK)
    return said + check_sign(said)


def _signs(key: UUID, of: str, how_many: int) -> str:
    number = int.from_bytes(hmac.digest(key.bytes, of.encode(), sha256))
    return "".join(ALPHABET[number // len(ALPHABET) ** place % len(ALPHABET)] for place in range(how_many))


def _sign(one: str) -> str:
    digit = unicodedata.decimal(one, None)
    return one if digit is None else str(digit)
