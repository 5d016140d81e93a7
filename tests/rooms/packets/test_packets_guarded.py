"""Whom a packet of a child, or of somebody who fears a State, never reaches; and a second look that comes due late."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.translation import override

from himaya.cases.actions import handovers
from himaya.cases.models import Case
from himaya.institutions.models import Desk, Institution
from himaya.kernel import clock
from himaya.kernel.errors import NotNow
from himaya.packets import rules, states
from himaya.packets.actions import packets
from himaya.packets.models import Packet
from himaya.returns import rules as rules_returns
from tests import cast, factories
from tests.rooms.cases.test_handovers import offered
from tests.rooms.packets import packed
from tests.rooms.packets.packed import BY, PARTNER
from tests.rooms.packets.test_packets import code_of
from tests.rooms.returns import gone, gone_later
from tests.signed_in import Sit

pytestmark = [pytest.mark.django_db, pytest.mark.capability("F3")]

OF_A_STATE = sorted(rules.PARTNER_KINDS - {"ngo", "international"})


def another_key() -> str:
    return str(packed.pyrage.x25519.Identity.generate().to_public())


def afraid(case: Case, question: str = rules_returns.FEARS[0]) -> None:
    gone.opened(case.pk)
    gone.told(case.pk)
    gone.asked(case.pk, **{question: rules_returns.YES})


def becomes(kind: str) -> None:
    Institution.objects.filter(pk=PARTNER).update(kind=kind)


def page(client: Client, at: str) -> str:
    return str(client.get(at).content.decode())


@pytest.mark.parametrize("kind", OF_A_STATE)
def test_after_a_fear_was_told_nothing_goes_to_a_service_of_a_state(kind: str) -> None:
    """Seen red without `guarded` in `checks.check_goes`: the packet was made."""
    case = packed.case()
    becomes(kind)
    row = packed.prepared(case.pk)
    afraid(case)
    assert code_of(lambda: packed.prepared(case.pk)) == "receiver"
    assert code_of(lambda: packed.made(row)) == "receiver"
    assert packed.now(row).state == states.READY
    becomes("international")
    packed.made(row)


def test_of_a_child_nothing_goes_to_a_service_of_a_state() -> None:
    case = packed.child()
    row = packed.prepared(case.pk, assent="yes")
    becomes("child_protection")
    assert code_of(lambda: packed.prepared(case.pk, assent="yes")) == "receiver"
    assert code_of(lambda: packed.released(row)) == "receiver"
    becomes("ngo")
    packed.released(row)


def test_the_pages_say_before_that_a_service_of_a_state_is_not_told(sit: Sit) -> None:
    case = packed.case()
    becomes("social_services")
    row = packed.prepared(case.pk)
    at, said = f"/packets/cases/{case.pk}/", "This partner may belong to a State"
    assert said not in page(sit(BY), at) + page(sit(BY), f"{at}new/")
    afraid(case)
    shown = page(sit(BY), f"{at}new/")
    assert said in page(sit(BY), at)
    assert said in shown
    assert 'name="receiver"' not in shown
    one = page(sit(BY), f"{at}{row.pk}/")
    assert said in one
    assert 'aria-disabled="true"' in one


def test_whoever_turns_out_to_be_a_child_gets_a_second_look_before_the_file_is_made(sit: Sit) -> None:
    """Seen red with the answer of the day of preparing: the file was made."""
    packed.handed(packed.case().pk)
    case = packed.case()
    row = packed.prepared(case.pk, parts=("language",))
    Case.objects.filter(pk=case.pk).update(age_group="maybe_child")
    assert code_of(lambda: packed.made(row)) == "best_interest"
    packed.best_for(case)
    assert code_of(lambda: packed.made(row)) == "second_needed"
    assert packed.now(row).handed == 0
    one = page(sit(BY), f"/packets/cases/{case.pk}/{row.pk}/")
    assert "prepare another" in one
    assert 'aria-disabled="true"' in one
    other = packed.prepared(case.pk, parts=("language",), assent="yes")
    packed.released(other)
    packed.made(other)


def test_a_packet_of_an_adult_who_may_be_a_child_leaves_on_no_look_at_an_adult(sit: Sit) -> None:
    """Seen red with `released_by` alone in `checks.check_second`: the file was made on an adult's yes."""
    case = packed.case()
    waits = packed.prepared(case.pk, parts=("language",), looked=False)
    row = packed.prepared(case.pk, parts=("language",))
    assert row.released_by is not None
    Case.objects.filter(pk=case.pk).update(age_group="maybe_child")
    packed.best_for(case)
    assert code_of(lambda: packed.made(row)) == "second_needed"
    assert code_of(lambda: packed.released(waits)) == "second_needed"
    assert (packed.now(row).handed, packed.now(waits).state) == (0, states.PREPARED)
    for one, who in ((row, BY), (waits, cast.LABOUR_LEAD)):
        shown = page(sit(who), f"/packets/cases/{case.pk}/{one.pk}/")
        assert "was prepared for an adult" in shown
        assert 'aria-disabled="true"' in shown
    packets.end(case_id=case.pk, packet_id=row.pk, reason="plan_changed", by=BY)


