"""What an adversary tried on sessions, lists and tests: a square on another day, a list undone, a code too often."""

from datetime import datetime, time, timedelta

import pytest
from django.test import Client
from django.utils.timezone import get_current_timezone

from himaya.kernel import clock
from himaya.kernel import unit as units
from himaya.kernel.errors import NotNow, NotValid
from himaya.persons import name_compare, names
from himaya.training import codes, door, reading, states
from himaya.training.actions import (
    enrolments,
    half_days,
    participant_imports,
    test_entries,
    test_rounds,
    training_sessions,
)
from himaya.training.models import Enrolment, HalfDayAttendance, TestEntry, TestRound, TrainingSession
from himaya.training.queries import plans
from himaya.web import throttle
from tests import cast
from tests.rooms.training import at_hand
from tests.rooms.training.at_hand import LABOUR, SECRETARY, TRAINER
from tests.signed_in import Sit

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("G1", "G2")]


@pytest.mark.parametrize("what", ["test", "day"])
def test_a_list_is_not_undone_once_the_morning_began(what: str) -> None:
    """The test comes before the first tap: undone, sittings would stay under codes that are nobody's."""
    later = at_hand.hours(clock.now() + timedelta(hours=2))
    session = at_hand.session(half_days=later)
    batch = participant_imports.read(session_id=session.pk, data=b"name\nKarim Tazi\n", by=LABOUR)
    participant_imports.confirm(batch_id=batch.pk, by=LABOUR)
    moment = later[0][0] if what == "day" else clock.now()
    if what == "test":
        at_hand.opened_test(session)
    with clock.stopped(moment), pytest.raises(NotNow, match="something_came"):
        participant_imports.undo(batch_id=batch.pk, by=LABOUR)
    assert Enrolment.objects.count() == 1


@pytest.mark.parametrize(
    ("number", "minutes", "opens"),
    [(1, -61, False), (1, -60, True), (1, 0, True), (1, 210, True), (1, 211, False), (2, 0, False), (2, 480, True)],
)
def test_the_square_is_of_its_half_day_alone(sit: Sit, number: int, minutes: int, opens: bool) -> None:
    session = at_hand.session()
    at_hand.named(session, username="inspector")
    half_day = session.half_days.get(number=number)
    start = at_hand.first_half_day(session).starts_at
    with clock.stopped(start + timedelta(minutes=minutes)):
        page = sit(TRAINER).get(f"/training/sessions/{session.pk}/{number}/square/")
        assert page.status_code == (200 if opens else 409)
        token = door.token(half_day.pk)
        if opens:
            half_days.check_in(token=token, by=cast.INSPECTOR)
        else:
            with pytest.raises(NotNow, match="not_its_time"):
                half_days.check_in(token=token, by=cast.INSPECTOR)
    assert HalfDayAttendance.objects.exists() is opens


def test_a_number_of_a_row_that_is_none_is_no_fault(sit: Sit) -> None:
    session = at_hand.session()
    batch = participant_imports.read(session_id=session.pk, data=b"name\nKarim Tazi\n", by=LABOUR)
    answer = sit(LABOUR).post(f"/training/lists/{batch.pk}/", {"do": "confirm", "others": ["9" * 5000, "2"]})
    assert answer.status_code == 302


@pytest.mark.parametrize(
    "typed", ["0001-01-01 09:00 12:00", "9999-12-31 09:00 12:00", "2026-12-10 09:00+02:00 12:00", "2026-12-10 9 10+01"]
)
def test_a_half_day_of_no_year_is_refused_with_a_sentence(sit: Sit, typed: str) -> None:
    line = at_hand.line()
    said = {"do": "plan_session", "modules": "M4", "place": "Salle", "language": "fr", "places": "9"}
    page = sit(SECRETARY).post(f"/training/lines/{line.pk}/", {**said, "half_days": typed})
    assert (page.status_code, typed.encode() in page.content) == (422, True)
    assert not TrainingSession.objects.exists()


@pytest.mark.parametrize(
    ("starts", "ends", "fits"),
    [
        ("09:00", "08:00", False),
        ("09:00", "09:00", False),
        ("09:00", "09:01", True),
        ("09:00", "15:00", True),
        ("09:00", "15:01", False),
        ("01:00", "21:00", False),
    ],
)
def test_a_half_day_ends_after_it_begins_and_lasts_six_hours_at_most(
    sit: Sit, starts: str, ends: str, fits: bool
) -> None:
    """Seen red without the refusal in `_check_half_days`, and with each half of its condition alone."""
    day, here = clock.today(), get_current_timezone()
    hours = [datetime.combine(day, time.fromisoformat(one), here) for one in (starts, ends)]
    line, typed = at_hand.line(), f"{day} {starts} {ends}"
    said = {"do": "plan_session", "modules": "M4", "place": "Salle", "language": "fr", "places": "9"}
    page = sit(SECRETARY).post(f"/training/lines/{line.pk}/", {**said, "half_days": typed})
    if fits:
        assert (page.status_code, TrainingSession.objects.count()) == (302, 1)
        return
    with pytest.raises(NotValid, match="half_days"):
        at_hand.session(line, half_days=[(hours[0], hours[1])])
    assert page.status_code == 422
    for shown in ("A half-day ends after it begins, and lasts six hours at most.", typed):
        assert shown in page.content.decode()
    assert not TrainingSession.objects.exists()


