"""The demo's trainings: what the issue asks of them, read from the store that `himaya demo reset` makes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections
from pytest_django.plugin import DjangoDbBlocker

from himaya.institutions import rules_qualifications
from himaya.kernel import clock
from himaya.kernel.models import AuditEvent
from himaya.training import rules, states
from himaya.training.models import Certificate, Enrolment, PlanLine, TestSitting, TrainingSession

pytestmark = [pytest.mark.deep, pytest.mark.capability("G1", "G2", "G3")]
NATION = "invented_nation"


@pytest.fixture(scope="module", autouse=True)
def nation(prepared_store: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The prepared store beside the test's own, to be read only."""
    beside = {**connections.databases["default"], "ENGINE": "django.db.backends.sqlite3"}
    connections.databases[NATION] = {**beside, "NAME": f"file:{prepared_store / 'himaya.sqlite3'}?mode=ro"}
    connections.databases[NATION]["OPTIONS"] = {"uri": True}
    with django_db_blocker.unblock():
        yield
        connections[NATION].close()
    del connections.databases[NATION]


def interview_session() -> TrainingSession:
    found = Certificate.objects.using(NATION).filter(track="interview").select_related("enrolment__session")
    return found[0].enrolment.session


def test_the_line_of_the_plan_serves_what_a_table_said() -> None:
    line = PlanLine.objects.using(NATION).get(plan__state=states.PLAN_ADOPTED, kind=rules.TRAINING)
    assert line.plan.year == clock.today().year
    assert line.needs.filter(need__table__isnull=False).count() == 2
    assert line.targets.values("institution").distinct().count() == 7


def test_a_session_was_held_with_twenty_four_people_of_seven_institutions_and_paired_tests() -> None:
    session = interview_session()
    there = Enrolment.objects.using(NATION).filter(session=session)
    assert session.state == states.HELD
    assert (there.count(), there.values("institution").distinct().count()) == (24, 7)
    codes = {
        moment: set(
            TestSitting.objects.using(NATION).filter(session=session, moment=moment).values_list("code", flat=True)
        )
        for moment in (states.PRE, states.POST)
    }
    assert len(codes[states.PRE] & codes[states.POST]) >= rules.SMALL_GROUP
    sent = AuditEvent.objects.using(NATION).filter(action="test_sitting.sent", object_id=str(session.pk))
    assert not sent.exclude(account_id=None).exists(), "answers are sent by nobody"


def test_certificates_stand_one_opens_the_interview_by_two_people_and_one_has_expired() -> None:
    found = Certificate.objects.using(NATION).select_related("qualification")
    (qualified,) = [(one.qualification, one.issued_by_id) for one in found if one.qualification is not None]
    assert qualified[0].state == rules_qualifications.CONFIRMED
    assert qualified[0].answered_by_id != qualified[1]
    assert any(one.expires_on < clock.today() for one in found)
    assert {one.language for one in found} == set(states.CERTIFICATE_LANGUAGES)


def test_a_session_is_under_way_today_and_another_is_open_for_naming() -> None:
    opened = TrainingSession.objects.using(NATION).filter(state=states.OPEN)
    first = [one.half_days.order_by("number")[0].starts_at for one in opened]
    assert min(first).date() <= clock.today() < max(first).date()
    assert all(one.trainers.exists() for one in opened)
