"""A child: best interest before any step, the child heard at each stage, no looking for family that is suspected."""

from datetime import timedelta

import pytest
from django.utils.translation import override

from himaya.cases.actions import consents
from himaya.cases.models import Case
from himaya.kernel import clock
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.ids import new_id
from himaya.returns import access, best_interest, rules_children, said_later, states, telling_later, words_later
from himaya.returns.actions import children
from himaya.returns.actions.children import BestInterest, Family
from himaya.returns.models import ReturnLine, VoluntaryReturn
from tests import cast, factories
from tests.refusals import refused
from tests.rooms.returns import gone
from tests.rooms.returns import gone_later as later
from tests.rooms.returns.gone import BY
from tests.rooms.returns.test_travel import state

pytestmark = [pytest.mark.django_db, pytest.mark.capability("F1")]


def test_a_child_is_signed_for_after_best_interest_view_and_family() -> None:
    case = later.child_to_preparing()
    assert state(case) == states.PREPARING


@pytest.mark.parametrize("left_out", ["decided", "heard", "family"])
def test_each_of_them_stands_against_the_signature(left_out: str) -> None:
    case = gone.child()
    gone.to_weighing(case.pk)
    for name, step in (("decided", later.decided), ("heard", later.heard), ("family", later.family)):
        if name == "decided" and left_out == "decided":
            break
        if name != left_out:
            step(case.pk)
    gone.at_risk(case.pk)
    gone.weighed(case.pk)
    gone.partner(case.pk)
    gone.confirmed(case.pk)
    with refused(NotNow, says="child"):
        gone.signed(case.pk)


def test_a_child_too_young_to_say_is_described_and_whoever_speaks_need_not_be() -> None:
    case = gone.child()
    gone.to_weighing(case.pk)
    later.decided(case.pk)
    asked = {"case_id": case.pk, "stage": "weighing", "how": "alone", "said": " ", "by": BY}
    with refused(NotValid, says="how the child behaves"):
        children.hear(**asked, view=rules_children.TOO_YOUNG, instance_id=new_id())  # type: ignore[arg-type]
    assert children.hear(**asked, view="wishes", instance_id=new_id()).pk  # type: ignore[arg-type]


def test_papers_wait_for_the_view_and_a_guardian_and_travel_for_an_escort() -> None:
    case = later.child_to_preparing()
    with refused(NotNow, says="Before papers"):
        later.paper(case.pk)
    later.heard(case.pk, "documents")
    with refused(NotNow, says="guardian or person of trust"):
        later.paper(case.pk)
    later.stood_by(case.pk, "guardian")
    later.paper(case.pk)
    later.fit(case.pk)
    later.transit(case.pk)
    with refused(NotNow, says="Before the travel"):
        later.ready(case.pk)
    later.heard(case.pk, "travel")
    with refused(NotNow, says="goes along with the child"):
        later.ready(case.pk)
    later.stood_by(case.pk)
    later.ready(case.pk)
    assert state(case) == states.READY


def test_a_child_that_says_no_is_not_sent() -> None:
    case = later.child_to_preparing()
    later.heard(case.pk, "documents", "wishes_not")
    later.stood_by(case.pk, "guardian")
    with refused(NotNow, says="does not wish to go"):
        later.paper(case.pk)
    with access.open_return(BY, case.pk) as opened:
        assert "child_steps" in opened.against


def test_family_is_asked_and_looked_for_only_after_the_decision() -> None:
    case = gone.child()
    gone.to_weighing(case.pk)
    later.carer(case.pk, "no")
    for step in (lambda: later.family(case.pk), lambda: traced(case.pk)):
        with refused(NotNow, says="best for the child"):
            step()
    later.decided(case.pk)
    later.family(case.pk)
    traced(case.pk)
    assert ReturnLine.objects.filter(kind="tracing").count() == 1


@pytest.mark.parametrize("by_whom", ["carer", "family"])
def test_where_family_is_suspected_there_is_no_looking_for_it(by_whom: str) -> None:
    case = gone.child()
    gone.to_weighing(case.pk)
    later.decided(case.pk)
    later.carer(case.pk, "yes" if by_whom == "carer" else "no")
    if by_whom == "family":
        later.family(case.pk, implicated="yes")
        later.family(case.pk, implicated="no")
    with pytest.raises(NotFound):
        traced(case.pk)
    with access.open_return(BY, case.pk) as opened:
        assert children.tracing_of(opened) == rules_children.ABSENT
        assert "family_implicated" in opened.child_owes("weighing")


