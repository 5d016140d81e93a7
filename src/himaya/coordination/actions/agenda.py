"""The verbs of an agenda: seeded, added to, changed, put in order, run through."""

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.coordination import closing, locks, minutes_state, no_case, policy, seeding, states, texts, words_tables
from himaya.coordination.models import AgendaItem, Document, RoundTable, Theme
from himaya.institutions.models import Institution
from himaya.kernel import clock, languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.unit import Unit, unit

LONGEST_MINUTES, LONGEST_SAID = 480, 8000
SAID_LONG = _("This is too long. Keep what was said, and leave out who said it word for word.")
RUNNING = (*states.BEFORE_SESSION, states.IN_SESSION)
# While the minutes are a draft, what was said may still be written down.
WRITING = (states.IN_SESSION, states.TABLE_CLOSED)


def seed(*, table_id: UUID, by: Actor) -> int:
    """Propose again what the cycle knows; returns how many points are new. Raises NotNow."""
    policy.check_secretariat(by)
    with unit(by=by) as u:
        return seeding.seed(u, _table(by, table_id, RUNNING))


def add(
    *,
    table_id: UUID,
    kind: str,
    titles: Mapping[str, str],
    minutes: int,
    theme_id: UUID | None = None,
    document_id: UUID | None = None,
    presenter_id: str | None = None,
    seed: str = "",
    by: Actor,
) -> AgendaItem:
    """Add a point at the end, before any other business. Without a title it is called by its theme or document.

    `seed` says what the point comes from, where a page proposed it. Raises NotValid, NotNow.
    """
    policy.check_secretariat(by)
    with unit(by=by) as u:
        table = _table(by, table_id, RUNNING)
        if kind not in states.ITEM_KINDS:
            raise NotValid(_("Choose the kind of point."), code="item_kind")
        theme, document = _theme(table, theme_id), _document(table, document_id)
        item = AgendaItem.objects.create(
            table=table,
            position=0,
            kind=kind,
            theme=theme,
            document=document,
            minutes=_minutes(minutes),
            presenter=_presenter(presenter_id),
            seed=seed,
            state=states.ITEM_WAITING,
            **_titles(titles, theme, document),
        )
        seeding.renumber(table, [])
        u.log("item.added", object_type="agenda_item", object_id=item.pk, code=kind)
        item.refresh_from_db(fields=["position"])
        return item


def change(
    *, item_id: UUID, titles: Mapping[str, str], minutes: int, presenter_id: str | None = None, by: Actor
) -> AgendaItem:
    """Change title, minutes or presenter of a point that was not taken up yet. Raises NotValid, NotNow."""
    policy.check_secretariat(by)
    with unit(by=by) as u:
        item = _item(by, item_id, RUNNING)
        _check_waiting(item)
        for name, value in _titles(titles, item.theme, item.document).items():
            setattr(item, name, value)
        item.minutes, item.presenter = _minutes(minutes), _presenter(presenter_id)
        item.save()
        u.log("item.changed", object_type="agenda_item", object_id=item.pk)
        return item


def shift(*, item_id: UUID, up: bool, by: Actor) -> None:
    """Move a point one place up or down; at the end of the list nothing happens. Raises NotNow."""
    policy.check_secretariat(by)
    with unit(by=by) as u:
        item = _item(by, item_id, RUNNING)
        standing = AgendaItem.objects.filter(table=item.table_id).exclude(state=states.ITEM_DROPPED)
        if up:
            other = standing.filter(position__lt=item.position).order_by("-position").first()
        else:
            other = standing.filter(position__gt=item.position).order_by("position").first()
        if other is None:
            return
        item.position, other.position = other.position, item.position
        item.save(update_fields=["position"])
        other.save(update_fields=["position"])
        u.log("item.shifted", object_type="agenda_item", object_id=item.pk, code="up" if up else "down")


def drop(*, item_id: UUID, reason: str, by: Actor) -> None:
    """Drop a point with a reason; the system does not propose it again for this table. Raises NotNow, NotValid."""
    policy.check_secretariat(by)
    with unit(by=by) as u:
        item = _item(by, item_id, RUNNING)
        item.reason = no_case.reason(reason)
        _move(u, item, "drop")


def start(*, item_id: UUID, by: Actor) -> None:
    """Open a point; the one that is open is finished. By the secretariat or the chair. Raises NotNow."""
    with unit(by=by) as u:
        item = _run(by, item_id, (states.IN_SESSION,))
        if item.state == states.ITEM_CARRIED:
            closing.check_not_taken_up(item)
        for other in AgendaItem.objects.select_for_update().filter(table=item.table_id, state=states.ITEM_OPEN):
            if other.pk != item.pk:
                _move(u, other, "finish")
        _move(u, item, "start")


def finish(*, item_id: UUID, by: Actor) -> None:
    """Finish the open point. By the secretariat or the chair. Raises NotNow."""
    with unit(by=by) as u:
        _move(u, _run(by, item_id, (states.IN_SESSION,)), "finish")


