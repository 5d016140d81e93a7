"""A case conference by its verbs: two parts, who hears what, withdrawal at once, health, minutes, actions."""

from collections.abc import Callable
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
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid, Refusal
from himaya.kernel.models import AuditEvent, OutboxMessage
from tests import cast, factories
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


def refused(code: str, kind: type[Refusal], deed: Callable[[], Any]) -> None:
    with pytest.raises(kind) as said:
        deed()
    assert said.value.code == code
    assert str(said.value.sentence) != str(said.value.sentence_default)


def test_it_is_called_about_one_case_by_who_leads_at_the_desk_that_holds_it() -> None:
    done = factories.hand_over()
    base: dict[str, Any] = {"case_id": done.case_id, "begins_at": BEGINS, "minutes": 60, "per_item": 10}
    for stranger in (cast.SHELTER, cast.OFFICER, cast.INSPECTOR_SOUTH, cast.SECRETARY):
        with pytest.raises(NotFound):
            conferences.call(**base, by=stranger)
    refused("not_the_chair", NotPermitted, lambda: conferences.call(**base, by=cast.INSPECTOR_COLLEAGUE))
    for field, value in (
        ("begins_at", BEGINS - timedelta(hours=2)),
        ("minutes", 91),
        ("minutes", 9),
        ("per_item", 7),
    ):
        refused(field, NotValid, lambda field=field, value=value: conferences.call(**{**base, field: value}, by=CHAIR))  # type: ignore[misc]
    conferences.call(**base, by=CHAIR)
    refused("called_already", NotNow, lambda: conferences.call(**base, by=cast.LABOUR_LEAD))
    assert Conference.objects.get().case_reference == Case.objects.get().reference
    with pytest.raises(DatabaseError), transaction.atomic():
        Conference.objects.update(minutes=91)
    ending = Ending("goals_reached", left_running=done.referral_ids, knowing=True)
    closures.close(case_id=done.case_id, ending=ending, by=CHAIR)
    refused("closed", NotNow, lambda: conferences.call(**base, by=CHAIR))


def test_police_never_sit_in_protection_and_in_justice_only_while_she_agrees() -> None:
    one = at_hand.called()
    refused("desk", NotValid, lambda: at_hand.seat(one, "police-north"))
    # The store says the same to whoever comes round the verb.
    whole = {"conference_id": one.pk, "person_id": one.row.person_id, "invited_at": clock.now()}
    with pytest.raises(DatabaseError, match="no.police"), transaction.atomic():
        Seat.objects.create(part=P, desk_id="police-north", enforces=True, **whole)
    refused("part", NotNow, lambda: at_hand.seat(one, "police-north", J))
    refused("word", NotValid, lambda: at_hand.say(one, rules.BEST_INTEREST, J, guardian="no"))
    at_hand.say(one, rules.AGREED_WORD, J)
    at_hand.seat(one, "police-north", J, comes=cast.OFFICER)
    with pytest.raises(DatabaseError, match="no.police"), transaction.atomic():
        Seat.objects.filter(desk_id="police-north").update(part=P)
    # Those who come for justice learn nothing of who sits in protection.
    at_hand.seat(one, "shelter")
    assert not [desk for desk in queries.desks_to_invite(one.row, P) if desk.kind == "police"]
    sayings.withdraw(conference_id=one.pk, part=J, by=cast.INSPECTOR_COLLEAGUE)
    refused("part", NotNow, lambda: sayings.withdraw(conference_id=one.pk, part=J, by=CHAIR))
    refused("part", NotNow, lambda: at_hand.item(one, "police-north", part=J, topic=rules.STEPS))
    refused("part", NotNow, lambda: at_hand.seat(one, "lawyers", J))
    assert OutboxMessage.objects.filter(event="conference.invited").count() == 2


