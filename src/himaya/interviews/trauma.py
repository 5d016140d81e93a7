"""content/trauma.yaml and content/judging_words.yaml, read strictly: what trauma does to telling, words that judge."""

from dataclasses import dataclass
from functools import lru_cache

from himaya.institutions.content import UNVERIFIED
from himaya.institutions.content_reader import content_root, read_file
from himaya.institutions.content_rows import LANGUAGES, MARKS, LocalText
from himaya.interviews import rules_wording

FILE, JUDGING = "trauma.yaml", "judging_words.yaml"
# The pages beside which something of it stands.
BEFORE, FACTS, TIMELINE, DISTRESS, CLOSE, REASONING = "before", "facts", "timeline", "distress", "close", "reasoning"
PLACES = (BEFORE, FACTS, TIMELINE, DISTRESS, CLOSE, REASONING)


@dataclass(frozen=True, slots=True)
class Phenomenon:
    """What is seen, what is known of it, and what follows for how one works."""

    id: str
    at: tuple[str, ...]
    names: LocalText
    evidence: LocalText
    work: LocalText
    source: str
    mark: str

    @property
    def unverified(self) -> bool:
        """Nobody has checked it against its source yet."""
        return self.mark in UNVERIFIED


@dataclass(frozen=True, slots=True)
class Look:
    """Something to look at before a sitting. Nothing of it is stored."""

    id: str
    words: LocalText
    mark: str


@dataclass(frozen=True, slots=True)
class Trauma:
    """All of it in its order, and whether a nation adopted it or it runs as a model."""

    adopted: bool
    phenomena: tuple[Phenomenon, ...]
    before: tuple[Look, ...]

    def beside(self, place: str) -> tuple[Phenomenon, ...]:
        """Those that stand beside one page."""
        return tuple(one for one in self.phenomena if place in one.at)


def load() -> Trauma:
    """Read the file. Raises ContentError."""
    top = read_file(content_root() / FILE)
    read = Trauma(
        top.maybe("adoption") is not None,
        tuple(
            Phenomenon(
                row.text("id"),
                row.words("at"),
                row.local("names"),
                row.local("evidence"),
                row.local("work"),
                row.text("source"),
                row.one_of("mark", MARKS),
            )
            for row in top.rows("phenomena")
        ),
        tuple(Look(row.text("id"), row.local("words"), row.one_of("mark", MARKS)) for row in top.rows("before")),
    )
    for one in read.phenomena:
        if not one.at or set(one.at) - set(PLACES):
            raise top.gap(f"{one.id} must stand at one or more of {', '.join(PLACES)}")
    return read


def load_judging() -> tuple[str, ...]:
    """Words, or beginnings with a star, of the three languages. Raises ContentError."""
    top = read_file(content_root() / JUDGING)
    rows = {row.one_of("language", LANGUAGES): row.words("starts") for row in top.rows("words")}
    if missing := set(LANGUAGES) - {language for language, found in rows.items() if found}:
        raise top.gap(f"no words for {', '.join(sorted(missing))}")
    return tuple(word for found in rows.values() for word in found)


@lru_cache(maxsize=1)
def trauma() -> Trauma:
    """The same, read once."""
    return load()


@lru_cache(maxsize=1)
def judging() -> rules_wording.Finder:
    """What finds such words, made once."""
    return rules_wording.finder(load_judging())
