"""What this room has of a file that may be open when its desk would close it."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.determinations import queries, states
from himaya.determinations.models import Request
from himaya.kernel.still_open import TELLS, WARNS, Still


def _waiting(case_id: UUID) -> int:
    return Request.objects.filter(case_id=case_id, state=states.SENT).count()


def _at_counsel(case_id: UUID) -> int:
    return Request.objects.filter(case_id=case_id, state=states.TO_COUNSEL).count()


def _untold(case_id: UUID) -> int:
    return len(queries.untold(case_id))


OPEN: list[Still] = [
    Still(
        "decision_untold",
        WARNS,
        _("A decision of which the person was not told. Tell them first: they may ask for a review."),
        _untold,
        view="determinations:of_case",
    ),
    Still(
        "decision_waiting",
        WARNS,
        _("A named body was asked for a decision. Once the file is closed it is not made."),
        _waiting,
        view="determinations:of_case",
    ),
    Still(
        "decision_counsel",
        WARNS,
        _("A request for a decision waits for the word of legal counsel. Once the file is closed it is not sent."),
        _at_counsel,
        view="determinations:of_case",
    ),
    Still(
        "decision_period",
        TELLS,
        _("The recovery and reflection period has not ended. It goes on for the person whatever happens to the file."),
        lambda case_id: int(queries.period_runs(case_id)),
        view="determinations:of_case",
    ),
]
