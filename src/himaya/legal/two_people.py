"""An entry of the processing register, and what was read of an article: confirmed by another one than who wrote it."""

from django.db.models import Exists, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from himaya.institutions.models import Institution
from himaya.kernel.actor import Actor
from himaya.kernel.two_people import A_MONTH, A_WEEK, Act, me
from himaya.legal import policy, policy_library, states
from himaya.legal.models import RegisterEntry
from himaya.legal.models_library import LegalReading


def _entries(actor: Actor) -> "QuerySet[RegisterEntry]":
    rows = RegisterEntry.objects.filter(institution_id=actor.institution_id, state=states.PROPOSED)
    return rows.exclude(proposed_by=me(actor))


def _readings(actor: Actor) -> "QuerySet[LegalReading]":
    national = Institution.objects.filter(pk=actor.institution_id, kind__in=policy_library.NATIONAL)
    one_of_two = Q(Exists(national)) | Q(proposed_at__kind__in=policy_library.NATIONAL)
    rows = LegalReading.objects.filter(one_of_two, state=states.PROPOSED)
    return rows.exclude(proposed_by=me(actor))


ACTS = [
    Act(
        "register_entry",
        "legal.entries.confirm",
        _("An entry of the register: confirm it, or refuse it"),
        policy.CONFIRMS,
        _entries,
        asked="proposed_on",
        within=A_WEEK,
        view="legal:register",
    ),
    Act(
        "reading",
        "legal.readings.confirm",
        _("What was read of an article: read it yourself, then confirm it or refuse it"),
        policy_library.CONFIRMS,
        _readings,
        asked="proposed_on",
        within=A_MONTH,
        view="reference:article",
        args={"row": "row"},
    ),
]
