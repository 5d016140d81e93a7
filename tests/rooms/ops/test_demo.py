"""The demo nation: made, kept, started over, and entered each time."""

import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.running import demo_environment, himaya

pytestmark = pytest.mark.capability("X9")
LOOK = """
import os, sys
import django
django.setup()
from django.test import Client
from himaya.kernel.models import Stamp
from himaya.cases.models import Referral
answer = Client().post("/account/demo/asso-accueil/", headers={"host": "localhost"})
print(answer.status_code, Referral.objects.count(), Stamp.objects.get().kind)
"""


def look(home: Path) -> str:
    """What a fresh process sees of the store: may one sit at a desk, how many referrals, which kind of store."""

    env = {**demo_environment(home), "DJANGO_SETTINGS_MODULE": "himaya.config.settings"}
    done = subprocess.run([sys.executable, "-c", LOOK], env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def typed(home: Path) -> int:
    """Whether what a group left in the store is still there."""
    with closing(sqlite3.connect(home / "himaya.sqlite3")) as there:
        return int(there.execute("SELECT count(*) FROM sqlite_master WHERE name = 'what_a_group_typed'").fetchone()[0])


@pytest.mark.deep("a demo nation is made")
def test_a_demo_is_kept_on_the_next_run_and_a_reset_can_be_entered_again(prepared_store: Path, tmp_path: Path) -> None:

    home = tmp_path / "home"
    shutil.copytree(prepared_store, home)
    assert look(home) == "302 16 demo"
    with closing(sqlite3.connect(home / "himaya.sqlite3")) as there, there:
        there.execute("CREATE TABLE what_a_group_typed (words TEXT)")
    himaya("demo", "ensure", env=demo_environment(home))
    assert (look(home), typed(home)) == ("302 16 demo", 1)
    himaya("demo", "reset", env=demo_environment(home))
    assert (look(home), typed(home)) == ("302 16 demo", 0), "what was typed is gone"


@pytest.mark.deep("a demo nation is made")
def test_nothing_of_the_invented_people_stands_in_clear_on_the_disk(prepared_store: Path) -> None:
    stored = b"".join(file.read_bytes() for file in prepared_store.rglob("*") if file.is_file())
    for word in ("Bouzerda", "بوزردة", "Okorima", "05 00 00 02 01"):
        assert word.encode() not in stored


@pytest.mark.deep("a demo nation is made")
def test_nobody_signs_in_to_a_demo_desk_by_a_password(prepared_store: Path) -> None:
    with closing(sqlite3.connect(prepared_store / "himaya.sqlite3")) as store:
        kept = [row[0] for row in store.execute("SELECT password FROM account")]
    assert kept
    # Django's mark of an account without a password.
    assert {password[:1] for password in kept} == {"!"}


TWICE = """
import re
import django
django.setup()
from django.test import Client
client = Client(headers={"host": "localhost", "accept-language": "en"})
client.post("/account/demo/hopital-centre/")
links = re.findall("/duplicates/pairs/[-0-9a-f]+/", client.get("/duplicates/").content.decode())
for link in dict.fromkeys(links):
    print(client.get(link).content.decode())
"""


@pytest.mark.deep("a demo nation is made")
def test_the_two_who_may_be_one_person_are_alike(prepared_store: Path, tmp_path: Path) -> None:
    """The seed said of Rosalie Dantagan, 1989, and Samira Inventée, 1991, that their names sound alike."""
    home = tmp_path / "home"
    shutil.copytree(prepared_store, home)
    env = {**demo_environment(home), "DJANGO_SETTINGS_MODULE": "himaya.config.settings"}
    done = subprocess.run([sys.executable, "-c", TWICE], env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("<title>") == 1, "one pair"
    beside = done.stdout.split("Side by side")[1].split("</table>")[0]
    assert [beside.count(one) for one in (">Rosalie Dantagan<", ">Rosaly Dantagan<", ">1989<")] == [1, 1, 2]
    assert "The names are written or sound the same." in done.stdout
    assert "Born in the same year" in done.stdout


SECONDS = """
import json
import django
django.setup()
from himaya.institutions import accounts
from himaya.institutions.models import Account
from himaya.kernel import clock, two_people
from himaya.training import deserving
from himaya.training.models import TrainingSession
from himaya.training.queries import courses
from himaya.yearbook.actions import drafts, reviews

def at_work(name):
    return accounts.actor_for(Account.objects.get(username=name).pk, proven_at=clock.now())

def waits():
    told = {}
    for seat in accounts.seats_today().select_related("desk", "account"):
        for one in two_people.waiting(accounts.actor_in(seat)):
            told.setdefault(one.act.code, set()).add(seat.account.username)
    return {code: sorted(names) for code, names in told.items()}

seats = list(accounts.seats_today().select_related("desk"))
leads = [s for s in seats if s.desk.institution_id == "national-police" and "desk_lead" in s.roles]
police = {s.account_id for s in seats if s.desk.institution_id == "national-police"}
# Whoever asks for a decision is never at the desk that records it.
most = {"decision": 1}
nobody = [a.code for a in two_people.acts()
          if len({s.account_id for s in seats if set(a.roles) & set(s.roles)}) < most.get(a.code, 2)]
today = TrainingSession.objects.filter(half_days__starts_at__date=clock.today()).first()
course = courses.course("labour_inspectors")
for row in today.enrolments.all():
    deserving.check_taught(row, course)
first = waits()
draft = drafts.draw_up(year=clock.today().year - 1, by=at_work("presidence"))
drawn = waits()
for name in ("secretariat", "protection-donnees"):
    reviews.approve(draft_id=draft.pk, seen=draft.sha256, by=at_work(name))
print(json.dumps([first, drawn, waits(), nobody, len({s.account_id for s in leads}), len(police)]))
"""


@pytest.mark.deep("a demo nation is made")
def test_each_act_that_takes_two_finds_its_second_person_in_the_exercise(prepared_store: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(prepared_store, home)
    env = {**demo_environment(home), "DJANGO_SETTINGS_MODULE": "himaya.config.settings"}
    done = subprocess.run([sys.executable, "-c", SECONDS], env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    first, drawn, approved, nobody, leads, police = json.loads(done.stdout.splitlines()[-1])
    assert "inspection-nord-chef" in first["packet"], "the main desk has a lead who did not prepare it"
    assert first["erasure"], "an officer is told of the erasure that waits"
    assert first["export"] == ["hopitaux-conseil", "hopitaux-donnees"]
    assert "protection-donnees" in drawn["year_review"]
    assert "presidence" not in drawn["year_review"]
    assert "secretariat" in approved["year_release"]
    assert nobody == []
    assert (leads >= 3, police >= 4) == (True, True), "two switch the register apart on, a third lets a fourth in"
