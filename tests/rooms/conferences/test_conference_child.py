"""Somebody is found to be a child after the call: from that moment the conference protects them as one."""

import pytest

from himaya.cases.models import Case
from himaya.conferences import access, queries, rules, words
from himaya.conferences.actions import conferences, items, minutes, seats
from himaya.conferences.models import Item
from himaya.kernel import clock
from himaya.kernel.errors import NotNow, NotValid
from tests import cast
from tests.rooms.conferences import conference_at_hand as at_hand
from tests.rooms.conferences.conference_at_hand import BEGINS, CHAIR, Called
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("A10", "E7")
P, J = rules.PROTECTION, rules.JUSTICE


def agreed_as_an_adult() -> Called:
    """She said yes to justice, and police comes to it."""
    one = at_hand.called()
    at_hand.say(one, rules.TOLD)
    at_hand.say(one, rules.AGREED_WORD, J)
    at_hand.seat(one, "police-north", J, comes=cast.OFFICER)
    return one


@pytest.mark.parametrize("group", ["child", "maybe_child"])
def test_a_yes_of_somebody_found_to_be_a_child_opens_no_justice(sit: Sit, group: str) -> None:
    one = agreed_as_an_adult()
    assert queries.standing(one.row) == (P, J)
    Case.objects.filter(pk=one.case).update(age_group=group)
    assert queries.standing(one.row) == (P,)
    with pytest.raises(NotNow) as said:
        at_hand.seat(one, "lawyers", J)
    assert str(said.value.sentence) == str(words.NOT_YET_CHILD)
    with pytest.raises(NotValid, match="word"):
        at_hand.say(one, rules.AGREED_WORD, J)
    with clock.stopped(BEGINS), pytest.raises(NotNow):
        seats.enter(conference_id=one.pk, by=cast.OFFICER)
    page = sit(cast.INSPECTOR).get(f"/conferences/{one.pk}/").content.decode()
    assert 'id="guardian"' in page
    assert f'value="{rules.BEST_INTEREST}"' in page
    assert f'value="{rules.AGREED_WORD}"' not in page
    assert "For a child the justice part opens on a best-interest decision" in page
    with pytest.raises(NotNow, match="guardian"):
        at_hand.say(one, rules.BEST_INTEREST, J, guardian="unknown")
    at_hand.say(one, rules.BEST_INTEREST, J, guardian="no")
    assert queries.standing(one.row) == (P, J)


@pytest.mark.parametrize("age", ["unknown", ""])
def test_nothing_opens_justice_before_the_age_was_asked(age: str) -> None:
    """Seen red while such a person was taken for a child: staff could bring police in, and her own yes was refused."""
    one = at_hand.called()
    at_hand.say(one, rules.TOLD)
    Case.objects.filter(pk=one.case).update(age_group=age)
    for word in (rules.AGREED_WORD, rules.BEST_INTEREST):
        with pytest.raises(NotNow, match="age_first"):
            at_hand.say(one, word, J, guardian="no")
    at_hand.say(one, rules.REFUSED, J)
    Case.objects.filter(pk=one.case).update(age_group="adult")
    at_hand.say(one, rules.AGREED_WORD, J)
    assert queries.standing(one.row) == (P, J)


def test_an_item_that_is_on_is_heard_by_nobody_once_the_person_is_found_to_be_a_child() -> None:
    with clock.stopped(BEGINS):
        one = agreed_as_an_adult()
        at_hand.agree(one.case, "police-north", "needs", by=CHAIR)
        thing = at_hand.item(one, "police-north", part=J, topic=rules.STEPS)
        conferences.begin(conference_id=one.pk, by=CHAIR)
        seats.enter(conference_id=one.pk, by=cast.OFFICER)
        items.take_up(item_id=thing, by=CHAIR)
        (item,) = Item.objects.defer("content").filter(pk=thing)
        assert queries.hearing(one.row, [item], "police-north")[thing].may
        at_hand.child(one.case)
        assert queries.hearing(one.row, [item], "police-north")[thing].why_not == rules.PART_OVER
        items.hear(item_id=thing, decided="", by=CHAIR)
        conferences.end(conference_id=one.pk, by=CHAIR)
        assert one.row.child
        minutes.draft(conference_id=one.pk, remark="", by=CHAIR)
        (made,) = access.minutes_of(one.row)
        with access.open_minutes(CHAIR, made, purpose=access.PURPOSE, action="conference.minutes_read") as body:
            assert body["parts"] == {P: True, J: False}


def test_somebody_who_was_a_child_at_the_call_stays_one_for_this_conference() -> None:
    one = at_hand.called_for_a_child()
    Case.objects.filter(pk=one.case).update(age_group="adult")
    with pytest.raises(NotValid, match="word"):
        at_hand.say(one, rules.AGREED_WORD, J)
    at_hand.say(one, rules.BEST_INTEREST, J, guardian="no")
    assert queries.standing(one.row) == (P, J)
