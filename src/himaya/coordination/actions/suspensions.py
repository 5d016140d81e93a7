"""The verbs of a suspension: off the screens at once, by two people; the next table finds it on its agenda.

Only *suspend* is immediate (do-no-harm 19). What comes back comes back after a table has looked at it.
"""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.coordination import (
    locks,
    locks_releases,
    no_case,
    policy,
    policy_releases,
    release_forms,
    releasing,
    seeding,
    states,
    words_releases,
)
from himaya.coordination.models import HarmReport, Release, RoundTable, Suspension
from himaya.coordination.queries import release_rows as queries
from himaya.kernel import clock, two_people
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotPermitted, NotValid
from himaya.kernel.unit import Unit, unit

# At such a table something can have been decided about it.
SPOKEN = (states.IN_SESSION, states.TABLE_CLOSED, states.MINUTES_APPROVED, states.ARCHIVED)


def ask(*, release_id: UUID, uid: str = "", reason: str, harm_id: UUID | None = None, by: Actor) -> Suspension:
    """Ask that a release, or one clause of it (`uid`), is taken off the screens. A second person confirms.

    Raises NotPermitted, NotNow, NotValid, NotFound.
    """
    policy_releases.check_asks_to_suspend(by)
    with unit(by=by) as u:
        release = locks_releases.lock_release(by, release_id)
        releasing.check_moment(release, "suspend")
        if uid and all(clause["uid"] != uid for clause in release.edition.content["clauses"]):
            raise NotValid(_("Choose a clause of this release, or the whole of it."), code="clause_unknown")
        standing = Suspension.objects.filter(
            release=release, uid=uid, state__in=(states.SUSPENSION_ASKED, *states.SUSPENDS)
        ).first()
        if standing is not None:
            raise NotNow(words_releases.SUSPENSION_NOT_NOW[standing.state], code=f"suspension_{standing.state}")
        if by.account_id is None:
            raise NotPermitted(_("A suspension is asked for by a person."), code="nobody")
        row = Suspension.objects.create(
            release=release,
            uid=uid,
            reason=no_case.reason(reason),
            harm=_harm(harm_id),
            asked_by=by.account_id,
            asked_at=clock.now(),
            state=states.SUSPENSION_ASKED,
        )
        u.log("suspension.asked", object_type="suspension", object_id=row.pk)
        two_people.begun(u, "suspension", row.pk, urgent=True)
        return row


def confirm(*, suspension_id: UUID, by: Actor) -> Suspension:
    """Confirm as the second person: from this moment it is off the screens, and on the agenda of the next table.

    A whole release gives way to what was there before it; one clause to the same forms without it.
    Raises NotPermitted, NotNow, NotFound.
    """
    policy_releases.check_oversees(by)
    with unit(by=by) as u:
        tables = _next_tables(suspension_id)
        row = _held(by, suspension_id, "confirm")
        if by.account_id is None or by.account_id == row.asked_by:
            raise NotNow(
                _("You asked for this suspension, so somebody else confirms it: it takes two people."),
                code="same_person",
            )
        release = row.release
        releasing.check_moment(release, "suspend")
        row.state, row.confirmed_by, row.confirmed_at = states.SUSPENSION_IN_FORCE, by.account_id, clock.now()
        row.save(update_fields=["state", "confirmed_by", "confirmed_at"])
        if row.uid:
            release_forms.bring(u, release, queries.suspended(release))
        else:
            _off(u, release)
        _close_harm(u, row)
        u.log("suspension.confirmed", object_type="suspension", object_id=row.pk)
        u.tell("suspension.confirmed", suspension=str(row.pk))
        for table in tables:
            seeding.seed(u, table)
        row.refresh_from_db()
        return row


def decline(*, suspension_id: UUID, answer: str, by: Actor) -> Suspension:
    """Decline to take something off the screens, with the reason. Raises NotPermitted, NotNow, NotValid."""
    policy_releases.check_oversees(by)
    with unit(by=by) as u:
        row = _held(by, suspension_id, "decline")
        _settle(row, states.SUSPENSION_DECLINED, no_case.reason(answer), None)
        u.log("suspension.declined", object_type="suspension", object_id=row.pk)
        return row


