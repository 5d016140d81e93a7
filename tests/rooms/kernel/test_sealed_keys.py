"""Keys under a passphrase: what the file gives away, when it opens, and what each refusal says.

Planted faults, each seen red: a header that is not bound to the ciphertext (`_canonical` returning b""), `write` that
leaves the former file as it was, `seal` that removes the open files first.
"""

import base64
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from himaya.kernel import keyfile, keys, unlocked
from himaya.kernel.keyfile import CannotOpen, Cost
from tests.running import plain_environment

pytestmark = [pytest.mark.capability("X1")]
PHRASE = "correct horse battery staple été"


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(keyfile, "COST", Cost(64 * 1024, 1, 4))
    yield
    unlocked.lock()
    keys.forget()


@pytest.fixture(name="place")
def _place(tmp_path: Path) -> Path:
    """A directory under a passphrase, as another process finds it."""
    keys.create_sealed(tmp_path / "k", PHRASE)
    unlocked.lock()
    keys.forget()
    return tmp_path / "k"


def opened(place: Path, passphrase: str = PHRASE) -> dict[str, bytes]:
    unlocked.lock()
    keys.forget()
    unlocked.unlock(place, passphrase)
    return keys.contents(place)


def test_the_passphrase_opens_keys_that_never_lay_on_the_disk_in_clear(place: Path) -> None:
    files = opened(place)
    assert sorted(files) == ["audit.key", "index.key", "kek-1.key", "secret.key"]
    assert [file.name for file in place.iterdir()] == ["keys.sealed"]
    blob = (place / "keys.sealed").read_bytes()
    for text in files.values():
        raw = base64.b64decode(text)
        assert text.strip() not in blob
        assert raw not in blob
        assert raw.hex().encode() not in blob
    assert PHRASE.encode() not in blob
    assert (place / "keys.sealed").stat().st_mode & 0o077 == 0


def test_an_accent_typed_in_two_strokes_is_the_same_passphrase(place: Path) -> None:
    assert opened(place, PHRASE.replace("é", "e\u0301"))


def test_without_the_passphrase_there_is_no_key(place: Path) -> None:
    assert keys.at(place).epochs() == []
    with pytest.raises(CannotOpen, match="passphrase is wrong"):
        unlocked.unlock(place, PHRASE + " ")
    assert unlocked.held(place) is None


@pytest.mark.parametrize("keep", [0, 1, 40, 300])
def test_a_cut_file_is_refused_and_says_where_to_get_it(place: Path, keep: int) -> None:
    file = place / "keys.sealed"
    file.write_bytes(file.read_bytes()[:keep])
    with pytest.raises(CannotOpen, match="from your copy"):
        unlocked.unlock(place, PHRASE)


def test_a_flipped_bit_anywhere_in_what_counts_is_refused(place: Path) -> None:
    file = place / "keys.sealed"
    whole = file.read_bytes()
    told = json.loads(whole)
    refused = 0
    for part in ("nonce", "body", "digest"):
        for at in range(0, len(told[part]), 7):
            letters = told[part]
            other = "A" if letters[at] != "A" else "B"
            file.write_bytes(json.dumps({**told, part: letters[:at] + other + letters[at + 1 :]}).encode())
            with pytest.raises(CannotOpen, match="damaged|cut"):
                unlocked.unlock(place, PHRASE)
            refused += 1
    assert refused > 60


@pytest.mark.parametrize("name", ["salt", "memory_kib", "names", "passes", "extra"])
def test_who_alters_the_header_and_its_digest_opens_nothing(place: Path, name: str) -> None:
    """The digest can be made anew by anybody; the tag cannot."""
    file = place / "keys.sealed"
    told = json.loads(file.read_bytes())
    changed = {"salt": base64.b64encode(b"1" * 16).decode(), "names": ["kek-9.key"], "memory_kib": 70_000, "passes": 2}
    header = {**told["header"], name: changed.get(name, 1)}
    nonce, body = base64.b64decode(told["nonce"]), base64.b64decode(told["body"])
    told |= {"header": header, "digest": keyfile._digest(header, nonce, body)}
    file.write_bytes(json.dumps(told).encode())
    with pytest.raises(CannotOpen, match="wrong, or the file was altered"):
        unlocked.unlock(place, PHRASE)


@pytest.mark.parametrize("weak", [{"memory_kib": 8}, {"memory_kib": 1 << 30}, {"passes": 0}, {"kdf": "none"}])
def test_a_header_that_asks_for_too_little_or_too_much_is_not_followed(weak: dict[str, object]) -> None:
    with pytest.raises(CannotOpen, match="not sealed by a passphrase"):
        keyfile.derive({**keyfile.passphrase_header(), **weak}, PHRASE)


