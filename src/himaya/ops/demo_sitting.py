"""A past table of the demo: its agenda filled, held point by point, minuted, and its minutes on their way."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from himaya.coordination.actions import (
    agenda,
    attendance,
    corrections,
    decisions,
    experts,
    materials,
    minutes,
    tables,
)
from himaya.coordination.models import AgendaItem, Attendance, Minutes, RoundTable
from himaya.institutions.content_reader import Row
from himaya.kernel import clock
from himaya.ops import demo_follow_up, demo_practice
from himaya.ops.demo_scene import Scene, moment

NOON, AFTERNOON = "13:00", "14:00"


@dataclass
class Sitting:
    """One table as it goes on. `at` is the hour by the nation's clock."""

    scene: Scene
    row: Row
    table: RoundTable
    at: datetime

    @contextmanager
    def going_on(self, minutes: int = 1) -> Iterator[None]:
        """The clock at this moment; afterwards so many minutes have passed."""
        with clock.stopped(self.at):
            yield
        self.at += timedelta(minutes=minutes)

    @property
    def day(self) -> date:
        """The day of the table."""
        return self.at.date()


def fill_agenda(scene: Scene, name: str, row: Row) -> None:
    """The points of the file, beside those that the system proposes. The clock stands where the caller put it."""
    table = scene.tables[name]
    for one in row.rows("items"):
        if one.maybe("document") is not None:
            continue
        theme, titles = one.maybe("theme"), one.maybe_local("titles")
        scene.items[one.row] = agenda.add(
            table_id=table.pk,
            kind=one.text("kind"),
            titles=titles.as_dict() if titles is not None else {},
            minutes=one.number("minutes"),
            theme_id=scene.themes[theme] if theme is not None else None,
            by=scene.secretary,
        ).pk


def texts_last(scene: Scene, name: str, row: Row) -> None:
    """What is decided comes after what was heard: each document goes down to just before any other business."""
    table = scene.tables[name]
    for one in row.rows("items"):
        document = one.maybe("document")
        if document is None:
            continue
        item = AgendaItem.objects.get(table=table, document_id=scene.documents[document])
        scene.items[one.row] = item.pk
        for _ in range(
            AgendaItem.objects.filter(table=table, position__gt=item.position).exclude(kind="other").count()
        ):
            agenda.shift(item_id=item.pk, up=False, by=scene.secretary)


def prepare_day(scene: Scene, row: Row) -> None:
    """The experts and the material of an expert's day."""
    table = scene.tables["second"]
    with scene.on(row.number("convened"), "11:00"):
        for one in row.rows("experts"):
            experts.add(
                table_id=table.pk,
                name=one.text("name"),
                organisation=one.text("organisation"),
                item_id=None,
                by=scene.secretary,
            )
        for one in row.rows("materials"):
            materials.add(
                table_id=table.pk,
                item_id=None,
                kind=one.text("kind"),
                titles=one.local("titles").as_dict(),
                language=one.text("language"),
                where=one.text("where"),
                by=scene.secretary,
            )


def hold(scene: Scene, name: str, row: Row) -> None:
    """Open the session, take up each point, decide, close; then the minutes."""
    table = scene.tables[name]
    sitting = Sitting(scene, row, table, moment(scene.meeting(row), row.text("from")))
    with sitting.going_on(5):
        tables.open(table_id=table.pk, chair_id=scene.delegates["chair"], by=scene.secretary)
        attendance.prefill(table_id=table.pk, half_day=f"{sitting.day}-am", by=scene.secretary)
    for item in AgendaItem.objects.filter(table=table).exclude(kind="other").order_by("position"):
        _lunch(sitting)
        _take_up(sitting, item)
    with sitting.going_on():
        demo_practice.note_what_stays(scene, table, row)
        demo_follow_up.recommend(scene, name)
        tables.close(table_id=table.pk, by=scene.secretary)
    _minute(sitting)


def _lunch(sitting: Sitting) -> None:
    noon = moment(sitting.day, NOON)
    if sitting.at < noon or Attendance.objects.filter(table=sitting.table, half_day=f"{sitting.day}-pm").exists():
        return
    sitting.at = max(sitting.at, moment(sitting.day, AFTERNOON))
    with sitting.going_on():
        attendance.prefill(table_id=sitting.table.pk, half_day=f"{sitting.day}-pm", by=sitting.scene.secretary)