@pytest.mark.parametrize("said", ["", "unknown"])
def test_nobody_looks_for_family_before_it_was_asked_who_had_a_part(said: str) -> None:
    case = gone.child()
    gone.to_weighing(case.pk)
    later.decided(case.pk)
    if said:
        later.carer(case.pk, said)
    with refused(NotNow, says="had a part"):
        traced(case.pk)


def test_a_decision_is_about_one_country_and_a_view_about_the_choice_that_stands() -> None:
    case = gone.child()
    gone.to_weighing(case.pk)
    later.decided(case.pk)
    later.heard(case.pk)
    gone.chosen(case.pk, country="Elsewhere")
    # Seen red with the last decision for the same country: two signed, and the packet said to note one.
    with access.open_return(BY, case.pk) as opened:
        assert opened.child_owes("weighing")[:2] == ("best_interest", "child_view:weighing")
    gone.chosen(case.pk)
    with access.open_return(BY, case.pk) as opened:
        assert opened.child_owes("weighing")[0] == "best_interest"
    later.decided(case.pk)
    with access.open_return(BY, case.pk) as opened:
        assert opened.child_owes("weighing")[0] == "child_view:weighing"


def test_a_later_decision_against_it_stands() -> None:
    case = later.child_to_preparing()
    later.decided(case.pk, "against_return")
    later.heard(case.pk, "documents")
    with refused(NotNow, says="not best for the child"):
        later.paper(case.pk)


def test_a_decision_says_by_whom_and_when_and_needs_a_choice() -> None:
    case = gone.child()
    gone.opened(case.pk)
    with refused(NotNow, says="not chosen to go"):
        later.decided(case.pk)
    for noted, code in (
        (BestInterest("x", "judge", None), "outcome"),
        (BestInterest("for_return", "", None), "who"),
        (BestInterest("for_return", "judge", None), "on"),
        # Seen red without a floor.
        (BestInterest("for_return", "judge", clock.today() - timedelta(days=366)), "on"),
    ):
        with refused(NotValid, code):
            children.note_best_interest(case_id=case.pk, noted=noted, instance_id=new_id(), by=BY)
    for family, code in (
        (Family("x"), "goes_to"),
        (Family("to_family", "yes", "yes", ""), "implicated"),
        (Family("to_care"), "family_who"),
    ):
        with refused(NotValid, code):
            children.assess_family(case_id=case.pk, family=family, instance_id=new_id(), by=BY)


def test_of_an_adult_nothing_of_it_is_written() -> None:
    case = gone.case()
    gone.to_weighing(case.pk)
    for step in (lambda: later.decided(case.pk), lambda: later.heard(case.pk), lambda: later.family(case.pk)):
        with refused(NotNow, says="known to be an adult"):
            step()
    with pytest.raises(NotFound):
        later_by(case.pk)
    with access.open_return(BY, case.pk) as opened:
        assert opened.child_owes("travel") == ()
    assert VoluntaryReturn.objects.filter(case=case).count() == 1


def later_by(case_id: object) -> None:
    later.stood_by(case_id, by=cast.SHELTER)  # type: ignore[arg-type]


def traced(case_id: object) -> ReturnLine:
    return children.trace(case_id=case_id, said="Canary way", instance_id=new_id(), by=BY)  # type: ignore[arg-type]


def test_a_consulate_is_contacted_about_a_child_after_the_decision_and_never_before() -> None:
    """Seen red with `decided=False` in `cases.consulates`: also after it nothing went; and with `opens` in place of
    `opens_to_a_state` there: whoever noted the decision opened the consulate alone."""
    case = gone.child()
    gone.to_weighing(case.pk)
    for outcome, heard in (("decided_later", ("child",)), ("for_return", ()), ("against_return", ("child",))):
        later.decided(case.pk, outcome, heard=heard)
        with refused(NotNow, says="before a best-interest decision"):
            later.agreed_to_consulate(case.pk, assent="yes")
    later.decided(case.pk)
    later.heard(case.pk)
    later.family(case.pk)
    gone.at_risk(case.pk)
    gone.weighed(case.pk)
    gone.partner(case.pk)
    gone.confirmed(case.pk)
    gone.signed(case.pk)
    with refused(NotNow, says="on which two people signed"):
        later.agreed_to_consulate(case.pk, assent="yes")
    gone.signed(case.pk, by=gone.SECOND)
    with refused(NotNow, says="The child"):
        later.agreed_to_consulate(case.pk, assent="no")
    given = later.agreed_to_consulate(case.pk, assent="yes")
    # What is owed of a child before a paper is owed before a consulate too.
    with refused(NotNow, says="What the child says was not written down"):
        later.contacted(case.pk, given)
    later.heard(case.pk, "documents")
    later.stood_by(case.pk, "guardian")
    later.contacted(case.pk, given)
    with refused(NotNow, says="its own yes"):
        later.contacted(case.pk, given)


