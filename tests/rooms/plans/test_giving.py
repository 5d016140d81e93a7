"""To whom a line of a plan may be given: what the law on transfers and the desk itself have to say about it."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from himaya.cases.actions import consents, handovers, referrals
from himaya.cases.actions.consents import Question
from himaya.cases.models import Case, Consent, Referral
from himaya.institutions.models import Desk, Institution
from himaya.kernel import clock
from himaya.kernel.errors import NotFound, NotNow, NotPermitted
from himaya.kernel.models import AuditEvent, OutboxMessage
from himaya.legal.models import RegisterEntry
from himaya.plans import giving, queries
from himaya.plans.actions import lines
from himaya.plans.models import Line
from tests import cast, factories
from tests.refusals import refused
from tests.rooms.plans import planned

pytestmark = pytest.mark.capability("E2")


def agreed() -> Line:
    """A line that the person agreed to, for a desk that they agree to; it was not given yet."""
    case = planned.opened()
    planned.asked(case)
    one = planned.line(planned.goal(case))
    planned.agreed(case)
    planned.consent(case)
    return one


def entered(**changes: Any) -> None:
    """The register of the sender says under which rules the institution of the shelter gets data."""
    said: dict[str, Any] = {"number": "", "abroad": False, **changes}
    RegisterEntry.objects.create(
        institution_id="labour", part="recipient", about="daw", text="x", state="in_force", proposed_by=UUID(int=1),
        decided_by=UUID(int=2), proposed_on=clock.today(), **said,
    )  # fmt: skip


def not_given(one: Line, code: str) -> None:
    with refused(NotNow, code):
        lines.request(line_id=one.pk, by=cast.INSPECTOR)
    assert Line.objects.get(pk=one.pk).given_at is None
    assert queries.given_to(cast.SHELTER).lines == []
    assert not AuditEvent.objects.filter(action="plan_line.given").exists()


def test_no_line_goes_abroad_without_a_number_even_when_the_person_agrees() -> None:
    """Seen red without the gate in `lines.request`: the desk abroad had the line."""
    one = agreed()
    Institution.objects.filter(pk="daw").update(kind="state")
    not_given(one, "transfer_without_number")
    entered(abroad=True, number="T-7")
    lines.request(line_id=one.pk, by=cast.INSPECTOR)
    assert [row.pk for row in queries.given_to(cast.SHELTER).lines] == [one.pk]
    # Every reading there is a transfer: what is taken out of the register ends it, and the holder sees that it did.
    RegisterEntry.objects.update(state="ended")
    assert (queries.given_to(cast.SHELTER).lines, queries.given_to(cast.SHELTER).ended) == ([], [one.reference])
    assert queries.unseen(one.case, Line.objects.all()) == {one.pk}


def test_in_a_real_nation_a_desk_without_a_regime_is_given_no_line(settings: Any) -> None:
    one = agreed()
    settings.DEMO = False
    not_given(one, "recipient_without_regime")
    entered()
    lines.request(line_id=one.pk, by=cast.INSPECTOR)
    assert Line.objects.get().state == "requested"


def in_danger() -> tuple[Case, Line]:
    """A line that was given to the shelter without an agreement, while a referral in danger stands there."""
    case = Case.objects.get(pk=factories.hand_over(route="danger", consent_given=False).case_id)
    planned.asked(case)
    one = planned.line(planned.goal(case))
    planned.agreed(case)
    lines.request(line_id=one.pk, by=cast.INSPECTOR)
    assert sees(one)
    return case, one


def sees(one: Line) -> bool:
    return queries.sees(cast.SHELTER, Line.objects.get(pk=one.pk))


def test_a_danger_that_was_reported_back_opens_no_line_any_more() -> None:
    """Seen red with every readable referral as a basis: what was shared in June opened the lines of November."""
    _case, one = in_danger()
    referral = Referral.objects.get().pk
    referrals.accept(referral_id=referral, by=cast.SHELTER)
    assert sees(one)
    referrals.report_back(referral_id=referral, delivered="yes", on=clock.today(), next_action="none", by=cast.SHELTER)
    assert not sees(one)
    assert not queries.may_give(one)
    assert queries.given_to(cast.SHELTER).ended == [one.reference]


@pytest.mark.parametrize("word", ["refused", "withdrawn"])
def test_what_the_person_said_of_the_lines_at_last_comes_before_a_danger(word: str) -> None:
    """Seen red with an agreement or a basis: the signed paper said that nothing can be read, and it could."""
    case, one = in_danger()
    if word == "refused":
        consents.refuse(case_id=case.pk, question=planned.question(), by=cast.INSPECTOR)
    else:
        consents.withdraw(consent_id=planned.consent(case), by=cast.INSPECTOR)
    assert not sees(one)
    assert not queries.may_give(one)
    assert queries.unseen(case, Line.objects.all()) == {one.pk}
    # They may change their mind again.
    planned.consent(case)
    assert sees(one)


def test_an_agreement_that_only_ran_out_is_no_word_against_a_danger() -> None:
    case, one = in_danger()
    planned.consent(case, until=clock.today())
    with clock.stopped(factories.TUESDAY + timedelta(days=2)):
        assert sees(one)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"reached_by": "phone"}, "desk_not_reached"),
        ({"reached_by": "link", "vetted_until": date(2027, 1, 1)}, "desk_not_reached"),
        ({"vetted_until": date(2026, 11, 23)}, "vetting_over"),
        ({"closed_on": date(2026, 11, 24)}, "desk_closed"),
    ],
)
def test_a_line_is_given_to_no_desk_that_would_not_see_it(changes: dict[str, Any], code: str) -> None:
    """Seen red without a look at the desk: the line was given, and nobody ever read it."""
    one = agreed()
    Desk.objects.filter(pk="shelter").update(**changes)
    not_given(one, code)
    # Whoever holds the plan says what becomes of it; nobody else does.
    with pytest.raises(NotFound):
        lines.not_available(line_id=one.pk, reason="no_place", by=cast.LAWYER)
    if code == "desk_not_reached":
        lines.start(line_id=one.pk, by=cast.INSPECTOR)
        lines.complete(line_id=one.pk, delivered="yes", by=cast.INSPECTOR)
        assert Line.objects.get().state == "completed"
        return
    with pytest.raises(NotNow, match=code):
        lines.start(line_id=one.pk, by=cast.INSPECTOR)
    lines.not_available(line_id=one.pk, reason="not_given_here", by=cast.INSPECTOR)
    assert Line.objects.get().state == "not_available"


def test_a_desk_is_not_called_about_a_line_before_the_person_agreed() -> None:
    case = planned.opened()
    planned.asked(case)
    one = planned.line(planned.goal(case))
    planned.agreed(case)
    Desk.objects.filter(pk="shelter").update(reached_by="phone")
    with pytest.raises(NotNow, match="not_agreed"):
        lines.start(line_id=one.pk, by=cast.INSPECTOR)
    planned.consent(case)
    Institution.objects.filter(pk="daw").update(kind="state")
    with pytest.raises(NotNow, match="transfer_without_number"):
        lines.start(line_id=one.pk, by=cast.INSPECTOR)


def test_what_a_desk_no_longer_sees_is_reported_by_whoever_holds_the_plan() -> None:
    """Seen red with the verbs of the desk alone: such a line could only be said no to."""
    case, one = planned.given()
    with pytest.raises(NotPermitted, match="not_the_body"):
        lines.complete(line_id=one.pk, delivered="yes", by=cast.INSPECTOR)
    consents.withdraw(consent_id=Consent.objects.order_by("number").last().pk, by=cast.INSPECTOR)  # type: ignore[union-attr]
    with pytest.raises(NotPermitted, match="not_the_body"):
        lines.acknowledge(line_id=one.pk, by=cast.INSPECTOR)
    lines.complete(line_id=one.pk, delivered="in_part", by=cast.INSPECTOR)
    assert Line.objects.get().delivered == "in_part"
    assert [row.ids["state"] for row in OutboxMessage.objects.filter(event="plan_line.reported")] == ["completed"]
    assert queries.open_lines(case.pk) == []


def test_what_the_desk_before_had_begun_itself_is_reported_by_the_desk_that_took_the_file_over() -> None:
    case = planned.opened()
    planned.asked(case)
    own = planned.line(planned.goal(case), "labour-north", "labour_rights")
    planned.agreed(case)
    lines.take_up(line_id=own.pk, by=cast.INSPECTOR)
    offer = handovers.offer(
        case_id=case.pk,
        to_desk_id="labour-south",
        reason="additional_services",
        data_classes=("needs",),
        by=cast.LABOUR_LEAD,
    )
    handovers.accept(handover_id=offer, by=cast.INSPECTOR_SOUTH)
    with pytest.raises(NotFound):
        lines.complete(line_id=own.pk, delivered="yes", by=cast.INSPECTOR)
    # A yes about the desk of before shows it no line that it was never given: the holder reports all the same.
    about = Question("desk:labour-north", ("plan_lines",), "ary", "none", "spoken")
    consents.give(case_id=case.pk, question=about, by=cast.INSPECTOR_SOUTH)
    # Who says how it goes is reminded of it, on its new day.
    lines.postpone(line_id=own.pk, due_on=date(2026, 12, 20), by=cast.INSPECTOR_SOUTH)
    assert OutboxMessage.objects.filter(event="plan_line.due", ids__due_on="2026-12-20").count() == 1
    assert giving.reminded(Case.objects.get(pk=case.pk), Line.objects.get(pk=own.pk)) == "", "where the file is"
    Case.objects.filter(pk=case.pk).update(state="closed", closed_on=clock.today())
    with pytest.raises(NotNow, match="closed"):
        lines.complete(line_id=own.pk, delivered="yes", by=cast.INSPECTOR_SOUTH)
    Case.objects.filter(pk=case.pk).update(state="open", closed_on=None)
    lines.complete(line_id=own.pk, delivered="yes", by=cast.INSPECTOR_SOUTH)
    assert Line.objects.get().state == "completed"