def _take_up(sitting: Sitting, item: AgendaItem) -> None:
    scene, by = sitting.scene, sitting.scene.secretary
    with sitting.going_on(item.minutes // 2):
        agenda.start(item_id=item.pk, by=by)
    with sitting.going_on():
        agenda.say(item_id=item.pk, said=_said(sitting, item), by=by)
        demo_practice.enter_needs(scene, sitting.table, item, sitting.row)
        if item.kind == "minutes":
            _approve(sitting)
    agreed = [
        _decide(sitting, one) for one in sitting.row.rows("decisions") if scene.items[one.text("item")] == item.pk
    ]
    with sitting.going_on(item.minutes // 3):
        if all(agreed):
            agenda.finish(item_id=item.pk, by=by)


def _said(sitting: Sitting, item: AgendaItem) -> dict[str, str]:
    for one in sitting.row.rows("items"):
        if sitting.scene.items[one.row] == item.pk:
            return one.local("said").as_dict()
    return sitting.row.inner("seeded").local(item.kind).as_dict()


def _decide(sitting: Sitting, row: Row) -> bool:
    """Put a wording, let each institution that is there speak, conclude; True when it was agreed."""
    scene, by = sitting.scene, sitting.scene.secretary
    item = AgendaItem.objects.get(pk=scene.items[row.text("item")])
    with sitting.going_on(4):
        decision = decisions.put(
            item_id=item.pk,
            wording=row.local("wording").as_dict(),
            method=None,
            document_id=item.document_id,
            by=by,
        )
    half_day = f"{sitting.day}-{'am' if sitting.at < moment(sitting.day, NOON) else 'pm'}"
    there = Attendance.objects.filter(table=sitting.table, half_day=half_day, status="present")
    for one in there.order_by("institution_id"):
        with sitting.going_on():
            _speak(sitting, row, decision.pk, one.institution_id)
    with sitting.going_on():
        decisions.conclude(decision_id=decision.pk, by=by)
        decision.refresh_from_db()
    return decision.state == "agreed"


def _speak(sitting: Sitting, row: Row, decision_id: UUID, institution_id: str) -> None:
    objects, reserves = _of(row, "object", institution_id), _of(row, "reserve", institution_id)
    reservation = None
    if reserves is not None:
        review_on = sitting.day + timedelta(days=reserves.number("review_after"))
        reservation = decisions.Reserve(text=reserves.text("text"), review_on=review_on, clause=reserves.text("clause"))
    decisions.speak(
        decision_id=decision_id,
        institution_id=institution_id,
        stance="object" if objects is not None else "reserve" if reservation is not None else "agree",
        reason=objects.text("reason") if objects is not None else "",
        delegate_id=sitting.scene.speakers[institution_id],
        reservation=reservation,
        by=sitting.scene.secretary,
    )


def _of(row: Row, key: str, institution_id: str) -> Row | None:
    if row.data.get(key) is None or row.inner(key).text("institution") != institution_id:
        return None
    return row.inner(key)


def _approve(sitting: Sitting) -> None:
    earlier, by = sitting.scene.tables["first"], sitting.scene.secretary
    minutes.approve(table_id=earlier.pk, at_table_id=sitting.table.pk, by=by)
    minutes.lock(table_id=earlier.pk, by=by)


def _minute(sitting: Sitting) -> None:
    scene, by = sitting.scene, sitting.scene.secretary
    sitting.at = moment(sitting.day + timedelta(days=sitting.row.number("minutes_after")), "15:00")
    with sitting.going_on():
        minutes.draft(table_id=sitting.table.pk, by=by)
        minutes.circulate(table_id=sitting.table.pk, deadline_on=None, by=by)
    if sitting.row.data.get("correction") is None:
        return
    row = sitting.row.inner("correction")
    sitting.at += timedelta(days=3)
    with sitting.going_on():
        asked = corrections.ask(
            minutes_id=Minutes.objects.values_list("pk", flat=True).get(table=sitting.table),
            institution_id=row.text("institution"),
            item_id=scene.items[row.text("item")],
            text=row.text("text"),
            how="mail",
            received_on=sitting.day,
            by=by,
        )
    sitting.at += timedelta(days=4)
    with sitting.going_on():
        said = row.local("said").as_dict()
        corrections.settle(correction_id=asked.pk, taken=True, answer=row.text("answer"), said=said, by=by)
