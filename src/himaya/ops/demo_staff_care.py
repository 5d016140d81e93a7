"""Care for those who work here in the demo: one desk has set a cap and the day of its next supervision."""

from datetime import timedelta

from himaya.institutions import accounts
from himaya.institutions.models import Membership
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM
from himaya.staff_care.actions import caseload_caps, desk_supervisions

DESK, CAP, IN_DAYS = "asso-accueil", 15, 9


def seed() -> None:
    """By the lead of the desk; nothing where it has none."""
    rows = Membership.objects.filter(desk_id=DESK, valid_to__isnull=True).order_by("id")
    account = next((row.account_id for row in rows if "desk_lead" in row.roles), None)
    if account is None:
        return
    lead = accounts.actor_for(account, desk_id=DESK)
    caseload_caps.put(cap=CAP, by=lead)
    desk_supervisions.set_day(day=clock.today() + timedelta(days=IN_DAYS), by=lead)
    caseload_caps.weigh(by=SYSTEM)
