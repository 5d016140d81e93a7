"""content/care.yaml, read strictly and once per process: the steps in words, what is to be verified, and the letter."""

from dataclasses import dataclass
from functools import lru_cache

from himaya.health import rules_care, rules_letters
from himaya.institutions.content import UNVERIFIED
from himaya.institutions.content_reader import Row, content_root, read_file
from himaya.institutions.content_rows import MARKS, LocalText

FILE = "care.yaml"
LETTER = ("title", "opening", "use", "validity")


@dataclass(frozen=True, slots=True)
class Caution:
    """One sentence about care. It is shown, and drives nothing."""

    words: LocalText
    mark: str

    @property
    def unverified(self) -> bool:
        """Nobody has checked it against its source yet."""
        return self.mark in UNVERIFIED


@dataclass(frozen=True, slots=True)
class Care:
    """The whole file. `letter` has the sentences of the paper, `release` what is read to the person."""

    adopted: bool
    steps: dict[int, LocalText]
    cautions: tuple[Caution, ...]
    letter: dict[str, LocalText]
    purposes: dict[str, LocalText]
    readers: dict[str, LocalText]
    release: tuple[LocalText, ...]
    score_words: tuple[str, ...]
    status_words: tuple[str, ...]


def load() -> Care:
    """Read the file. Raises ContentError."""
    top = read_file(content_root() / FILE)
    steps = {row.number("id"): _marked(row, "names") for row in top.rows("steps")}
    purposes = {row.text("id"): row.local("names") for row in top.rows("purposes")}
    readers = {row.text("id"): row.local("names") for row in top.rows("readers")}
    if tuple(steps) != rules_care.STEPS:
        raise top.gap(f"steps must be {rules_care.STEPS}, in this order")
    if set(purposes) != set(rules_letters.PURPOSES):
        raise top.gap(f"purposes must be {sorted(rules_letters.PURPOSES)}")
    if set(readers) != {one for many in rules_letters.READERS.values() for one in many}:
        raise top.gap("readers must be those of the purposes")
    if not (top.words("score_words") and top.words("status_words")):
        raise top.gap("score_words and status_words must not be empty")
    said = top.data.get("letter")
    letter = Row(top.file, said if isinstance(said, dict) else {}, "letter")
    return Care(
        adopted=top.one_of("adoption", ("model", "adopted")) == "adopted",
        steps=steps,
        cautions=tuple(Caution(row.local("words"), row.one_of("mark", MARKS)) for row in top.rows("cautions")),
        letter={name: letter.local(name) for name in LETTER},
        purposes=purposes,
        readers=readers,
        release=tuple(row.local("words") for row in top.rows("release")),
        score_words=top.words("score_words"),
        status_words=top.words("status_words"),
    )


def _marked(row: Row, name: str) -> LocalText:
    row.one_of("mark", MARKS)
    return row.local(name)


@lru_cache(maxsize=1)
def care() -> Care:
    """The file of this process."""
    return load()