@pytest.mark.parametrize("what", ["against", "changed", "fear", "no"])
def test_what_closes_a_consulate_again_closes_it_on_the_yes_that_stands(what: str) -> None:
    """Seen red with the first decision in place of the last line, and with `decided` before the fear."""
    case = later.child_to_preparing()
    given = later.agreed_to_consulate(case.pk, assent="yes")
    if what == "no":
        later.heard(case.pk, "documents", "wishes_not")
    if what == "against":
        later.decided(case.pk, "against_return")
    if what == "changed":
        gone.changed(case.pk)
    if what == "fear":
        gone.asked(case.pk, state="yes")
    said = "seeks asylum" if what == "fear" else "before a best-interest decision"
    with refused(NotNow, says=said):
        consents.use(consent_id=given, by=BY)
    with refused(NotNow, says=said):
        later.agreed_to_consulate(case.pk, assent="yes")


def test_after_a_no_of_the_child_nothing_goes_abroad_on_the_decision_that_stands() -> None:
    """Seen red with the decision alone in `best_interest.opens`: both gates stood open after the child said no."""
    case = gone.child()
    gone.to_weighing(case.pk)
    later.heard(case.pk, view="wishes_not")
    # Also where the no came first: whoever decides does not speak for the child.
    later.decided(case.pk)
    assert not best_interest.opens(case.pk)
    later.heard(case.pk)
    assert best_interest.opens(case.pk)
    later.heard(case.pk, "documents", "wishes_not")
    assert not best_interest.opens(case.pk)
    # Not sure is no no: the signatures wait for it, the decision stands.
    later.heard(case.pk, "documents", "unsure")
    assert best_interest.opens(case.pk)
    gone.not_now(case.pk)
    assert not best_interest.opens(case.pk)


def test_the_stage_of_a_no_is_read_from_the_words_and_stands_nowhere_in_clear() -> None:
    case = gone.child()
    gone.to_weighing(case.pk)
    line = later.heard(case.pk, "documents", "wishes_not")
    assert line.code == best_interest.CLOSES
    with access.open_return(BY, case.pk) as opened:
        assert opened.child is not None
        assert opened.child.views == {"documents": "wishes_not"}
        assert said_later.stage_of(opened.told[-1]) == "documents"
        with override("en"):
            assert telling_later.PARTS[states.CHILD_VIEW](opened.told[-1])[0] == str(words_later.STAGES["documents"])


def test_a_family_that_had_a_part_closes_until_two_signed_that_the_child_goes_elsewhere() -> None:
    """Seen red without the family in `best_interest.opens`."""
    case = gone.child()
    gone.to_weighing(case.pk)
    later.decided(case.pk)
    assert best_interest.opens(case.pk)
    later.family(case.pk, implicated="yes")
    assert not best_interest.opens(case.pk)
    later.family(case.pk, "to_care")
    assert not best_interest.opens(case.pk)
    later.heard(case.pk)
    gone.at_risk(case.pk)
    gone.weighed(case.pk)
    gone.partner(case.pk)
    gone.confirmed(case.pk)
    with clock.stopped(clock.now() + timedelta(hours=1)):
        gone.signed(case.pk)
        gone.signed(case.pk, by=gone.SECOND)
        assert best_interest.opens(case.pk)
    # What another desk was told since is not missed.
    other = factories.hand_over(identity=None, person_id=case.person_id).case_id
    Case.objects.filter(pk=other).update(age_group="child")
    with clock.stopped(clock.now() + timedelta(hours=2)):
        gone.to_weighing(other)
        later.decided(other)
        later.family(other, implicated="yes")
        assert not best_interest.opens(case.pk)
