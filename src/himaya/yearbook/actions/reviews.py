"""The verbs of a reviewer: approve what was looked at, or send it back with a reason. Each says it once."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.cases.policy import account_of
from himaya.kernel import clock, proof, two_people
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.unit import unit
from himaya.yearbook import policy, rules, states
from himaya.yearbook.locks import lock_draft
from himaya.yearbook.models import Draft, Review
from himaya.yearbook.words import AGAINST_REVIEW


def approve(*, draft_id: UUID, seen: str, by: Actor) -> None:
    """Approve a draft, with the second factor. `seen` is the hash of what was looked at.

    Raises ProofNeeded, NotPermitted, NotFound, NotNow (drew it up, reviewed it already, moved on, attack failed,
    another draft).
    """
    policy.check_reviews(by)
    # Whoever finds a colleague's page open is not the second person.
    proof.check_recent(by)
    with unit(by=by) as u:
        row = lock_draft(by, draft_id, "approve")
        _check_reviewer(row, by)
        if seen != row.sha256:
            raise NotNow(_("This is not the draft that you looked at. Look at it once more."), code="draft_unseen")
        if not row.report["holds"]:
            raise NotNow(
                _("The attack found a hidden number, so this draft cannot be approved. Send it back."), code="not_held"
            )
        _keep(row, states.APPROVED, "", by)
        u.log("year.approved", object_type="year", object_id=row.pk, code=str(row.year))
        two_people.begun(u, "year_release", row.pk)


def send_back(*, draft_id: UUID, reason: str, by: Actor) -> None:
    """Send a draft back, with a reason from the list; it ends there, and the year can be drawn up again.

    Raises NotPermitted, NotFound, NotNow (drew it up, reviewed it already, moved on), NotValid (no reason).
    """
    policy.check_reviews(by)
    with unit(by=by) as u:
        row = lock_draft(by, draft_id, "send_back")
        _check_reviewer(row, by)
        if reason not in states.BACK_REASONS:
            raise NotValid(_("Choose why the draft goes back."), code="reason")
        _keep(row, states.NOT_APPROVED, reason, by)
        row.state, row.ended_on = states.SENT_BACK, clock.today()
        row.save(update_fields=["state", "ended_on"])
        u.log("year.sent_back", object_type="year", object_id=row.pk, code=reason)


def _check_reviewer(row: Draft, by: Actor) -> None:
    reviewed = list(row.reviews.values_list("reviewer_id", flat=True))
    if against := rules.against_review(account_of(by), author=row.author_id, reviewed=reviewed):
        raise NotNow(AGAINST_REVIEW[against], code=against)


def _keep(row: Draft, word: str, reason: str, by: Actor) -> None:
    Review.objects.create(
        draft=row,
        reviewer_id=account_of(by),
        institution_id=by.institution_id,
        role=policy.role(by),
        word=word,
        reason=reason,
        on=clock.today(),
    )
