"""The verb of an answer: the lead accepts a recommendation, accepts it in part, or notes it."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.coordination import no_case, policy, policy_following, saying, speaking, stepping
from himaya.coordination import states_following as states
from himaya.coordination.actions.recommendations import check_seen
from himaya.coordination.models import Recommendation
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotValid
from himaya.kernel.unit import unit

REASON = 600


def give(
    *,
    recommendation_id: UUID,
    response: str,
    reason: str = "",
    how: str = "",
    delegate_id: UUID | None = None,
    received_on: date | None = None,
    seen: int | None = None,
    by: Actor,
) -> Recommendation:
    """The lead's answer; it may answer anew until its work is under way, and both answers stay in the history.

    By click or reply link its delegate answers; the secretariat enters what came by mail or letter, also for a lead
    outside the list. `seen` is the revision that a page showed. Raises NotFound, NotPermitted, NotNow, NotValid.
    """
    with unit(by=by) as u:
        row = stepping.lock(by, recommendation_id)
        if not policy.is_secretariat(by):
            policy_following.check_leads(row, by.institution_id)
        heard = saying.heard(
            by, institution_id=row.lead_id or "", how=how, delegate_id=delegate_id, received_on=received_on
        )
        after = stepping.check_moment(row, "answer")
        if seen is not None:
            check_seen(row, seen)
        if response not in states.RESPONSES:
            raise NotValid(_("Choose the answer: accepted, accepted in part, or noted."), code="response")
        on = heard.received_on or clock.today()
        _check_after_addressed(row, on)
        row.state, row.response, row.response_how = after, response, heard.how
        row.response_reason = _reason(reason, needed=response != states.ACCEPTS)
        row.responded_on, row.heard_on = on, max(on, row.heard_on or on)
        stepping.done(u, row, "answered", code=response, note=row.response_reason)
        return row


def _check_after_addressed(row: Recommendation, on: date) -> None:
    if row.addressed_on is not None and on < row.addressed_on:
        raise NotValid(
            _("On this day it had not been addressed yet. Write the day on which the answer came in."),
            code="received_early",
        )


def _reason(reason: str, *, needed: bool) -> str:
    missing = _("Say why it is accepted in part only, or noted: the reason stands beside the answer.") if needed else ""
    found = speaking.written(reason, missing=missing, longest=REASON)
    no_case.check_said(found)
    return found
