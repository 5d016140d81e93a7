"""A yes on suicide in the assessment of risk is one urgent task, until somebody looked. Which yes stays sealed."""

import pytest

from himaya.crisis.actions import crisis_rounds
from himaya.crisis.actions.crisis_rounds import Said as Looked
from himaya.kernel.ids import new_id
from himaya.kernel.models import OutboxMessage
from himaya.kernel.open_items import LIFE, open_items
from himaya.ops import worker
from himaya.risks.actions import assessments
from himaya.risks.actions.assessments import Said
from himaya.risks.models import Assessment
from himaya.tasks.models import Task
from tests import cast
from tests.rooms.risks.assessed import begun, opened

pytestmark = [pytest.mark.capability("D2"), pytest.mark.usefixtures("in_english")]
CALM = {"plan": "no", "means": "no", "thoughts": "no", "timing": "no", "before": "no", "judged": "1"}


@pytest.fixture(name="row")
def _row() -> Assessment:
    return begun(opened())


def say(row: Assessment, seen: int = 0, **yes: str) -> None:
    said = Said({**CALM, **yes}, ("individual",), ("said",))
    assessments.answer(
        case_id=row.case_id,
        number=row.number,
        domain="R6",
        said=said,
        seen=seen,
        instance_id=new_id(),
        by=cast.INSPECTOR,
    )
    worker.drain()


def live(row: Assessment) -> list[Task]:
    return list(Task.objects.filter(case_id=row.case_id, kind="see_again", state__in=("open", "taken")).defer("words"))


@pytest.mark.parametrize("question", sorted(set(CALM) - {"judged"}))
def test_one_yes_is_one_urgent_task_and_the_gravest_line_of_the_file(row: Assessment, question: str) -> None:
    """Seen red where a yes only led to a page, which its reader could leave."""
    say(row, **{question: "yes"})
    say(row, 1, **{question: "yes"})
    (task,) = live(row)
    assert (task.urgent, task.desk_id) == (True, row.desk_id)
    lines = [str(one.sentence) for one in open_items(cast.INSPECTOR, row.case_id) if one.kind.weight == LIFE]
    assert len(lines) == 1
    assert lines[0].startswith("Danger now: act")
    assert question not in str(list(OutboxMessage.objects.filter(event="risk_assessment.act_now").values("ids")))


def test_no_and_not_known_call_for_nothing(row: Assessment) -> None:
    say(row, plan="unknown")
    assert live(row) == []


def test_somebody_who_looks_is_told_of_the_next_look_only(row: Assessment) -> None:
    say(row, thoughts="yes")
    crisis_rounds.begin(case_id=row.case_id, said=Looked(), instance_id=new_id(), by=cast.INSPECTOR)
    worker.drain()
    say(row, 1, thoughts="yes")
    (task,) = live(row)
    assert task.due_at is not None
    lines = [str(one.sentence) for one in open_items(cast.INSPECTOR, row.case_id) if one.kind.weight == LIFE]
    assert len(lines) == 1
    assert "Danger now" not in lines[0]
