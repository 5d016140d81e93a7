"""Letters of a case. Nothing sealed is opened here."""

from uuid import UUID

from django.db.models import Q, QuerySet

from himaya.attestations.models import Attestation
from himaya.institutions import queries as institutions
from himaya.institutions.models import Desk
from himaya.kernel import clock

SEALED = ("number", "risk")
# Nobody there meets a bearer who comes for a letter.
_MEETS_NOBODY = institutions.WORKS_WITH_NOBODY | {"coordination", "commission", "data_authority"}


def of_case(case_id: UUID) -> QuerySet[Attestation]:
    """Every letter of a case, closed, the newest first."""
    rows = Attestation.objects.filter(case_id=case_id).defer(*SEALED)
    return rows.select_related("kept_at__institution", "desk").order_by("-place")


def standing(case_id: UUID) -> QuerySet[Attestation]:
    """Those that somebody could still rely on."""
    return of_case(case_id).filter(taken_back_on__isnull=True, valid_until__gte=clock.today())


def keepers() -> QuerySet[Desk]:
    """The desks at which a letter may be left: those that help people. No consulate (do-no-harm 9), and no police,
    border, prosecution or court, where a drawer with her name in it would be found."""
    nobody = Q(kind__in=_MEETS_NOBODY) | Q(institution__kind__in=_MEETS_NOBODY)
    return institutions.no_consulates().exclude(institutions.ENFORCES | nobody)
