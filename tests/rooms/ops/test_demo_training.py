"""The demo's trainings: what the issue asks of them, read from the store that `himaya demo reset` makes."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from himaya.institutions import rules_qualifications
from himaya.kernel import clock
from himaya.kernel.models import AuditEvent
from himaya.training import rules, states
from himaya.training.models import Certificate, Enrolment, PlanLine, TestSitting, TrainingSession
from tests.pages import main_words
from tests.rooms.ops.invented_nation import NATION, nation  # noqa: F401  # a fixture
from tests.rooms.training.test_results import CAUSES
from tests.running import demo_environment

pytestmark = [pytest.mark.deep("a demo nation is made"), pytest.mark.capability("G1", "G2", "G3", "G5")]
LANGUAGES = ("en", "fr", "ar")
LOOK = """
import json
import django
django.setup()
from django.test import Client
from himaya.insight.rules_periods import quarters_over
from himaya.institutions import accounts
from himaya.institutions.models import Account
from himaya.kernel import clock
from himaya.training.models import Certificate, PlanLine
from himaya.web.sessions import DESK, FACTORS, FULL_SIGN_IN, PROVEN


def look(who, address, language="en"):
    account = Account.objects.get(username=who)
    client = Client(headers={"host": "localhost", "accept-language": language})
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    desk = accounts.actor_for(account.pk).desk_id
    session.update({FACTORS: FULL_SIGN_IN, DESK: desk, PROVEN: clock.now().timestamp()})
    session.save()
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


line = PlanLine.objects.get(title_en="Ask the first questions")
quarter = quarters_over(clock.today())[0]
certified = Certificate.objects.get(qualification__isnull=False).enrolment
print(json.dumps({
    "first": Client(headers={"host": "localhost"}).get("/").content.decode(),
    "effect": {code: look("secretariat", f"/training/lines/{line.pk}/effect/", code) for code in ("en", "fr", "ar")},
    "month": look("secretariat", f"/secretariat/?month={quarter.months[0]:%Y-%m}"),
    "quarter": look("secretariat", f"/figures/?period={quarter.code}"),
    "certificates": [
        look("formation", f"/training/sessions/{certified.session_id}/certificates/"),
        look("action-sociale-entretien", "/training/mine/"),
    ],
}))
"""


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


@pytest.fixture(name="pages", scope="module")
def _pages(prepared_store: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    """What a copy of the store answers."""
    home = tmp_path_factory.mktemp("looked-at") / "home"
    shutil.copytree(prepared_store, home)
    env = {**demo_environment(home), "DJANGO_SETTINGS_MODULE": "himaya.config.settings"}
    done = subprocess.run([sys.executable, "-c", LOOK], env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, dict[str, str]] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_what_desks_did_before_and_after_a_training_is_shown_and_few_are_hidden(
    pages: dict[str, dict[str, str]],
) -> None:
    said = main_words(pages["effect"]["en"])
    shown = [int(one) for one in re.findall(r"(\d+) \(\d+\.\d a month\)", said)]
    assert len([one for one in shown if one]) >= 30
    assert not [one for one in shown if 0 < one < 5]
    assert "beside: 3 institutions of which nobody was trained" in said
    assert "not shown: too small" in said
    assert "Social Action" in said


def test_the_counts_of_a_month_and_of_a_quarter_show_numbers_and_hide_some(pages: dict[str, str]) -> None:
    """Three people work at each desk that counts: of fewer nothing would stand there."""
    month, quarter = main_words(pages["month"]), main_words(pages["quarter"])
    shown = re.findall(r'<td class="num">(?:<b>)?<bdi[^>]*>(\d+)', pages["month"])
    assert len([one for one in shown if int(one)]) >= 15
    assert "hidden" in month
    assert len(re.findall(r"\b\d{2,3}\b", quarter)) >= 5


def test_colleagues_who_only_count_are_no_desk_to_try(pages: dict[str, str]) -> None:
    desks = set(re.findall(r"/account/demo/([a-z0-9-]+)/", pages["first"]))
    assert "police-nord" in desks
    assert not [one for one in desks if one[-1].isdigit()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_limits_stand_in_print_and_no_cause_is_named(language: str, pages: dict[str, dict[str, str]]) -> None:
    page = pages["effect"][language]
    assert page.count("<svg") >= 4
    assert page.count("<li>") >= 13
    assert not [one for one in CAUSES if one in main_words(page).lower()]


def test_no_certificate_of_the_demo_says_that_a_form_is_newer(pages: dict[str, list[str]]) -> None:
    for page in pages["certificates"]:
        assert "Number" in main_words(page)
        assert "has a new version since" not in page
