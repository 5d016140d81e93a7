"""Which days of rights still count when a desk would close the file."""

from django.utils.translation import gettext_lazy as _

from himaya.kernel.still_open import WARNS, Still
from himaya.rights import queries

OPEN = [
    Still(
        "right_days",
        WARNS,
        _("Rights with a last day that still counts. Say who keeps it in mind, or ask before the file is closed."),
        lambda case_id: queries.standing().filter(case_id=case_id, due_on__isnull=False).count(),
        view="rights:of_case",
    )
]
