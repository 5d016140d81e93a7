"""What the rows about plans name: a goal without a line, and a line that the receiving desk was given."""

from uuid import UUID

from himaya.cases.models import Case
from himaya.plans.actions import lines
from tests import cast
from tests.rooms.plans import planned
from tests.security.matrix.rows import PLAN_GOAL, PLAN_LINE


def set_up(case_id: UUID) -> dict[str, str]:
    """On the case of the stage, after everything else about it."""
    case = Case.objects.get(pk=case_id)
    planned.asked(case)
    free = planned.goal(case, "justice")
    line = planned.line(planned.goal(case))
    planned.agreed(case)
    planned.consent(case)
    lines.request(line_id=line.pk, by=cast.INSPECTOR)
    return {PLAN_GOAL: str(free.pk), PLAN_LINE: str(line.pk)}
