"""The demo's two texts: begun and put before the first table, released; then drafted anew, consulted and amended.

By the verbs alone, each at its day. What the guided path then does with them is in `web.guided`.
"""

from datetime import timedelta
from uuid import UUID

from himaya.coordination import states
from himaya.coordination.actions import amendments, clauses, comments, consultations, drafts
from himaya.coordination.models import Amendment, Clause, Consultation, Draft
from himaya.institutions.content_reader import Row, pack_folder, read_file
from himaya.instruments.models import InForce
from himaya.kernel import clock, languages
from himaya.ops.demo_scene import Scene

FILE = "texts.yaml"
# The documents of round_tables.yaml that are texts, and the forms in force that each is begun from.
FORMS = {"screening": "first-line-", "reporting": "reporting-positions"}
# Before the table that decides on it: a text is put before the table when it was convened.
BEFORE_TABLE = timedelta(days=3)


def read(pack: str) -> Row:
    """The file of a pack. Raises ContentError."""
    return read_file(pack_folder(pack) / FILE)


def put_before_first(scene: Scene) -> None:
    """The first text of each: the forms that are in force, as models, become a text and go before the table."""
    day = scene.meeting(scene.file.inner("first")) - BEFORE_TABLE
    for name, start in FORMS.items():
        with clock.stopped(scene.at(day, "10:00")):
            names = list(InForce.objects.filter(name__startswith=start).order_by("name").values_list("name", flat=True))
            draft = drafts.begin(document_id=scene.documents[name], source="forms", names=names, by=scene.secretary)
            _check_all(scene, draft)
            drafts.table(draft_id=draft.pk, by=scene.secretary)


def draft_second(scene: Scene, texts: Row) -> None:
    """The second text of each: drafted, consulted, amended, consolidated; it waits for a table."""
    for name in FORMS:
        row = texts.inner(name)
        with scene.on(row.number("begun")):
            draft = drafts.begin(document_id=scene.documents[name], source="edition", by=scene.secretary)
            for change in row.rows("changes"):
                _write(scene, draft, change)
        consultation = _opened(scene, draft, row.inner("consultation"))
        _hear(scene, consultation, row)
        with scene.on(row.inner("consultation").number("closed")):
            consultations.close(consultation_id=consultation.pk, by=scene.secretary)
        _answer(scene, row)


def _check_all(scene: Scene, draft: Draft) -> None:
    """What is still to be read over in a language, read over."""
    for clause in Clause.objects.filter(draft=draft).order_by("position"):
        for code in languages.CODES:
            if clause.translation[code] == states.TO_CHECK:
                clauses.check_translation(
                    draft_id=draft.pk, uid=clause.uid, language=code, seen=clause.revision, by=scene.secretary
                )


def _write(scene: Scene, draft: Draft, row: Row) -> None:
    clause = Clause.objects.get(draft=draft, uid=row.text("uid"))
    clauses.write(
        draft_id=draft.pk,
        uid=clause.uid,
        texts=row.local("texts").as_dict(),
        form={},
        changes_meaning=False,
        seen=clause.revision,
        checked=languages.CODES,
        by=scene.secretary,
    )


def _opened(scene: Scene, draft: Draft, row: Row) -> Consultation:
    with scene.on(row.number("opened")):
        return consultations.open(
            draft_id=draft.pk, opens_on=None, closes_on=scene.day(row.number("due")), by=scene.secretary
        )


def _hear(scene: Scene, consultation: Consultation, row: Row) -> None:
    """What came in by mail: stances, comments, amendments. Who is not named kept silent."""
    for one in row.rows("stances"):
        with scene.on(one.number("said"), "09:30"):
            consultations.take_stance(
                consultation_id=consultation.pk,
                institution_id=one.row,
                stance=one.text("stance"),
                reason=one.text("reason", ""),
                how=states.MAIL,
                delegate_id=scene.speakers[one.row],
                received_on=clock.today(),
                by=scene.secretary,
            )
    for one in row.rows("comments"):
        with scene.on(one.number("said")):
            scene.items[one.row] = comments.make(
                consultation_id=consultation.pk,
                institution_id=one.text("institution"),
                uid=one.text("uid", ""),
                text=one.text("text"),
                how=states.MAIL,
                delegate_id=scene.speakers[one.text("institution")],
                received_on=clock.today(),
                by=scene.secretary,
            ).pk
    for one in row.rows("amendments"):
        with scene.on(one.number("lodged"), "11:00"):
            scene.items[one.row] = _lodge(scene, consultation, one)


def _lodge(scene: Scene, consultation: Consultation, row: Row) -> UUID:
    texts = row.maybe_local("texts")
    return amendments.submit(
        consultation_id=consultation.pk,
        institution_id=row.text("institution"),
        op=row.text("op"),
        uid=row.text("uid"),
        kind=row.text("kind", ""),
        texts=texts.as_dict() if texts is not None else {},
        form=dict(row.inner("form").data) if row.data.get("form") is not None else {},
        changes_meaning=row.flag("changes_meaning", False),
        reason=row.text("reason"),
        how=states.MAIL,
        delegate_id=scene.speakers[row.text("institution")],
        received_on=clock.today(),
        by=scene.secretary,
    ).pk


def _answer(scene: Scene, row: Row) -> None:
    """Every comment has its answer, every amendment what is proposed; some are settled already."""
    for one in row.rows("comments"):
        with scene.on(one.number("answered")):
            comments.answer(comment_id=scene.items[one.row], answer=one.text("answer"), by=scene.secretary)
    for one in row.rows("amendments"):
        words = one.maybe_local("proposed_texts")
        settled = one.maybe_number("settled")
        with scene.on(settled or row.inner("consultation").number("closed") - 4, "12:00"):
            amendments.propose(
                amendment_id=scene.items[one.row],
                proposal=one.text("proposed"),
                reason=one.text("proposed_reason"),
                texts=words.as_dict() if words is not None else None,
                by=scene.secretary,
            )
            if settled is not None:
                _settle(scene, Amendment.objects.get(pk=scene.items[one.row]), one)


def _settle(scene: Scene, amendment: Amendment, row: Row) -> None:
    amendments.settle(amendment_id=amendment.pk, outcome=row.text("proposed"), by=scene.secretary)
    _check_all(scene, amendment.draft)
