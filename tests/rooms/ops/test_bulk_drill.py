"""The drill of a bulk read runs as an administrator runs it and notices when a step does not hold."""

import json
from pathlib import Path

import pytest

from himaya.kernel import budget, decoys, keys
from himaya.ops import bulk_drill_steps
from tests.running import himaya, plain_environment

pytestmark = pytest.mark.capability("X4")


@pytest.mark.deep("a minute: processes of an installation")
def test_the_drill_says_where_a_captured_session_was_stopped_and_leaves_no_trace(tmp_path: Path) -> None:
    home, place = tmp_path / "home", tmp_path / "keys"
    home.mkdir()
    keys.create(place)
    (tmp_path / "tmp").mkdir()
    env = plain_environment(HIMAYA_HOME=str(home), HIMAYA_KEYS=str(place), TMPDIR=str(tmp_path / "tmp"))
    found = json.loads(himaya("drill", "bulk-read", "--json", env=env))
    assert found["held"] is True
    assert 0 < found["confirm_at"] < found["stop_at"] == found["audited"] < found["persons"]
    assert len(found["steps"]) == 7
    assert list(home.iterdir()) == list((tmp_path / "tmp").iterdir()) == []


def _does_nothing(*_: object, **__: object) -> None:
    return None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("where", "name", "fault"),
    [(budget, "charge", "without a second factor"), (decoys, "alarm", "the decoy was told to nobody")],
)
def test_a_step_that_does_not_hold_fails_the_drill(
    where: object, name: str, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(where, name, _does_nothing)
    report = bulk_drill_steps.Report(as_json=True)
    with pytest.raises(bulk_drill_steps.Disproved, match=fault):
        bulk_drill_steps.drill(report)


def test_a_drill_that_failed_says_so_and_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    bulk_drill_steps.Report(as_json=False).end("nobody was told.")
    assert "The drill FAILED: nobody was told. Do not rely on the budget" in capsys.readouterr().out
