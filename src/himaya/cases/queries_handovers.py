"""Offers of cases, as the desk that offers and the desk that is asked see them. Desks, days and codes."""

from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from himaya.cases import arrival_marks, policy, states
from himaya.cases import rules_closures as closures
from himaya.cases import rules_handovers as rules
from himaya.cases.models import Arrival, Case, Closure, HandOver, Referral
from himaya.cases.rules_inbound import CHILD_SERVICE
from himaya.institutions import queries as institutions
from himaya.institutions.models import Desk
from himaya.kernel import clock
from himaya.kernel.actor import Actor


def _rows(actor: Actor) -> QuerySet[HandOver]:
    found = HandOver.objects.filter(policy.visible_handovers(actor))
    return found.select_related("from_desk__institution", "to_desk__institution")


def to_answer(actor: Actor) -> QuerySet[HandOver]:
    """Offers that the actor's desk has not answered and whose time is not over, the first to end first."""
    waiting = _rows(actor).filter(to_desk_id=actor.desk_id, state=rules.OFFERED, expires_at__gt=clock.now())
    return waiting.order_by("expires_at")


def of_case(actor: Actor, case: Case) -> QuerySet[HandOver]:
    """The offers of a case that the actor's desk made, the newest first."""
    return _rows(actor).filter(case=case).order_by("-offered_at")


def one(actor: Actor, handover_id: UUID) -> HandOver | None:
    """An offer that the actor's desk made or got; None otherwise."""
    return _rows(actor).filter(pk=handover_id).first()


def desks_to_offer(case: Case) -> QuerySet[Desk]:
    """Every desk with accounts that gives a service, but the one that holds the case and those that get none."""
    rows = institutions.standing_desks().filter(reached_by="account").exclude(pk=case.desk_id)
    rows = rows.exclude(~Q(institution_id=case.institution_id), institution__kind__in=institutions.CONSULAR)
    if not institutions.enforces(case.desk):
        rows = rows.exclude(institutions.ENFORCES)
    return rows.exclude(services=[]).order_by("institution_id", "pk")


def protects_children(desk: Desk) -> bool:
    """True for a desk that gives child protection and is none of police, border, prosecution or a court."""
    return CHILD_SERVICE in desk.services and not institutions.enforces(desk)


def owes(case: Case, desk_id: str) -> bool:
    """True when a referral of a case to this desk runs, or was taken in part and nobody said what became of it."""
    had = Referral.objects.filter(case=case, to_desk_id=desk_id)
    if had.filter(state__in=states.TRANSITIONS["stand_down"][0]).exists():
        return True
    followed = Referral.objects.filter(follows=OuterRef("pk"))
    open_parts = had.filter(~Exists(followed), state__in=states.IN_PART, rest="")
    return any(open_parts.values_list("services_taken", flat=True))


def went_elsewhere(case: Case) -> HandOver | None:
    """Of an open case whose help goes on at another institution: who took it over. It is ready to be closed.

    Until it is: opened again, it is a file like any other. Inside the institution the file went, and may be back.
    """
    if case.state != "open":
        return None
    rows = HandOver.objects.filter(case=case, state=rules.ACCEPTED).exclude(to_desk__institution=case.institution_id)
    last = rows.select_related("to_desk__institution").order_by("-ended_at").first()
    if last is None or last.ended_at is None:
        return None
    day = last.ended_at.astimezone(clock.here()).date()
    # Closed since, and opened again: one that was opened earlier on that day and then went is gone.
    since = set(Closure.objects.filter(case=case, on__gte=day).values_list("word", flat=True))
    return None if {closures.WAS_CLOSED, closures.WAS_REOPENED} <= since else last


def begun_by(actor: Actor, referral: Referral) -> Case | None:
    """The open case that the actor's desk holds since it took this child's referral, or an earlier one of the file."""
    begun = Arrival.objects.filter(mark__in=arrival_marks.marks_of(referral.case_id, referral.to_desk_id))
    return Case.objects.filter(policy.held_cases(actor), pk__in=begun.values("case_id"), state="open").first()


def helped_at(referral: Referral) -> HandOver | None:
    """That the desk of this referral goes on with the person in a file of its own; None where it does not."""
    rows = HandOver.objects.filter(case=referral.case_id, to_desk=referral.to_desk_id, state=rules.ACCEPTED)
    # Inside one institution the file itself goes, and may have come back: then nobody has another one.
    rows = rows.filter(Q(reason=rules.GIVES_WHAT_IS_NEEDED) | ~Q(to_desk__institution=F("from_desk__institution")))
    return rows.order_by("-ended_at").first()


def arrival(case: Case) -> Arrival | None:
    """From where a case came, if it came from another institution; its content stays sealed."""
    return Arrival.objects.filter(case=case).select_related("from_desk__institution").defer("story").first()
