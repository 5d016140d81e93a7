"""What the demo's cycle cost, and two reports: one to its funder with a frozen edition, the annual one under way."""

from uuid import UUID

from himaya.coordination import states_following as following
from himaya.coordination.actions import costs, reports
from himaya.insight import reporting
from himaya.institutions.content_reader import Row, pack_folder, read_file
from himaya.kernel.languages import CODES
from himaya.ops.demo_scene import Scene

FILE = "reports.yaml"


def read(pack: str) -> Row:
    """The file of a pack. Raises ContentError."""
    return read_file(pack_folder(pack) / FILE)


def seed(scene: Scene, file: Row) -> None:
    """Enter the costs on their days; write and freeze the report to the funder; begin the one of the year."""
    for row in file.rows("costs"):
        with scene.on(row.number("days_ago")):
            costs.enter(
                cycle_id=scene.cycle_id,
                on=scene.day(row.number("days_ago")),
                heading=row.text("heading"),
                text=row.text("text"),
                amount=row.number("amount"),
                currency=row.text("currency"),
                by=scene.secretary,
            )
    report = reports.begin(kind=following.FUNDER, cycle_id=scene.cycle_id, by=scene.secretary)
    _write(scene, report.pk, file.inner("report").inner("texts"))
    reports.freeze(report_id=report.pk, content=reporting.compose(scene.secretary, report), by=scene.secretary)
    reports.begin(kind=following.ANNUAL, year=scene.today.year, by=scene.secretary)


def _write(scene: Scene, report_id: UUID, chapters: Row) -> None:
    for chapter in chapters.data:
        said = chapters.inner(chapter)
        texts = {code: said.text(code) for code in CODES}
        reports.write(report_id=report_id, chapter=chapter, texts=texts, seen=0, by=scene.secretary)
