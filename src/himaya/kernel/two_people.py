"""What waits for the second of two people, as each room declares it. Whoever shows it imports no room (ADR 89).

A room in which a verb takes two people has a module `two_people` with a list `ACTS`. Nothing is kept of it: what waits
is asked of the rows at each reading, narrowed to those whom the verb itself would let act. So it is there for exactly
them, never for whoever did the first half, and gone once it is done or void.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import reduce
from typing import Any, Final
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, IntegerField, Q, QuerySet, Value
from django.utils.functional import Promise

from himaya.kernel import clock, rooms
from himaya.kernel.actor import Actor
from himaya.kernel.unit import Unit

# By when the second person acts: a model of this software, not adopted. A life in danger: minutes.
AT_ONCE: Final = timedelta(minutes=15)
A_DAY, A_WEEK, A_MONTH = timedelta(days=1), timedelta(days=7), timedelta(days=30)
# More than anybody looks at in one go; what has waited longest comes first.
MOST = 100


@dataclass(frozen=True)
class Act:
    """One act that takes two: by which verb the second person does it, who they may be, and until when.

    `of` gives the rows that the actor may act on, and is asked only of whoever holds one of the `roles`. The other
    fields name columns of these rows: `asked` the day or moment of the first half, `until` the day or moment at which
    it is void or owed (else `within` counts from `asked`), `args` what the page of `view` takes, `reference` by what it
    is found, `case` the file it is about.
    `urgent`: which rows are about a life in danger, or about harm that goes on meanwhile.
    """

    code: str
    verb: str
    sentence: Promise
    roles: tuple[str, ...]
    of: Callable[[Actor], QuerySet[Any]]
    asked: str
    within: timedelta
    view: str
    args: Mapping[str, str] = field(default_factory=dict)
    until: str = ""
    reference: str = ""
    case: str = ""
    urgent: Q | None = None

    def rows(self, actor: Actor) -> QuerySet[Any] | None:
        """What waits of it for this actor; None, without a question, for a role that never does it."""
        return self.of(actor).order_by() if actor.is_known and actor.has(*self.roles) else None


@dataclass(frozen=True, slots=True)
class Waits:
    """One thing that waits for this reader: until which day (its last one) or moment."""

    act: Act
    id: UUID
    on: date | None
    at: datetime | None
    urgent: bool
    reference: str
    case_id: UUID | None
    args: Mapping[str, object]

    @property
    def until(self) -> datetime:
        """The moment at which it is late: for a list."""
        return self.at or _morning((self.on or date.max - A_DAY) + A_DAY)


def me(actor: Actor) -> UUID:
    """The account of the actor, for a comparison."""
    return actor.account_id or UUID(int=0)


def acts() -> list[Act]:
    """What every installed room declares, the higher room first."""
    return [one for room in reversed(rooms.modules("two_people")) for one in room.ACTS]


def concerns(actor: Actor) -> bool:
    """True for a role that is ever the second of two."""
    return actor.is_known and any(actor.has(*one.roles) for one in acts())


def waiting(actor: Actor) -> list[Waits]:
    """What waits for this actor: the urgent first, then by when it is late."""
    found = [one for act in acts() for one in of_act(actor, act)]
    return sorted(found, key=lambda one: (not one.urgent, one.until))


def of_act(actor: Actor, act: Act, case_id: UUID | None = None) -> list[Waits]:
    """What waits of one act for this actor, of one file or of all, the longest first."""
    rows = act.rows(actor)
    if rows is None:
        return []
    narrowed = rows.filter(**{act.case: case_id}) if case_id is not None else rows
    return _read(act, narrowed.order_by(act.asked, "pk"))


def count(actor: Actor, *, urgent_only: bool) -> int:
    """How many: one question to the store, however many kinds there are, and none where no role of theirs is asked."""
    found: list[QuerySet[Any]] = []
    for act in acts():
        rows = act.rows(actor) if act.urgent is not None or not urgent_only else None
        if rows is not None:
            narrowed = rows.filter(act.urgent) if urgent_only else rows
            found.append(narrowed.annotate(waits=Value(1, IntegerField())).values_list("waits"))
    return reduce(lambda one, other: one.union(other, all=True), found).count() if found else 0


def waits_for(actor: Actor, act: Act, number: UUID) -> Waits | None:
    """This one, while it waits for the actor."""
    rows = act.rows(actor)
    return next(iter(_read(act, rows.filter(pk=number))), None) if rows is not None else None


def begun(u: Unit, code: str, number: UUID, *, urgent: bool = False) -> None:
    """The first half was done: word goes to the desks of those who may do the other, and where it is urgent again once
    the minutes are over."""
    u.tell("two_people.begun", act=code, about=str(number))
    if urgent:
        u.tell("two_people.begun", due_at=clock.now() + AT_ONCE, act=code, about=str(number))


def _read(act: Act, rows: QuerySet[Any]) -> list[Waits]:
    columns = {one for one in (act.asked, act.until, act.reference, act.case, *act.args.values()) if one}
    pressing = Value(False) if act.urgent is None else ExpressionWrapper(act.urgent, BooleanField())
    found = []
    for row in rows.annotate(is_pressing=pressing).values("pk", "is_pressing", *columns)[:MOST]:
        urgent = bool(row["is_pressing"])
        due = row[act.until] if act.until else None
        due = due or row[act.asked] + (AT_ONCE if urgent and isinstance(row[act.asked], datetime) else act.within)
        moment = due if isinstance(due, datetime) else None
        found.append(
            Waits(
                act=act,
                id=row["pk"],
                on=None if moment else due,
                at=moment,
                urgent=urgent,
                reference=str(row[act.reference]) if act.reference else "",
                case_id=row[act.case] if act.case else None,
                args={name: row[column] for name, column in act.args.items()},
            )
        )
    return found


def _morning(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=clock.here())
