"""A child: best interest before any step, the child heard at each stage, no looking for family that is suspected."""

import pytest

from himaya.cases.actions import consents
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.ids import new_id
from himaya.returns import access, rules_children, states
from himaya.returns.actions import children
from himaya.returns.actions.children import BestInterest, Family
from himaya.returns.models import ReturnLine, VoluntaryReturn
from tests import cast
from tests.rooms.returns import gone
from tests.rooms.returns import gone_later as later
from tests.rooms.returns.gone import BY
from tests.rooms.returns.test_travel import refuses, state

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
    with refuses(NotNow, "child"):
        gone.signed(case.pk)


def test_papers_wait_for_the_view_and_a_guardian_and_travel_for_an_escort() -> None:
    case = later.child_to_preparing()
    with refuses(NotNow, "Before papers"):
        later.paper(case.pk)
    later.heard(case.pk, "documents")
    with refuses(NotNow, "guardian or person of trust"):
        later.paper(case.pk)
    later.stood_by(case.pk, "guardian")
    later.paper(case.pk)
    later.fit(case.pk)
    later.transit(case.pk)
    with refuses(NotNow, "Before the travel"):
        later.ready(case.pk)
    later.heard(case.pk, "travel")
    with refuses(NotNow, "goes along with the child"):
        later.ready(case.pk)
    later.stood_by(case.pk)
    later.ready(case.pk)
    assert state(case) == states.READY


def test_a_child_that_says_no_is_not_sent() -> None:
    case = later.child_to_preparing()
    later.heard(case.pk, "documents", "wishes_not")
    later.stood_by(case.pk, "guardian")
    with refuses(NotNow, "does not wish to go"):
        later.paper(case.pk)
    with access.open_return(BY, case.pk) as opened:
        assert "child_steps" in opened.against


def test_family_is_asked_and_looked_for_only_after_the_decision() -> None:
    case = gone.child()
    gone.to_weighing(case.pk)
    later.carer(case.pk, "no")
    for step in (lambda: later.family(case.pk), lambda: traced(case.pk)):
        with refuses(NotNow, "best for the child"):
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
    with refuses(NotNow, "had a part"):
        traced(case.pk)


def test_a_decision_is_about_one_country_and_a_view_about_the_choice_that_stands() -> None:
    case = gone.child()
    gone.to_weighing(case.pk)
    later.decided(case.pk)
    later.heard(case.pk)
    gone.chosen(case.pk, country="Elsewhere")
    with access.open_return(BY, case.pk) as opened:
        assert opened.child_owes("weighing")[:2] == ("best_interest", "child_view:weighing")
    gone.chosen(case.pk)
    with access.open_return(BY, case.pk) as opened:
        assert opened.child_owes("weighing")[0] == "child_view:weighing"


def test_a_later_decision_against_it_stands() -> None:
    case = later.child_to_preparing()
    later.decided(case.pk, "against_return")
    later.heard(case.pk, "documents")
    with refuses(NotNow, "not best for the child"):
        later.paper(case.pk)


def test_a_decision_says_by_whom_and_when_and_needs_a_choice() -> None:
    case = gone.child()
    gone.opened(case.pk)
    with refuses(NotNow, "not chosen to go"):
        later.decided(case.pk)
    for noted, code in (
        (BestInterest("x", "judge", None), "outcome"),
        (BestInterest("for_return", "", None), "who"),
        (BestInterest("for_return", "judge", None), "on"),
    ):
        with pytest.raises(NotValid) as refused:
            children.note_best_interest(case_id=case.pk, noted=noted, instance_id=new_id(), by=BY)
        assert refused.value.code == code
    for family, code in (
        (Family("x"), "goes_to"),
        (Family("to_family", "yes", "yes", ""), "implicated"),
        (Family("to_care"), "family_who"),
    ):
        with pytest.raises(NotValid) as refused:
            children.assess_family(case_id=case.pk, family=family, instance_id=new_id(), by=BY)
        assert refused.value.code == code


def test_of_an_adult_nothing_of_it_is_written() -> None:
    case = gone.case()
    gone.to_weighing(case.pk)
    for step in (lambda: later.decided(case.pk), lambda: later.heard(case.pk), lambda: later.family(case.pk)):
        with refuses(NotNow, "known to be an adult"):
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
    """Seen red with `decided=False` in `cases.consulates`: also after it nothing went."""
    case = gone.child()
    gone.to_weighing(case.pk)
    for outcome, heard in (("decided_later", ("child",)), ("for_return", ()), ("against_return", ("child",))):
        later.decided(case.pk, outcome, heard=heard)
        with refuses(NotNow, "before a best-interest decision"):
            later.agreed_to_consulate(case.pk, assent="yes")
    later.decided(case.pk)
    with refuses(NotNow, "The child"):
        later.agreed_to_consulate(case.pk, assent="no")
    given = later.agreed_to_consulate(case.pk, assent="yes")
    # What is owed of a child before a paper is owed before a consulate too.
    with refuses(NotNow, "What the child says was not written down"):
        later.contacted(case.pk, given)
    later.heard(case.pk)
    later.heard(case.pk, "documents")
    later.family(case.pk)
    later.stood_by(case.pk, "guardian")
    gone.at_risk(case.pk)
    gone.weighed(case.pk)
    gone.partner(case.pk)
    gone.confirmed(case.pk)
    gone.signed(case.pk)
    gone.signed(case.pk, by=gone.SECOND)
    later.contacted(case.pk, given)
    with refuses(NotNow, "its own yes"):
        later.contacted(case.pk, given)


@pytest.mark.parametrize("what", ["against", "changed", "fear"])
def test_what_closes_a_consulate_again_closes_it_on_the_yes_that_stands(what: str) -> None:
    """Seen red with the first decision in place of the last line, and with `decided` before the fear."""
    case = gone.child()
    gone.to_weighing(case.pk)
    later.decided(case.pk)
    given = later.agreed_to_consulate(case.pk, assent="yes")
    if what == "against":
        later.decided(case.pk, "against_return")
    if what == "changed":
        gone.changed(case.pk)
    if what == "fear":
        gone.asked(case.pk, state="yes")
    said = "seeks asylum" if what == "fear" else "before a best-interest decision"
    with refuses(NotNow, said):
        consents.use(consent_id=given, by=BY)
    with refuses(NotNow, said):
        later.agreed_to_consulate(case.pk, assent="yes")
