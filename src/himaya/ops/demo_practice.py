"""What the demo's institutions state of their practice, what they need, what stayed open, what they took home."""

from datetime import timedelta
from uuid import UUID

from himaya.coordination.actions import needs, practice, practice_maps, questions, take_aways
from himaya.coordination.models import AgendaItem, PracticeStep, RoundTable
from himaya.institutions.content_reader import Row
from himaya.ops.demo_scene import Scene


def map_practice(scene: Scene) -> None:
    """A map on which eight institutions disagree on exactly three points."""
    row = scene.file.inner("practice_map")
    steps = row.rows("steps")
    with scene.on(row.number("opened")):
        opened = practice_maps.open(
            cycle_id=scene.cycle_id,
            titles=row.local("titles").as_dict(),
            steps=[one.local("titles").as_dict() for one in steps],
            due_on=scene.day(row.number("due")),
            table_id=scene.tables["first"].pk,
            theme_id=None,
            by=scene.secretary,
        )
    made = PracticeStep.objects.filter(practice_map=opened).order_by("number").values_list("pk", flat=True)
    by_name = dict(zip((one.row for one in steps), made, strict=True))
    for place, one in enumerate(row.rows("statements")):
        with scene.on(row.number("opened") - 4 - place % 40):
            _state(scene, one, by_name[one.text("step")])
    scene.items["practice_map"] = opened.pk


def _state(scene: Scene, row: Row, step_id: UUID) -> None:
    institution_id = row.text("institution")
    practice.state(
        step_id=step_id,
        institution_id=institution_id,
        said=practice.Practice(
            does=row.text("does"),
            unit=row.text("unit", ""),
            form=row.text("form", ""),
            hours=row.maybe_number("hours"),
            legal_basis=row.text("basis", ""),
            passes_to_id=row.text("passes_to", ""),
            note=row.text("note", ""),
        ),
        how="mail",
        delegate_id=scene.speakers[institution_id],
        seen=0,
        by=scene.secretary,
    )


def enter_needs(scene: Scene, table: RoundTable, item: AgendaItem, row: Row) -> None:
    """The needs that were voiced at this table, on its point about needs."""
    if item.kind != "needs":
        return
    name = next(key for key, one in scene.tables.items() if one.pk == table.pk)
    for one in scene.file.rows("needs"):
        if one.maybe("at") == name:
            scene.items[one.row] = _need(scene, one, table.pk, item.pk)


def follow_needs(scene: Scene, *, after_second: bool) -> None:
    """What became of the needs before the second table, or since."""
    second = scene.file.inner("second").number("days_ago")
    steps = [(one, then) for one in scene.file.rows("needs") for then in _steps(one)]
    for one, then in sorted(steps, key=lambda pair: -pair[1].number("days_ago")):
        if (then.number("days_ago") < second) is after_second:
            with scene.on(then.number("days_ago")):
                _move(scene, scene.items[one.row], then)


def follow_up(scene: Scene) -> None:
    """Since the second table: answers, the map closed, a need that came in between the tables."""
    for one in scene.file.inner("second").rows("questions"):
        if one.data.get("answered") is not None:
            answered = one.inner("answered")
            with scene.on(answered.number("days_ago")):
                questions.answer(
                    question_id=scene.items[one.row],
                    text=answered.text("text"),
                    how=answered.text("how"),
                    delegate_id=scene.speakers[one.text("owed_by")],
                    by=scene.secretary,
                )
    with scene.on(scene.file.inner("practice_map").number("closed")):
        practice_maps.close(map_id=scene.items["practice_map"], by=scene.secretary)
    follow_needs(scene, after_second=True)
    for one in scene.file.rows("needs"):
        entered = one.maybe_number("entered")
        if entered is not None:
            with scene.on(entered):
                scene.items[one.row] = _need(scene, one, None, None)


def note_what_stays(scene: Scene, table: RoundTable, row: Row) -> None:
    """The questions left open, and what each institution says it takes home. The clock stands at the table's end."""
    for one in row.rows("questions"):
        scene.items[one.row] = questions.leave(
            table_id=table.pk,
            item_id=scene.items[one.text("item")],
            asked_by_id=one.text("asked_by"),
            owed_by_id=one.text("owed_by"),
            text=one.text("text"),
            due_on=scene.today - timedelta(days=int(str(one.data["due"]))),
            by=scene.secretary,
        ).pk
    for one in row.rows("take_aways"):
        take_aways.say(table_id=table.pk, institution_id=one.row, text=one.text("text"), seen=0, by=scene.secretary)


def _need(scene: Scene, row: Row, table_id: UUID | None, item_id: UUID | None) -> UUID:
    return needs.enter(
        cycle_id=scene.cycle_id,
        institution_id=row.text("institution"),
        competence=row.text("competence"),
        audience=row.text("audience"),
        people=row.number("people"),
        priority=row.text("priority"),
        evidence=row.text("evidence", ""),
        table_id=table_id,
        item_id=item_id,
        by=scene.secretary,
    ).pk


def _steps(row: Row) -> list[Row]:
    value = row.data.get("then")
    return [Row(row.file, one, row.row) for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _move(scene: Scene, need_id: UUID, row: Row) -> None:
    note, by = row.text("note"), scene.secretary
    match row.text("state"):
        case "plan":
            needs.plan(need_id=need_id, note=note, by=by)
        case "cover_partly":
            needs.cover_partly(need_id=need_id, people=row.number("people"), note=note, by=by)
        case "cover":
            needs.cover(need_id=need_id, by=by)
        case "drop":
            needs.drop(need_id=need_id, reason=note, by=by)
