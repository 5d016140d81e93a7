"""The words of the path, from the demo's pack: content as data, in three languages, like everything the demo says."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from himaya.institutions.content_reader import Row, pack_folder, read_file
from himaya.kernel.languages import pick

PACK = "demo"


@dataclass(frozen=True, slots=True)
class Words:
    """What a step says: its title, two sentences, its button; in the language of the page."""

    title: str
    text: str
    button: str


@lru_cache(maxsize=4)
def file(name: str) -> Row:
    """A file of the pack. Raises ContentError."""
    return read_file(pack_folder(PACK) / name)


def page(key: str) -> str:
    """One sentence of the page, in its language."""
    return pick(file("guided.yaml").inner("page").local(key).as_dict())


def pages() -> Mapping[str, str]:
    """Every sentence of the page by its key."""
    return {key: page(key) for key in file("guided.yaml").inner("page").data}


def steps() -> Mapping[str, Words]:
    """What each step says, by step."""
    return {
        row.row: Words(*(pick(row.local(key).as_dict()) for key in ("title", "text", "button")))
        for row in file("guided.yaml").rows("steps")
    }


def table() -> Row:
    """What the table that the path opens is called, and where it sits."""
    return file("guided.yaml").inner("table")


def cycle_title() -> str:
    """What the cycle of the demo is called in French."""
    return file("round_tables.yaml").inner("cycle").local("titles").as_dict()["fr"]


def text(name: str) -> Row:
    """What the demo knows of one of its two texts: `screening` or `reporting`."""
    return file("texts.yaml").inner(name)


def gists() -> tuple[str, ...]:
    """What each amendment asks, in one sentence."""
    return tuple(pick(row.local("said").as_dict()) for row in text("screening").rows("amendments"))


def text_of(part: str, key: str) -> str:
    """A sentence that somebody of the exercise says, in their own language."""
    return file("texts.yaml").inner(part).text(key)


def pilot_desks() -> tuple[str, ...]:
    """The desks at which the exercise tries a release."""
    return file("texts.yaml").inner("first_release").words("pilot_desks")
