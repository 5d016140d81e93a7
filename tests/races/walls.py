"""What the store itself shows of a room's tables, as rows: who sees how much of each, and what nobody does to one.

A wall is a stage and what is looked at there, one look after the other: at first everybody of the cast, then whoever a
change is about. What is looked at is raw SQL as the role of the pages, without a line of our own policy.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction
from psycopg import sql

from himaya.cases.models import Case, Grant
from himaya.institutions.models import Desk
from himaya.kernel.actor import Actor
from tests import cast
from tests.races.behind_the_wall import SOUTH, alone, say, seen

# Nobody who said who they are, every worker of the cast, and one who leads no desk.
EVERYBODY = (None, *cast.WORKERS.values(), SOUTH)
# The three who work at the desk that holds a case of the stage.
NORTH = (cast.INSPECTOR, cast.INSPECTOR_COLLEAGUE, cast.LABOUR_LEAD)
# Not an actor of the pages: whoever owns the tables, and is bound by triggers alone.
OWNER = "the owner of the tables"
# As many rows of each table, or so many of one after the other.
Rows = int | tuple[int, ...]
Who = Actor | None
Sees = Mapping[Who | tuple[Who, ...], Rows]
# Who, a statement, and how many rows it touches or what the store says to it. `%(case)s` is the case of the stage.
Try = tuple[Actor | str, str, int | str]


@dataclass(frozen=True, slots=True)
class Look:
    """Who sees how many rows once `after` was done to what the stage made; what becomes of some statements then."""

    sees: Sees
    tries: tuple[Try, ...] = ()
    after: Callable[[Any], object] | None = None
    # What whoever is not named sees; by default they are not asked.
    others: Rows | None = None


class Wall:
    """The tables of a room, its stage and the looks; a plain `sees` is a first look at everybody."""

    def __init__(
        self,
        mark: pytest.MarkDecorator,
        name: str,
        tables: str,
        stage: Callable[[], Any],
        sees: Sees,
        *then: Look,
        tries: tuple[Try, ...] = (),
        others: Rows = 0,
    ) -> None:
        self.mark, self.name, self.tables, self.stage = mark, name, tuple(tables.split()), stage
        self.looks = (Look(sees, tries, others=others), *then)

    def stands(self, role: str) -> None:
        """Set the stage and look."""
        staged = self.stage()
        for number, look in enumerate(self.looks):
            if look.after is not None:
                look.after(staged)
            with alone(role) as link:
                self._sees(link, look, number)
                for who, statement, outcome in look.tries:
                    _try(link, who, statement, outcome, getattr(staged, "pk", staged))

    def _sees(self, link: psycopg.Connection, look: Look, number: int) -> None:
        asked: dict[Who, Rows] = {} if look.others is None else dict.fromkeys(EVERYBODY, look.others)
        for who, rows in look.sees.items():
            asked |= dict.fromkeys(who if isinstance(who, tuple) else (who,), rows)
        for who, rows in asked.items():
            found = tuple(seen(link, who, tables=self.tables).values())
            wanted = (rows,) * len(self.tables) if isinstance(rows, int) else rows
            assert found == wanted, f"look {number}: {found} of {self.tables}, not {wanted}, to {who}"


def _try(link: psycopg.Connection, who: Actor | str, statement: str, outcome: int | str, case_id: Any) -> None:
    """One statement in one transaction."""
    named = None
    if "%(" in statement:
        named = {"case": case_id, "person": Case.objects.get(pk=case_id).person_id}
    if isinstance(who, str):
        refused = pytest.raises(DatabaseError, match=outcome) if isinstance(outcome, str) else nullcontext()
        with refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, named)
            assert cursor.rowcount == outcome, statement
    elif isinstance(outcome, str):
        with pytest.raises(psycopg.Error, match=outcome), link.transaction():
            say(link, who)
            link.execute(sql.SQL(statement), named)  # type: ignore[arg-type]
    else:
        with link.transaction():
            say(link, who)
            assert link.execute(sql.SQL(statement), named).rowcount == outcome, statement  # type: ignore[arg-type]


def each(statement: str, what: Iterable[str], outcome: int | str, *who: Actor | str) -> tuple[Try, ...]:
    """The statement with each of these words, by each of them."""
    return tuple((one, statement.format(word), outcome) for one in who for word in what)


def held_by(desk: Actor) -> Callable[[Case], None]:
    """The case and the access of its desk go to another, without a word."""

    def move(case: Case) -> None:
        said = {"desk_id": desk.desk_id, "institution_id": desk.institution_id}
        Case.objects.filter(pk=case.pk).update(**said)
        Grant.objects.filter(case=case, desk__isnull=False).update(**said)

    return move


def of_kind(desk: Actor, kind: str) -> Callable[[object], None]:
    """The desk is of another kind from now on."""

    def change(_staged: object) -> None:
        assert Desk.objects.filter(pk=desk.desk_id).update(kind=kind) == 1

    return change
