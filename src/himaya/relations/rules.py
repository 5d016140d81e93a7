"""What a link shows and to whom, and what is said before anybody calls a parent. Pure.

Source: do-no-harm 3 (no existence oracle: whoever may not see a file learns nothing of it, by a count as little as by
a link), 6 ("is the guardian implicated?" before any call to parents), 13 (suspects are off by default);
domain/data-standards.md section 1 (the event is a unit of its own). A model, not adopted.

>>> shown(mine=True, others_seen=0), shown(mine=True, others_seen=1)
(False, True)
>>> before_a_call([NO, UNKNOWN]), before_a_call([NO]), before_a_call([])
('unknown', '', 'not_asked')
"""

from collections.abc import Iterable
from datetime import date

YES, NO, UNKNOWN = "yes", "no", "unknown"
IMPLICATED = (YES, NO, UNKNOWN)
NOT_ASKED = "not_asked"
# Why a file is taken out of an event. The line stays.
UNLINKED = ("mistake", "another_event", "their_wish", "safety")
# Why a line about a carer does not hold any more.
MISTAKE = "mistake"
CARER_ENDED = (MISTAKE, "changed", "no_longer")


def shown(*, mine: bool, others_seen: int) -> bool:
    """True where an event may be shown on a file: the file is of it, and the reader sees another file of it anyway."""
    return mine and others_seen > 0


def before_a_call(carers: Iterable[str]) -> str:
    """What stands in front of a call to parents: `yes` and `unknown` warn, nobody asked is said; empty: nobody is."""
    said = set(carers)
    if not said:
        return NOT_ASKED
    return YES if YES in said else UNKNOWN if UNKNOWN in said else ""


def counts(implicated: str, reason: str, *, second: bool) -> bool:
    """True while a line about a carer counts. A yes is not clicked away: a second person has to call it a mistake.

    >>> counts(YES, "no_longer", second=True), counts(YES, MISTAKE, second=False), counts(YES, MISTAKE, second=True)
    (True, True, False)
    >>> counts(NO, "", second=False), counts(NO, "changed", second=False)
    (True, False)
    """
    return not reason or (implicated == YES and not (reason == MISTAKE and second))


def gone_by(kept_until: date | None, today: date) -> bool:
    """True once the day has passed until which the body has to keep what was written."""
    return kept_until is not None and kept_until < today
