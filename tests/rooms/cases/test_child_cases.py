"""Who holds a child's case when: child protection from the moment at which it takes the child, and nobody's yes before.

The table of ADR 82: the sender keeps its own rows, sees state and report, and offers the file to nobody else.
"""

import doctest
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from himaya.cases import access, contacts, known_as, policy, queries_handovers, states
from himaya.cases import rules_handovers as rules
from himaya.cases.actions import consents, handovers, referrals
from himaya.cases.actions import known_as as known_as_verbs
from himaya.cases.actions.consents import Question
from himaya.cases.models import Arrival, Case, Consent, HandOver, Referral
from himaya.institutions.models import Desk
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow
from himaya.kernel.models import AuditEvent, OutboxMessage
from himaya.persons.actions import people
from himaya.persons.models import Person
from tests import cast, factories
from tests.refusals import refused
from tests.rooms.cases import at_a_partner

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("C2", "E5")]
SHARED = (*factories.CHILD_SHARED, "meeting_place")


def sees(actor: Actor, case_id: UUID) -> bool:
    return Case.objects.filter(policy.visible_cases(actor), pk=case_id).exists()


def taken(**changes: Any) -> tuple[Case, Case]:
    """The sender's case of a child, and the one that child protection holds since it took the referral."""
    done = factories.child_handed_over(**changes)
    referrals.accept(referral_id=done.referral_ids[0], by=cast.CHILDREN)
    return Case.objects.get(pk=done.case_id), Case.objects.get(desk="children")


def a_childs_case(**changes: Any) -> UUID:
    """A child's case of which child protection has no referral."""
    ward = factories.wish(service="medical_care", to_desk_id="ward", data_classes=("first_name",))
    return factories.child_handed_over(wishes=[ward], **changes).case_id


def offered(case_id: UUID, to: str = "children", **changes: Any) -> UUID:
    base: dict[str, Any] = {"reason": "additional_services", "data_classes": ("danger_now", "guardian_flag")}
    return handovers.offer(case_id=case_id, to_desk_id=to, **{**base, **changes}, by=cast.LABOUR_LEAD)


def test_child_protection_that_takes_a_child_holds_a_case_that_begins_with_the_packet() -> None:
    """Seen red before `arriving.follow`: accepted, and no case; the file stayed with the police."""
    theirs, ours = taken()
    assert (ours.institution_id, ours.state, ours.route) == ("minors", "open", "child")
    assert (ours.age_group, ours.language, ours.region) == (theirs.age_group, theirs.language, theirs.region)
    assert ours.person_id != theirs.person_id
    assert Person.objects.get(pk=ours.person_id).institution_id == "minors"
    with access.open_case(cast.CHILDREN, ours.pk, purpose="give_service") as opened:
        identity = people.identity_of(opened.person, opened.access)  # type: ignore[arg-type]
        assert (identity.full_name, identity.document, identity.birth, identity.phone) == ("Zahra", "", "", "")
        story = opened.arrived[0].story or {}
        assert set(story) == {"age_group", "language", "danger_now", "guardian_flag"}
        assert story["danger_now"] == {
            "answer": "yes",
            "because": ["afraid_tonight", "lives_with_exploiter", "guardian_implicated"],
        }
        assert opened.submissions == []
    with clock.stopped(factories.TUESDAY + timedelta(hours=5)):
        assert contacts.contact(ours) == contacts.contact(theirs)


def test_no_yes_stands_anywhere_and_each_side_keeps_to_its_own_rows() -> None:
    theirs, ours = taken()
    assert not Consent.objects.filter(word="given").exists()
    assert sees(cast.INSPECTOR, theirs.pk)
    assert not sees(cast.INSPECTOR, ours.pk)
    assert not sees(cast.CHILDREN, theirs.pk)
    row = Referral.objects.get()
    with access.open_referral(cast.INSPECTOR, row.pk, purpose="answer_referral") as opened:
        assert (opened.referral.state, opened.packet) == ("accepted", {})
    referrals.report_back(
        referral_id=row.pk, delivered="yes", on=clock.today(), next_action="continues_here", by=cast.CHILDREN
    )
    assert Referral.objects.get().state == "reported_back"
    assert theirs.state == "open", "the sender closes it itself, and its period counts from that day"


def test_the_desk_that_holds_the_case_takes_no_yes_of_a_guardian_who_may_be_implicated_as_it_was_told() -> None:
    _theirs, ours = taken(guardian_implicated="yes")
    asked = Question("desk:shelter", ("needs",), "ary", "none", "spoken", assent="too_young", guardian="agreed")
    with refused(NotNow, "guardian"):
        consents.give(case_id=ours.pk, question=asked, by=cast.CHILDREN)


def test_a_guardian_of_whom_it_was_said_that_they_are_not_may_be_asked_there() -> None:
    """Seen red before what came with the case was looked at."""
    _theirs, ours = taken(guardian_implicated="no")
    asked = Question("desk:shelter", ("needs",), "ary", "none", "spoken", assent="too_young", guardian="agreed")
    consents.give(case_id=ours.pk, question=asked, by=cast.CHILDREN)
    assert Consent.objects.get(case=ours).guardian == "agreed"


