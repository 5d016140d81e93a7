"""Lists of conferences, which parts stand, and who may hear what today. Computed anew each time; nothing is opened."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from himaya.cases import queries_consents
from himaya.cases import rules_assessing as ages
from himaya.cases import rules_consents as ledger
from himaya.cases import states as case_states
from himaya.cases.models import Case, Consent, Referral
from himaya.cases.policy import READS_CASES
from himaya.conferences import policy, rules, states
from himaya.conferences.models import Attendance, Conference, Given, Hearer, Item, Saying, Seat
from himaya.conferences.rules import Hears
from himaya.institutions import accounts
from himaya.institutions import queries as institutions
from himaya.institutions.models import Desk
from himaya.kernel import clock, ids, wall
from himaya.kernel.actor import Actor

SEALED_OF_ITEM = "content"


@dataclass(frozen=True, slots=True)
class Line:
    """One item of the grid: for each desk of its part whether it may hear, and who steps out meanwhile."""

    item: Item
    cells: tuple[tuple[Desk, Hears], ...]
    step_out: tuple[Desk, ...]


@dataclass(frozen=True, slots=True)
class Sight:
    """What an invited desk sees of a meeting as a whole: whether it goes on for it, the parts of its seats that stand,
    since when it is over, and the reference by which only this desk knows it."""

    goes_on: bool
    stands: tuple[str, ...]
    over_at: datetime
    enforces: bool
    reference: str


@dataclass(frozen=True, slots=True)
class Invitation:
    """A seat in the list of its desk."""

    seat: Seat
    sight: Sight


def file_is_open(conference: Conference) -> bool:
    """Whether the case is still open."""
    return _file(conference)[0] == "open"


def is_child(conference: Conference) -> bool:
    """Whether the person is protected as a child here: by how it was at the call, or by what the file says today.

    A child that is found later is one from that moment; one that was a child at the call stays one for this meeting.
    """
    return conference.child or ages.is_child(_file(conference)[1])


def age_was_asked(conference: Conference) -> bool:
    """Whether the file says if the person is of age: until then nobody can say whose yes opens the justice part."""
    return ages.was_asked(_file(conference)[1])


def _file(conference: Conference) -> tuple[str, str]:
    """State and age group of the case, which an invited desk does not see, and by which it is kept out."""
    with wall.beyond(wall.EVERYTHING):
        return Case.objects.values_list("state", "age_group").get(pk=conference.case_id)


def open_to_desks(conference: Conference) -> bool:
    """Whether desks may come in and read what is on: by the clock, and while the file is open."""
    by_clock = rules.open_to_desks(conference.state, conference.begins_at, conference.minutes, clock.now())
    return by_clock and file_is_open(conference)


def concerns(actor: Actor) -> bool:
    """Whether the actor's desk called a conference or is invited to one; the short question first: each page asks."""
    if not Conference.objects.exists():
        return False
    return Conference.objects.filter(policy.held(actor) | policy.invited(actor)).exists()


def of_case(case: Case) -> QuerySet[Conference]:
    """The conferences on a case that the caller was shown, the newest first."""
    return Conference.objects.filter(case=case).order_by("-called_at")


def invitations(actor: Actor) -> list[Invitation]:
    """The seats of the actor's desk, the next meeting first, until a week after it was over; nothing sealed."""
    since = clock.now() - rules.LISTED
    mine = Conference.objects.filter(policy.invited(actor)).values("pk")
    rows = Seat.objects.filter(desk_id=actor.desk_id, conference__in=mine).defer("line")
    late = rows.filter(conference__begins_at__gt=since - timedelta(minutes=rules.LONGEST))
    seats = list(late.select_related("conference__desk__institution").order_by("-conference__begins_at", "-part", "pk"))
    found = sights([one.conference for one in seats], actor.desk_id)
    listed = (Invitation(one, found[one.conference_id]) for one in seats)
    return [one for one in listed if one.sight.over_at > since]


def unanswered(actor: Actor) -> list[Invitation]:
    """The invitations that wait for an answer of the actor's desk."""
    return [one for one in invitations(actor) if _awaits(one.seat, one.sight)]


def awaits_answer(conference_id: UUID, desk_id: str) -> bool:
    """For the worker: whether a desk that was invited has still to say whether it comes."""
    rows = Seat.objects.filter(conference_id=conference_id, desk_id=desk_id).defer("line")
    seats = list(rows.select_related("conference"))
    found = sights([one.conference for one in seats], desk_id)
    return any(_awaits(one, found[one.conference_id]) for one in seats)


