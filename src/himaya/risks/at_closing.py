"""The level of risk with which a file would be closed, its day, and the domains that nobody assessed."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from himaya.kernel import clock, languages
from himaya.kernel.actor import Actor
from himaya.kernel.at_closing import Named
from himaya.risks import access, protocol, rules, words
from himaya.risks.access import Risks


@contextmanager
def open_named(actor: Actor, case_id: UUID) -> Iterator[tuple[Named, ...]]:
    """Inside its block, for a reader of the story; police without the domains of health."""
    with access.open_level(actor, case_id) as risks:
        yield (_named(risks),) if risks is not None and rules.asks_why(risks.overall) else ()


def _named(risks: Risks) -> Named:
    last = risks.last
    form = protocol.read(row.version) if (row := risks.running or last) is not None else None
    return Named(
        "risk",
        words.in_words(risks.overall),
        last.finished_at.astimezone(clock.here()).date() if last is not None and last.finished_at else None,
        tuple(languages.pick(form.domains[code].title) if form is not None else code for code in risks.not_assessed),
    )