@pytest.mark.parametrize("foreign", [b"-----BEGIN PGP MESSAGE-----", b"[]", b"{}", b"\x00" * 99, b"null", b'{"a":1}'])
def test_a_foreign_file_is_refused(place: Path, foreign: bytes) -> None:
    (place / "keys.sealed").write_bytes(foreign)
    with pytest.raises(CannotOpen, match="no sealed file of Himaya"):
        unlocked.unlock(place, PHRASE)


def test_the_keys_of_another_installation_do_not_open(place: Path, tmp_path: Path) -> None:
    keys.create_sealed(tmp_path / "other", "another sentence of six words")
    (tmp_path / "other" / "keys.sealed").replace(place / "keys.sealed")
    unlocked.lock()
    with pytest.raises(CannotOpen, match="passphrase is wrong"):
        unlocked.unlock(place, PHRASE)


def test_a_second_epoch_joins_under_the_same_passphrase_and_the_first_can_go(place: Path) -> None:
    first = opened(place)
    assert keys.add_epoch(place) == 2
    both = opened(place)
    assert keys.at(place).epochs() == [1, 2]
    assert {name: both[name] for name in first} == first
    keys.destroy_epoch(place, 1)
    assert sorted(opened(place)) == ["audit.key", "index.key", "kek-2.key", "secret.key"]


def test_what_stood_in_the_file_before_is_overwritten(place: Path) -> None:
    """A file that another process still holds shows what happens to the former bytes."""
    opened(place)
    with (place / "keys.sealed").open("rb") as former:
        before = former.read()
        keys.add_epoch(place)
        former.seek(0)
        assert former.read() != before
    key = place.parent / "kek-7.key"
    keys.write_new(key)
    with key.open("rb") as former:
        before = former.read()
        unlocked.destroy(key)
        former.seek(0)
        assert former.read() != before
    assert not key.exists()


def test_sealing_a_directory_that_was_interrupted_is_finished_by_running_it_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys.create(tmp_path)
    before = keys.contents(tmp_path)

    def killed(_: Path) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(unlocked, "destroy", killed)
        keys.seal(tmp_path, PHRASE)
    assert {file.name for file in tmp_path.glob("*.key")} == set(before)
    assert opened(tmp_path) == before
    keys.seal(tmp_path, "a second sentence of six words")
    assert list(tmp_path.glob("*.key")) == []
    assert opened(tmp_path, "a second sentence of six words") == before


def test_a_child_that_inherits_the_keys_reads_them_as_often_as_it_likes_and_can_change_none(place: Path) -> None:
    """A forked web worker that fell is started again and reads again."""
    files = opened(place)
    handle = unlocked.hand_over()
    assert handle is not None
    with pytest.raises(PermissionError):
        os.write(handle, b"x")
    code = (
        "import json, os; from pathlib import Path; from himaya.kernel import unlocked, keyfile\n"
        f"place = Path({str(place)!r}); told = []\n"
        "for _ in range(2):\n"
        "    unlocked.lock(); told.append({n: t.decode() for n, t in unlocked.held(place).items()})\n"
        "assert told[0] == told[1]\n"
        "try:\n    unlocked.change(place, {})\nexcept keyfile.CannotOpen as reason:\n    told.append(str(reason))\n"
        "import resource; told.append(resource.getrlimit(resource.RLIMIT_CORE))\n"
        f"told.append(os.get_inheritable({handle})); print(json.dumps(told[1:]))"
    )
    env = plain_environment(HIMAYA_KEYS_FD=str(handle))
    try:
        done = subprocess.run(
            [sys.executable, "-c", code], env=env, pass_fds=(handle,), capture_output=True, text=True, check=False
        )
    finally:
        os.close(handle)
    assert done.returncode == 0, done.stderr
    got, refused, core, inheritable = json.loads(done.stdout)
    assert got == {name: text.decode() for name, text in files.items()}
    assert "were not opened here" in refused
    assert core == [0, 0]
    assert inheritable is False


def test_a_child_to_whom_no_keys_came_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HIMAYA_KEYS_FD", "999")
    with pytest.raises(CannotOpen, match="Restart"):
        unlocked.held(tmp_path)


def test_a_plain_directory_hands_nothing_over() -> None:
    assert unlocked.hand_over() is None


