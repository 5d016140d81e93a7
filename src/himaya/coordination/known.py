"""Finding what a form names: an institution that exists today. Raises NotValid for anything else."""

from django.utils.translation import gettext_lazy as _

from himaya.institutions.models import Institution
from himaya.kernel import clock
from himaya.kernel.errors import NotValid


def institution(institution_id: str) -> Institution:
    """An institution that exists today. Raises NotValid."""
    found = Institution.objects.filter(pk=institution_id).first()
    if found is None or (found.valid_to is not None and found.valid_to < clock.today()):
        raise NotValid(_("Choose an institution of the list that exists today."), code="institution_unknown")
    return found
