"""The verbs of a seat: given to an institution or reserved, filled, ended, taken over by a successor."""

from datetime import date, timedelta
from uuid import UUID

from django.db.models import Max, Q
from django.utils.translation import gettext_lazy as _

from himaya.coordination import inviting, known, locks, policy, states, words_tables
from himaya.coordination.models import Cycle, Seat
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.unit import Unit, unit


def give(*, cycle_id: UUID, kind: str, institution_id: str | None, valid_from: date, by: Actor) -> Seat:
    """Give a seat from a day on; without an institution it is reserved for an association, and empty.

    An institution that joins is also asked to the tables that are convened already. Raises NotValid, NotNow.
    """
    policy.check_secretariat(by)
    with unit(by=by) as u:
        cycle = _cycle(by, cycle_id)
        if kind not in states.SEAT_KINDS:
            raise NotValid(_("Choose the kind of seat."), code="seat_kind")
        if institution_id is None and kind != states.NGO:
            raise NotValid(
                _("Choose an institution. Only a seat for an association can be reserved and filled later."),
                code="institution_missing",
            )
        last = Seat.objects.filter(cycle=cycle).aggregate(last=Max("number"))["last"] or 0
        return _seat(u, cycle, number=last + 1, kind=kind, institution_id=institution_id, valid_from=valid_from)


def fill(*, seat_id: UUID, institution_id: str, valid_from: date, by: Actor) -> Seat:
    """Put an institution on a seat that was reserved. The reserved row ends the day before. Raises NotNow, NotValid."""
    policy.check_secretariat(by)
    with unit(by=by) as u:
        cycle, seat = _held(by, seat_id)
        if seat.institution_id is not None:
            raise NotNow(_("This seat is kept by an institution. End it first, then fill it."), code="seat_taken")
        _end(seat, valid_from - timedelta(days=1))
        return _seat(u, cycle, number=seat.number, kind=seat.kind, institution_id=institution_id, valid_from=valid_from)


def end(*, seat_id: UUID, on: date, by: Actor) -> None:
    """End a seat with a day, its last. An association's seat stays reserved from the next day. Raises NotNow."""
    policy.check_secretariat(by)
    with unit(by=by) as u:
        cycle, seat = _held(by, seat_id)
        if on < seat.valid_from:
            raise NotValid(_("The last day of a seat cannot lie before its first."), code="seat_days")
        _end(seat, on)
        u.log("seat.ended", object_type="cycle", object_id=cycle.pk, code=seat.institution_id or "")
        if seat.kind == states.NGO and seat.institution_id is not None:
            Seat.objects.create(cycle=cycle, number=seat.number, kind=seat.kind, valid_from=on + timedelta(days=1))


def take_over(*, from_id: str, to_id: str, on: date, by: Actor) -> int:
    """The successor of an institution takes over its open seats from a day on; returns how many.

    Raises NotPermitted.
    """
    policy.check_secretariat(by)
    with unit(by=by) as u:
        open_rows = Seat.objects.filter(institution_id=from_id, valid_to__isnull=True, cycle__state=states.OPEN)
        held = list(open_rows.order_by("cycle_id", "number").values_list("pk", "cycle_id"))
        taken = 0
        for seat_id, cycle_id in held:
            cycle = locks.lock_cycle(by, cycle_id)
            # Looked at again behind the lock: somebody may have ended it, or taken it over, since.
            seat = Seat.objects.select_for_update().filter(pk=seat_id, valid_to__isnull=True).first()
            if seat is None or cycle.state != states.OPEN:
                continue
            _end(seat, on - timedelta(days=1))
            taken += 1
            if not _open_seat_of(cycle, to_id):
                _seat(u, cycle, number=seat.number, kind=seat.kind, institution_id=to_id, valid_from=on)
        return taken


def _seat(u: Unit, cycle: Cycle, *, number: int, kind: str, institution_id: str | None, valid_from: date) -> Seat:
    if institution_id is not None:
        known.institution(institution_id)
        overlapping = Q(valid_to__isnull=True) | Q(valid_to__gte=valid_from)
        if Seat.objects.filter(overlapping, cycle=cycle, institution_id=institution_id).exists():
            raise NotValid(
                _("This institution already has a seat in this cycle. One institution, one voice."), code="seat_twice"
            )
    seat = Seat.objects.create(
        cycle=cycle, number=number, kind=kind, institution_id=institution_id, valid_from=valid_from
    )
    u.log("seat.given", object_type="cycle", object_id=cycle.pk, code=institution_id or kind)
    if institution_id is not None:
        inviting.ask_latecomers(u, cycle)
    return seat


def _open_seat_of(cycle: Cycle, institution_id: str) -> bool:
    return Seat.objects.filter(cycle=cycle, institution_id=institution_id, valid_to__isnull=True).exists()


def _end(seat: Seat, on: date) -> None:
    seat.valid_to = on
    seat.save(update_fields=["valid_to"])


def _cycle(by: Actor, cycle_id: UUID) -> Cycle:
    cycle = locks.lock_cycle(by, cycle_id)
    if cycle.state != states.OPEN or cycle.recorded:
        raise NotNow(words_tables.CYCLE_CLOSED, code="cycle_closed")
    return cycle


def _held(by: Actor, seat_id: UUID) -> tuple[Cycle, Seat]:
    cycle_id = Seat.objects.filter(pk=seat_id).values_list("cycle_id", flat=True).first()
    if cycle_id is None:
        raise NotFound
    cycle = _cycle(by, cycle_id)
    seat = locks.lock_row(Seat.objects.all(), seat_id)
    if seat.valid_to is not None:
        raise NotNow(_("This seat has already ended. Look at the list of seats as it is now."), code="seat_ended")
    return cycle, seat
