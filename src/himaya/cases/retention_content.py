"""content/retention.yaml, read strictly and once per process: how long each kind of record is kept."""

from dataclasses import dataclass
from functools import lru_cache

from himaya.institutions.content_reader import content_root, read_file
from himaya.institutions.content_rows import MARKS, LocalText

FILE = "retention.yaml"
SINCE = ("closed", "ended", "last_used", "belongs", "never")
THEN = ("erase_identity", "erase_all", "erase_packet", "ask", "with_its_own", "keep")
# What the nightly run looks for: each stands in the content once.
RUNS = {"identity": "erase_identity", "file": "erase_all", "packet": "erase_packet", "idle": "ask"}
MODEL, ADOPTED = "model", "adopted"


@dataclass(frozen=True)
class Kind:
    """One kind of record. `months` is empty where it ends with something else, or never."""

    id: str
    months: int | None
    since: str
    then: str
    mark: str
    names: LocalText
    meaning: LocalText


@dataclass(frozen=True)
class Schedule:
    """All kinds, and whether a nation adopted these periods or they run as a model."""

    adopted: bool
    kinds: dict[str, Kind]


def load() -> Schedule:
    """Read the file. Raises ContentError."""
    top = read_file(content_root() / FILE)
    kinds = {
        row.text("id"): Kind(
            id=row.text("id"),
            months=row.maybe_number("months"),
            since=row.one_of("since", SINCE),
            then=row.one_of("then", THEN),
            mark=row.one_of("mark", MARKS),
            names=row.local("names"),
            meaning=row.local("meaning"),
        )
        for row in top.rows("kinds")
    }
    for name, then in RUNS.items():
        if name not in kinds or kinds[name].then != then or not kinds[name].months:
            raise top.gap(f"{name} must be there, with its months and then: {then}")
    return Schedule(top.one_of("adoption", (MODEL, ADOPTED)) == ADOPTED, kinds)


@lru_cache(maxsize=1)
def schedule() -> Schedule:
    """The schedule of this process."""
    return load()


def months_of(kind: str) -> int:
    """How many months one of `RUNS` is kept."""
    return schedule().kinds[kind].months or 0
