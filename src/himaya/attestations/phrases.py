"""The phrase to which a letter is bound: her own words, kept nowhere, not even here. Pure.

Two ways of typing the same words are one phrase: letters are compared without case, accents, vowel marks, spaces and
punctuation, Arabic letters by their skeleton (أ is ا, ة is ه, ى is ي), digits as digits. The page that checks without a
server does the same (`web/static/himaya/public/attestation.js`); a test holds the two together.

What is made of it is a slow derivation (scrypt), salted by the letter's number: its hash stands in the letter itself,
and a mark of it, under the key of the installation, in the store.
"""

import hmac
import unicodedata
from collections.abc import Iterable
from hashlib import sha256
from itertools import pairwise

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

# 128 MiB and about half a second for each try, here and in a browser.
COST, BLOCK, LANES = 17, 8, 1
METHOD = f"scrypt-{COST}-{BLOCK}-{LANES}"
LONGEST = 200
# What no decomposition of Unicode makes one.
_SAME = str.maketrans(
    {
        "ٱ": "ا", "ى": "ي", "ی": "ي", "ة": "ه", "ہ": "ه", "ھ": "ه", "ک": "ك", "گ": "ك",
        "œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "ı": "i",
    }
)  # fmt: skip


def tidy(phrase: str) -> str:
    """The phrase as it is compared: letters and digits only."""
    bare = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", phrase[:LONGEST]).lower())
    kept = (one for one in bare if unicodedata.category(one)[0] in "LN")
    return "".join(_digit(one) for one in kept if unicodedata.category(one) != "Lm").translate(_SAME)


def _digit(one: str) -> str:
    return str(unicodedata.decimal(one)) if "\u0660" <= one <= "\u0669" or "\u06f0" <= one <= "\u06f9" else one


def long_enough(phrase: str, at_least: int) -> bool:
    """True for a phrase with enough letters, not all of them digits: a telephone number is soon guessed."""
    found = tidy(phrase)
    return len(found) >= at_least and not found.isdecimal() and len(set(found)) >= 4


def guessed(phrase: str, at_least: int, *, known: Iterable[str], bearer: str = "") -> bool:
    """True for a phrase that is tried first: repeats, rows of the alphabet, what everybody says, the bearer's name.

    What is left without them has to be two thirds of the letters that are asked.

    >>> guessed("aaaaaaaaabcd", 12, known=()), guessed("motdepasse12", 12, known=("mot de passe",))
    (True, True)
    >>> guessed("trois oiseaux", 12, known=("mot de passe",), bearer="Zahra C.")
    False
    """
    left = "".join(one for one in tidy(phrase) if not one.isdecimal())
    words = [tidy(one) for one in (*known, *bearer.split())]
    for word in sorted((one for one in words if len(one) > 2), key=len, reverse=True):
        left = left.replace(word, "")
    rows = sum(abs(ord(one) - ord(before)) <= 1 for before, one in pairwise(left))
    again = any(left and (left[:size] * len(left))[: len(left)] == left for size in range(1, len(left) // 2 + 1))
    return again or len(left) - rows < at_least * 2 // 3


def slow(number: str, phrase: str) -> bytes:
    """What is derived from a letter's number and a phrase, slowly. From it follow the verifier and the mark."""
    salt = sha256(b"himaya attestation salt 1" + number.encode()).digest()[:16]
    return Scrypt(salt=salt, length=32, n=1 << COST, r=BLOCK, p=LANES).derive(tidy(phrase).encode())


def verifier(derived: bytes) -> str:
    """What stands in the signed letter, by which a phrase is tried without any server."""
    return sha256(b"himaya attestation verifier 1" + derived).hexdigest()


def fits(number: str, phrase: str, known: str) -> bool:
    """True when this is the phrase of the letter with this number and verifier."""
    return hmac.compare_digest(verifier(slow(number, phrase)), known)


def mark_of(derived: bytes, index_root: bytes) -> str:
    """By what the store finds a letter: keyed, so that a copy of the store leads from no letter to any file.

    Without the phrase there is no way to it either, and a wrong phrase looks for a letter that was never made.
    """
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"himaya attestation mark 1").derive(index_root)
    return hmac.new(key, derived, sha256).hexdigest()
