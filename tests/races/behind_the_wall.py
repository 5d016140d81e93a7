"""At the store as the role that answers pages, and nothing else: raw SQL, with or without saying who acts."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import psycopg
from django.db import connection
from psycopg import sql

from himaya.cases import policy
from himaya.kernel import clock, wall
from himaya.kernel.actor import Actor
from tests import cast
from tests.races.conftest import address

TABLES = ("case_file", "submission", "consent", "referral", "referral_step", "person")
REGISTERS = ("case_grant", "case_exclusion", "case_emergency", "case_attachment")
NOTHING = dict.fromkeys((*TABLES, *REGISTERS), 0)
# At the other desk, without a lead's look at the register of the institution.
SOUTH = replace(cast.INSPECTOR_SOUTH, roles=frozenset({"front_line"}))


@contextmanager
def alone(role: str) -> Iterator[psycopg.Connection]:
    """A connection that is this role and nothing else, as of a process that was never given another."""
    with psycopg.connect(address(str(connection.settings_dict["NAME"])), autocommit=True) as link:
        link.execute(sql.SQL("SET SESSION AUTHORIZATION {}").format(sql.Identifier(role)))
        yield link


def say(link: psycopg.Connection, who: Actor, **more: str) -> None:
    """Say inside the open transaction who acts."""
    said = {
        "account": str(who.account_id or ""),
        "desk": who.desk_id,
        "institution": who.institution_id,
        "may": " ".join(policy.said(who).may),
        "now": clock.now().isoformat(),
        **more,
    }
    for name, value in said.items():
        link.execute("SELECT set_config(%s, %s, true)", [f"himaya.{name}", value])


@contextmanager
def page_of(actor: Actor) -> Iterator[Actor]:
    """What a page of this actor does is done behind the wall."""
    with wall.behind(lambda: policy.said(actor)):
        yield actor


def seen(
    link: psycopg.Connection, who: Actor | None, *, tables: Iterable[str] = NOTHING, **more: str
) -> dict[str, int]:
    """How many rows of each table one transaction of this actor sees."""
    with link.transaction():
        if who is not None:
            say(link, who, **more)
        count = sql.SQL("SELECT count(*) FROM {}")
        return {one: link.execute(count.format(sql.Identifier(one))).fetchone()[0] for one in tables}  # type: ignore[index]
