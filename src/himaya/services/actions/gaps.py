"""Nobody gives this here: counted by service, region and month, and nothing else is kept."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from himaya.institutions import catalogue
from himaya.institutions.models import Region
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotPermitted, NotValid
from himaya.kernel.unit import unit
from himaya.services import states
from himaya.services.models import Gap


def note(*, service: str, region: str, by: Actor) -> None:
    """Count that a search found nobody for a service in a region.

    Once a month and desk: pressing again says nothing new. Raises NotNow, NotPermitted, NotValid.
    """
    if not (by.desk_id or by.kind == "system"):
        raise NotPermitted
    if service not in catalogue.services() or not Region.objects.filter(pk=region).exists():
        raise NotValid(_("Choose a service and a region: a gap is counted for both together."), code="gap_unknown")
    month = clock.today().replace(day=1)
    with unit(by=by) as u:
        with transaction.atomic():
            _row, new = Gap.objects.get_or_create(
                month=month,
                service=service,
                region=region,
                kind=states.SEARCH,
                desk_id=by.desk_id,
                defaults={"count": 1},
            )
        if not new:
            raise NotNow(_("Your desk has counted this already this month. Once is enough."), code="gap_counted")
        # Neither service nor region: beside the worker’s reading of a file they would say what that person needs.
        u.log("gap.noted", object_type="gap", object_id="")
