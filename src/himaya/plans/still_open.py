"""What of a plan is still to be done when a desk would close the file."""

from django.utils.translation import gettext_lazy as _

from himaya.kernel.still_open import WARNS, Still
from himaya.plans import queries

OPEN = [
    Still(
        "plan_lines",
        WARNS,
        _("Lines of the plan on which something is still to be done. Ask what becomes of them, or end them first."),
        lambda case_id: len(queries.open_lines(case_id)),
        view="plans:plan",
    )
]
