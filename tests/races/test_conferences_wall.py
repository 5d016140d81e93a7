"""Case conferences by verbs behind the second wall, on PostgreSQL."""

import pytest

from himaya.conferences import access, queries, rules
from himaya.conferences.actions import conferences, items, sayings, seats
from himaya.kernel import clock
from himaya.kernel.errors import NotNow
from tests import cast
from tests.races.behind_the_wall import page_of
from tests.rooms.conferences import conference_at_hand as at_hand
from tests.rooms.conferences.conference_at_hand import BEGINS, CHAIR

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("role"), pytest.mark.capability("A10")]
J = rules.JUSTICE


def test_each_desk_meets_behind_the_wall_until_the_person_says_no_or_is_found_to_be_a_child() -> None:
    one = at_hand.with_both()
    with clock.stopped(BEGINS):
        with page_of(CHAIR):
            conferences.begin(conference_id=one.pk, by=CHAIR)
            thing = at_hand.item(one, "shelter")
        for guest in (cast.SHELTER, cast.OFFICER):
            with page_of(guest):
                seats.enter(conference_id=one.pk, by=guest)
        with page_of(CHAIR):
            items.take_up(item_id=thing, by=CHAIR)
            sayings.withdraw(conference_id=one.pk, part=J, by=CHAIR)
        with page_of(cast.SHELTER):
            with access.open_seat(cast.SHELTER, access.invited(cast.SHELTER, one.pk)) as opened:
                assert [told.words for told in opened.items] == [at_hand.WORDS]
                assert opened.sight.stands == (rules.PROTECTION,)
            assert [found.sight.goes_on for found in queries.invitations(cast.SHELTER)] == [True]
        with page_of(cast.OFFICER):
            assert [found.sight.goes_on for found in queries.invitations(cast.OFFICER)] == [False]
            with pytest.raises(NotNow, match="off"):
                seats.enter(conference_id=one.pk, by=cast.OFFICER)
        at_hand.say(one, rules.AGREED_WORD, J)
        at_hand.child(one.case)
        with page_of(cast.OFFICER):
            assert not queries.sight(access.invited(cast.OFFICER, one.pk), "police-north").goes_on
