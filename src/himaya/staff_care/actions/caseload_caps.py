"""The verbs of a cap: set or taken off by the lead, compared once a week by the system. It stops nobody."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from himaya.institutions.models import Desk
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM, Actor
from himaya.kernel.errors import NotNow, NotPermitted, NotValid
from himaya.kernel.unit import unit
from himaya.staff_care import policy, queries, rules
from himaya.staff_care.models import AboveCap, DeskCare
from himaya.tasks import holding


def put(*, cap: int | None, by: Actor) -> None:
    """How many open files one colleague of the desk should carry at most. No reason is asked for.

    Raises NotPermitted, NotValid (no such number), NotNow (one was compared less than four weeks ago).
    """
    policy.check_leads(by)
    if cap is None or not rules.LEAST <= cap <= rules.MOST:
        raise NotValid(
            _("Write a whole number from %(least)s to %(most)s.") % {"least": rules.LEAST, "most": rules.MOST},
            code="cap",
        )
    with unit(by=by) as u:
        row = held(by.desk_id)
        if row.cap == cap:
            return
        if not rules.may_move(row.counted_on, clock.today()):
            raise NotNow(
                _(
                    "A cap stays four weeks once it was compared: moved again and again, it would tell how much one "
                    "colleague carries. It can be taken off at once."
                ),
                code="cap",
            )
        row.cap, row.counted_on = cap, None
        row.save(update_fields=["cap", "counted_on"])
        u.log("caseload_cap.put", object_type="desk", object_id=row.pk)


def take_off(*, by: Actor) -> None:
    """From here on there is no cap. Raises NotPermitted, NotNow (there is none)."""
    policy.check_leads(by)
    with unit(by=by) as u:
        row = held(by.desk_id)
        if row.cap is None:
            raise NotNow(_("No cap is set here."), code="no_cap")
        row.cap = None
        row.save(update_fields=["cap"])
        u.log("caseload_cap.taken_off", object_type="desk", object_id=row.pk)


def weigh(*, by: Actor = SYSTEM) -> int:
    """By the clock, once a week: note at each desk with a cap who is above it now. Returns at how many it was done.

    Of a desk where fewer than four besides the lead carry files, or without a cap, nothing stays. Raises NotPermitted.
    """
    if by.kind != "system":
        raise NotPermitted(code="system_only")
    AboveCap.objects.exclude(desk_id__in=DeskCare.objects.filter(cap__isnull=False).values("desk_id")).delete()
    desks = list(DeskCare.objects.filter(cap__isnull=False).order_by("desk_id").values_list("desk_id", flat=True))
    return sum(_weigh(desk, clock.today(), by) for desk in desks)


def _weigh(desk_id: str, today: date, by: Actor) -> bool:
    with unit(by=by) as u:
        row = held(desk_id)
        if row.cap is None or not rules.weighs(row.cap, row.weighed_on, today):
            return False
        carried = queries.caseloads(desk_id, [one.pk for one in holding.workers(desk_id)])
        row.enough = rules.enough(sum(carried[one] > 0 for one in queries.others(desk_id)))
        AboveCap.objects.filter(desk_id=desk_id).delete()
        noted = [account for account, number in carried.items() if row.enough and number > row.cap]
        AboveCap.objects.bulk_create(AboveCap(desk_id=desk_id, account_id=account) for account in noted)
        row.weighed_on, row.counted_on = rules.week_of(today), row.counted_on or today
        row.save(update_fields=["weighed_on", "counted_on", "enough"])
        u.log("caseload_cap.weighed", object_type="desk", object_id=row.pk)
        return True


def held(desk_id: str) -> DeskCare:
    """What is set at a desk, held."""
    list(Desk.objects.select_for_update().filter(pk=desk_id).values_list("pk"))
    DeskCare.objects.get_or_create(desk_id=desk_id)
    return DeskCare.objects.select_for_update(of=("self",)).get(desk_id=desk_id)
