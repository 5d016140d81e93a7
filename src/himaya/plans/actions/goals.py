"""The verbs of a goal: added in the person's words, and ended with what became of it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.cases import access, policy
from himaya.cases.actions import quiet
from himaya.cases.models import Case
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.sealed import seal
from himaya.kernel.unit import unit
from himaya.plans import queries, states
from himaya.plans.models import Goal, Line

MOST_GOALS = 60
LONGEST = 400


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the person wants to reach: the pillar of the plan, the type, their words, and a last day if there is one."""

    pillar: str
    type: str
    words: str
    until: date | None = None


def add(*, case_id: UUID, wanted: Wanted, instance_id: UUID, by: Actor) -> Goal:
    """Add a goal. The same form sent again keeps one.

    Raises NotFound, NotNow (closed, full, the six questions come first), NotValid (the code names the field).
    """
    with unit(by=by) as u:
        case = held(by, case_id)
        rows = Goal.objects.filter(case=case).defer("words")
        done = rows.filter(instance_id=instance_id).first()
        if done is not None:
            return done
        if not queries.was_asked(case.pk):
            raise NotNow(
                _("First the six short questions, or why not now. They take two minutes; the plan is next."),
                code="first_days",
            )
        if rows.count() >= MOST_GOALS:
            raise NotNow(_("There are as many goals here as can be kept."), code="full")
        if wanted.pillar not in states.PILLARS:
            raise NotValid(_("Choose the part of the plan."), code="pillar")
        if wanted.type not in states.TYPES:
            raise NotValid(_("Choose what it is about."), code="type")
        if wanted.until is not None and wanted.until < clock.today():
            raise NotValid(_("Choose a day from today on, or none."), code="until")
        goal = Goal(
            person_id=case.person_id,
            case=case,
            instance_id=instance_id,
            number=rows.count() + 1,
            pillar=wanted.pillar,
            type=wanted.type,
            added_on=clock.today(),
            until=wanted.until,
        )
        seal(goal, words=sentence(wanted.words, "words", LONGEST))
        goal.save(force_insert=True)
        quiet.stirred(case.pk)
        u.log("goal.added", object_type="goal", object_id=goal.pk, code=goal.type, subjects=[case.person_id])
        return goal


def end(*, goal_id: UUID, outcome: str, by: Actor) -> None:
    """Say what became of a goal: its lines must have ended first. Raises NotFound, NotNow, NotValid (outcome)."""
    with unit(by=by) as u:
        found = Goal.objects.filter(pk=goal_id).values_list("case_id", flat=True).first()
        if found is None:
            raise NotFound
        case = held(by, found)
        goal = Goal.objects.defer("words").get(pk=goal_id)
        if outcome not in states.OUTCOMES:
            raise NotValid(_("Say what became of it."), code="outcome")
        if goal.ended_on is not None:
            raise NotNow(_("This goal was ended before. Nothing else was changed."), code="already_ended")
        if Line.objects.filter(goal=goal, state__in=states.OPEN).exists():
            raise NotNow(_("Something is still to be done for this goal. End those lines first."), code="open_lines")
        goal.ended_on, goal.outcome = clock.today(), outcome
        goal.save(update_fields=["ended_on", "outcome"])
        quiet.stirred(case.pk)
        u.log("goal.ended", object_type="goal", object_id=goal.pk, code=outcome, subjects=[case.person_id])


def held(by: Actor, case_id: UUID) -> Case:
    """The case of a plan, held for a change of the plan. Raises NotFound, NotPermitted, NotNow (closed)."""
    policy.check_hand_over(by)
    case = access.lock_case(by, case_id)
    if case.state != "open":
        raise NotNow(_("This file is closed. Its plan can still be read."), code="closed")
    return case


def sentence(typed: str, code: str, longest: int) -> str:
    """What was typed, tidied. Raises NotValid with `code` for nothing and for too much."""
    words = " ".join(typed.replace("\0", "").split())
    if not words:
        raise NotValid(_("Write a few words."), code=code)
    if len(words) > longest:
        raise NotValid(_("This is too long: %(most)s letters at most.") % {"most": longest}, code=code)
    return words
