"""Bringing in the history that sources tell: cycles that were held before, or elsewhere, and never here.

Nothing is convened or decided by it: a recorded table has a state of its own that no verb leaves.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from himaya.coordination import states
from himaya.coordination.content_rows import RecordedCycle, RecordedDecision, RecordedItem, RecordedTable
from himaya.coordination.models import AgendaItem, Cycle, Decision, Expert, RoundTable, Seat, Theme
from himaya.institutions.content_rows import LocalText
from himaya.institutions.models import Institution
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotValid
from himaya.kernel.unit import unit

# A row of a pack has one identifier for ever, so that a second load brings it up to date and adds nothing.
SPACE = UUID("b2c9a0de-3a36-4a0e-8f0b-7c1f2f6f7d15")


def load(*, rows: Iterable[RecordedCycle], by: Actor) -> None:
    """Put recorded cycles in the store, all or nothing. A second load brings them up to date.

    Raises NotValid, naming the first institution that a cycle points to and that does not exist here.
    """
    with unit(by=by) as u:
        for row in rows:
            _check_institutions(row)
            cycle = _cycle(row)
            u.log("history.loaded", object_type="cycle", object_id=cycle.pk, code=row.id)


def _check_institutions(row: RecordedCycle) -> None:
    named = [one for one in (row.organiser, row.funder, *row.seats) if one]
    known = set(Institution.objects.filter(pk__in=named).values_list("pk", flat=True))
    lost = next((one for one in named if one not in known), None)
    if lost is not None:
        raise NotValid(
            _("The recorded history points to %(lost)s, which does not exist here. Nothing was loaded.")
            % {"lost": lost},
            code="history_points_nowhere",
        )


def _cycle(row: RecordedCycle) -> Cycle:
    cycle, _made = Cycle.objects.update_or_create(
        pk=_id(row.id),
        defaults={
            **_in_languages("title", row.titles),
            "organiser_id": row.organiser,
            "funder_id": row.funder,
            "legal_basis": row.legal_basis,
            "legal_basis_mark": row.legal_basis_mark,
            "state": states.CLOSED,
            "recorded": True,
            "opened_on": row.opened_on,
            "source": row.source,
            "mark": row.mark,
        },
    )
    themes = {theme.code: _theme(cycle, theme.code, theme.titles) for theme in row.themes}
    last = max((table.held_on for table in row.tables), default=row.opened_on)
    for number, institution in enumerate(row.seats, start=1):
        _seat(cycle, number, institution, row.opened_on, last)
    for table in row.tables:
        _table(cycle, table, themes)
    return cycle


def _theme(cycle: Cycle, code: str, titles: LocalText) -> Theme:
    return Theme.objects.update_or_create(cycle=cycle, code=code, defaults=_in_languages("title", titles))[0]


def _seat(cycle: Cycle, number: int, institution: str, first: date, last: date) -> None:
    Seat.objects.update_or_create(
        pk=_id(f"{cycle.pk}:{institution}"),
        defaults={
            "cycle": cycle,
            "number": number,
            "kind": states.MEMBER,
            "institution_id": institution,
            "valid_from": first,
            # Closed with the last meeting told of: a successor takes over open seats, and these were never its own.
            "valid_to": last,
        },
    )


def _table(cycle: Cycle, row: RecordedTable, themes: dict[str, Theme]) -> None:
    starts = _midnight(row.held_on)
    table, _made = RoundTable.objects.update_or_create(
        pk=_id(row.id),
        defaults={
            **_in_languages("title", row.titles),
            "cycle": cycle,
            "number": row.number,
            "kind": row.kind,
            # The whole day: the source tells no hour, and the pages of a recorded table show none.
            "starts_at": starts,
            "ends_at": _midnight(row.held_on + timedelta(days=1)),
            "zone": str(clock.here()),
            "place": row.place,
            "state": states.RECORDED,
            "source": row.source,
            "mark": row.mark,
        },
    )
    items = {one.id: _item(table, place, one, themes) for place, one in enumerate(row.items, start=1)}
    for expert in row.experts:
        named = {"name": expert.name, "organisation": expert.organisation}
        Expert.objects.update_or_create(
            pk=_id(expert.id), defaults={"table": table, **named, "source": expert.source, "mark": expert.mark}
        )
    for number, decision in enumerate(row.decisions, start=1):
        _decision(items[decision.item], number, decision)


def _item(table: RoundTable, position: int, row: RecordedItem, themes: dict[str, Theme]) -> AgendaItem:
    said = _in_languages("said", row.said) if row.said is not None else {}
    return AgendaItem.objects.update_or_create(
        pk=_id(row.id),
        defaults={
            **_in_languages("title", row.titles),
            **said,
            "table": table,
            "position": position,
            "kind": row.kind,
            "theme": themes[row.theme] if row.theme is not None else None,
            "minutes": 0,
            "state": states.ITEM_DONE,
            "source": row.source,
            "mark": row.mark,
        },
    )[0]


def _decision(item: AgendaItem, number: int, row: RecordedDecision) -> None:
    Decision.objects.update_or_create(
        pk=_id(row.id),
        defaults={
            **_in_languages("wording", row.wording),
            "table": item.table,
            "item": item,
            "number": number,
            # How they decided is not told: the wording says what the source says, and no more.
            "method": "",
            "state": states.AGREED,
            "put_at": item.table.starts_at,
            "confirm_by": states.NOBODY_CONFIRMS,
            "source": row.source,
            "mark": row.mark,
        },
    )


def _in_languages(field: str, texts: LocalText) -> dict[str, str]:
    return {f"{field}_{language}": text for language, text in texts.as_dict().items()}


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), clock.here())


def _id(name: str) -> UUID:
    return uuid5(SPACE, name)
