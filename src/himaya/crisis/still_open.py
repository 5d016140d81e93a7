"""What this room has of a file that may be open when its desk would close it."""

from django.utils.translation import gettext_lazy as _

from himaya.crisis import queries
from himaya.kernel.still_open import WARNS, Still

OPEN: list[Still] = [
    Still(
        "crisis",
        WARNS,
        _("Somebody is to look again at this person within a day. Nobody is told of it once the file is closed."),
        lambda case_id: int(queries.runs(case_id)),
        view="crisis:of_case",
    )
]
