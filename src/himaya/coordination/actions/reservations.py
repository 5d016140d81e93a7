"""The verb of a reservation: an institution lifts what it held back."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.coordination import locks, policy
from himaya.coordination.models import Reservation, RoundTable
from himaya.coordination.queries.decisions import STANDING
from himaya.kernel import clock, days, languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.unit import unit


def lift(*, reservation_id: UUID, table_id: UUID | None, by: Actor) -> Reservation:
    """Lift a reservation, at a table or between two. By its institution, or by the secretariat for it.

    Raises NotNow when it was lifted before, NotPermitted for another institution, NotValid, NotFound.
    """
    with unit(by=by) as u:
        decided_at = Reservation.objects.filter(pk=reservation_id).values_list("decision__table_id", flat=True).first()
        if decided_at is None:
            raise NotFound
        table = locks.lock_table(by, decided_at)
        row = locks.lock_row(Reservation.objects.filter(decision__state__in=STANDING), reservation_id)
        if not policy.is_secretariat(by):
            policy.check_speaks(by, institution_id=row.institution_id, on=clock.today())
        if row.lifted_on is not None:
            sentence = _("This reservation was lifted already, on %(day)s.")
            day = days.in_words(row.lifted_on, languages.current())
            raise NotNow(str(sentence) % {"day": day}, code="lifted_already")
        row.lifted_at_table = _at(table, table_id)
        row.lifted_on = clock.today()
        row.save(update_fields=["lifted_on", "lifted_at_table"])
        u.log("reservation.lifted", object_type="reservation", object_id=row.pk)
        u.tell("reservation.lifted", reservation=str(row.pk))
        return row


def _at(decided_at: RoundTable, table_id: UUID | None) -> RoundTable | None:
    if table_id is None:
        return None
    found = RoundTable.objects.filter(pk=table_id, cycle=decided_at.cycle_id, number__gte=decided_at.number).first()
    if found is None:
        raise NotValid(_("Choose the table at which it was lifted, of the same cycle."), code="lifted_at")
    return found
