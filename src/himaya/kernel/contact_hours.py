"""When a person may be reached, and whether by a call at all, as rooms know it.

A room above that keeps such rules has a module `contact_hours` with `not_before`, `closed_from`, `nobody_calls`
and `unsaid`.
Whoever brings a call to mind, or types an hour for one or for a meeting, learns it here and imports no room.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.kernel import clock, days, languages, rooms
from himaya.kernel.errors import NotValid

FURTHEST = timedelta(days=730)
# What the audit says of an hour that rests on the word of the person.
THEIR_WORD = "agreed_hour"


def not_before(case_id: UUID, at: datetime) -> datetime:
    """`at`, or the next moment at which the person of a file may be reached. Aware, and in the nation's time zone."""
    return max((room.not_before(case_id, at) for room in rooms.modules("contact_hours")), default=at)


def nobody_calls(case_ids: Iterable[UUID]) -> set[UUID]:
    """Of these files, those whose person is not to be called at any hour."""
    asked = set(case_ids)
    return set().union(*(room.nobody_calls(asked) for room in rooms.modules("contact_hours"))) if asked else set()


def unsaid(case_ids: Iterable[UUID]) -> set[UUID]:
    """Of these files, those of which only the rules themselves, sealed, say whether the person may be called."""
    asked = set(case_ids)
    return set().union(*(room.unsaid(asked) for room in rooms.modules("contact_hours"))) if asked else set()


def check_hour(
    case_id: UUID,
    at: datetime,
    *,
    agreed: datetime | None,
    code: str,
    until: datetime | None = None,
    agreed_until: datetime | None = None,
) -> bool:
    """Raises NotValid for an hour, or a meeting from `at` to `until`, at which nobody may reach the person.

    Returns whether it rests on the word of the person, for the audit.
    `agreed`: the hour that the person said is well; of a meeting, from `agreed` to `agreed_until`. It is bound to that
    hour and that length, and opens no other.
    Asked only at a desk that knows how the person is reached: the refusal tells of an hour.
    """
    if (agreed, agreed_until) == (at, until):
        return is_closed(case_id, at, until)
    allowed = not_before(case_id, at)
    if allowed > at:
        raise NotValid(
            _("Nobody may reach the person at this hour. Choose %(hour)s or later, or say that they agreed to it.")
            % {"hour": _in_words(allowed)},
            code=code,
        )
    closed = _closed_from(case_id, at, until) if until is not None else None
    if closed is not None:
        raise NotValid(
            _(
                "It would last into hours at which nobody may reach the person: they begin %(hour)s. Choose an earlier "
                "hour, or say that they agreed to this one."
            )
            % {"hour": _in_words(closed)},
            code=code,
        )
    return False


def check_near(on: date, *, code: str) -> None:
    """Raises NotValid for a day so far ahead that it is a slip of the keyboard: no hours are counted for it."""
    if on > clock.today() + FURTHEST:
        raise NotValid(_("Choose a day within two years."), code=code)


def check_day(case_id: UUID, on: date, *, agreed: datetime | None, code: str) -> bool:
    """The same for a day without an hour: refused where the whole of it is closed. `agreed`: its first moment."""
    begins = first_moment(on)
    closed = is_day_closed(case_id, on)
    if closed and agreed != begins:
        raise NotValid(
            _("Nobody may reach the person on this day. Choose %(hour)s or later, or say that they agreed to it.")
            % {"hour": _in_words(not_before(case_id, begins))},
            code=code,
        )
    return closed


def is_closed(case_id: UUID, at: datetime, until: datetime | None = None) -> bool:
    """True of an hour, or of a meeting until `until`, that lies in such hours: planned before they were agreed, or with
    the word of the person. Asked only where the hours are known."""
    return not_before(case_id, at) > at or (until is not None and _closed_from(case_id, at, until) is not None)


def is_day_closed(case_id: UUID, on: date) -> bool:
    """The same of a day without an hour, the whole of which lies in such hours."""
    return not_before(case_id, first_moment(on)).astimezone(clock.here()).date() > on


def first_moment(on: date) -> datetime:
    """By which a day without an hour is meant."""
    return datetime.combine(on, time(), clock.here())


def _closed_from(case_id: UUID, since: datetime, until: datetime) -> datetime | None:
    found = (room.closed_from(case_id, since, until) for room in rooms.modules("contact_hours"))
    return min((one for one in found if one is not None), default=None)


def _in_words(at: datetime) -> str:
    here = at.astimezone(clock.here())
    return days.moment_in_words(here, clock.today(), languages.current())
