"""What the matrix needs of tasks: one about the case and one about nobody at the own desk, and a calendar's address."""

from datetime import timedelta
from uuid import UUID

from himaya.kernel import clock
from himaya.tasks.actions import feeds, tasks
from himaya.tasks.actions.tasks import Wish
from tests import cast
from tests.security.matrix.rows import DESK_TASK, FEED, TASK


def set_up(case_id: UUID) -> dict[str, str]:
    wish = Wish("call_back", text="Canary calls", due_on=clock.today() + timedelta(days=2))
    about = tasks.give(wish=wish, case_id=case_id, by=cast.INSPECTOR)
    desk = tasks.give(wish=Wish("prepare"), by=cast.INSPECTOR)
    return {TASK: str(about), DESK_TASK: str(desk), FEED: feeds.make(by=cast.INSPECTOR)}
