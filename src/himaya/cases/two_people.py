"""A sharing without agreement, and an erasure: what waits for the second of two people, as the verbs let them."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from himaya.cases import policy, states
from himaya.cases import policy_retention as retention
from himaya.cases import rules_consents_exceptions as rules
from himaya.cases.models import Case, Erasure, SharingException
from himaya.cases.models_retention import ASKED
from himaya.kernel.actor import Actor
from himaya.kernel.two_people import A_DAY, A_WEEK, Act

ERASURE = _("An erasure: confirm it, or decline it")


def _exceptions(actor: Actor) -> "QuerySet[SharingException]":
    held = Case.objects.filter(policy.held_cases(actor), pk=OuterRef("case_id"), state="open")
    rows = SharingException.objects.filter(Exists(held), state=rules.PROPOSED)
    return rows.exclude(proposed_by=policy.me(actor))


def _erasures(actor: Actor, asked_as: str) -> "QuerySet[Erasure]":
    rows = Erasure.objects.filter(retention.known_erasures(actor), state=ASKED, asked_as=asked_as)
    return rows.exclude(asked_by=policy.me(actor))


def _for_officers(actor: Actor) -> "QuerySet[Erasure]":
    return _erasures(actor, retention.DESK)


def _for_leads(actor: Actor) -> "QuerySet[Erasure]":
    return _erasures(actor, retention.OFFICER).filter(desk_id=actor.desk_id)


ACTS = [
    Act(
        "exception",
        "cases.exceptions.confirm",
        _("Sharing without agreement: confirm it, or decline it"),
        (policy.LEAD, policy.COUNSEL),
        _exceptions,
        asked="proposed_at",
        within=A_DAY,
        view="casework:consents",
        args={"case_id": "case_id"},
        reference="case__reference",
        case="case_id",
        urgent=Q(ground=states.DANGER),
    ),
    Act(
        "erasure",
        "cases.erasures.confirm",
        ERASURE,
        (policy.OVERSEES,),
        _for_officers,
        asked="asked_on",
        within=A_WEEK,
        view="oversight:erasure",
        args={"erasure_id": "id"},
    ),
    Act(
        "erasure_at_desk",
        "cases.erasures.confirm",
        ERASURE,
        (retention.LEAD,),
        _for_leads,
        asked="asked_on",
        within=A_WEEK,
        view="casework:erasure",
        args={"erasure_id": "id"},
    ),
]
