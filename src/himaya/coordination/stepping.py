"""Moving a recommendation on: held, looked at, changed, and its step written. Verbs of follow-up come through here."""

from uuid import UUID

from django.db.models import Max
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from himaya.coordination import policy_following
from himaya.coordination import states_following as states
from himaya.coordination.models import Recommendation, RecommendationStep
from himaya.coordination.states import leads_to
from himaya.coordination.words_following import RECOMMENDATION_STATES
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow
from himaya.kernel.unit import Unit


def lock(actor: Actor, recommendation_id: UUID) -> Recommendation:
    """Hold a recommendation, inside a unit: what happens to it or to its reports holds it first. Raises NotFound."""
    policy_following.recommendation_of(actor, recommendation_id)
    rows = Recommendation.objects.select_for_update(of=("self",)).select_related("lead", "cycle")
    found = rows.filter(pk=recommendation_id).first()
    if found is None:
        # Its import was undone between the look and the hold.
        raise NotFound
    return found


def check_moment(row: Recommendation, verb: str) -> str:
    """The state after a verb. Raises NotNow with the state that it is in."""
    after = leads_to(states.RECOMMENDATION_TRANSITIONS, verb, row.state)
    if after is None:
        raise NotNow(
            format_lazy(
                _("This recommendation is “{state}” by now. Look at its history."),
                state=RECOMMENDATION_STATES[row.state],
            ),
            code=f"recommendation_{row.state}",
        )
    return after


def done(u: Unit, row: Recommendation, did: str, *, code: str = "", note: str = "") -> None:
    """Save the row, write its step and the audit row `recommendation.<did>`. The row is held."""
    row.revision += 1
    row.save()
    last = row.steps.aggregate(last=Max("number"))["last"] or 0
    RecommendationStep.objects.create(
        recommendation=row, number=last + 1, on=clock.today(), did=did, state=row.state, code=code, note=note
    )
    u.log(f"recommendation.{did}", object_type="recommendation", object_id=row.pk, code=code)
