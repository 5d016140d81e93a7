"""The verb of a gap in the directory: what nobody gives becomes a need at the next table, once a cycle."""

from uuid import UUID

from django.utils.translation import gettext as _

from himaya.coordination import locks_practice, policy
from himaya.coordination.actions import needs
from himaya.coordination.models import Need
from himaya.coordination.queries import gap_needs as queries
from himaya.institutions import catalogue
from himaya.institutions.models import Region
from himaya.kernel import languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.unit import unit


def put(*, cycle_id: UUID, institution_id: str, service: str, region: str, evidence: str = "", by: Actor) -> Need:
    """Enter what is missing as a need of an institution that has a seat, and which brings it to the table.

    Raises NotNow (it stands in this cycle already), NotValid, NotFound, NotPermitted.
    """
    policy.check_secretariat(by)
    with unit(by=by) as u:
        # The cycle is held, so that of two presses the second sees the need of the first.
        cycle = locks_practice.lock_open_cycle(by, cycle_id)
        row, place = catalogue.services().get(service), Region.objects.filter(pk=region).first()
        if row is None or place is None:
            raise NotValid(_("Choose a gap of the list."), code="gap_unknown")
        if (there := queries.put_in(cycle).get((service, region))) is not None:
            raise NotNow(
                _("This gap is need %(number)s of this cycle already. It does not come twice.")
                % {"number": there.number},
                code="gap_put",
            )
        names = {"service": row.names.in_language(languages.current()), "region": place.name}
        need = needs.enter(
            cycle_id=cycle.pk,
            institution_id=institution_id,
            competence=(_("Missing service: %(service)s, %(region)s") % names)[: needs.COMPETENCE],
            audience=(_("Teams that refer people in %(region)s") % names)[: needs.AUDIENCE],
            people=None,
            priority="high",
            evidence=evidence,
            seed=queries.key_of(service, region),
            by=by,
        )
        u.log("gap.put", object_type="need", object_id=need.pk, code=service)
    return need
