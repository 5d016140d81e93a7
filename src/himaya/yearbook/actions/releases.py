"""The verbs of a release: a year made public once, after a last attack beside all that was public; and withdrawn."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.cases.policy import account_of
from himaya.kernel import clock, proof
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.unit import unit
from himaya.yearbook import attack, composing, policy, publishing, queries, rules, states
from himaya.yearbook.composing import Composed
from himaya.yearbook.locks import lock_draft
from himaya.yearbook.models import Draft, Release


def release(*, draft_id: UUID, by: Actor) -> Release:
    """Make the figures of a year public, to the letter as two others approved them.

    Raises ProofNeeded, NotPermitted, NotFound, NotNow (moved on, fewer than two approved it, the counts or the tables
    changed since, it would unmask a hidden number of this or of an earlier release).
    """
    policy.check_draws_up(by)
    proof.check_recent(by)
    with unit(by=by) as u:
        row = lock_draft(by, draft_id, "release")
        if rules.against_release(author=row.author_id, approved=queries.approvers(row)):
            raise NotNow(_("Two people who did not draw the draft up have to approve it first."), code="two_reviewers")
        found = composing.compose(by, row.year)
        _check_fresh(row, found)
        _check_masked(row, found)
        row.state = states.RELEASED
        row.save(update_fields=["state"])
        made = Release.objects.create(
            draft=row, year=row.year, released_on=clock.today(), released_by_id=account_of(by)
        )
        publishing.publish(row, by=by)
        u.log("year.released", object_type="year", object_id=row.pk, code=str(row.year))
        return made


def withdraw(*, draft_id: UUID, reason: str, by: Actor) -> None:
    """Take a year off the public page at once; the register keeps its line, with the day and the reason.

    Raises ProofNeeded, NotPermitted, NotFound, NotNow (not public), NotValid (no reason).
    """
    policy.check_draws_up(by)
    proof.check_recent(by)
    with unit(by=by) as u:
        row = lock_draft(by, draft_id, "withdraw")
        if reason not in states.WITHDRAW_REASONS:
            raise NotValid(_("Choose why it is withdrawn. The reason stands in the public register."), code="reason")
        made = Release.objects.select_for_update(of=("self",)).get(draft=row)
        made.withdrawn_on, made.withdrawn_reason, made.withdrawn_by_id = clock.today(), reason, account_of(by)
        made.save(update_fields=["withdrawn_on", "withdrawn_reason", "withdrawn_by"])
        row.state, row.ended_on = states.WITHDRAWN, clock.today()
        row.save(update_fields=["state", "ended_on"])
        publishing.take_back(row, by=by)
        u.log("year.withdrawn", object_type="year", object_id=row.pk, code=reason)


def _check_fresh(row: Draft, found: Composed) -> None:
    if found.seen != row.seen:
        raise NotNow(
            _("The counts of this year changed since the draft was drawn up. Drop it and draw the year up again."),
            code="counts_changed",
        )
    if found.sha256 != row.sha256:
        raise NotNow(
            _(
                "The tables, their words or the program changed since the draft was drawn up. Drop it and draw it up "
                "again."
            ),
            code="tables_changed",
        )


def _check_masked(row: Draft, found: Composed) -> None:
    """The last look, beside everything that is or was public: an earlier release may have come in between."""
    report = attack.of(row.figures, found.exact)
    if report.contradiction:
        raise NotNow(
            _(
                "The counts of this year are not those of its earlier release, and whoever kept that one could take "
                "the difference. This year is not released again."
            ),
            code="other_counts",
        )
    if not report.holds:
        raise NotNow(
            _(
                "Beside what was released before, this draft would give a hidden number away. It is not released: the "
                "report of the draft names the lines."
            ),
            code="would_unmask",
        )
