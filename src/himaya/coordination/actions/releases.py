"""The verbs of a release: opened after an adoption, taken through its gates, announced, on the screens, rolled back.

The gates that others than the secretariat pass are in `reviews` and `release_pilots`. Everything holds the document
first, so that a release, another one and a suspension never pass each other.
"""

from datetime import date, datetime, time
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from himaya.coordination import (
    going_live,
    locks_releases,
    no_case,
    policy,
    release_checks,
    release_clock,
    release_courses,
    release_golden,
    release_impact,
    release_needs,
    releasing,
    rules_release,
    states,
    words_releases,
)
from himaya.coordination.models import Edition, Release
from himaya.coordination.queries import release_rows as queries
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.unit import Unit, unit


def open(*, edition_id: UUID, by: Actor) -> Release:
    """Take the last edition of a document on its way to the screens. Raises NotNow, NotPermitted, NotFound."""
    policy.check_secretariat(by)
    with unit(by=by) as u:
        edition = _edition(edition_id)
        _check_free(edition)
        if Edition.objects.filter(document=edition.document_id, number__gt=edition.number).exists():
            raise NotNow(
                _("A later edition of this text was adopted. Release that one, or roll back to this one."),
                code="edition_not_last",
            )
        if Release.objects.filter(edition=edition).exclude(state=states.ABANDONED).exists():
            raise NotNow(_("This edition was released already. Look at its release."), code="edition_released")
        row = _new(u, edition, None, "")
        u.log("release.opened", object_type="release", object_id=row.pk)
        return row


def pass_checks(*, release_id: UUID, by: Actor) -> Release:
    """Look at every form again: compiled, reachable for every actor, in three languages. What was found is frozen.

    Raises NotNow with the sentence of the first finding.
    """
    policy.check_secretariat(by)
    with unit(by=by) as u:
        row = locks_releases.lock_release(by, release_id)
        releasing.check_gate(row, states.CHECKS)
        found = release_checks.findings(row)
        if found:
            raise NotNow(found[0].sentence, code=found[0].code)
        releasing.note(u, row, states.CHECKS, found=release_checks.frozen(row))
        _passed(u, row, states.CHECKS)
        return row


def acknowledge_golden(*, release_id: UUID, note: str = "", by: Actor) -> Release:
    """Say that the differences in the stored samples were seen; they are frozen as they were seen. Raises NotNow."""
    policy.check_secretariat(by)
    with unit(by=by) as u:
        row = locks_releases.lock_release(by, release_id)
        releasing.check_gate(row, states.GOLDEN)
        said = releasing.said(note)
        releasing.note(u, row, states.GOLDEN, found=release_golden.frozen(row), said=said)
        _passed(u, row, states.GOLDEN)
        return row


def acknowledge_impact(*, release_id: UUID, note: str = "", by: Actor) -> Release:
    """Say that it was seen whom and what the release touches; a substantive one enters the needs for training.

    Raises NotNow.
    """
    policy.check_secretariat(by)
    with unit(by=by) as u:
        row = locks_releases.lock_release(by, release_id)
        releasing.check_gate(row, states.IMPACT)
        found = release_impact.frozen(row)
        entered = release_needs.enter(row, found, by=by)
        releasing.note(u, row, states.IMPACT, found={**found, "needs": entered}, said=releasing.said(note))
        _passed(u, row, states.IMPACT)
        return row


def schedule(*, release_id: UUID, effective_on: date | None, by: Actor) -> Release:
    """Announce the first day, or another one while the first has not come. At least the notice lies before it.

    It begins with that day by the nation's clock; in an exercise, so many seconds from now. Raises NotNow, NotValid.
    """
    policy.check_secretariat(by)
    with unit(by=by) as u:
        row = locks_releases.lock_release(by, release_id)
        announced = row.state == states.SCHEDULED
        if not announced:
            releasing.check_gate(row, states.EFFECTIVE, "announced")
            release_courses.check(row)
        after = releasing.check_moment(row, "move" if announced else "schedule")
        on = _first_day(row, effective_on)
        row.state, row.effective_at = after, _begins(on)
        row.save(update_fields=["state", "effective_at"])
        moment = row.effective_at.isoformat()
        if not announced:
            releasing.note(u, row, states.EFFECTIVE, "announced", found={"on": on.isoformat(), "at": moment})
        u.tell("release.due", due_at=row.effective_at, release=str(row.pk), effective=moment)
        action = "release.moved" if announced else "release.scheduled"
        u.log(action, object_type="release", object_id=row.pk)
        return row


