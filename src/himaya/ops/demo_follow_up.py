"""What the demo's tables recommended, and what became of it: answered, reported, verified, merged, or met by silence.

Brought in by the same verbs as everybody; each word of an institution came by mail or letter on its day.
"""

from datetime import date
from typing import Any
from uuid import UUID

from himaya.coordination import states
from himaya.coordination import states_following as following
from himaya.coordination.actions import (
    clusters,
    endings,
    evidence,
    follow_up_actions,
    grades,
    progress,
    recommendations,
    reminders,
    responses,
    verifications,
)
from himaya.coordination.models import FollowUpReminder
from himaya.institutions.content_reader import Row, pack_folder, read_file
from himaya.kernel import clock
from himaya.ops.demo_scene import Scene

FILE = "follow_up.yaml"


def read(pack: str) -> Row:
    """The file of a pack. Raises ContentError."""
    return read_file(pack_folder(pack) / FILE)


def enter_from_elsewhere(scene: Scene, file: Row) -> None:
    """What came from a review or a report before the first table."""
    for row in file.rows("recommendations"):
        entered = row.maybe_number("entered")
        if entered is not None:
            with scene.on(entered):
                _enter(scene, row, {"source_kind": row.text("source"), "source_ref": row.text("source_ref")})


def recommend(scene: Scene, name: str) -> None:
    """What is recommended at this table, point by point. The clock stands at the table's end."""
    if scene.follow_up is None:
        return
    for row in scene.follow_up.rows("recommendations"):
        if row.maybe("at") == name:
            at = {"table_id": scene.tables[name].pk, "item_id": scene.items[row.text("item")]}
            _enter(scene, row, {"source_kind": following.FROM_TABLE, **at})


def follow(scene: Scene, file: Row, *, after: int | None = None, until: int | None = None) -> None:
    """What became of them, day by day: older than `until` days, or younger than `after`."""
    steps = [(row, step) for row in file.rows("recommendations") for step in _steps(row)]
    for row, step in sorted(steps, key=lambda pair: -pair[1].number("days_ago")):
        days_ago = step.number("days_ago")
        if (until is not None and days_ago <= until) or (after is not None and days_ago >= after):
            continue
        with scene.on(days_ago):
            _move(scene, row, step)


def work_together(scene: Scene, file: Row) -> None:
    """Two that ask for the same stand in a cluster; one piece of work serves two. Then the clock looks for silence."""
    row = file.inner("cluster")
    with scene.on(row.number("days_ago")):
        ids = [scene.recommendations[name] for name in row.words("of")]
        clusters.form(titles=row.local("titles").as_dict(), recommendation_ids=ids, by=scene.secretary)
    row = file.inner("action")
    with scene.on(row.number("days_ago")):
        action = follow_up_actions.plan(
            text=row.text("text"),
            recommendation_ids=[scene.recommendations[name] for name in row.words("serves")],
            institution_id=row.text("institution"),
            due_on=_due(scene, row),
            by=scene.secretary,
        )
        follow_up_actions.begin(action_id=action.pk, by=scene.secretary)
    reminders.remind_due(by=scene.secretary)


def _enter(scene: Scene, row: Row, source: dict[str, Any]) -> None:
    on = row.maybe_number("source_days_ago")
    made = recommendations.enter(
        **source,
        source_on=scene.day(on) if on is not None else None,
        texts={code: text for code, text in row.inner("texts").data.items() if isinstance(text, str)},
        rationale=row.text("rationale", ""),
        theme=row.text("theme"),
        action_type=row.text("action_type", ""),
        plan_axis=row.text("plan_axis", ""),
        sdg=row.text("sdg", ""),
        priority=row.text("priority"),
        lead_id=row.text("lead", ""),
        lead_name=row.text("lead_name", ""),
        contributors=row.words("contributors") if row.data.get("contributors") else (),
        due_on=_due(scene, row),
        indicator=row.text("indicator", ""),
        baseline=row.text("baseline", ""),
        target=row.text("target", ""),
        resources=row.text("resources", ""),
        by=scene.secretary,
    )
    scene.recommendations[row.row] = made.pk
    if row.flag("addressed", default=False):
        recommendations.address(recommendation_id=made.pk, by=scene.secretary)


def _due(scene: Scene, row: Row) -> date | None:
    """The day by which it is due: days ago, with a minus when it lies ahead."""
    value = row.data.get("due")
    return scene.day(value) if isinstance(value, int) else None


def _steps(row: Row) -> list[Row]:
    value = row.data.get("then")
    return [Row(row.file, one, row.row) for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _move(scene: Scene, row: Row, step: Row) -> None:
    key, by = scene.recommendations[row.row], scene.secretary
    match step.text("do"):
        case "answer":
            _answer(scene, row, step, key)
        case "report":
            _report(scene, row, step, key)
        case "evidence":
            _show(row, step, key, scene)
        case "verify":
            verifications.verify(recommendation_id=key, by=by)
        case "close":
            verifications.close(recommendation_id=key, by=by)
        case "grade":
            grades.give(recommendation_id=key, grade=step.text("grade"), note=step.text("note"), by=by)
        case "merge":
            into = scene.recommendations[step.text("into")]
            endings.merge(recommendation_id=key, into_id=into, reason=step.text("reason"), by=by)
        case "remind":
            _remind(scene, key)


def _answer(scene: Scene, row: Row, step: Row, key: UUID) -> None:
    responses.give(
        recommendation_id=key,
        response=step.text("response"),
        reason=step.text("reason", ""),
        how=step.text("how"),
        delegate_id=scene.speakers.get(row.text("lead", "")),
        received_on=clock.today(),
        by=scene.secretary,
    )


def _report(scene: Scene, row: Row, step: Row, key: UUID) -> None:
    """A letter that the authority signed, entered and accepted on its day."""
    lead, on = row.text("lead", ""), clock.today()
    report = progress.enter_letter(
        recommendation_id=key,
        text=step.text("text"),
        value=step.text("value", ""),
        as_of=on,
        done=step.flag("done", default=False),
        how=step.text("how"),
        delegate_id=scene.speakers.get(lead),
        received_on=on,
        institution_id=lead,
        entity=row.text("lead_name", ""),
        by=scene.secretary,
    )
    progress.accept(report_id=report.pk, by=scene.secretary)


def _show(row: Row, step: Row, key: UUID, scene: Scene) -> None:
    evidence.add(
        recommendation_id=key,
        kind=step.text("kind"),
        title=step.text("title"),
        dated_on=clock.today(),
        confidentiality=following.TO_MEMBERS,
        where=step.text("where"),
        institution_id=row.text("lead"),
        by=scene.secretary,
    )


def _remind(scene: Scene, key: UUID) -> None:
    """The clock finds that a word is owed; the secretariat sends the letter on the same day."""
    reminders.remind_due(by=scene.secretary)
    owed = FollowUpReminder.objects.filter(recommendation_id=key, sent_on__isnull=True)
    reminders.record(
        reminder_ids=list(owed.values_list("pk", flat=True)),
        how=states.LETTER,
        sent_on=clock.today(),
        by=scene.secretary,
    )
