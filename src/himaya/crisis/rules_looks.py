"""When somebody looks again, and who may say that it can end. Pure; no answer comes in here.

Source: domain/risk.md "Suicide path" (review 24 h); the issue ("reviews in 24 h"). That a second look ends it, on a
later day and twelve hours on, or by another person, and that somebody not reached is looked for within two hours, are
proposals of this software: a model, not adopted.

>>> next_look(datetime(2026, 11, 24, 9, 0, tzinfo=UTC), "24").isoformat()
'2026-11-25T09:00:00+00:00'
>>> late, midnight = datetime(2026, 11, 23, 23, 58, tzinfo=UTC), datetime(2026, 11, 24, 0, 2, tzinfo=UTC)
>>> second_look(late, "a", midnight, "a"), second_look(late, "a", midnight, "b"), second_look(None, "a", midnight, "b")
(False, True, False)
>>> look_for(midnight, late).isoformat(), look_for(late, midnight).isoformat()
('2026-11-24T02:02:00+00:00', '2026-11-24T00:02:00+00:00')
"""

from datetime import UTC, datetime, timedelta
from typing import Final

# Never later than a day, whoever looks; sooner where somebody wishes it.
WITHIN: Final = {"24": timedelta(hours=24), "12": timedelta(hours=12), "6": timedelta(hours=6), "2": timedelta(hours=2)}
# The same person looks a second time after a night, not a few minutes after midnight.
APART: Final = timedelta(hours=12)
BEGUN, LOOKED, ENDED = "begun", "looked", "ended"


def next_look(now: datetime, within: str) -> datetime:
    """The moment of the next look: hours that really go by, also across a change of the hour."""
    return (now.astimezone(UTC) + WITHIN[within]).astimezone(now.tzinfo)


def look_for(now: datetime, due: datetime | None) -> datetime:
    """Until when somebody who was not reached is looked for: soon, and never later than was owed before."""
    soon = next_look(now, "2")
    return due if due is not None and now < due < soon else soon


def second_look(last_at: datetime | None, last_by: object, now: datetime, by: object) -> bool:
    """True for a look that is not the last one over again: on a later day and twelve hours on, or by another person.

    The last one is that at which somebody saw or heard the person; without one, no look is a second. Moments come in
    the nation's time zone, whose days are meant.
    """
    if last_at is None:
        return False
    apart = now.date() > last_at.date() and now.astimezone(UTC) - last_at.astimezone(UTC) >= APART
    return apart or last_by != by
