"""content/closures.yaml, read strictly and once per process: why a file is closed, and why it is opened again."""

from dataclasses import dataclass
from functools import lru_cache

from himaya.institutions.content_reader import content_root, read_file
from himaya.institutions.content_rows import MARKS, LocalText

FILE = "closures.yaml"
CLOSE, REOPEN = "close", "reopen"
STATUSES = ("closed", "closed_referred")


@dataclass(frozen=True)
class Reason:
    """One reason. `status`, `feedback` and `tries` say something of a closing only."""

    id: str
    use: str
    status: str
    feedback: bool
    tries: bool
    mark: str
    names: LocalText
    meaning: LocalText


@dataclass(frozen=True)
class Reasons:
    """All of them, in the order in which they are offered, and how many careful tries come before "unreachable"."""

    adopted: bool
    tries: int
    rows: dict[str, Reason]

    def of(self, use: str) -> list[Reason]:
        """Those that one of the two verbs may give."""
        return [one for one in self.rows.values() if one.use == use]


def load() -> Reasons:
    """Read the file. Raises ContentError."""
    top = read_file(content_root() / FILE)
    rows = {}
    for row in top.rows("reasons"):
        use = row.one_of("for", (CLOSE, REOPEN))
        closes = use == CLOSE
        rows[row.text("id")] = Reason(
            id=row.text("id"),
            use=use,
            status=row.one_of("status", STATUSES) if closes else "",
            feedback=row.flag("feedback") if closes else False,
            tries=row.flag("tries") if closes else False,
            mark=row.one_of("mark", MARKS),
            names=row.local("names"),
            meaning=row.local("meaning"),
        )
    return Reasons(top.one_of("adoption", ("model", "adopted")) == "adopted", top.number("unreachable_tries"), rows)


@lru_cache(maxsize=1)
def reasons() -> Reasons:
    """The reasons of this process."""
    return load()
