"""Whether the keys lie where a thief of the data does not find them, and where only Himaya reads them."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from himaya.kernel import keys, unlocked
from himaya.ops.passphrases import is_credential

INSIDE = (
    "The keys lie inside the data directory, so one stolen disk would open everything. "
    "Set HIMAYA_KEYS to a directory elsewhere."
)


def fault(directory: Path, home: Path, *, demo: bool) -> str | None:
    """What is wrong with the keys, in a sentence that says what to do; None when they are fit."""
    if not demo and _lies_inside(directory, home):
        return INSIDE
    return _incomplete(directory) or _readable(directory) or (None if demo else _shared(directory, home))


def _incomplete(directory: Path) -> str | None:
    if unlocked.is_sealed(directory):
        if left := sorted(file.name for file in directory.glob("*.key")):
            return (
                f"Open key files lie beside the sealed ones ({', '.join(left)}). "
                "Run `himaya keys passphrase` again: it finishes what was interrupted."
            )
        if unlocked.held(directory) is None:
            return "The keys are sealed by a passphrase and were not opened. Set HIMAYA_PASSPHRASE_FILE, or ask again."
    ring = keys.at(directory)
    wanted = ["secret.key", "index.key", "audit.key", f"kek-{max([1, *ring.epochs()])}.key"]
    if absent := [name for name in wanted if name not in ring.names()]:
        return (
            f"Key files are missing ({', '.join(absent)}). Is their volume mounted? Restore them, or "
            "`himaya keys create` on a new store."
        )
    if spoilt := ring.unreadable():
        return (
            f"{', '.join(spoilt)} holds no key: it was cut, or never written to its end. Restore it from your copy. "
            "If it is an epoch that `himaya keys add-epoch` could not finish, remove it and make the epoch again."
        )
    return None


def _readable(directory: Path) -> str | None:
    for file in _files(directory):
        told = file.stat()
        shared = told.st_mode & (stat.S_IRWXG | stat.S_IRWXO)
        if is_credential(file) and told.st_uid == told.st_gid == 0:
            shared &= ~stat.S_IRGRP  # systemd's access list for the service shows as this bit.
        if shared:
            return "Key files can be read by others. `chmod 600` them, and the directory 700."
        if told.st_uid not in (0, os.geteuid()):
            return f"{file.name} belongs to another user, who can read it. `chown` it to the user that runs Himaya."
    if directory.stat().st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        return "Others can put key files into the key directory. `chmod 700` it."
    return None


def _shared(directory: Path, home: Path) -> str | None:
    """A key file that is itself a way into the data: a link to a file there, or a second name of one."""
    for file in _files(directory):
        if file.resolve().is_relative_to(home.resolve()):
            return INSIDE
        if file.stat().st_nlink > 1:
            return (
                f"{file.name} has a second name somewhere (a hard link), perhaps in the data. "
                "Copy it, remove both names, and put the copy in place."
            )
    return None


def _lies_inside(directory: Path, home: Path) -> bool:
    """By name, through symbolic links, and by what a bind mount shows twice."""
    directory, home = directory.resolve(), home.resolve()
    if directory.is_relative_to(home):
        return True
    way = {_identity(place) for place in (directory, *directory.parents) if place.is_dir()}
    # What holds the data as well (the root, /var) is no sign of anything.
    way -= {_identity(place) for place in home.parents}
    return any(_identity(place) in way for place in _folders(home))


def _folders(home: Path) -> Iterator[Path]:
    for place, _folders_in_it, _files_in_it in os.walk(home):
        yield Path(place)


def _identity(place: Path) -> tuple[int, int]:
    told = place.stat()
    return told.st_dev, told.st_ino


def _files(directory: Path) -> list[Path]:
    return sorted([*directory.glob("*.key"), *directory.glob(unlocked.NAME)])
