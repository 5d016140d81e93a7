"""What this room has of a file that may be open when its desk would close it."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.crisis import queries
from himaya.kernel.still_open import STOPS, WARNS, Still
from himaya.tasks import queries as tasks


def _called_for(case_id: UUID) -> int:
    """Called for by an answer, and begun by nobody yet."""
    return 0 if queries.runs(case_id) else tasks.count_at_holder(case_id, "see_again")


OPEN: list[Still] = [
    Still(
        "crisis",
        WARNS,
        _("Somebody is to look again at this person within a day. Nobody is told of it once the file is closed."),
        lambda case_id: int(queries.runs(case_id)),
        view="crisis:of_case",
    ),
    # A closed file has no task: nobody would look.
    Still(
        "act_now",
        STOPS,
        _("Danger now: act. Look at the person first, and write it down, or say in the task why nobody does."),
        _called_for,
        view="crisis:of_case",
    ),
]
