"""The second wall around tasks, on PostgreSQL: raw SQL as the role that answers pages."""

import pytest

from himaya.cases.models import Referral
from himaya.tasks.models import Task
from tests import cast
from tests.races.behind_the_wall import SOUTH, alone, seen
from tests.rooms.tasks.test_given_away import sent_back_by_the_next_holder

pytestmark = [pytest.mark.deep, pytest.mark.postgres, pytest.mark.usefixtures("store"), pytest.mark.capability("E6")]
TABLES = ("task",)


def test_a_desk_that_gave_the_case_away_is_shown_no_task_of_it(role: str) -> None:
    """Seen red with every referral that it had sent: the row was shown to it."""
    sent_back_by_the_next_holder()
    left = Task.objects.filter(about_id=Referral.objects.get(from_desk="labour-north").pk, state="open")
    with alone(role) as link:
        held = seen(link, SOUTH, tables=TABLES)["task"]
        assert held >= 2, "the desk that holds it is shown what waits"
        assert left.update(desk="labour-north") == 1
        assert seen(link, cast.INSPECTOR, tables=TABLES) == {"task": 0}
        assert seen(link, SOUTH, tables=TABLES) == {"task": held - 1}
        assert seen(link, cast.LAWYER, tables=TABLES) == {"task": 0}
