"""The trainings of the invented country: from what a table said it needs to certificates, by the verbs of the room.

A plan in force with a line of trainings and one of awareness; a session that was held, with tests before and after it
and certificates; an older one whose certificate has expired; one of the last year, with what desks counted in the
quarters around it; one of today, for the trainer's telephone; one to come, open for naming.
"""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import date, datetime, timedelta
from uuid import UUID

from himaya.institutions.content_reader import Row
from himaya.institutions.content_reader import pack_folder as folder
from himaya.institutions.content_reader import read_file as read_rows
from himaya.kernel import clock
from himaya.kernel.unit import unit
from himaya.ops import demo_awareness, demo_counted, demo_scene, demo_sessions
from himaya.ops.demo_scene import Scene, moment
from himaya.training import rules, states
from himaya.training.actions import (
    assessments,
    course_revisions,
    test_forms,
    training_lines,
    training_plans,
    training_sessions,
)
from himaya.training.models import PlanLine, TestForm, TrainingSession
from himaya.training.queries import courses

FILE = "trainings.yaml"
TRAINER = demo_sessions.TRAINER
# Who sat at their desk before the exercise began: they taught and learnt in years that it tells of.
SINCE = {TRAINER: 820, "action-sociale-entretien": 820}
QUESTIONS, FEWER_QUESTIONS = 2, 1
# Days ago, between the first day of the release and the first session after it.
REVISED = 172
# Long ones: the course of nineteen hours in two days.
MORNING, AFTERNOON = ("08:30", "13:00"), ("14:00", "19:00")
MONDAY = 0


@contextmanager
def seated_since(username: str) -> Iterator[None]:
    """The clock on the day on which somebody got their seat."""
    days_ago = SINCE.get(username)
    with clock.stopped(clock.now() - timedelta(days=days_ago)) if days_ago is not None else nullcontext():
        yield


def seed(pack: str, scene: Scene) -> None:
    """What was needed, two plans that are over, the plan of this year, and its sessions."""
    file = read_rows(folder(pack) / FILE)
    _revise(scene)
    _assess(scene, file)
    form = _form(scene, file.inner("earlier").text("track"), FEWER_QUESTIONS, file.inner("earlier").number("planned"))
    _over(scene, file.inner("earlier"), form)
    practised = file.inner("practised")
    demo_counted.seed(scene, practised.inner("counted"), around=_over(scene, practised, form))
    line, shown = _lines(scene, file.inner("line"), file.inner("shown"))
    demo_awareness.show(scene, shown, file.inner("shown"))
    _held(scene, line, file.inner("held"))
    _today(scene, line, file.inner("today"))
    _coming(scene, line, file.inner("coming"))


def _revise(scene: Scene) -> None:
    """What the first release put on the screens is taught as it stands there."""
    with scene.on(REVISED):
        for one in courses.outdated():
            course_revisions.note(release_id=one.release.pk, module=one.module, by=scene.secretary)


def _assess(scene: Scene, file: Row) -> None:
    for row in file.rows("assessments"):
        by = demo_scene.somebody(row.text("account"))
        with scene.on(row.number("days_ago")), unit(by=by):
            made = assessments.begin(
                institution_id=row.text("institution"),
                region_id="",
                audience=row.text("audience"),
                people=row.number("people"),
                by=by,
            )
            for one in row.rows("rated"):
                rating = assessments.Rating(
                    required=one.number("required"),
                    exposure=one.number("exposure"),
                    risk=one.number("risk"),
                    self_rating=one.number("own"),
                    test_share=None,
                    supervisor=one.number("supervisor"),
                )
                assessments.rate(assessment_id=made.pk, module=one.row, rating=rating, by=by)
            if row.flag("handed_in"):
                assessments.hand_in(assessment_id=made.pk, by=by)


def _lines(scene: Scene, row: Row, shown: Row) -> tuple[PlanLine, PlanLine]:
    """The plan of this year, adopted with a line of trainings and one of awareness that serve what the tables said."""
    by = scene.secretary
    with scene.on(row.number("begun")), unit(by=by):
        plan = training_plans.begin(year=scene.today.year, by=by)
        says = _says(
            row,
            modules=row.words("modules"),
            need_ids=[scene.items[one] for one in row.words("needs")],
            budget_source=row.text("budget_source"),
            budget=row.number("budget"),
            currency=row.text("currency"),
            due_on=date(scene.today.year, 12, 31),
        )
        line = training_lines.add(plan_id=plan.pk, says=says, by=by)
        _aim(scene, line, row)
        needs = [scene.items[one] for one in shown.words("needs")]
        other = training_lines.add(
            plan_id=plan.pk, says=_says(shown, kind=rules.AWARENESS, modules=(), need_ids=needs), by=by
        )
    with scene.on(row.number("adopted")):
        training_plans.adopt(plan_id=plan.pk, by=by)
    return line, other


