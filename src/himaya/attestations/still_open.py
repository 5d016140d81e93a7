"""Letters that are still valid when a desk would close the file."""

from django.utils.translation import gettext_lazy as _

from himaya.attestations import queries
from himaya.kernel.still_open import WARNS, Still

OPEN = [
    Still(
        "letters",
        WARNS,
        _("Letters that are still valid. Ask the person whether they keep them; what they do not keep is taken back."),
        lambda case_id: queries.standing(case_id).count(),
        view="attestations:of_case",
    )
]
