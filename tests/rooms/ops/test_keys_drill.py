"""The lost-key drill runs as an administrator runs it, and notices when a step does not hold."""

import os
from pathlib import Path

import pytest

from himaya.kernel import keys
from himaya.ops import keys_drill, keys_drill_steps
from tests.running import himaya, plain_environment

pytestmark = [pytest.mark.capability("X1")]


def test_the_drill_proves_six_things_and_leaves_the_real_store_and_no_trace(tmp_path: Path) -> None:
    home, place = tmp_path / "home", tmp_path / "keys"
    home.mkdir()
    keys.create(place)
    before = {file.name: file.read_bytes() for file in place.iterdir()}
    (tmp_path / "tmp").mkdir()
    env = plain_environment(HIMAYA_HOME=str(home), HIMAYA_KEYS=str(place), TMPDIR=str(tmp_path / "tmp"))
    told = himaya("keys", "drill", env=env)
    steps = [line for line in told.splitlines() if line[:2] in {f"{n}." for n in range(1, 9)}]
    assert len(steps) == 6
    assert all(line.endswith(" s)") for line in steps)
    assert "The drill held" in told
    assert list(home.iterdir()) == []
    assert list((tmp_path / "tmp").iterdir()) == []
    assert {file.name: file.read_bytes() for file in place.iterdir()} == before


def test_a_step_that_does_not_hold_fails_the_drill(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def fails(_: Path) -> None:
        raise keys_drill_steps.Disproved("The canary does not open with the restored keys.")

    monkeypatch.setattr(keys_drill_steps, "drill", fails)
    assert keys_drill_steps.main(str(tmp_path)) == 1
    monkeypatch.setattr(keys_drill, "STEPS", "import sys; print('x'); sys.exit(1)")
    said: list[str] = []
    assert keys_drill.run(said.append) == 1
    assert said == ["x"]
    assert os.environ.get("HIMAYA_MODE") == "demo"