def _says(row: Row, **more: object) -> training_lines.Says:
    given = {
        "titles": row.local("titles").as_dict(),
        "kind": rules.TRAINING,
        "audience": row.text("audience"),
        "owner_id": row.text("owner"),
    }
    return training_lines.Says(**{**given, **more})  # type: ignore[arg-type]


def _aim(scene: Scene, line: PlanLine, row: Row) -> None:
    for one in row.rows("targets"):
        training_lines.aim(
            line_id=line.pk,
            institution_id=one.text("institution"),
            region_id=one.text("region", ""),
            people=one.number("people"),
            by=scene.secretary,
        )


def _held(scene: Scene, line: PlanLine, row: Row) -> None:
    """Two days, two tests, and a certificate for each who was there and passed."""
    form = _form(scene, row.text("track"), QUESTIONS, row.number("planned"))
    first = _monday(scene.day(row.number("days_ago")))
    days = [first, first + timedelta(days=1)]
    session = _planned(scene, line, row, days)
    demo_sessions.name_all(scene, session, row)
    demo_sessions.hold(scene, session, row, form, first=days[0], last=days[-1])
    demo_sessions.certify(scene, session, row, days[-1] + timedelta(days=2))


def _over(scene: Scene, row: Row, form: UUID) -> date:
    """A plan that is over, with one session that was held and certified; says the day on which it began."""
    by, modules = scene.secretary, tuple(one.upper() for one in demo_sessions.modules_of(row.text("track")))
    first = _monday(scene.day(row.number("days_ago")))
    with scene.on(row.number("planned")), unit(by=by):
        plan = training_plans.begin(year=first.year, by=by)
        says = _says(row, modules=modules, recommendation_ids=[scene.recommendations[row.text("recommendation")]])
        line = training_lines.add(plan_id=plan.pk, says=says, by=by)
        _aim(scene, line, row)
        training_plans.adopt(plan_id=plan.pk, by=by)
    days = [first, first + timedelta(days=1)]
    session = _planned(scene, line, row, days, modules=modules)
    demo_sessions.name_all(scene, session, row)
    demo_sessions.hold(scene, session, row, form, first=days[0], last=days[-1])
    demo_sessions.certify(scene, session, row, days[-1] + timedelta(days=2))
    with clock.stopped(moment(days[-1] + timedelta(days=120), "10:00")):
        training_plans.close(plan_id=plan.pk, by=by)
    return first


def _today(scene: Scene, line: PlanLine, row: Row) -> None:
    """The day of the trainer: some are marked, a test is open, and the rest is to be done."""
    session = _planned(scene, line, row, [scene.today], modules=row.words("modules"))
    demo_sessions.name_all(scene, session, row)
    demo_sessions.begin_day(session, row, TestForm.objects.get(code="interview", letter="A"))


def _coming(scene: Scene, line: PlanLine, row: Row) -> None:
    """Next week: institutions name who comes."""
    first = _monday(scene.today + timedelta(days=13))
    days = [first + timedelta(days=number) for number in range(3)]
    session = _planned(scene, line, row, days, modules=row.words("modules"))
    demo_sessions.name_all(scene, session, row)


def _form(scene: Scene, track: str, per_module: int, days_ago: int) -> UUID:
    with scene.on(days_ago), unit(by=scene.secretary):
        made = test_forms.draft(track=track, per_module=per_module, by=scene.secretary)
        test_forms.put_in_use(form_id=made.pk, by=scene.secretary)
    return made.pk


def _planned(
    scene: Scene, line: PlanLine, row: Row, days: list[date], *, modules: tuple[str, ...] = rules.MODULES
) -> TrainingSession:
    """A session of mornings and afternoons, with its trainer, open for naming."""
    by = scene.secretary
    with scene.on(row.number("planned")), unit(by=by):
        says = training_sessions.Says(
            modules=modules,
            half_days=_half_days(days),
            place=row.text("place"),
            online=False,
            region_id=row.text("region"),
            language=row.text("language"),
            places=row.number("places"),
        )
        session = training_sessions.plan(line_id=line.pk, says=says, by=by)
        training_sessions.add_trainer(session_id=session.pk, username=TRAINER, by=by)
        training_sessions.add_material(
            session_id=session.pk,
            titles={"fr": "Cahier de la session", "ar": "كناش الدورة", "en": "Workbook of the session"},
            module="",
            version="1",
            language=states.LANGUAGES[0],
            where="",
            by=by,
        )
        training_sessions.open_naming(session_id=session.pk, by=by)
    return session


def _half_days(days: list[date]) -> list[tuple[datetime, datetime]]:
    return [(moment(day, begins), moment(day, ends)) for day in days for begins, ends in (MORNING, AFTERNOON)]


def _monday(day: date) -> date:
    return day - timedelta(days=(day.weekday() - MONDAY) % 7)
