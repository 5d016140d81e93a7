"""What other rooms learn of a return: a consulate is closed in every file, a file that went elsewhere ends it here."""

from dataclasses import replace

import pytest

from himaya.cases.actions import handovers
from himaya.cases.models import Case
from himaya.cases.words_consents import CONSULATE_REFUSED
from himaya.kernel import fears
from himaya.kernel.actor import SYSTEM
from himaya.kernel.errors import NotPermitted, Refusal
from himaya.kernel.ids import new_id
from himaya.ops import worker
from himaya.returns import rules, states
from himaya.returns.actions import returns
from himaya.returns.models import ReturnLine, VoluntaryReturn
from himaya.tasks.models import Task
from tests import cast, factories
from tests.refusals import refuses
from tests.rooms.cases.at_a_partner import at_the_ward
from tests.rooms.cases.test_consents_whole import C, give, opened, registered, to_consulate
from tests.rooms.cases.test_handovers import ALONG, agree, offered
from tests.rooms.returns import gone
from tests.rooms.returns.gone import BY

pytestmark = pytest.mark.capability("F1")


@pytest.mark.parametrize("question", rules.FEARS)
def test_one_yes_closes_the_way_to_a_consulate_in_every_file_and_stays(question: str) -> None:
    """Seen red without `told` in `cases/consulates.py`."""
    case = opened()
    cast.consulate()
    registered(case)
    give(case, C)
    other = opened(identity=None, person_id=case.person_id)
    gone.opened(other.pk)
    gone.asked(other.pk)
    assert not fears.told(case.person_id)
    gone.asked(other.pk, **{question: rules.YES})
    gone.asked(other.pk)
    assert fears.told(case.person_id)
    assert refuses(lambda: to_consulate(case), Refusal, "consulate").sentence == CONSULATE_REFUSED["fear"]
    assert refuses(lambda: give(other, replace(C)), Refusal, "fears").sentence == CONSULATE_REFUSED["fear"]


def test_in_clear_stands_only_what_follows_from_a_fear() -> None:
    case = gone.case()
    gone.opened(case.pk)
    gone.asked(case.pk, asylum=rules.YES)
    gone.asked(case.pk, back=rules.YES)
    assert set(ReturnLine.objects.values_list("code", flat=True)) == {"closes"}


def at_the_other_end() -> Case:
    found = gone.case(identity=factories.identity(), wishes=[at_the_ward()])
    gone.to_weighing(found.pk)
    gone.not_now(found.pk)
    return found


def test_a_file_that_goes_to_another_institution_ends_it_here_and_takes_nothing_along() -> None:
    case = at_the_other_end()
    agree(case.pk)
    held = handovers.accept(handover_id=offered(case.pk, "shelter", data_classes=ALONG), by=cast.SHELTER)
    worker.drain()
    row = VoluntaryReturn.objects.get()
    assert (row.case_id, row.state, row.end_reason, row.review_on) == (case.pk, states.ENDED, "elsewhere", None)
    assert not Task.objects.filter(kind="return_again", state__in=("open", "taken")).exists()
    assert gone.opened(held, by=cast.SHELTER).number == 1


def test_inside_one_institution_it_goes_along() -> None:
    case = at_the_other_end()
    handovers.accept(handover_id=offered(case.pk), by=cast.INSPECTOR_SOUTH)
    worker.drain()
    assert VoluntaryReturn.objects.get().state == states.NOT_NOW
    gone.weighed(case.pk, by=cast.INSPECTOR_SOUTH)


def test_only_the_system_ends_it_as_gone_elsewhere() -> None:
    case = at_the_other_end()
    offer = offered(case.pk)
    with pytest.raises(NotPermitted):
        returns.end_elsewhere(handover_id=offer, by=BY)
    returns.end_elsewhere(handover_id=offer, by=SYSTEM)
    returns.end_elsewhere(handover_id=new_id(), by=SYSTEM)
    assert VoluntaryReturn.objects.get().state == states.NOT_NOW