def say(*, item_id: UUID, said: Mapping[str, str], by: Actor) -> None:
    """Note what was said on a point, for the minutes, while they are not circulated. Raises NotNow, NotValid."""
    with unit(by=by) as u:
        item = _run(by, item_id, WRITING)
        minutes_state.check_writable(item.table)
        for code in languages.CODES:
            text = said.get(code, getattr(item, f"said_{code}")).strip()
            if len(text) > LONGEST_SAID:
                raise NotValid(SAID_LONG, code="text_length")
            no_case.check_said(text)
            setattr(item, f"said_{code}", text)
        item.save(update_fields=[f"said_{code}" for code in languages.CODES])
        u.log("item.said", object_type="agenda_item", object_id=item.pk)


def carry(*, item_id: UUID, reason: str, by: Actor) -> None:
    """Carry a point to the next table: it appears there by itself. Raises NotNow, NotValid."""
    with unit(by=by) as u:
        item = _run(by, item_id, (states.IN_SESSION,))
        item.reason = no_case.reason(reason, needed=False)
        _move(u, item, "carry")


# The word of the audit for each verb of a point.
DONE = {"start": "started", "finish": "finished", "carry": "carried", "drop": "dropped"}


def _move(u: Unit, item: AgendaItem, verb: str) -> None:
    after = states.leads_to(states.ITEM_TRANSITIONS, verb, item.state)
    if after is None:
        sentence = _("This point is “%(state)s” already. Look at the agenda as it is now.")
        word = words_tables.ITEM_STATES[item.state]
        raise NotNow(str(sentence) % {"state": word}, code=f"item_{item.state}")
    if item.state == states.ITEM_OPEN:
        closing.check_settled(item)
    if verb == "start":
        item.ended_at = None
    if verb == "start" and item.started_at is None:
        item.started_at = clock.now()
    if verb == "finish" or (verb == "carry" and item.state == states.ITEM_OPEN):
        item.ended_at = clock.now()
    item.state = after
    item.save()
    u.log(f"item.{DONE[verb]}", object_type="agenda_item", object_id=item.pk)


def _table(by: Actor, table_id: UUID, in_states: tuple[str, ...]) -> RoundTable:
    table = locks.lock_table(by, table_id)
    _check_state(table, in_states)
    return table


def _item(by: Actor, item_id: UUID, in_states: tuple[str, ...]) -> AgendaItem:
    item = locks.lock_item(by, item_id)
    _check_state(item.table, in_states)
    return item


def _run(by: Actor, item_id: UUID, in_states: tuple[str, ...]) -> AgendaItem:
    """A point in the hands of whoever runs the table: the secretariat or the chair."""
    item = locks.lock_item(by, item_id)
    policy.check_runs(by, item.table)
    _check_state(item.table, in_states)
    return item


def _check_state(table: RoundTable, in_states: tuple[str, ...]) -> None:
    if table.state in in_states:
        return
    if table.state == states.INVITED:
        raise NotNow(_("The session has not been opened yet. Open the table first."), code="table_invited")
    raise NotNow(words_tables.NOT_IN_STATE[table.state], code=f"table_{table.state}")


def _check_waiting(item: AgendaItem) -> None:
    if item.state != states.ITEM_WAITING:
        sentence = _("This point is “%(state)s” already. Look at the agenda as it is now.")
        word = words_tables.ITEM_STATES[item.state]
        raise NotNow(str(sentence) % {"state": word}, code=f"item_{item.state}")


def _minutes(minutes: int) -> int:
    if not 1 <= minutes <= LONGEST_MINUTES:
        raise NotValid(_("Write how many minutes this point takes, from 1 to 480."), code="item_minutes")
    return minutes


def _theme(table: RoundTable, theme_id: UUID | None) -> Theme | None:
    if theme_id is None:
        return None
    found = Theme.objects.filter(pk=theme_id, cycle=table.cycle_id).first()
    if found is None:
        raise NotValid(_("Choose a theme of this cycle."), code="theme_unknown")
    return found


def _document(table: RoundTable, document_id: UUID | None) -> Document | None:
    if document_id is None:
        return None
    found = Document.objects.filter(pk=document_id, cycle=table.cycle_id).first()
    if found is None:
        raise NotValid(_("Choose a document of this cycle."), code="document_unknown")
    return found


def _presenter(presenter_id: str | None) -> Institution | None:
    if not presenter_id:
        return None
    found = Institution.objects.filter(pk=presenter_id).first()
    if found is None:
        raise NotValid(_("Choose the institution that presents."), code="presenter_unknown")
    return found


def _titles(titles: Mapping[str, str], theme: Theme | None, document: Document | None) -> dict[str, str]:
    named = document or theme
    if not any(text.strip() for text in titles.values()) and named is not None:
        return texts.titles(named.titles)
    return no_case.titles(titles)
