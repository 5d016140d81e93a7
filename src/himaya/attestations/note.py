"""What a letter says to a machine: signed lines of codes and days, under a name that says nothing.

No desk, no reference of a file, no status. A name stands there only where she wished one on the paper: so nobody can
print another name over a letter that was found. Whoever has the installation's public key and her phrase needs nothing
else: it was issued, it is valid until a day, and whether it was taken back cannot be told without a desk.
"""

import re
from dataclasses import dataclass
from datetime import date

from himaya.attestations import phrases
from himaya.kernel import ids, statements
from himaya.kernel.signed_note import PublicKey

KIND = "attestation"
LONGEST = statements.LONGEST
LONGEST_NAME = 60
_NUMBER = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")
# What a reading by signature ends in. A wrong phrase and a letter of somebody else answer alike.
VALID, OVER, NOT_FITTING = "valid", "over", "not_fitting"


@dataclass(frozen=True, slots=True)
class Letter:
    """What a signed letter says. `bearer` is empty unless she wished her name on it."""

    number: str
    issued_on: date
    valid_until: date
    text: str
    verifier: str
    bearer: str = ""


def new_number() -> str:
    """A number of three groups: random, about 55 bits, and no reference of any file."""
    return f"{ids.new_reference()}-{ids.new_reference()[:4]}"


def tidy_number(typed: str) -> str:
    """What was typed, as the number that it means; empty for none."""
    letters = "".join(one for one in typed.upper()[:40] if one.isascii() and one.isalnum())
    found = "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))
    return found if _NUMBER.fullmatch(found) else ""


def public_key() -> PublicKey:
    """The key by which anybody verifies the letters of this installation. Raises KeyMissing."""
    return statements.public_key(origin=KIND)


def sign(letter: Letter) -> str:
    """The letter as a signed note. Raises KeyMissing."""
    lines = [
        f"{KIND} {letter.number}",
        f"issued {letter.issued_on.isoformat()}",
        f"valid-until {letter.valid_until.isoformat()}",
        f"text {letter.text}",
        f"phrase {phrases.METHOD} {letter.verifier}",
        *([f"bearer {letter.bearer}"] if letter.bearer else []),
    ]
    return statements.sign(lines, origin=KIND)


def read(note: str, keys: list[PublicKey]) -> Letter | None:
    """What a text says as a letter that one of these keys signed as it stands; None for everything else."""
    found = statements.read(KIND, note, keys)
    if found is None or not found.signed:
        return None
    method, _, verifier = found.lines.get("phrase", "").partition(" ")
    try:
        days = date.fromisoformat(found.lines["issued"]), date.fromisoformat(found.lines["valid-until"])
    except (KeyError, ValueError):
        return None
    number = found.lines[KIND]
    if method != phrases.METHOD or not _NUMBER.fullmatch(number):
        return None
    return Letter(number, *days, found.lines.get("text", ""), verifier, found.lines.get("bearer", ""))


def checked(note: str, phrase: str, keys: list[PublicKey], today: date) -> tuple[str, Letter | None]:
    """How a letter reads by its signature and her phrase alone: valid, over, or not fitting, which says no more."""
    letter = read(note, keys)
    if letter is None or not phrases.fits(letter.number, phrase, letter.verifier):
        return NOT_FITTING, None
    return (VALID if today <= letter.valid_until else OVER), letter
