"""The first release of the demo's texts, at its gates in the past, and what the field has noted since.

By the verbs of releases, each by somebody who may: the secretariat, two reviewers who did not write, pilot desks.
"""

from datetime import date, datetime, timedelta

from himaya.coordination import rules_release, states
from himaya.coordination.actions import harms, release_pilots, releases, reviews
from himaya.coordination.models import Edition, PilotDesk, Release
from himaya.coordination.releasing import facts, rules_of
from himaya.institutions.content_reader import Row
from himaya.instruments import field, queries
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM, Actor
from himaya.ops import demo_scene
from himaya.ops.demo_scene import Scene
from himaya.training.actions import course_revisions
from himaya.training.queries import courses

SAFETY, DATA_PROTECTION = "asso-accueil-chef", "protection-donnees"


def release_first(scene: Scene, texts: Row, document: str) -> None:
    """Take the first edition of a text through every gate, and on the screens."""
    row, by = texts.inner("first_release"), scene.secretary
    reviewers = {
        states.SAFETY: demo_scene.somebody(SAFETY),
        states.DATA_PROTECTION: demo_scene.somebody(DATA_PROTECTION),
    }
    edition = Edition.objects.get(document_id=scene.documents[document], number=1)
    day = edition.adopted_on + timedelta(days=row.number("after"))
    with clock.stopped(scene.at(day, "09:00")):
        release = releases.open(edition_id=edition.pk, by=by)
        releases.pass_checks(release_id=release.pk, by=by)
        releases.acknowledge_golden(release_id=release.pk, by=by)
        releases.acknowledge_impact(release_id=release.pk, by=by)
        release_pilots.begin(release_id=release.pk, desk_ids=row.words("pilot_desks"), by=by)
    day += timedelta(days=rules_of(release).pilot_days)
    with clock.stopped(scene.at(day, "09:30")):
        for one in PilotDesk.objects.filter(release=release):
            release_pilots.record_finding(
                release_id=release.pk, desk_id=one.desk_id, finding=row.text("finding"), harmful=False, by=by
            )
        release_pilots.end(release_id=release.pk, by=by)
    _read_over(release, scene.at(day, "14:00"), row, reviewers, by)
    _go_live(scene, release, day, by)


def _read_over(release: Release, at: datetime, row: Row, reviewers: dict[str, Actor], by: Actor) -> None:
    with clock.stopped(at):
        for part, reviewer in reviewers.items():
            reviews.review(release_id=release.pk, part=part, note=row.text(part), by=reviewer)
        for code in rules_release.LANGUAGES:
            reviews.check_language(release_id=release.pk, language=code, by=by)
        for institution_id in rules_release.owed(states.TRAINING, facts(release)):
            reviews.acknowledge_training(
                release_id=release.pk, institution_id=institution_id, how=states.LETTER, reference="F/1", by=by
            )


def _go_live(scene: Scene, release: Release, day: date, by: Actor) -> None:
    first_day = day + timedelta(days=rules_of(release).notice_days)
    with clock.stopped(scene.at(day, "16:00")):
        for module in courses.owed(release):
            course_revisions.note(release_id=release.pk, module=module, by=by)
        releases.schedule(release_id=release.pk, effective_on=first_day, by=by)
    with clock.stopped(scene.at(first_day, "08:00")):
        releases.go_live(release_id=release.pk, by=by)


def note_field(texts: Row) -> None:
    """Invented forms of some institutions, noted like every form that is filled; where enough are there, counted."""
    for row in texts.rows("field"):
        version = queries.in_force(row.text("form"))
        asked = [str(one["uid"]) for one in version.source["survey"] if one.get("triage")]
        for place in range(row.number("filled")):
            heard = {uid: _heard(row.inner("heard").data.get(uid), place) for uid in asked}
            field.note(
                version_id=version.pk,
                institution_id=row.text("institution"),
                readings=heard,
                overridden=place < row.number("overridden"),
                by=SYSTEM,
            )
    field.fold()


def report_harm(texts: Row) -> None:
    """What a desk noticed, in the register without a name."""
    row = texts.inner("harm")
    harms.report(
        version_id=queries.in_force(row.text("form")).pk,
        uid=row.text("uid"),
        kind=row.text("kind"),
        text=row.text("text"),
        by=demo_scene.somebody(row.text("account")),
    )


def _heard(counts: object, place: int) -> str:
    """How a clause was heard in the form at this place: first the readings of the file, then no sign."""
    for reading, count in counts.items() if isinstance(counts, dict) else ():
        if place < count:
            return str(reading)
        place -= count
    return "no"
