"""Two people do the same thing to the same object at the same moment: what a race of a verb consists of.

The table of races is in the files `every_verb_…`: a verb, and the function that sets its stage.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from himaya.kernel.actor import Actor
from tests import cast, factories

FIRST, SECOND = cast.SECRETARY, cast.actor("secretary-2", "secretariat", "secretariat")
BOTH = (FIRST, SECOND)
Deed = Callable[[Actor], Any]
Holds = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Race:
    """Two deeds at once: how many of them succeed, which audit action they leave how often, what holds afterwards."""

    deeds: tuple[Callable[[], Any], Callable[[], Any]]
    succeed: int
    action: str
    rows: int
    holds: Holds


@dataclass(frozen=True, slots=True)
class Staged:
    """A race before its stage is set: the moment at which it happens, and the function that sets the stage."""

    verb: str
    at: datetime
    stage: Callable[[], Race]


def once(deed: Deed, action: str, holds: Holds, *, by: tuple[Actor, Actor] = BOTH, rows: int = 1) -> Race:
    """Exactly one acts; the other gets a refusal with its sentence."""
    return _race(1, deed, action, holds, by, rows)


def both(deed: Deed, action: str, holds: Holds, *, by: tuple[Actor, Actor] = BOTH, rows: int = 2) -> Race:
    """Both succeed; `rows` is one where the second finds that everything is done already."""
    return _race(2, deed, action, holds, by, rows)


def _race(succeed: int, deed: Deed, action: str, holds: Holds, by: tuple[Actor, Actor], rows: int) -> Race:
    return Race((partial(deed, by[0]), partial(deed, by[1])), succeed, action, rows, holds)


def word(by: Actor) -> str:
    """A word of its own for each of the two, so that it is seen whose text stands."""
    return "Premier texte" if by == FIRST else "Second texte"


def whole(*texts: str) -> bool:
    """All of it is what one of the two wrote: no half of one and half of the other."""
    return set(texts) in ({word(FIRST)}, {word(SECOND)})


class Table:
    """The races of one subject. `@races.of("noun.verb")` enters the function that sets the stage."""

    def __init__(self) -> None:
        self.staged: list[Staged] = []

    def of(self, verb: str, *, at: datetime = factories.TUESDAY) -> Callable[[Callable[[], Race]], Callable[[], Race]]:
        def enter(stage: Callable[[], Race]) -> Callable[[], Race]:
            self.staged.append(Staged(verb, at, stage))
            return stage

        return enter
