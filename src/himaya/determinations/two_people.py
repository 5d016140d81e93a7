"""Who decides, and that they no longer do, confirmed by somebody of another institution; and what a body decided,
recorded by who did not ask."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from himaya.cases import policy as cases
from himaya.determinations import policy, states
from himaya.determinations.models import Decision, Naming, Request
from himaya.institutions.models import Institution
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.two_people import A_MONTH, A_WEEK, Act
from himaya.legal.policy_library import NATIONAL


def _of_the_nation(actor: Actor) -> "QuerySet[Naming]":
    national = Institution.objects.filter(pk=actor.institution_id, kind__in=NATIONAL)
    own = Q(desk__isnull=False, desk__institution_id=actor.institution_id)
    return Naming.objects.filter(Exists(national)).exclude(own)


def _namings(actor: Actor) -> "QuerySet[Naming]":
    rows = _of_the_nation(actor).filter(state=states.PROPOSED)
    return rows.exclude(proposed_at_id=actor.institution_id).exclude(proposed_by=cases.me(actor))


def _endings(actor: Actor) -> "QuerySet[Naming]":
    rows = _of_the_nation(actor).filter(state=states.IN_FORCE, end_asked_by__isnull=False)
    # Another one has begun in its place: the register does not show it any more.
    later = Naming.objects.filter(
        part=OuterRef("part"),
        step=OuterRef("step"),
        state=states.IN_FORCE,
        valid_from__gt=OuterRef("valid_from"),
        valid_from__lte=clock.today(),
    )
    return (
        rows.exclude(Exists(later)).exclude(end_asked_at_id=actor.institution_id).exclude(end_asked_by=cases.me(actor))
    )


def _requests(actor: Actor) -> "QuerySet[Request]":
    # A file that closes takes its requests back; the body sees no row of it.
    rows = Request.objects.filter(policy.received(actor), state=states.SENT)
    mine = Decision.objects.filter(
        case_id=OuterRef("case_id"), number=OuterRef("about"), recorded_by=cases.me(actor)
    ).defer("reasons")
    return rows.exclude(Exists(mine)).exclude(sent_by=cases.me(actor))


ACTS = [
    Act(
        "naming",
        "determinations.namings.confirm",
        _("Who decides: confirm what was entered, or refuse it"),
        policy.CONFIRMS,
        _namings,
        asked="proposed_on",
        within=A_WEEK,
        view="determinations:bodies",
    ),
    Act(
        "naming_end",
        "determinations.namings.end",
        _("Who decides: an end was asked for. Approve it, or reject it"),
        policy.CONFIRMS,
        _endings,
        asked="end_asked_on",
        within=A_WEEK,
        view="determinations:bodies",
    ),
    Act(
        "decision",
        "determinations.determinations.record",
        _("Your body was asked to decide: write down what it decided"),
        (cases.RECORDS_DECISIONS,),
        _requests,
        asked="handed_at",
        within=A_MONTH,
        view="determinations:request",
        args={"request_id": "id"},
    ),
]
