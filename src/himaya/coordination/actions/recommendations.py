"""The verbs of a recommendation: entered, edited, addressed to its lead, its day moved, shown to all or not."""

from datetime import date, timedelta
from typing import Unpack
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.coordination import formulating, no_case, numbering, policy, rules_following, stepping
from himaya.coordination import states_following as states
from himaya.coordination.formulating import Takes
from himaya.coordination.models import ImportBatch, Recommendation
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.unit import unit


def enter(*, batch: ImportBatch | None = None, by: Actor, **takes: Unpack[Takes]) -> Recommendation:
    """Enter a recommendation of a table or of another source: it is the secretariat's until it is addressed.

    What it lacks is a warning, never a wall: one language is enough to begin. Raises NotFound, NotPermitted, NotNow,
    NotValid.
    """
    with unit(by=by) as u:
        policy.check_secretariat(by)
        row = Recommendation(state=states.FORMULATED, entered_on=clock.today(), batch=batch)
        formulating.fill(row, takes, by=by)
        numbering.save_numbered(row)
        formulating.join(row, takes)
        u.log("recommendation.entered", object_type="recommendation", object_id=row.pk, code=row.source_kind)
        return row


def edit(*, recommendation_id: UUID, seen: int, by: Actor, **takes: Unpack[Takes]) -> Recommendation:
    """Change what was written while nobody else has it. `seen` is the revision that the page showed.

    Raises NotFound, NotPermitted, NotNow, NotValid.
    """
    with unit(by=by) as u:
        policy.check_secretariat(by)
        row = stepping.lock(by, recommendation_id)
        stepping.check_moment(row, "edit")
        check_seen(row, seen)
        formulating.fill(row, takes, by=by)
        row.revision += 1
        row.save()
        formulating.join(row, takes)
        u.log("recommendation.edited", object_type="recommendation", object_id=row.pk)
        return row


def check_seen(row: Recommendation, seen: int) -> None:
    """Raises NotNow when it was changed since the page was opened."""
    if row.revision != seen:
        raise NotNow(
            _("This recommendation was changed since this page was opened. What you typed is below: look at both."),
            code="changed_meanwhile",
        )


def address(*, recommendation_id: UUID, by: Actor) -> Recommendation:
    """Address it to its lead, who answers within sixty days. It needs both working languages, and somebody to lead.

    Raises NotFound, NotPermitted, NotNow, NotValid.
    """
    with unit(by=by) as u:
        policy.check_secretariat(by)
        row = stepping.lock(by, recommendation_id)
        after = stepping.check_moment(row, "address")
        check_addressable(row)
        row.state, row.addressed_on = after, clock.today()
        row.answer_by = clock.today() + timedelta(days=rules_following.ANSWER_DAYS)
        stepping.done(u, row, "addressed", code=row.lead_id[:24] if row.lead_id else "")
        return row


def check_addressable(row: Recommendation) -> None:
    """Raises NotValid with what is missing before it can go to anybody."""
    if not row.text_fr or not row.text_ar:
        raise NotValid(
            _("It is addressed in French and in Arabic. Write the text that is missing, then address it."),
            code="text_missing",
        )
    if not row.lead_id and not row.lead_name:
        raise NotValid(_("Nobody leads it yet. Choose who does, then address it."), code="lead_missing")


def move_due(*, recommendation_id: UUID, due_on: date | None, reason: str, by: Actor) -> None:
    """Give it another day, with the reason; the old day stays in its history. Raises NotFound, NotNow, NotValid."""
    with unit(by=by) as u:
        policy.check_secretariat(by)
        row = stepping.lock(by, recommendation_id)
        stepping.check_moment(row, "move_due")
        if due_on is None or due_on < clock.today():
            raise NotValid(_("Choose a day that is not over."), code="due_on")
        if due_on == row.due_on:
            raise NotValid(_("This is the day that it has already."), code="due_on")
        note = no_case.reason(reason)
        before, row.due_on = row.due_on, due_on
        stepping.done(u, row, "due_moved", code=before.isoformat() if before else "", note=note)


def show_publicly(*, recommendation_id: UUID, by: Actor) -> None:
    """Let it stand on the public page, the next time that this is published. Raises NotFound, NotNow."""
    _show(recommendation_id, by, public=True)


def hide_publicly(*, recommendation_id: UUID, by: Actor) -> None:
    """Keep it off the public page, the next time that this is published. Raises NotFound, NotNow."""
    _show(recommendation_id, by, public=False)


def _show(recommendation_id: UUID, by: Actor, *, public: bool) -> None:
    with unit(by=by) as u:
        policy.check_secretariat(by)
        row = stepping.lock(by, recommendation_id)
        if row.is_public == public:
            raise NotNow(_("This was done already: look at the page as it stands."), code="already")
        row.is_public = public
        did = "shown" if public else "hidden"
        if row.state != states.FORMULATED:
            stepping.done(u, row, did)
            return
        # What nobody was addressed has no history yet: an import can still be undone whole.
        row.revision += 1
        row.save()
        u.log(f"recommendation.{did}", object_type="recommendation", object_id=row.pk)
