"""The only ways to hold a conference: `lock_*` for a change, `open_*` for its words, which logs the reading."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from himaya.cases.models import Case
from himaya.conferences import policy, queries, rules, states, words
from himaya.conferences.models import Conference, Given, Heard, Item, Minutes, Saying, Seat
from himaya.conferences.queries import Sight
from himaya.conferences.rules import Hears
from himaya.kernel import clock, wall
from himaya.kernel.access import Access
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow
from himaya.kernel.sealed import SealedModel

PURPOSE = "give_service"


@dataclass(frozen=True, slots=True)
class Told:
    """An item in words: what was written, the functional statements with their last days, what was decided."""

    item: Item
    words: str
    terms: tuple[tuple[str, date | None], ...]
    decided: str
    hears: Hears | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """An action of a desk; its words are empty once what it rests on has ended."""

    row: Given
    what: str


@dataclass(frozen=True, slots=True)
class Chaired:
    """What the desk that holds the case reads: everything but what other desks know of it elsewhere."""

    items: tuple[Told, ...]
    actions: tuple[Action, ...]
    lines: tuple[tuple[Seat, str], ...]
    sayings: tuple[tuple[Saying, str], ...]


@dataclass(frozen=True, slots=True)
class Seated:
    """What an invited desk reads now: items that are on or were heard while it may, and its own actions."""

    items: tuple[Told, ...]
    actions: tuple[Action, ...]
    sight: Sight


def held(actor: Actor, conference_id: UUID) -> Conference:
    """A conference on a case of the actor's desk. Raises NotFound."""
    return _found(
        Conference.objects.filter(policy.held(actor), pk=conference_id).select_related("case__desk", "desk").first()
    )


def invited(actor: Actor, conference_id: UUID) -> Conference:
    """A conference to which the actor's desk is invited. Raises NotFound."""
    rows = Conference.objects.filter(policy.invited(actor), pk=conference_id).select_related("desk__institution")
    return _found(rows.first())


def _found(row: Conference | None) -> Conference:
    if row is None:
        raise NotFound
    return row


def lock(actor: Actor, conference_id: UUID, *, over: bool = False) -> Conference:
    """Hold a conference of the actor's desk, and its case first, inside a unit. `over` is for what only ends something
    or was said of it, and is done on a closed file too. Raises NotFound, NotNow (the file was closed)."""
    _hold(conference_id)
    row = held(actor, conference_id)
    if not over:
        _check_file(row)
    return row


def lock_invited(actor: Actor, conference_id: UUID) -> Conference:
    """Hold a conference to which the actor's desk is invited, inside a unit. Raises NotFound, NotNow (it does not go on
    for this desk, the file is closed)."""
    _hold(conference_id)
    row = invited(actor, conference_id)
    if not queries.sight(row, actor.desk_id).goes_on:
        raise NotNow(words.OFF, code="off")
    _check_file(row)
    return row


def called_on_closed(case_id: UUID) -> list[Conference]:
    """Hold the conferences that were called and not begun on a file that is closed, inside a unit of the system."""
    list(Case.objects.select_for_update().filter(pk=case_id).values_list("pk"))
    rows = Conference.objects.select_for_update().filter(case_id=case_id, state=states.CALLED)
    return [row for row in rows if not queries.file_is_open(row)]


def _check_file(row: Conference) -> None:
    if not queries.file_is_open(row):
        raise NotNow(words.FILE_CLOSED, code="file_closed")


def _hold(conference_id: UUID) -> None:
    """The case before the conference, as whoever takes an agreement back holds it. Judged after the waiting."""
    with wall.beyond(wall.EVERYTHING):
        of = list(Conference.objects.filter(pk=conference_id).values_list("case_id", flat=True))
        list(Case.objects.select_for_update().filter(pk__in=of).values_list("pk"))
        list(Conference.objects.select_for_update().filter(pk=conference_id).values_list("pk"))


def about(row: Conference) -> dict[str, Any]:
    """What an audit row about a conference names."""
    return {"object_type": "conference", "object_id": row.pk, "subjects": [row.person_id]}


