"""Certificates that an actor may know, how they stand, and what somebody may do by them. Never a name."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from himaya.institutions import content as institutions
from himaya.institutions import issued_here, queries_qualifications
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from himaya.publications import certificates as public
from himaya.training import content, people, policy, states
from himaya.training.models import (
    Certificate,
    Enrolment,
    HalfDayAttendance,
    SessionTrainer,
    TestSitting,
    TrainingSession,
)


@dataclass(frozen=True, slots=True)
class May:
    """A kind of qualified work: why not (a key of `institutions.words.NOT_QUALIFIED`), else until when."""

    kind: str
    why_not: str
    until: date | None


@dataclass(frozen=True, slots=True)
class Came:
    """By which way somebody was noted as present, and the tests of their whole session came: numbers, and no result."""

    there: Counter[str]
    tests: Counter[str]


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
    # One question, whether it is not there or not theirs: how long the answer takes says neither.
    seen = Q(pk__in=[])
    if actor.account_id is not None:
        seen |= Q(enrolment__account_id=actor.account_id)
    if actor.is_known and actor.has(policy.TRAINER):
        seen |= Q(
            enrolment__session__trainers__account_id=actor.account_id,
            enrolment__session__trainers__ended_on__isnull=True,
        )
    if institution := policy.names_for(actor):
        sessions = TrainingSession.objects.filter(policy.visible_sessions(actor)).values("pk")
        seen |= Q(enrolment__institution_id=institution, enrolment__session__in=sessions)
    rows = Certificate.objects.select_related("enrolment__session__line", "enrolment__institution")
    found = rows.filter(pk__in=Certificate.objects.filter(seen, pk=certificate_id).values("pk")).first()
    if found is None:
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


def credited(enrolment: Enrolment) -> dict[str, date]:
    """The modules that valid certificates of the same account say, of other sessions, each with its last day."""
    found: dict[str, date] = {}
    if enrolment.account_id is None:
        return found
    tracks = content.training().tracks
    rows = Certificate.objects.filter(enrolment__account_id=enrolment.account_id)
    for row in rows.exclude(enrolment__session=enrolment.session_id):
        if standing(row) == public.VALID and row.track in tracks:
            for module in tracks[row.track].modules:
                found[module] = max(row.expires_on, found.get(module, row.expires_on))
    return found


def resting_on(row: Certificate) -> list[UUID]:
    """What goes on from a certificate, or counted its modules where no other of its holder says them."""
    found = list(Certificate.objects.filter(renews=row, revoked_on__isnull=True).values_list("pk", flat=True))
    tracks = content.training().tracks
    if row.enrolment.account_id is None or row.track not in tracks:
        return found
    own = Certificate.objects.filter(enrolment__account_id=row.enrolment.account_id, revoked_on__isnull=True)
    theirs = list(own.select_related("enrolment__session").exclude(pk=row.pk))
    for one in theirs:
        if one.renews_id is not None or one.track not in tracks or one.issued_on < row.issued_on:
            continue
        lacking = set(tracks[one.track].modules) - {module.lower() for module in one.enrolment.session.modules}
        for other in theirs:
            counted = other.issued_on <= one.issued_on <= other.expires_on
            if counted and other.pk != one.pk and other.enrolment.session_id != one.enrolment.session_id:
                lacking -= set(tracks[other.track].modules) if other.track in tracks else set()
        if lacking & set(tracks[row.track].modules):
            found.append(one.pk)
    return found


def of_number(number: str) -> issued_here.Issued | None:
    """One by the number or code on its paper, for whoever enters a qualification by it (`HIMAYA_CERTIFICATES`)."""
    row = _typed(number)
    if row is None:
        return None
    course = content.training().tracks.get(row.track)
    return issued_here.Issued(
        number=row.serial,
        grants=(course.grants or "") if course is not None else "",
        last=row.expires_on,
        taken_back=row.revoked_on is not None,
        account_id=row.enrolment.account_id,
        certified_by=certified_by(row),
    )


def certified_by(row: Certificate) -> frozenset[UUID]:
    """The accounts that issued a certificate or trained its session, and the same of those that it goes on from."""
    found: set[UUID | None] = set()
    before: Certificate | None = row
    while before is not None:
        found |= {before.issued_by_id, *trainers_of(before.enrolment.session_id)}
        rows = Certificate.objects.select_related("enrolment")
        before = rows.get(pk=before.renews_id) if before.renews_id is not None else None
    return frozenset(one for one in found if one is not None)


def trainers_of(session_id: UUID) -> set[UUID]:
    """The accounts that train or trained a session."""
    rows = SessionTrainer.objects.filter(session_id=session_id, account__isnull=False)
    return {one for one in rows.values_list("account_id", flat=True) if one is not None}


def came_by(number: str) -> Came | None:
    """How what a certificate rests on was noted, for whoever confirms what it opens; None for one of no number here."""
    row = _typed(number)
    if row is None:
        return None
    there = HalfDayAttendance.objects.filter(enrolment=row.enrolment_id, status=states.PRESENT)
    tests = TestSitting.objects.filter(session=row.enrolment.session_id, moment=states.POST)
    return Came(Counter(there.values_list("how", flat=True)), Counter(tests.values_list("how", flat=True)))


def _typed(number: str) -> Certificate | None:
    """The one whose number or code stands in what somebody typed, with spaces and words as they come."""
    said = Q(serial__in=public.numbers_in(number)) | Q(code__in=public.codes_in(number))
    return Certificate.objects.filter(said).select_related("enrolment").order_by("serial").first()
