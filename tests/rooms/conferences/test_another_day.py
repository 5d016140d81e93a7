"""Another day is chosen for what was called; what was typed stays. What a meeting keeps of the words of the person."""

from datetime import timedelta

import pytest
from django.utils.translation import override

from himaya.cases import queries_consents
from himaya.cases.models import Case
from himaya.conferences import minutes_paper, queries, rules, states
from himaya.conferences.actions import conferences, items, minutes, seats
from himaya.conferences.models import Attendance, Hearer, Item, Saying, Seat
from himaya.institutions.models import Desk, Membership
from himaya.kernel import clock
from himaya.kernel.errors import NotNow, NotPermitted, NotValid
from himaya.kernel.models import AuditEvent, OutboxMessage
from tests import cast
from tests.pages import body
from tests.refusals import refuses_in_own_words as refuses
from tests.rooms.conferences import conference_at_hand as at_hand
from tests.rooms.conferences.conference_at_hand import BEGINS, CHAIR
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("A10")
LATER = BEGINS + timedelta(days=2)
HER_WORDS = "My employer must not know.\nNot a word to the consulate."


def test_another_day_keeps_what_was_typed_and_asks_each_desk_and_tells_the_person_anew() -> None:
    """Seen red: a meeting could only be cancelled and typed again; with the answers of the desks left as they were;
    with the person taken for told of a day that nobody named to them."""
    one = at_hand.called()
    at_hand.seat(one, "shelter", comes=cast.SHELTER)
    at_hand.seat(one, "ward")
    line = {"part": rules.PROTECTION, "line": "Medicine at eight"}
    seats.answer(conference_id=one.pk, answer=states.WRITES, by=cast.NURSE, **line)
    thing = at_hand.item(one, "shelter")
    at_hand.say(one, rules.TOLD)
    with clock.stopped(BEGINS - rules.OPENS_BEFORE):
        seats.enter(conference_id=one.pk, by=cast.SHELTER)
    told = OutboxMessage.objects.filter(event="conference.invited").count()
    refuses(lambda: _moved(one, by=cast.INSPECTOR_COLLEAGUE), NotPermitted, "not_the_chair")
    refuses(lambda: _moved(one, clock.now() - timedelta(hours=1)), NotValid, "begins_at")
    # It can still be chosen once its time went by.
    with clock.stopped(BEGINS + timedelta(hours=2)):
        assert [one.code for one in conferences.against_beginning(one.row)] == ["over"]
        _moved(one)
        assert AuditEvent.objects.filter(action="conference.moved").count() == 1
        assert OutboxMessage.objects.filter(event="conference.invited").count() == told + 1
    assert one.row.begins_at == LATER
    assert dict(Seat.objects.values_list("desk_id", "state")) == {"shelter": states.INVITED, "ward": states.WRITES}
    assert (Item.objects.get().pk, Hearer.objects.count(), Saying.objects.count()) == (thing, 1, 1)
    assert not Attendance.objects.exists()
    with clock.stopped(LATER):
        assert {one.code for one in conferences.against_beginning(one.row)} == {"told", "nobody"}
        seats.answer(conference_id=one.pk, part=rules.PROTECTION, answer=states.COMES, line="", by=cast.SHELTER)
        at_hand.say(one, rules.TOLD)
        conferences.begin(conference_id=one.pk, by=CHAIR)
        refuses(lambda: _moved(one, LATER + timedelta(days=1)), NotNow, states.RUNNING)


def _moved(one: at_hand.Called, to: object = LATER, *, by: object = CHAIR) -> None:
    conferences.move(conference_id=one.pk, begins_at=to, by=by)  # type: ignore[arg-type]


def test_the_page_keeps_the_day_that_was_typed_and_leads_back(sit: Sit) -> None:
    one = at_hand.called()
    at_hand.seat(one, "shelter", comes=cast.SHELTER)
    at, chair = f"/conferences/{one.pk}/", sit(cast.INSPECTOR)
    page = body(chair.get(at))
    assert f'href="{at}another-day/"' in page
    assert "Another day is better" not in page
    page = body(chair.post(f"{at}another-day/", {"day": "2026-11-26", "hour": "late"}), 422)
    assert 'value="2026-11-26"' in page
    answer = chair.post(f"{at}another-day/", {"day": "2026-11-26", "hour": "11:00"})
    assert answer.headers["Location"] == at
    assert one.row.begins_at == LATER
    page = body(sit(cast.SHELTER).get(f"{at}seat/"))
    assert "Another day was chosen. Say anew whether your desk comes." in page
    assert body(sit(cast.INSPECTOR_COLLEAGUE).get(f"{at}another-day/"), 403)
    assert body(sit(cast.SHELTER).get(f"{at}another-day/"), 404)


