"""A case conference by its verbs: two parts, who hears what, withdrawal at once, health, minutes, actions."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction

from himaya.cases import policy as case_policy
from himaya.cases.actions import closures, consents, referrals
from himaya.cases.actions.closures import Ending
from himaya.cases.models import Case, Consent, Exclusion, Referral
from himaya.conferences import access, queries, rules, states
from himaya.conferences.actions import conferences, given, items, minutes, sayings, seats
from himaya.conferences.actions.items import Draft
from himaya.conferences.models import Attendance, Conference, Given, Heard, Hearer, Item, Minutes, Saying, Seat
from himaya.kernel import belongings, clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.models import AuditEvent, OutboxMessage
from tests import cast, factories
from tests.refusals import refuses_in_own_words as refuses
from tests.rooms.conferences import conference_at_hand as at_hand
from tests.rooms.conferences.conference_at_hand import BEGINS, CHAIR, Called

pytestmark = pytest.mark.capability("A10")
P, J = rules.PROTECTION, rules.JUSTICE


def words_at(actor: Actor, one: Called) -> list[str]:
    """The words that a desk reads now."""
    with access.open_seat(actor, access.invited(actor, one.pk)) as seen:
        return [told.words for told in seen.items]


def actions_at(actor: Actor, one: Called) -> list[str]:
    with access.open_seat(actor, access.invited(actor, one.pk)) as seen:
        return [action.what for action in seen.actions]


def test_it_is_called_about_one_case_by_who_leads_at_the_desk_that_holds_it() -> None:
    done = factories.hand_over()
    base: dict[str, Any] = {"case_id": done.case_id, "begins_at": BEGINS, "minutes": 60, "per_item": 10}
    for stranger in (cast.SHELTER, cast.OFFICER, cast.INSPECTOR_SOUTH, cast.SECRETARY):
        with pytest.raises(NotFound):
            conferences.call(**base, by=stranger)
    refuses(lambda: conferences.call(**base, by=cast.INSPECTOR_COLLEAGUE), NotPermitted, "not_the_chair")
    for field, value in (
        ("begins_at", BEGINS - timedelta(hours=2)),
        ("minutes", 91),
        ("minutes", 9),
        ("per_item", 7),
    ):
        refuses(lambda field=field, value=value: conferences.call(**{**base, field: value}, by=CHAIR), NotValid, field)  # type: ignore[misc]
    conferences.call(**base, by=CHAIR)
    refuses(lambda: conferences.call(**base, by=cast.LABOUR_LEAD), NotNow, "called_already")
    assert Conference.objects.get().case_reference == Case.objects.get().reference
    with pytest.raises(DatabaseError), transaction.atomic():
        Conference.objects.update(minutes=91)
    ending = Ending("goals_reached", left_running=done.referral_ids, knowing=True)
    closures.close(case_id=done.case_id, ending=ending, by=CHAIR)
    refuses(lambda: conferences.call(**base, by=CHAIR), NotNow, "closed")


def test_police_never_sit_in_protection_and_in_justice_only_while_she_agrees() -> None:
    one = at_hand.called()
    refuses(lambda: at_hand.seat(one, "police-north"), NotValid, "desk")
    # The store says the same to whoever comes round the verb.
    whole = {"conference_id": one.pk, "person_id": one.row.person_id, "invited_at": clock.now()}
    with pytest.raises(DatabaseError, match="no.police"), transaction.atomic():
        Seat.objects.create(part=P, desk_id="police-north", enforces=True, **whole)
    refuses(lambda: at_hand.seat(one, "police-north", J), NotNow, "part")
    refuses(lambda: at_hand.say(one, rules.BEST_INTEREST, J, guardian="no"), NotValid, "word")
    at_hand.say(one, rules.AGREED_WORD, J)
    at_hand.seat(one, "police-north", J, comes=cast.OFFICER)
    with pytest.raises(DatabaseError, match="no.police"), transaction.atomic():
        Seat.objects.filter(desk_id="police-north").update(part=P)
    # Those who come for justice learn nothing of who sits in protection.
    at_hand.seat(one, "shelter")
    assert not [desk for desk in queries.desks_to_invite(one.row, P) if desk.kind == "police"]
    sayings.withdraw(conference_id=one.pk, part=J, by=cast.INSPECTOR_COLLEAGUE)
    refuses(lambda: sayings.withdraw(conference_id=one.pk, part=J, by=CHAIR), NotNow, "part")
    refuses(lambda: at_hand.item(one, "police-north", part=J, topic=rules.STEPS), NotNow, "part")
    refuses(lambda: at_hand.seat(one, "lawyers", J), NotNow, "part")
    assert OutboxMessage.objects.filter(event="conference.invited").count() == 2


def test_for_a_child_the_best_interest_carries_justice_and_a_no_of_the_child_ends_it() -> None:
    done = factories.hand_over()
    at_hand.child(done.case_id)
    pk = conferences.call(case_id=done.case_id, begins_at=BEGINS, minutes=30, per_item=10, by=CHAIR)
    one = Called(done.case_id, pk)
    refuses(lambda: at_hand.say(one, rules.AGREED_WORD, J), NotValid, "word")
    refuses(lambda: at_hand.say(one, rules.BEST_INTEREST, J), NotValid, "guardian")
    refuses(lambda: at_hand.seat(one, "police-north", J), NotNow, "part")
    for guardian in ("yes", "unknown"):
        refuses(
            lambda guardian=guardian: at_hand.say(one, rules.BEST_INTEREST, J, guardian=guardian), NotNow, "guardian"
        )  # type: ignore[misc]
    at_hand.say(one, rules.BEST_INTEREST, P, guardian="yes")
    at_hand.say(one, rules.BEST_INTEREST, J, guardian="no")
    at_hand.seat(one, "police-north", J)
    at_hand.say(one, rules.REFUSED, J)
    assert queries.standing(one.row) == (P,)


def test_an_item_needs_somebody_who_may_hear_it_and_a_basis_is_asked_at_each_reading() -> None:
    one = at_hand.called(minutes=30)
    at_hand.seat(one, "shelter", comes=cast.SHELTER)
    at_hand.seat(one, "lawyers", comes=cast.LAWYER)
    refuses(lambda: at_hand.item(one), NotValid, "hearers")
    refuses(lambda: at_hand.item(one, "hostel"), NotValid, "hearers")
    refuses(lambda: at_hand.item(one, "lawyers"), NotValid, "hearers")
    refuses(lambda: at_hand.item(one, "shelter", topic=rules.SAFETY), NotValid, "hearers")
    refuses(lambda: at_hand.item(one, "shelter", topic=rules.STEPS), NotValid, "topic")
    refuses(lambda: at_hand.item(one, "shelter", topic="gossip"), NotValid, "topic")
    refuses(lambda: at_hand.item(one, "shelter", data_classes=("reference",)), NotValid, "data_classes")
    assert (Item.objects.count(), Hearer.objects.count()) == (0, 0)
    both = at_hand.item(one, "shelter", "lawyers")
    law = Draft(P, rules.HOUSING, at_hand.WORDS, hearers=(("lawyers", rules.LAW),))
    refuses(lambda: items.add(conference_id=one.pk, draft=law, by=CHAIR), NotValid, "hearers")
    (line,) = queries.grid(one.row, queries.items_of(one.row), queries.seats_of(one.row))
    assert {desk.pk: (hears.may, hears.why_not) for desk, hears in line.cells} == {
        "shelter": (True, ""),
        "lawyers": (False, rules.NOT_AGREED),
    }
    assert [desk.pk for desk in line.step_out] == ["lawyers"]
    at_hand.agree(one.case, "lawyers", "needs")
    (line,) = queries.grid(one.row, queries.items_of(one.row), queries.seats_of(one.row))
    assert line.step_out == ()
    at_hand.item(one, "shelter")
    at_hand.item(one, "shelter")
    refuses(lambda: at_hand.item(one, "shelter"), NotNow, "no_time")
    assert Item.objects.get(pk=both).number == 1


def test_what_was_sent_on_a_named_basis_may_be_heard_there_while_the_referral_stands() -> None:
    one = at_hand.called(route="danger", consent_given=False)
    at_hand.seat(one, "shelter")
    refuses(lambda: at_hand.item(one, "shelter"), NotValid, "hearers")
    at_hand.item(one, "shelter", hearers=(("shelter", rules.LAW),))
    item = Item.objects.get()
    assert queries.hearing(one.row, [item], "shelter")[item.pk].may
    referrals.decline(referral_id=Referral.objects.get().pk, reason="no_place", by=cast.SHELTER)
    assert queries.hearing(one.row, [item], "shelter")[item.pk].why_not == rules.NO_LAW


def test_a_withdrawal_at_a_desk_closes_the_item_that_is_on_for_it_at_once() -> None:
    with clock.stopped(BEGINS):
        one, thing = at_hand.running()
        assert words_at(cast.SHELTER, one) == [at_hand.WORDS]
        given.give(
            conference_id=one.pk, item_id=thing, desk_id="shelter", due_on=clock.today(), what="Keep a bed", by=CHAIR
        )
        assert actions_at(cast.SHELTER, one) == ["Keep a bed"]
        consents.withdraw(consent_id=Consent.objects.get().pk, by=CHAIR)
        assert words_at(cast.SHELTER, one) == []
        assert actions_at(cast.SHELTER, one) == [""]
        refuses(
            lambda: given.give(
                conference_id=one.pk, item_id=thing, desk_id="shelter", due_on=clock.today(), what="More", by=CHAIR
            ),
            NotValid,
            "desk",
        )
        items.hear(item_id=thing, decided="", by=CHAIR)
        assert Heard.objects.get().desks == []


def test_a_no_during_the_meeting_ends_its_part_and_drops_what_was_not_heard() -> None:
    with clock.stopped(BEGINS):
        one, thing = at_hand.running()
        waiting = at_hand.item(one, "shelter")
        sayings.withdraw(conference_id=one.pk, part=P, by=CHAIR)
        assert set(Item.objects.values_list("state", flat=True)) == {states.DROPPED}
        assert words_at(cast.SHELTER, one) == []
        refuses(lambda: items.hear(item_id=thing, decided="", by=CHAIR), NotNow, "item")
        refuses(lambda: items.take_up(item_id=waiting, by=CHAIR), NotNow, "part")
        conferences.end(conference_id=one.pk, by=CHAIR)


def test_nobody_reads_before_coming_in_nor_before_the_item_is_on_nor_after_the_clock() -> None:
    one = at_hand.called()
    at_hand.seat(one, "shelter", comes=cast.SHELTER)
    thing = at_hand.item(one, "shelter")
    at_hand.say(one, rules.TOLD)
    refuses(lambda: seats.enter(conference_id=one.pk, by=cast.SHELTER), NotNow, "not_open")
    refuses(lambda: conferences.begin(conference_id=one.pk, by=CHAIR), NotNow, "too_early")
    with clock.stopped(BEGINS):
        refuses(lambda: items.take_up(item_id=thing, by=CHAIR), NotNow, "called")
        conferences.begin(conference_id=one.pk, by=CHAIR)
        refuses(lambda: conferences.begin(conference_id=one.pk, by=CHAIR), NotNow, "running")
        items.take_up(item_id=thing, by=CHAIR)
        assert words_at(cast.SHELTER, one) == []
        seats.enter(conference_id=one.pk, by=cast.SHELTER)
        seats.enter(conference_id=one.pk, by=cast.SHELTER)
        assert words_at(cast.SHELTER, one) == [at_hand.WORDS]
        assert list(Attendance.objects.values_list("role", flat=True)) == ["case_manager"]
        assert AuditEvent.objects.filter(action="conference.attended").count() == 1
    with clock.stopped(BEGINS + timedelta(minutes=60)):
        assert words_at(cast.SHELTER, one) == []
        refuses(lambda: seats.enter(conference_id=one.pk, by=cast.SHELTER), NotNow, "not_open")
        other = Item.objects.get(pk=thing)
        assert other.state == states.ON
        items.hear(item_id=thing, decided="A bed until Friday", by=CHAIR)
        assert Heard.objects.get().desks == [["shelter", rules.AGREEMENT]]


def test_it_does_not_begin_before_the_person_was_told_and_a_desk_comes() -> None:
    with clock.stopped(BEGINS):
        one = at_hand.called()
        refuses(lambda: conferences.begin(conference_id=one.pk, by=CHAIR), NotNow, "told")
        at_hand.say(one, rules.TOLD)
        at_hand.seat(one, "shelter")
        refuses(lambda: conferences.begin(conference_id=one.pk, by=CHAIR), NotNow, "nobody")
        at_hand.say(one, rules.REFUSED, P)
        refuses(lambda: conferences.begin(conference_id=one.pk, by=CHAIR), NotNow, "no_part")
        refuses(lambda: conferences.cancel(conference_id=one.pk, reason="", by=CHAIR), NotValid, "reason")
        conferences.cancel(conference_id=one.pk, reason="person_wishes", by=CHAIR)
        refuses(lambda: at_hand.seat(one, "lawyers"), NotNow, "cancelled")
        refuses(lambda: at_hand.say(one, rules.TOLD), NotNow, "cancelled")
        refuses(lambda: at_hand.say(one, rules.TOLD_AFTER), NotNow, "word")


def test_health_speaks_of_what_she_can_do_and_only_a_health_professional_of_an_invited_desk_adds() -> None:
    one = at_hand.called()
    at_hand.seat(one, "ward", comes=cast.NURSE)
    at_hand.seat(one, "shelter", comes=cast.SHELTER)
    soon = clock.today() + timedelta(days=14)
    base: dict[str, Any] = {
        "conference_id": one.pk,
        "part": P,
        "own_words": "Thursday morning",
        "terms": (("no_hearing_two_weeks", soon),),
    }
    refuses(lambda: items.state_health(**base, by=cast.SHELTER), NotPermitted, "not_health")
    for field, changes in (
        ("words", {"own_words": "She has PTSD"}),
        ("words", {"own_words": "x" * 161}),
        ("terms", {"terms": ()}),
        ("terms", {"terms": (("strange", None),)}),
        ("until", {"terms": (("no_hearing_two_weeks", None),)}),
        ("part", {"part": J}),
    ):
        refuses(lambda changes=changes: items.state_health(**{**base, **changes}, by=cast.NURSE), NotValid, field)  # type: ignore[misc]
    with pytest.raises(NotFound):
        items.state_health(**base, by=cast.LAWYER)
    thing = items.state_health(**base, by=cast.NURSE)
    refuses(lambda: items.name_hearers(item_id=thing, hearers=(), by=CHAIR), NotValid, "hearers")
    items.name_hearers(item_id=thing, hearers=(("shelter", rules.AGREEMENT),), by=CHAIR)
    refuses(lambda: at_hand.item(one, "shelter", words="Dépression, à héberger"), NotValid, "words")
    refuses(lambda: at_hand.item(one, "shelter", terms=(("quiet_place", soon),)), NotValid, "terms")
    line: dict[str, Any] = {"conference_id": one.pk, "part": P, "answer": states.WRITES, "by": cast.SHELTER}
    refuses(lambda: seats.answer(**line, line="Score 40"), NotValid, "line")
    with access.open_chaired(CHAIR, one.row) as seen:
        assert [told.terms for told in seen.items] == [(("no_hearing_two_weeks", soon),)]


def test_protection_comes_first_and_justice_is_closed_to_those_who_sit_in_protection() -> None:
    with clock.stopped(BEGINS):
        one, thing = at_hand.running()
        at_hand.say(one, rules.AGREED_WORD, J)
        at_hand.seat(one, "police-north", J, comes=cast.OFFICER)
        at_hand.agree(one.case, "police-north", "needs")
        step = at_hand.item(one, "police-north", part=J, topic=rules.STEPS, words="Plainte pour viol: audition filmée")
        second = at_hand.item(one, "shelter")
        refuses(lambda: items.take_up(item_id=step, by=CHAIR), NotNow, "item_on")
        refuses(lambda: conferences.end(conference_id=one.pk, by=CHAIR), NotNow, "item_on")
        items.hear(item_id=thing, decided="", by=CHAIR)
        refuses(lambda: items.take_up(item_id=step, by=CHAIR), NotNow, "protection_first")
        items.take_up(item_id=second, by=CHAIR)
        items.hear(item_id=second, decided="", by=CHAIR)
        seats.enter(conference_id=one.pk, by=cast.OFFICER)
        items.take_up(item_id=step, by=CHAIR)
        refuses(lambda: at_hand.item(one, "shelter"), NotNow, "part")
        assert words_at(cast.OFFICER, one) == ["Plainte pour viol: audition filmée"]
        assert words_at(cast.SHELTER, one) == [at_hand.WORDS] * 2
        sayings.withdraw(conference_id=one.pk, part=J, by=CHAIR)
        assert words_at(cast.OFFICER, one) == []


def test_minutes_are_made_of_what_happened_agreed_once_and_each_desk_reads_its_part_for_a_day() -> None:
    one, thing = at_hand.held()
    agreed = BEGINS + timedelta(hours=2)
    with clock.stopped(agreed):
        assert words_at(cast.SHELTER, one) == []
        assert actions_at(cast.SHELTER, one) == ["Keep a bed"]
        refuses(lambda: minutes.agree(conference_id=one.pk, number=1, by=CHAIR), NotNow, "draft_first")
        minutes.draft(conference_id=one.pk, remark="", by=CHAIR)
        minutes.draft(conference_id=one.pk, remark="Went calmly", by=CHAIR)
        refuses(lambda: minutes.agree(conference_id=one.pk, number=1, by=CHAIR), NotNow, "newer")
        minutes.agree(conference_id=one.pk, number=2, by=CHAIR)
        refuses(lambda: minutes.draft(conference_id=one.pk, remark="", by=CHAIR), NotNow, "agreed")
        refuses(lambda: minutes.agree(conference_id=one.pk, number=3, by=CHAIR), NotNow, "agreed")
        assert words_at(cast.SHELTER, one) != []
        Case.objects.filter(pk=one.case).update(state="closed", closed_on=clock.today())
        assert (words_at(cast.SHELTER, one), actions_at(cast.SHELTER, one)) == ([], [""]), (
            "a closed file is read nowhere"
        )
        Case.objects.filter(pk=one.case).update(state="open", closed_on=None)
        last = access.minutes_of(one.row)[0]
        with access.open_minutes(CHAIR, last, purpose="give_service", action="conference.minutes_read") as body:
            (item,) = body["items"]
            assert (item["desks"], item["decided"]) == ([["shelter", "agreement"]], "A bed until Friday")
            assert body["present"]["protection"] == {"shelter": ["case_manager"]}
            assert (body["remark"], body["actions"][0][1]) == ("Went calmly", "shelter")
        with access.open_seat(cast.SHELTER, access.invited(cast.SHELTER, one.pk)) as seen:
            assert [(told.words, told.decided) for told in seen.items] == [(at_hand.WORDS, "A bed until Friday")]
        at_hand.say(one, rules.TOLD_AFTER)
    with clock.stopped(agreed + timedelta(hours=24)):
        assert words_at(cast.SHELTER, one) == []
        assert actions_at(cast.SHELTER, one) == ["Keep a bed"]
    for model in (Minutes, Heard, Given, Saying, Attendance, Hearer):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            model.objects.update(id=UUID(int=1))
    assert Heard.objects.get().item_id == thing


def test_outside_their_own_desks_the_conference_does_not_exist_and_a_conflict_keeps_out() -> None:
    with clock.stopped(BEGINS):
        one, thing = at_hand.running()
        for stranger in (cast.LAWYER, cast.OFFICER, cast.HOSTEL, cast.INSPECTOR_SOUTH, cast.SECRETARY, cast.AUDITOR):
            with pytest.raises(NotFound):
                access.held(stranger, one.pk)
            with pytest.raises(NotFound):
                access.invited(stranger, one.pk)
            with pytest.raises(NotFound):
                items.take_up(item_id=thing, by=stranger)
        with pytest.raises(NotFound):
            access.held(cast.SHELTER, one.pk)
        refuses(
            lambda: items.hear(item_id=thing, decided="", by=cast.INSPECTOR_COLLEAGUE), NotPermitted, "not_the_chair"
        )
        account = case_policy.account_of(cast.SHELTER)
        Exclusion.objects.create(
            case_id=one.case, account_id=account, reason="family", excluded_by=account, excluded_at=clock.now()
        )
        with pytest.raises(NotFound):
            access.invited(cast.SHELTER, one.pk)
        with pytest.raises(NotFound):
            seats.enter(conference_id=one.pk, by=cast.SHELTER)
        assert words_at(cast.SHELTER_COLLEAGUE, one) == [at_hand.WORDS]
        assert not queries.invitations(cast.SHELTER)


def test_an_action_is_told_by_ids_and_an_erasure_takes_everything() -> None:
    one, _thing = at_hand.held()
    (told,) = OutboxMessage.objects.filter(event="conference.action_given")
    assert set(told.ids) == {"case", "desk", "action"}
    assert told.ids["desk"] == "shelter"
    person = one.row.person_id
    mine = [row for row in belongings.of_persons() if row.model.__module__ == "himaya.conferences.models"]
    assert sum(row.erase(person, scope="identity") for row in mine) >= 8
    for model in (Conference, Saying, Seat, Attendance, Item, Hearer, Heard, Given, Minutes):
        assert not model.objects.exists()