def _awaits(seat: Seat, sight: Sight) -> bool:
    live = seat.conference.state in states.LIVE and sight.over_at > clock.now()
    return seat.state == states.INVITED and live and seat.part in sight.stands and file_is_open(seat.conference)


def sight(conference: Conference, desk_id: str) -> Sight:
    """What a desk that is invited sees of one meeting."""
    return sights([conference], desk_id)[conference.pk]


def sights(conferences: Iterable[Conference], desk_id: str) -> dict[UUID, Sight]:
    """The same of several, with as many questions to the store as for one."""
    rows = {one.pk: one for one in conferences}
    seats: dict[UUID, list[Seat]] = {pk: [] for pk in rows}
    mine = Seat.objects.filter(conference__in=list(rows), desk_id=desk_id).defer("line")
    for seat in mine.order_by("invited_at", "pk"):
        seats[seat.conference_id].append(seat)
    lines: dict[UUID, list[tuple[str, str, datetime]]] = {pk: [] for pk in rows}
    words = Saying.objects.filter(conference__in=list(rows), word__in=rules.ABOUT_A_PART).order_by("number")
    for pk, part, word, at in words.values_list("conference_id", "part", "word", "at"):
        lines[pk].append((part, word, at))
    with wall.beyond(wall.EVERYTHING):
        known = Case.objects.filter(pk__in=[one.case_id for one in rows.values()]).values_list("pk", "age_group")
        found = {pk for pk, age in known if ages.is_child(age)}
    return {pk: _sight(row, seats[pk], lines[pk], is_a_child=row.case_id in found) for pk, row in rows.items()}


def _sight(row: Conference, seats: list[Seat], lines: list[tuple[str, str, datetime]], *, is_a_child: bool) -> Sight:
    # What is said after the end changes what may be read, and not how the meeting looks: else a no would show.
    ended = row.ended_at
    child = row.child or (ended is None and is_a_child)
    counted = [line for line in lines if ended is None or line[2] <= ended]
    said = [(part, word) for part, word, _at in counted]
    parts = tuple(part for part in rules.PARTS if part in {one.part for one in seats})
    last = {part: (word, at) for part, word, at in counted}
    noes = [last[part][1] for part in parts if part in last and last[part][0] in rules.NO]
    taken_back = max(noes) if noes and len(noes) == len(parts) else None
    moments = (rules.ends_at(row.begins_at, row.minutes), ended, taken_back)
    return Sight(
        goes_on=rules.goes_on(row.state, parts, said, child=child),
        stands=tuple(part for part in parts if rules.part_stands(part, said, child=child)),
        over_at=min(one for one in moments if one is not None),
        enforces=any(one.enforces for one in seats),
        reference=next(iter(references(seats).values()), ""),
    )


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
    lines, child = said(conference), is_child(conference)
    return tuple(part for part in rules.PARTS if rules.part_stands(part, lines, child=child))


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


def references(seats: Iterable[Seat]) -> dict[str, str]:
    """For each desk that sits at one conference the reference by which only it knows the meeting.

    Not the case's: two desks with that one could join what each was told. It is of the first seat, so that a desk in
    both parts has one.
    """
    first = {one.desk_id: one.pk for one in sorted(seats, key=lambda one: (one.invited_at, one.pk), reverse=True)}
    return {desk: ids.reference_of(pk) for desk, pk in first.items()}


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


def in_the_room(
    conference: Conference, items: Iterable[Item], hears: Mapping[object, Hears], desk_id: str
) -> list[Item]:
    """The items that are on or were heard and that a desk may hear at this moment, of the parts to which it came.

    Whoever reads is seen to be there: a desk that did not come in hears nothing.
    """
    came = {part for part in rules.PARTS if desk_id in present(conference, part)}
    begun = [row for row in items if row.state in (states.ON, states.HEARD) and row.part in came]
    return [row for row in begun if hears[row.pk].may]


def desks_that_could_come() -> set[str]:
    """The desks where somebody works with people today."""
    seats = accounts.seats_today().values_list("desk_id", "roles")
    return {desk for desk, roles in seats if set(roles) & set(READS_CASES)}


def desks_to_invite(conference: Conference, part: str) -> list[Desk]:
    """The desks that may be invited to a part and are not yet; to protection neither police nor a court. Somebody there
    could come: whoever only counts, oversees or runs the machine reads no invitation."""
    there = Seat.objects.filter(conference=conference, part=part).values("desk_id")
    rows = institutions.no_consulates().exclude(pk=conference.case.desk_id).exclude(pk__in=there)
    rows = rows.filter(pk__in=desks_that_could_come())
    if part == rules.PROTECTION:
        rows = rows.exclude(institutions.ENFORCES)
    return list(rows.order_by("institution_id", "pk"))