def test_the_minutes_say_what_the_person_asked_to_have_said_as_they_said_it(sit: Sit) -> None:
    """Seen red: that the person sent words, and not one of them."""
    with clock.stopped(BEGINS):
        one, thing = at_hand.running()
        at_hand.say(one, rules.SENDS_WORDS, words=HER_WORDS)
        items.hear(item_id=thing, decided="", by=CHAIR)
        conferences.end(conference_id=one.pk, by=CHAIR)
        minutes.draft(conference_id=one.pk, remark="", by=CHAIR)
        page = body(sit(cast.INSPECTOR).get(f"/conferences/{one.pk}/minutes/"))
        assert "My employer must not know.<br>Not a word to the consulate." in page
        minutes.agree(conference_id=one.pk, number=1, by=CHAIR)
        page = body(sit(cast.INSPECTOR).get(f"/conferences/{one.pk}/minutes/"))
        assert "My employer must not know.<br>Not a word to the consulate." in page
        # An invited desk reads what it heard, and not her words.
        assert "My employer" not in body(sit(cast.SHELTER).get(f"/conferences/{one.pk}/seat/"))


def test_minutes_drafted_before_the_words_were_kept_can_still_be_read() -> None:
    with override("en"):
        sections = minutes_paper.sections({"told": [[rules.SENDS_WORDS, "", "2026-11-24"]]})
    assert sections[0][1] == ["The person sends words · 24 November 2026"]


def test_steps_of_proceedings_need_no_answer_of_the_screening() -> None:
    """Seen red: the prosecution heard of a step only where the person agreed that it has the screening."""
    one = at_hand.with_both()
    at_hand.agree(one.case, "police-north", "needs")
    thing = at_hand.item(one, "police-north", part=rules.JUSTICE, topic=rules.STEPS, words="Filmed hearing, one only")
    assert Item.objects.get(pk=thing).data_classes == ["needs"]


def test_what_is_refused_names_the_class_that_nothing_covers() -> None:
    """On a named basis there is nothing to ask the person: the sentence itself says what is missing."""
    one = at_hand.called()
    at_hand.seat(one, "shelter")
    with override("en"), pytest.raises(NotValid) as refused:
        at_hand.item(one, hearers=(("shelter", rules.LAW),))
    assert "covers it (Needs expressed)" in str(refused.value.sentence)


def test_a_meeting_begun_before_its_hour_has_no_more_minutes_than_it_was_called_for(sit: Sit) -> None:
    """Seen red: 39 minutes left of 30."""
    one = at_hand.called(minutes=30)
    at_hand.seat(one, "shelter", comes=cast.SHELTER)
    at_hand.say(one, rules.TOLD)
    with clock.stopped(BEGINS - timedelta(minutes=9)):
        conferences.begin(conference_id=one.pk, by=CHAIR)
        page = body(sit(cast.INSPECTOR).get(f"/conferences/{one.pk}/"))
        assert "39 minutes" not in page
        assert "Begun before its hour. It ends: " in page
    with clock.stopped(BEGINS):
        assert "30 minutes left" in body(sit(cast.INSPECTOR).get(f"/conferences/{one.pk}/"))


def test_an_action_is_given_from_the_item_that_is_on_or_was_heard_last(sit: Sit) -> None:
    """Seen red: the first item of the list was chosen."""
    with clock.stopped(BEGINS):
        one, first = at_hand.running()
        second = at_hand.item(one, "shelter")
        items.hear(item_id=first, decided="", by=CHAIR)
    with clock.stopped(BEGINS + timedelta(minutes=1)):
        items.take_up(item_id=second, by=CHAIR)
        chosen = f'<option value="{second}" selected>'
        assert chosen in body(sit(cast.INSPECTOR).get(f"/conferences/{one.pk}/"))
        items.hear(item_id=second, decided="", by=CHAIR)
        assert chosen in body(sit(cast.INSPECTOR).get(f"/conferences/{one.pk}/"))


def test_only_desks_where_somebody_could_come_are_offered() -> None:
    """Seen red: the technical administration was invited, and its own page refused it."""
    one = at_hand.called()
    offered = {desk.pk for desk in queries.desks_to_invite(one.row, rules.PROTECTION)}
    assert "shelter" in offered
    assert offered.isdisjoint({"technical", "oversight", "secretariat"})
    refuses(lambda: at_hand.seat(one, "technical"), NotValid, "desk")
    Membership.objects.filter(desk_id="hostel").delete()
    assert "hostel" not in {desk.pk for desk in queries.desks_to_invite(one.row, rules.PROTECTION)}


def test_no_desk_that_runs_the_machine_is_asked_about_as_somebody_who_receives_a_name() -> None:
    """Seen red: it stood among the desks of agreements and of exceptions."""
    one = at_hand.called()
    Desk.objects.filter(pk="technical").update(kind="technical")
    offered = {desk.pk for desk in queries_consents.desks_to_ask_about(Case.objects.get(pk=one.case))}
    assert "shelter" in offered
    assert "technical" not in offered
    refuses(lambda: at_hand.agree(one.case, "technical", "needs"), NotValid, "to")
