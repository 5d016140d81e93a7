"""What moves a referral from one state to the next, for whom, and what the second of two people is told."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from himaya.cases import access, states
from himaya.cases.actions import referrals
from himaya.cases.models import Case, Consent, Referral, ReferralStep
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.models import AuditEvent
from tests import cast, factories
from tests.refusals import refused

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("E1", "E5")]

Verb = Callable[..., None]
REPORT = {"delivered": "yes", "on": factories.TUESDAY.date(), "next_action": "none"}
# verb -> the function, what it needs, who does it
VERBS: dict[str, tuple[Verb, dict[str, Any], Actor]] = {
    "accept": (referrals.accept, {}, cast.SHELTER),
    "accept_in_part": (referrals.accept_in_part, {"services_taken": ["social_support"]}, cast.SHELTER),
    "ask": (referrals.ask, {"question": "Canary: is an interpreter there?"}, cast.SHELTER),
    "answer": (referrals.answer, {"text": "Canary: yes, by telephone"}, cast.INSPECTOR),
    "redirect": (referrals.redirect, {"to_desk_id": "hostel"}, cast.SHELTER),
    "decline": (referrals.decline, {"reason": "no_place"}, cast.SHELTER),
    "no_service": (referrals.no_service, {"reason": "service_absent_region"}, cast.SHELTER),
    "report_back": (referrals.report_back, REPORT, cast.SHELTER),
    "withdraw": (referrals.withdraw, {}, cast.INSPECTOR),
    "stand_down": (referrals.stand_down, {}, cast.INSPECTOR),
}
WAY_TO = {
    states.SENT: (),
    states.ASKED: ("ask",),
    states.ACCEPTED: ("accept",),
    states.ACCEPTED_IN_PART: ("accept_in_part",),
    states.REDIRECTED: ("redirect",),
    states.DECLINED: ("decline",),
    states.NO_SERVICE: ("no_service",),
    states.REPORTED_BACK: ("accept", "report_back"),
    states.WITHDRAWN: ("withdraw",),
    states.STOOD_DOWN: ("stand_down",),
}
SECOND = {cast.SHELTER: cast.SHELTER_COLLEAGUE, cast.INSPECTOR: cast.INSPECTOR_COLLEAGUE}


def do(verb: str, referral_id: UUID, by: Actor | None = None) -> None:
    function, needs, usual = VERBS[verb]
    function(referral_id=referral_id, by=by or usual, **needs)


def referral_in(state: str) -> UUID:
    referral_id = factories.referral_to_shelter()
    for verb in WAY_TO[state]:
        do(verb, referral_id)
    return referral_id


def test_every_verb_of_the_table_is_tested_here() -> None:
    assert set(VERBS) == set(states.TRANSITIONS)
    assert set(WAY_TO) == set(states.STATES)


@pytest.mark.parametrize("state", states.STATES)
@pytest.mark.parametrize("verb", list(VERBS))
def test_a_verb_moves_or_says_what_happened(verb: str, state: str) -> None:
    referral_id = referral_in(state)
    after = states.leads_to(verb, state)
    steps = ReferralStep.objects.count()
    if after is None:
        with pytest.raises(NotNow) as refusal:
            do(verb, referral_id, SECOND[VERBS[verb][2]])
        said = str(refusal.value.sentence)
        assert state == states.SENT or "Guichet shelter" in said or "Guichet labour-north" in said
        assert (Referral.objects.get(pk=referral_id).state, ReferralStep.objects.count()) == (state, steps)
        assert AuditEvent.objects.order_by("id").last().action == "refused"  # type: ignore[union-attr]
    else:
        do(verb, referral_id)
        assert Referral.objects.get(pk=referral_id).state == after
        assert ReferralStep.objects.count() == steps + 1


@pytest.mark.parametrize("verb", list(VERBS))
@pytest.mark.parametrize("stranger", cast.NOT_OF_THE_CASE, ids=lambda one: str(one.desk_id))
def test_for_a_stranger_the_referral_does_not_exist(verb: str, stranger: Actor) -> None:
    referral_id = referral_in(states.ASKED if verb == "answer" else states.SENT)
    with pytest.raises(NotFound) as forbidden:
        do(verb, referral_id, stranger)
    with pytest.raises(NotFound) as absent:
        do(verb, uuid4(), stranger)
    assert str(forbidden.value.sentence) == str(absent.value.sentence)


@pytest.mark.parametrize("verb", sorted(set(VERBS) - {"answer", "withdraw", "stand_down"}))
def test_the_sender_cannot_answer_for_the_receiver(verb: str) -> None:
    referral_id = referral_in(states.ACCEPTED if verb == "report_back" else states.SENT)
    with pytest.raises(NotPermitted):
        do(verb, referral_id, cast.INSPECTOR)


def test_the_receiver_cannot_answer_its_own_question() -> None:
    with pytest.raises(NotPermitted):
        do("answer", referral_in(states.ASKED), cast.SHELTER)


def test_an_operator_at_the_receiving_desk_finds_nothing() -> None:
    at_the_desk = cast.actor("fixer", "shelter", "operator")
    with pytest.raises(NotFound):
        do("accept", referral_in(states.SENT), at_the_desk)


def test_question_and_answer_travel_sealed_and_the_packet_stays_whole() -> None:
    referral_id = referral_in(states.ASKED)
    with access.open_referral(cast.INSPECTOR, referral_id, purpose="answer_referral") as opened:
        assert opened.question == "Canary: is an interpreter there?"
        assert opened.packet == {}
    do("answer", referral_id)
    with access.open_referral(cast.SHELTER, referral_id, purpose="give_service") as opened:
        assert opened.answer == "Canary: yes, by telephone"
        assert opened.packet["first_name"] == "Zahra"


def test_an_answer_starts_the_clock_of_the_receiver_again() -> None:
    referral_id = factories.referral_to_shelter()
    first_target = Referral.objects.get(pk=referral_id).target_at
    do("ask", referral_id)
    with clock.stopped(factories.TUESDAY + timedelta(hours=2)):
        do("answer", referral_id)
        referral = Referral.objects.get(pk=referral_id)
    assert referral.target_at == first_target + timedelta(hours=2)
    referrals.escalate(referral_id=referral_id, target=first_target.isoformat())
    assert Referral.objects.get(pk=referral_id).escalated_at is None


def test_only_the_services_of_the_desk_can_be_taken_in_part() -> None:
    referral_id = factories.referral_to_shelter()
    for taken in ([], ["invented"], ["medical_care"]):
        with pytest.raises(NotValid):
            referrals.accept_in_part(referral_id=referral_id, services_taken=taken, by=cast.SHELTER)
    assert Referral.objects.get(pk=referral_id).state == states.SENT


@pytest.mark.parametrize("reason", ["", "they were rude", "consent_withdrawn", "service_absent_region"])
def test_a_reason_for_declining_comes_from_its_list(reason: str) -> None:
    with pytest.raises(NotValid):
        referrals.decline(referral_id=factories.referral_to_shelter(), reason=reason, by=cast.SHELTER)


@pytest.mark.parametrize(
    "report",
    [
        {"delivered": "maybe", "on": factories.TUESDAY.date(), "next_action": "none"},
        {"delivered": "yes", "on": None, "next_action": "none"},
        {"delivered": "yes", "on": factories.TUESDAY.date() + timedelta(days=1), "next_action": "none"},
        {"delivered": "yes", "on": factories.TUESDAY.date(), "next_action": "story"},
    ],
)
def test_a_report_says_what_when_and_what_next(report: dict[str, Any]) -> None:
    referral_id = referral_in(states.ACCEPTED)
    with pytest.raises(NotValid):
        referrals.report_back(referral_id=referral_id, by=cast.SHELTER, **report)


def test_a_service_that_was_not_given_needs_no_day() -> None:
    referral_id = referral_in(states.ACCEPTED)
    referrals.report_back(referral_id=referral_id, delivered="no", on=None, next_action="not_reached", by=cast.SHELTER)
    assert Referral.objects.get(pk=referral_id).delivered == "no"


@pytest.mark.parametrize("text", ["", "   ", "x" * 1001])
def test_a_question_is_short_and_not_empty(text: str) -> None:
    with pytest.raises(NotValid):
        referrals.ask(referral_id=factories.referral_to_shelter(), question=text, by=cast.SHELTER)


def test_a_step_shows_the_other_institution_a_desk_and_a_role_and_no_account() -> None:
    referral_id = referral_in(states.ACCEPTED)
    with access.open_referral(cast.INSPECTOR, referral_id, purpose="answer_referral") as opened:
        assert [(step.desk.pk, step.role, step.action) for step in opened.steps] == [
            ("labour-north", "case_manager", "sent"),
            ("shelter", "case_manager", "accepted"),
        ]
    assert not [field.name for field in ReferralStep._meta.get_fields() if "account" in field.name]


# What a redirection and a withdrawal do to the agreement.


def test_a_redirected_referral_goes_nowhere_until_the_sender_asks_again_and_sends_anew() -> None:
    done = factories.hand_over()
    first = {"referral_id": done.referral_ids[0], "to_desk_id": "hostel", "reason": "closer_desk"}
    referrals.redirect(**first, by=cast.SHELTER)
    assert not Referral.objects.filter(to_desk="hostel").exists()
    follows = {"wish": factories.wish(to_desk_id="hostel", urgency="ordinary"), "follows": done.referral_ids[0]}
    anew = Referral.objects.get(pk=factories.send_again(done, **follows))
    assert (anew.to_desk_id, anew.follows_id) == ("hostel", done.referral_ids[0])
    assert anew.consent_id != Referral.objects.get(pk=done.referral_ids[0]).consent_id
    with refused(NotNow, says="Guichet hostel"):
        factories.send_again(done, by=cast.INSPECTOR_COLLEAGUE, **follows)


def test_an_accepted_referral_cannot_be_sent_on() -> None:
    done = factories.hand_over()
    do("accept", done.referral_ids[0])
    with pytest.raises(NotNow):
        factories.send_again(done, follows=done.referral_ids[0])


@pytest.mark.parametrize("by", [cast.INSPECTOR, cast.SHELTER])
def test_the_person_may_tell_either_desk_and_the_packet_is_gone(by: Actor) -> None:
    referral_id = referral_in(states.ACCEPTED)
    do("withdraw", referral_id, by)
    referral = Referral.objects.select_related("consent").get(pk=referral_id)
    last = Consent.objects.order_by("-number")[0]
    assert (last.word, last.desk_id, last.data_classes) == ("withdrawn", by.desk_id, sorted(factories.AGREED))
    assert referral.__dict__["packet_identity"] is None
    assert referral.__dict__["packet_story"] is None
    with access.open_referral(cast.SHELTER, referral_id, purpose="give_service") as opened:
        assert opened.packet == {}
        assert opened.referral.state == "withdrawn"
        assert opened.steps[-1].action == "withdrawn"


def test_what_rests_on_a_duty_is_not_withdrawn_as_if_it_were_consent() -> None:
    referral_id = factories.referral_to_shelter(route="legal_duty")
    with refused(NotNow, "not_on_consent"):
        do("withdraw", referral_id)
    assert Referral.objects.get(pk=referral_id).state == states.SENT


def test_an_agreement_withdrawn_between_form_and_sending_stops_the_sending() -> None:
    done = factories.hand_over()
    opened_at = clock.now()
    with clock.stopped(factories.TUESDAY + timedelta(minutes=5)):
        do("withdraw", done.referral_ids[0], cast.SHELTER)
    with clock.stopped(factories.TUESDAY + timedelta(minutes=9)):
        for agreed_at in (None, opened_at):
            with refused(NotNow, "consent_withdrawn"):
                factories.send_again(done, agreed_at=agreed_at)
        assert factories.send_again(done, agreed_at=clock.now())


def test_a_closed_case_sends_nothing() -> None:
    done = factories.hand_over()
    Case.objects.filter(pk=done.case_id).update(state="closed", closed_on=clock.today())
    with pytest.raises(NotNow):
        factories.send_again(done)


def test_a_later_referral_carries_only_what_was_agreed_for_it() -> None:
    done = factories.hand_over()
    sent = factories.send_again(done)
    with access.open_referral(cast.LAWYER, sent, purpose="give_service") as opened:
        assert set(opened.packet) == {"first_name", "needs", "reference", "region"}


def test_another_desk_sends_nothing_from_this_case() -> None:
    done = factories.hand_over()
    for stranger in (cast.INSPECTOR_SOUTH, cast.SHELTER):
        with pytest.raises(NotFound):
            factories.send_again(done, by=stranger)
