"""Care that cannot wait: how many hours remain from the first contact, and until when a consultation is offered. Pure.

Source: do-no-harm 17 (time-critical health first, whatever the answers: 72 hours, 120 hours); the issue ("clocks run
from first contact whatever the answers"). By when it is offered and asked again is a proposal of this software: a
model, not adopted. Everything here reminds; nothing is a gate. What is offered is offered whatever the answers, and
only an offer that was made stops it. The hours are shown where an assault was told, or nobody said that there was none:
a page that shows them to everybody is not read (review F20).

>>> from datetime import datetime, UTC
>>> at = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
>>> hours_left(at, at + timedelta(hours=70, minutes=1), 72), hours_left(at, at + timedelta(days=30), 72)
(1, 0)
>>> stopped([NOT_NOW]), stopped([NOT_NOW, DECLINED])
(False, True)
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from math import floor
from typing import Final

from himaya.plans.rules_first_days import BANDS, LIMITS, NONE, hours_between

OFFERED, ACCEPTED, DECLINED, NOT_NOW = "offered", "accepted", "declined", "not_now"
SAID: Final = (OFFERED, ACCEPTED, DECLINED, NOT_NOW)
# After these an offer was made; “not now” is about the moment, and none was.
MADE: Final = frozenset({OFFERED, ACCEPTED, DECLINED})
_, LAST_HOURS = LIMITS
# Offered within a day; asked again a day later, and half a day before the last hour at the latest.
OFFER_WITHIN, AGAIN_AFTER = timedelta(hours=24), timedelta(hours=24)
LATEST = timedelta(hours=LAST_HOURS - 12)
Told = tuple[str, datetime]
# Of an assault within the hours that count: it was told, there was none, nobody said.
TOLD, NO, ASK = "said", "no", "ask"


def start(met: datetime | None, told: Iterable[tuple[str, datetime]] = ()) -> datetime | None:
    """From when the hours are counted: the first contact, or an earlier moment that was told (a band, and when).

    The earliest that the band allows: so many hours surely remain. What was told without an end starts nothing. None
    where neither is known: then no hours are shown, for nothing that is known happened to the person.
    """
    earlier = (
        at.astimezone(UTC) - timedelta(hours=most)
        for band, at in told
        if band in BANDS and (most := BANDS[band][1]) is not None
    )
    first = (met.astimezone(UTC),) if met is not None else ()
    return min((*first, *earlier), default=None)


def assault(told: Iterable[str]) -> str:
    """Whether there was an assault within the hours that count, by what was said, the first thing first.

    `TOLD` once it was told, whatever was said later; `NO` where the answer is that there was none, or none so lately;
    else `ASK`: the hours count, and the page asks.

    >>> assault(["", "none"]), assault(["within_24", "none"]), assault([""])
    ('no', 'said', 'ask')
    """
    answers = [one for one in told if one in BANDS or one == NONE]
    if any(one in BANDS and BANDS[one][1] is not None for one in answers):
        return TOLD
    return NO if answers else ASK


def hours_left(begun: datetime, now: datetime, limit: int) -> int:
    """Whole hours that remain of `limit`, rounded down; never less than none, nor more than all."""
    return min(limit, max(0, floor(limit - hours_between(begun, now))))


def stopped(said: Sequence[str]) -> bool:
    """True once an offer was made, whatever was said to it."""
    return not MADE.isdisjoint(said)


def due(begun: datetime, said: Sequence[Told]) -> datetime | None:
    """Until when somebody offers a consultation, or asks once more; None when nothing is to be asked.

    Said no: asked again, once. Not now: asked again. In both cases only while the last hours have not come.
    """
    if not said:
        return begun.astimezone(UTC) + OFFER_WITHIN
    code, at = said[-1]
    again_already = sum(one == DECLINED for one, _when in said) > 1
    if code in (OFFERED, ACCEPTED) or (code == DECLINED and again_already):
        return None
    again = min(at.astimezone(UTC) + AGAIN_AFTER, begun.astimezone(UTC) + LATEST)
    return again if again > at.astimezone(UTC) else None
