"""The second wall around interviews, on PostgreSQL: raw SQL as the role of the pages, and verbs behind it."""

from datetime import timedelta
from unittest import mock

import pytest

from himaya.cases import policy as cases
from himaya.cases.models import Case, Grant
from himaya.interviews import access, policy, queries, states
from himaya.interviews.actions import drafts, facts, sittings
from himaya.interviews.actions.sittings import Distress, Opening
from himaya.kernel import clock, wall
from himaya.kernel.actor import Actor
from tests import cast, factories
from tests.races.behind_the_wall import alone, say, seen
from tests.rooms.interviews import interview_at_hand as at_hand
from tests.rooms.interviews.interview_at_hand import LEADER, NORTH

pytestmark = [pytest.mark.deep, pytest.mark.postgres, pytest.mark.usefixtures("store"), pytest.mark.capability("C3")]
TABLES = (
    "interview",
    "interview_telling",
    "interview_interpreter",
    "interview_preparation",
    "interview_agreement",
    "interview_sitting",
    "interview_moment",
    "interview_draft",
    "interview_draft_key",
    "interview_draft_earlier",
    "interview_event",
    "interview_fact",
    "interview_note",
)
OTHERS = (cast.OFFICER, cast.NURSE, cast.LAWYER, cast.SHELTER, cast.INSPECTOR_SOUTH, cast.SECRETARY, cast.OPERATOR)


def test_every_table_is_shown_to_the_desk_that_holds_the_case_and_to_nobody_else(role: str) -> None:
    with clock.stopped(factories.TUESDAY):
        one = at_hand.whole(factories.hand_over().case_id)
        with alone(role) as link:
            found = seen(link, cast.INSPECTOR, tables=TABLES)
            assert all(found[table] > 0 for table in TABLES), found
            for actor in OTHERS:
                assert set(seen(link, actor, tables=TABLES).values()) == {0}, actor.desk_id
        assert one.row.state == states.CLOSED


def test_police_are_shown_nothing_of_it_though_they_hold_the_case(role: str) -> None:
    """Seen red without the kinds of desk in `himaya_knows_interviews`."""
    with clock.stopped(factories.TUESDAY):
        one = at_hand.whole(factories.hand_over().case_id)
        Case.objects.filter(pk=one.case_id).update(desk_id="police-north", institution_id="police")
        Grant.objects.filter(case_id=one.case_id, desk_id="labour-north").update(desk_id="police-north")
        with alone(role) as link:
            assert seen(link, cast.OFFICER, tables=("case_file",))["case_file"] >= 1
            assert set(seen(link, cast.OFFICER, tables=TABLES).values()) == {0}


def test_who_was_only_let_in_sees_and_changes_nothing(role: str) -> None:
    """Fault to plant: policies that ask for the grant alone, so that four hours of an emergency end a sitting."""
    with clock.stopped(factories.TUESDAY):
        one = at_hand.whole(factories.hand_over().case_id)
        team = Grant.objects.get(case_id=one.case_id, desk_id="labour-north")
        Grant.objects.create(
            case_id=one.case_id,
            account_id=LEADER.account_id,
            institution_id=LEADER.institution_id,
            kind="break_glass",
            level="full",
            sections=team.sections,
            granted_by=LEADER.account_id,
            granted_at=clock.now(),
            expires_at=clock.now() + timedelta(hours=4),
        )
        with alone(role) as link:
            assert seen(link, LEADER, tables=("interview_fact",))["interview_fact"] > 0
            for who, rows in ((LEADER, 0), (NORTH, 1)):
                for table, column in (("interview", "number"), ("interview_draft", "turn")):
                    with link.transaction():
                        say(link, who)
                        done = link.execute(f"UPDATE {table} SET {column} = {column}")  # noqa: S608  # words of the test
                        assert done.rowcount == rows, (who.desk_id, table)


def test_a_sitting_is_held_behind_the_wall(role: str) -> None:
    with clock.stopped(factories.TUESDAY), mock.patch.object(policy, "qualified", return_value=True):
        at_hand.form()
        one = at_hand.agreed()
        with wall.behind(lambda: cases.said(LEADER)):
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
    with wall.behind(lambda: cases.said(actor)):
        assert not Case.objects.filter(pk=one.case_id).exists()
