"""The pages: a year from a need to a session that was held, in a browser; bad input comes back whole."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from himaya.coordination.models import Need
from himaya.kernel import clock
from himaya.training import door, states
from himaya.training.models import Enrolment, HalfDayAttendance, NeedsAssessment, PlanLine, TrainingSession
from tests import cast
from tests.rooms.training import at_hand
from tests.rooms.training.at_hand import LABOUR, SECRETARY, TRAINER
from tests.signed_in import Sit

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("G1")]
RATED = {"do": "rate", "modules": "M4", "required": "5", "exposure": "3", "risk": "3", "supervisor": "2"}
LINE = {"do": "add", "title_fr": "Écouter", "kind": "training", "audience": "Inspection", "owner": "commission"}
SESSION = {"do": "plan_session", "modules": ["M4"], "place": "Salle", "language": "fr", "places": "20"}


def test_a_measured_gap_becomes_a_need_and_a_line_serves_it(sit: Sit) -> None:
    at_hand.need()
    focal, secretary = sit(LABOUR), sit(SECRETARY)
    focal.post("/training/needs/", {"do": "begin", "audience": "Inspection du travail", "people": "12"})
    here = f"/training/needs/{NeedsAssessment.objects.get().pk}/"
    assert focal.post(here, {"do": "hand_in"}).status_code == 422
    answer = focal.post(here, {**RATED, "required": "9", "test_share": "44"})
    assert (answer.status_code, b'value="44"' in answer.content) == (422, True)
    assert focal.post(here, RATED).status_code == 302
    assert b"5, measured 2: gap 3" in focal.get(here).content
    focal.post(here, {"do": "hand_in"})
    assert focal.post(here, RATED).status_code == 409
    cycle = str(Need.objects.get().cycle_id)
    assert secretary.post(here, {"do": "enter", "module": "M4", "cycle": cycle}).status_code == 302
    entered = Need.objects.order_by("number").last()
    assert entered is not None
    assert (entered.priority, entered.people, entered.institution_id) == ("high", 12, "labour")
    assert secretary.post(here, {"do": "enter", "module": "M4", "cycle": cycle}).status_code == 409
    secretary.post("/training/", {"do": "begin", "year": "2026"})
    plan = f"/training/plans/{at_hand.plan().pk}/"
    assert secretary.post(plan, {"do": "adopt"}).status_code == 422
    alone = secretary.post(plan, {**LINE, "modules": ["M4"]})
    assert alone.status_code == 422
    assert b"without either it does not enter" in alone.content
    assert 'value="Écouter"' in alone.content.decode()
    assert secretary.post(plan, {**LINE, "modules": ["M4"], "needs": [str(entered.pk)]}).status_code == 302
    assert secretary.post(plan, {"do": "adopt"}).status_code == 302
    assert "Entretien" not in PlanLine.objects.get().title
    assert "0 of 2 needs are covered" in re.sub("<[^>]+>", "", secretary.get(f"{plan}coverage/").content.decode())


def test_a_session_is_planned_named_marked_and_closed_in_a_browser(sit: Sit) -> None:
    line = at_hand.line()
    secretary, focal, trainer = sit(SECRETARY), sit(LABOUR), sit(TRAINER)
    of_line = f"/training/lines/{line.pk}/"
    wrong = secretary.post(of_line, {**SESSION, "half_days": "tomorrow"})
    assert (wrong.status_code, b"tomorrow" in wrong.content, b"Salle" in wrong.content) == (422, True, True)
    day = at_hand.hours()[0][0].date().isoformat()
    two = f"{day} 08:00 11:00\n{day} 14:00 17:00"
    assert secretary.post(of_line, {**SESSION, "half_days": two}).status_code == 302
    session = TrainingSession.objects.get()
    here = f"/training/sessions/{session.pk}/"
    assert focal.get(here).status_code == 404
    assert secretary.post(here, {"do": "open"}).status_code == 422
    assert secretary.post(here, {"do": "add_trainer", "username": "inspector"}).status_code == 422
    secretary.post(here, {"do": "add_trainer", "username": "trainer"})
    assert secretary.post(here, {"do": "open"}).status_code == 302
    assert focal.post(f"{here}people/", {"do": "name", "name": at_hand.NAME}).status_code == 302
    twice = focal.post(f"{here}people/", {"do": "name", "name": "نادية كناري الفاسي", "function": "Cheffe"})
    assert (twice.status_code, b"Cheffe" in twice.content, b'name="another"' in twice.content) == (422, True, True)
    assert at_hand.NAME.encode() in trainer.get(f"{here}1/").content
    assert secretary.get(f"{here}people/").status_code == 403
    assert at_hand.NAME.encode() not in secretary.get(here).content
    row = str(Enrolment.objects.get().pk)
    assert trainer.post(f"{here}1/", {"do": "mark-present", "enrolment": row}).status_code == 302
    trainer.post(f"{here}2/", {"do": "mark-present", "enrolment": row, "how": "paper"})
    assert trainer.post(f"{here}1/", {"do": "mark-away", "enrolment": row}).status_code == 422
    assert list(HalfDayAttendance.objects.values_list("how", flat=True).order_by("half_day__number")) == [
        states.BY_LIST,
        states.BY_PAPER,
    ]
    assert b"<svg" in trainer.get(f"{here}1/square/").content
    answer = trainer.get(f"{here}days.ics")
    assert answer.content.count(b"BEGIN:VEVENT") == 2
    assert b"Africa/Casablanca" in answer.content
    assert "Écouter" not in answer.content.decode()


def test_a_trainee_checks_in_and_sees_their_own_half_days(sit: Sit) -> None:
    session = at_hand.session()
    at_hand.named(session, username="inspector")
    inspector = sit(cast.INSPECTOR)
    here = f"/training/in/{door.token(at_hand.first_half_day(session).pk)}/"
    assert b"I am here" in inspector.get(here).content
    assert inspector.post(here).status_code == 302
    mine = inspector.get("/training/mine/").content
    assert b"present" in mine
    assert at_hand.NAME.encode() not in mine
    assert sit(cast.NURSE).post(here).status_code == 404
    assert inspector.post("/training/in/old/").status_code == 409
    assert inspector.get(f"/training/sessions/{session.pk}/days.ics").status_code == 200
    assert inspector.get(f"/training/sessions/{session.pk}/").status_code == 403


def test_a_file_of_names_is_looked_at_before_anybody_is_named(sit: Sit) -> None:
    session = at_hand.session(half_days=at_hand.hours(clock.now() + timedelta(hours=2)))
    focal = sit(LABOUR)
    here = f"/training/sessions/{session.pk}/people/list/"
    assert focal.post(here).status_code == 422
    sent = SimpleUploadedFile("names.csv", b"name\nNadia El Fassi\nNadia Elfassi\n")
    answer = focal.post(here, {"file": sent})
    assert answer.status_code == 302
    of_list = answer["Location"]
    page = focal.get(of_list).content
    assert (b"Nadia Elfassi" in page, b"perhaps twice" in page) == (True, True)
    assert not Enrolment.objects.exists()
    assert focal.post(of_list, {"do": "confirm"}).status_code == 302
    assert Enrolment.objects.count() == 1
    assert focal.post(of_list, {"do": "undo"}).status_code == 302
    assert not Enrolment.objects.exists()
    assert sit(at_hand.DAW).get(of_list).status_code == 404


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_every_page_is_there_in_each_language(sit: Sit, language: str) -> None:
    session = at_hand.session()
    at_hand.named(session)
    secretary, focal, trainer = sit(SECRETARY, language), sit(LABOUR, language), sit(TRAINER, language)
    line, here = session.line, f"/training/sessions/{session.pk}/"
    for url in ("/training/", "/training/needs/", f"/training/plans/{line.plan_id}/", f"/training/lines/{line.pk}/"):
        assert secretary.get(url).status_code == 200, url
    assert secretary.get(f"/training/plans/{line.plan_id}/coverage/").status_code == 200
    assert secretary.get(here).status_code == 200
    for url in (f"{here}people/", f"{here}people/list/"):
        assert focal.get(url).status_code == 200, url
    for url in (f"{here}1/", f"{here}1/square/"):
        assert trainer.get(url).status_code == 200, url
