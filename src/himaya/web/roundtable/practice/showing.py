"""What several of these pages show alike: lists to choose from, and who may do what."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

from himaya.coordination import policy, states
from himaya.coordination.models import AgendaItem, Cycle, RoundTable
from himaya.coordination.queries import tables as queries
from himaya.coordination.words_practice import CHANNELS
from himaya.institutions.models import Delegate, Institution
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.web.roundtable.tables.lists import Item


@dataclass(frozen=True, slots=True)
class Chip:
    """A state as a word and a tone."""

    tone: str
    word: str | Promise


def chip(state: str, words: Mapping[str, Promise], tones: Mapping[str, str]) -> Chip:
    """The chip of a state."""
    return Chip(tones.get(state, ""), words.get(state, state))


def seated(cycle: Cycle) -> list[Institution]:
    """The institutions that have a seat today, in the order of their seats."""
    return [seat.institution for seat in queries.seats_on(cycle, clock.today()) if seat.institution is not None]


def as_items(rows: Iterable[Institution]) -> list[Item]:
    """Institutions as lines of a list."""
    return [Item(row.pk, row.name) for row in rows]


def points(table: RoundTable) -> list[Item]:
    """The points of an agenda as lines of a list."""
    rows = AgendaItem.objects.filter(table=table).exclude(state=states.ITEM_DROPPED).order_by("position")
    return [Item(str(row.pk), f"{row.position}. {row.title}") for row in rows]


def by_paper() -> list[Item]:
    """The channels by which something comes to the secretariat."""
    return [Item(code, CHANNELS[code]) for code in (states.MAIL, states.LETTER)]


def delegates(institution_id: str) -> list[Item]:
    """Who may speak for an institution today."""
    rows: list[Delegate] = queries.speakers_on([institution_id], clock.today())[institution_id]
    return [Item(str(row.pk), row.name, row.function) for row in rows]


def own(actor: Actor) -> str:
    """The institution for which the actor speaks by click; empty for the secretariat and without a mandate."""
    if policy.is_secretariat(actor):
        return ""
    return actor.institution_id if any(one.role in states.SPEAKING for one in policy.my_mandates(actor)) else ""
