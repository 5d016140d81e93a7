"""Where a passphrase comes from: a file that only this user can read (or an inherited descriptor), else the terminal.

Never the environment's text and never the command line: both can be read by others while the process runs.
"""

import getpass
import os
import stat
import sys
import unicodedata
from pathlib import Path

from himaya.kernel import places, unlocked
from himaya.kernel.keyfile import CannotOpen

FILE, NEW_FILE = "HIMAYA_PASSPHRASE_FILE", "HIMAYA_NEW_PASSPHRASE_FILE"
SHORTEST, TRIES, LONGEST = 20, 3, 1024


class NoPassphrase(Exception):
    """There is none, or none that may be used. The message says what to do."""


def unlock(directory: Path) -> None:
    """Open the keys of this directory if they are sealed and not open yet. Raises NoPassphrase or CannotOpen."""
    if not unlocked.is_sealed(directory) or unlocked.held(directory) is not None:
        return
    if os.environ.get(FILE):
        unlocked.unlock(directory, from_file(FILE, directory))
        return
    for left in reversed(range(TRIES)):
        try:
            unlocked.unlock(directory, _typed("Passphrase of the keys: "))
        except CannotOpen as reason:
            if str(reason) != unlocked.WRONG or not left:
                raise
            sys.stderr.write(f"{reason}\n")
        else:
            return


def new(directory: Path) -> str:
    """A new passphrase, typed twice or from `HIMAYA_NEW_PASSPHRASE_FILE`. Raises NoPassphrase."""
    if os.environ.get(NEW_FILE):
        return _long_enough(from_file(NEW_FILE, directory))
    first = _long_enough(_typed("New passphrase (six words that nobody would guess): "))
    if unicodedata.normalize("NFC", _typed("The same again: ")) != unicodedata.normalize("NFC", first):
        raise NoPassphrase("The two are not the same. Nothing was changed: begin again.")
    return first


def _long_enough(passphrase: str) -> str:
    if len(passphrase) < SHORTEST or len(set(passphrase)) < SHORTEST // 3:
        raise NoPassphrase(f"Too easy to guess. Take at least {SHORTEST} letters: six words thrown with dice.")
    return passphrase


def from_file(setting: str, directory: Path) -> str:
    """The first line of the file that the setting names, after a look at who can read it. Raises NoPassphrase."""
    path = Path(os.environ[setting])
    try:
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError as fault:
        raise NoPassphrase(f"{setting} names {path}, which cannot be read ({fault.strerror}).") from fault
    told = os.fstat(handle)
    if not (stat.S_ISREG(told.st_mode) or stat.S_ISFIFO(told.st_mode)):
        os.close(handle)
        raise NoPassphrase(f"{setting} names {path}, which is neither a file nor a pipe.")
    with os.fdopen(handle, "rb") as file:
        if told.st_uid not in (0, os.geteuid()) or not _is_private(told, path):
            raise NoPassphrase(f"The file of {setting} can be read by others. `chmod 400` it, owned by Himaya's user.")
        if stat.S_ISREG(told.st_mode) and _lies_with_what_it_opens(path.resolve(), directory):
            raise NoPassphrase(
                f"The file of {setting} lies beside what it opens, so whoever takes one has both. Put it elsewhere, or "
                "let systemd hold it: docs/how-to/keys.md."
            )
        line = file.read(LONGEST + 1).split(b"\n", 1)[0].rstrip(b"\r")
    try:
        passphrase = line.decode()
    except UnicodeDecodeError as fault:
        raise NoPassphrase(f"The file of {setting} is not text.") from fault
    if not passphrase or len(line) > LONGEST:
        raise NoPassphrase(f"The first line of {setting} is empty or longer than {LONGEST} bytes.")
    return passphrase


def _is_private(told: os.stat_result, path: Path) -> bool:
    # systemd opens a credential to the service by an access list, which shows as a reading bit of root's group.
    if is_credential(path) and told.st_uid == told.st_gid == 0:
        return not told.st_mode & (stat.S_IRWXO | stat.S_IWGRP | stat.S_IXGRP)
    return not told.st_mode & (stat.S_IRWXG | stat.S_IRWXO)


def is_credential(path: Path) -> bool:
    """True for a file in the directory that systemd made for this service's credentials."""
    given = os.environ.get("CREDENTIALS_DIRECTORY")
    return bool(given) and path.resolve().parent == Path(str(given)).resolve()


def _lies_with_what_it_opens(path: Path, directory: Path) -> bool:
    return path.is_relative_to(directory.resolve()) or path.is_relative_to(places.home().resolve())


def _typed(prompt: str) -> str:
    """Asked on the terminal itself, without echo, so that a pipe on standard input is never taken for a person."""
    try:
        os.close(os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY))
    except OSError as fault:
        raise NoPassphrase(
            f"The keys are under a passphrase and there is no terminal to ask on. Set {FILE} to a file that only this "
            f"user can read (a new passphrase: {NEW_FILE}), or to /dev/fd/N."
        ) from fault
    return getpass.getpass(prompt)
