"""content/first_days.yaml, read strictly and once per process: what is said of health, whatever the answers."""

from dataclasses import dataclass
from functools import lru_cache

from himaya.institutions.content import UNVERIFIED
from himaya.institutions.content_reader import content_root, read_file
from himaya.institutions.content_rows import MARKS, LocalText
from himaya.plans.rules_first_days import LIMITS

FILE = "first_days.yaml"


@dataclass(frozen=True)
class Reminder:
    """One sentence. `hours` is a limit within which care must begin, where there is one."""

    id: str
    hours: int | None
    words: LocalText
    mark: str

    @property
    def unverified(self) -> bool:
        """Nobody has checked it against its source yet."""
        return self.mark in UNVERIFIED


@dataclass(frozen=True)
class Reminders:
    """All of them in their order, and whether a nation adopted them or they run as a model."""

    adopted: bool
    rows: tuple[Reminder, ...]


def load() -> Reminders:
    """Read the file. Raises ContentError."""
    top = read_file(content_root() / FILE)
    rows = tuple(
        Reminder(row.text("id"), row.maybe_number("hours"), row.local("words"), row.one_of("mark", MARKS))
        for row in top.rows("reminders")
    )
    if strange := {row.hours for row in rows} - {*LIMITS, None}:
        raise top.gap(f"hours {sorted(filter(None, strange))} are none of {LIMITS}")
    return Reminders(top.maybe("adoption") is not None, rows)


@lru_cache(maxsize=1)
def reminders() -> Reminders:
    """The reminders of this process."""
    return load()
