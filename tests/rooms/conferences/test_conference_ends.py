"""The file is closed over a conference: it warns, then nothing goes on, and what was only called is cancelled."""

import re
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from himaya.cases.actions import closures, consents, handovers
from himaya.cases.actions.closures import Ending
from himaya.cases.models import Consent
from himaya.conferences import access, queries, rules, states, words
from himaya.conferences.actions import conferences, given, items, minutes, sayings, seats
from himaya.conferences.models import Conference, Item
from himaya.kernel import clock, still_open
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.models import AuditEvent, OutboxMessage
from himaya.ops import reactions
from tests import cast, factories
from tests.rooms.conferences import conference_at_hand as at_hand
from tests.rooms.conferences.conference_at_hand import BEGINS, CHAIR, Called
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("A10", "E7")
P = rules.PROTECTION


def refused(deed: Callable[[], Any]) -> None:
    with pytest.raises(NotNow, match="file_closed") as said:
        deed()
    assert str(said.value.sentence) == str(words.FILE_CLOSED)


def warned(one: Called) -> dict[str, int]:
    return {found.still.code: found.count for found in still_open.of_case(one.case) if found.still.weight == "warns"}


def read_at(actor: Actor, one: Called) -> tuple[list[str], list[str]]:
    """Words of items and of actions, as somebody of an invited desk reads them now."""
    with access.open_seat(actor, access.invited(actor, one.pk)) as seen:
        return [told.words for told in seen.items], [action.what for action in seen.actions]


def follow() -> None:
    """What follows from the closing, by the worker; a second time nothing more."""
    (told,) = OutboxMessage.objects.filter(event="case.closed")
    for _again in range(2):
        for reaction in reactions.REACTIONS["case.closed"]:
            reaction(told.ids)


def test_over_a_called_conference_a_closing_warns_then_cancels_it_once_and_nothing_of_it_goes_on() -> None:
    one = at_hand.called()
    at_hand.seat(one, "shelter", comes=cast.SHELTER)
    at_hand.say(one, rules.TOLD)
    thing = at_hand.item(one, "shelter")
    assert warned(one) == {"conference": 1}
    at_hand.close_file(one)
    with clock.stopped(BEGINS):
        refused(lambda: conferences.begin(conference_id=one.pk, by=CHAIR))
        refused(lambda: at_hand.seat(one, "lawyers"))
        refused(lambda: at_hand.item(one, "shelter"))
        refused(lambda: items.name_hearers(item_id=thing, hearers=(("shelter", rules.AGREEMENT),), by=CHAIR))
        refused(lambda: at_hand.say(one, rules.AGREED_WORD, rules.JUSTICE))
        refused(lambda: seats.answer(conference_id=one.pk, part=P, answer=states.CANNOT, line="", by=cast.SHELTER))
        refused(lambda: seats.enter(conference_id=one.pk, by=cast.SHELTER))
        # Taking back never waits for a file to be opened.
        sayings.withdraw(conference_id=one.pk, part=P, by=CHAIR)
        follow()
    row = one.row
    assert (row.state, row.cancel_reason) == (states.CANCELLED, rules.FILE_CLOSED)
    (written,) = AuditEvent.objects.filter(action="conference.cancelled")
    assert (written.code, written.actor_kind) == (rules.FILE_CLOSED, "system")
    assert Item.objects.get().state == states.DROPPED
    assert warned(one) == {}


def test_a_file_opened_again_before_the_worker_came_keeps_its_conference() -> None:
    one = at_hand.called()
    at_hand.close_file(one)
    closures.reopen(case_id=one.case, reason="new_need", by=CHAIR)
    follow()
    assert one.row.state == states.CALLED
    (told,) = OutboxMessage.objects.filter(event="case.closed")
    assert set(told.ids) == {"case"}


def test_a_meeting_under_way_falls_silent_with_the_file_and_can_only_be_ended() -> None:
    with clock.stopped(BEGINS):
        one, thing = at_hand.running()
        assert read_at(cast.SHELTER, one) == ([at_hand.WORDS], [])
        at_hand.close_file(one)
        assert read_at(cast.SHELTER, one) == ([], [])
        refused(lambda: items.hear(item_id=thing, decided="", by=CHAIR))
        refused(
            lambda: given.give(
                conference_id=one.pk, item_id=thing, desk_id="shelter", due_on=clock.today(), what="Bed", by=CHAIR
            )
        )
        follow()
        assert one.row.state == states.RUNNING
        conferences.cancel(conference_id=one.pk, reason="danger_first", by=CHAIR)
        assert Item.objects.get().state == states.DROPPED


def test_minutes_wait_for_a_file_that_is_open_and_an_excerpt_ends_with_it() -> None:
    one, _thing = at_hand.held()
    with clock.stopped(BEGINS + timedelta(hours=2)):
        assert warned(one) == {"conference_minutes": 1}
        minutes.draft(conference_id=one.pk, remark="", by=CHAIR)
        with pytest.raises(NotNow, match="knowing"):
            running = tuple(at_hand.referrals_of(one))
            closures.close(case_id=one.case, ending=Ending("goals_reached", left_running=running), by=CHAIR)
        at_hand.close_file(one)
        refused(lambda: minutes.agree(conference_id=one.pk, number=1, by=CHAIR))
        refused(lambda: minutes.draft(conference_id=one.pk, remark="", by=CHAIR))
        at_hand.say(one, rules.TOLD_AFTER)
        closures.reopen(case_id=one.case, reason="new_need", by=CHAIR)
        minutes.agree(conference_id=one.pk, number=1, by=CHAIR)
        assert read_at(cast.SHELTER, one) == ([at_hand.WORDS], ["Keep a bed"])
        at_hand.close_file(one)
        # A file that is closed is read nowhere else: what a desk heard, and the words of its action.
        assert read_at(cast.SHELTER, one) == ([], [""])