def test_no_row_of_the_store_links_the_two_persons() -> None:
    """ADR 35: a copy of the store without the keys does not tell from whose file the case was begun."""
    theirs, ours = taken()
    columns = [one.attname for one in Arrival._meta.concrete_fields if one.attname not in ("story", "revision")]
    kept = " ".join(str(one) for one in Arrival.objects.values_list(*columns).get())
    for never in (theirs.pk, theirs.person_id, theirs.reference, Referral.objects.get().pk, HandOver.objects.get().pk):
        assert str(never) not in kept
    assert str(ours.pk) not in " ".join(str(one) for one in HandOver.objects.values_list())


def test_the_audit_and_the_worker_are_told_once() -> None:
    _theirs, ours = taken()
    opened = AuditEvent.objects.filter(action="case.opened", account_id=cast.CHILDREN.account_id)
    assert [(one.object_id, one.code) for one in opened] == [(str(ours.pk), "handed_over")]
    assert AuditEvent.objects.filter(action="handover.accepted").count() == 1
    assert OutboxMessage.objects.filter(event="handover.accepted").count() == 1


def test_the_sender_offers_the_file_to_nobody_else_and_an_offer_that_stood_is_over() -> None:
    done = factories.child_handed_over()
    standing = offered(done.case_id, "labour-south", data_classes=())
    referrals.accept(referral_id=done.referral_ids[0], by=cast.CHILDREN)
    assert HandOver.objects.get(pk=standing).state == "taken_back"
    gone = queries_handovers.went_elsewhere(Case.objects.get(pk=done.case_id))
    assert gone is not None
    assert gone.to_desk_id == "children"
    with refused(NotNow, "went_elsewhere"):
        offered(done.case_id)


def sent_again(case: Case) -> Referral:
    """Another referral of the child's file to child protection, accepted there."""
    wish = factories.wish(
        service="child_protection", to_desk_id="children", data_classes=("age_group",), urgency="urgent"
    )
    again = referrals.send(
        case_id=case.pk,
        wish=wish,
        basis="child",
        language="ary",
        interpreter="none",
        told_first=True,
        guardian_implicated="yes",
        by=cast.INSPECTOR,
    )
    referrals.accept(referral_id=again, by=cast.CHILDREN)
    return Referral.objects.get(pk=again)


def test_a_second_referral_of_the_same_file_opens_no_second_case() -> None:
    theirs, ours = taken()
    again = sent_again(theirs)
    assert Arrival.objects.count() == 1
    assert queries_handovers.begun_by(cast.CHILDREN, again) == ours
    assert queries_handovers.begun_by(cast.INSPECTOR, again) is None


def test_a_child_who_comes_again_after_the_case_was_closed_has_a_case_there_again() -> None:
    """Seen red while a closed case counted as standing: accepted, and nobody held a case."""
    theirs, ours = taken()
    sent = Referral.objects.get()
    referrals.report_back(referral_id=sent.pk, delivered="yes", on=clock.today(), next_action="none", by=cast.CHILDREN)
    Case.objects.filter(pk=ours.pk).update(state="closed", closed_on=clock.today(), close_reason="goals_reached")
    assert queries_handovers.begun_by(cast.CHILDREN, sent) is None
    row = sent_again(theirs)
    new = Case.objects.get(desk="children", state="open")
    assert new != ours
    assert queries_handovers.begun_by(cast.CHILDREN, row) == new
    assert list(known_as.opens(cast.CHILDREN, row.reference)) == [new]


def test_a_later_reference_of_the_child_opens_the_case_that_stands() -> None:
    theirs, ours = taken()
    assert list(known_as.opens(cast.CHILDREN, sent_again(theirs).reference)) == [ours]


def test_who_said_that_it_holds_a_file_of_this_child_begins_no_second_one() -> None:
    """Seen red: the two doors of one reference collided, and no child could be taken."""
    done = factories.child_handed_over()
    row = Referral.objects.get(pk=done.referral_ids[0])
    own = factories.hand_over(by=cast.CHILDREN, identity=None)
    own_case = Case.objects.get(pk=own.case_id)
    known_as_verbs.join(referral_id=row.pk, reference=own_case.reference, by=cast.CHILDREN)
    referrals.accept(referral_id=row.pk, by=cast.CHILDREN)
    assert Case.objects.filter(desk="children").count() == 1
    assert list(known_as.opens(cast.CHILDREN, row.reference)) == [own_case]
    assert queries_handovers.helped_at(row) is not None


def test_an_offer_that_ends_because_the_child_was_taken_leaves_its_row() -> None:
    done = factories.child_handed_over()
    offered(done.case_id, to="labour-south")
    referrals.accept(referral_id=done.referral_ids[0], by=cast.CHILDREN)
    assert AuditEvent.objects.filter(action="handover.taken_back", object_id=str(done.case_id)).count() == 1


