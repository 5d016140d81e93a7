"""When somebody may be told of something, what is late, and what a referral asks of its two desks. Pure.

Source: the issue's quiet hours; do-no-harm ("nothing that names trafficking in a notification"); opening hours as
`institutions.rules` counts them. Moments are aware and in the nation's time zone, whose offset changes around Ramadan.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from himaya.institutions import rules as opening
from himaya.institutions.rules import Hours

LATE, TODAY, THIS_WEEK, LATER, NO_DAY = "late", "today", "week", "later", "no_day"
BUCKETS = (LATE, TODAY, THIS_WEEK, LATER, NO_DAY)
# At most so often a desk gets a mail; for urgent danger, so often at most.
BETWEEN_MAILS, BETWEEN_URGENT_MAILS = timedelta(hours=1), timedelta(minutes=5)
# A task with an hour is brought to mind so long before; one with a day only, on its morning.
BEFORE_THE_HOUR = timedelta(hours=1)
MORNING = time(8, 0)
# Quiet hours and opening hours that leave no common moment in so many steps have none.
_STEPS = 2 * opening.HORIZON_DAYS


@dataclass(frozen=True, slots=True)
class Quiet:
    """From when to when nobody is told of what can wait. The same time twice: never."""

    start: time = time(20, 0)
    end: time = time(8, 0)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A task that a referral asks for in its present state: its kind, and at which of the two desks."""

    kind: str
    receiver: bool


# What means reaching the person. An appointment is kept to the hours at which they may be reached, too.
CONTACTS = (
    "call_back", "follow_up", "tell_decision", "period_ends", "consent_ends", "review_day", "risk_again",
    "return_follow",
)  # fmt: skip
APPOINTMENTS = (*CONTACTS, "accompany")
# What is told only once the person may be reached. To look at a risk again begins at the desk, and may be due each day.
WAITS = tuple(one for one in CONTACTS if one != "risk_again")
# What stands beside one of them: that nobody calls, that the rules are to be read first (they do not say it in clear),
# or that this desk was not told how the person is reached.
NEVER, LOOK, ASK = "never", "look", "ask"


# A report owed, a question asked, a desk to look for, paper to be destroyed after an agreement was taken back.
WANTED: dict[str, Wanted] = {
    "sent": Wanted("answer_referral", receiver=True),
    "asked": Wanted("answer_question", receiver=False),
    "accepted": Wanted("write_report", receiver=True),
    "accepted_in_part": Wanted("write_report", receiver=True),
    "redirected": Wanted("look_again", receiver=False),
    "declined": Wanted("look_again", receiver=False),
    "no_service": Wanted("look_again", receiver=False),
    "withdrawn": Wanted("tell_colleagues", receiver=True),
}


def when(*, urgent: bool, now: datetime, quiet: Quiet, hours: Hours | None = None) -> datetime:
    """The moment at which somebody may be told: at once for urgent danger, else the next one that is neither quiet nor
    outside the opening hours.

    Hours that never open hold nothing back. A desk that opens only at night is told when it opens.
    """
    if urgent:
        return now
    if hours is None or opening.next_opening(hours, now) is None:
        return after_quiet(now, quiet)
    at = now
    for _step in range(_STEPS):
        opens = opening.next_opening(hours, after_quiet(at, quiet))
        if opens is None or opens == at:
            return at
        at = opens
    return opening.next_opening(hours, now) or now


def after_quiet(at: datetime, quiet: Quiet) -> datetime:
    """The end of the quiet hours that `at` lies in; `at` itself outside of them."""
    clock = at.timetz().replace(tzinfo=None)
    over_midnight = quiet.start > quiet.end
    inside = clock >= quiet.start or clock < quiet.end if over_midnight else quiet.start <= clock < quiet.end
    if not inside:
        return at
    day = at.date() + timedelta(days=1) if over_midnight and clock >= quiet.start else at.date()
    # By way of UTC: an hour that the change of clocks leaves out becomes the one that follows it.
    return datetime.combine(day, quiet.end, at.tzinfo).astimezone(UTC).astimezone(at.tzinfo)


def next_mail(at: datetime, last: datetime | None, *, urgent: bool) -> datetime:
    """When the next mail may leave: at `at`, but not so soon after the last one."""
    pause = BETWEEN_URGENT_MAILS if urgent else BETWEEN_MAILS
    return at if last is None else max(at, last + pause)


def remind_at(due_on: date | None, due_at: datetime | None, like: datetime) -> datetime | None:
    """When a task comes to mind again: an hour before its hour, or on the morning of its day; None without either."""
    if due_at is not None:
        return due_at - BEFORE_THE_HOUR
    return datetime.combine(due_on, MORNING, like.tzinfo) if due_on is not None else None


def held_until(at: datetime, allowed: datetime, due_at: datetime | None, *, agreed: bool) -> datetime:
    """When a call comes to mind: once the person may be reached; at `at` where that is past an hour they agreed to.

    They agreed to that hour only: once it is over, their hours hold again.

    >>> nine, ten, noon = (datetime(2026, 11, 24, hour, tzinfo=UTC) for hour in (9, 10, 12))
    >>> held_until(nine, ten, noon, agreed=True) == ten, held_until(nine, noon, ten, agreed=True) == nine
    (True, True)
    >>> held_until(nine, noon, ten, agreed=False) == noon, held_until(nine, ten, None, agreed=False) == ten
    (True, True)
    >>> held_until(ten, noon, nine, agreed=True) == noon
    True
    """
    return at if agreed and due_at is not None and at <= due_at < allowed else allowed


def bucket(due_on: date | None, due_at: datetime | None, now: datetime) -> str:
    """Late, today, within seven days, later, or without a day. A day is late once over, an hour once struck."""
    if due_on is None:
        return NO_DAY
    today = now.date()
    if due_on < today or (due_at is not None and due_at < now):
        return LATE
    if due_on == today:
        return TODAY
    return THIS_WEEK if due_on <= today + timedelta(days=7) else LATER
