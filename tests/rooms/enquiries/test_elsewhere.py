"""What other rooms know of an enquiry: a closing warns, a file open again has its task, a person hears what is held."""

import pytest

from himaya.cases.access import open_case
from himaya.cases.models import Case
from himaya.disclosures import holdings
from himaya.disclosures.holdings_enquiries import ENQUIRIES
from himaya.enquiries.actions import told as decided
from himaya.kernel import clock, still_open
from himaya.kernel.actor import Actor
from himaya.ops import reactions, worker
from himaya.tasks.models import Task
from tests.rooms.enquiries.asked import BY, HOLDER, both

pytestmark = pytest.mark.capability("H1")


def warned(case: Case) -> set[str]:
    return {found.still.code for found in still_open.of_case(case.pk) if found.still.code.startswith("enquiries")}


def test_a_closing_warns_on_both_sides_of_what_is_open() -> None:
    row, one = both()
    assert warned(row.case) == {"enquiries"}
    assert warned(one.case) == {"enquiries_told"}
    decided.close(told_id=one.pk, by=HOLDER)
    assert warned(one.case) == set()
    assert warned(row.case) == {"enquiries"}, "whatever was found"


def test_a_file_that_is_open_again_has_its_task_again() -> None:
    _row, one = both()
    Case.objects.filter(pk=one.case_id).update(state="closed", closed_on=clock.today())
    reactions.close_tasks({"case": str(one.case_id)})
    assert Task.objects.get(kind="enquiry_waits").state == "closed"
    Case.objects.filter(pk=one.case_id).update(state="open", closed_on=None)
    reactions.restore_tasks({"case": str(one.case_id)})
    assert Task.objects.filter(kind="enquiry_waits", state="open").count() == 1


def held_of(case: Case, by: Actor) -> list[str]:
    with open_case(by, case.pk, purpose="answer_the_person") as opened:
        return [one.value for one in holdings.items(opened) if one.section == ENQUIRIES]


def test_the_person_is_told_who_was_asked_and_not_what_another_desk_was_told() -> None:
    row, one = both()
    assert held_of(row.case, BY) == ["social"]
    assert held_of(one.case, HOLDER) == []
    decided.get_in_touch(told_id=one.pk, agrees=True, by=HOLDER)
    worker.drain()
    (said,) = held_of(row.case, BY)
    assert "hostel" in said