def test_of_whoever_turned_back_no_arrival_is_told(sit: Sit) -> None:
    """Seen red without `check_turned` in `check_leaves`: the day and the town left after the change of mind."""
    case = packed.case()
    gone.to_weighing(case.pk)
    told = {"parts": ("language", "arrival"), "arrival_place": "Canary quay"}
    row, plain = packed.prepared(case.pk, **told), packed.prepared(case.pk, parts=("language",))
    gone.changed(case.pk)
    assert code_of(lambda: packed.made(row)) == "turned"
    assert code_of(lambda: packed.prepared(case.pk, **told)) == "turned"
    shown = page(sit(BY), f"/packets/cases/{case.pk}/{row.pk}/")
    assert "The person does not go now" in shown
    assert 'aria-disabled="true"' in shown
    packed.made(plain)
    gone.chosen(case.pk)
    packed.made(row)
    gone.ended(case.pk)
    assert code_of(lambda: packed.made(row)) == "turned"


def test_a_silent_partner_is_asked_again_about_a_child_whose_attempt_ended_and_not_on_the_yes_of_an_adult() -> None:
    """Seen red with what is best asked again there, and without `check_asked_as_child` in `ask_again`."""
    case, grown = packed.child(), packed.case()
    row = packed.prepared(case.pk, assent="yes")
    packed.released(row)
    packed.made(row)
    other, _code = packed.handed(grown.pk)
    Case.objects.filter(pk=grown.pk).update(age_group="maybe_child")
    gone.ended(case.pk, "unreachable")
    with clock.stopped(factories.TUESDAY + timedelta(days=20)):
        for one in (row, other):
            packets.fall_silent(packet_id=one.pk, reply_by=one.reply_by.isoformat())
        packets.ask_again(case_id=case.pk, packet_id=row.pk, reply_by=packed.day(5), by=BY)
        assert packed.now(row).state == states.HANDED_OUT
        again = lambda: packets.ask_again(case_id=grown.pk, packet_id=other.pk, reply_by=packed.day(5), by=BY)  # noqa: E731
        assert code_of(again) == "second_needed"
        # A second file would be something new.
        assert code_of(lambda: packed.made(row)) == "best_interest"


def test_of_a_child_nothing_is_prepared_before_it_was_decided_what_is_best(sit: Sit) -> None:
    """Seen red without `is_undecided` in `checks.check_goes`: the packet was prepared, and made."""
    case = packed.child(decided=False)
    at, said = f"/packets/cases/{case.pk}/", "before it was decided that going there is best for them"
    young = {"assent": "yes", "parts": ("language",)}
    assert code_of(lambda: packed.prepared(case.pk, **young)) == "best_interest"
    assert said in page(sit(BY), at)
    shown = page(sit(BY), f"{at}new/")
    assert said in shown
    assert 'name="receiver"' not in shown
    gone.to_weighing(case.pk)
    for outcome, heard in (
        ("decided_later", ("child",)),
        ("against_return", ("child",)),
        ("for_return", ("guardian",)),
    ):
        gone_later.decided(case.pk, outcome, heard=heard)
        assert code_of(lambda: packed.prepared(case.pk, **young)) == "best_interest"
    gone_later.decided(case.pk)
    row = packed.prepared(case.pk, **young)
    assert said not in page(sit(BY), at)
    packed.released(row)
    # The child changed their mind: what was decided was decided for another way.
    gone.changed(case.pk)
    assert code_of(lambda: packed.made(row)) == "best_interest"
    assert 'aria-disabled="true"' in page(sit(BY), f"{at}{row.pk}/")
    gone.chosen(case.pk)
    assert code_of(lambda: packed.made(row)) == "best_interest"
    gone_later.decided(case.pk)
    packed.made(row)
    gone.ended(case.pk, "unreachable")
    assert code_of(lambda: packed.prepared(case.pk, **young)) == "best_interest"


