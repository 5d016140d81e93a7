"""What the seeding of the demo's round tables passes on: the file, the moment, who acts, and what was made so far."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID

from himaya.coordination.models import RoundTable
from himaya.institutions import accounts
from himaya.institutions.content_reader import Row, pack_folder, read_file
from himaya.institutions.models import Account
from himaya.kernel import clock
from himaya.kernel.actor import Actor

FILE = "round_tables.yaml"
# Meetings are held from Monday to Thursday: the Friday of an administration is short.
FRIDAY = 4


@dataclass
class Scene:
    """Ids by the name that a row has in the file."""

    file: Row
    now: datetime
    secretary: Actor
    cycle_id: UUID
    delegates: dict[str, UUID] = field(default_factory=dict)
    speakers: dict[str, UUID] = field(default_factory=dict)
    themes: dict[str, UUID] = field(default_factory=dict)
    documents: dict[str, UUID] = field(default_factory=dict)
    items: dict[str, UUID] = field(default_factory=dict)
    tables: dict[str, RoundTable] = field(default_factory=dict)
    recommendations: dict[str, UUID] = field(default_factory=dict)
    # What was recommended, and what became of it: a file of its own.
    follow_up: Row | None = None

    @property
    def today(self) -> date:
        """The day of seeding, by the nation's clock."""
        return self.now.astimezone(clock.here()).date()

    def day(self, days_ago: int) -> date:
        """So many days before the seeding; a negative number lies ahead."""
        return self.today - timedelta(days=days_ago)

    def at(self, day: date, hour: str) -> datetime:
        """An hour of a day by the nation's clock."""
        return moment(day, hour)

    @contextmanager
    def on(self, days_ago: int, hour: str = "10:00") -> Iterator[None]:
        """The clock at that hour of that day."""
        with clock.stopped(moment(self.day(days_ago), hour)):
            yield

    def meeting(self, row: Row) -> date:
        """The day of a table: the one of the file, or the nearest before (ahead: after) that is a working day."""
        ahead = row.maybe_number("days_ahead")
        day = self.day(-ahead if ahead is not None else row.number("days_ago"))
        step = timedelta(days=1 if ahead is not None else -1)
        while day.weekday() >= FRIDAY:
            day += step
        return day


def moment(day: date, hour: str) -> datetime:
    """An hour of a day by the nation's clock."""
    return datetime.combine(day, time.fromisoformat(hour), clock.here())


def read(pack: str) -> Row:
    """The file of a pack. Raises ContentError."""
    return read_file(pack_folder(pack) / FILE)


def somebody(username: str) -> Actor:
    """An account of the demo, as an actor."""
    return accounts.actor_for(Account.objects.values_list("pk", flat=True).get(username=username))
