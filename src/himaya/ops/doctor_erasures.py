"""What `himaya doctor` looks at after erasures: whether what certificates promise is being kept."""

from datetime import timedelta

from django.conf import settings

from himaya.cases import queries_retention
from himaya.kernel import clock, keys
from himaya.kernel.errors import KeyMissing
from himaya.ops.finding import Finding, look, well, wrong

SOON = timedelta(days=7)
DO = "Run `himaya erasure finish`: docs/how-to/erasure.md."


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
