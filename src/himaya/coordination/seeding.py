"""Seeding an agenda: what is known of the cycle goes into `rules_seeding`, and what comes out is written once."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from himaya.coordination import rules_seeding, states
from himaya.coordination.models import (
    AgendaItem,
    Document,
    Need,
    PracticeMap,
    Question,
    Reservation,
    RoundTable,
    Suspension,
)
from himaya.coordination.queries import movement
from himaya.coordination.queries import tables as queries
from himaya.coordination.rules_seeding import Carried, Dated, Facts, Seed
from himaya.kernel import languages
from himaya.kernel.unit import Unit

HELD = (states.TABLE_CLOSED, states.MINUTES_APPROVED, states.ARCHIVED)
TITLES: dict[str, Promise] = {
    "minutes": _("Approval of the minutes of round table %(number)s"),
    "questions": _("Questions whose answers are due"),
    "needs": _("New needs since the last table"),
    "restitute": _("Who does what today: %(title)s"),
    "review": _("Reservation to review: %(title)s"),
    "suspension": _("Taken off the screens: %(title)s"),
    "recommendations": _("Recommendations to follow up"),
    "other": _("Any other business"),
}


def seed(u: Unit, table: RoundTable) -> int:
    """Add the points that are not on the agenda yet; returns how many. What was dropped does not come back.

    The table is held.
    """
    known = set(AgendaItem.objects.filter(table=table).exclude(seed="").values_list("seed", flat=True))
    new = [one for one in rules_seeding.seeds(facts(table)) if one.key not in known]
    for one in new:
        AgendaItem.objects.create(
            table=table,
            position=0,
            kind=one.kind,
            minutes=one.minutes,
            seed=one.key,
            carried_from_id=one.carried or None,
            document_id=one.document or None,
            theme_id=one.theme or None,
            state=states.ITEM_WAITING,
            **_titles(one),
        )
    if new:
        renumber(table, [one.key for one in new])
        u.log("agenda.seeded", object_type="round_table", object_id=table.pk)
    return len(new)


def seed_later(u: Unit, table: RoundTable) -> None:
    """What this table leaves comes to the later ones that stand already, the next one first. The table is held."""
    rows = RoundTable.objects.select_for_update(of=("self",)).select_related("cycle")
    ahead = rows.filter(cycle=table.cycle_id, number__gt=table.number, state__in=states.BEFORE_SESSION)
    for later in ahead.order_by("number"):
        seed(u, later)


def facts(table: RoundTable) -> Facts:
    """What the cycle knows on the day of this table."""
    on = queries.meeting_day(table)
    held = RoundTable.objects.filter(cycle=table.cycle_id, number__lt=table.number, state__in=HELD)
    before = held.order_by("-number").first()
    undecided = Document.objects.filter(
        cycle=table.cycle_id, state__in=(states.PREPARED, states.DEFERRED), decide_on__isnull=False
    )
    questions = Question.objects.filter(table__cycle=table.cycle_id, state=states.QUESTION_OPEN)
    needs = Need.objects.filter(cycle=table.cycle_id, state=states.NEED_OPEN)
    if before is not None:
        needs = needs.filter(entered_on__gte=queries.meeting_day(before))
    maps = PracticeMap.objects.filter(cycle=table.cycle_id, state=states.MAP_CLOSED, closed_on__isnull=False)
    return Facts(
        on=on,
        unapproved=tuple(str(one.pk) for one in held.order_by("number") if one.state == states.TABLE_CLOSED),
        carried=tuple(_carried(table)),
        reservations=tuple(_reservations(table)),
        questions=tuple(questions.values_list("due_on", flat=True)),
        documents=tuple(Dated(str(one.pk), one.titles, one.decide_on) for one in undecided if one.decide_on),
        new_needs=needs.count(),
        maps=tuple(Dated(str(one.pk), one.titles, one.closed_on) for one in maps if one.closed_on),
        suspensions=tuple(_suspensions(table)),
        recommendations=movement.to_follow_up(on),
    )


def _carried(table: RoundTable) -> list[Carried]:
    """Points carried from earlier tables of the cycle that no later table has taken up.

    The point on recommendations is not carried: it comes anew while any is due.
    """
    rows = AgendaItem.objects.filter(
        table__cycle=table.cycle_id, table__number__lt=table.number, state=states.ITEM_CARRIED
    ).exclude(table__state=states.CANCELLED)
    rows = rows.exclude(seed="recommendations")
    taken_up = AgendaItem.objects.filter(carried_from__isnull=False).exclude(table=table)
    taken = set(taken_up.exclude(table__state=states.CANCELLED).values_list("carried_from_id", flat=True))
    return [
        Carried(
            key=str(one.pk),
            kind=one.kind,
            titles=one.titles,
            minutes=one.minutes,
            theme=str(one.theme_id or ""),
            document=str(one.document_id or ""),
        )
        for one in rows.order_by("table__number", "position")
        if one.pk not in taken
    ]


def _reservations(table: RoundTable) -> list[Dated]:
    standing = (*states.BINDING, states.AWAITING)
    rows = Reservation.objects.filter(
        decision__table__cycle=table.cycle_id, decision__state__in=standing, lifted_on__isnull=True
    )
    return [
        Dated(
            str(one.pk),
            {"fr": one.institution.name_fr, "ar": one.institution.name_ar, "en": one.institution.name_en},
            one.review_on,
        )
        for one in rows.select_related("institution")
    ]


def _suspensions(table: RoundTable) -> list[Dated]:
    rows = Suspension.objects.filter(
        release__document__cycle=table.cycle_id, state=states.SUSPENSION_IN_FORCE, confirmed_at__isnull=False
    )
    return [
        Dated(str(one.pk), one.release.document.titles, queries.local(table, one.confirmed_at).date())
        for one in rows.select_related("release__document")
        if one.confirmed_at is not None
    ]


def _titles(one: Seed) -> Mapping[str, str]:
    """The title in each language: as it was, or the system's words around what it names."""
    if one.reason not in TITLES:
        return {f"title_{code}": one.titles.get(code, "") for code in languages.CODES}
    last = RoundTable.objects.filter(pk=one.key.partition(":")[2]) if one.reason == "minutes" else None
    number = last.values_list("number", flat=True).first() if last is not None else None
    found = {}
    for code in languages.CODES:
        with override(code):
            known = one.titles.get(code) or next((text for text in one.titles.values() if text), "")
            found[f"title_{code}"] = (str(TITLES[one.reason]) % {"number": number, "title": known})[:240]
    return found


def renumber(table: RoundTable, new: list[str]) -> None:
    """New points stand after the old ones, in the order of the rules; any other business stays last."""
    rows = list(AgendaItem.objects.filter(table=table))
    order = {key: place for place, key in enumerate(new)}
    rows.sort(key=lambda one: (one.seed == "other", one.position == 0, order.get(one.seed, one.position)))
    for place, one in enumerate(rows, start=1):
        if one.position != place:
            one.position = place
            one.save(update_fields=["position"])
