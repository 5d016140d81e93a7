"""content/training/practice/, read strictly and once per process: the practice cases of M7, each with its desks.

A case is played in the demo nation and nowhere else (ADR 63). That its desks and accounts are in that nation, and its
objectives in the curriculum, is looked at by `himaya content check`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from himaya.institutions.content_reader import Row, content_root, read_file
from himaya.institutions.content_rows import MARKS, LocalText
from himaya.training import content

FOLDER = f"{content.FOLDER}/practice"
# The nation in which every case is played, and the module that they belong to.
NATION, MODULE = "demo", "m7"
# Two hours of practice, the talks in the room included.
MOST_MINUTES = 30
# Pages without anybody's id in their address, to which a step or a fact may lead.
PAGES = ("labour_sheet", "health_sheet", "border_sheet", "inbox", "sent", "cases", "account")
KEYS = frozenset(
    {"id", "number", "minutes", "objectives", "title", "told", "seats", "steps", "facts", "talk", "source", "mark"}
)


@dataclass(frozen=True, slots=True)
class Seat:
    """An account of the demo nation, and the desk at which it sits."""

    username: str
    desk: str


@dataclass(frozen=True, slots=True)
class Line:
    """A step, or a fact to look at: at which desk, and on which page unless one is there already."""

    id: str
    at: str
    page: str
    text: LocalText


@dataclass(frozen=True, slots=True)
class PracticeCase:
    """One case: what is told, what is done where, what should have come of it, what to speak of afterwards."""

    id: str
    number: int
    minutes: int
    objectives: tuple[str, ...]
    title: LocalText
    told: LocalText
    seats: tuple[Seat, ...]
    steps: tuple[Line, ...]
    facts: tuple[Line, ...]
    talk: tuple[LocalText, ...]
    source: str
    mark: str


def load() -> Mapping[str, PracticeCase]:
    """Read the folder, in the order in which the cases are played. Raises ContentError."""
    found: dict[str, PracticeCase] = {}
    for path in sorted((content_root() / FOLDER).glob("*.yaml")):
        top = read_file(path)
        case = _case(top)
        if case.id != path.stem:
            raise top.gap(f"the file of case {case.id} must be {case.id}.yaml")
        if any(one.number == case.number for one in found.values()):
            raise top.gap(f"number {case.number} stands in another case: each has its place in the two hours")
        found[case.id] = case
    return MappingProxyType(dict(sorted(found.items(), key=lambda one: one[1].number)))


@lru_cache(maxsize=1)
def practice_cases() -> Mapping[str, PracticeCase]:
    """The same, read once."""
    return load()


def _case(top: Row) -> PracticeCase:
    if strange := sorted(set(top.data) - KEYS):
        raise top.gap(f"{', '.join(strange)} has no place in a practice case: words only, take it out")
    seats = tuple(Seat(row.text("username"), row.text("desk")) for row in top.rows("seats"))
    if not seats:
        raise top.gap("seats is empty: name the account and the desk to sit at")
    case = PracticeCase(
        id=top.text("id"),
        number=top.number("number"),
        minutes=top.number("minutes"),
        objectives=top.words("objectives"),
        title=top.local("title"),
        told=top.local("told"),
        seats=seats,
        steps=_lines(top, "steps", seats),
        facts=_lines(top, "facts", seats),
        talk=tuple(row.local("text") for row in top.rows("talk")),
        source=top.text("source"),
        mark=top.one_of("mark", MARKS),
    )
    _check_whole(top, case)
    return case


def _lines(top: Row, key: str, seats: tuple[Seat, ...]) -> tuple[Line, ...]:
    names = tuple(one.username for one in seats)
    lines = []
    for row in top.rows(key):
        at = row.text("at")
        if at not in names:
            raise row.gap(f"nobody sits at {at} in this case: add it to seats, or write {', '.join(names)}")
        page = row.one_of("page", PAGES) if row.data.get("page") is not None else ""
        lines.append(Line(row.text("id"), at, page, row.local("text")))
    return tuple(lines)


def _check_whole(top: Row, case: PracticeCase) -> None:
    """Something to do, to look at, to speak of; each seat is used and its first step says on which page it begins."""
    if not 1 <= case.minutes <= MOST_MINUTES:
        raise top.gap(f"minutes is {case.minutes}: a case takes 1 to {MOST_MINUTES}")
    for key, there in (("objectives", case.objectives), ("steps", case.steps), ("facts", case.facts)):
        if not there:
            raise top.gap(f"{key} is empty")
    if not case.talk:
        raise top.gap("talk is empty: say what the room speaks of afterwards")
    for seat in case.seats:
        first = next((one for one in case.steps if one.at == seat.username), None)
        if first is None:
            raise top.gap(f"no step is done at {seat.username}: give it one, or take the seat out")
        if not first.page:
            raise top.gap(f"step {first.id} is the first at {seat.username}: say on which page it begins")
