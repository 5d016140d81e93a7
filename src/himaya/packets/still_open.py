"""What this room has of a file that may be open when its desk would close it."""

from django.utils.translation import gettext_lazy as _

from himaya.kernel.still_open import WARNS, Still
from himaya.packets import queries

OPEN: list[Still] = [
    Still(
        "packets",
        WARNS,
        _("Packets to a partner abroad that are not answered yet. Nobody is told of them once the file is closed."),
        lambda case_id: queries.waiting(case_id),
        view="packets:of_case",
    )
]
