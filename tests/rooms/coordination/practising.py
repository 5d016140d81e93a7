"""A practice map of two steps in a cycle, and statements on it: what the tests of practice begin with."""

from datetime import timedelta
from typing import Any

from himaya.coordination import states
from himaya.coordination.actions import practice, practice_maps
from himaya.coordination.actions.practice import Practice
from himaya.coordination.models import Cycle, PracticeMap, PracticeStatement, PracticeStep
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from tests.rooms.coordination import at_the_table
from tests.rooms.coordination.at_the_table import SECRETARY

STEPS = ({"fr": "Recevoir un signalement", "ar": "تلقي إشعار"}, {"fr": "Trouver un hébergement", "ar": "إيجاد إيواء"})
TITLES = {"fr": "Accueil", "ar": "الاستقبال", "en": "Reception"}


def opened(cycle: Cycle | None = None, **changes: Any) -> PracticeMap:
    """An open map of two steps, due in ten days."""
    base: dict[str, Any] = {
        "cycle_id": (cycle or at_the_table.cycle()).pk,
        "titles": TITLES,
        "steps": STEPS,
        "due_on": clock.today() + timedelta(days=10),
        "by": SECRETARY,
    }
    return practice_maps.open(**{**base, **changes})


def first(row: PracticeMap) -> PracticeStep:
    """Its first step."""
    return row.steps.get(number=1)


def state(step: PracticeStep, by: Actor, *, institution: str = "", seen: int = 0, **said: Any) -> PracticeStatement:
    """An institution states by click, or the secretariat enters it from a letter."""
    more = {"how": states.LETTER} if by == SECRETARY else {}
    return practice.state(
        step_id=step.pk,
        institution_id=institution or by.institution_id,
        said=Practice(**{"does": states.DOES, "legal_basis": "art. 1", **said}),
        seen=seen,
        by=by,
        **more,
    )