def test_what_was_decided_in_another_file_of_the_child_opens_nothing_here() -> None:
    """Seen red with `opens` asked by the person: what opens rests on what this desk can read."""
    other = packed.child()
    packed.prepared(other.pk, assent="yes")
    case = packed.case(identity=None, person_id=other.person_id)
    Case.objects.filter(pk=case.pk).update(age_group="child")
    assert code_of(lambda: packed.prepared(case.pk, assent="yes")) == "best_interest"


def test_of_an_adult_no_such_decision_is_asked() -> None:
    assert packed.prepared(packed.case().pk).state == states.READY


def test_the_first_key_of_a_partner_is_looked_at_by_a_second_person_too(sit: Sit) -> None:
    """Seen red while nothing was compared with it: whoever typed it handed the packet out alone."""
    case = packed.case()
    row = packed.prepared(case.pk, looked=False)
    assert (row.state, row.second_needed) == (states.PREPARED, True)
    assert code_of(lambda: packed.made(row)) == "already_prepared"
    at = f"/packets/cases/{case.pk}/{row.pk}/"
    assert "This is the first key" in page(sit(cast.LABOUR_LEAD), at)
    packed.released(row)
    packed.made(row)
    assert "This is the first key" not in page(sit(BY), at)
    # The key is known by now, to this institution and for this partner.
    assert packed.prepared(packed.case().pk, looked=False).state == states.READY


WHY_SECOND = {
    rules.CHILD: "It is about a child, or about somebody who may be one.",
    rules.OF_HEALTH: "It says something of health.",
    rules.NEW_KEY: "It is sealed to a key that is not the last one used for this partner.",
}


@pytest.mark.parametrize("why", WHY_SECOND)
def test_only_the_reason_that_applies_is_named(why: str, sit: Sit) -> None:
    """Seen red with the sentence that named all three."""
    if why != rules.NEW_KEY:
        packed.handed(packed.case().pk)
    case, more = (packed.child(), {"assent": "yes"}) if why == rules.CHILD else (packed.case(), {})
    parts = (*packed.wanted().parts, *(rules.HEALTH if why == rules.OF_HEALTH else ()))
    row = packed.prepared(case.pk, looked=False, parts=parts, **more)
    shown = page(sit(cast.LABOUR_LEAD), f"/packets/cases/{case.pk}/{row.pk}/")
    assert [one for one, words in WHY_SECOND.items() if words in shown] == [why]


def test_another_key_for_the_same_partner_is_looked_at_by_a_second_person(sit: Sit) -> None:
    """Seen red without `other_key` in `rules.second_person`: whoever typed the key handed it out alone."""
    packed.handed(packed.case().pk)
    case = packed.case()
    row = packed.prepared(case.pk, key=another_key())
    assert (row.state, row.second_needed) == (states.PREPARED, True)
    one = page(sit(cast.LABOUR_LEAD), f"/packets/cases/{case.pk}/{row.pk}/")
    assert "another key than the last one" in one
    packed.released(row)
    with clock.stopped(factories.TUESDAY + timedelta(minutes=5)):
        packed.made(row)
    # From now on this is the key that is known, and the old one is the other.
    assert packed.prepared(case.pk, key=row.key).state == states.READY
    assert packed.prepared(case.pk).state == states.PREPARED


def test_the_key_of_a_packet_that_never_left_is_no_key_that_was_used() -> None:
    case = packed.case()
    waits = packed.prepared(case.pk, key=another_key(), looked=False)
    row = packed.prepared(case.pk, looked=False)
    assert (waits.state, row.state) == (states.PREPARED, states.PREPARED)
    packed.released(row)
    packed.made(row)
    assert code_of(lambda: packed.made(waits)) == "already_prepared"
    packed.made(row)


def test_after_the_case_went_to_another_desk_the_packet_names_that_one() -> None:
    """Seen red with the desk that prepared it: the partner would have called there."""
    case = packed.case()
    row = packed.prepared(case.pk)
    Desk.objects.filter(pk="labour-south").update(phone="0500000000")
    handovers.accept(handover_id=offered(case.pk), by=cast.INSPECTOR_SOUTH)
    said = packed.opened(packed.made(row, cast.INSPECTOR_SOUTH))["packet"]["from"]
    south = Desk.objects.get(pk="labour-south")
    assert said == {"desk": south.name, "institution": south.institution.name, "phone": "0500000000"}


def refused(row: Packet) -> str:
    with pytest.raises(NotNow) as why:
        packed.made(row)
    with override("en"):
        return str(why.value.sentence)


def test_the_refusal_says_what_to_do_and_not_what_was_told() -> None:
    case = packed.case()
    becomes("hospital")
    row = packed.prepared(case.pk)
    afraid(case)
    assert "Choose an association or an international organisation" in refused(row)