@contextmanager
def open_chaired(actor: Actor, conference: Conference, *, action: str = "conference.read") -> Iterator[Chaired]:
    """Everything of a conference of the actor's desk; one audit event per block."""
    items = _whole_items(conference)
    heard = _heard(items)
    given = list(Given.objects.filter(conference=conference).select_related("desk", "item").order_by("number"))
    seats = list(Seat.objects.filter(conference=conference, state=states.WRITES).select_related("desk"))
    sayings = list(Saying.objects.filter(conference=conference).order_by("number"))
    with Access(actor, PURPOSE, action=action, about=("conference", conference.pk)) as access:
        access.open(*_rows(items, heard.values(), given, seats, sayings))
        yield Chaired(
            items=tuple(_told(row, heard.get(row.pk)) for row in items),
            actions=tuple(Action(row, str(row.what or "")) for row in given),
            lines=tuple((row, str(row.line or "")) for row in seats),
            sayings=tuple((row, str(row.words or "")) for row in sayings),
        )


@contextmanager
def open_seat(actor: Actor, conference: Conference) -> Iterator[Seated]:
    """What the actor's desk may hear at this moment, and its actions. Nothing is opened, nothing is logged, when there
    is nothing to read."""
    now = clock.now()
    # Once the file is closed nothing of it is read elsewhere, whatever is still agreed to.
    sight = queries.sight(conference, actor.desk_id)
    stands = queries.file_is_open(conference)
    live = stands and rules.open_to_desks(conference.state, conference.begins_at, conference.minutes, now)
    after = stands and rules.excerpt_open(conference.state, conference.agreed_at, now)
    rows = queries.items_of(conference)
    hears = queries.hearing(conference, rows, actor.desk_id)
    if live:
        shown = queries.in_the_room(conference, rows, hears, actor.desk_id)
    elif after:
        shown = [row for row in rows if hears[row.pk].may and _was_heard_by(row, actor.desk_id)]
    else:
        shown = []
    ids = [row.pk for row in shown]
    items = [row for row in _whole_items(conference) if row.pk in ids]
    heard = _heard(items) if after else {}
    mine = list(
        Given.objects.filter(conference=conference, desk_id=actor.desk_id).select_related("item").order_by("number")
    )
    if sight.enforces and not sight.goes_on:
        # Those who prosecute are shown a cancelled meeting and one that was declined alike: nothing of either.
        mine = []
    still = [row for row in mine if stands and (one := hears.get(row.item_id)) is not None and one.may]
    # Deferred for those that are closed: what may not be read is not even opened.
    sealed = _rows(items, heard.values(), still)
    if not sealed:
        yield Seated((), tuple(Action(row, "") for row in mine), sight)
        return
    with Access(actor, PURPOSE, action="conference.followed", about=("conference", conference.pk)) as access:
        access.open(*sealed)
        yield Seated(
            items=tuple(_told(row, heard.get(row.pk), hears[row.pk]) for row in items),
            actions=tuple(Action(row, str(row.what or "") if row in still else "") for row in mine),
            sight=sight,
        )


def minutes_of(conference: Conference) -> list[Minutes]:
    """The versions of the minutes, the newest first; without their words."""
    return list(Minutes.objects.filter(conference=conference).defer("body").order_by("-number"))


@contextmanager
def open_minutes(actor: Actor, row: Minutes, *, purpose: str, action: str) -> Iterator[dict[str, Any]]:
    """One version, for somebody at the desk that holds the case; one audit event per block."""
    whole = Minutes.objects.get(pk=row.pk)
    with Access(actor, purpose, action=action, about=("conference", row.conference_id)) as access:
        access.open(whole)
        yield whole.body or {}


def _rows(*groups: Any) -> list[SealedModel]:
    return [row for group in groups for row in group]


def _whole_items(conference: Conference) -> list[Item]:
    rows = Item.objects.filter(conference=conference).select_related("desk__institution")
    return sorted(rows, key=lambda row: (rules.PARTS.index(row.part), row.number))


def _heard(items: list[Item]) -> dict[UUID, Heard]:
    return {row.item_id: row for row in Heard.objects.filter(item__in=[one.pk for one in items])}


def _was_heard_by(item: Item, desk_id: str) -> bool:
    row = Heard.objects.filter(item=item).defer("decided").first()
    return row is not None and desk_id in {desk for desk, _basis in row.desks}


def _told(row: Item, heard: Heard | None, hears: Hears | None = None) -> Told:
    content = row.content or {}
    terms = tuple((name, date.fromisoformat(until) if until else None) for name, until in content.get("terms", []))
    return Told(row, str(content.get("words", "")), terms, str((heard.decided or "") if heard else ""), hears)
