"""The grounds of a sharing without agreement, as the content has them: source and mark of each, and who decides it."""

from dataclasses import dataclass
from functools import lru_cache

from himaya.cases import states
from himaya.cases.rules_consents_exceptions import Ground
from himaya.institutions.content import LocalText
from himaya.institutions.content_reader import content_root, read_file

FILE = "sharing_grounds.yaml"
WAYS = ("here", "demands", "nowhere")
MARKS = ("C", "C2", "G", "?")


@dataclass(frozen=True, slots=True)
class GroundRow:
    """One ground: its words, what it rests on, its mark."""

    ground: Ground
    names: LocalText
    meaning: LocalText
    text: LocalText
    source: str


@lru_cache(maxsize=1)
def grounds() -> dict[str, GroundRow]:
    """Every ground by its code, in the order of the content."""
    return {row.ground.code: row for row in load_grounds()}


def load_grounds() -> tuple[GroundRow, ...]:
    """Read anew, strictly. Raises ContentError."""
    found = []
    for row in read_file(content_root() / FILE).rows("grounds"):
        way = row.one_of("way", WAYS)
        code = row.text("id")
        if way == "here" and code not in states.ROUTES:
            raise row.gap("a ground that is decided here is one of the routes")
        ground = Ground(code, row.one_of("mark", MARKS), way)
        found.append(GroundRow(ground, row.local("names"), row.local("meaning"), row.local("text"), row.text("source")))
    return tuple(found)
