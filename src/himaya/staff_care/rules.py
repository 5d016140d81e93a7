"""When an offer to talk stands, when supervision is due, and what a cap may tell. Pure.

Source: domain/risk.md, stepped care ("Staff: vicarious trauma, supervision at least monthly, caseload cap"; "no
single-session compulsory debriefing"), a line of general knowledge that nobody has verified; domain/interview.md, phase
8 ("debrief of staff and interpreter, same day"); do-no-harm 5 (no per-person figure). It drives nothing but a reminder.
All numbers below are proposals of this software: a model, not adopted. There is no cap until a desk sets one.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from himaya.cases.rules_retention import months_after

# So long after a hard hour somebody is offered to talk it over; so long an answer is left in peace, whatever follows.
OFFERED_FOR, PEACE = timedelta(days=7), timedelta(days=3)
# Put off, it comes back after so long, and then stays at least until so long after it was put off.
PUT_OFF, STAYS = timedelta(days=2), timedelta(days=4)
# Nothing older can make an offer stand.
REACH = OFFERED_FOR + STAYS
DONE, NOT_WANTED, LATER = "done", "not_wanted", "later"
ANSWERS = (DONE, NOT_WANTED, LATER)

# A lower cap would tell of a colleague whether they carry anything at all.
LEAST, MOST = 5, 200
# Below this number of colleagues who carry files, besides whoever leads, "one of them" is somebody.
FEWEST = 4
# So long a cap that was compared stays as it is.
KEPT = timedelta(weeks=4)
# Days that somebody can note: so far back, so far ahead.
BACK, AHEAD = timedelta(days=400), timedelta(days=366)


def offer_stands(
    hours: Iterable[datetime], *, answered_at: datetime | None, put_off_at: datetime | None, now: datetime
) -> bool:
    """True while somebody who had one of these hard hours is offered to talk. One offer, however many hours.

    >>> from datetime import UTC
    >>> hard, day = datetime(2026, 11, 24, 9, tzinfo=UTC), timedelta(days=1)
    >>> [offer_stands([hard], answered_at=None, put_off_at=None, now=hard + n * day) for n in (0, 6, 7)]
    [True, True, False]
    >>> [offer_stands([hard], answered_at=None, put_off_at=hard + 6 * day, now=hard + n * day) for n in (7, 8, 10)]
    [False, True, False]
    >>> [offer_stands([hard + day], answered_at=hard, put_off_at=None, now=hard + n * day) for n in (2, 3)]
    [False, True]
    """
    if answered_at is not None and now < answered_at + PEACE:
        return False
    if put_off_at is not None and now < put_off_at + PUT_OFF:
        return False
    return any(_open(hour, answered_at, put_off_at, now) for hour in hours)


def _open(hour: datetime, answered_at: datetime | None, put_off_at: datetime | None, now: datetime) -> bool:
    if hour > now or (answered_at is not None and hour <= answered_at):
        return False
    until = hour + OFFERED_FOR
    if put_off_at is not None and hour <= put_off_at < until:
        until = max(until, put_off_at + STAYS)
    return now < until


def supervision_due(last: date | None, coming: date | None, today: date) -> bool:
    """True once a month has passed since the last one that somebody noted, and no day to come is noted.

    Whoever never noted one is reminded of nothing: it is theirs to begin.

    >>> [supervision_due(date(2027, 1, 31), None, date(2027, 2, day)) for day in (27, 28)]
    [False, True]
    """
    if last is None or (coming is not None and coming >= today):
        return False
    return today >= months_after(last, 1)


def day_passed(day: date | None, today: date) -> bool:
    """True once the day that a desk had set for supervision is over, so that the next one can be set."""
    return day is not None and day < today


def week_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def weighs(cap: int | None, weighed_on: date | None, today: date) -> bool:
    """Whether files are to be compared with a cap: once a week, so that no single file given or closed shows."""
    return cap is not None and (weighed_on is None or weighed_on < week_of(today))


def may_move(counted_on: date | None, today: date) -> bool:
    """Whether a cap may be set or moved: freely until it was compared, and then once in four weeks."""
    return counted_on is None or today >= counted_on + KEPT


def enough(others: int) -> bool:
    """Whether so many colleagues, besides whoever leads, hide each other."""
    return others >= FEWEST


def tells(cap: int | None, counted_on: date | None, *, carried: bool, others: int) -> bool:
    """Whether anything may be said of who is above: the cap was compared, enough colleagues besides the lead carried
    files then, and as many are there today."""
    return cap is not None and counted_on is not None and carried and enough(others)
