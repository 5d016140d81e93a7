"""Turning the keys: one door for `himaya keys rotate` and `himaya erasure finish`, with one guard."""

from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from himaya.kernel import keys, subjects, unlocked
from himaya.kernel.actor import SYSTEM
from himaya.ops import ceremony, passphrases


def needs_restart() -> bool:
    """True where a running Himaya got its keys when it started, and does not see one that came since."""
    place = Path(settings.HIMAYA_KEYS)
    newest = place / f"kek-{keys.ring().current_epoch()}.key"
    return unlocked.is_sealed(place) or passphrases.is_credential(newest)


def turn(*, restarted: bool, again: str, progress: Callable[[int, int], None] | None = None) -> int:
    """Wrap every data key under the newest epoch; returns how many. `again` is the command to run after a restart.

    Raises NotHeld while a running Himaya may not know that epoch: what is wrapped by it would be shut for people at
    work, and what they write meanwhile would go under the old one. Raises NotTurned for keys that do not open.
    """
    if needs_restart() and not restarted:
        raise ceremony.NotHeld(
            "Himaya read these keys when it started and would not find a newer one. Restart it, so that it knows "
            f"epoch {keys.ring().current_epoch()}; then run `{again} --restarted`."
        )
    return subjects.rotate(by=SYSTEM, progress=progress)
