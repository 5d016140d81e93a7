"""A reset by two people: for what, how long each step waits, how it stands. Pure: no store, no clock.

Model, not adopted: the hours, minutes and counts below are ours to begin with; an institution sets its own.
Source: design/security.md decision 11 ("reset by two people"); ASVS 5.0 V6.4.3 and V6.4.4.
"""

from datetime import datetime, timedelta

WAITING, APPROVED, USED, STOPPED, EXPIRED = "waiting", "approved", "used", "stopped", "expired"
OPEN = (WAITING, APPROVED)
REASONS = ("telephone_lost", "telephone_stolen", "password_forgotten", "everything_lost")
# A second person is found within a day, and the way in is used while both stand beside each other.
ANSWER_WITHIN = timedelta(hours=24)
WAY_OPEN_FOR = timedelta(minutes=30)
# What one person may ask for, and hand over, within an hour: whoever is paid to open accounts does not open many.
AN_HOUR = timedelta(hours=1)
AT_MOST = 5
# Without letters and digits that are taken for one another when read aloud.
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
GROUPS, GROUP = 5, 4


def standing(*, state: str, answer_until: datetime, way_until: datetime | None, now: datetime) -> str:
    """The state as it is at this moment: what was left too long has expired, whether or not somebody noted it."""
    if state == WAITING and now >= answer_until:
        return EXPIRED
    if state == APPROVED and (way_until is None or now >= way_until):
        return EXPIRED
    return state


def tidy(typed: str) -> str:
    """What was typed as a way in, without the gaps and in capitals."""
    return "".join(one for one in typed.upper() if one.isalnum())


def grouped(code: str) -> str:
    """A way in as it is shown and read aloud."""
    return "-".join(code[i : i + GROUP] for i in range(0, len(code), GROUP))
