"""The races of contact, plans and copies: two agree, write, revise, end or answer at the same moment."""

from himaya.institutions.models import Account
from himaya.kernel.ids import new_id
from himaya.safety.actions import contact_rules, safety_copies, safety_plans
from himaya.safety.models import ContactRules, SafetyCopy, SafetyPlan
from tests import cast
from tests.races.every_verb import Race, Table, both, once
from tests.rooms.safety import made

races = Table()
MEMBERS = (made.BY, cast.INSPECTOR_COLLEAGUE)


@races.of("contact_rules.agree")
def rules_of_contact_are_agreed_by_whoever_was_first() -> Race:
    found = made.case()
    made.rules(found)
    return once(
        lambda by: contact_rules.agree(case_id=found.pk, agreed=made.agreed(), after=1, instance_id=new_id(), by=by),
        "contact_rules.agreed",
        lambda: sorted(ContactRules.objects.values_list("number", flat=True)) == [1, 2],
        by=MEMBERS,
    )


@races.of("contact_rules.agree")
def a_form_that_is_sent_twice_is_one_line() -> Race:
    found, form = made.case(), new_id()
    return both(
        lambda by: contact_rules.agree(case_id=found.pk, agreed=made.agreed(), after=0, instance_id=form, by=by),
        "contact_rules.agreed",
        lambda: ContactRules.objects.get().number == 1,
        by=(made.BY, made.BY),
        rows=1,
    )


@races.of("contact_rules.step_past")
def two_steps_past_the_hours_are_both_written_down() -> Race:
    found = made.case()
    made.rules(found)
    return both(
        lambda by: contact_rules.step_past(case_id=found.pk, purpose="contact_person", by=by),
        "contact_rules.passed",
        lambda: Account.objects.exists(),
        by=MEMBERS,
    )


@races.of("safety_plans.write")
def a_first_plan_is_written_once() -> Race:
    found = made.case()
    return once(
        lambda by: safety_plans.write(case_id=found.pk, parts=made.PARTS, language="fr", by=by),
        "safety_plan.written",
        lambda: SafetyPlan.objects.count() == 1,
        by=MEMBERS,
    )


@races.of("safety_plans.revise")
def a_version_is_revised_by_whoever_was_first() -> Race:
    found = made.case()
    made.plan(found)
    return once(
        lambda by: safety_plans.revise(case_id=found.pk, parts=made.PARTS, language="fr", after=1, by=by),
        "safety_plan.revised",
        lambda: SafetyPlan.objects.count() == 2,
        by=MEMBERS,
    )


@races.of("safety_plans.end")
def a_plan_ends_once() -> Race:
    found = made.case()
    made.plan(found)
    return once(
        lambda by: safety_plans.end(case_id=found.pk, after=1, reason="found", by=by),
        "safety_plan.ended",
        lambda: SafetyPlan.objects.get().reason == "found",
        by=MEMBERS,
    )


@races.of("safety_copies.answer")
def two_answers_on_a_copy_each_have_a_number() -> Race:
    found = made.case()
    made.plan(found)
    return both(
        lambda by: safety_copies.answer(case_id=found.pk, version=1, wish="none", risk={}, heard=False, by=by),
        "safety_copy.answered",
        lambda: sorted(SafetyCopy.objects.values_list("number", flat=True)) == [1, 2],
        by=MEMBERS,
    )


@races.of("safety_copies.note_printed")
def two_sheets_of_a_version_are_both_written_down() -> Race:
    found = made.case()
    made.plan(found)
    made.copy(found)
    return both(
        lambda by: safety_copies.note_printed(case_id=found.pk, version=1, answer=1, by=by),
        "safety_plan.printed",
        lambda: SafetyPlan.objects.count() == 1,
        by=MEMBERS,
    )
