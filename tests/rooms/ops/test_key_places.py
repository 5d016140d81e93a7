"""Where keys and passphrases may lie: each way into the data, each way for others to read, and what is said.

Planted faults, each seen red: identities not compared (bind mount), the exception for systemd's
access list given to every directory.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from himaya.kernel import keyfile, keys, unlocked
from himaya.ops import key_places, passphrases
from himaya.ops.passphrases import NoPassphrase
from tests.running import plain_environment

pytestmark = [pytest.mark.capability("X1")]


@pytest.fixture(name="home")
def _home(tmp_path: Path) -> Path:
    (tmp_path / "home" / "sub").mkdir(parents=True)
    return tmp_path / "home"


@pytest.fixture(name="place")
def _place(tmp_path: Path) -> Path:
    keys.create(tmp_path / "keys")
    return tmp_path / "keys"


def said(place: Path, home: Path, *, demo: bool = False) -> str:
    keys.forget()
    return key_places.fault(place, home, demo=demo) or ""


def test_a_directory_apart_is_fit(place: Path, home: Path) -> None:
    assert said(place, home) == ""


def test_inside_the_data_by_name_or_through_a_link_is_refused(place: Path, home: Path, tmp_path: Path) -> None:
    inside = home / "sub" / "keys"
    place.rename(inside)
    assert "inside the data" in said(inside, home)
    assert said(inside, home, demo=True) == ""
    (tmp_path / "elsewhere").symlink_to(inside)
    assert "inside the data" in said(tmp_path / "elsewhere", home)
    (tmp_path / "way").symlink_to(home / "sub")
    assert "inside the data" in said(tmp_path / "way" / "keys", home)
    (tmp_path / "house").symlink_to(home)
    assert "inside the data" in said(inside, tmp_path / "house")
    assert "inside the data" in said(home / "sub" / ".." / "sub" / "keys", home)


def test_a_key_file_that_is_a_link_into_the_data_or_has_a_second_name_is_refused(place: Path, home: Path) -> None:
    file = place / "kek-1.key"
    file.rename(home / "k")
    file.symlink_to(home / "k")
    assert "inside the data" in said(place, home)
    file.unlink()
    os.link(home / "k", file)
    assert "hard link" in said(place, home)
    (home / "k").unlink()
    assert said(place, home) == ""


def test_a_bind_mount_of_the_data_is_refused(place: Path, home: Path, tmp_path: Path) -> None:
    """The keys lie in the data, and the key directory is the same directory shown a second time."""
    for name in ("shown", "above"):
        (tmp_path / name).mkdir()
    place.rename(home / "sub" / "keys")
    code = (
        "import os; os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'himaya.config.settings')\n"
        "from pathlib import Path; from himaya.ops import key_places\n"
        f"for place in ({str(tmp_path / 'shown')!r}, {str(tmp_path / 'above' / 'keys')!r}):\n"
        f"    print(key_places.fault(Path(place), Path({str(home)!r}), demo=False))\n"
    )
    mounts = (
        f"mount --bind {home}/sub/keys {tmp_path}/shown && mount --bind {home}/sub {tmp_path}/above || exit 77; "
        f'exec "$0" -c "$1"'
    )
    command = ["unshare", "-m", "sh", "-c", mounts, sys.executable, code]
    done = subprocess.run(command, env=plain_environment(), capture_output=True, text=True, check=False)
    if done.returncode in (1, 77) and "Traceback" not in done.stderr:
        pytest.skip("this user may not mount")
    assert done.stdout.splitlines() == [key_places.INSIDE] * 2, done.stderr


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o601])
def test_a_key_that_others_reach_is_refused(place: Path, home: Path, mode: int) -> None:
    (place / "index.key").chmod(mode)
    assert "chmod 600" in said(place, home)


@pytest.mark.parametrize("name", ["kek-2.key", "kek-1.key", "index.key", "audit.key"])
def test_a_key_file_that_holds_no_key_is_named(place: Path, home: Path, name: str) -> None:
    """Planted fault: only names were looked at. An empty kek-2.key passed, and nothing new could be sealed."""
    for text in (b"", b"c2hvcnQ=\n", b"no key at all, but long enough for one"):
        (place / name).write_bytes(text)
        (place / name).chmod(0o600)
        assert f"{name} holds no key" in said(place, home)


def test_an_old_key_that_others_reach_is_refused_as_well(place: Path, home: Path) -> None:
    keys.add_epoch(place)
    (place / "kek-1.key").chmod(0o644)
    assert "chmod 600" in said(place, home)


def test_a_directory_into_which_others_write_is_refused(place: Path, home: Path) -> None:
    place.chmod(0o777)
    assert "chmod 700" in said(place, home)


@pytest.mark.skipif(os.geteuid() != 0 and not os.environ.get("CI"), reason="only root gives files away")
def test_a_key_of_another_user_is_refused(place: Path, home: Path) -> None:
    os.chown(place / "index.key", 12345, 0)
    assert "another user" in said(place, home)


@pytest.mark.skipif(os.geteuid() != 0 and not os.environ.get("CI"), reason="systemd's files belong to root")
def test_a_credential_directory_of_systemd_is_fit_and_only_that(
    place: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """systemd owns the files as root and opens them to the service by an access list: mode 0440, directory 0550."""
    for file in place.iterdir():
        file.chmod(0o440)
    place.chmod(0o550)
    assert "chmod 600" in said(place, home)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(place))
    assert said(place, home) == ""
    (place / "kek-1.key").chmod(0o444)
    assert "chmod 600" in said(place, home)


def test_open_keys_beside_sealed_ones_are_refused(place: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyfile, "COST", keyfile.LEAST)
    unlocked.seal_new(place, keys.contents(place), "a sentence of six words here")
    try:
        assert "himaya keys passphrase" in said(place, home)
        for file in place.glob("*.key"):
            file.unlink()
        assert said(place, home) == ""
        unlocked.lock()
        assert "were not opened" in said(place, home)
    finally:
        unlocked.lock()


@pytest.fixture(name="file")
def _file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "phrase"
    file.write_text("six words that nobody would guess\nsecond line\n")
    file.chmod(0o400)
    monkeypatch.setenv(passphrases.FILE, str(file))
    monkeypatch.setenv("HIMAYA_HOME", str(tmp_path / "home"))
    return file


def test_the_first_line_of_a_private_file_is_the_passphrase(file: Path, place: Path) -> None:
    assert passphrases.from_file(passphrases.FILE, place) == "six words that nobody would guess"


def test_an_inherited_descriptor_is_read(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reading, writing = os.pipe()
    os.write(writing, "de passe, été\n".encode())
    os.close(writing)
    monkeypatch.setenv(passphrases.FILE, f"/dev/fd/{reading}")
    try:
        assert passphrases.from_file(passphrases.FILE, place) == "de passe, été"
    finally:
        os.close(reading)


@pytest.mark.skipif(os.geteuid() != 0 and not os.environ.get("CI"), reason="systemd's files belong to root")
def test_a_passphrase_that_systemd_holds_is_read(file: Path, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.chmod(0o440)
    with pytest.raises(NoPassphrase, match="chmod 400"):
        passphrases.from_file(passphrases.FILE, place)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(file.parent))
    assert passphrases.from_file(passphrases.FILE, place) == "six words that nobody would guess"


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda file, _: file.chmod(0o440), "chmod 400"),
        (lambda file, _: file.chmod(0o404), "chmod 400"),
        (lambda file, _: file.unlink(), "cannot be read"),
        (lambda file, _: (file.chmod(0o600), file.write_text("\n")), "empty"),
        (lambda file, _: (file.chmod(0o600), file.write_bytes(b"\xff\xfe")), "not text"),
        (lambda file, _: (file.chmod(0o600), file.write_text("x" * 2000)), "longer"),
        (lambda file, _: (file.unlink(), file.mkdir()), "neither a file nor a pipe"),
        (lambda file, place: (file.rename(place / "p"), file.symlink_to(place / "p")), "beside what it opens"),
        (
            lambda file, _: (file.rename(file.parent / "home" / "p"), file.symlink_to(file.parent / "home" / "p")),
            "beside",
        ),
    ],
)
@pytest.mark.usefixtures("home")
def test_a_passphrase_file_that_cannot_be_trusted_is_refused(file: Path, place: Path, spoil: object, told: str) -> None:
    spoil(file, place)  # type: ignore[operator]
    with pytest.raises(NoPassphrase, match=told):
        passphrases.from_file(passphrases.FILE, place)


@pytest.mark.parametrize("weak", ["too short", "a" * 40, "ababababababababababab"])
def test_a_new_passphrase_that_is_easy_to_guess_is_refused(
    file: Path, place: Path, weak: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.chmod(0o600)
    file.write_text(weak)
    monkeypatch.setenv(passphrases.NEW_FILE, str(file))
    with pytest.raises(NoPassphrase, match="guess"):
        passphrases.new(place)
