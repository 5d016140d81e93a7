"""The invented country's round tables, brought in by the same verbs as everybody: nothing is written past them."""

from datetime import datetime, timedelta
from uuid import UUID

from himaya.coordination.actions import cycles, documents, invitations, tables
from himaya.coordination.models import Invitation, Theme
from himaya.institutions.actions import delegates, mandates
from himaya.institutions.content_reader import Row
from himaya.kernel import clock
from himaya.kernel.unit import unit
from himaya.ops import (
    demo_follow_up,
    demo_papers,
    demo_practice,
    demo_releases,
    demo_reports,
    demo_scene,
    demo_sitting,
    demo_texts,
)
from himaya.ops.demo_scene import Scene, moment


def seed(pack: str, *, now: datetime) -> Scene:
    """One cycle with two tables that were held and one in preparation, at days counted back from `now`.

    Two texts of it were adopted and released; a second version of each waits for a table. Returns what was made, for
    what rests on it.
    """
    scene, texts = _opened(demo_scene.read(pack), now), demo_texts.read(pack)
    scene.follow_up = demo_follow_up.read(pack)
    # One unit for all that the secretariat enters in a row: three hundred commits would be most of the time.
    with unit(by=scene.secretary):
        _first(scene, scene.follow_up)
    for document in demo_texts.FORMS:
        demo_releases.release_first(scene, texts, document)
    with unit(by=scene.secretary):
        _second(scene, scene.follow_up)
        demo_texts.draft_second(scene, texts)
        _plan(scene, "third", scene.file.inner("third"))
        demo_papers.write_letters(scene)
    _some_answer(scene, scene.file.inner("third"))
    demo_releases.note_field(texts)
    demo_releases.report_harm(texts)
    with unit(by=scene.secretary):
        demo_reports.seed(scene, demo_reports.read(pack))
    return scene


def _first(scene: Scene, register: Row) -> None:
    first = scene.file.inner("first")
    _designate(scene)
    _sign_in(scene)
    demo_follow_up.enter_from_elsewhere(scene, register)
    _enter_texts(scene, first, "first")
    _plan(scene, "first", first)
    _everybody_answers(scene, "first", first)
    demo_texts.put_before_first(scene)
    demo_sitting.hold(scene, "first", first)


def _second(scene: Scene, register: Row) -> None:
    second = scene.file.inner("second")
    between = second.number("days_ago")
    demo_practice.map_practice(scene)
    demo_practice.follow_needs(scene, after_second=False)
    _enter_texts(scene, second, "second")
    demo_follow_up.follow(scene, register, until=between)
    _plan(scene, "second", second)
    demo_sitting.prepare_day(scene, second)
    _everybody_answers(scene, "second", second)
    demo_sitting.hold(scene, "second", second)
    demo_practice.follow_up(scene)
    demo_follow_up.follow(scene, register, after=between)
    demo_follow_up.work_together(scene, register)


def _opened(file: Row, now: datetime) -> Scene:
    row, secretary = file.inner("cycle"), demo_scene.somebody("secretariat")
    scene = Scene(file, now, secretary, cycle_id=UUID(int=0))
    with scene.on(row.number("days_ago")):
        cycle = cycles.open(
            titles=row.local("titles").as_dict(),
            organiser_id=row.text("organiser"),
            funder_id=row.text("funder"),
            legal_basis=row.text("legal_basis"),
            rules={},
            themes=[(one.text("id"), one.local("titles").as_dict()) for one in row.rows("themes")],
            seated=[(one.text("kind"), one.text("id")) for one in row.rows("seats")],
            by=secretary,
        )
    scene.cycle_id = cycle.pk
    scene.themes = dict(Theme.objects.filter(cycle=cycle).values_list("code", "pk"))
    return scene


