"""What is named before a file is closed, and asks why it is closed all the same, as each room declares it.

A room that knows of something grave, sealed or not, has a module `at_closing` with an `open_named`. Whoever closes a
file learns of it here and imports no room. What it says may have been opened: it is shown inside the block.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.functional import Promise

from himaya.kernel import rooms
from himaya.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Named:
    """One thing: what it is in words, of which day if of any, and what of it nobody knows (`unknown`, one by one)."""

    code: str
    sentence: str | Promise
    on: date | None = None
    unknown: tuple[str, ...] = ()


@contextmanager
def open_named(actor: Actor, case_id: UUID) -> Iterator[tuple[Named, ...]]:
    """All of it, of a file that the actor was shown, under an access of each room with its row in the audit.

    Raises what an opening raises.
    """
    with ExitStack() as opened:
        yield tuple(
            one
            for room in reversed(rooms.modules("at_closing"))
            for one in opened.enter_context(room.open_named(actor, case_id))
        )
