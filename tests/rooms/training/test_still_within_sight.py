"""What a later change of a line does not take from people: a list of one's own, a recommendation that is served."""

import re

import pytest

from himaya.kernel.errors import NotFound
from himaya.training import policy
from himaya.training.actions import enrolments, training_lines
from himaya.web.training import plans
from tests.rooms.coordination import at_the_table, following_at_hand
from tests.rooms.training import at_hand
from tests.rooms.training.at_hand import LABOUR, POLICE, SECRETARY, TRAINER
from tests.signed_in import Sit

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("G1")]


def test_a_target_taken_away_leaves_an_institution_its_own_people() -> None:
    line = at_hand.line()
    session = at_hand.session(line)
    named = at_hand.named(session)
    training_lines.aim(line_id=line.pk, institution_id="labour", region_id="", people=0, by=SECRETARY)
    assert policy.session_of(LABOUR, session.pk) == session
    enrolments.withdraw(enrolment_id=named.pk, by=LABOUR)
    with pytest.raises(NotFound):
        policy.session_of(POLICE, session.pk)


def test_no_tab_leads_to_a_closed_door(sit: Sit) -> None:
    """The pages of trainings are not the same for all: what is needed is said by who speaks for an institution."""
    session = at_hand.session()
    for who, says_needs in ((SECRETARY, True), (LABOUR, True), (TRAINER, False)):
        client = sit(who)
        page = client.get(f"/training/sessions/{session.pk}/").content.decode()
        tabs = re.findall(
            r'href="(/training/[^"]*)"', page.partition('<nav class="actions tabs')[2].partition("</nav>")[0]
        )
        assert ("/training/needs/" in tabs) is says_needs
        assert len(tabs) > 2
        assert {client.get(one).status_code for one in tabs} == {200}


def test_a_recommendation_that_a_line_serves_is_offered_however_many_there_are() -> None:
    at_the_table.people()
    rows = [following_at_hand.recommendation() for _ in range(201)]
    line = at_hand.line(recommendation_ids=(rows[-1].pk,))
    offered = {one.value for one in plans.choices(line)["recommendations"]}
    assert str(rows[-1].pk) in offered
    assert len(offered) == len(rows)
