"""A hand-over keeps person, screening and agreement and sends what was agreed: all of it or nothing, once."""

from uuid import uuid4

import pytest

from himaya.cases import access
from himaya.cases.actions import screenings
from himaya.cases.models import Case, Consent, Referral, Submission, Tally
from himaya.institutions.models import Desk
from himaya.kernel.actor import NOBODY, SYSTEM, Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid, Refusal
from himaya.kernel.models import AuditEvent, OutboxMessage
from himaya.kernel.unit import unit
from himaya.legal.actions import overrides
from himaya.persons.models import IndexToken, Person
from tests import cast, factories
from tests.refusals import refused

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("C2", "X1")]


def nothing_was_kept() -> bool:
    kept = (Person, Case, Submission, Consent, Referral, Tally, IndexToken, OutboxMessage)
    return not any(model.objects.exists() for model in kept)


def test_a_consented_hand_over_opens_a_case_and_sends_one_referral() -> None:
    done = factories.hand_over()
    case = Case.objects.get(pk=done.case_id)
    assert (case.reference, case.route, case.age_group, case.next_step) == (done.reference, "consent", "adult", "offer")
    referral = Referral.objects.get()
    assert done.referral_ids == (referral.pk,)
    assert (referral.state, referral.from_desk_id, referral.to_desk_id) == ("sent", "labour-north", "shelter")
    assert set(Consent.objects.get().data_classes) == {*factories.AGREED, "reference", "region"}
    assert IndexToken.objects.filter(person=case.person_id).exists()
    actions = list(AuditEvent.objects.order_by("id").values_list("action", flat=True))
    assert actions == ["person.added", "case.opened", "field.noted", "consent.given", "referral.sent"]
    told = set(OutboxMessage.objects.values_list("event", flat=True))
    assert told == {"referral.sent", "referral.reminder_due", "referral.overdue"}


def test_one_wish_for_each_desk_makes_one_referral_each() -> None:
    lawyers = factories.wish(service="legal_aid", to_desk_id="lawyers", data_classes=("first_name",))
    done = factories.hand_over(wishes=[factories.wish(), lawyers])
    assert len(done.referral_ids) == 2
    with access.open_referral(
        cast.LAWYER, Referral.objects.get(to_desk="lawyers").pk, purpose="give_service"
    ) as opened:
        assert set(opened.packet) == {"first_name", "reference", "region"}


def test_the_same_form_sent_again_gives_the_same_answer_and_makes_nothing() -> None:
    again = uuid4()
    first = factories.hand_over(instance_id=again)
    before = AuditEvent.objects.count()
    assert factories.hand_over(instance_id=again, answers={}, wishes=[]) == first
    assert (Case.objects.count(), Referral.objects.count(), Person.objects.count()) == (1, 1, 1)
    assert AuditEvent.objects.count() == before


def test_another_desk_cannot_fetch_a_hand_over_by_its_form() -> None:
    again = uuid4()
    factories.hand_over(instance_id=again)
    with pytest.raises(NotFound):
        factories.hand_over(instance_id=again, by=cast.NURSE)


def test_when_one_wish_cannot_be_sent_nothing_is_kept_and_the_refusal_is_audited() -> None:
    unknown = factories.wish(to_desk_id="nowhere")
    with pytest.raises(NotValid):
        factories.hand_over(wishes=[factories.wish(), unknown])
    assert nothing_was_kept()
    assert list(AuditEvent.objects.values_list("action", "code")) == [("refused", "desk_unknown")]


def test_without_agreement_nothing_is_kept() -> None:
    with refused(NotNow, "no_consent"):
        factories.hand_over(consent_given=False)
    assert nothing_was_kept()


@pytest.mark.parametrize("worker", [NOBODY, cast.SECRETARY, cast.AUDITOR, cast.OPERATOR])
def test_who_does_not_work_with_people_cannot_hand_over(worker: Actor) -> None:
    with pytest.raises(NotPermitted):
        factories.hand_over(by=worker)
    assert nothing_was_kept()


