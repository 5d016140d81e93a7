"""What this room has of a file that may be open when its desk would close it."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.conferences import states
from himaya.conferences.models import Conference
from himaya.kernel.still_open import WARNS, Still


def _live(case_id: UUID) -> int:
    return Conference.objects.filter(case_id=case_id, state__in=states.LIVE).count()


def _unagreed(case_id: UUID) -> int:
    return Conference.objects.filter(case_id=case_id, state=states.HELD).count()


OPEN: list[Still] = [
    Still(
        "conference",
        WARNS,
        _("A case conference is called or under way. It does not go on once the file is closed."),
        _live,
        view="conferences:of_case",
    ),
    Still(
        "conference_minutes",
        WARNS,
        _("The minutes of a case conference are not agreed. That cannot be done once the file is closed."),
        _unagreed,
        view="conferences:of_case",
    ),
]
