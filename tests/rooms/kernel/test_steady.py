"""A clock that jumped destroys nothing early, and lets nothing live longer."""

import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings

from himaya.cases.actions import retention
from himaya.kernel import clock, epochs, keys, rules_clock, steady, subjects
from himaya.kernel.actor import SYSTEM
from himaya.kernel.errors import NotNow
from himaya.kernel.models import AuditEvent
from himaya.kernel.unit import unit
from himaya.ops import store, worker
from tests import cast, factories

pytestmark = [pytest.mark.django_db, pytest.mark.capability("X1", "X8")]
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
DAYS = 10


def written(day: int) -> None:
    """A row of the audit, so many days later: Himaya was at work."""
    with clock.stopped(NOW + timedelta(days=day)), unit(by=SYSTEM) as u:
        u.log("drill.written", object_type="drill", object_id=day)


def test_what_speaks_against_a_clock() -> None:
    """Planted fault: with the last gap left out (`today` not among the days), a jump forward went unseen."""
    days = [date(2026, 11, day) for day in (1, 5, 12, 19)]
    today, much = NOW.date(), timedelta(days=30)
    assert rules_clock.doubt(NOW, None, [], today) == ""
    assert rules_clock.doubt(NOW, NOW + rules_clock.SLACK, days, today) == ""
    assert rules_clock.doubt(NOW, NOW + timedelta(minutes=2), days, today) == rules_clock.BEHIND
    assert rules_clock.doubt(NOW + much, NOW, days, today + much) == rules_clock.AHEAD
    assert rules_clock.doubt(NOW, NOW, [*days, date(2026, 9, 1)], today) == rules_clock.AHEAD
    assert rules_clock.doubt(NOW, NOW, days[::-1], today) == ""


def test_set_back_while_it_runs_it_goes_on_from_where_it_was() -> None:
    """Planted fault: with the wall clock alone, an emergency of four hours began anew each time it was set back."""
    hour = timedelta(hours=1)
    assert rules_clock.held(NOW + hour, NOW, hour) == NOW + hour
    assert rules_clock.held(NOW - 5 * hour, NOW, hour) == NOW + hour, "set back"
    assert rules_clock.held(NOW + 9 * hour, NOW, hour) == NOW + 9 * hour, "set forward, or the machine slept"
    assert rules_clock.held(NOW + hour - timedelta(seconds=30), NOW, hour) == NOW + hour - timedelta(seconds=30), "NTP"


def test_the_houses_clock_is_that_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    ahead = clock._began[0] + timedelta(days=1)
    monkeypatch.setattr(clock, "_began", (ahead, time.monotonic()))
    assert clock.now() >= ahead


@pytest.fixture(name="turned")
def _turned(tmp_path: Path, settings: LazySettings) -> Path:
    """Keys that were turned, ten days of backups, and a day of work."""
    keys.create(tmp_path / "keys")
    settings.HIMAYA_KEYS, settings.HIMAYA_BACKUP_DAYS = tmp_path / "keys", DAYS
    keys.forget()
    with clock.stopped(NOW):
        subjects.create("note", key_kinds=[subjects.NOTE])
        keys.add_epoch(tmp_path / "keys")
        subjects.rotate(by=SYSTEM)
    return tmp_path / "keys"


def retire(day: int) -> None:
    with clock.stopped(NOW + timedelta(days=day)):
        epochs.retire(1, reason="scheduled", by=SYSTEM)


def test_a_clock_set_forward_ends_no_epoch_early(turned: Path) -> None:
    """Planted fault: without `steady.check` the epoch was destroyed while backups of yesterday needed it."""
    written(1)
    with pytest.raises(NotNow, match="clock_ahead"):
        retire(DAYS + 1)
    assert (turned / "kek-1.key").exists()
    for day in range(2, DAYS + 1, 4):
        written(day)
    retire(DAYS + 1)
    assert not (turned / "kek-1.key").exists()


def test_the_jump_stays_seen_although_the_worker_wrote_on_after_it(turned: Path) -> None:
    """Fault to plant: compared with the last row only, a jump was forgotten with the next row."""
    written(1)
    for day in (20, 21, 22):
        written(day)
    with pytest.raises(NotNow, match="clock_ahead"):
        retire(22)
    with clock.stopped(NOW + timedelta(days=2)), pytest.raises(NotNow, match="clock_behind"):
        steady.check()


def test_who_compared_the_clock_says_so_and_the_audit_keeps_it(turned: Path) -> None:
    with clock.stopped(NOW + timedelta(days=30)):
        assert steady.doubt() == rules_clock.AHEAD
        steady.confirm(by=SYSTEM)
        steady.check()
        assert AuditEvent.objects.get(action=steady.CONFIRMED).code == rules_clock.AHEAD
    retire(31)
    assert not (turned / "kek-1.key").exists()
    with clock.stopped(NOW + timedelta(days=2)):
        assert steady.doubt() == rules_clock.BEHIND
        steady.confirm(by=SYSTEM)
        assert steady.doubt() == "", "rows of the false future no longer count"


def test_the_nightly_run_erases_nobody_by_a_clock_that_jumped(caplog: pytest.LogCaptureFixture) -> None:
    """Fault to plant: without the check, a year that was skipped by mistake erased every closed file of that year."""
    with clock.stopped(NOW):
        cast.play()
        assert retention.run() == retention.Ran(0, 0, 0)
    for day in (400, -1):
        with clock.stopped(NOW + timedelta(days=day)):
            with pytest.raises(NotNow, match="clock_"):
                retention.run()
            worker.erase_what_is_due(factories.TUESDAY)
    assert AuditEvent.objects.filter(action="retention.run").count() == 1
    assert "nothing erased by the clock: clock_ahead" in caplog.text
    with clock.stopped(NOW + timedelta(days=6)):
        retention.run()


def test_nothing_starts_on_a_clock_that_was_set_back_until_somebody_says_it_is_right(
    settings: LazySettings,
) -> None:
    settings.DEMO = False
    with clock.stopped(NOW):
        written(0)
        store.check_clock(is_right=False)
    with clock.stopped(NOW - timedelta(days=1)):
        with pytest.raises(store.CannotStart, match="would be open"):
            store.check_clock(is_right=False)
        store.check_clock(is_right=True)
        store.check_clock(is_right=False)
    assert AuditEvent.objects.filter(action=steady.CONFIRMED).count() == 1
