"""What a recommendation is filed under, read from the content: themes, development goals, bodies, plans of a pack.

Needs no store: `himaya content check` reads it too.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from himaya.institutions.content_reader import Row, content_root, pack_folder, read_file
from himaya.institutions.content_rows import MARKS, LocalText
from himaya.kernel import languages

FILE, PLANS = "follow_up.yaml", "plans.yaml"
# What a recommendation keeps of each, at most.
LONGEST = {"themes": 16, "goals": 8, "bodies": 160, "plans": 32}


@dataclass(frozen=True, slots=True)
class Filed:
    """One code with its name, its source and how surely it was checked."""

    id: str
    names: LocalText
    source: str
    mark: str

    @property
    def name(self) -> str:
        """The name in the page's language."""
        return languages.pick(self.names.as_dict())


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan of a nation over some years. It may be named as a whole, or by one of its axes."""

    plan: Filed
    first_year: int
    last_year: int
    axes: tuple[Filed, ...]


@dataclass(frozen=True, slots=True)
class Register:
    """The lists that every nation shares, each by code in the order of the file."""

    themes: dict[str, Filed]
    goals: dict[str, Filed]
    bodies: dict[str, Filed]


def load_register() -> Register:
    """The shared lists. Raises ContentError naming the file, the row and the gap."""
    top = read_file(content_root() / FILE)
    return Register(*(_by_code(top.rows(key)) for key in ("themes", "goals", "bodies")))


def load_plans(pack: str) -> tuple[PlanRow, ...]:
    """The plans of a pack; none where it has no such file. Raises ContentError."""
    path = pack_folder(pack) / PLANS
    if not path.is_file():
        return ()
    return tuple(
        PlanRow(_filed(row), row.number("first_year"), row.number("last_year"), tuple(map(_filed, row.rows("axes"))))
        for row in read_file(path).rows("plans")
    )


@lru_cache(maxsize=1)
def register() -> Register:
    """The shared lists, read once per process."""
    return load_register()


def _by_code(rows: Iterable[Row]) -> dict[str, Filed]:
    return {one.id: one for one in map(_filed, rows)}


def _filed(row: Row) -> Filed:
    return Filed(row.text("id"), row.local("names"), row.text("source"), row.one_of("mark", MARKS))
