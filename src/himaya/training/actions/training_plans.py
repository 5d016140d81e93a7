"""The verbs of the plan of a year: begun, adopted, closed."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.unit import Unit, unit
from himaya.training import policy, states, writing
from himaya.training.locks import lock_plan
from himaya.training.models import TrainingPlan
from himaya.training.words import PLAN_STATES


def begin(*, year: int, by: Actor) -> TrainingPlan:
    """Begin the plan of a year. Raises NotPermitted, NotValid, NotNow."""
    policy.check_leads(by)
    with unit(by=by) as u:
        if not clock.today().year - 1 <= year <= clock.today().year + 3:
            raise NotValid(_("Write the year of the plan with four digits: this year or one of the next."), code="year")
        row, made = TrainingPlan.objects.get_or_create(
            year=year, defaults={"state": states.PLAN_DRAFT, "begun_on": clock.today()}
        )
        if not made:
            raise NotNow(_("There is a plan for this year already: open it."), code="plan_there")
        _log(u, row, "begun")
        return row


def adopt(*, plan_id: UUID, by: Actor) -> None:
    """Put the plan in force. Raises NotPermitted, NotFound, NotNow, NotValid when it has no line."""
    with unit(by=by) as u:
        row = lock_plan(by, plan_id)
        after = writing.moved(states.PLAN_TRANSITIONS, "adopt", row.state, PLAN_STATES)
        if not row.lines.filter(dropped_on__isnull=True).exists():
            raise NotValid(_("A plan without a line cannot be put in force: add one."), code="no_line")
        row.state, row.adopted_on = after, clock.today()
        row.save(update_fields=["state", "adopted_on"])
        _log(u, row, "adopted")


def close(*, plan_id: UUID, by: Actor) -> None:
    """Close the plan at the end of its year. Raises NotPermitted, NotFound, NotNow while a session is under way."""
    with unit(by=by) as u:
        row = lock_plan(by, plan_id)
        after = writing.moved(states.PLAN_TRANSITIONS, "close", row.state, PLAN_STATES)
        if row.lines.filter(sessions__state__in=states.UNDER_WAY).exists():
            raise NotNow(
                _("A session of this plan is still under way. Close or cancel it first."), code="session_under_way"
            )
        if row.lines.filter(activities__state__in=states.ACTIVITY_UNDER_WAY).exists():
            raise NotNow(
                _("An activity of this plan is still under way. End or cancel it first."), code="activity_under_way"
            )
        row.state, row.closed_on = after, clock.today()
        row.save(update_fields=["state", "closed_on"])
        _log(u, row, "closed")


def _log(u: Unit, row: TrainingPlan, did: str) -> None:
    u.log(f"training_plan.{did}", object_type="training_plan", object_id=row.pk)
