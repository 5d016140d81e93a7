"""Who asks what is held about them is also told of rights, of conferences, and of tasks with words."""

from uuid import UUID

import pytest

from himaya.cases import access as cases
from himaya.disclosures import holdings
from himaya.disclosures.held_part import Item
from himaya.kernel import clock
from himaya.kernel.models import AuditEvent
from himaya.rights.actions import rights
from himaya.tasks.actions import tasks
from himaya.tasks.actions.tasks import Wish
from tests import cast, factories
from tests.rooms.conferences import conference_at_hand as at_hand

pytestmark = pytest.mark.capability("A10", "E3", "E6")


def held_of(case_id: UUID) -> list[Item]:
    """Every part that the desk of the file reads when it answers the person."""
    with cases.open_case(cast.INSPECTOR, case_id, purpose="answer_the_person") as opened:
        return holdings.items(opened)


def test_nothing_that_was_written_since_the_first_answers_is_left_out() -> None:
    """Planted faults, each seen red: decided words left out, a task of another file counted in."""
    one, _thing = at_hand.held()
    with clock.stopped(at_hand.BEGINS):
        rights.tell(case_id=one.case, right="wages", language="ary", on=clock.today(), by=cast.INSPECTOR)
        tasks.give(wish=Wish("prepare", "Canary list of papers"), case_id=one.case, by=cast.INSPECTOR)
        other = at_hand.called()
        tasks.give(wish=Wish("prepare", "Canary of another"), case_id=other.case, by=cast.INSPECTOR)
        before = AuditEvent.objects.filter(action="case.read").count()
        with cases.open_case(cast.INSPECTOR, one.case, purpose="answer_the_person") as opened:
            parts = [(part.section, part.value, part.key) for part in holdings.items(opened)]
        said = {(section, value) for section, value, _key in parts}
        assert AuditEvent.objects.filter(action="case.read").count() == before + 1
    assert {value for section, value in said if section == holdings.MEETINGS} >= {
        at_hand.WORDS,
        "A bed until Friday",
        "Keep a bed",
    }
    assert [value for section, value in said if section == holdings.TASKS] == ["Canary list of papers"]
    assert [section for section, _value in said if section == holdings.RIGHTS] == [holdings.RIGHTS]
    keys = [key for _section, _value, key in parts]
    assert len(keys) == len(set(keys)), "each part is decided by itself"


def test_what_another_desk_wrote_down_to_do_for_itself_is_not_read_here() -> None:
    """Planted fault, seen red: tasks of the case at every desk. A desk that helps answers for what it keeps."""
    done = factories.hand_over()
    tasks.give(wish=Wish("prepare", "Canary of the shelter"), referral_id=done.referral_ids[0], by=cast.SHELTER)
    tasks.give(wish=Wish("prepare", "Canary of the inspection"), case_id=done.case_id, by=cast.INSPECTOR)
    parts = held_of(done.case_id)
    assert [part.value for part in parts if part.section == holdings.TASKS] == ["Canary of the inspection"]
