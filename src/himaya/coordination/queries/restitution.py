"""What goes back to the institutions after a table: decided, differing, left open, taken home, asked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from uuid import UUID

from django.db.models import Q

from himaya.coordination import rules_practice, states
from himaya.coordination.models import AgendaItem, Decision, PracticeMap, Question, Reservation, RoundTable, TakeAway
from himaya.coordination.queries.asks import DONE, Ask, asks_of
from himaya.coordination.queries.practice import MapSide, StepSide, side_by_side
from himaya.coordination.queries.tables import meeting_day, voices_on
from himaya.coordination.rules_practice import Difference
from himaya.coordination.wordings import in_three, names_of
from himaya.coordination.words_practice import sentence

Texts = Mapping[str, str]
QUESTION, CARRIED, NOT_AGREED, AWAITING = "question", "carried", "not_agreed", "awaiting"


@dataclass(frozen=True, slots=True)
class Held:
    """What an institution holds back from a decision, and when it looks at that again."""

    institution: Texts
    text: str
    review_on: date


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision that binds, or that waits for the body that makes it final (`state`)."""

    number: int
    wording: Texts
    item: Texts
    state: str
    confirm_by: str
    reservations: list[Held]


@dataclass(frozen=True, slots=True)
class Differs:
    """One practice map: how many points practice differs on, and the sentence of each with its step."""

    map_id: UUID
    titles: Texts
    points: int
    lines: list[tuple[Texts, Texts]]


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """What stayed open: a question with who owes the answer and by when, or a point that goes on to the next table."""

    kind: str
    what: Texts
    owed_by: Texts | None = None
    by_when: date | None = None


@dataclass(frozen=True, slots=True)
class TookHome:
    """What one institution said it takes home."""

    institution: Texts
    text: str


@dataclass(frozen=True, slots=True)
class AskedOf:
    """What is still asked of one institution."""

    institution_id: str
    institution: Texts
    asks: list[Ask]


@dataclass(frozen=True, slots=True)
class Restitution:
    """Everything that the restitution of one table says, in the three languages wherever a text has them."""

    table: RoundTable
    decided: list[Decided]
    differs: list[Differs]
    left_open: list[LeftOpen]
    took_home: list[TookHome]
    asked: list[AskedOf]

    @property
    def points(self) -> int:
        """On how many points practice differs."""
        return sum(one.points for one in self.differs)


def restitution(table: RoundTable) -> Restitution:
    """The restitution of a table, from what is on record now. The caller has checked who reads it."""
    return Restitution(
        table=table,
        decided=list(_decided(table)),
        differs=list(_differs(table)),
        left_open=[*_not_settled(table), *_carried(table), *_questions(table)],
        took_home=list(_took_home(table)),
        asked=list(_asked(table)),
    )


def _decided(table: RoundTable) -> Iterator[Decided]:
    kept = (*states.BINDING, states.AWAITING)
    rows = Decision.objects.filter(table=table, state__in=kept).select_related("item").order_by("number")
    for row in rows:
        held = Reservation.objects.filter(decision=row).select_related("institution").order_by("institution_id", "pk")
        reservations = [Held(names_of(one.institution), one.text, one.review_on) for one in held]
        yield Decided(row.number, wording_of(row), row.item.titles, row.state, row.confirm_by, reservations)


def wording_of(row: Decision) -> dict[str, str]:
    """What is decided, by language."""
    return {"fr": row.wording_fr, "ar": row.wording_ar, "en": row.wording_en}


def _differs(table: RoundTable) -> Iterator[Differs]:
    """The maps drawn up for this table or given back at it."""
    rows = PracticeMap.objects.filter(Q(table=table) | Q(restituted_at_table=table)).select_related("cycle")
    for row in rows.order_by("opened_on", "pk"):
        side = side_by_side(row)
        lines = [line for step in side.steps for line in _lines(side, step)]
        yield Differs(row.pk, row.titles, side.points, lines)


def _lines(side: MapSide, step: StepSide) -> Iterator[tuple[Texts, Texts]]:
    for point in step.found:
        if point.kind in rules_practice.DIFFERING:
            yield step.step.titles, in_three(partial(_in_words, point, side))


def _in_words(point: Difference, side: MapSide) -> str:
    return sentence(point, side.names)


def _not_settled(table: RoundTable) -> Iterator[LeftOpen]:
    rows = Decision.objects.filter(table=table, state__in=(states.NOT_AGREED, states.AWAITING, states.PUT))
    for row in rows.order_by("number"):
        kind = AWAITING if row.state == states.AWAITING else NOT_AGREED
        yield LeftOpen(kind, wording_of(row))


def _carried(table: RoundTable) -> Iterator[LeftOpen]:
    """Points that go on to the next table, unless their decision already says so."""
    named = Decision.objects.filter(table=table, state=states.NOT_AGREED).values("item")
    rows = AgendaItem.objects.filter(table=table, state=states.ITEM_CARRIED).exclude(pk__in=named)
    for item in rows.order_by("position"):
        yield LeftOpen(CARRIED, item.titles)


def _questions(table: RoundTable) -> Iterator[LeftOpen]:
    rows = Question.objects.filter(table=table, state=states.QUESTION_OPEN).select_related("owed_by")
    for row in rows.order_by("due_on", "pk"):
        yield LeftOpen(QUESTION, dict.fromkeys(("fr", "ar", "en"), row.text), names_of(row.owed_by), row.due_on)


def _took_home(table: RoundTable) -> Iterator[TookHome]:
    rows = TakeAway.objects.filter(table=table).select_related("institution").order_by("said_on", "institution_id")
    for row in rows:
        yield TookHome(names_of(row.institution), row.text)


def _asked(table: RoundTable) -> Iterator[AskedOf]:
    for one in voices_on(table.cycle, meeting_day(table)):
        asks = [ask for ask in asks_of(one.pk, table=table) if ask.state != DONE]
        if asks:
            yield AskedOf(one.pk, names_of(one), asks)
