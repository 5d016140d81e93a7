"""Who takes part in the demo's trainings, how they answer, and what is certified: each by whoever does it anywhere."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from himaya.institutions.actions import qualifications
from himaya.institutions.content_reader import Row
from himaya.kernel import clock
from himaya.kernel.actor import NOBODY
from himaya.kernel.unit import unit
from himaya.ops import demo_scene
from himaya.ops.demo_scene import Scene, moment
from himaya.training import people, rules, rules_tests, states
from himaya.training.actions import (
    certificates,
    enrolments,
    half_days,
    test_rounds,
    test_sittings,
    training_sessions,
)
from himaya.training.models import Enrolment, TestForm, TestRound, TrainingSession
from himaya.training.queries import courses

TRAINER = "formation"
# The focal points who name theirs by themselves; of the other institutions the trainer entered the letters.
FOCAL = {"health": "point-focal-sante", "association-daw": "point-focal-asso"}


def modules_of(track: str) -> tuple[str, ...]:
    """The modules of a course."""
    found = courses.course(track)
    return tuple(found.modules) if found is not None else ()


def name_all(scene: Scene, session: TrainingSession, row: Row) -> None:
    """Name them: each focal point theirs, the trainer all others."""
    trainer = demo_scene.somebody(TRAINER)
    # Taken before the clock goes back: an account sits at its desk from today.
    speakers = {institution: demo_scene.somebody(username) for institution, username in FOCAL.items()}
    with scene.on(row.maybe_number("named") or row.number("planned") - 20):
        for institution in dict.fromkeys(one.text("institution") for one in row.rows("people")):
            # Two years ago nobody had a mandate yet.
            spoken = row.maybe_number("named") is not None
            by = speakers.get(institution, trainer) if spoken else trainer
            with unit(by=by):
                for one in row.rows("people"):
                    if one.text("institution") == institution:
                        enrolments.name(
                            session_id=session.pk,
                            institution_id=institution,
                            full_name=one.text("name"),
                            function=one.text("function"),
                            sex=one.text("sex"),
                            username=one.text("account", ""),
                            another=True,
                            by=by,
                        )


def hold(scene: Scene, session: TrainingSession, row: Row, form_id: UUID, *, first: date, last: date) -> None:
    """Mark who was there, take both tests, close the session."""
    by, rows = demo_scene.somebody(TRAINER), _by_name(session)
    _test(session, row, states.PRE, form_id, first, "08:15")
    for half_day in session.half_days.order_by("number"):
        with clock.stopped(half_day.starts_at + timedelta(minutes=10)), unit(by=by):
            for one in row.rows("people"):
                there = half_day.number not in _missed(one)
                half_days.mark(
                    half_day_id=half_day.pk,
                    enrolment_id=rows[one.text("name")][0].pk,
                    status=states.PRESENT if there else states.EXCUSED,
                    how=states.BY_LIST if half_day.number % 2 else states.BY_PAPER,
                    by=by,
                )
    _test(session, row, states.POST, None, last, "19:05")
    with clock.stopped(moment(last, "19:40")):
        training_sessions.close(session_id=session.pk, by=by)


def begin_day(session: TrainingSession, row: Row, form: TestForm) -> None:
    """The morning of a session: two are marked, the test before it is open, two have sent their answers."""
    by, rows = demo_scene.somebody(TRAINER), _by_name(session)
    morning = session.half_days.get(number=1)
    test = test_rounds.start(session_id=session.pk, moment=states.PRE, form_id=form.pk, by=by)
    for one in row.rows("people"):
        if (before := one.maybe_number("before")) is not None:
            enrolment, code = rows[one.text("name")]
            half_days.mark(
                half_day_id=morning.pk, enrolment_id=enrolment.pk, status=states.PRESENT, how=states.BY_LIST, by=by
            )
            _send(test, code, before, len(enrolment.pk.hex))


def certify(scene: Scene, session: TrainingSession, row: Row, on: date) -> None:
    """Certify whoever was there and passed; what it opens is confirmed by a lead who has seen the paper."""
    by, track, rows = demo_scene.somebody(TRAINER), row.text("track"), _by_name(session)
    half_days_of, made = session.half_days.count(), []
    questions = len(session.rounds.get(moment=states.POST).form_a.content["items"])
    with clock.stopped(moment(on, "10:00")):
        for one in row.rows("people"):
            right = one.maybe_number("after") or 0
            there = rules.attended(half_days_of - len(_missed(one)), half_days_of)
            if there and rules_tests.BEST * right >= rules_tests.PASS_MARK * questions:
                made.append(
                    certificates.issue(
                        enrolment_id=rows[one.text("name")][0].pk,
                        track=track,
                        language=states.CERTIFICATE_LANGUAGES[0 if one.text("name").isascii() else 1],
                        by=by,
                    )
                )
    confirming = row.maybe("confirmed_by")
    if confirming is None:
        return
    lead = demo_scene.somebody(confirming)
    with clock.stopped(moment(on + timedelta(days=1), "11:00")):
        for certificate in made:
            if certificate.qualification_id is not None:
                qualifications.confirm(qualification_id=certificate.qualification_id, saw_certificate=True, by=lead)


def _test(session: TrainingSession, row: Row, which: str, form_id: UUID | None, day: date, hour: str) -> None:
    """Open a test, let everybody send who took it, close it."""
    by, rows = demo_scene.somebody(TRAINER), _by_name(session)
    key = "before" if which == states.PRE else "after"
    with clock.stopped(moment(day, hour)):
        test = test_rounds.start(session_id=session.pk, moment=which, form_id=form_id, by=by)
        # In a unit of nobody: answers are sent by nobody, also here.
        with unit(by=NOBODY):
            for place, one in enumerate(row.rows("people")):
                if (right := one.maybe_number(key)) is not None:
                    _send(test, rows[one.text("name")][1], right, place)
        test_rounds.close(round_id=test.pk, by=by)


def _send(test: TestRound, code: str, right: int, place: int) -> None:
    """So many right answers, not the same for everybody: what is hard is missed by more."""
    form = test_sittings.form_of(test, rules_tests.letter(str(test.session_id), code, test.moment))
    items = form.content["items"]
    hard = sorted(range(len(items)), key=lambda number: ((number * 5 + place * 3) % len(items)) + number % 4)
    known = set(hard[:right])
    responses = {one["uid"]: _answer(one, right=number in known) for number, one in enumerate(items)}
    test_sittings.send(token=test.token, code=code, responses=responses, by=NOBODY)


def _answer(item: dict[str, Any], *, right: bool) -> object:
    """The key of a question, or something else of its shape."""
    key = list(item["key"])
    if len(key) == 1:
        return key[0] if right else next(one["id"] for one in item["options"] if one["id"] not in key)
    if right or item["kind"] == rules_tests.ORDER:
        return key if right else key[::-1]
    card, place = key[0].split(":")
    return [f"{card}:{next(one['id'] for one in item['bins'] if one['id'] != place)}", *key[1:]]


def _by_name(session: TrainingSession) -> dict[str, tuple[Enrolment, str]]:
    """Rows and codes of slips by name, as the trainer reads them."""
    by = demo_scene.somebody(TRAINER)
    rows = people.visible(by, session)
    with people.opened(by, session, rows) as found:
        return {one.name: (one.enrolment, one.code) for one in found}


def _missed(row: Row) -> tuple[int, ...]:
    return row.numbers("missed") if row.data.get("missed") is not None else ()
