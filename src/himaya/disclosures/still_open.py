"""What this room has of a file that may be open when its desk would close it: what the desk itself knows of."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.disclosures import states_exports, states_requests
from himaya.disclosures.models import DataRequest, ExportedCase
from himaya.kernel.still_open import WARNS, Still


def _requests(case_id: UUID) -> int:
    return DataRequest.objects.filter(case_id=case_id, state__in=states_requests.OPEN).count()


def _exports(case_id: UUID) -> int:
    waiting = (states_exports.ASKED, states_exports.APPROVED)
    return ExportedCase.objects.filter(case_id=case_id, export__state__in=waiting).count()


# Demands of authorities are not here: an order may forbid to say that there is one.
OPEN: list[Still] = [
    Still(
        "data_request",
        WARNS,
        _("The person asked about their data and has no answer yet. It is owed all the same."),
        _requests,
        view="legal:to_answer",
    ),
    Still(
        "export",
        WARNS,
        _("A file of records in which this file stands was asked for and is not over."),
        _exports,
        view="legal:exports",
    ),
]
