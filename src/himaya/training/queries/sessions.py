"""Sessions that an actor may know, and the counts of their participants."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Min, QuerySet

from himaya.institutions.models import Institution
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from himaya.training import policy, states
from himaya.training.models import Enrolment, SessionHalfDay, TrainingSession


@dataclass(frozen=True, slots=True)
class Counted:
    """How many of an institution are named and were marked present at least once."""

    institution: Institution
    named: int
    present: int


def sessions(actor: Actor) -> "QuerySet[TrainingSession]":
    """Those that the actor may know, the next first."""
    pks = TrainingSession.objects.filter(policy.visible_sessions(actor)).values("pk")
    rows = TrainingSession.objects.filter(pk__in=pks).select_related("line__plan", "region")
    return rows.annotate(begins=Min("half_days__starts_at")).order_by("-begins", "pk")


def own(actor: Actor) -> "QuerySet[Enrolment]":
    """In what the actor takes part."""
    rows = Enrolment.objects.filter(account_id=policy.me(actor))
    return rows.select_related("session__line", "session__region").order_by("-named_on", "pk")


def half_day_of(actor: Actor, session_id: UUID, number: int) -> SessionHalfDay:
    """One half-day of a session that the actor may know. Raises NotFound."""
    session = policy.session_of(actor, session_id)
    found = session.half_days.filter(number=number).first()
    if found is None:
        raise NotFound
    return found


def by_institution(session: TrainingSession) -> list[Counted]:
    """How many of each institution; no name."""
    rows = Enrolment.objects.filter(session=session, state=states.NAMED).order_by()
    named = dict(rows.values_list("institution").annotate(n=Count("pk")))
    there = rows.filter(attendance__status=states.PRESENT)
    present = dict(there.values_list("institution").annotate(n=Count("pk", distinct=True)))
    held = Institution.objects.filter(pk__in=named).order_by("name_fr")
    return [Counted(one, named[one.pk], present.get(one.pk, 0)) for one in held]
