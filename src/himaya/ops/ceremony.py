"""The ceremony: keepers come to the screen one after the other, and each leaves with a sheet that was typed back.

Nothing is written before every keeper has shown that the paper is right and every pair has opened the copy. An
interrupted ceremony leaves nothing behind.
"""

import os
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from himaya.kernel import clock, recovery, unlocked
from himaya.kernel.keyfile import Files, Sealed
from himaya.kernel.recovery import Miscopied

LOOKS = 3
PRINT_SECONDS = 60


class NotHeld(Exception):
    """The ceremony or the restoration cannot go on. The message says what to do."""


@dataclass(frozen=True)
class Table:
    """Where the keepers sit: what is said, what is asked, how the screen is emptied, and what prints a sheet."""

    say: Callable[[str], None]
    ask: Callable[[str], str]
    empty: Callable[[], None]
    printer: tuple[str, ...] = ()


def hold(files: Mapping[str, bytes], *, keepers: int, sealed_home: bool, output: Path, table: Table) -> Path:
    """Split the keys between the keepers and write the recovery copy. Returns where it stands."""
    copy = output / recovery.FILE
    if copy.exists():
        raise NotHeld(f"{copy} exists already. Give an empty directory: an older copy may still be needed.")
    blob, secrets = recovery.make(files, keepers=keepers, sealed_home=sealed_home)
    sealed = recovery.read(blob)
    table.say(f"Ceremony {recovery.sign(sealed)}: {keepers} keepers, any two of them open the copy, none alone.")
    for number, secret in enumerate(secrets, start=1):
        _one_keeper(number, keepers, secret, recovery.sign(sealed), table)
        table.say(f"Keeper {number} of {keepers} is done.")
    for one, other in combinations(range(keepers), 2):
        if recovery.restore(sealed, secrets[one], secrets[other]) != files:
            raise NotHeld("A pair of sheets does not open the copy. Nothing was written: begin again.")
        table.say(f"Sheets {one + 1} and {other + 1} open the copy.")
    output.mkdir(parents=True, exist_ok=True, mode=0o700)
    unlocked.write(copy, blob)
    return copy


def _one_keeper(number: int, keepers: int, secret: bytes, sign: str, table: Table) -> None:
    table.ask(f"Keeper {number} of {keepers}: sit at the screen alone, then press Enter. ")
    while True:
        _show(sheet(number, keepers, secret, sign), table)
        for _ in range(LOOKS):
            try:
                if recovery.from_blocks(table.ask("Type the nine blocks from your paper: ")) == secret:
                    table.empty()
                    return
                table.say("This is another sheet. Type the one that you have just made.")
            except Miscopied as reason:
                table.say(str(reason))
        table.say("Three times not right: here is the sheet once more. Compare every letter.")


def _show(text: str, table: Table) -> None:
    if table.printer:
        try:
            subprocess.run(table.printer, input=text.encode(), check=True, timeout=PRINT_SECONDS)  # noqa: S603
        except (OSError, subprocess.SubprocessError) as fault:
            raise NotHeld(
                "The sheet could not be printed. Nothing was written: mend the printer, begin again."
            ) from fault
        table.say("Your sheet is printed. Take it yourself.")
        return
    table.say(text)
    table.ask("Write it down, compare it, then press Enter: the screen will be emptied. ")
    table.empty()


def sheet(number: int, keepers: int, secret: bytes, sign: str) -> str:
    """One keeper's paper."""
    blocks = recovery.in_blocks(secret)
    rows = ["      " + "   ".join(f"{at + 1}: {block}" for at, block in group) for group in _by_three(blocks)]
    lines = [
        "",
        "  HIMAYA  RECOVERY SHEET",
        f"  Keeper {number} of {keepers}       ceremony {sign}       {clock.today().isoformat()}",
        "",
        *rows,
        "",
        "  With one other sheet of this ceremony and the file recovery.sealed it restores the keys.",
        "  Keep it in a safe of your own, apart from the other sheets and from the file. No photograph, no copy.",
        "  If it is lost or seen by somebody, say so at once: a new ceremony makes it worthless.",
        "",
    ]
    return "\n".join(lines)


def _by_three(blocks: list[str]) -> list[list[tuple[int, str]]]:
    told = list(enumerate(blocks))
    return [told[at : at + 3] for at in range(0, len(told), 3)]


def gather(sealed: Sealed, table: Table) -> Files:
    """The key files, from two keepers who type their sheets."""
    table.say(f"Ceremony {recovery.sign(sealed)}: two sheets with this sign are needed.")
    first, who = _typed(sealed, "First keeper, your nine blocks: ", table)
    table.empty()
    table.say(f"Sheet {who} is right.")
    while True:
        second, other = _typed(sealed, "Second keeper, your nine blocks: ", table)
        table.empty()
        if other != who:
            break
        table.say("This is the same sheet again. Another keeper's is needed.")
    table.say(f"Sheet {other} is right.")
    return recovery.restore(sealed, first, second)


def _typed(sealed: Sealed, prompt: str, table: Table) -> tuple[bytes, int]:
    while True:
        try:
            secret = recovery.from_blocks(table.ask(prompt))
            return secret, recovery.keeper_of(sealed, secret)
        except Miscopied as reason:
            table.say(str(reason))


def put(files: Files, directory: Path) -> None:
    """Put restored key files in place; what is there already and is the same stays. Never overwrites."""
    directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    if unlocked.is_sealed(directory) or any(
        (directory / name).exists() and (directory / name).read_bytes() != text for name, text in files.items()
    ):
        raise NotHeld(f"{directory} holds other keys. Move them away first; nothing was changed.")
    for name, text in files.items():
        if not (directory / name).exists():
            unlocked.write(directory / name, text)


def read(folder: Path) -> Sealed:
    """The recovery copy in a folder."""
    try:
        return recovery.read((folder / recovery.FILE).read_bytes())
    except FileNotFoundError as fault:
        raise NotHeld(f"There is no {recovery.FILE} in {folder}. Name the folder of the ceremony's copy.") from fault


def apart(output: Path, home: Path) -> None:
    """Raises NotHeld when the copy would lie in the data: the same loss would take both."""
    if output.resolve().is_relative_to(home.resolve()):
        raise NotHeld("This is inside the data directory: whatever takes the data takes the copy. Give another place.")


def on_terminal(say: Callable[[str], None], printer: tuple[str, ...] = ()) -> Table:
    """The keepers sit at this terminal."""

    def empty() -> None:
        if os.isatty(1):
            say("\x1b[2J\x1b[3J\x1b[H")

    return Table(say=say, ask=input, empty=empty, printer=printer)
