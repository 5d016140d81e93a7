"""Danger now, said in the first days: the desk that holds the file and its lead are told, and the risk is looked at."""

import pytest

from himaya.cases.models import Case
from himaya.kernel.ids import new_id
from himaya.ops import worker
from himaya.plans.actions import first_days
from himaya.risks.models import RiskEvent
from himaya.tasks.models import Task
from tests import cast
from tests.rooms.plans.planned import CALM, opened

pytestmark = pytest.mark.capability("D5")


def ask(case: Case, danger: str) -> None:
    form = new_id()
    for _again in range(2):
        answers = {**CALM, "danger": danger}
        first_days.ask(case_id=case.pk, answers=answers, since="", instance_id=form, by=cast.INSPECTOR)
        worker.drain()


@pytest.mark.parametrize(("danger", "told"), [("yes", True), ("no", False), ("unknown", False)])
def test_a_yes_is_told_once_and_asks_for_a_look(danger: str, *, told: bool) -> None:
    """Seen red where the page alone said what to do, and nobody who was not there heard of it."""
    case = opened()
    ask(case, danger)
    rows = Task.objects.filter(case_id=case.pk, kind__in=("risk_worse", "risk_worse_lead"), urgent=True)
    assert sorted(rows.values_list("kind", flat=True)) == (["risk_worse", "risk_worse_lead"] if told else [])
    assert RiskEvent.objects.filter(case_id=case.pk, kind="incident").count() == int(told)
