"""content/interviews.yaml, read strictly and once per process: what is read aloud, asked, and kept in mind."""

from dataclasses import dataclass, field
from functools import lru_cache

from himaya.institutions.content import UNVERIFIED
from himaya.institutions.content_reader import Row, content_root, read_file
from himaya.institutions.content_rows import MARKS, LocalText
from himaya.interviews.rules import EVENTS, TOPICS

FILE = "interviews.yaml"


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence or word with its mark."""

    id: str
    words: LocalText
    mark: str

    @property
    def unverified(self) -> bool:
        """Nobody has checked it against its source yet."""
        return self.mark in UNVERIFIED


@dataclass(frozen=True, slots=True)
class Aloud(Line):
    """A sentence read aloud: the same to a child, and as each is spoken in Darija (keys ar and latin)."""

    child: LocalText
    darija: dict[str, str]
    child_darija: dict[str, str]

    def to(self, *, child: bool) -> LocalText:
        """The sentence for an adult or for a child."""
        return self.child if child else self.words

    def spoken_to(self, *, child: bool) -> dict[str, str]:
        """How it is spoken to one adult or to one child."""
        return self.child_darija if child else self.darija


@dataclass(frozen=True, slots=True)
class Asked(Line):
    """An item of the agreement; nothing begins without a yes where it is `needed`.

    `child`: the same as a child is asked, with how it is spoken in Darija; none where it is asked of adults alone.
    """

    needed: bool
    child: LocalText | None = None
    child_darija: dict[str, str] = field(default_factory=dict)
    child_mark: str = ""

    def unverified_to(self, *, child: bool) -> bool:
        """Whether nobody checked these words against their source yet; those of a child have a mark of their own."""
        return (self.child_mark if child and self.child is not None else self.mark) in UNVERIFIED

    def to(self, *, child: bool) -> LocalText:
        """The item for an adult, or as a child is asked."""
        return self.child if child and self.child is not None else self.words


@dataclass(frozen=True, slots=True)
class Topic(Line):
    """A topic of the grid, and what an answer in it could describe."""

    exposes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wording(Line):
    """A sentence to use, or something to avoid."""

    use: bool


@dataclass(frozen=True, slots=True)
class Value(Line):
    """A value of the exchange standard, and the kind of event that it describes."""

    event: str


@dataclass(frozen=True, slots=True)
class Words:
    """All of it in its order, and whether a nation adopted it or it runs as a model."""

    adopted: bool
    limits: tuple[Aloud, ...]
    agreement: tuple[Asked, ...]
    distress: tuple[Line, ...]
    topics: tuple[Topic, ...]
    exposed: tuple[Line, ...]
    wording: tuple[Wording, ...]
    children: tuple[Line, ...]
    values: tuple[Value, ...]

    def asked_of(self, *, child: bool) -> tuple[Asked, ...]:
        """The items of the agreement that an adult is asked, or those that a child is."""
        return tuple(one for one in self.agreement if not child or one.child is not None)


def load() -> Words:
    """Read the file. Raises ContentError."""
    top = read_file(content_root() / FILE)
    read = Words(
        adopted=top.maybe("adoption") is not None,
        limits=tuple(_aloud(row) for row in top.rows("limits")),
        agreement=tuple(_asked(row) for row in top.rows("agreement")),
        distress=tuple(Line(*_line(row)) for row in top.rows("distress")),
        topics=tuple(Topic(*_line(row), row.words("exposes")) for row in top.rows("topics")),
        exposed=tuple(Line(*_line(row)) for row in top.rows("exposed")),
        wording=tuple(Wording(*_line(row), row.flag("use")) for row in top.rows("wording")),
        children=tuple(Line(*_line(row)) for row in top.rows("children")),
        values=tuple(Value(*_line(row), row.one_of("event", EVENTS)) for row in top.rows("values")),
    )
    if tuple(one.id for one in read.topics) != TOPICS:
        raise top.gap(f"topics must be {', '.join(TOPICS)}")
    if strange := {code for one in read.topics for code in one.exposes} - {one.id for one in read.exposed}:
        raise top.gap(f"exposes names {sorted(strange)}, which `exposed` has no word for")
    needed = [one for one in read.agreement if one.needed]
    if not needed or any(one.child is None for one in needed):
        raise top.gap(
            "the agreement needs an item without which nothing begins, and what is needed is asked of a child too"
        )
    return read


@lru_cache(maxsize=1)
def words() -> Words:
    """The same, read once."""
    return load()


def _line(row: Row) -> tuple[str, LocalText, str]:
    return row.text("id"), row.local("words"), row.one_of("mark", MARKS)


def _asked(row: Row) -> Asked:
    if "child" not in row.data:
        return Asked(*_line(row), row.flag("needed"))
    child, spoken = row.local("child"), _spoken(row, "child_darija")
    return Asked(*_line(row), row.flag("needed"), child, spoken, row.one_of("child_mark", MARKS))


def _aloud(row: Row) -> Aloud:
    darija = _spoken(row, "darija")
    to_child = _spoken(row, "child_darija") if "child_darija" in row.data else darija
    return Aloud(*_line(row), row.local("child"), darija, to_child)


def _spoken(row: Row, key: str) -> dict[str, str]:
    spoken = row.inner(key)
    return {script: spoken.text(script) for script in ("ar", "latin")}