def test_an_excerpt_is_of_what_a_desk_heard_and_ends_with_its_basis() -> None:
    with clock.stopped(BEGINS):
        one, thing = at_hand.running()
        at_hand.seat(one, "lawyers", comes=cast.LAWYER)
        at_hand.agree(one.case, "lawyers", "needs")
        # Named and agreed to, but nobody of the desk came in.
        items.name_hearers(item_id=thing, hearers=(("lawyers", rules.AGREEMENT),), by=CHAIR)
        items.hear(item_id=thing, decided="", by=CHAIR)
        conferences.end(conference_id=one.pk, by=CHAIR)
        minutes.draft(conference_id=one.pk, remark="", by=CHAIR)
        minutes.agree(conference_id=one.pk, number=1, by=CHAIR)
        assert read_at(cast.LAWYER, one)[0] == []
        assert read_at(cast.SHELTER, one)[0] == [at_hand.WORDS]
        consents.withdraw(consent_id=Consent.objects.filter(recipient_id="shelter").get().pk, by=CHAIR)
        assert read_at(cast.SHELTER, one)[0] == []


def test_where_a_guardian_may_be_implicated_nobody_asks_one_and_only_the_chair_reads_it(sit: Sit) -> None:
    one = at_hand.called_for_a_child()
    at_hand.say(one, rules.TOLD)
    with pytest.raises(NotNow, match="guardian"):
        at_hand.say(one, rules.BEST_INTEREST, rules.JUSTICE, guardian="yes")
    at_hand.say(one, rules.BEST_INTEREST, rules.PROTECTION, guardian="yes")
    at_hand.seat(one, "shelter", comes=cast.SHELTER)
    # Protection goes on by itself: there is no line in which a parent or guardian is asked or told.
    assert queries.standing(one.row) == (rules.PROTECTION,)
    at = f"/conferences/{one.pk}/"
    page = sit(cast.INSPECTOR).get(at).content.decode()
    assert "Do not call the parents or the guardian" in page
    (offered,) = re.findall(r'<select id="word".*?</select>', page, re.DOTALL)
    assert re.findall(r'value="(\w+)"', offered) == [
        "told",
        "refused",
        "best_interest",
        "attends",
        "sends_words",
    ]
    assert "uardian" not in sit(cast.SHELTER).get(f"{at}seat/").content.decode()
    with clock.stopped(BEGINS):
        conferences.begin(conference_id=one.pk, by=CHAIR)
        conferences.end(conference_id=one.pk, by=CHAIR)
        minutes.draft(conference_id=one.pk, remark="", by=CHAIR)
        paper = sit(cast.INSPECTOR).get(f"{at}minutes/").content.decode()
        assert "best-interest" in paper
        assert "uardian" not in paper


def test_by_the_clock_the_part_that_changes_names_no_topic_any_more_though_nobody_ended_the_meeting(sit: Sit) -> None:
    with clock.stopped(BEGINS):
        one, _thing = at_hand.running()
        assert "A place to live" in sit(cast.SHELTER).get(f"/conferences/{one.pk}/now/").content.decode()
    with clock.stopped(BEGINS + timedelta(minutes=60)):
        assert one.row.state == states.RUNNING
        assert "A place to live" not in sit(cast.SHELTER).get(f"/conferences/{one.pk}/now/").content.decode()


def test_a_case_handed_over_takes_its_conference_along() -> None:
    with clock.stopped(BEGINS):
        one, thing = at_hand.running()
        offer = handovers.offer(
            case_id=one.case, to_desk_id="labour-south", reason="other", data_classes=(), by=cast.LABOUR_LEAD
        )
        handovers.accept(handover_id=offer, by=cast.INSPECTOR_SOUTH)
        give = partial(given.give, conference_id=one.pk, item_id=thing, due_on=clock.today(), what="Keep a bed")
        with pytest.raises(NotFound):
            give(desk_id="labour-north", by=CHAIR)
        with pytest.raises(NotValid, match="desk"):
            give(desk_id="labour-north", by=cast.INSPECTOR_SOUTH)
        give(desk_id="labour-south", by=cast.INSPECTOR_SOUTH)
        with pytest.raises(NotValid, match="desk"):
            seats.offer(conference_id=one.pk, part=P, desk_id="labour-south", by=cast.INSPECTOR_SOUTH)
        items.hear(item_id=thing, decided="", by=cast.INSPECTOR_SOUTH)


def test_the_bar_leads_to_conferences_only_where_the_desk_has_one(sit: Sit) -> None:
    entrance = 'href="/conferences/"'
    factories.hand_over()
    assert entrance not in sit(cast.INSPECTOR).get("/casework/").content.decode()
    one = at_hand.called()
    at_hand.seat(one, "shelter")
    for actor, leads in ((cast.INSPECTOR, True), (cast.SHELTER, True), (cast.LAWYER, False), (cast.SECRETARY, False)):
        assert queries.concerns(actor) is leads, actor.desk_id
    assert entrance in sit(cast.SHELTER).get("/casework/").content.decode()
    assert entrance not in sit(cast.LAWYER).get("/casework/").content.decode()
    assert sit(cast.LAWYER).get("/conferences/").status_code == 200
    assert Conference.objects.count() == 1
