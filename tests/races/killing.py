"""Killing with -9 at a chosen moment: children of one warmed process, whose doings to the store are counted.

A moment is a statement, a commit, or something done to a file, counted in the child. Every other kill falls exactly
there; the others are told to the parent, which kills while the child goes on, so that some fall inside what the
database or the system is just writing. Nothing depends on how fast the machine is: a child works until it is killed.
"""

import json
import os
import random
import resource
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any, NoReturn

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

from himaya.institutions.models import Account
from himaya.kernel import keys
from himaya.kernel.models import Stamp
from tests import cast, factories

SEED = 20261126
# What is done to files, as Python tells its auditors; reading is no moment.
OF_FILES = ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate")
Work = Callable[[int], None]


def prepare() -> None:
    """Keys, tables and the cast, unless they came with the copy of a prepared store."""
    keys.create(settings.HIMAYA_KEYS)
    if Stamp._meta.db_table not in connection.introspection.table_names():
        call_command("migrate", verbosity=0)
    if not Account.objects.exists():
        with transaction.atomic():
            cast.play()
            factories.version()
    connection.close()


class _Moments:
    def __init__(self, at: int, act: Callable[[], None]) -> None:
        self.passed, self._at, self._act = 0, at, act

    def one(self) -> None:
        self.passed += 1
        if self.passed == self._at:
            self._act()


def _around(call: Callable[..., Any], moments: _Moments) -> Callable[..., Any]:
    @wraps(call)
    def counted(*args: Any, **named: Any) -> Any:
        moments.one()
        answer = call(*args, **named)
        moments.one()
        return answer

    return counted


def _watch(moments: _Moments, also: tuple[tuple[Any, str], ...]) -> None:
    """Count in this process, which is a child and ends with what it does."""

    def statement(execute: Callable[..., Any], *rest: Any) -> Any:
        return _around(execute, moments)(*rest)

    def told(event: str, args: tuple[Any, ...]) -> None:
        writes = event == "open" and isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR)
        if event in OF_FILES or writes:
            moments.one()

    connection.execute_wrappers.append(statement)
    for owner, name in ((connection, "_commit"), (os, "fsync"), *also):
        setattr(owner, name, _around(getattr(owner, name), moments))
    sys.addaudithook(told)


def _child(work: Work, pipe: int, moments: _Moments, also: tuple[tuple[Any, str], ...]) -> NoReturn:
    code = 1
    try:
        _watch(moments, also)
        work(pipe)
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


def moments_of(work: Work, also: tuple[tuple[Any, str], ...] = ()) -> int:
    """How many moments there are in a work that ends by itself."""
    connection.close()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        moments = _Moments(0, bool)

        def told(pipe: int) -> None:
            work(os.open(os.devnull, os.O_WRONLY))
            os.write(pipe, str(moments.passed).encode())

        _child(told, writing, moments, also)
    os.close(writing)
    with os.fdopen(reading) as said:
        passed = int(said.read())
    os.waitpid(child, 0)
    return passed


def spread(rounds: int, over: int, dice: random.Random) -> list[int]:
    """So many moments out of so many, at random and yet spread over all of them."""
    found = [1 + int((number + dice.random()) * over / rounds) for number in range(rounds)]
    dice.shuffle(found)
    return found


def killed(work: Work, at: int, *, exactly: bool, also: tuple[tuple[Any, str], ...] = ()) -> bytes:
    """Fork, let it work until the moment, kill -9, and read what it acknowledged on its pipe."""
    connection.close()
    reading, writing = os.pipe()
    come, coming = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        here = os.getpid()
        act = (lambda: os.kill(here, signal.SIGKILL)) if exactly else (lambda: bool(os.write(coming, b"!")))
        _child(work, writing, _Moments(at, act), also)
    os.close(writing)
    os.close(coming)
    # One byte, or the end when the child is gone.
    os.read(come, 1)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    os.close(come)
    with os.fdopen(reading, "rb") as said:
        told = said.read()
    if not os.WIFSIGNALED(status):
        raise AssertionError(f"the child ended by itself ({status}) before moment {at}")
    settle()
    return told


def settle() -> None:
    """On PostgreSQL the server may still be ending what a killed client began: wait until nobody else is there."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        while True:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            if cursor.fetchone() == (0,):
                return


def rounds_of(
    work: Work, *, rounds: int, over: int, seed: int, also: tuple[tuple[Any, str], ...] = ()
) -> Iterator[tuple[str, list[str]]]:
    """Kill `work` so often within so many moments; yields where it was, and what was acknowledged."""
    for number, at in enumerate(spread(rounds, over, random.Random(seed))):
        exactly = number % 2 == 0
        told = killed(work, at, exactly=exactly, also=also)
        yield f"kill {number} {'at' if exactly else 'after'} moment {at} of {over}", told.decode().split()


def say(found: dict[str, object]) -> None:
    """The last line of the program, with the processor seconds that it took."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    cost = round(sum(one.ru_utime + one.ru_stime for one in used), 1)
    sys.stdout.write(json.dumps({**found, "seed": SEED, "cost": cost}) + "\n")