@pytest.mark.parametrize("stray", ["kek-1.old.key", "KEK-1.key", "kek-1 (copy).key"])
def test_a_stray_file_is_named_before_anything_is_sealed_or_destroyed(tmp_path: Path, stray: str) -> None:
    """Planted fault: names checked only on opening. The sealed file opened never again, and the open keys were gone."""
    keys.create(tmp_path)
    before = keys.contents(tmp_path)
    (tmp_path / stray).write_bytes(before["kek-1.key"])
    keys.forget()
    with pytest.raises(CannotOpen, match=re.escape(stray)):
        keys.seal(tmp_path, PHRASE)
    (tmp_path / stray).unlink()
    assert {file.name for file in tmp_path.iterdir()} == set(before)
    assert keys.contents(tmp_path) == before


def test_what_was_sealed_is_opened_again_before_it_replaces_anything(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Planted fault: nobody looked. A cipher that went wrong once would have taken every key with it."""
    before, files = (place / "keys.sealed").read_bytes(), opened(place)
    whole = keyfile.seal
    monkeypatch.setattr(keyfile, "seal", lambda files, **how: whole({**files, "kek-1.key": b"another"}, **how))
    for change in (lambda: keys.add_epoch(place), lambda: keys.seal(place, "a second sentence of six words")):
        with pytest.raises(CannotOpen, match="Nothing was changed"):
            change()
    assert (place / "keys.sealed").read_bytes() == before
    assert opened(place) == files


def test_an_epoch_that_another_command_made_meanwhile_is_never_written_over(place: Path) -> None:
    """Planted fault: the file written from what was in memory since the start. Epoch 2 was lost for good."""
    opened(place)
    code = (
        "from pathlib import Path; from himaya.kernel import keys, unlocked\n"
        f"place = Path({str(place)!r}); unlocked.unlock(place, {PHRASE!r}); keys.add_epoch(place)"
    )
    subprocess.run([sys.executable, "-c", code], env=plain_environment(), check=True)
    for change in (
        lambda: keys.seal(place, "a second sentence of six words"),
        lambda: keys.add_epoch(place),
        lambda: keys.destroy_epoch(place, 1),
    ):
        with pytest.raises(CannotOpen, match="run it again"):
            change()
    assert sorted(opened(place)) == ["audit.key", "index.key", "kek-1.key", "kek-2.key", "secret.key"]
    keys.seal(place, "a second sentence of six words")
    assert len(opened(place, "a second sentence of six words")) == 5


def test_keys_are_not_made_under_a_passphrase_where_somebody_just_made_some(place: Path) -> None:
    """Two operators at once: the second finds a sealed file that was not there when they looked."""
    before = (place / "keys.sealed").read_bytes()
    with pytest.raises(CannotOpen, match="run it again"):
        keys.create_sealed(place, "a second sentence of six words")
    assert (place / "keys.sealed").read_bytes() == before


def test_a_key_that_lies_beside_the_sealed_ones_is_taken_in_and_another_of_the_same_name_is_not_lost(
    place: Path,
) -> None:
    """Planted fault: whatever lay beside them was destroyed, although the sealed file did not hold it."""
    files = opened(place)
    keys.write_new(place / "kek-2.key")
    second = (place / "kek-2.key").read_bytes()
    keys.seal(place, PHRASE)
    assert list(place.glob("*.key")) == []
    assert opened(place) == {**files, "kek-2.key": second}
    keys.write_new(place / "kek-1.key")
    other = (place / "kek-1.key").read_bytes()
    with pytest.raises(CannotOpen, match=r"kek-1\.key"):
        keys.seal(place, PHRASE)
    assert (place / "kek-1.key").read_bytes() == other
    assert opened(place)["kek-1.key"] == files["kek-1.key"]


def test_a_full_disk_leaves_no_key_that_is_none(tmp_path: Path) -> None:
    """Planted fault: the name stood before its content. Nothing new could be sealed, and nobody saw why."""
    keys.create(tmp_path / "k")
    code = (
        "import resource; from pathlib import Path; from himaya.kernel import keys\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))\n"
        f"place = Path({str(tmp_path)!r})\n"
        "for make in (lambda: keys.add_epoch(place / 'k'), lambda: keys.create(place / 'fresh')):\n"
        "    try:\n        make()\n    except OSError:\n        print('full')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=plain_environment(), check=True, capture_output=True, text=True
    )
    assert done.stdout == "full\nfull\n"
    assert sorted(file.name for file in (tmp_path / "k").iterdir()) == sorted(keys.FIRST)
    assert list((tmp_path / "fresh").iterdir()) == []
    assert keys.add_epoch(tmp_path / "k") == 2
    with pytest.raises(FileExistsError):
        keys.write_new(tmp_path / "k" / "kek-2.key")