def test_what_child_protection_sends_on_says_again_why_it_is_urgent_and_no_more_to_an_adults_helper() -> None:
    _theirs, ours = taken()
    wish = factories.wish(
        service="immediate_safety", to_desk_id="police-north", data_classes=("danger_now",), urgency="urgent"
    )
    sent = referrals.send(
        case_id=ours.pk, wish=wish, basis="child", language="ary", interpreter="none", told_first=True, by=cast.CHILDREN
    )
    with access.open_referral(cast.OFFICER, sent, purpose="answer_referral") as opened:
        assert opened.packet["danger_now"]["because"] == [
            "afraid_tonight",
            "lives_with_exploiter",
            "guardian_implicated",
        ]


@pytest.mark.parametrize("route", sorted({*states.ROUTES} - {states.CHILD}))
def test_whatever_does_not_go_by_the_child_circuit_opens_no_case(route: str) -> None:
    wish = factories.wish(
        service="child_protection", to_desk_id="children", data_classes=("age_group",), urgency="urgent"
    )
    done = factories.hand_over(route=route, consent_given=route == "consent", wishes=[wish], answers={"q06": "child"})
    referrals.accept(referral_id=done.referral_ids[0], by=cast.CHILDREN)
    assert not Case.objects.filter(desk="children").exists()


def test_a_desk_that_enforces_or_gives_something_else_holds_no_childs_case() -> None:
    safety = factories.wish(
        service="immediate_safety", to_desk_id="police-north", data_classes=("danger_now",), urgency="urgent"
    )
    done = factories.child_handed_over(wishes=[safety])
    referrals.accept(referral_id=done.referral_ids[0], by=cast.OFFICER)
    Desk.objects.filter(pk="police-north").update(services=["immediate_safety", "child_protection"])
    minors = factories.wish(
        service="child_protection", to_desk_id="police-north", data_classes=("danger_now",), urgency="urgent"
    )
    done = factories.child_handed_over(wishes=[minors])
    referrals.accept(referral_id=done.referral_ids[0], by=cast.OFFICER)
    assert not Case.objects.exclude(desk="labour-north").exists()


def test_a_part_that_is_not_child_protection_takes_no_case() -> None:
    Desk.objects.filter(pk="children").update(services=["child_protection", "safe_transport"])
    done = factories.child_handed_over()
    referrals.accept_in_part(referral_id=done.referral_ids[0], services_taken=["safe_transport"], by=cast.CHILDREN)
    assert not Case.objects.filter(desk="children").exists()


def test_inside_one_institution_the_child_stays_one_person() -> None:
    Desk.objects.filter(pk="labour-south").update(services=["child_protection"], regions=["north"], hours="24/7")
    wish = factories.wish(
        service="child_protection", to_desk_id="labour-south", data_classes=("age_group",), urgency="urgent"
    )
    done = factories.child_handed_over(wishes=[wish])
    referrals.accept(referral_id=done.referral_ids[0], by=cast.INSPECTOR_SOUTH)
    assert Case.objects.get(desk="labour-south").person_id == Case.objects.get(desk="labour-north").person_id


def test_a_childs_case_is_handed_to_child_protection_without_a_yes_and_the_ledger_says_so() -> None:
    """Seen red with the gate of adults: 409, "the person does not agree today"."""
    case_id = a_childs_case()
    held = handovers.accept(handover_id=offered(case_id), by=cast.CHILDREN)
    story = {"danger_now", "guardian_flag", "age_group", "language"}
    with access.open_case(cast.CHILDREN, held, purpose="give_service") as opened:
        told = opened.arrived[0].story or {}
        assert set(told) == story
        assert told["danger_now"]["because"] == ["afraid_tonight", "lives_with_exploiter", "guardian_implicated"]
    line = Consent.objects.filter(case=case_id).latest("number")
    assert (line.word, line.basis, line.recipient_id) == ("without", "child", "children")
    assert set(line.data_classes) == {*story, "first_name", "safe_contact"}


def test_more_than_child_protection_needs_still_waits_for_a_yes() -> None:
    for more in ("signs", "identity", "health_urgency"):
        with refused(NotNow, "not_agreed"):
            offered(a_childs_case(), data_classes=(more,))


@pytest.mark.parametrize("to", ["shelter", "hostel", "lawyers"])
def test_a_childs_case_goes_to_another_helper_only_on_a_yes(to: str) -> None:
    with refused(NotNow, "not_agreed"):
        offered(a_childs_case(), to)


@pytest.mark.parametrize("answers", [{"q06": "adult"}, {}])
def test_whoever_is_no_child_is_asked_before_child_protection_gets_the_case(answers: dict[str, str]) -> None:
    case_id = factories.hand_over(wishes=[at_a_partner.at_the_ward()], answers=answers).case_id
    with refused(NotNow, "not_agreed"):
        offered(case_id)


def test_the_rules_words_hold() -> None:
    assert doctest.testmod(rules).failed == 0