def go_live(*, release_id: UUID, effective: str = "", by: Actor) -> Release:
    """Put every form of the release in force in one unit, once its first day has come; the one before is superseded.

    The system comes at the moment that was announced (`effective`): where the day was moved, the release abandoned, or
    somebody was faster, it does nothing. Raises NotNow for the secretariat, and where a clause that is suspended
    cannot be left out.
    """
    policy.check_secretariat(by)
    with unit(by=by) as u:
        row = locks_releases.lock_release(by, release_id)
        if by.kind == "system" and not _is_the_moment(row, effective):
            return row
        after = releasing.check_moment(row, "go_live")
        if row.effective_at is None or clock.now() < row.effective_at:
            raise NotNow(_("The first day of this release has not come yet."), code="release_not_due")
        going_live.go(u, row, after)
        return row


def abandon(*, release_id: UUID, reason: str, by: Actor) -> Release:
    """Give a release up before it is on the screens; its pilots end. Raises NotNow, NotValid."""
    policy.check_secretariat(by)
    with unit(by=by) as u:
        row = locks_releases.lock_release(by, release_id)
        going_live.give_up(u, row, no_case.reason(reason))
        return row


def roll_back(*, release_id: UUID, to_edition_id: UUID, reason: str, by: Actor) -> Release:
    """Open a release of an earlier edition in the place of what is on the screens: history stays linear.

    Samples, impact and first day are passed anew; the other gates are taken over from the release in which that
    edition was on the screens, each recorded as such. Raises NotNow, NotValid, NotFound.
    """
    policy.check_secretariat(by)
    with unit(by=by) as u:
        now = locks_releases.lock_release(by, release_id)
        if now.state not in (states.LIVE, states.SUSPENDED):
            raise NotNow(
                _("Only what is on the screens, or was just suspended, is rolled back."), code=f"release_{now.state}"
            )
        to = Edition.objects.select_related("draft").filter(pk=to_edition_id, document=now.document_id).first()
        was = _was_live(now, to)
        if to is None or was is None:
            raise NotValid(_("Choose an earlier edition that was on the screens."), code="edition_never_live")
        _check_free(to)
        row = _new(u, to, now, no_case.reason(reason))
        for step in releasing.steps(was):
            if step.gate in rules_release.TAKEN_OVER:
                releasing.take_over(row, step, was)
        releasing.move_on(row)
        u.log("release.rolled_back", object_type="release", object_id=row.pk)
        return row


def _edition(edition_id: UUID) -> Edition:
    document_id = Edition.objects.filter(pk=edition_id).values_list("document_id", flat=True).first()
    if document_id is None:
        raise NotFound
    locks_releases.lock_document(document_id)
    return Edition.objects.select_related("document").get(pk=edition_id)


def _check_free(edition: Edition) -> None:
    if queries.under_way(edition.document_id) is not None:
        raise NotNow(words_releases.ANOTHER_UNDER_WAY, code="release_under_way")


def _new(u: Unit, edition: Edition, rolls_back: Release | None, reason: str) -> Release:
    last = Release.objects.filter(document=edition.document_id).aggregate(last=Max("number"))["last"] or 0
    return Release.objects.create(
        document_id=edition.document_id,
        edition=edition,
        number=last + 1,
        rolls_back=rolls_back,
        state=states.PREPARING,
        gate=states.GATES[0],
        reason=reason,
        opened_by=u.by.account_id,
        opened_at=clock.now(),
    )


def _was_live(now: Release, to: Edition | None) -> Release | None:
    rows = Release.objects.filter(document=now.document_id, edition=to, live_at__isnull=False)
    return rows.exclude(edition=now.edition_id).order_by("-live_at", "-number").first()


def _first_day(row: Release, effective_on: date | None) -> date:
    if effective_on is None:
        raise NotValid(_("Choose the first day: the day, the month and the year."), code="effective_on")
    notice = releasing.rules_of(row).notice_days
    if rules_release.early(effective_on, today=clock.today(), notice_days=notice):
        raise NotValid(
            str(_("The first day lies at least %(days)s days ahead, by the rules of the cycle. Choose a later one."))
            % {"days": notice},
            code="effective_on",
        )
    return effective_on


def _begins(on: date) -> datetime:
    if release_clock.is_fast():
        ahead = (on - clock.today()).days
        return rules_release.days_after(clock.now(), ahead, release_clock.day())
    return datetime.combine(on, time.min, tzinfo=clock.here())


def _is_the_moment(row: Release, effective: str) -> bool:
    announced = row.effective_at
    return row.state == states.SCHEDULED and announced is not None and announced == datetime.fromisoformat(effective)


def _passed(u: Unit, row: Release, gate: str) -> None:
    u.log("release.gate_passed", object_type="release", object_id=row.pk, code=gate)
