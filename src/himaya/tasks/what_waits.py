"""Which tasks of the desk are late or urgent, as its own lists show them."""

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.kernel.actor import Actor
from himaya.kernel.open_items import OWED, Kind, Waits
from himaya.tasks import queries, rules, states, words

# What the room that knows more of it says itself: the look at a person, at a risk, and each step of a referral.
SAID_ELSEWHERE = frozenset(
    {"see_again", "risk_again", "risk_overdue"}
    | {one.kind for state, one in rules.WANTED.items() if state in ("sent", "asked", "accepted", "accepted_in_part")}
)


def _pressing(actor: Actor, case_id: UUID | None) -> Iterator[Waits]:
    # What is kept apart is of health: also whoever opens it finds it there, and not on a page of the file.
    hidden = {*SAID_ELSEWHERE, states.KEPT_APART}
    for one in queries.pressing(actor, case_id):
        if one.kind not in hidden and one.case_id is not None:
            yield Waits(one.case_id, one.due_on, one.due_at, words.KINDS[one.kind], {"task_id": one.pk})


OPEN: list[Kind] = [Kind("task", OWED, _("A task waits."), _pressing, "tasks:one")]
