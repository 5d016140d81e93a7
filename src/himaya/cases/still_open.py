"""What this room has of a file that may be open when its desk would close it."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from himaya.cases import queries_inbound, states
from himaya.cases.models import Case, Emergency, Erasure, LegalHold, Referral, SharingException
from himaya.cases.models_retention import ASKED
from himaya.cases.rules_consents_exceptions import PROPOSED
from himaya.kernel.still_open import STOPS, TELLS, Still


def _questions(case_id: UUID) -> int:
    return Referral.objects.filter(case_id=case_id, state=states.ASKED).count()


def _unreviewed(case_id: UUID) -> int:
    return Emergency.objects.filter(case_id=case_id, outcome="").count()


def _without_agreement(case_id: UUID) -> int:
    return SharingException.objects.filter(case_id=case_id, state=PROPOSED).count()


def _person(case_id: UUID) -> "QuerySet[Case, UUID]":
    return Case.objects.filter(pk=case_id).values_list("person_id", flat=True)


def _erasures(case_id: UUID) -> int:
    return Erasure.objects.filter(person_id__in=_person(case_id), state=ASKED).count()


def _holds(case_id: UUID) -> int:
    return LegalHold.objects.filter(person_id__in=_person(case_id), lifted_on__isnull=True).count()


OPEN: list[Still] = [
    Still(
        "question",
        STOPS,
        _("A desk asked something about a referral. Answer it, or withdraw the referral if the person wishes."),
        _questions,
        view="casework:case",
    ),
    Still(
        "emergency",
        STOPS,
        _("An emergency access to this file was not reviewed yet. Review it first."),
        _unreviewed,
        view="casework:grants",
    ),
    Still(
        "exception",
        STOPS,
        _("A sharing without agreement waits for a second person. Let it be confirmed or declined first."),
        _without_agreement,
        view="casework:consents",
    ),
    Still(
        "erasure",
        STOPS,
        _("An erasure was asked for and waits for the second person. Let it be decided first."),
        _erasures,
        view="casework:keeping_file",
    ),
    # A closed file has no task: nobody would be told that no word came.
    Still(
        "inbound",
        STOPS,
        _("Somebody is expected from abroad. Say first that they were met, or that they told you they do not come."),
        lambda case_id: queries_inbound.awaited_of(case_id).count(),
        view="casework:arrivals",
    ),
    Still(
        "hold",
        TELLS,
        _("A legal hold stands. The file can be closed; nothing of it is erased until the hold is lifted."),
        _holds,
        view="casework:keeping_file",
    ),
]