@pytest.mark.parametrize("answer", ["yes", "no", "unknown"])
def test_a_child_needs_no_consent_but_the_question_about_the_guardian(answer: str) -> None:
    wish = factories.wish(
        service="child_protection", to_desk_id="children", data_classes=("age_group", "guardian_flag"), urgency="urgent"
    )
    child = {"route": "child", "consent_given": False, "wishes": [wish], "answers": {"q06": "child"}}
    with refused(NotValid, "guardian_not_answered"):
        factories.hand_over(**child)
    done = factories.hand_over(**child, guardian_implicated=answer)
    with access.open_referral(cast.CHILDREN, done.referral_ids[0], purpose="answer_referral") as opened:
        assert opened.packet["guardian_flag"] == answer
        assert opened.packet["age_group"] == "child"


def test_in_the_child_circuit_an_age_that_was_not_asked_is_a_doubt() -> None:
    wish = factories.wish(service="child_protection", to_desk_id="children", data_classes=("age_group",))
    done = factories.hand_over(route="child", wishes=[wish], answers={}, guardian_implicated="unknown")
    assert Case.objects.get(pk=done.case_id).age_group == "maybe_child"


def test_a_duty_in_law_needs_the_person_told_first_or_a_reason_why_not() -> None:
    duty = {"route": "legal_duty", "consent_given": False, "told_first": False}
    with refused(NotNow, "not_told"):
        factories.hand_over(**duty)
    with pytest.raises(NotNow):
        factories.hand_over(**duty, not_told_reason="we are in a hurry")
    factories.hand_over(**duty, not_told_reason="telling_endangers")
    consent = Consent.objects.get()
    assert (consent.basis, consent.told_first, consent.not_told_reason) == ("legal_duty", False, "telling_endangers")


def test_a_danger_goes_to_the_desk_on_call_at_once_with_a_clock_of_minutes() -> None:
    done = factories.hand_over(route="danger", consent_given=False, wishes=[], identity=None, answers={"q02": "yes"})
    referral = Referral.objects.get(pk=done.referral_ids[0])
    assert (referral.to_desk_id, referral.service, referral.urgency) == ("police-north", "immediate_safety", "urgent")
    assert (referral.target_at - referral.sent_at).total_seconds() == 15 * 60


def test_a_danger_with_nobody_on_call_says_to_telephone() -> None:
    Desk.objects.filter(pk="police-north").update(on_call=False)
    with refused(NotNow, "nobody_on_call"):
        factories.hand_over(route="danger", consent_given=False, wishes=[], region=cast.NORTH)
    assert nothing_was_kept()


def test_a_desk_that_closed_is_named_with_the_desk_that_takes_over() -> None:
    Desk.objects.filter(pk="hostel").update(closed_on="2026-11-01")
    with refused(NotNow, says="shelter"):
        factories.hand_over(wishes=[factories.wish(to_desk_id="hostel")])


@pytest.mark.parametrize("state", [{"closed_on": "2026-11-01"}, {"hours": {"sat": ["09:00-12:00"]}}])
def test_for_a_closed_shelter_the_police_that_answer_its_night_are_not_named(state: dict[str, object]) -> None:
    Desk.objects.filter(pk="hostel").update(after_hours="police-north", **state)
    with pytest.raises(NotNow) as told:
        factories.hand_over(wishes=[factories.wish(to_desk_id="hostel", urgency="urgent")])
    assert "police" not in str(told.value.sentence)