def test_a_name_is_taken_apart_once_and_compared_while_nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three hundred names beside three hundred: inside the unit no desk of a small machine could write meanwhile."""
    session = at_hand.session()
    at_hand.named(session, "Karim Tazi")
    taken: list[str] = []
    key, compared = names.key, name_compare.compare_words

    def counted(name: str) -> names.NameKey:
        taken.append(name)
        return key(name)

    def outside(*args: object) -> name_compare.Comparison:
        assert not units.is_open()
        return compared(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(names, "key", counted)
    monkeypatch.setattr(name_compare, "compare_words", outside)
    sheet = b"name\nNadia Alami\nOmar Slaoui\nSalma Haddad\nHassan Berrada\n"
    participant_imports.read(session_id=session.pk, data=sheet, by=LABOUR)
    assert sorted(taken) == sorted({"Karim Tazi", "Nadia Alami", "Omar Slaoui", "Salma Haddad", "Hassan Berrada"})
    assert reading.MOST_ROWS == 300


def test_a_person_counts_once_for_a_need_that_two_lines_serve() -> None:
    """With an account; without one, nobody knows that two rows are one person, and the page says so."""
    need = at_hand.need(wanted=2)
    lines = [at_hand.line(need), at_hand.line(need)]
    for line in lines:
        session = at_hand.session(line)
        at_hand.marked(session, at_hand.named(session, username="inspector"))
        at_hand.closed(session)
    (found,) = (one for one in plans.coverage(lines[0].plan) if one.row == need)
    assert (found.standing, found.served.reached) == ("partly", 1)
    session = at_hand.session(lines[0])
    at_hand.marked(session, at_hand.named(session, "Karim Tazi"))
    at_hand.closed(session)
    (found,) = (one for one in plans.coverage(lines[0].plan) if one.row == need)
    assert found.served.reached == 2


def test_coverage_says_how_people_are_counted(sit: Sit) -> None:
    page = sit(SECRETARY).get(f"/training/plans/{at_hand.line().plan_id}/coverage/").content.decode()
    assert "each person counts once," not in page
    assert "somebody without one, once per session" in page


def test_a_held_session_can_get_another_trainer_and_keeps_one_with_an_account(sit: Sit) -> None:
    session = at_hand.session()
    at_hand.closed(session)
    session.refresh_from_db()
    first = session.trainers.get()
    training_sessions.add_trainer(session_id=session.pk, name="Une experte", by=SECRETARY)
    with pytest.raises(NotNow, match="last_trainer"):
        training_sessions.remove_trainer(session_id=session.pk, trainer_id=first.pk, by=SECRETARY)
    assert b'value="add_trainer"' in sit(SECRETARY).get(f"/training/sessions/{session.pk}/").content
    training_sessions.add_trainer(session_id=session.pk, username="trainer-2", by=SECRETARY)
    training_sessions.remove_trainer(session_id=session.pk, trainer_id=first.pk, by=SECRETARY)
    assert sit(TRAINER).get(f"/training/sessions/{session.pk}/certificates/").status_code in (403, 404)


def test_an_address_is_new_when_a_test_is_opened_on_another_day() -> None:
    row = at_hand.opened_test(at_hand.session())
    test_rounds.close(round_id=row.pk, by=TRAINER)
    same = test_rounds.start(session_id=row.session_id, moment=states.PRE, by=TRAINER)
    assert same.token == row.token, "answers that still stand on a screen are sent"
    test_rounds.close(round_id=row.pk, by=TRAINER)
    with clock.stopped(clock.now() + timedelta(days=1)):
        test_rounds.start(session_id=row.session_id, moment=states.PRE, by=TRAINER)
    assert TestRound.objects.get().token != row.token


def test_who_types_too_often_closes_the_test_for_nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    row = at_hand.opened_test(at_hand.session())
    asked: list[tuple[str, str]] = []

    def often(_request: object, action: str, key: str) -> bool:
        asked.append((action, key))
        return sum(one == (action, key) for one in asked) > 3

    monkeypatch.setattr(throttle, "is_asked_too_often", often)
    here, browser = f"/training/test/{row.token}/", Client(headers={"accept-language": "en"})
    wrong = [browser.post(here, {"do": "begin", "code": "CDFG"}).status_code for _time in range(5)]
    assert wrong == [422, 422, 422, 429, 429]
    one, other = at_hand.code(row.session), at_hand.code(row.session)
    again = [browser.post(here, {"do": "begin", "code": one}).status_code for _time in range(5)]
    assert again == [200, 200, 200, 429, 429]
    assert browser.post(here, {"do": "begin", "code": codes.shown(other)}).status_code == 200


def test_a_sheet_that_was_entered_once_goes_after_a_month() -> None:
    row = at_hand.opened_test(at_hand.session())
    said = {"round_id": row.pk, "code": at_hand.code(row.session), "letter": "A", "responses": {}}
    test_entries.enter(**said, by=SECRETARY)  # type: ignore[arg-type]
    assert (test_entries.forget(), TestEntry.objects.count()) == (0, 1)
    with clock.stopped(clock.now() + test_entries.KEPT):
        assert (test_entries.forget(), test_entries.forget()) == (1, 0)
    assert not TestEntry.objects.exists()


def test_a_code_is_drawn_for_the_session_it_is_named_in() -> None:
    session, other = at_hand.session(), at_hand.session()
    found = enrolments.enrol(session, institution_id="labour", full_name="Karim Tazi")
    assert found.session_id == session.pk
    assert session.code_key is not None
    assert session.code_key != other.code_key
