"""What happens when a release comes on the screens, or is given up before. The document and the release are held."""

from himaya.coordination import release_forms, releasing, states
from himaya.coordination.models import PilotDesk, Release, Suspension
from himaya.coordination.queries import release_rows as queries
from himaya.instruments.actions import pilots
from himaya.instruments.models import Pilot
from himaya.kernel import clock
from himaya.kernel.unit import Unit


def go(u: Unit, release: Release, after: str) -> None:
    """Supersede what is on the screens, carry over what is suspended in it, put every form in force.

    Raises NotNow where a suspended clause cannot be left out of the new forms.
    """
    before = release_forms.in_force_now(list(queries.forms_of(release)))
    standing = queries.standing_release(release.document_id)
    open_suspensions = _supersede(u, standing) if standing is not None else []
    release.state, release.live_at = after, clock.now()
    release.save(update_fields=["state", "live_at"])
    _carry_over(u, release, open_suspensions)
    release_forms.bring(u, release, queries.suspended(release))
    releasing.note(u, release, states.EFFECTIVE, releasing.WENT_LIVE, found={"before": before})
    u.log("release.live", object_type="release", object_id=release.pk)
    u.tell("release.live", release=str(release.pk))


def give_up(u: Unit, release: Release, reason: str) -> None:
    """Abandon a release that is not on the screens; its pilots end. Raises NotNow."""
    release.state = releasing.check_moment(release, "abandon")
    release.reason, release.ended_at = reason, clock.now()
    release.save(update_fields=["state", "reason", "ended_at"])
    end_pilots(u, release)
    u.log("release.abandoned", object_type="release", object_id=release.pk)


def end_pilots(u: Unit, release: Release) -> None:
    """The desks of the pilot go back to what is in force for everybody."""
    desks = list(PilotDesk.objects.filter(release=release).values_list("desk_id", flat=True))
    names = list(queries.forms_of(release))
    rows = Pilot.objects.filter(desk__in=desks, name__in=names, until=None)
    for version_id in sorted(set(rows.values_list("version_id", flat=True))):
        pilots.end(version_id=version_id, by=u.by)


def _supersede(u: Unit, standing: Release) -> list[Suspension]:
    """The release before steps back; returns what was suspended in it, or asked to be, clause by clause."""
    standing.state = releasing.check_moment(standing, "supersede")
    standing.ended_at = clock.now()
    standing.save(update_fields=["state", "ended_at"])
    u.log("release.superseded", object_type="release", object_id=standing.pk)
    rows = Suspension.objects.filter(release=standing, state__in=(states.SUSPENSION_ASKED, *states.SUSPENDS))
    found = list(rows.order_by("confirmed_at", "asked_at", "pk"))
    for row in found:
        Suspension.objects.filter(pk=row.pk).update(state=states.SUSPENSION_OVER, settled_at=clock.now())
        u.log("suspension.over", object_type="suspension", object_id=row.pk)
    return [row for row in found if row.uid]


def _carry_over(u: Unit, release: Release, rows: list[Suspension]) -> None:
    """What did harm does not come back by the way of a new release: only a table lifts it."""
    known = {clause["uid"] for clause in release.edition.content["clauses"]}
    for row in rows:
        if row.uid not in known:
            continue
        again = Suspension.objects.create(
            release=release,
            uid=row.uid,
            reason=row.reason,
            harm=row.harm,
            asked_by=row.asked_by,
            asked_at=row.asked_at,
            confirmed_by=row.confirmed_by,
            confirmed_at=row.confirmed_at,
            state=row.state,
            settled_at_table=row.settled_at_table,
            answer=row.answer,
        )
        u.log("suspension.carried_over", object_type="suspension", object_id=again.pk)
