"""The verbs of a line: added with what it serves, changed, aimed at numbers, dropped with a reason."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from himaya.coordination.models import Need, Recommendation
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.unit import Unit, unit
from himaya.training import policy, rules, states, writing
from himaya.training.locks import lock_line, lock_plan
from himaya.training.models import LineNeed, LineRecommendation, LineTarget, PlanLine, TrainingPlan
from himaya.training.words import PLAN_STATES

CURRENCY = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class Says:
    """What a line says. `budget` in hundredths of the currency, None while it is open."""

    titles: dict[str, str]
    kind: str
    audience: str
    modules: Sequence[str]
    owner_id: str
    need_ids: Sequence[UUID] = ()
    recommendation_ids: Sequence[UUID] = ()
    budget_source: str = ""
    budget: int | None = None
    currency: str = ""
    due_on: date | None = None


def add(*, plan_id: UUID, says: Says, by: Actor) -> PlanLine:
    """Add a line that serves a need or a recommendation. Raises NotPermitted, NotFound, NotNow, NotValid."""
    with unit(by=by) as u:
        plan = lock_plan(by, plan_id)
        _editable(plan)
        last = plan.lines.aggregate(last=Max("number"))["last"] or 0
        row = PlanLine(plan=plan, number=last + 1, added_later=plan.state == states.PLAN_ADOPTED)
        _fill(row, says)
        row.save(force_insert=True)
        _serve(row, says)
        _log(u, row, "added")
        return row


def change(*, line_id: UUID, seen: int, says: Says, by: Actor) -> None:
    """Say it anew; `seen` is the revision that was on the page. Raises NotPermitted, NotFound, NotNow, NotValid."""
    with unit(by=by) as u:
        row = _held(by, line_id)
        writing.unchanged(seen, row.revision)
        if says.kind != row.kind and (row.sessions.exists() or row.activities.exists()):
            raise NotNow(_("This line has sessions or activities already: its kind stays."), code="kind")
        _fill(row, says)
        row.revision += 1
        row.save()
        row.needs.all().delete()
        row.recommendations.all().delete()
        _serve(row, says)
        _log(u, row, "changed")


def aim(*, line_id: UUID, institution_id: str, region_id: str, people: int, by: Actor) -> None:
    """Say how many of an institution, in a region or in all; 0 takes it away. Raises as the others."""
    with unit(by=by) as u:
        row = _held(by, line_id)
        institution, region = writing.institution(institution_id), writing.region(region_id)
        if not people:
            row.targets.filter(institution=institution, region=region).delete()
        else:
            writing.people(people)
            LineTarget.objects.update_or_create(
                line=row, institution=institution, region=region, defaults={"people": people}
            )
        _log(u, row, "aimed")


def drop(*, line_id: UUID, reason: str, by: Actor) -> None:
    """Drop a line with a reason. Raises NotPermitted, NotFound, NotValid, NotNow (a session is under way)."""
    with unit(by=by) as u:
        row = _held(by, line_id)
        if row.sessions.filter(state__in=states.UNDER_WAY).exists():
            raise NotNow(
                _("A session of this line is still under way. Close or cancel it first."), code="session_under_way"
            )
        if row.activities.filter(state__in=states.ACTIVITY_UNDER_WAY).exists():
            raise NotNow(
                _("An activity of this line is still under way. End or cancel it first."), code="activity_under_way"
            )
        row.dropped_reason = writing.said(reason, 240, missing=_("Say in one sentence why it is dropped."))
        row.dropped_on = clock.today()
        row.save(update_fields=["dropped_on", "dropped_reason"])
        _log(u, row, "dropped")


def _held(by: Actor, line_id: UUID) -> PlanLine:
    policy.check_leads(by)
    plan_id = PlanLine.objects.filter(pk=line_id).values_list("plan_id", flat=True).first()
    if plan_id is not None:
        _editable(lock_plan(by, plan_id))
    row = lock_line(by, line_id)
    if row.dropped_on is not None:
        raise NotNow(_("This line was dropped. Look at the plan as it stands."), code="line_dropped")
    return row


def _editable(plan: TrainingPlan) -> None:
    writing.moved(states.PLAN_TRANSITIONS, "edit", plan.state, PLAN_STATES)


def _fill(row: PlanLine, says: Says) -> None:
    for name, text in writing.titles(says.titles).items():
        setattr(row, name, text)
    if says.kind not in rules.LINE_KINDS:
        raise NotValid(_("Say whether it is a training or awareness."), code="kind")
    row.kind = says.kind
    row.audience = writing.said(says.audience, 160, missing=_("Say for whom it is, without naming anybody."))
    row.modules = writing.modules(says.modules) if says.kind == rules.TRAINING else []
    row.owner = writing.institution(says.owner_id)
    row.budget_source = writing.said(says.budget_source, 160)
    _money(row, says)
    row.due_on = says.due_on


def _money(row: PlanLine, says: Says) -> None:
    if says.budget is not None:
        if not 0 < says.budget < writing.MOST_MONEY:
            raise NotValid(_("Write the amount as a number greater than nothing, such as 1250.50."), code="budget")
        if not CURRENCY.fullmatch(says.currency):
            raise NotValid(_("Write the currency with its three letters, such as MAD or EUR."), code="currency")
        if not row.budget_source:
            raise NotValid(_("Say who pays: a budget without a source is a wish."), code="budget_source")
    row.budget, row.currency = says.budget, says.currency if says.budget is not None else ""


def _serve(row: PlanLine, says: Says) -> None:
    needs = list(Need.objects.filter(pk__in=says.need_ids))
    recommendations = list(Recommendation.objects.filter(pk__in=says.recommendation_ids))
    if not needs and not recommendations:
        raise NotValid(
            _("Choose a need or a recommendation that this line serves: without either it does not enter the plan."),
            code="serves",
        )
    LineNeed.objects.bulk_create(LineNeed(line=row, need=one) for one in needs)
    LineRecommendation.objects.bulk_create(LineRecommendation(line=row, recommendation=one) for one in recommendations)


def _log(u: Unit, row: PlanLine, did: str) -> None:
    u.log(f"training_line.{did}", object_type="training_line", object_id=row.pk)
