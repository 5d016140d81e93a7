"""What `himaya doctor` looks at after erasures: whether what was promised is being kept, also after a restore."""

from datetime import timedelta

from django.conf import settings

from himaya.cases import journal, queries_retention
from himaya.kernel import clock, keys
from himaya.kernel.errors import Fault, KeyMissing
from himaya.ops import catching_up
from himaya.ops.backup_archive import BackupFailed
from himaya.ops.finding import Finding, look, well, wrong

SOON = timedelta(days=7)
DO = "Run `himaya erasure finish`: docs/how-to/erasure.md."


def restored() -> Finding:
    """Whether a restored store was told what was erased since its backup, and whether somebody erased is here."""
    try:
        if here := catching_up.back(journal.known()):
            do = "`himaya erasure anew`; under a legal hold the officer lifts it first: docs/how-to/backup.md."
            return wrong("restored", f"{len(here)} persons stand here of whom the journal knows they were erased", do)
    except Fault:
        do = "Find out who changed it. Move it away: the next erasure writes it anew from the store."
        return wrong("restored", f"{_unreadable()} is not this store's journal of erasures, or cannot be read", do)
    if catching_up.is_open():
        return wrong("restored", "from a backup, and nobody said what was erased since", catching_up.OPEN)
    if catching_up.was_without():
        do = "`himaya erasure anew JOURNAL` as soon as one is found."
        return look("restored", "from a backup, without a journal: who was erased since may be here", do)
    if not (settings.DEMO or settings.HIMAYA_ERASED):
        do = "Name a file on another disk by HIMAYA_ERASED: docs/how-to/backup.md."
        return look("restored", "not open; but the journal of erasures lies on this disk only", do)
    return well("restored", "nobody who was erased is here again")


def _unreadable() -> str:
    for file in journal.places():
        try:
            if file.exists():
                catching_up.read(file)
        except BackupFailed:
            return str(file)
    return "a file"


def erasures() -> Finding:
    """Whether the keys were turned in time, and whether the promised day has passed with the epoch still there."""
    waiting, today = list(queries_retention.waiting_for_epoch()), clock.today()
    if late := [one for one in waiting if one.gone_by and one.gone_by < today]:
        return wrong("erasures", f"{len(late)} certificates promised a day that has passed", DO)
    if stuck := [one for one in waiting if one.settled_at is None and one.decided_on and one.decided_on < today]:
        return look("erasures", f"{len(stuck)} not folded into the database's files", "See whether the worker runs.")
    try:
        newest = keys.ring().current_epoch()
    except KeyMissing:
        return look("erasures", f"{len(waiting)} still open in backups; the keys cannot be looked at", DO)
    done_on = [one.decided_on for one in waiting if one.epoch == newest and one.decided_on]
    if done_on and min(done_on) + timedelta(days=settings.HIMAYA_TURN_DAYS) - SOON <= today:
        return look("erasures", f"{len(done_on)} wait for the keys to be turned", DO)
    if waiting:
        return well("erasures", f"{len(waiting)} still open in backups, the first until {waiting[0].gone_by}")
    return well("erasures", "none is open in a backup")
