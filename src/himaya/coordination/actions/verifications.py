"""The verbs after a lead reported its work done: verified or given back, closed, opened again. The secretariat's."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.coordination import no_case, policy, rules_following, speaking, stepping
from himaya.coordination.models import Recommendation
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotValid
from himaya.kernel.unit import unit

LONGEST = 600


def verify(*, recommendation_id: UUID, exception: str = "", by: Actor) -> Recommendation:
    """Find that it was done: with evidence that stands, or by an exception that says why there is none.

    What the lead reports verifies nothing by itself. Raises NotFound, NotPermitted, NotNow, NotValid.
    """
    with unit(by=by) as u:
        row, after = _held(by, recommendation_id, "verify")
        evidence = row.evidence.filter(withdrawn_on__isnull=True).count()
        row.exception = _said(exception)
        if not rules_following.may_be_verified(evidence, row.exception):
            raise NotValid(
                _("No evidence stands. Ask the lead for it, or record why it is verified without."), code="no_evidence"
            )
        row.state, row.verified_on = after, clock.today()
        stepping.done(u, row, "verified", code="exception" if row.exception else "evidence", note=row.exception)
        return row


def give_back(*, recommendation_id: UUID, reason: str, by: Actor) -> Recommendation:
    """Find that it is not done: the lead goes on, and reads why. Raises NotFound, NotPermitted, NotNow, NotValid."""
    with unit(by=by) as u:
        row, after = _held(by, recommendation_id, "give_back")
        row.state = after
        stepping.done(u, row, "given_back", note=_said(reason, _("Say what is missing: the lead reads it.")))
        return row


def close(*, recommendation_id: UUID, by: Actor) -> Recommendation:
    """Put what was verified away. Raises NotFound, NotPermitted, NotNow."""
    with unit(by=by) as u:
        row, after = _held(by, recommendation_id, "close")
        row.state = after
        row.ended_on = clock.today()
        stepping.done(u, row, "closed")
        return row


def reopen(*, recommendation_id: UUID, reason: str, by: Actor) -> Recommendation:
    """Open again what turned out not to hold: it is no longer verified, and its history says that it was.

    Raises NotFound, NotPermitted, NotNow, NotValid.
    """
    with unit(by=by) as u:
        row, after = _held(by, recommendation_id, "reopen")
        row.state = after
        row.verified_on, row.ended_on, row.exception = None, None, ""
        stepping.done(u, row, "reopened", note=_said(reason, _("Say why it is opened again.")))
        return row


def _held(by: Actor, recommendation_id: UUID, verb: str) -> tuple[Recommendation, str]:
    policy.check_secretariat(by)
    row = stepping.lock(by, recommendation_id)
    return row, stepping.check_moment(row, verb)


def _said(text: str, missing: object = "") -> str:
    found = speaking.written(text, missing=str(missing), longest=LONGEST)
    no_case.check_said(found)
    return found
