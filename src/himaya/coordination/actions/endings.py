"""The verbs by which a recommendation ends otherwise than by being done: replaced, merged, set aside by a decision."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.coordination import no_case, policy, speaking, states, stepping
from himaya.coordination import states_following as following
from himaya.coordination.models import Decision, Recommendation
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotValid
from himaya.kernel.unit import unit

LONGEST = 600
WHY = _("Give the reason in one sentence: it stays in the history.")


def supersede(*, recommendation_id: UUID, successor_id: UUID, reason: str, by: Actor) -> Recommendation:
    """Replace it by another one, which asks for something else or more. Raises NotFound, NotNow, NotValid."""
    return _into(recommendation_id, successor_id, "supersede", "superseded", reason, by)


def merge(*, recommendation_id: UUID, into_id: UUID, reason: str = "", by: Actor) -> Recommendation:
    """Merge it into another one that asks for the same: that one goes on. Raises NotFound, NotNow, NotValid."""
    return _into(recommendation_id, into_id, "merge", "merged", reason, by)


def set_aside(*, recommendation_id: UUID, decision_id: UUID | None, reason: str, by: Actor) -> Recommendation:
    """End it as no longer relevant: a table decided so, and the decision stands beside the reason.

    Raises NotFound, NotPermitted, NotNow, NotValid.
    """
    with unit(by=by) as u:
        policy.check_secretariat(by)
        row = stepping.lock(by, recommendation_id)
        after = stepping.check_moment(row, "set_aside")
        decision = Decision.objects.filter(pk=decision_id).first() if decision_id else None
        if decision is None or decision.state not in states.BINDING:
            raise NotValid(
                _("Only a table sets a recommendation aside. Choose the decision by which it did."), code="decision"
            )
        row.ended_decision = decision
        _end(row, after, _why(reason, WHY))
        stepping.done(u, row, "set_aside", note=row.ended_reason)
        return row


def _into(recommendation_id: UUID, successor_id: UUID, verb: str, did: str, reason: str, by: Actor) -> Recommendation:
    with unit(by=by) as u:
        policy.check_secretariat(by)
        if recommendation_id == successor_id:
            raise NotValid(_("Choose another recommendation than this one."), code="successor")
        # In one order for everybody, so that two who end each other do not wait for each other.
        held = {one: stepping.lock(by, one) for one in _in_order(recommendation_id, successor_id)}
        row, successor = held[recommendation_id], held[successor_id]
        after = stepping.check_moment(row, verb)
        if successor.state in following.ENDED_OTHERWISE:
            raise NotValid(
                _("The other recommendation has ended itself. Choose the one that takes its place."), code="successor"
            )
        row.successor = successor
        _end(row, after, _why(reason, WHY if verb == "supersede" else ""))
        stepping.done(u, row, did, code=f"R-{successor.number}", note=row.ended_reason)
        return row


def _in_order(*ids: UUID) -> list[UUID]:
    known = set(Recommendation.objects.filter(pk__in=ids).values_list("pk", flat=True))
    if len(known) != len(set(ids)):
        raise NotFound(_("This recommendation is not in the register any more. Choose another."), code="gone")
    return sorted(ids)


def _end(row: Recommendation, after: str, reason: str) -> None:
    row.state, row.ended_on, row.ended_reason = after, clock.today(), reason


def _why(reason: str, missing: object) -> str:
    found = speaking.written(reason, missing=str(missing), longest=LONGEST)
    no_case.check_said(found)
    return found
