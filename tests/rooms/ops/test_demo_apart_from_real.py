"""The invented country never comes into a nation's store, and no command of the demo empties one."""

import hashlib
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import LazySettings

from himaya.kernel.models import Stamp
from himaya.ops import commands, demo, store
from tests.running import himaya, plain_environment

pytestmark = [pytest.mark.capability("X9", "X10")]


@pytest.mark.django_db
@pytest.mark.parametrize("word", ["reset", "ensure"])
def test_in_a_nations_process_nothing_of_the_demo_is_made_or_removed(
    settings: LazySettings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], word: str
) -> None:
    """Planted fault: only the mode that the command sets stood there; in this process the stamp of the store fits."""
    settings.DEMO, settings.HIMAYA_MODE = False, "production"
    Stamp.objects.create(kind="production", pack="morocco", created_on="2026-11-01")
    touched: list[str] = []
    monkeypatch.setattr(demo, "_remove", lambda: touched.append("removed"))
    monkeypatch.setattr(demo, "_make", lambda say: touched.append("made") or 0)
    monkeypatch.setattr(store, "prepare_home", lambda: touched.append("home"))
    monkeypatch.setattr(store, "is_current", lambda: True)
    assert commands.run(["demo", word], usage="") == 1
    assert "in demo mode only" in capsys.readouterr().err
    assert touched == []


@pytest.mark.django_db
def test_an_invented_country_is_loaded_into_no_store_of_a_nation(settings: LazySettings, tmp_path: Path) -> None:
    settings.DEMO, settings.HIMAYA_MODE = False, "production"
    Stamp.objects.create(kind="production", pack="morocco", created_on="2026-11-01")
    settings.HIMAYA_HOME = tmp_path
    with pytest.raises(store.CannotStart, match="invented country is for the demo only"):
        store.initialise(demo.PACK)


def _kept(home: Path, keys: Path) -> str:
    """All rows of the store, and every key, as one number."""
    digest = hashlib.sha256()
    with closing(sqlite3.connect(home / "himaya.sqlite3")) as opened:
        for line in opened.iterdump():
            digest.update(line.encode())
    for file in sorted(keys.rglob("*")):
        digest.update(str(file).encode() + file.read_bytes())
    return digest.hexdigest()


@pytest.mark.deep("a minute: processes of an installation")
def test_no_command_of_the_demo_touches_a_nations_store(tmp_path: Path) -> None:
    home, keys = tmp_path / "home", tmp_path / "keys"
    env = plain_environment(HIMAYA_HOME=str(home), HIMAYA_KEYS=str(keys), HIMAYA_INSECURE_HTTP="1")
    himaya("keys", "create", env=env)
    himaya("init", "--pack", "morocco", env=env)
    before = _kept(home, keys)
    for words in (("demo", "reset"), ("demo", "ensure"), ("serve", "--demo"), ("init", "--pack", "demo")):
        command = [sys.executable, "-m", "himaya.ops.cli", *words]
        done = subprocess.run(command, env=env, capture_output=True, text=True, check=False, timeout=120)
        assert done.returncode == 1, words
        assert "never mix" in done.stderr or "for the demo only" in done.stderr, done.stderr
        assert _kept(home, keys) == before, words
