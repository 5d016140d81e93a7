"""Who decides, confirmed by somebody of another institution; and what a body decided, recorded by who did not ask."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from himaya.cases import policy as cases
from himaya.determinations import policy, states
from himaya.determinations.models import Decision, Naming, Request
from himaya.institutions.models import Institution
from himaya.kernel.actor import Actor
from himaya.kernel.two_people import A_MONTH, A_WEEK, Act
from himaya.legal.policy_library import NATIONAL


def _namings(actor: Actor) -> "QuerySet[Naming]":
    national = Institution.objects.filter(pk=actor.institution_id, kind__in=NATIONAL)
    rows = Naming.objects.filter(Exists(national), state=states.PROPOSED)
    rows = rows.exclude(proposed_at_id=actor.institution_id).exclude(proposed_by=cases.me(actor))
    return rows.exclude(Q(desk__isnull=False, desk__institution_id=actor.institution_id))


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
