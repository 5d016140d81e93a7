"""The verbs of what a cycle cost: a line is entered, and taken back with a reason; it is never changed."""

import re
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.coordination import locks, no_case, policy, speaking, words_tables
from himaya.coordination import states_following as states
from himaya.coordination.models import CostLine
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.unit import unit

TEXT = 240
MOST = 10**13
CURRENCY = re.compile(r"[A-Z]{3}")


def enter(*, cycle_id: UUID, on: date, heading: str, text: str, amount: int, currency: str, by: Actor) -> CostLine:
    """Enter one line. `amount` is in hundredths of the currency, which has three letters (MAD, EUR).

    A closed cycle still takes what is paid late; told history takes nothing. Raises NotFound, NotPermitted, NotNow,
    NotValid.
    """
    policy.check_secretariat(by)
    with unit(by=by) as u:
        cycle = locks.lock_cycle(by, cycle_id)
        if cycle.recorded:
            raise NotNow(
                _("This cycle is history told by a source: nothing of it was counted here."), code="cycle_recorded"
            )
        if on > clock.today():
            raise NotValid(_("This day is not over yet. Enter what was paid."), code="cost_day")
        if heading not in states.COST_HEADINGS:
            raise NotValid(_("Choose what kind of cost it is."), code="cost_heading")
        if not 0 < amount < MOST:
            raise NotValid(_("Write the amount as a number greater than nothing, such as 1250.50."), code="amount")
        if not CURRENCY.fullmatch(currency):
            raise NotValid(_("Write the currency with its three letters, such as MAD or EUR."), code="currency")
        said = speaking.written(
            text, missing=_("Say in a few words what was paid for, without naming anybody."), longest=TEXT
        )
        no_case.check_said(said)
        row = CostLine.objects.create(
            cycle=cycle,
            on=on,
            heading=heading,
            text=said,
            amount=amount,
            currency=currency,
            entered_on=clock.today(),
        )
        u.log("cost.entered", object_type="cycle", object_id=cycle.pk, code=heading)
        return row


def take_back(*, cost_id: UUID, reason: str, by: Actor) -> None:
    """Take a line back; it stays to be read, with the reason, and counts no more. Raises NotFound, NotNow, NotValid."""
    policy.check_secretariat(by)
    with unit(by=by) as u:
        cycle_id = CostLine.objects.filter(pk=cost_id).values_list("cycle_id", flat=True).first()
        if cycle_id is None:
            raise NotFound
        locks.lock_cycle(by, cycle_id)
        row = locks.lock_row(CostLine.objects.all(), cost_id, gone=words_tables.GONE)
        if row.taken_back_on is not None:
            raise NotNow(_("This line was taken back already. Look at the list as it is now."), code="cost_taken_back")
        row.taken_back_reason, row.taken_back_on = no_case.reason(reason), clock.today()
        row.save(update_fields=["taken_back_on", "taken_back_reason"])
        u.log("cost.taken_back", object_type="cycle", object_id=cycle_id)
