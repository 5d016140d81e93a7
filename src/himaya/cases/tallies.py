"""Counts that survive: written in the unit of the change they count, whatever happens beside it."""

from dataclasses import astuple, dataclass
from datetime import date

from django.db import connection

from himaya.cases.models import Tally
from himaya.kernel import clock

SCREENED, REFUSED = "screened", "refused"
SENT, RECEIVED, ANSWERED, NO_SERVICE = "sent", "received", "answered", "no_service"
UNANSWERED, REPORTED = "unanswered", "reported"
# The columns of the counts per desk (`queries.DeskCounts`); other rooms count things of their own beside them.
OF_DESKS = (SCREENED, REFUSED, SENT, RECEIVED, ANSWERED, UNANSWERED, NO_SERVICE, REPORTED)
# In no column of the counts per desk. An answer that takes a referral on, whole or in part, is counted beside answers.
CLOSED, FEEDBACK, ACCEPTED = "closed", "feedback", "accepted"
# The age group of a first contact that was kept: as many as are screened, and for tables of a year alone.
AGE = "age"

_COLUMNS = ("kind", "desk_id", "audience", "region", "version", "clause", "answer")


@dataclass(frozen=True, order=True)
class Count:
    """One more of this kind."""

    kind: str
    desk_id: str = ""
    audience: str = ""
    region: str = ""
    version: str = ""
    clause: str = ""
    answer: str = ""


def month_of(day: date) -> date:
    """The first of the month: the finest date a tally knows."""
    return day.replace(day=1)


def add(*counts: Count) -> None:
    """Add one to each count, in one order for everybody, so that two writers queue and never lock each other out.

    Inserted or raised in one statement on both databases: no count is lost between a reading and a writing.
    """
    month = month_of(clock.today())
    statement = (
        f"INSERT INTO {Tally._meta.db_table} (month, count, {', '.join(_COLUMNS)}) "  # noqa: S608
        f"VALUES (%s, 1, {', '.join(['%s'] * len(_COLUMNS))}) "
        f"ON CONFLICT (month, {', '.join(_COLUMNS)}) DO UPDATE SET count = {Tally._meta.db_table}.count + 1"
    )
    with connection.cursor() as cursor:
        for count in sorted(counts):
            cursor.execute(statement, [month, *astuple(count)])
