"""The verbs of the pilot of a release: tried at named desks before anybody else, what they found, its end."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.coordination import (
    going_live,
    locks_releases,
    policy,
    policy_releases,
    release_clock,
    release_forms,
    release_impact,
    releasing,
    rules_audience,
    rules_release,
    states,
    words_releases,
)
from himaya.coordination.models import EditionForm, PilotDesk, Release
from himaya.coordination.queries import release_rows as queries
from himaya.institutions.models import Desk
from himaya.instruments.actions import pilots
from himaya.instruments.models import Version
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.unit import Unit, unit

REASON = 600


def begin(*, release_id: UUID, desk_ids: Sequence[str], by: Actor) -> Release:
    """Try the release at some of the desks that it is for, for the days that the rules of the cycle say.

    Raises NotNow, NotValid, NotPermitted.
    """
    policy.check_secretariat(by)
    with unit(by=by) as u:
        row = locks_releases.lock_release(by, release_id)
        releasing.check_gate(row, states.PILOT)
        if row.pilot_from is not None:
            raise NotNow(_("The pilot of this release has begun already. Look at its desks."), code="pilot_begun")
        forms = release_impact.touched(row)
        # What touches no form (a first text over forms that are in force) is looked at where its forms are used.
        chosen = _chosen(forms or list(queries.forms_of(row).values()), desk_ids)
        # What is suspended today is tried without it as well.
        standing = queries.standing_release(row.document_id)
        off = queries.suspended(standing) if standing is not None else []
        versions = release_forms.without(u, row, off)
        days = releasing.rules_of(row).pilot_days
        row.pilot_from = clock.now()
        row.pilot_until = rules_release.days_after(row.pilot_from, days, release_clock.day())
        row.save(update_fields=["pilot_from", "pilot_until"])
        for desk in chosen:
            PilotDesk.objects.create(release=row, desk=desk)
            _try(u, desk, [versions[form.name] for form in forms])
        u.log("release.pilot_begun", object_type="release", object_id=row.pk)
        return row


def record_finding(*, release_id: UUID, desk_id: str, finding: str, harmful: bool, by: Actor) -> PilotDesk:
    """Say what a desk of the pilot found: its own lead or first line, or the secretariat for what came on paper.

    Harm stops the release at once: it is abandoned and the desks go back to what they had.
    Raises NotPermitted, NotNow, NotValid, NotFound.
    """
    with unit(by=by) as u:
        row = _held(by, release_id, desk_id)
        found = PilotDesk.objects.filter(release=row, desk=desk_id).first()
        if found is None:
            raise NotFound
        releasing.check_gate(row, states.PILOT)
        if found.found_on is not None:
            raise NotNow(_("This desk has said already what it found. Look at it below."), code="finding_given")
        found.finding = releasing.said(finding, missing=_("Say in a few sentences what the desk found."))
        found.harmful, found.found_on = harmful, clock.today()
        found.save(update_fields=["finding", "harmful", "found_on"])
        u.log("release.found", object_type="release", object_id=row.pk, code="harmful" if harmful else "")
        if harmful:
            going_live.give_up(u, row, found.finding[:REASON])
        return found


def end(*, release_id: UUID, by: Actor) -> Release:
    """End a pilot whose days are over and whose desks have all said what they found. Raises NotNow."""
    policy.check_secretariat(by)
    with unit(by=by) as u:
        row = locks_releases.lock_release(by, release_id)
        releasing.check_gate(row, states.PILOT)
        if row.pilot_until is None:
            raise NotNow(_("The pilot has not begun yet. Name its desks first."), code="pilot_not_begun")
        trials = releasing.facts(row).trials
        gap = rules_release.pilot_gap(trials, until=row.pilot_until, now=clock.now())
        if gap:
            raise NotNow(words_releases.PILOT_GAPS[gap], code=gap)
        going_live.end_pilots(u, row)
        releasing.note(u, row, states.PILOT, found={"desks": [one.desk for one in trials]})
        u.log("release.gate_passed", object_type="release", object_id=row.pk, code=states.PILOT)
        return row


def _chosen(forms: Sequence[EditionForm], desk_ids: Sequence[str]) -> list[Desk]:
    """Desks that stand today and use one of the forms."""
    known = {desk.pk: desk for desk in release_impact.desks(forms)}
    wanted = list(dict.fromkeys(desk_ids))
    if not wanted or any(one not in known for one in wanted):
        raise NotValid(_("Choose at least one desk, of those that use these forms."), code="pilot_desks")
    return [known[one] for one in wanted]


def _try(u: Unit, desk: Desk, versions: Sequence[Version]) -> None:
    mine = rules_audience.audiences_of(desk.kind)
    for version in versions:
        if version.audience in mine:
            pilots.begin(version_id=version.pk, desk_id=desk.pk, by=u.by)


def _held(by: Actor, release_id: UUID, desk_id: str) -> Release:
    """The release, for a desk of its pilot too, which may sit at no table."""
    own = by.desk_id == desk_id and by.has(*policy_releases.FINDERS)
    if not own:
        if not policy.is_secretariat(by):
            policy_releases.check_sees(by)
            raise NotPermitted(words_releases.OTHER_DESK, code="other_desk")
        return locks_releases.lock_release(by, release_id)
    return locks_releases.lock_tried(desk_id, release_id)
