"""Certificates that an actor may know, how they stand, and what somebody may do by them. Never a name."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from himaya.institutions import content as institutions
from himaya.institutions import queries_qualifications
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from himaya.publications import certificates as public
from himaya.training import content, people, policy, states
from himaya.training.models import Certificate, Enrolment, HalfDayAttendance, TrainingSession


@dataclass(frozen=True, slots=True)
class May:
    """A kind of qualified work: why not (a key of `institutions.words.NOT_QUALIFIED`), else until when."""

    kind: str
    why_not: str
    until: date | None


def standing(row: Certificate) -> str:
    """Valid, expired or revoked, today."""
    return public.standing(expires_on=row.expires_on, revoked=row.revoked_on is not None, on=clock.today())


def of_session(actor: Actor, session: TrainingSession) -> "QuerySet[Certificate]":
    """All for the secretariat and the trainer; for an institution those of its own people."""
    rows = Certificate.objects.filter(enrolment__session=session).select_related("enrolment__institution")
    if not (policy.leads(actor) or policy.trains(actor, session)):
        rows = rows.filter(enrolment__in=[one.pk for one in people.visible(actor, session)])
    return rows.order_by("-issued_on", "serial")


def own(actor: Actor) -> "QuerySet[Certificate]":
    """The actor's own, the newest first."""
    rows = Certificate.objects.filter(enrolment__account_id=policy.me(actor))
    return rows.select_related("enrolment__session").order_by("-issued_on", "serial")


def printable(actor: Actor, certificate_id: UUID) -> Certificate:
    """One whose name the actor may read: their own, of their institution, of a session they train. Raises NotFound."""
    rows = Certificate.objects.select_related("enrolment__session__line", "enrolment__institution")
    found = rows.filter(pk=certificate_id).first()
    if found is None:
        raise NotFound
    mine = found.enrolment.account_id is not None and found.enrolment.account_id == actor.account_id
    if not mine:
        session = policy.session_of(actor, found.enrolment.session_id)
        if found.enrolment not in people.visible(actor, session):
            raise NotFound
    return found


def qualified(actor: Actor) -> list[May]:
    """What the actor may do by a certificate, of the work that asks for one and that their role is for."""
    if actor.account_id is None:
        return []
    found, today = [], clock.today()
    for kind, row in institutions.load_qualifications().items():
        if not actor.has(row.role):
            continue
        why = queries_qualifications.why_not(actor.account_id, kind, today)
        last = [
            one.valid_to
            for one in queries_qualifications.of_account(actor.account_id)
            if one.kind == kind and queries_qualifications.standing(one) in ("in_force", "ends_soon")
        ]
        found.append(May(kind, why, max(last) if last and not why else None))
    return found


def half_days_of(rows: Collection[Enrolment]) -> dict[UUID, int]:
    """In how many half-days each was there."""
    found: dict[UUID, int] = {}
    there = HalfDayAttendance.objects.filter(enrolment__in=rows, status=states.PRESENT)
    for pk in there.values_list("enrolment_id", flat=True):
        found[pk] = found.get(pk, 0) + 1
    return found


def taught(enrolment: Enrolment) -> set[str]:
    """The modules that somebody was taught: in this session, and by valid certificates of the same account."""
    found = {one.lower() for one in enrolment.session.modules}
    if enrolment.account_id is not None:
        tracks = content.training().tracks
        for row in Certificate.objects.filter(enrolment__account_id=enrolment.account_id):
            if standing(row) == public.VALID and row.track in tracks:
                found.update(tracks[row.track].modules)
    return found
