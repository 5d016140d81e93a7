"""What waits of a file for one reader, as each room declares it: what threatens, what is owed, what is late.

A room that has something of the kind has a module `what_waits` with a list `OPEN`. Whoever shows it imports no room.
It is not `still_open`: that counts for a closing, with every row in sight. Here a room gives rows, and only those that
this very actor may see; the same policies narrow them that narrow the room's own pages, under row security. Codes,
days and moments only: nothing sealed is opened, and nothing of a compartment of health is named.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from uuid import UUID

from django.utils.functional import Promise

from himaya.kernel import clock, rooms, two_people
from himaya.kernel.actor import Actor

# A life is in danger | what threatens the person | what somebody is waited for. The gravest first.
LIFE, RISK, OWED = "life", "risk", "owed"
WEIGHTS = (LIFE, RISK, OWED)


@dataclass(frozen=True, slots=True)
class Waits:
    """One thing that waits: of which file, and until which day (its last one) or moment; neither where none is set.

    `sentence` where the things of a kind differ in words. `args` are those of the page where it is settled; without
    any the page takes the file.
    """

    case_id: UUID
    on: date | None = None
    at: datetime | None = None
    sentence: Promise | None = None
    args: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Kind:
    """One kind of thing that may wait. `of` gives those that the actor may see: of one file, or of all without an id.

    `view` names the page where it is settled, which must be open to whoever is given the row.
    """

    code: str
    weight: str
    sentence: Promise
    of: Callable[[Actor, UUID | None], Iterable[Waits]]
    view: str


@dataclass(frozen=True)
class Item:
    """What one reader sees of one thing that waits."""

    kind: Kind
    waits: Waits
    overdue: bool

    @property
    def sentence(self) -> Promise:
        """What it is, without a name."""
        return self.waits.sentence or self.kind.sentence

    @property
    def args(self) -> Mapping[str, object]:
        """What the page takes where it is settled."""
        return self.waits.args or {"case_id": self.waits.case_id}


def declared() -> list[Kind]:
    """What every installed room declares, the higher room first; and what waits of a file for a second person."""
    found = [one for room in reversed(rooms.modules("what_waits")) for one in room.OPEN]
    return [*found, *(kind for act in two_people.acts() if act.case for kind in _of_two(act))]


def _of_two(act: two_people.Act) -> Iterator[Kind]:
    def of(actor: Actor, case_id: UUID | None, *, urgent: bool) -> Iterator[Waits]:
        for one in two_people.of_act(actor, act, case_id):
            if one.urgent == urgent and one.case_id is not None:
                yield Waits(one.case_id, one.on, one.at, args=one.args)

    yield Kind(act.code, OWED, act.sentence, partial(of, urgent=False), act.view)
    if act.urgent is not None:
        yield Kind(f"{act.code}_now", LIFE, act.sentence, partial(of, urgent=True), act.view)


def open_items(actor: Actor, case_id: UUID | None = None) -> list[Item]:
    """What waits for this actor, of one file or of every one open to them: the gravest first, then what is late.

    Empty for whoever may see nothing, whether something waits or not.
    """
    found = [Item(one, waits, _overdue(waits)) for one in declared() for waits in one.of(actor, case_id)]
    return sorted(found, key=_order)


def _overdue(waits: Waits) -> bool:
    if waits.at is not None:
        return waits.at < clock.now()
    return waits.on is not None and waits.on < clock.today()


def _order(one: Item) -> tuple[int, bool, date, float]:
    at = one.waits.at
    on = one.waits.on or (at.astimezone(clock.here()).date() if at is not None else date.max)
    return WEIGHTS.index(one.kind.weight), not one.overdue, on, at.timestamp() if at is not None else 0.0
