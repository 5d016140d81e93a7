"""What this room has of a file that may be open when its desk would close it."""

from django.utils.translation import gettext_lazy as _

from himaya.enquiries import queries
from himaya.kernel.still_open import WARNS, Still

OPEN: list[Still] = [
    Still(
        "enquiries",
        WARNS,
        _(
            "Other services were asked whether they know the person. Nobody reads an answer here once the file is "
            "closed."
        ),
        queries.still_asked,
        view="enquiries:of_case",
    ),
    Still(
        "enquiries_told",
        WARNS,
        _("Another service asks whether your desk knows somebody. It is told nothing if the file is closed first."),
        queries.still_told,
        view="enquiries:of_case",
    ),
]
