"""The demo nation: made, kept, started over, and entered each time."""

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
    assert look(home) == "302 15 demo"
    with closing(sqlite3.connect(home / "himaya.sqlite3")) as there, there:
        there.execute("CREATE TABLE what_a_group_typed (words TEXT)")
    himaya("demo", "ensure", env=demo_environment(home))
    assert (look(home), typed(home)) == ("302 15 demo", 1)
    himaya("demo", "reset", env=demo_environment(home))
    assert (look(home), typed(home)) == ("302 15 demo", 0), "what was typed is gone"


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
