"""The only ways to hold what was said and done when a life was in danger: for the desk that holds the case, and for
whoever opened it in an emergency that needs it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.cases import access as cases
from himaya.cases.models import Case
from himaya.cases.rules_grants import CRISIS
from himaya.crisis import policy, queries
from himaya.crisis.models import CrisisAct, CrisisRound
from himaya.kernel.access import Access
from himaya.kernel.actor import Actor
from himaya.kernel.untold import NotNow

PURPOSE, IN_AN_EMERGENCY = "give_service", "urgent_danger"
CLOSED = _(
    "This file is closed: nothing is written in it. Act all the same: do not leave the person alone, take away what "
    "can kill, and call the emergency service. Open the file again to write down what was done."
)


@dataclass(frozen=True)
class RoundInWords:
    """One round with what was done after it, inside its block. `other`: of another desk, for a desk that reads none of
    its words: of such a round there is the day, and what the reader's own desk did after it."""

    row: CrisisRound
    said: dict[str, Any]
    acts: tuple[tuple[CrisisAct, dict[str, Any]], ...]
    other: bool = False


@contextmanager
def open_rounds(actor: Actor, case_id: UUID) -> Iterator[tuple[Case, tuple[RoundInWords, ...]]]:
    """The rounds of a case, the newest first; one audit event. Raises NotFound.

    For the desk that holds it, and for whoever opened it in an emergency for this.

    A desk of police, prosecution, a court or a State opens those that it wrote itself, and what it did after another
    desk had looked.
    """
    case = cases.held_or_emergency(actor, case_id, CRISIS)
    purpose = PURPOSE if case.desk_id == actor.desk_id else IN_AN_EMERGENCY
    mine = {} if policy.reads_others(actor) else {"desk_id": actor.desk_id}
    rounds = list(CrisisRound.objects.filter(case=case, **mine).select_related("desk").order_by("-number"))
    acts = list(CrisisAct.objects.filter(case=case, **mine).select_related("desk").order_by("at", "pk"))
    others = queries.of_other_desks({one.round_id for one in acts} - {one.pk for one in rounds})
    with Access(actor, purpose, action="crisis_round.read", about=("case", case.pk)) as reader:
        if rounds or acts:
            reader.open(*rounds, *acts)
        done = [(one, dict(one.done or {})) for one in acts]
        found = [
            RoundInWords(row, dict(row.said or {}), tuple(pair for pair in done if pair[0].round_id == row.pk))
            for row in rounds
        ]
        found += [
            RoundInWords(row, {}, tuple(pair for pair in done if pair[0].round_id == row.pk), other=True)
            for row in others
        ]
        yield case, tuple(sorted(found, key=lambda one: one.row.number, reverse=True))


def lock_case(actor: Actor, case_id: UUID) -> Case:
    """Hold an open case of the actor's desk, inside a unit. Raises NotFound, NotNow (closed; act all the same)."""
    policy.check_works(actor)
    case = cases.lock_case(actor, case_id)
    if case.state != "open":
        raise NotNow(CLOSED, code="closed")
    return case
