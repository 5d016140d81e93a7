"""A case on which somebody asked, acted and looks again, by the verbs."""

from typing import Any
from uuid import UUID

from himaya.cases.models import Case
from himaya.crisis.actions import crisis_rounds
from himaya.crisis.actions.crisis_rounds import Done, Said
from himaya.crisis.models import CrisisAct, CrisisRound
from himaya.kernel.actor import Actor
from himaya.kernel.ids import new_id
from tests import cast, factories

BY = cast.INSPECTOR
SAID = Said({"thoughts": "yes", "plan": "no_answer"}, words="Canary night")
DONE = Done(("stay", "care"), "colleague", "told", "Canary ward")


def case(**changes: Any) -> Case:
    return Case.objects.get(pk=factories.hand_over(**{"identity": None, **changes}).case_id)


def child() -> Case:
    found = case()
    Case.objects.filter(pk=found.pk).update(age_group="child")
    found.refresh_from_db()
    return found


def begun(case_id: UUID, *, said: Said = SAID, by: Actor = BY) -> CrisisRound:
    return crisis_rounds.begin(case_id=case_id, said=said, instance_id=new_id(), by=by)


def again(case_id: UUID, *, said: Said = SAID, by: Actor = BY) -> CrisisRound:
    return crisis_rounds.look_again(case_id=case_id, said=said, instance_id=new_id(), by=by)


def ended(case_id: UUID, *, said: Said = SAID, by: Actor = BY) -> CrisisRound:
    return crisis_rounds.end(case_id=case_id, said=said, instance_id=new_id(), by=by)


def recorded(case_id: UUID, *, done: Done = DONE, by: Actor = BY) -> CrisisAct:
    return crisis_rounds.record(case_id=case_id, done=done, instance_id=new_id(), by=by)
