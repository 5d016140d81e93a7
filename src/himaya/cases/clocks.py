"""When an answer is owed, when to remind, when a report is owed, and how waiting is counted. Pure.

Source: the service catalogue for targets; the term of the report is a proposal of this software, not adopted.
"""

from datetime import date, datetime, timedelta

from himaya.institutions.content_rows import ServiceRow
from himaya.institutions.rules import Hours, due_at, midway

__all__ = ["REPORT_DAYS", "answer_due", "bucket", "median_bucket", "midway", "report_due"]

REPORT_DAYS = {"urgent": 3, "soon": 7, "ordinary": 14}
# Upper ends in minutes. Coarse on purpose: an exact time would point to one person's afternoon.
BUCKETS = (15, 60, 240, 1440, 4320, 10080)
LONGER = "longer"


def answer_due(service: ServiceRow, urgency: str, *, hours: Hours, start: datetime) -> datetime:
    """The moment an answer is owed: by the clock, or in the desk's opening hours, as the catalogue says."""
    target = service.targets[urgency]
    return due_at(start=start, minutes=target.minutes, hours=hours if target.counted == "open" else None)


def report_due(urgency: str, accepted_on: date) -> date:
    """The day by which the sender hears what became of it."""
    return accepted_on + timedelta(days=REPORT_DAYS[urgency])


def bucket(sent_at: datetime, answered_at: datetime) -> str:
    """The coarse waiting time: the smallest bound in minutes that holds it, or `longer`."""
    minutes = (answered_at - sent_at).total_seconds() / 60
    return next((str(bound) for bound in BUCKETS if minutes <= bound), LONGER)


def median_bucket(counts: dict[str, int]) -> str:
    """The bucket in which the middle answer lies; empty without answers."""
    order = [*(str(bound) for bound in BUCKETS), LONGER]
    total, seen = sum(counts.values()), 0
    for name in order:
        seen += counts.get(name, 0)
        if total and 2 * seen >= total:
            return name
    return ""
