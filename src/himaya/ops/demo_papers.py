"""The demo's official letters: one that went out with its number and visa, one that came in."""

from himaya.coordination.actions import letters
from himaya.institutions.content_reader import Row
from himaya.kernel import clock
from himaya.ops.demo_scene import Scene


def write_letters(scene: Scene) -> None:
    """Every letter of the file."""
    for row in scene.file.rows("letters"):
        received = row.maybe_number("received")
        if received is None:
            _send(scene, row)
            continue
        with scene.on(received):
            letters.receive(
                cycle_id=scene.cycle_id,
                institution_id=row.text("institution"),
                kind=row.text("kind"),
                number=row.text("number"),
                dated_on=scene.day(row.number("days_ago")),
                received_on=clock.today(),
                subjects=row.local("subjects").as_dict(),
                answers_id=None,
                by=scene.secretary,
            )


def _send(scene: Scene, row: Row) -> None:
    by = scene.secretary
    with scene.on(row.number("days_ago")):
        letter = letters.draft(
            cycle_id=scene.cycle_id,
            institution_id=row.text("institution"),
            kind=row.text("kind"),
            table_id=scene.tables["third"].pk,
            through=row.text("through"),
            subjects=row.local("subjects").as_dict(),
            bodies=row.local("bodies").as_dict(),
            dated_on=clock.today(),
            by=by,
        )
        letters.number(letter_id=letter.pk, number=row.text("number"), by=by)
        letters.clear(letter_id=letter.pk, visa=row.text("visa"), on=clock.today(), by=by)
        letters.send(letter_id=letter.pk, on=clock.today(), by=by)
