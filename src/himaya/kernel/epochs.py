"""The life of a master key's epoch: which wrap what, and when an old one may be destroyed.

A backup made before a rotation still needs the old epoch; after the backup window nobody does, and what was erased
meanwhile goes from those backups too (security 4).
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import Count

from himaya.kernel import clock, fit, keys, steady, subjects
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.models import AuditEvent, DataKey
from himaya.kernel.subjects import ROTATED
from himaya.kernel.unit import unit

RETIRED = "keys.epoch_retired"
SHUT = "keys_shut"
# The audit takes codes, never a sentence.
REASONS = ("scheduled", "erasure", "leak", "staff_left")


@dataclass(frozen=True)
class Epoch:
    """One epoch as an operator sees it. `until`: the first day on which it may be destroyed, once it wraps nothing."""

    number: int
    newest: bool
    wraps: int
    until: date | None


def listed() -> list[Epoch]:
    """Every epoch whose key is here, or that still wraps something."""
    wraps = dict(DataKey.objects.values_list("epoch").annotate(n=Count("id")).order_by("epoch"))
    present = keys.ring().epochs()
    newest = keys.ring().current_epoch()
    return [
        Epoch(number, number == newest, wraps.get(number, 0), None if number == newest else _until(number))
        for number in sorted({*present, *wraps})
    ]


def _until(epoch: int) -> date | None:
    """Counted from the last rotation that could have taken a key away from this epoch."""
    done = AuditEvent.objects.filter(action=ROTATED).values_list("object_id", "at")
    last: datetime | None = max((at for newest, at in done if int(newest) > epoch), default=None)
    if last is None:
        return None
    return last.astimezone(clock.here()).date() + timedelta(days=settings.HIMAYA_BACKUP_DAYS + 1)


def check_retire(epoch: int) -> None:
    """Raises a refusal with what to do when this epoch's master key is still needed."""
    ring = keys.ring()
    gone = AuditEvent.objects.filter(action=RETIRED, object_id=str(epoch)).exists()
    if epoch not in ring.epochs() and (gone or not DataKey.objects.filter(epoch=epoch).exists() and not _until(epoch)):
        raise NotValid(f"There is no epoch {epoch} here. `himaya keys list` shows those there are.", code="no_epoch")
    if epoch >= ring.current_epoch():
        raise NotNow(
            f"Epoch {epoch} is the newest: it wraps every new key. Make the next with `himaya keys add-epoch`, "
            "then `himaya keys rotate`.",
            code="newest_epoch",
        )
    if wraps := DataKey.objects.filter(epoch=epoch).count():
        raise NotNow(
            f"Epoch {epoch} still wraps {wraps} data keys; without it their records could never be read again. "
            "Run `himaya keys rotate` first; it names those that do not open.",
            code="epoch_in_use",
        )
    until = _until(epoch)
    if until is None:
        raise NotNow(f"No rotation away from epoch {epoch} is on record. Run `himaya keys rotate`.", code="not_rotated")
    if clock.today() < until:
        raise NotNow(
            f"Backups made before the rotation still need epoch {epoch}. It may be destroyed on {until.isoformat()} "
            f"({settings.HIMAYA_BACKUP_DAYS} days of backups, HIMAYA_BACKUP_DAYS).",
            code="backup_window",
        )
    steady.check()
    if shut := fit.shut():
        raise NotNow(
            f"{len(shut)} data keys do not open: {subjects.named(shut)}. What a backup holds of them may be under "
            f"epoch {epoch}, so it stays. {subjects.RESTORE} and run `himaya keys rotate`; where no backup opens them, "
            "let that subject be erased. Then run this again.",
            code=SHUT,
        )


def retire(epoch: int, *, reason: str, by: Actor) -> None:
    """Destroy an old epoch's master key, for one of `REASONS`. The audit row stands before the key is gone.

    Killed in between, the key is still there and the command can be run again.
    """
    if reason not in REASONS:
        raise NotValid(f"Give one of these reasons: {', '.join(REASONS)}.", code="no_reason")
    with unit(by=by) as u:
        check_retire(epoch)
        u.log(RETIRED, object_type="epoch", object_id=epoch, code=reason)
    keys.destroy_epoch(Path(settings.HIMAYA_KEYS), epoch)
