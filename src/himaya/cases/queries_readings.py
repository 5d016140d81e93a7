"""Who read a file, from the audit: nothing sealed is opened, and whoever asks is written down too."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from himaya.cases import policy
from himaya.cases.models import Case, Referral
from himaya.institutions.models import Desk, Membership, RoleChange
from himaya.kernel import clock, opened_whole, wall
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from himaya.kernel.ids import tidy_reference
from himaya.kernel.models import AuditEvent, AuditSubject
from himaya.kernel.unit import unit
from himaya.persons.models import Person

# Whatever is read under a key of its own says that it is about a compartment, whichever room reads it.
APART = "compartment"
WHOLE = "duplicates.unsealed"


@dataclass(frozen=True)
class Reading:
    """One reading: when, at which desk, in which roles, for which purpose. `opened` is false for dates and states.

    Of notes kept apart (`apart`) only the desk and the day are told: no role, no purpose. `whole` is true where no
    desk read: the worker opened everybody of the institution in memory.
    """

    at: datetime
    desk: Desk | None
    roles: tuple[str, ...]
    purpose: str
    action: str
    opened: bool
    apart: bool = False
    whole: bool = False


@dataclass(frozen=True)
class Readers:
    """A file and its readings, the newest first."""

    case: Case
    readings: list[Reading]

    def days(self) -> list[tuple[date, list[Desk]]]:
        """Per day the desks that opened something, oldest first: what the person is given."""
        found: dict[date, dict[str, Desk]] = {}
        for one in self.readings:
            if one.opened and one.desk is not None:
                found.setdefault(one.at.astimezone(clock.here()).date(), {})[one.desk.pk] = one.desk
        return [(day, [desks[key] for key in sorted(desks)]) for day, desks in sorted(found.items())]


def file_of(actor: Actor, typed: str) -> UUID:
    """The file of this reference, or the newest one of this person's id. Raises NotPermitted and NotFound."""
    policy.check_oversees(actor)
    try:
        number = UUID(typed.strip())
        meant = Q(pk=number) | Q(person_id=number)
    except ValueError:
        meant = Q(reference=tidy_reference(typed))
    found = Case.objects.filter(policy.overseen_cases(actor)).filter(meant).order_by("-opened_on", "reference").first()
    if found is None:
        raise NotFound
    return found.pk


def readers_of(actor: Actor, case_id: UUID, *, on_paper: bool = False) -> Readers:
    """Who read a file. The look is written into the audit. Raises NotPermitted and NotFound."""
    policy.check_oversees(actor)
    with unit(by=actor) as u:
        case = Case.objects.filter(policy.overseen_cases(actor), pk=case_id).first()
        if case is None:
            raise NotFound
        action = "readers.printed" if on_paper else "readers.listed"
        u.log(action, object_type="case", object_id=case.pk, subjects=[case.person_id])
    return Readers(case, sorted([*_readings(case), *_whole(case)], key=lambda one: one.at, reverse=True))


def seen_by(case: Case) -> list[tuple[date, list[Desk]]]:
    """For the person: on which days which desks opened something of a file that the caller was allowed to hold."""
    return Readers(case, _readings(case)).days()


def seen_in_the_open(case: Case) -> list[tuple[date, list[Desk]]]:
    """The same without the days on which another desk read notes that it keeps apart.

    For what everybody at the desk of the file reads, or a paper that may be found: a day would tell them that a desk
    keeps something. The person is told of it in an answer that an officer let go.
    """
    shown = [one for one in _readings(case) if not (one.apart and one.desk is not None and one.desk.pk != case.desk_id)]
    return Readers(case, shown).days()


def _readings(case: Case) -> list[Reading]:
    opened = set(AuditSubject.objects.filter(subject_id=case.person_id).values_list("event_id", flat=True))
    with wall.beyond(wall.EVERYTHING):
        referrals = list(Referral.objects.filter(case=case).values_list("pk", flat=True))
    about = Q(object_type="case", object_id=str(case.pk)) | Q(
        object_type="referral", object_id__in=[str(number) for number in referrals]
    )
    events = list(
        AuditEvent.objects.filter(
            Q(pk__in=AuditSubject.objects.filter(subject_id=case.person_id).values("event")) | about
        )
        .exclude(purpose="")
        .filter(actor_kind="account")
        .order_by("-at", "-id")
    )
    desks = Desk.objects.select_related("institution").in_bulk({event.desk_id for event in events})
    held, changed = _roles(events), _changes(events)
    return [
        Reading(at=event.at, desk=desks.get(event.desk_id), roles=(), purpose="", action="", opened=True, apart=True)
        if event.object_type == APART
        else Reading(
            at=event.at,
            desk=desks.get(event.desk_id),
            roles=_at(event.at, held.get(_seat(event), []), changed.get(_seat(event), [])),
            purpose=event.purpose,
            action=event.action,
            opened=event.pk in opened,
        )
        for event in events
    ]


def _whole(case: Case) -> list[Reading]:
    """Each time everybody was opened since the file was, whoever the person is: a list without it would tell of a
    decoy."""
    opened = AuditEvent.objects.filter(action="case.opened", object_type="case", object_id=str(case.pk))
    since = opened.order_by("at").values_list("at", flat=True).first()
    erased = Person.objects.filter(pk=case.person_id).values_list("anonymous_since", flat=True).first()
    return [
        Reading(at=at, desk=None, roles=(), purpose="check_duplicate", action=WHOLE, opened=True, whole=True)
        for at in opened_whole.moments(case.institution_id)
        if since is not None and at >= since and (erased is None or at.astimezone(clock.here()).date() < erased)
    ]


Seat = tuple[UUID | None, str]


def _seat(event: AuditEvent) -> Seat:
    return event.account_id, event.desk_id


def _roles(events: Iterable[AuditEvent]) -> dict[Seat, list[Membership]]:
    found: dict[Seat, list[Membership]] = {}
    for row in Membership.objects.filter(account_id__in={event.account_id for event in events}).order_by("pk"):
        found.setdefault((row.account_id, row.desk_id), []).append(row)
    return found


def _changes(events: Iterable[AuditEvent]) -> dict[Seat, list[RoleChange]]:
    found: dict[Seat, list[RoleChange]] = {}
    for row in RoleChange.objects.filter(account_id__in={event.account_id for event in events}).order_by("-at", "-pk"):
        found.setdefault((row.account_id, row.desk_id), []).append(row)
    return found


def _at(moment: datetime, held: list[Membership], changed: list[RoleChange]) -> tuple[str, ...]:
    """The roles that an account had at a desk at a moment.

    Seats count in days, and say how a day ended: what was changed later on that day is undone, the last change first.
    """
    day = moment.astimezone(clock.here()).date()
    fitting = (row for row in held if row.valid_from <= day and (row.valid_to is None or day <= row.valid_to))
    roles = dict.fromkeys(role for row in fitting for role in row.roles)
    for row in changed:
        if row.at > moment and row.at.astimezone(clock.here()).date() == day:
            kept = [role for role in roles if role not in row.given]
            roles = dict.fromkeys([*kept, *sorted(row.taken)])
    return tuple(roles)
