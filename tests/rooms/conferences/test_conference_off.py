"""A person who says no to justice is not surfaced to those who prosecute: it looks like any cancelled meeting."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from himaya.cases.models import Case
from himaya.conferences import access, queries, rules, states
from himaya.conferences.actions import conferences, given, items, sayings, seats
from himaya.conferences.models import Conference, Seat
from himaya.kernel import clock
from himaya.kernel.errors import NotNow, Refusal
from tests import cast
from tests.rooms.conferences import conference_at_hand as at_hand
from tests.rooms.conferences.conference_at_hand import BEGINS, CHAIR, Called
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("A10", "E7")
P, J = rules.PROTECTION, rules.JUSTICE
POLICE = "police-north"


def with_police(*, answers: bool = True) -> Called:
    """Police is invited to justice, and the shelter to protection."""
    one = at_hand.called()
    at_hand.say(one, rules.TOLD)
    at_hand.say(one, rules.AGREED_WORD, J)
    at_hand.seat(one, POLICE, J, comes=cast.OFFICER if answers else None)
    at_hand.seat(one, "shelter", comes=cast.SHELTER)
    return one


def cancelled(one: Called) -> None:
    conferences.cancel(conference_id=one.pk, reason="postponed", by=CHAIR)


def withdrawn(one: Called) -> None:
    sayings.withdraw(conference_id=one.pk, part=J, by=CHAIR)


def declined(one: Called) -> None:
    at_hand.say(one, rules.REFUSED, J)


def found_to_be_a_child(one: Called) -> None:
    at_hand.child(one.case)


def bare(page: str, one: Called) -> str:
    """Without what is another at each answer, and without the id."""
    page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page).replace(str(one.pk), "ID")
    return re.sub(r'data-key="[^"]+"', "", page)


def seen(sit: Sit, one: Called) -> list[str]:
    """Every answer that the desk can get about it."""
    at = f"/conferences/{one.pk}/"
    police = sit(cast.OFFICER)
    with CaptureQueriesContext(connection) as asked:
        page = police.get(f"{at}seat/")
    answers = [
        page,
        police.get(f"{at}now/?seen=called.0.0.1"),
        police.get(f"{at}now/?seen=cancelled"),
        police.post(f"{at}seat/", {"do": "answer", "part": J, "answer": states.CANNOT}),
        police.post(f"{at}seat/", {"do": "answer", "part": P, "answer": states.CANNOT}),
        police.post(f"{at}seat/", {"do": "answer", "part": J, "answer": "perhaps"}),
        police.post(f"{at}seat/", {"do": "enter"}),
        police.get(f"{at}health/"),
        police.get("/conferences/"),
    ]
    found = [f"{answer.status_code} {bare(answer.content.decode(), one)}" for answer in answers]
    reference = queries.references(Seat.objects.filter(conference=one.pk))[POLICE]
    for text in found:
        assert reference not in text
        assert one.row.case_reference not in text
    return [str(len(asked)), *found]


@pytest.mark.parametrize("no", [withdrawn, declined, found_to_be_a_child])
@pytest.mark.parametrize("begun", [False, True])
def test_a_no_to_justice_and_a_cancelled_meeting_are_one_to_a_desk_that_prosecutes(
    sit: Sit, no: Callable[[Called], None], begun: bool
) -> None:
    pages = []
    for ending in (cancelled, no):
        one = with_police()
        with clock.stopped(BEGINS):
            if begun:
                conferences.begin(conference_id=one.pk, by=CHAIR)
                seats.enter(conference_id=one.pk, by=cast.OFFICER)
            ending(one)
            pages.append(seen(sit, one))
        Conference.objects.filter(pk=one.pk).update(begins_at=BEGINS - timedelta(days=40))
    assert pages[0] == pages[1]
    assert "Cancelled" in pages[1][1]
    assert "Cancelled" in pages[1][-1]


def test_an_action_for_police_is_shown_neither_of_a_cancelled_meeting_nor_of_a_declined_part(sit: Sit) -> None:
    pages = []
    for ending in (cancelled, withdrawn):
        one = with_police()
        at_hand.agree(one.case, POLICE, "needs")
        thing = at_hand.item(one, POLICE, part=J, topic=rules.STEPS)
        with clock.stopped(BEGINS):
            conferences.begin(conference_id=one.pk, by=CHAIR)
            seats.enter(conference_id=one.pk, by=cast.OFFICER)
            items.take_up(item_id=thing, by=CHAIR)
            today = clock.today()
            given.give(conference_id=one.pk, item_id=thing, desk_id=POLICE, due_on=today, what="Call us", by=CHAIR)
            assert "Call us" in sit(cast.OFFICER).get(f"/conferences/{one.pk}/seat/").content.decode()
            ending(one)
            pages.append(seen(sit, one))
        Conference.objects.filter(pk=one.pk).update(begins_at=BEGINS - timedelta(days=40))
    assert pages[0] == pages[1]


def test_protection_goes_on_as_it_was_for_those_who_protect(sit: Sit) -> None:
    one = with_police()
    before = sit(cast.SHELTER).get(f"/conferences/{one.pk}/seat/").content.decode()
    withdrawn(one)
    after = sit(cast.SHELTER).get(f"/conferences/{one.pk}/seat/").content.decode()
    assert bare(before, one) == bare(after, one)
    assert "Called" in after


def test_a_no_after_the_meeting_closes_what_may_be_read_and_changes_no_state(sit: Sit) -> None:
    looks = {}
    for word in ("", rules.WITHDRAWN):
        one = with_police()
        with clock.stopped(BEGINS):
            conferences.begin(conference_id=one.pk, by=CHAIR)
            conferences.end(conference_id=one.pk, by=CHAIR)
        with clock.stopped(BEGINS + timedelta(minutes=30)):
            if word:
                withdrawn(one)
                at_hand.child(one.case)
            page = bare(sit(cast.OFFICER).get(f"/conferences/{one.pk}/seat/").content.decode(), one)
            looks[word] = re.sub(r"[2-9A-Z]{4}-[2-9A-Z]{4}", "", page)
    assert looks[""] == looks[rules.WITHDRAWN]
    assert "Held" in looks[""]


def test_a_no_before_the_end_stays_a_cancelled_meeting_when_the_rest_was_held() -> None:
    one = with_police()
    with clock.stopped(BEGINS):
        conferences.begin(conference_id=one.pk, by=CHAIR)
        withdrawn(one)
    with clock.stopped(BEGINS + timedelta(minutes=30)):
        conferences.end(conference_id=one.pk, by=CHAIR)
        assert not queries.sight(one.row, POLICE).goes_on
        assert queries.sight(one.row, "shelter").goes_on
        # And a child found to be an adult later, or the other way round, changes nothing of it.
        Case.objects.filter(pk=one.case).update(age_group="maybe_child")
        assert queries.sight(one.row, "shelter").goes_on


@pytest.mark.parametrize("ending", [cancelled, withdrawn])
def test_a_seat_leaves_the_list_a_week_after_its_end(sit: Sit, ending: Callable[[Called], None]) -> None:
    one = with_police()
    ended = clock.now()
    ending(one)

    def listed() -> list[Any]:
        return [found.seat.conference_id for found in queries.invitations(cast.OFFICER)]

    with clock.stopped(ended + timedelta(days=7) - timedelta(minutes=1)):
        assert listed() == [one.pk]
    with clock.stopped(ended + timedelta(days=7)):
        assert listed() == []
        assert sit(cast.OFFICER).get(f"/conferences/{one.pk}/seat/").status_code == 200


def test_a_meeting_that_was_held_leaves_the_list_a_week_after_its_end_by_the_clock() -> None:
    one, _thing = at_hand.held()
    with clock.stopped(BEGINS + timedelta(days=6)):
        assert len(queries.invitations(cast.SHELTER)) == 1
    with clock.stopped(BEGINS + timedelta(days=7, minutes=60)):
        assert queries.invitations(cast.SHELTER) == []
        assert one.row.state == states.HELD


def test_each_desk_has_a_reference_of_its_own_and_none_reads_that_of_the_case(sit: Sit) -> None:
    one = with_police()
    at_hand.seat(one, "ward", comes=None)
    at_hand.seat(one, "ward", J)
    named = queries.references(Seat.objects.filter(conference=one.pk))
    assert len({one.row.case_reference, *named.values()}) == 4
    for actor, desk in ((cast.OFFICER, POLICE), (cast.SHELTER, "shelter"), (cast.NURSE, "ward")):
        pages = [f"/conferences/{one.pk}/seat/", "/conferences/"]
        if actor is cast.NURSE:
            pages.append(f"/conferences/{one.pk}/health/")
        for at in pages:
            page = sit(actor).get(at).content.decode()
            assert named[desk] in page, at
            assert one.row.case_reference not in page, at
            assert not [other for other in named.values() if other != named[desk] and other in page], at
    # Whoever leads can say on the telephone which meeting is meant.
    led = sit(cast.INSPECTOR).get(f"/conferences/{one.pk}/").content.decode()
    assert all(reference in led for reference in (one.row.case_reference, *named.values()))


def test_each_verb_of_a_desk_is_refused_in_one_way() -> None:
    said: set[tuple[str, str]] = set()
    for ending in (cancelled, withdrawn):
        one = with_police()
        ending(one)
        deeds: tuple[Callable[[], Any], ...] = (
            lambda one=one: seats.enter(conference_id=one.pk, by=cast.OFFICER),  # type: ignore[misc]
            lambda one=one: seats.answer(  # type: ignore[misc]
                conference_id=one.pk, part=J, answer=states.CANNOT, line="", by=cast.OFFICER
            ),
        )
        for deed in deeds:
            with pytest.raises(NotNow) as refusal:
                deed()
            found: Refusal = refusal.value
            said.add((found.code, str(found.sentence)))
        with access.open_seat(cast.OFFICER, access.invited(cast.OFFICER, one.pk)) as opened:
            assert (opened.items, opened.actions) == ((), ())
    assert len(said) == 1
