"""Lists of conferences, which parts stand, and who may hear what today. Computed anew each time; nothing is opened."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from himaya.cases import queries_consents
from himaya.cases import rules_consents as ledger
from himaya.cases import states as case_states
from himaya.cases.models import Case, Consent, Referral
from himaya.conferences import policy, rules, states
from himaya.conferences.models import Attendance, Conference, Given, Hearer, Item, Saying, Seat
from himaya.conferences.rules import Hears
from himaya.institutions import queries as institutions
from himaya.institutions.models import Desk
from himaya.kernel import clock, wall
from himaya.kernel.actor import Actor

SEALED_OF_ITEM = "content"


@dataclass(frozen=True, slots=True)
class Line:
    """One item of the grid: for each desk of its part whether it may hear, and who steps out meanwhile."""

    item: Item
    cells: tuple[tuple[Desk, Hears], ...]
    step_out: tuple[Desk, ...]


def file_is_open(conference: Conference) -> bool:
    """Whether the case is still open: an invited desk, which does not see the case, is asked with too."""
    with wall.beyond(wall.EVERYTHING):
        return Case.objects.filter(pk=conference.case_id, state="open").exists()


def open_to_desks(conference: Conference) -> bool:
    """Whether desks may come in and read what is on: by the clock, and while the file is open."""
    by_clock = rules.open_to_desks(conference.state, conference.begins_at, conference.minutes, clock.now())
    return by_clock and file_is_open(conference)


def concerns(actor: Actor) -> bool:
    """Whether the actor's desk called a conference or is invited to one. One question to the store."""
    return Conference.objects.filter(policy.held(actor) | policy.invited(actor)).exists()


def of_case(case: Case) -> QuerySet[Conference]:
    """The conferences on a case that the caller was shown, the newest first."""
    return Conference.objects.filter(case=case).order_by("-called_at")


def invitations(actor: Actor) -> QuerySet[Seat]:
    """The seats of the actor's desk, the next meeting first; without what was written."""
    mine = Conference.objects.filter(policy.invited(actor)).values("pk")
    rows = Seat.objects.filter(desk_id=actor.desk_id, conference__in=mine).defer("line")
    return rows.select_related("conference__desk__institution").order_by("-conference__begins_at", "-part")


def led(actor: Actor) -> QuerySet[Conference]:
    """The conferences on the cases of the actor's desk, the next meeting first."""
    return Conference.objects.filter(policy.held(actor)).order_by("-begins_at")


def action_of(action_id: UUID) -> Given | None:
    """For the worker: what a conference agreed that a desk does, without its words."""
    return Given.objects.filter(pk=action_id).defer("what").first()


def actions_of_case(case_id: UUID) -> QuerySet[Given]:
    """For the worker: all that was agreed on a case, without its words."""
    return Given.objects.filter(conference__case_id=case_id).defer("what").order_by("given_at")


def said(conference: Conference) -> list[tuple[str, str]]:
    """What was said, as the rules read it: part and word, in order."""
    return list(Saying.objects.filter(conference=conference).order_by("number").values_list("part", "word"))


def standing(conference: Conference) -> tuple[str, ...]:
    """The parts that stand at this moment."""
    lines = said(conference)
    return tuple(part for part in rules.PARTS if rules.part_stands(part, lines, child=conference.child))


def covered(case_id: UUID, desk_id: str) -> tuple[frozenset[str], frozenset[str]]:
    """The classes of data that a desk may hear of because the person agrees, and those that a named basis covers.

    Such a basis stands in the ledger, on the referral that was sent on it, as long as that can be read there.
    """
    rows = Consent.objects.filter(case_id=case_id, recipient_id=desk_id)
    agreed = queries_consents.agreed_at_desk(case_id, desk_id)
    readable = Referral.objects.filter(case_id=case_id, to_desk_id=desk_id, state__in=case_states.READABLE)
    resting = rows.filter(word=ledger.WITHOUT, pk__in=readable.values("consent_id"))
    return agreed, frozenset(name for row in resting for name in row.data_classes)


def seats_of(conference: Conference) -> list[Seat]:
    """The seats that the caller may know of, in the order of the invitations."""
    rows = Seat.objects.filter(conference=conference).defer("line").select_related("desk__institution")
    return list(rows.order_by("part", "invited_at"))


def items_of(conference: Conference) -> list[Item]:
    """The items in their order, protection first; without their words."""
    rows = Item.objects.filter(conference=conference).defer(SEALED_OF_ITEM).select_related("desk__institution")
    return sorted(rows, key=lambda row: (rules.PARTS.index(row.part), row.number))


def hearing(conference: Conference, items: Iterable[Item], desk_id: str) -> dict[object, Hears]:
    """For each item whether a desk may hear it now."""
    rows = list(items)
    stands = standing(conference)
    agreed, lawful = covered(conference.case_id, desk_id)
    named: Mapping[object, str] = dict(
        Hearer.objects.filter(item__in=[row.pk for row in rows], desk_id=desk_id).values_list("item_id", "basis")
    )
    return {
        row.pk: rules.hears(
            named.get(row.pk, ""),
            stands=row.part in stands,
            classes=row.data_classes,
            agreed=agreed,
            lawful=lawful,
        )
        for row in rows
    }


def grid(conference: Conference, items: list[Item], seats: list[Seat]) -> list[Line]:
    """Items by desks, for whoever leads: who may hear, on what that rests, and who leaves the room."""
    found = {seat.desk_id: hearing(conference, items, seat.desk_id) for seat in seats}
    lines = []
    for item in items:
        of_part = [seat for seat in seats if seat.part == item.part]
        cells = tuple((seat.desk, found[seat.desk_id][item.pk]) for seat in of_part)
        coming = {seat.desk_id for seat in of_part if seat.state == states.COMES}
        out = tuple(desk for desk, hears in cells if desk.pk in coming and not hears.may)
        lines.append(Line(item, cells, out))
    return lines


def present(conference: Conference, part: str) -> dict[str, list[str]]:
    """The desks that came to a part, each with the roles in which they came."""
    rows = Attendance.objects.filter(seat__conference=conference, seat__part=part).order_by("at")
    found: dict[str, list[str]] = {}
    for desk, role in rows.values_list("seat__desk_id", "role"):
        found.setdefault(desk, []).append(role)
    return found


def desks_to_invite(conference: Conference, part: str) -> list[Desk]:
    """The desks that may be invited to a part and are not yet; to protection neither police nor a court."""
    there = Seat.objects.filter(conference=conference, part=part).values("desk_id")
    rows = institutions.standing_desks().exclude(pk=conference.case.desk_id).exclude(pk__in=there)
    if part == rules.PROTECTION:
        police = institutions.POLICE_KINDS
        rows = rows.exclude(kind__in=police).exclude(institution__kind__in=police)
    return list(rows.order_by("institution_id", "pk"))