def lift(*, suspension_id: UUID, table_id: UUID | None, answer: str, by: Actor) -> Suspension:
    """Bring back what was suspended, after a table looked at it. Raises NotPermitted, NotNow, NotValid."""
    policy.check_secretariat(by)
    with unit(by=by) as u:
        table = _table(by, table_id)
        row = _held(by, suspension_id, "lift")
        _settle(row, states.SUSPENSION_LIFTED, no_case.reason(answer), _after(row, table))
        release = row.release
        if not row.uid:
            release.state = releasing.check_moment(release, "resume")
            release.save(update_fields=["state"])
        if release.state == states.LIVE:
            release_forms.bring(u, release, queries.suspended(release))
        u.log("suspension.lifted", object_type="suspension", object_id=row.pk)
        u.tell("suspension.lifted", suspension=str(row.pk))
        return row


def keep(*, suspension_id: UUID, table_id: UUID | None, answer: str, by: Actor) -> Suspension:
    """Note that a table looked at it and leaves it off the screens. Raises NotPermitted, NotNow, NotValid."""
    policy.check_secretariat(by)
    with unit(by=by) as u:
        table = _table(by, table_id)
        row = _held(by, suspension_id, "keep")
        _settle(row, states.SUSPENSION_KEPT, no_case.reason(answer), _after(row, table))
        u.log("suspension.kept", object_type="suspension", object_id=row.pk)
        return row


def _held(by: Actor, suspension_id: UUID, verb: str) -> Suspension:
    row = locks_releases.lock_suspension(by, suspension_id)
    if states.leads_to(states.SUSPENSION_TRANSITIONS, verb, row.state) is None:
        raise NotNow(words_releases.SUSPENSION_NOT_NOW[row.state], code=f"suspension_{row.state}")
    return row


def _off(u: Unit, release: Release) -> None:
    """What the screens showed before the release came on them is there again."""
    live = releasing.detail(release, states.EFFECTIVE, releasing.WENT_LIVE) or {"before": {}}
    release.state = states.SUSPENDED
    release.save(update_fields=["state"])
    release_forms.put(u, live["before"])
    u.log("release.suspended", object_type="release", object_id=release.pk)


def _harm(harm_id: UUID | None) -> HarmReport | None:
    if harm_id is None:
        return None
    found = HarmReport.objects.filter(pk=harm_id, state=states.HARM_OPEN).first()
    if found is None:
        raise NotNow(words_releases.HARM_SETTLED, code="harm_settled")
    return found


def _close_harm(u: Unit, row: Suspension) -> None:
    """The report that led here is settled by the suspension itself."""
    if row.harm_id is None:
        return
    harm = HarmReport.objects.select_for_update().get(pk=row.harm_id)
    after = states.leads_to(states.HARM_TRANSITIONS, "suspend", harm.state)
    if after is None:
        return
    harm.state, harm.answer, harm.settled_on = after, row.reason, clock.today()
    harm.save(update_fields=["state", "answer", "settled_on"])
    u.log("harm.suspended", object_type="harm_report", object_id=harm.pk)


def _next_tables(suspension_id: UUID) -> list[RoundTable]:
    """The next table of the cycle, held before the document is: the order in which decisions hold them."""
    cycle_id = Suspension.objects.filter(pk=suspension_id).values_list("release__document__cycle_id", flat=True).first()
    rows = RoundTable.objects.filter(cycle=cycle_id, state__in=states.BEFORE_SESSION).order_by("number")
    return list(rows.select_for_update(of=("self",)).select_related("cycle")[:1])


def _table(by: Actor, table_id: UUID | None) -> RoundTable:
    if table_id is None:
        raise NotValid(_("Choose the table that looked at it."), code="table_missing")
    return locks.lock_table(by, table_id)


def _after(row: Suspension, table: RoundTable) -> RoundTable:
    """The table, if it met after the suspension and belongs to its cycle. Raises NotValid."""
    met = table.closed_at or clock.now()
    known = row.confirmed_at is not None and met >= row.confirmed_at
    if table.cycle_id != row.release.document.cycle_id or table.state not in SPOKEN or not known:
        raise NotValid(_("Choose a table of this cycle that met after the suspension."), code="table_missing")
    return table


def _settle(row: Suspension, state: str, answer: str, table: RoundTable | None) -> None:
    row.state, row.answer, row.settled_at_table, row.settled_at = state, answer, table, clock.now()
    row.save(update_fields=["state", "answer", "settled_at_table", "settled_at"])
