"""A case assessed again under another version: new answers beside the old ones, nothing lowered, nothing lost."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

import pytest

from himaya.cases import access, queries_forms
from himaya.cases.actions import assessments
from himaya.cases.actions.assessments import Assessed
from himaya.cases.actions.screenings import HandedOver
from himaya.cases.models import Case, Referral, Submission, Tally
from himaya.instruments import usage
from himaya.instruments.actions import pilots
from himaya.instruments.models import FieldNote, InForce
from himaya.kernel import clock
from himaya.kernel.actor import NOBODY, SYSTEM, Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid, Refusal
from himaya.kernel.models import AuditEvent, OutboxMessage
from tests import cast, factories
from tests.refusals import refused

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("A7")]
CALM: Mapping[str, str] = {"q01": "yes", "q02": "no", "q06": "adult", "q08": "no"}
DANGER: Mapping[str, str] = {**CALM, "q02": "yes"}


def again(done: HandedOver, **changes: Any) -> Assessed:
    """The inspector assesses the case again with calm answers, under the version in force."""
    base: dict[str, Any] = {
        "case_id": done.case_id,
        "version_id": InForce.objects.get(name="first-line-labour").version_id,
        "answers": CALM,
        "instance_id": uuid4(),
        "by": cast.INSPECTOR,
    }
    return assessments.add(**{**base, **changes})


def what_stands() -> tuple[int, ...]:
    kept = (Submission, AuditEvent, OutboxMessage, FieldNote, Tally)
    return tuple(model.objects.exclude(action="refused").count() if model is AuditEvent else model.objects.count()
                 for model in kept)  # fmt: skip


def test_the_new_answers_stand_beside_the_old_ones_each_under_its_version() -> None:
    done = factories.hand_over()
    first, second = factories.version(), factories.next_version(q08="Is somebody speaking for them?")
    again(done)
    with access.open_case(cast.INSPECTOR, done.case_id, purpose="give_service") as opened:
        kept = [(one.version, one.answers) for one in opened.submissions]
    assert kept == [(first, dict(factories.ANSWERS)), (second, dict(CALM))]
    assert [one.version for one in queries_forms.filled(cast.INSPECTOR, Case.objects.get())] == [first, second]


@pytest.mark.parametrize(("answers", "step"), [(CALM, "offer"), (DANGER, "now")])
def test_the_more_urgent_of_the_two_steps_stays(answers: Mapping[str, str], step: str) -> None:
    done = factories.hand_over()
    factories.next_version()
    assert again(done, answers=answers).next_step == step
    assert Case.objects.get().next_step == step


@pytest.mark.parametrize(("before", "said", "after"), [
    ("adult", {}, "adult"), ("adult", {"q06": "maybe"}, "maybe_child"), ("child", {"q06": "adult"}, "maybe_child"),
    ("maybe_child", {"q06": "adult"}, "adult"), ("unknown", {"q06": "child"}, "child"),
])  # fmt: skip
def test_an_age_is_looked_at_again_and_a_known_one_is_not_forgotten(
    before: str, said: Mapping[str, str], after: str
) -> None:
    done = factories.hand_over()
    Case.objects.update(age_group=before)
    factories.next_version()
    again(done, answers={"q01": "yes", **said})
    assert Case.objects.get().age_group == after


def test_in_the_child_circuit_an_adult_remains_a_doubt() -> None:
    done = factories.hand_over()
    Case.objects.update(route="child", age_group="child")
    factories.next_version()
    again(done)
    assert Case.objects.get().age_group == "maybe_child"


def test_the_case_counts_under_the_version_it_was_answered_under_last() -> None:
    done = factories.hand_over()
    first, second = factories.version(), factories.next_version()
    assert usage.open_records([first.pk, second.pk]) == {(first.pk, "labour"): 1}
    again(done)
    assert usage.open_records([first.pk, second.pk]) == {(second.pk, "labour"): 1}


def test_it_is_audited_once_and_counted_nowhere() -> None:
    done = factories.hand_over()
    factories.next_version()
    notes, tallies = FieldNote.objects.count(), list(Tally.objects.order_by("pk").values_list("count", flat=True))
    again(done)
    event = AuditEvent.objects.get(action="assessment.added")
    assert (event.object_type, event.object_id) == ("case", str(done.case_id))
    assert FieldNote.objects.count() == notes
    assert list(Tally.objects.order_by("pk").values_list("count", flat=True)) == tallies


def test_the_same_form_sent_twice_is_one_assessment() -> None:
    done = factories.hand_over()
    factories.next_version()
    form = uuid4()
    first = again(done, instance_id=form)
    stands = what_stands()
    assert again(done, instance_id=form, answers={}) == first
    assert what_stands() == stands


def test_a_desk_that_tries_a_version_assesses_under_that_one() -> None:
    done = factories.hand_over()
    tried = factories.next_version(in_force=False)
    pilots.begin(version_id=tried.pk, desk_id="labour-north", by=SYSTEM)
    with pytest.raises(NotNow):
        again(done, version_id=factories.version().pk)
    again(done, version_id=tried.pk)
    assert usage.open_records([tried.pk]) == {(tried.pk, "labour"): 1}


def not_assessed(done: HandedOver, code: str, kind: type[Refusal], **changes: Any) -> None:
    stands = what_stands()
    with refused(kind, code):
        again(done, **changes)
    assert what_stands() == stands
    assert AuditEvent.objects.filter(action="refused").count() == 1


def test_a_version_answered_before_is_not_answered_again() -> None:
    not_assessed(factories.hand_over(), "already_assessed", NotNow)


def test_a_version_that_was_replaced_meanwhile_is_not_taken() -> None:
    done = factories.hand_over()
    late = factories.next_version()
    factories.next_version()
    not_assessed(done, "version_not_in_force", NotNow, version_id=late.pk)


def test_another_form_is_not_the_one_of_the_case() -> None:
    done = factories.hand_over()
    not_assessed(done, "version_unknown", NotValid, version_id=factories.version("first-line-police").pk)


@pytest.mark.parametrize("answers", [{"q99": "yes"}, {"q08": "perhaps"}])
def test_answers_that_the_form_does_not_offer_are_not_kept(answers: Mapping[str, str]) -> None:
    done = factories.hand_over()
    factories.next_version()
    not_assessed(done, "answers_unknown", NotValid, answers=answers)


def test_a_closed_case_is_not_assessed_again() -> None:
    done = factories.hand_over()
    factories.next_version()
    Case.objects.update(state="closed", closed_on=clock.today())
    not_assessed(done, "case_closed", NotNow)


def test_a_form_that_was_sent_for_another_case_finds_nothing_here() -> None:
    form = uuid4()
    factories.hand_over(instance_id=form)
    done = factories.hand_over()
    factories.next_version()
    not_assessed(done, "NotFound", NotFound, instance_id=form)


@pytest.mark.parametrize("by", [cast.INSPECTOR_SOUTH, cast.SHELTER, cast.SECRETARY, cast.AUDITOR, NOBODY])
def test_another_desk_learns_nothing_and_another_role_may_not(by: Actor) -> None:
    done = factories.hand_over()
    factories.next_version()
    with pytest.raises(NotFound if by in (cast.INSPECTOR_SOUTH, cast.SHELTER) else NotPermitted):
        again(done, by=by)
    assert queries_forms.filled(by, Case.objects.get()) == []
    assert queries_forms.offers(by, Case.objects.get()) == []


def test_an_offer_stands_while_the_desk_uses_a_version_that_the_case_was_not_answered_under() -> None:
    done = factories.hand_over()
    case = Case.objects.get()
    assert queries_forms.offers(cast.INSPECTOR, case) == []
    second = factories.next_version()
    [offer] = queries_forms.offers(cast.INSPECTOR, case)
    assert (offer.version, offer.answered, offer.trial) == (second, factories.version(), False)
    again(done)
    assert queries_forms.offers(cast.INSPECTOR, case) == []
    tried = factories.next_version(in_force=False)
    pilots.begin(version_id=tried.pk, desk_id="labour-north", by=SYSTEM)
    [offer] = queries_forms.offers(cast.INSPECTOR, case)
    assert (offer.version, offer.answered, offer.trial) == (tried, second, True)


def test_a_later_referral_carries_what_was_heard_last_and_keeps_what_no_form_asks() -> None:
    done = factories.hand_over(details={"dependants": "two"})
    factories.next_version()
    again(done, answers={**CALM, "q19": "care"})
    wish = factories.wish(service="emergency_shelter", to_desk_id="hostel", data_classes=("needs", "dependants"))
    sent = factories.send_again(done, wish=wish)
    assert Referral.objects.get(pk=sent).screening == Submission.objects.order_by("version_id").last()
    with access.open_referral(cast.HOSTEL, sent, purpose="give_service") as opened:
        assert (opened.packet["needs"], opened.packet["dependants"]) == (["care"], "two")
