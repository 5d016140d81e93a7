"""`himaya audit witness`: an institution keeps the last checkpoint it saw, and asks whether the next continues it.

Needs no store and no key of Himaya's: two files and the public key that was handed over once. It reads hashes and
counts, never a row.
"""

import argparse
import os
import sys
from pathlib import Path

from himaya.kernel import consistency, signed_note
from himaya.kernel.consistency import Walk
from himaya.kernel.signed_note import Checkpoint, NotANote

KEPT, BROKEN, UNREADABLE = 0, 1, 2
ROLLED_BACK = (
    "ROLLED BACK: the log has {size} rows now and had {kept} when it was last seen here. Rows were cut off, or a "
    "backup was restored: then its operator can say on which day."
)
FORKED = (
    "ANOTHER LOG: what is said of the first {kept} rows is not what was signed when they were last seen here. It was "
    "rewritten, or it went on from a restored backup. Keep both files: together they prove it, because both are signed."
)
UNPROVEN = (
    "NOT PROVEN: the proof does not lead from the {kept} rows that were seen here to these {size}. Ask for another "
    "with the kept file: `himaya audit consistency --since KEPT --output FILE`. If that fails too, the log was "
    "rewritten."
)


def main(argv: list[str]) -> int:
    """0: it continues what was kept, and is kept now. 1: it does not. 2: it cannot be read."""
    parser = argparse.ArgumentParser(prog="himaya audit witness")
    parser.add_argument("file", type=Path, help="a checkpoint, or what `himaya audit consistency` wrote")
    parser.add_argument("--state", type=Path, required=True, help="where the last checkpoint is kept; made if absent")
    parser.add_argument("--key", type=Path, required=True, help="the line of `himaya audit public-key`, in a file")
    parsed = parser.parse_args(argv)
    try:
        keys = [signed_note.read_key(line) for line in _text(parsed.key).splitlines() if line.strip()]
        text = _text(parsed.file)
        walk = consistency.read(text) or Walk(0, (), text)
        new = _signed(walk.note, keys)
        old = _signed(_text(parsed.state), keys) if parsed.state.exists() else None
    except (OSError, UnicodeDecodeError, NotANote) as fault:
        sys.stderr.write(f"Nothing was kept: {fault}\n")
        return UNREADABLE
    if old is not None and (found := judge(old, new, walk)):
        sys.stderr.write(found.format(kept=old.size, size=new.size) + "\nNothing was kept.\n")
        return BROKEN
    _keep(parsed.state, walk.note)
    said = f"continues the {old.size} that were seen before" if old is not None else "is the first that is kept here"
    sys.stdout.write(f"Signed. The log has {new.size} rows and {said}.\n")
    return KEPT


def judge(old: Checkpoint, new: Checkpoint, walk: Walk) -> str:
    """What is wrong with the newer of two signed checkpoints; nothing when it continues the older."""
    if new.origin != old.origin:
        return FORKED
    if new.size < old.size:
        return ROLLED_BACK
    if new.size == old.size:
        return FORKED if new.root != old.root else ""
    if old.size == 0:
        return ""
    proven = walk.old == old.size and consistency.continues(old.size, old.root, new.size, new.root, walk.proof)
    return "" if proven else UNPROVEN


def _signed(note: str, keys: list[signed_note.PublicKey]) -> Checkpoint:
    found = signed_note.read(note)
    if not signed_note.signed_by(note, [key for key in keys if key.name == found.origin]):
        raise NotANote("it is not signed by the key given")
    return found


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def _keep(state: Path, note: str) -> None:
    """The new one whole, or still the old one."""
    new = state.with_name(f"{state.name}.new")
    with new.open("w", encoding="utf-8") as out:
        out.write(note)
        out.flush()
        os.fsync(out.fileno())
    new.replace(state)
