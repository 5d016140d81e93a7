"""One closed file in the demo, closed by the verb like every file, so that there is a list, a day and a way back."""

from himaya.cases import queries_closures
from himaya.cases.actions import closures
from himaya.cases.actions.closures import Ending
from himaya.cases.models import Case
from himaya.kernel.errors import NotNow
from himaya.ops.demo_cases import somebody_at

DESK = "hopital-nord"


def seed() -> None:
    """Close the oldest file of the desk that nothing stops; what runs is left to its desk. The others stay open."""
    worker = somebody_at(DESK)
    for case in Case.objects.filter(desk_id=DESK, state="open").order_by("opened_on", "reference"):
        runs = [row.pk for row in queries_closures.standing(case).running]
        changed = {"safety": "better", "housing": "much_better", "income": "same", "papers": "not_known"}
        try:
            closures.close(
                case_id=case.pk, ending=Ending("goals_reached", changed, left_running=runs, knowing=True), by=worker
            )
        except NotNow:
            continue
        return
