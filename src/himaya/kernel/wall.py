"""The second wall: on PostgreSQL every statement of a page runs as a role that owns nothing and says who acts.

What is said holds for one transaction, so a pooled connection carries nothing over from one person to the next, and
the policies of the store (cases, migration 8) show a row only if it is open to whoever was named. It catches a filter
that was forgotten. It does not stop whoever runs statements of their own: they could say another name.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from himaya.kernel import clock
from himaya.kernel.actor import Actor

# How far a verb looks beyond what is open to the actor: the register of their institution, or every row.
INSTITUTION, EVERYTHING = "institution", "everything"
NAMES = ("account", "desk", "institution", "may", "beyond", "now")
# What reads or writes rows; a SAVEPOINT or a ROLLBACK says nothing, since it must work in a broken transaction too.
_ROWS = re.compile(r"\s*\(?\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Said:
    """What the store is told: who acts, and the names of what they may."""

    actor: Actor
    may: tuple[str, ...] = ()


_who: ContextVar[Callable[[], Said] | None] = ContextVar("who", default=None)
_beyond: ContextVar[str] = ContextVar("beyond", default="")


def stands() -> bool:
    """True behind the wall."""
    return _who.get() is not None


@contextmanager
def behind(who: Callable[[], Said]) -> Iterator[None]:
    """Say with every statement of this block who acts; asked each time, since a session can be unlocked on the way.

    Does nothing on SQLite, which knows neither roles nor policies.
    """
    if connection.vendor != "postgresql" or not settings.HIMAYA_DATABASE_ROLE:
        yield
        return
    before = _role() if connection.in_atomic_block else ""
    token = _who.set(who)
    try:
        with connection.execute_wrapper(_say):
            yield
    finally:
        _who.reset(token)
        if before and connection.in_atomic_block and not connection.needs_rollback:
            _take_back(before)


def _role() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('role')")
        (role,) = cursor.fetchone()
    return str(role)


def _take_back(role: str) -> None:
    """Where a transaction was open before the block and goes on after it, what was said must not."""
    pairs = [("role", role), *((f"himaya.{name}", "") for name in NAMES)]
    with connection.connection.cursor() as cursor:
        cursor.execute(_settings(pairs))


@contextmanager
def beyond(how_far: str) -> Iterator[None]:
    """Let a verb see what it must and its actor may not: the other files of a person to be erased, a form sent twice.

    Each place that does so is listed in `tests/house/test_wall.py`. A lazy list must be fetched inside.
    """
    token = _beyond.set(how_far)
    try:
        yield
    finally:
        _beyond.reset(token)


def _said() -> str:
    """One SELECT of settings that end with the transaction."""
    who = _who.get()
    said = who() if who is not None else Said(Actor(kind="anonymous"))
    actor = said.actor
    values = (
        str(actor.account_id or ""),
        actor.desk_id,
        actor.institution_id,
        " ".join(said.may),
        _beyond.get(),
        clock.now().isoformat(),
    )
    pairs = [
        ("role", settings.HIMAYA_DATABASE_ROLE),
        *((f"himaya.{name}", value) for name, value in zip(NAMES, values, strict=True)),
    ]
    return _settings(pairs)


def _settings(pairs: list[tuple[str, str]]) -> str:
    quoted = ((name, value.replace("'", "''")) for name, value in pairs)
    return "SELECT " + ", ".join(f"set_config('{name}', '{value}', true)" for name, value in quoted)


def _say(
    execute: Callable[[str, Any, bool, dict[str, Any]], Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    """Put what is said before the statement, in the same message: one transaction, and no way to and fro more."""
    if not _ROWS.match(sql):
        return execute(sql, params, many, context)
    cursor = context["cursor"]
    if many or getattr(cursor.cursor, "name", None):
        return _say_first(execute, sql, params, many, context)
    said = _said() if params is None else _said().replace("%", "%%")
    result = execute(f"{said}; {sql}", params, many, context)
    cursor.nextset()
    return result


def _say_first(
    execute: Callable[[str, Any, bool, dict[str, Any]], Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    """What cannot travel with another statement is told beforehand, inside one transaction."""
    with transaction.atomic():
        with connection.connection.cursor() as teller:
            teller.execute(_said())
        return execute(sql, params, many, context)
