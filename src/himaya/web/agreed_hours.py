"""The tick "the person agreed to this hour": asked for one hour that was refused, and worth nothing for another."""

from dataclasses import dataclass
from datetime import datetime

from himaya.kernel import clock


@dataclass(frozen=True, slots=True)
class AgreedHour:
    """The hour that the tick is about, as it is posted back and as it is read.

    `whole`: a day without an hour. `until`: when a meeting would end; the tick is worth nothing for a longer one.
    """

    value: str
    at: datetime
    chosen: bool
    whole: bool = False
    until: datetime | None = None


def said(typed: str) -> datetime | None:
    """The hour for which the tick was set; None where there is none, or nothing that is one."""
    try:
        found = datetime.fromisoformat(typed)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


def said_span(typed: str) -> tuple[datetime | None, datetime | None]:
    """The begin and the end for which the tick of a meeting was set; of an hour alone, no end."""
    begins, _slash, ends = typed.partition("/")
    return said(begins), said(ends)


def asked(
    at: datetime | None, typed: str, *, refused: bool, whole: bool = False, until: datetime | None = None
) -> AgreedHour | None:
    """The tick for an hour that was refused, or that it was set for already; None where nothing is asked."""
    chosen = at is not None and said_span(typed) == (at, until)
    if at is None or not (refused or chosen):
        return None
    value = at.isoformat() if until is None else f"{at.isoformat()}/{until.isoformat()}"
    return AgreedHour(value, at.astimezone(clock.here()), chosen, whole, until)
