"""The second wall around case conferences, on PostgreSQL: raw SQL as the role of the pages, and verbs behind it."""

import pytest

from himaya.cases import policy
from himaya.conferences import access, queries, rules
from himaya.conferences.actions import conferences, items, sayings, seats
from himaya.kernel import clock, wall
from himaya.kernel.errors import NotNow
from tests import cast
from tests.races.behind_the_wall import alone, seen
from tests.rooms.conferences import conference_at_hand as at_hand
from tests.rooms.conferences.conference_at_hand import BEGINS, CHAIR, Called

pytestmark = [pytest.mark.deep, pytest.mark.postgres, pytest.mark.usefixtures("store"), pytest.mark.capability("A10")]
J = rules.JUSTICE


def with_both() -> Called:
    """Told, agreed to justice, her own words sent; the shelter sits in protection and police in justice."""
    one = at_hand.called()
    at_hand.say(one, rules.TOLD)
    at_hand.say(one, rules.AGREED_WORD, J)
    at_hand.say(one, rules.SENDS_WORDS, words="Canary words")
    at_hand.seat(one, "shelter", comes=cast.SHELTER)
    at_hand.seat(one, "police-north", J, comes=cast.OFFICER)
    return one


def test_a_desk_is_shown_what_was_said_of_its_own_part_only(role: str) -> None:
    """Seen red with the policy of migration 3, by which each seated desk was shown all three lines."""
    with_both()
    tables = ("conference_saying", "conference_seat")
    with alone(role) as link:
        assert seen(link, cast.INSPECTOR, tables=tables) == {"conference_saying": 3, "conference_seat": 2}
        assert seen(link, cast.OFFICER, tables=tables) == {"conference_saying": 1, "conference_seat": 1}
        assert seen(link, cast.SHELTER, tables=tables) == {"conference_saying": 0, "conference_seat": 1}
        assert seen(link, cast.LAWYER, tables=tables) == {"conference_saying": 0, "conference_seat": 0}


def test_each_desk_meets_behind_the_wall_until_the_person_says_no_or_is_found_to_be_a_child(role: str) -> None:
    one = with_both()
    with clock.stopped(BEGINS):
        with wall.behind(lambda: policy.said(CHAIR)):
            conferences.begin(conference_id=one.pk, by=CHAIR)
            thing = at_hand.item(one, "shelter")
        for guest in (cast.SHELTER, cast.OFFICER):
            with wall.behind(lambda guest=guest: policy.said(guest)):  # type: ignore[misc]
                seats.enter(conference_id=one.pk, by=guest)
        with wall.behind(lambda: policy.said(CHAIR)):
            items.take_up(item_id=thing, by=CHAIR)
            sayings.withdraw(conference_id=one.pk, part=J, by=CHAIR)
        with wall.behind(lambda: policy.said(cast.SHELTER)):
            with access.open_seat(cast.SHELTER, access.invited(cast.SHELTER, one.pk)) as opened:
                assert [told.words for told in opened.items] == [at_hand.WORDS]
                assert opened.sight.stands == (rules.PROTECTION,)
            assert [found.sight.goes_on for found in queries.invitations(cast.SHELTER)] == [True]
        with wall.behind(lambda: policy.said(cast.OFFICER)):
            assert [found.sight.goes_on for found in queries.invitations(cast.OFFICER)] == [False]
            with pytest.raises(NotNow, match="off"):
                seats.enter(conference_id=one.pk, by=cast.OFFICER)
        at_hand.say(one, rules.AGREED_WORD, J)
        at_hand.child(one.case)
        with wall.behind(lambda: policy.said(cast.OFFICER)):
            assert not queries.sight(access.invited(cast.OFFICER, one.pk), "police-north").goes_on
