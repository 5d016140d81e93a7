"""What institutions did before and after a training, computed from tallies, and the page on which it stands."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from himaya.cases.models import Tally
from himaya.insight import practice, rules_practice
from himaya.insight.rules_practice import Side
from himaya.institutions.models import Desk
from himaya.kernel import clock
from himaya.kernel.errors import NotPermitted
from himaya.kernel.models import AuditEvent
from himaya.training import rules, states
from himaya.training.models import PlanLine
from himaya.training.queries import reach
from tests import cast
from tests.pages import main_words
from tests.rooms.monitoring.counted import staffed
from tests.rooms.training import at_hand
from tests.rooms.training.at_hand import DAW, LABOUR, POLICE, SECRETARY, TRAINER
from tests.rooms.training.test_results import CAUSES
from tests.signed_in import Sit

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("G5")]
NAMES = ("Salma Berrada", "Karim Tazi", "Hind Ouazzani", "Youssef Lahlou", "Imane Chraibi", "Adil Mernissi")
HELD = datetime(2026, 2, 10, 9, 0, tzinfo=UTC)
BEFORE, AFTER = (date(2025, 10, 1), date(2025, 11, 1), date(2025, 12, 1)), (date(2026, 4, 1), date(2026, 5, 1))


def held(of: PlanLine, at: datetime = HELD, *, people: int = 5, absent: int = 0, first: int = 0) -> None:
    """A session at which so many of `labour` were there."""
    with clock.stopped(at):
        session = at_hand.session(of, half_days=at_hand.hours())
        for number, name in enumerate(NAMES[first : first + people + absent]):
            row = at_hand.named(session, name)
            at_hand.marked(session, row, states.PRESENT if number < people else states.ABSENT)
        at_hand.closed(session)


def planned() -> PlanLine:
    with clock.stopped(datetime(2026, 1, 12, 9, 0, tzinfo=UTC)):
        return at_hand.line()


def counted(desk: str, month: date, n: int, kind: str = "sent") -> None:
    Tally.objects.create(kind=kind, month=month, desk_id=desk, count=n)


def history(desk: str = LABOUR.desk_id, *, before: int = 12, after: int = 15) -> None:
    """Counting began long before, by three people; each month of two quarters."""
    staffed(desk)
    Tally.objects.get_or_create(kind="sent", month=date(2024, 1, 1), desk_id=desk, defaults={"count": 20})
    for month in BEFORE:
        counted(desk, month, before)
    for month in AFTER:
        counted(desk, month, after)


def test_an_institution_is_reached_on_the_day_enough_attended() -> None:
    line = planned()
    held(line, people=4, absent=1)
    assert reach.of_line(line, enough=5) == [reach.Reach("labour", 4, date(2026, 2, 10), None)]
    # Without an account nobody knows that this is not one of the four.
    held(line, datetime(2026, 5, 12, 9, 0, tzinfo=UTC), people=1, first=5)
    assert reach.of_line(line, enough=5) == [reach.Reach("labour", 4, date(2026, 2, 10), None)]
    for session in line.sessions.all():
        at_hand.known(session)
    assert reach.of_line(line, enough=5) == [reach.Reach("labour", 5, date(2026, 2, 10), date(2026, 5, 12))]
    assert reach.ever() == {"labour"}


def test_one_person_without_an_account_in_five_sessions_is_one() -> None:
    line = planned()
    for days in range(5):
        held(line, HELD + timedelta(days=days), people=1)
    (found,) = reach.of_line(line, enough=5)
    assert (found.people, found.since) == (1, None)


def test_a_session_that_was_not_held_reaches_nobody() -> None:
    line = planned()
    session = at_hand.session(line)
    at_hand.marked(session, at_hand.named(session))
    assert (reach.of_line(line, enough=5), reach.ever()) == ([], set())


def test_quarters_before_and_after_are_those_of_the_desks_of_the_institution() -> None:
    line = planned()
    held(line)
    history()
    found = practice.of_line(SECRETARY, line)
    (one,) = found.indicators["sent"]
    assert one.unit == "labour"
    assert (one.pairs[0].before, one.pairs[0].after) == (Side(36, 3), Side(30, 3))
    # Nobody refused: a zero is about nobody, and is shown.
    assert found.indicators["refused"][0].pairs[0].before == Side(0, 3)
    assert one.pairs[1].before == Side(36, 6)
    assert one.beside == (None, None)


def test_fewer_than_five_acts_or_people_are_not_shown() -> None:
    line = planned()
    held(line)
    history()
    counted(LABOUR.desk_id, BEFORE[0], 4, "refused")
    refused = practice.of_line(SECRETARY, line).indicators["refused"][0]
    assert refused.pairs[0].before == Side(None, 3, rules_practice.SMALL)
    few = planned()
    held(few, people=4)
    found = practice.of_line(SECRETARY, few)
    assert (found.compared, found.few) == (False, 1)


def test_who_reads_what(sit: Sit) -> None:
    line = planned()
    held(line)
    history()
    here = f"/training/lines/{line.pk}/effect/"
    assert practice.of_line(LABOUR, line).compared
    # Another institution reads nothing of this one.
    assert not practice.of_line(DAW, line).compared
    for actor in (TRAINER, cast.INSPECTOR):
        with pytest.raises(NotPermitted):
            practice.of_line(actor, line)
    assert sit(SECRETARY).get(here).status_code == 200
    own, other, trainer = sit(LABOUR).get(here), sit(DAW).get(here), sit(TRAINER).get(here)
    assert (own.status_code, other.status_code, trainer.status_code) == (200, 200, 403)
    assert "36 (12.0 a month)" in main_words(own.content)
    assert "36 (" not in main_words(other.content)
    assert "beside:" not in main_words(own.content)
    assert sit(POLICE).get(here).status_code == sit(POLICE).get(f"/training/lines/{line.pk}/").status_code
    line.kind = rules.AWARENESS
    line.save()
    assert sit(SECRETARY).get(here).status_code == 404


def test_nothing_sealed_is_opened_and_nobody_is_named(sit: Sit) -> None:
    line = planned()
    held(line)
    history()
    reads = AuditEvent.objects.count()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        practice.of_line(SECRETARY, line)
    said = " ".join(one["sql"] for one in asked.captured_queries)
    assert '"participant"' not in said
    assert "case_file" not in said
    assert '"referral"' not in said
    page = main_words(sit(SECRETARY).get(f"/training/lines/{line.pk}/effect/").content)
    assert not [name for name in NAMES if name in page]
    assert AuditEvent.objects.count() == reads


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_the_page_says_no_cause_and_prints_its_limits(sit: Sit, language: str) -> None:
    line = planned()
    held(line)
    history()
    page = sit(SECRETARY, language).get(f"/training/lines/{line.pk}/effect/")
    said = main_words(page.content)
    assert page.content.count(b"<svg") >= 1
    assert not [one for one in CAUSES if one in said.lower()]
    assert page.content.count(b"<li>") >= 13
    if language == "en":
        assert "better detection, and no more crime" in said
        assert "30 (10.0 a month)" in said
    if language == "ar":
        assert b'dir="rtl"' in page.content


def test_what_is_not_over_or_was_not_counted_is_said(sit: Sit) -> None:
    line = planned()
    held(line, datetime(2026, 5, 12, 9, 0, tzinfo=UTC))
    counted(LABOUR.desk_id, date(2026, 1, 1), 12)
    said = main_words(sit(SECRETARY).get(f"/training/lines/{line.pk}/effect/").content)
    assert "not over yet" in said
    assert "not counted then" in said


def test_institutions_of_which_nobody_was_trained_stand_beside_for_the_secretariat(sit: Sit) -> None:
    line = planned()
    held(line)
    history()
    others = dict(Desk.objects.exclude(institution_id="labour").order_by("pk").values_list("institution_id", "pk"))
    staffed(*list(others.values())[:3])
    for desk in list(others.values())[:3]:
        for month in (*BEFORE, *AFTER):
            counted(desk, month, 13)
    here = f"/training/lines/{line.pk}/effect/"
    said = main_words(sit(SECRETARY).get(here).content)
    assert (
        "beside: 3 institutions of which nobody was trained, same months 117 (39.0 a month) 78 (26.0 a month)" in said
    )
    assert "117" not in main_words(sit(LABOUR).get(here).content)


def test_the_line_and_its_results_lead_there(sit: Sit) -> None:
    line = planned()
    there = f"/training/lines/{line.pk}/effect/".encode()
    assert there in sit(SECRETARY).get(f"/training/lines/{line.pk}/").content
    assert there in sit(SECRETARY).get(f"/training/lines/{line.pk}/results/").content
    assert there in sit(LABOUR).get(f"/training/lines/{line.pk}/").content
    assert there not in sit(TRAINER).get(f"/training/lines/{line.pk}/").content
    assert b"Nothing to compare yet" in sit(SECRETARY).get(f"/training/lines/{line.pk}/effect/").content
