"""`himaya attestation …`: the public key of letters, and a check of one by signature and phrase. It opens no store."""

import argparse
import getpass
import sys
from pathlib import Path

from himaya.attestations import note
from himaya.kernel import clock, signed_note
from himaya.ops.subcommands import Say, Words, group, word

GENUINE, NOT_FITTING, UNREADABLE = 0, 1, 2


def add(commands: Words, say: Say) -> None:
    """The word that needs our key."""
    attestation = group(commands, "attestation")

    def public_key(_: argparse.Namespace) -> int:
        say(note.public_key().line())
        return 0

    word(attestation, "public-key", public_key)


def verify_main(argv: list[str]) -> int:
    """0: genuine, with its days. 1: it does not fit, or its time is over. 2: nothing can be said.

    Needs neither store nor key of ours. The phrase is asked for, or read from a pipe: never in the words of a command,
    which every process of the machine can read.
    """
    parser = argparse.ArgumentParser(prog="himaya attestation verify", description=verify_main.__doc__)
    parser.add_argument("file", type=Path, help="the text of the square of dots")
    parser.add_argument("--key", required=True, help="the line of `himaya attestation public-key`")
    parsed = parser.parse_args(argv)
    try:
        keys = [signed_note.read_key(parsed.key)]
        text = parsed.file.read_text(encoding="utf-8", errors="replace")[: note.LONGEST]
    except (signed_note.NotANote, OSError) as fault:
        sys.stderr.write(f"{fault}\n")
        return UNREADABLE
    said, letter = note.checked(text, _phrase(), keys, clock.today())
    if letter is None:
        sys.stderr.write("Letter and phrase do not fit together, or another installation signed the letter.\n")
        return NOT_FITTING
    over = said == note.OVER
    lines = [
        f"Issued on {letter.issued_on}, {'was valid until' if over else 'valid until'} {letter.valid_until}.",
        *([f"The name on it: {letter.bearer}"] if letter.bearer else []),
        "Whether it was taken back is not checked here: a desk that has an account sees that.",
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    return NOT_FITTING if over else GENUINE


def _phrase() -> str:
    return getpass.getpass("Phrase: ") if sys.stdin.isatty() else sys.stdin.readline()