def test_an_urgent_wish_does_not_go_to_a_desk_that_is_closed_at_this_hour() -> None:
    Desk.objects.filter(pk="hostel").update(hours={"sat": ["09:00-12:00"]})
    with refused(NotNow, "desk_closed_now"):
        factories.hand_over(wishes=[factories.wish(to_desk_id="hostel", urgency="urgent")])
    factories.hand_over(wishes=[factories.wish(to_desk_id="hostel", urgency="ordinary")])


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"data_classes": ("signs",)}, "packet_too_wide"),
        ({"data_classes": ("identity",)}, "packet_too_wide"),
        ({"data_classes": ("invented",)}, "packet_too_wide"),
        ({"urgency": "later"}, "wish_incomplete"),
        ({"service": "invented"}, "wish_incomplete"),
        ({"service": "medical_care", "data_classes": ()}, "not_their_service"),
        ({"to_desk_id": "labour-north", "service": "labour_rights", "data_classes": ()}, "desk_unknown"),
    ],
)
def test_a_wish_that_asks_for_too_much_or_cannot_be_meant_is_refused(changes: dict[str, object], code: str) -> None:
    with refused(Refusal, code):
        factories.hand_over(wishes=[factories.wish(**changes)])
    assert nothing_was_kept()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"version_id": 987654}, "version_unknown"),
        ({"answers": {"q99": "yes"}}, "answers_unknown"),
        ({"answers": {"q08": "perhaps"}}, "answers_unknown"),
        ({"route": "order"}, "route_unknown"),
        ({"wishes": []}, "no_wish"),
        ({"wishes": [factories.wish(), factories.wish()]}, "wish_twice"),
    ],
)
def test_a_form_that_does_not_hold_together_is_refused(changes: dict[str, object], code: str) -> None:
    with refused(Refusal, code):
        factories.hand_over(**changes)
    assert nothing_was_kept()


def test_a_known_person_gets_a_second_case_and_no_second_file() -> None:
    first = factories.hand_over()
    person_id = Case.objects.get(pk=first.case_id).person_id
    second = factories.hand_over(identity=None, person_id=person_id)
    assert Case.objects.get(pk=second.case_id).person_id == person_id
    assert Person.objects.count() == 1
    with access.open_referral(cast.SHELTER, second.referral_ids[0], purpose="give_service") as opened:
        assert opened.packet["first_name"] == "Zahra"


def test_the_person_of_another_institution_does_not_exist_here() -> None:
    first = factories.hand_over()
    person_id = Case.objects.get(pk=first.case_id).person_id
    for unknown in (person_id, uuid4()):
        with pytest.raises(NotFound):
            factories.hand_over(identity=None, person_id=unknown, by=cast.NURSE)


def test_a_real_nation_keeps_no_name_before_its_legal_set_up(settings: pytest.FixtureRequest) -> None:
    settings.DEMO = False  # type: ignore[attr-defined]
    with refused(NotNow, "legal_setup_missing"):
        factories.hand_over()
    assert nothing_was_kept()
    overrides.sign(institution_id="", signed_by="A. Minister", reason="flood", by=SYSTEM)
    assert factories.hand_over().referral_ids


def test_a_refusal_leaves_a_count_and_no_other_trace() -> None:
    screenings.refuse(audience="labour", region=cast.NORTH, by=NOBODY)
    screenings.refuse(audience="labour", region=cast.NORTH, by=NOBODY)
    tally = Tally.objects.get()
    assert (tally.kind, tally.audience, tally.region, tally.count) == ("refused", "labour", cast.NORTH, 2)
    assert tally.month.day == 1
    assert not AuditEvent.objects.exists()
    assert not OutboxMessage.objects.exists()


def test_a_refusal_from_an_unknown_place_is_still_counted() -> None:
    screenings.refuse(audience="<script>", region="nowhere", by=NOBODY)
    assert (Tally.objects.get().audience, Tally.objects.get().region) == ("", "")


def test_inside_a_larger_unit_a_refusal_undoes_the_larger_unit() -> None:
    with pytest.raises(NotNow), unit(by=cast.INSPECTOR):
        factories.hand_over()
        factories.hand_over(consent_given=False)
    assert nothing_was_kept()
