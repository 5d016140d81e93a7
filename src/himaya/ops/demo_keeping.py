"""One erasure that waits for its second person, so that the data protection officer's desk has something to decide."""

from himaya.cases import erasing
from himaya.cases.actions import erasures
from himaya.cases.models import Case, Referral
from himaya.ops.demo_cases import somebody_at


def seed() -> None:
    """Ask for the erasure of the first file that sent referrals, all of which have ended; nothing is erased."""
    for case in Case.objects.filter(pk__in=Referral.objects.values("case")).order_by("desk_id", "opened_on"):
        if not erasing.runs(case.person_id):
            by = somebody_at(case.desk_id)
            erasures.ask(case_id=case.pk, scope="all", ground="person_asked", by=by)
            return
