"""content/consequences.yaml, read strictly and once per process: what follows from an answer that means danger.

A room asks it which answers call for its event; whoever follows the event asks it for the tasks and the look.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from himaya.institutions.content_reader import Row, content_root, read_file
from himaya.institutions.content_rows import MARKS, LocalText

FILE: Final = "consequences.yaml"
# From when the task is due: at the moment, by the end of the day, in a day, or at a moment that was promised before.
NOW, TODAY, DAY, SAID = "now", "today", "24h", "said"
BY: Final = (NOW, TODAY, DAY, SAID)
# Where it stands on the page of a file, as `kernel.open_items` weighs it.
LINES: Final = ("life", "risk", "owed", "")


@dataclass(frozen=True, slots=True)
class Consequence:
    """One row: the answers, the event that is told, and by what. `why`: what there is beside it, or instead."""

    id: str
    names: LocalText
    answers: Mapping[str, tuple[str, ...]]
    event: str
    desk: str
    lead: str
    by: str
    look: str
    line: str
    why: LocalText | None
    source: str
    mark: str

    @property
    def tasks(self) -> tuple[str, ...]:
        """The kinds of task that are raised, the desk's first."""
        return tuple(kind for kind in (self.desk, self.lead) if kind)


@dataclass(frozen=True, slots=True)
class Table:
    """All rows, and whether a nation adopted them or they run as a model."""

    adopted: bool
    source: str
    rows: Mapping[str, Consequence]


def load() -> Table:
    """Read the file. Raises ContentError."""
    top = read_file(content_root() / FILE)
    rows = {row.row: _read(row) for row in top.rows("consequences")}
    seen: dict[tuple[str, str], str] = {}
    events = dict[str, str]()
    for one in rows.values():
        if one.event and (other := events.setdefault(one.event, one.id)) != one.id:
            raise top.gap(f"{one.event} stands in {other} and in {one.id}")
        for place, values in one.answers.items():
            for value in values:
                if (other := seen.setdefault((place, value), one.id)) != one.id:
                    raise top.gap(f"{place}={value} stands in {other} and in {one.id}")
    return Table(top.maybe("adoption") is not None, top.text("source"), rows)


@lru_cache(maxsize=1)
def table() -> Table:
    """The same, read once."""
    return load()


def after(event: str) -> Consequence:
    """What follows an event. Raises KeyError for one that stands in no row."""
    return {one.event: one for one in table().rows.values() if one.event}[event]


def grave_in(form: str, event: str) -> dict[str, tuple[str, ...]]:
    """Of one form, the questions and values that call for an event."""
    answers = after(event).answers.items()
    return {place.partition("/")[2]: values for place, values in answers if place.partition("/")[0] == form}


def _read(row: Row) -> Consequence:
    event, why = row.text("event", ""), row.local("why") if row.data.get("why") is not None else None
    found = Consequence(
        row.text("id"),
        row.local("names"),
        _answers(row),
        event,
        row.text("desk", ""),
        row.text("lead", ""),
        row.one_of("by", BY) if event else "",
        row.text("look", ""),
        row.one_of("line", LINES, ""),
        why,
        row.text("source"),
        row.one_of("mark", MARKS),
    )
    if bool(event) != bool(found.tasks):
        raise row.gap("an event raises a task, and without an event there is none")
    if not event and why is None:
        raise row.gap("nothing is told by itself: why must say what there is")
    return found


def _answers(row: Row) -> dict[str, tuple[str, ...]]:
    said = row.data.get("answers")
    if not isinstance(said, dict) or not said:
        raise row.gap("answers must name a place and its grave values")
    found = {}
    for place, values in said.items():
        if not isinstance(values, list) or not values or not all(isinstance(one, str) for one in values):
            raise row.gap(f"the values of {place} must be a list of texts")
        found[str(place)] = tuple(values)
    return found
