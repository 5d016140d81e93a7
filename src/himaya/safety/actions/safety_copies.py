"""The verb of a copy: what the person answered when one was offered. A no is an answer like the others."""

from collections.abc import Mapping
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from himaya.cases import policy as cases_policy
from himaya.cases.actions import quiet
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.sealed import seal
from himaya.kernel.unit import unit
from himaya.safety import access, policy, queries, rules
from himaya.safety.access import Plan
from himaya.safety.actions.contact_rules import CLOSED
from himaya.safety.models import SafetyCopy, SafetyPlan

REVISED = _("The plan was revised meanwhile. Read the version that stands with the person, then ask about it.")
ASK_FIRST = _("Ask first whether the person wants a copy of this version.")
MUST_HEAR = _("Tell the person what is advised and why. If they still want it, say that they heard it.")


def answer(*, case_id: UUID, version: int, wish: str, risk: Mapping[str, str], heard: bool, by: Actor) -> int:
    """Write down what they wish of the version that they were asked about; a no needs no other answer.

    Returns the number. Raises NotPermitted, NotFound, NotNow (closed, no plan, revised meanwhile), NotValid (risk,
    wish, heard).
    """
    policy.check_works(by)
    said = {"wish": wish} if wish == rules.NONE else _checked(wish, risk, heard=heard)
    with unit(by=by) as u:
        case, plan = access.lock_plan(by, case_id)
        if case.state != "open":
            raise NotNow(CLOSED, code="closed")
        _check_version(plan, version)
        last = SafetyCopy.objects.filter(case=case).aggregate(last=Max("number"))["last"] or 0
        row = SafetyCopy(
            person_id=case.person_id,
            case=case,
            number=last + 1,
            plan=plan,
            desk_id=by.desk_id,
            asked_by=cases_policy.account_of(by),
            asked_on=clock.today(),
        )
        seal(row, said=said)
        row.save(force_insert=True)
        quiet.stirred(case.pk)
        u.log("safety_copy.answered", object_type="case", object_id=case.pk, subjects=[case.person_id])
        return row.number


def note_printed(*, case_id: UUID, version: int, answer: int, by: Actor) -> None:
    """The sheet of a version was made, and is about to be handed over.

    `answer` is the number of what they had said of a copy.

    Raises NotFound, NotNow (revised or ended, or something else was said of a copy meanwhile).
    """
    policy.check_works(by)
    with unit(by=by) as u:
        case, plan = access.lock_plan(by, case_id)
        _check_version(plan, version)
        said = queries.copy_of(plan)
        if said is None or said.number != answer:
            raise NotNow(ASK_FIRST, code="not_asked")
        u.log("safety_plan.printed", object_type="case", object_id=case.pk, subjects=[case.person_id])


def check_prints(plan: Plan | None, version: int) -> Plan:
    """The plan, where the person wishes a sheet of the version that the page showed. Raises NotNow."""
    if plan is None:
        raise NotNow(access.NO_PLAN, code="no_plan")
    _check_version(plan.row, version)
    if plan.copy.get("wish") not in rules.PRINTED:
        raise NotNow(ASK_FIRST, code="not_asked")
    return plan


def _check_version(plan: SafetyPlan, version: int) -> None:
    if plan.number != version:
        raise NotNow(REVISED, code="revised")


def _checked(wish: str, risk: Mapping[str, str], *, heard: bool) -> dict[str, str]:
    said = {name: risk.get(name, "") for name in rules.QUESTIONS}
    if not set(said.values()) <= set(rules.ANSWERS):
        raise NotValid(_("Ask both questions. “Not known” is an answer, and so is no copy at all."), code="risk")
    if wish not in rules.COPIES:
        raise NotValid(_("Choose what the person wishes."), code="wish")
    if rules.must_hear(rules.advice(said), wish) and not heard:
        raise NotValid(MUST_HEAR, code="heard")
    return {"wish": wish, **said}
