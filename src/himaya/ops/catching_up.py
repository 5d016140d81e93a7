"""After a restore: what was erased since the backup is erased once more, by the journal that outlived the store.

Until somebody gave the journal, or said that there is none, the restored store is marked: `himaya doctor` calls it
wrong, and nothing is erased by the clock, because a hold of after the backup may be missing.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from himaya.cases import journal
from himaya.cases.actions import erasures, holds
from himaya.cases.journal import Erased, Journal
from himaya.kernel import statements
from himaya.kernel.actor import Actor
from himaya.kernel.errors import KeyMissing, NotFound, NotNow
from himaya.kernel.models import AuditCheckpoint, AuditEvent
from himaya.kernel.signed_note import NotANote
from himaya.kernel.unit import unit
from himaya.ops.backup_archive import BackupFailed

RESTORED, CAUGHT_UP, WITHOUT = "backup.restored", "backup.caught_up", "backup.without_journal"
OPEN = (
    "This store was restored from a backup, and nobody said what was erased since. Run `himaya erasure anew JOURNAL` "
    "with the newest journal of erasures, or `himaya erasure anew --no-journal` when there is none: "
    "docs/how-to/backup.md. Until then nothing is erased by the clock."
)


@dataclass(frozen=True)
class Caught:
    """What was done: persons erased once more, holds put right, persons whom a later hold protects."""

    erased: int
    holds: int
    refused: int


def read(file: Path, directory: Path | None = None) -> tuple[str, Journal]:
    """A journal in a file, signed by the store whose keys these are. Raises BackupFailed."""
    try:
        text = file.read_text("utf-8")
        return text, journal.read(text, [statements.public_key(directory)])
    except (OSError, UnicodeDecodeError) as fault:
        raise BackupFailed(f"The journal {file} cannot be read ({type(fault).__name__}).") from None
    except NotANote as fault:
        raise BackupFailed(f"{file}: {fault}. Take the newest journal of this store, unchanged.") from None
    except KeyMissing:
        raise BackupFailed("audit.key is missing among the keys, so nothing shows who signed the journal.") from None


def refuse_older(given: Journal, inside: Path, directory: Path | None) -> None:
    """Raises BackupFailed when the backup itself knows of more erasures than the journal that is given."""
    try:
        of_backup = read(inside, directory)[1] if inside.is_file() else None
    except BackupFailed:
        # Under an audit key that was lost since: it says nothing, and what is given was signed with the present one.
        of_backup = None
    if of_backup is not None and not given.continues(of_backup):
        raise BackupFailed(
            "The journal of erasures is older than the backup: the backup knows of erasures that it does not. "
            "Take the newest one. Nothing was kept."
        )


def catch_up(text: str, found: Journal, *, by: Actor) -> Caught:
    """Do what the journal knows and the store does not. May be repeated; killed in between, the next run goes on."""
    journal.take(text)
    put_right = sum(holds.lift_anew(lifted=one, by=by) for one in found.lifted())
    erased = refused = 0
    for one in found.erased():
        try:
            erased += erasures.anew(first=one, by=by)
        except (NotFound, NotNow):
            # The refusal is in the audit, and the doctor goes on saying that this person is here.
            refused += 1
    put_right += sum(holds.put_back(placed=one, by=by) for one in found.standing())
    done = Caught(erased, put_right, refused)
    with unit(by=by) as u:
        u.log(
            CAUGHT_UP,
            object_type="backup",
            object_id=hashlib.sha256(text.encode()).hexdigest(),
            code=f"{done.erased}/{done.holds}/{done.refused}/{found.sealed}",
        )
    erasures.settle_or_say(by=by)
    return done


def go_without(*, by: Actor) -> None:
    """The operator says that there is no journal. The audit keeps that it was said."""
    with unit(by=by) as u:
        u.log(WITHOUT, object_type="backup", object_id="")


def sealed_rows() -> int:
    """How many rows of the audit are sealed in this store."""
    last = AuditCheckpoint.objects.order_by("-first").only("first", "count").first()
    return last.first + last.count if last is not None else 0


def is_open() -> bool:
    """True when the store was restored and nobody has given a journal, or said that there is none, since."""
    return _answer() == ""


def was_without() -> bool:
    """True when the last restore went without a journal."""
    return _answer() == WITHOUT


def _answer() -> str | None:
    last = _latest(RESTORED)
    if last is None:
        return None
    answers = AuditEvent.objects.filter(action__in=(CAUGHT_UP, WITHOUT), object_type="backup", id__gt=last.pk)
    found = set(answers.values_list("action", flat=True))
    return CAUGHT_UP if CAUGHT_UP in found else WITHOUT if found else ""


def _latest(action: str) -> AuditEvent | None:
    return AuditEvent.objects.filter(object_type="backup", action=action).order_by("-id").first()


def back(known: Journal | None) -> list[Erased]:
    """Whom the journal knows as erased and who stands in the store all the same."""
    return [one for one in known.erased() if erasures.is_back(one)] if known is not None else []


@dataclass(frozen=True)
class Restored:
    """One restore as the audit knows it: when, how many sealed rows the backup had, how many there had been."""

    at: datetime
    had: int
    known: int

    def sentence(self) -> str:
        """What whoever verifies the audit has to know."""
        lost = (
            f"{self.known - self.had} rows that were sealed after it, and perhaps more, are not here: only checkpoints "
            "and copies kept elsewhere speak of them."
            if self.known > self.had
            else "What was written between the backup and that day is not here."
        )
        return f"On {self.at:%Y-%m-%d} this store was restored from a backup with {self.had} sealed rows. {lost}"


def restores() -> list[Restored]:
    """Every restore, the oldest first: an audit set back by one does not contradict itself, but others' checkpoints."""
    rows = AuditEvent.objects.filter(object_type="backup", action__in=(RESTORED, CAUGHT_UP)).order_by("id")
    found: list[Restored] = []
    for action, at, code in rows.values_list("action", "at", "code"):
        if action == RESTORED:
            found.append(Restored(at, int(code or 0), 0))
        elif found:
            known = max(found[-1].known, int(code.rpartition("/")[2]))
            found[-1] = Restored(found[-1].at, found[-1].had, known)
    return found
