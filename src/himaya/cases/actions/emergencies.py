"""The verbs of an emergency access: taken with a reason and a second factor, told at once, over in hours, reviewed."""

from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.cases import policy, queries_grants, rules_grants
from himaya.cases.access import view_of
from himaya.cases.actions import grants
from himaya.cases.models import Case, Emergency, Grant
from himaya.kernel import clock, wall
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.ids import tidy_reference
from himaya.kernel.unit import Unit, unit

# How long ago the second factor may have been shown.
PROOF_MINUTES = 5


def begin(*, reference: str, reason: str, proved_at: datetime | None, by: Actor) -> Emergency:
    """Open a file of one's own institution for four hours. Its lead and the data protection officer see it at once.

    Absent, another institution's and kept from the actor answer alike. Opens no compartment, and changes nothing.
    Raises NotPermitted (role, second factor), NotValid (reason), NotFound, NotNow (open already, or an earlier one of
    this account came to a bad end: somebody else must look).
    """
    policy.check_hand_over(by)
    now = clock.now()
    if proved_at is None or not now - timedelta(minutes=PROOF_MINUTES) <= proved_at <= now:
        raise NotPermitted(_("Show the second factor once more: write the code of this moment."), code="step_up")
    if reason not in rules_grants.EMERGENCY_REASONS:
        raise NotValid(_("Say which emergency it is."), code="reason")
    with unit(by=by) as u:
        case = _closed_to(by, reference, rules_grants.opened_for(reason))
        with wall.beyond(wall.INSTITUTION):
            grant = Grant.objects.create(
                case=case,
                account_id=by.account_id,
                institution_id=by.institution_id,
                kind=rules_grants.BREAK_GLASS,
                level=rules_grants.FULL,
                sections=list(rules_grants.opened_for(reason)),
                reason=reason,
                granted_by=by.account_id,
                granted_at=now,
                expires_at=rules_grants.emergency_ends(now),
            )
            row = Emergency.objects.create(
                case=case,
                grant=grant,
                account_id=policy.account_of(by),
                desk_id=by.desk_id,
                reason=reason,
                begun_at=now,
                review_due_on=clock.today() + timedelta(days=rules_grants.REVIEW_DAYS),
            )
        u.log("emergency.begun", object_type="case", object_id=case.pk, code=reason, subjects=[case.person_id])
        return row


def _closed_to(by: Actor, reference: str, parts: tuple[str, ...]) -> Case:
    """The case, held, of which the actor does not see all of these parts yet."""
    near = Case.objects.filter(desk__institution_id=by.institution_id, reference=tidy_reference(reference))
    with wall.beyond(wall.INSTITUTION):
        list(near.select_for_update(of=("self",)).values_list("pk"))
        # Judged after the waiting: whoever was kept out a moment ago is kept out.
        case = near.filter(policy.not_excluded(by)).first()
    if case is None:
        raise NotFound(_("No file of your institution has this reference, or it is not open to you."))
    if case.state != "open":
        raise NotNow(
            _("This file is closed. If it is needed now, the desk that holds it opens it again."), code="case_closed"
        )
    if policy.granted(by).filter(case=case).exists():
        seen = view_of(by, case)
        if case.desk_id == by.desk_id or all(seen.shows(one) for one in parts):
            raise NotNow(_("This file is open to you already. Nothing was opened anew."), code="open_already")
    _check_earlier(by, case)
    return case


def _check_earlier(by: Actor, case: Case) -> None:
    """What a review or a lead ended is not begun anew by the same person a minute later."""
    rows = Emergency.objects.filter(case=case, account_id=policy.me(by)).select_related("grant")
    with wall.beyond(wall.INSTITUTION):
        earlier = [_told_of(row) for row in rows]
    if rules_grants.takes_a_colleague(earlier, clock.now()):
        raise NotNow(
            _(
                "Your earlier emergency access to this file was ended by somebody else, found not to be one, or not "
                "reviewed in time. Ask a colleague to open it, or the lead of the desk that holds the file."
            ),
            code="ask_a_colleague",
        )


def _told_of(row: Emergency) -> rules_grants.Earlier:
    by_another = row.grant.revoked_by is not None and row.grant.revoked_by != row.account_id
    return rules_grants.Earlier(
        outcome=row.outcome,
        ended_by_another=row.grant.revoked_at if by_another else None,
        reviewed_at=row.reviewed_at,
        overdue=queries_grants.is_overdue(row),
    )


def end(*, emergency_id: UUID, by: Actor) -> None:
    """End an emergency before its hours are over: its lead, the officer, or whoever took it. NotFound, NotNow."""
    with unit(by=by) as u:
        row = _lock(by, emergency_id, own=True)
        if not queries_grants.runs(row):
            raise NotNow(_("This access has ended already. Nothing else was changed."), code="grant_ended")
        _end(u, row)


def review(*, emergency_id: UUID, outcome: str, by: Actor) -> None:
    """Say what the emergency was, once, and never of oneself. It ends the access: what would be read afterwards nobody
    would look at. Where the emergency goes on, it is begun anew, and looked at anew.

    Raises NotFound, NotPermitted (one's own), NotValid (outcome), NotNow (reviewed already).
    """
    with unit(by=by) as u:
        row = _lock(by, emergency_id)
        if row.account_id == by.account_id:
            raise NotPermitted(_("Somebody else reviews your own emergency access."), code="own_review")
        if row.outcome:
            raise NotNow(_("This emergency was reviewed already. Nothing else was changed."), code="reviewed")
        if outcome not in rules_grants.OUTCOMES:
            raise NotValid(_("Say what the review found."), code="outcome")
        row.outcome, row.reviewed_at = outcome, clock.now()
        row.reviewed_by_id = policy.account_of(by)
        row.save(update_fields=["outcome", "reviewed_at", "reviewed_by"])
        if queries_grants.runs(row):
            _end(u, row)
        u.log(
            "emergency.reviewed",
            object_type="case",
            object_id=row.case_id,
            code=outcome,
            subjects=[row.case.person_id],
        )


def _end(u: Unit, row: Emergency) -> None:
    grants.close(u, row.grant)


def _lock(by: Actor, emergency_id: UUID, *, own: bool = False) -> Emergency:
    """Hold an emergency that the actor watches over or, with `own`, took. Raises NotFound."""
    seen = queries_grants.emergency(by, emergency_id)
    if seen is None and own and by.account_id is not None:
        seen = Emergency.objects.filter(pk=emergency_id, account_id=by.account_id).first()
    if seen is None:
        raise NotFound
    # The case first, as everywhere: whoever ends an access holds it, so what is read from here on is as it stands.
    with wall.beyond(wall.INSTITUTION):
        Case.objects.select_for_update().get(pk=seen.case_id)
        return Emergency.objects.select_related("grant__case", "case").get(pk=seen.pk)
