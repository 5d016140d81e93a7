"""What this room has of a file that may be open when its desk would close it."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.interviews import states
from himaya.interviews.models import Interview
from himaya.kernel.still_open import WARNS, Still


def _open(case_id: UUID) -> int:
    return Interview.objects.filter(case_id=case_id).exclude(state=states.CLOSED).count()


OPEN: list[Still] = [
    Still(
        "interview",
        WARNS,
        _("An interview is open. It does not go on once the file is closed."),
        _open,
        view="interviews:of_case",
    )
]
