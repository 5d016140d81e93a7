"""Who is told that the audit is not sealed any more, and how seals of a lost key are still proven.

Faults that each would show: no check of the doctor looked at the audit; only today's key was taken for ours; the pack
for an authority ended where the audit was altered, which is when it is asked for.
"""

import json
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import LazySettings

from himaya.cases.events import EVENTS as OF_CASES
from himaya.disclosures.events import EVENTS as OF_DISCLOSURES
from himaya.kernel import clock, keys, sealing, signed_note
from himaya.kernel.models import AuditCheckpoint, Stamp
from himaya.ops import audit_cli, breach_pack, commands, doctor_audit, restored, worker
from tests import factories
from tests.rooms.kernel import sealed_audit

pytestmark = [pytest.mark.django_db, pytest.mark.capability("X3")]
# Words that say that something goes to somebody, and what they are here instead.
STAYS = {
    "grant.given": "a desk may look; what it reads is counted among the readers",
    "referral.prepared": "nothing is sent yet",
}


@pytest.fixture(name="nation")
def _nation(settings: LazySettings, tmp_path: Path) -> Iterator[Path]:
    settings.DEMO, settings.HIMAYA_KEYS = False, tmp_path / "keys"
    keys.create(tmp_path / "keys")
    Stamp.objects.create(kind=settings.HIMAYA_MODE, pack="demo", created_on=clock.today())
    with clock.stopped(factories.TUESDAY):
        yield tmp_path / "keys"


def put_in() -> None:
    """One statement of somebody who may insert rows."""
    last = AuditCheckpoint.objects.latest("first")
    nothing = dict.fromkeys(("events", "subjects", "hashes", "peaks"), b"")
    AuditCheckpoint.objects.create(first=last.first + 10**9, count=1, note="x", public_key=b"x", **nothing)


def test_the_doctor_sees_how_long_rows_wait_for_their_seal(nation: Path) -> None:
    sealed_audit.sealed()
    assert doctor_audit.audit().seen == "sealed to its last row"
    sealed_audit.write(1)
    assert doctor_audit.audit().state == "ok"
    for later, state in ((11, "look"), (61, "wrong")):
        with clock.stopped(factories.TUESDAY + timedelta(minutes=later)):
            told = doctor_audit.audit()
            assert (told.state, told.seen) == (state, f"what came {later} minutes ago is not sealed yet")


def test_the_worker_seals_once_a_minute(nation: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The connection of the test is kept: its transaction would go with it.
    monkeypatch.setattr(audit_cli, "close_old_connections", lambda: None)
    sealed_audit.sealed()
    sealed_audit.write(2)
    (job,) = (one for one in worker.CLOCK_JOBS if one.run is worker.seal_by_the_clock)
    assert job.every == timedelta(minutes=1)
    job.run(clock.now())
    assert doctor_audit.audit().seen == "sealed to its last row"


def test_the_doctor_sees_that_the_sealer_refuses(nation: Path) -> None:
    sealed_audit.sealed()
    put_in()
    with pytest.raises(sealing.SealBroken):
        sealing.seal()
    assert doctor_audit.audit().state == "wrong"


def test_the_doctor_sees_that_nothing_signs(nation: Path) -> None:
    (nation / "audit.key").unlink()
    keys.forget()
    assert "audit.key is missing" in doctor_audit.audit().seen


def test_seals_of_a_lost_key_are_proven_by_the_line_that_the_institutions_hold(nation: Path) -> None:
    sealed_audit.sealed()
    line = sealed_audit.key().line()
    (nation / "audit.key").unlink()
    keys.create(nation)
    keys.forget()
    told = restored.Told({}, 0, with_keys=True)
    state, seen = restored.sealed_audit(told)
    assert (state, "audit-former.pub" in seen) == ("wrong", True)
    assert doctor_audit.audit().state == "look"
    (nation / "audit-former.pub").write_text(f"{line}\n")
    assert restored.sealed_audit(told)[0] == "ok"
    assert doctor_audit.audit().state == "ok"
    sealed_audit.write(3)
    sealing.seal()
    assert restored.sealed_audit(told)[0] == "ok"
    (nation / "audit-former.pub").write_text("no key\n")
    assert "audit-former.pub beside the keys holds no public line" in restored.sealed_audit(told)[1]


def test_the_line_of_a_stranger_proves_nothing(nation: Path) -> None:
    sealed_audit.sealed()
    (nation / "audit.key").unlink()
    keys.create(nation)
    keys.forget()
    stranger = signed_note.public_of(Ed25519PrivateKey.from_private_bytes(b"s" * 32))
    (nation / "audit-former.pub").write_text(f"{stranger.line()}\n")
    assert restored.sealed_audit(restored.Told({}, 0, with_keys=True))[0] == "wrong"


def test_the_pack_for_an_authority_is_made_of_an_audit_that_was_altered(nation: Path, tmp_path: Path) -> None:
    sealed_audit.sealed()
    put_in()
    day = str(date(2026, 11, 1)), str(date(2026, 11, 30))
    words = ["audit", "breach-pack", "--since", day[0], "--until", day[1], "--output", str(tmp_path / "p.zip")]
    assert commands.run(words, usage="") == 1
    with zipfile.ZipFile(tmp_path / "p.zip") as pack:
        assert json.loads(pack.read("verification.json"))["whole"] is False
        assert "unreadable" in pack.read("checkpoints.csv").decode().splitlines()[-1]


def test_a_checkpoint_that_was_kept_is_never_written_over(nation: Path, tmp_path: Path) -> None:
    """The only proof of a store set back: the night's cron wrote the shorter audit over it."""
    sealed_audit.sealed()
    (tmp_path / "kept").write_text("yesterday")
    assert commands.run(["audit", "checkpoint", "--output", str(tmp_path / "kept")], usage="") == 1
    assert (tmp_path / "kept").read_text() == "yesterday"


def test_whatever_leaves_the_house_stands_in_the_pack() -> None:
    """Planted fault: exports, answers to authorities and to persons were not in it."""
    goes = ("sent", "made", "fetched", "given", "handed_over", "printed", "prepared", "released")
    names = {name for name in {**OF_CASES, **OF_DISCLOSURES} if name.split(".")[1] in goes} | {"file.read"}
    staying = {
        "consent.given": "a word of the person; what is sent on it is a referral or an export",
        **STAYS,
        "data_request.prepared": "waits for the officer",
        "data_request.released": "waits for the hand",
    }
    assert names - set(staying) | {"packet.handed_out"} <= set(breach_pack.LEFT)
    assert not set(staying) & set(breach_pack.LEFT)
