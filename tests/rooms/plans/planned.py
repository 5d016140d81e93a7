"""A case with a first round, one goal and a line for the shelter; each passage by the verbs."""

from datetime import date
from uuid import UUID

from himaya.cases.actions import consents
from himaya.cases.actions.consents import Question
from himaya.cases.models import Case
from himaya.kernel.actor import Actor
from himaya.kernel.ids import new_id
from himaya.plans.actions import first_days, goals, lines, talks
from himaya.plans.actions.goals import Wanted
from himaya.plans.actions.lines import Step
from himaya.plans.actions.talks import Said
from himaya.plans.models import Goal, Line
from tests import cast, factories

CALM = {"danger": "no", "health": "no", "food": "yes", "child": "no", "papers": "unknown", "knows": "no"}
GOAL = "Apprendre la couture canari"
ACTION = "Chambre calme canari"
DUE = date(2026, 12, 8)


def opened() -> Case:
    return Case.objects.get(pk=factories.hand_over().case_id)


def asked(case: Case, by: Actor = cast.INSPECTOR) -> None:
    first_days.ask(case_id=case.pk, answers=CALM, since="", instance_id=new_id(), by=by)


def goal(case: Case, pillar: str = "support", by: Actor = cast.INSPECTOR) -> Goal:
    return goals.add(case_id=case.pk, wanted=Wanted(pillar, "education", GOAL), instance_id=new_id(), by=by)


def line(
    of: Goal, desk: str = "shelter", service: str = "emergency_shelter", *, due: date = DUE, by: Actor = cast.INSPECTOR
) -> Line:
    step = Step(ACTION, service, desk, due)
    return lines.add(goal_id=of.pk, step=step, instance_id=new_id(), by=by)


def agreed(case: Case, answer: str = "agreed", refused: tuple[UUID, ...] = (), by: Actor = cast.INSPECTOR) -> None:
    said = Said(date(2026, 11, 24), "ary", "none", answer, refused)
    talks.go_through(case_id=case.pk, said=said, instance_id=new_id(), by=by)


def question(desk: str = "shelter") -> Question:
    return Question(f"desk:{desk}", ("plan_lines",), "ary", "none", "spoken")


def consent(case: Case, desk: str = "shelter", until: date | None = None) -> UUID:
    return consents.give(case_id=case.pk, question=question(desk), until=until, by=cast.INSPECTOR)


def given() -> tuple[Case, Line]:
    """A case whose one line was given to the shelter on an agreement."""
    case = opened()
    asked(case)
    one = line(goal(case))
    agreed(case)
    consent(case)
    lines.request(line_id=one.pk, by=cast.INSPECTOR)
    return case, one


def given_without_a_referral(desk: str = "lawyers", service: str = "legal_aid") -> tuple[Case, Line, UUID]:
    """A line that a desk without a referral was given on an agreement about lines, and that agreement."""
    case = opened()
    asked(case)
    one = line(goal(case), desk, service)
    agreed(case)
    agreement = consent(case, desk)
    lines.request(line_id=one.pk, by=cast.INSPECTOR)
    return case, one, agreement