def _designate(scene: Scene) -> None:
    """Delegates and their mandates, each with its letter."""
    for row in scene.file.rows("delegates"):
        for mandate in row.rows("mandates"):
            days_ago, until = mandate.number("days_ago"), mandate.maybe_number("until")
            with scene.on(days_ago):
                if row.row not in scene.delegates:
                    scene.delegates[row.row] = _delegate(scene, row)
                mandates.give(
                    institution_id=row.text("institution"),
                    delegate_id=scene.delegates[row.row],
                    role=mandate.text("role"),
                    valid_from=scene.day(days_ago),
                    valid_to=scene.day(until) if until is not None else None,
                    letter_reference=mandate.text("letter"),
                    letter_on=scene.day(days_ago + 3),
                    by=scene.secretary,
                )
            if mandate.text("role") == "titular":
                scene.speakers[row.text("institution")] = scene.delegates[row.row]


def _delegate(scene: Scene, row: Row) -> UUID:
    return delegates.add(
        institution_id=row.text("institution"),
        names=(row.text("latin"), row.text("arabic")),
        functions=row.local("functions").as_dict(),
        email=row.text("email", ""),
        by=scene.secretary,
    ).pk


def _sign_in(scene: Scene) -> None:
    """Which delegates sign in themselves: written today, because accounts are of today."""
    for row in scene.file.rows("delegates"):
        if row.maybe("account") is not None:
            delegates.correct(
                delegate_id=scene.delegates[row.row],
                names=(row.text("latin"), row.text("arabic")),
                functions=row.local("functions").as_dict(),
                email=row.text("email", ""),
                account_username=row.text("account"),
                by=scene.secretary,
            )


def _enter_texts(scene: Scene, table: Row, name: str) -> None:
    """The documents that reach their decision at this table."""
    for row in scene.file.rows("documents"):
        if row.text("decide_in") != name:
            continue
        with scene.on(row.number("entered")):
            scene.documents[row.row] = documents.enter(
                cycle_id=scene.cycle_id,
                kind=row.text("kind"),
                titles=row.local("titles").as_dict(),
                owner_id=row.text("owner"),
                version_name="",
                decide_on=scene.meeting(table),
                by=scene.secretary,
            ).pk


def _plan(scene: Scene, name: str, row: Row) -> None:
    day = scene.meeting(row)
    with scene.on(row.number("planned")):
        table = tables.plan(
            cycle_id=scene.cycle_id,
            kind="expert_session" if row.data.get("experts") else "table",
            titles=row.local("titles").as_dict(),
            starts=moment(day, row.text("from")),
            ends=moment(day, row.text("to")),
            place=row.text("place"),
            link="",
            by=scene.secretary,
        )
        scene.tables[name] = table
        demo_sitting.fill_agenda(scene, name, row)
    with scene.on(row.number("convened")):
        before = row.maybe_number("answer_days_before") or 3
        tables.convene(table_id=table.pk, answer_by=day - timedelta(days=before), by=scene.secretary)
        demo_sitting.texts_last(scene, name, row)


def _everybody_answers(scene: Scene, name: str, row: Row) -> None:
    """By mail, within days, as each titular said."""
    asked = Invitation.objects.filter(table=scene.tables[name]).order_by("institution_id")
    for place, one in enumerate(asked):
        comes = one.institution_id not in row.words("absent")
        with scene.on(row.number("convened") - 1 - place % 4):
            invitations.answer(
                invitation_id=one.pk,
                answer="present" if comes else "excused",
                delegate_id=scene.speakers[one.institution_id] if comes else None,
                standing_in="",
                reason="",
                how="mail",
                received_on=clock.today(),
                seen=one.revision,
                by=scene.secretary,
            )


def _some_answer(scene: Scene, row: Row) -> None:
    for one in row.rows("answers"):
        invitation = Invitation.objects.get(table=scene.tables["third"], institution_id=one.row)
        account, named = one.maybe("account"), one.maybe("delegate")
        # Taken before the clock goes back: an account sits at its desk from today.
        answering = demo_scene.somebody(account) if account is not None else scene.secretary
        with scene.on(one.number("days_ago")):
            invitations.answer(
                invitation_id=invitation.pk,
                answer=one.text("answer"),
                delegate_id=scene.delegates[named] if named is not None else None,
                standing_in=one.text("standing_in", ""),
                reason=one.text("reason", ""),
                how=one.text("how"),
                received_on=None if account is not None else clock.today(),
                seen=invitation.revision,
                by=answering,
            )
