"""A file of the inspector's desk on which everything waits: a life, a risk, a task, a referral that nobody answered."""

from datetime import timedelta
from uuid import UUID

from himaya.cases.actions.screenings import HandedOver
from himaya.cases.models import Case
from himaya.kernel import clock
from himaya.tasks.actions import tasks
from himaya.tasks.actions.tasks import Wish
from tests import cast, factories
from tests.rooms.crisis import looked
from tests.rooms.risks import assessed

# What each room says of it, on that page and nowhere else.
LIFE = "A life is in danger: somebody sees or hears the person again."
LEVEL = "At least critical"
RISK = "To be looked at again"
LOOK = "Look at the risk again, with the person."
TASK = "Keep a deadline"
REFERRAL = "A desk has not answered a referral. Ask it, or look for another desk."
SAID = (LIFE, LEVEL, RISK, LOOK, TASK, REFERRAL)
# So much later everything of it is late.
LATER = timedelta(days=4)


def everything(**changes: object) -> HandedOver:
    """The hand-over of it, with a referral to the shelter."""
    done = factories.hand_over(**changes)
    risky(done.case_id)
    looked.begun(done.case_id)
    wish = Wish("deadline", "Canary", due_on=clock.today() + timedelta(days=1))
    tasks.give(wish=wish, case_id=done.case_id, by=cast.INSPECTOR)
    return done


def risky(case_id: UUID, **scale: tuple[str, str]) -> None:
    """A finished assessment of two domains: critical, and ten of which nobody said anything."""
    row = assessed.begun(Case.objects.get(pk=case_id))
    said = scale or {"R2": ("4", "4"), "R9": ("1", "1")}
    for domain, numbers in said.items():
        assessed.answered(row, domain, *numbers)
    assessed.finished(row, len(said))
