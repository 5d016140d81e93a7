"""To whom backups are encrypted: public keys in one file of the data directory, each known to the audit.

The file is what a backup is encrypted to; the audit is what it must agree with. A key that somebody wrote into the
file is refused: it would open every later backup.
"""

import os
from pathlib import Path

from django.conf import settings

from himaya.adapters import age
from himaya.kernel.actor import Actor
from himaya.kernel.models import AuditEvent
from himaya.kernel.unit import unit
from himaya.ops.store import CannotStart

FILE = "backup-recipients.txt"
FEWEST = 2
_OBJECT = "backup_recipient"


def path() -> Path:
    """The file in the data directory."""
    return Path(settings.HIMAYA_HOME) / FILE


def listed() -> list[str]:
    """The public keys in the file, in its order."""
    if not path().is_file():
        return []
    lines = (line.strip() for line in path().read_text("utf-8").splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def unknown() -> list[str]:
    """Keys in the file that no command put there."""
    known: set[str] = set()
    events = AuditEvent.objects.filter(object_type=_OBJECT).order_by("id")
    for action, key in events.values_list("action", "object_id"):
        (known.add if action == "backup.recipient_added" else known.discard)(key)
    return [key for key in listed() if key not in known]


def for_backup() -> list[str]:
    """The keys to encrypt to. Raises CannotStart when they are too few or not to be trusted."""
    if unknown():
        raise CannotStart(
            f"{path()} holds a key that `himaya backup recipients add` did not put there; it would open every backup. "
            "Find out who wrote it. Then delete its line, or add the key by the command."
        )
    keys = listed()
    if len(set(keys)) < FEWEST:
        raise CannotStart(
            f"A backup needs {FEWEST} recipients, so that it opens when one key is lost; there are {len(set(keys))}. "
            "`himaya backup identity FILE` makes a pair of keys (not on this machine), "
            "`himaya backup recipients add age1…` names the public one here."
        )
    for key in keys:
        age.check_recipient(key)
    return keys


def add(key: str, *, by: Actor) -> None:
    """Name one more recipient. Raises AgeFailed when it is not a public key."""
    age.check_recipient(key)
    with unit(by=by) as u:
        u.log("backup.recipient_added", object_type=_OBJECT, object_id=key)
        _write([*(one for one in listed() if one != key), key])


def remove(key: str, *, by: Actor) -> None:
    """Later backups are not encrypted to this key; those made already stay open to it. Raises CannotStart."""
    if key not in listed():
        raise CannotStart("This key is not among the recipients. `himaya backup recipients list` shows them.")
    with unit(by=by) as u:
        u.log("backup.recipient_removed", object_type=_OBJECT, object_id=key)
        _write([one for one in listed() if one != key])


def ensure_demo(*, by: Actor) -> None:
    """Two recipients of the exercise, their private keys beside its other keys, where there are none yet."""
    folder = Path(settings.HIMAYA_KEYS)
    for number in range(1, FEWEST + 1):
        file = folder / f"backup-{number}.agekey"
        key = age.public_keys(file)[0] if file.is_file() else age.write_identity(file)
        if key not in listed() or key in unknown():
            add(key, by=by)


def _write(keys: list[str]) -> None:
    new = path().with_suffix(".new")
    new.unlink(missing_ok=True)
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        out.write("# Backups are encrypted to these keys. Changed by `himaya backup recipients` only.\n")
        out.writelines(f"{key}\n" for key in keys)
        out.flush()
        os.fsync(out.fileno())
    new.replace(path())
