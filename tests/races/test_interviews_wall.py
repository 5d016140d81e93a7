"""A sitting by verbs behind the second wall, on PostgreSQL."""

from unittest import mock

import pytest

from himaya.cases.models import Case
from himaya.interviews import access, policy, queries, states
from himaya.interviews.actions import drafts, facts, sittings
from himaya.interviews.actions.sittings import Distress, Opening
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from tests import factories
from tests.races.behind_the_wall import page_of
from tests.rooms.interviews import interview_at_hand as at_hand
from tests.rooms.interviews.interview_at_hand import LEADER, NORTH

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("role"), pytest.mark.capability("C3")]


def test_a_sitting_is_held_behind_the_wall() -> None:
    with clock.stopped(factories.TUESDAY), mock.patch.object(policy, "qualified", return_value=True):
        at_hand.form()
        one = at_hand.agreed()
        with page_of(LEADER):
            sittings.begin(interview_id=one.pk, opening=Opening(limits_read=True), by=LEADER)
            drafts.keep(interview_id=one.pk, xml=at_hand.filled(), revision=0, by=LEADER)
            sittings.note_distress(interview_id=one.pk, distress=Distress(topic="E"), by=LEADER)
            sittings.resume(interview_id=one.pk, by=LEADER)
            number = at_hand.fact(one)
            facts.amend(interview_id=one.pk, number=number, change="correction", text="Canary now", by=LEADER)
            sittings.end(interview_id=one.pk, ending=states.DONE, by=LEADER)
            with access.open_facts(LEADER, access.known_case(LEADER, one.case_id)) as told:
                assert [fact.stands for fact in told] == [False, True]
            assert queries.services_listed(one.case) > 0
        _shut_out(NORTH, one)


def _shut_out(actor: Actor, one: at_hand.Held) -> None:
    with page_of(actor):
        assert not Case.objects.filter(pk=one.case_id).exists()