def test_for_a_child_the_best_interest_carries_justice_and_a_no_of_the_child_ends_it() -> None:
    done = factories.hand_over()
    at_hand.child(done.case_id)
    pk = conferences.call(case_id=done.case_id, begins_at=BEGINS, minutes=30, per_item=10, by=CHAIR)
    one = Called(done.case_id, pk)
    refused("word", NotValid, lambda: at_hand.say(one, rules.AGREED_WORD, J))
    refused("guardian", NotValid, lambda: at_hand.say(one, rules.BEST_INTEREST, J))
    refused("part", NotNow, lambda: at_hand.seat(one, "police-north", J))
    for guardian in ("yes", "unknown"):
        refused(
            "guardian", NotNow, lambda guardian=guardian: at_hand.say(one, rules.BEST_INTEREST, J, guardian=guardian)
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
    refused("hearers", NotValid, lambda: at_hand.item(one))
    refused("hearers", NotValid, lambda: at_hand.item(one, "hostel"))
    refused("hearers", NotValid, lambda: at_hand.item(one, "lawyers"))
    refused("hearers", NotValid, lambda: at_hand.item(one, "shelter", topic=rules.SAFETY))
    refused("topic", NotValid, lambda: at_hand.item(one, "shelter", topic=rules.STEPS))
    refused("topic", NotValid, lambda: at_hand.item(one, "shelter", topic="gossip"))
    refused("data_classes", NotValid, lambda: at_hand.item(one, "shelter", data_classes=("reference",)))
    assert (Item.objects.count(), Hearer.objects.count()) == (0, 0)
    both = at_hand.item(one, "shelter", "lawyers")
    law = Draft(P, rules.HOUSING, at_hand.WORDS, hearers=(("lawyers", rules.LAW),))
    refused("hearers", NotValid, lambda: items.add(conference_id=one.pk, draft=law, by=CHAIR))
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
    refused("no_time", NotNow, lambda: at_hand.item(one, "shelter"))
    assert Item.objects.get(pk=both).number == 1


def test_what_was_sent_on_a_named_basis_may_be_heard_there_while_the_referral_stands() -> None:
    one = at_hand.called(route="danger", consent_given=False)
    at_hand.seat(one, "shelter")
    refused("hearers", NotValid, lambda: at_hand.item(one, "shelter"))
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
        refused(
            "desk",
            NotValid,
            lambda: given.give(
                conference_id=one.pk, item_id=thing, desk_id="shelter", due_on=clock.today(), what="More", by=CHAIR
            ),
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
        refused("item", NotNow, lambda: items.hear(item_id=thing, decided="", by=CHAIR))
        refused("part", NotNow, lambda: items.take_up(item_id=waiting, by=CHAIR))
        conferences.end(conference_id=one.pk, by=CHAIR)


def test_nobody_reads_before_coming_in_nor_before_the_item_is_on_nor_after_the_clock() -> None:
    one = at_hand.called()
    at_hand.seat(one, "shelter", comes=cast.SHELTER)
    thing = at_hand.item(one, "shelter")
    at_hand.say(one, rules.TOLD)
    refused("not_open", NotNow, lambda: seats.enter(conference_id=one.pk, by=cast.SHELTER))
    refused("too_early", NotNow, lambda: conferences.begin(conference_id=one.pk, by=CHAIR))
    with clock.stopped(BEGINS):
        refused("called", NotNow, lambda: items.take_up(item_id=thing, by=CHAIR))
        conferences.begin(conference_id=one.pk, by=CHAIR)
        refused("running", NotNow, lambda: conferences.begin(conference_id=one.pk, by=CHAIR))
        items.take_up(item_id=thing, by=CHAIR)
        assert words_at(cast.SHELTER, one) == []
        seats.enter(conference_id=one.pk, by=cast.SHELTER)
        seats.enter(conference_id=one.pk, by=cast.SHELTER)
        assert words_at(cast.SHELTER, one) == [at_hand.WORDS]
        assert list(Attendance.objects.values_list("role", flat=True)) == ["case_manager"]
        assert AuditEvent.objects.filter(action="conference.attended").count() == 1
    with clock.stopped(BEGINS + timedelta(minutes=60)):
        assert words_at(cast.SHELTER, one) == []
        refused("not_open", NotNow, lambda: seats.enter(conference_id=one.pk, by=cast.SHELTER))
        other = Item.objects.get(pk=thing)
        assert other.state == states.ON
        items.hear(item_id=thing, decided="A bed until Friday", by=CHAIR)
        assert Heard.objects.get().desks == [["shelter", rules.AGREEMENT]]


def test_it_does_not_begin_before_the_person_was_told_and_a_desk_comes() -> None:
    with clock.stopped(BEGINS):
        one = at_hand.called()
        refused("told", NotNow, lambda: conferences.begin(conference_id=one.pk, by=CHAIR))
        at_hand.say(one, rules.TOLD)
        at_hand.seat(one, "shelter")
        refused("nobody", NotNow, lambda: conferences.begin(conference_id=one.pk, by=CHAIR))
        at_hand.say(one, rules.REFUSED, P)
        refused("no_part", NotNow, lambda: conferences.begin(conference_id=one.pk, by=CHAIR))
        refused("reason", NotValid, lambda: conferences.cancel(conference_id=one.pk, reason="", by=CHAIR))
        conferences.cancel(conference_id=one.pk, reason="person_wishes", by=CHAIR)
        refused("cancelled", NotNow, lambda: at_hand.seat(one, "lawyers"))
        refused("cancelled", NotNow, lambda: at_hand.say(one, rules.TOLD))
        refused("word", NotNow, lambda: at_hand.say(one, rules.TOLD_AFTER))


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
    refused("not_health", NotPermitted, lambda: items.state_health(**base, by=cast.SHELTER))
    for field, changes in (
        ("words", {"own_words": "She has PTSD"}),
        ("words", {"own_words": "x" * 161}),
        ("terms", {"terms": ()}),
        ("terms", {"terms": (("strange", None),)}),
        ("until", {"terms": (("no_hearing_two_weeks", None),)}),
        ("part", {"part": J}),
    ):
        refused(
            field,
            NotValid,
            lambda changes=changes: items.state_health(**{**base, **changes}, by=cast.NURSE),
        )  # type: ignore[misc]
    with pytest.raises(NotFound):
        items.state_health(**base, by=cast.LAWYER)
    thing = items.state_health(**base, by=cast.NURSE)
    refused("hearers", NotValid, lambda: items.name_hearers(item_id=thing, hearers=(), by=CHAIR))
    items.name_hearers(item_id=thing, hearers=(("shelter", rules.AGREEMENT),), by=CHAIR)
    refused("words", NotValid, lambda: at_hand.item(one, "shelter", words="Dépression, à héberger"))
    refused("terms", NotValid, lambda: at_hand.item(one, "shelter", terms=(("quiet_place", soon),)))
    line: dict[str, Any] = {"conference_id": one.pk, "part": P, "answer": states.WRITES, "by": cast.SHELTER}
    refused("line", NotValid, lambda: seats.answer(**line, line="Score 40"))
    with access.open_chaired(CHAIR, one.row) as seen:
        assert [told.terms for told in seen.items] == [(("no_hearing_two_weeks", soon),)]


def test_protection_comes_first_and_justice_is_closed_to_those_who_sit_in_protection() -> None:
    with clock.stopped(BEGINS):
        one, thing = at_hand.running()
        at_hand.say(one, rules.AGREED_WORD, J)
        at_hand.seat(one, "police-north", J, comes=cast.OFFICER)
        at_hand.agree(one.case, "police-north", "signs", "needs")
        step = at_hand.item(one, "police-north", part=J, topic=rules.STEPS, words="Plainte pour viol: audition filmée")
        second = at_hand.item(one, "shelter")
        refused("item_on", NotNow, lambda: items.take_up(item_id=step, by=CHAIR))
        refused("item_on", NotNow, lambda: conferences.end(conference_id=one.pk, by=CHAIR))
        items.hear(item_id=thing, decided="", by=CHAIR)
        refused("protection_first", NotNow, lambda: items.take_up(item_id=step, by=CHAIR))
        items.take_up(item_id=second, by=CHAIR)
        items.hear(item_id=second, decided="", by=CHAIR)
        seats.enter(conference_id=one.pk, by=cast.OFFICER)
        items.take_up(item_id=step, by=CHAIR)
        refused("part", NotNow, lambda: at_hand.item(one, "shelter"))
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
        refused("draft_first", NotNow, lambda: minutes.agree(conference_id=one.pk, number=1, by=CHAIR))
        minutes.draft(conference_id=one.pk, remark="", by=CHAIR)
        minutes.draft(conference_id=one.pk, remark="Went calmly", by=CHAIR)
        refused("newer", NotNow, lambda: minutes.agree(conference_id=one.pk, number=1, by=CHAIR))
        minutes.agree(conference_id=one.pk, number=2, by=CHAIR)
        refused("agreed", NotNow, lambda: minutes.draft(conference_id=one.pk, remark="", by=CHAIR))
        refused("agreed", NotNow, lambda: minutes.agree(conference_id=one.pk, number=3, by=CHAIR))
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
        refused(
            "not_the_chair", NotPermitted, lambda: items.hear(item_id=thing, decided="", by=cast.INSPECTOR_COLLEAGUE)
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
