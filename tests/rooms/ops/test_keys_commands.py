"""The commands of the master keys as an operator and keepers live them: at a terminal, with paper, with mistakes."""

import os
import pty
import re
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from himaya.kernel import keyfile, keys, unlocked
from himaya.kernel.keyfile import CannotOpen
from himaya.ops import ceremony, cli, storeless
from tests.running import himaya, plain_environment

pytestmark = [pytest.mark.capability("X1")]
PHRASE = "six words that nobody would guess"
BLOCKS = re.compile(r"\d: ([0-9A-Z]{5})")


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> object:
    monkeypatch.setattr(keyfile, "COST", keyfile.LEAST)
    yield
    unlocked.lock()
    keys.forget()


class Keepers:
    """People at the table: they copy what they see; `slips` are typed before what is right."""

    def __init__(self, *slips: str) -> None:
        self.slips, self.heard, self.sheets = list(slips), list[str](), list[str]()
        self.seen_by_next = ""

    def say(self, line: str) -> None:
        self.heard.append(line)
        if "RECOVERY SHEET" in line:
            self.paper = " ".join(BLOCKS.findall(line))

    def ask(self, prompt: str) -> str:
        if not prompt.startswith("Type"):
            return ""
        if self.slips:
            slip = self.slips.pop(0)
            if slip == "leave":
                raise EOFError
            return slip
        self.sheets.append(self.paper)
        return self.paper

    def empty(self) -> None:
        self.heard.append("(the screen is empty)")

    def table(self) -> ceremony.Table:
        return ceremony.Table(say=self.say, ask=self.ask, empty=self.empty)


def held(tmp_path: Path, keepers: Keepers, *, number: int = 3) -> Path:
    keys.create(tmp_path / "keys")
    ceremony.hold(
        keys.contents(tmp_path / "keys"),
        keepers=number,
        sealed_home=False,
        output=tmp_path / "copy",
        table=keepers.table(),
    )
    return tmp_path / "copy"


def gathered(copy: Path, *typed: str) -> tuple[dict[str, bytes], list[str]]:
    waiting, heard = list(typed), list[str]()
    table = ceremony.Table(say=heard.append, ask=lambda _: waiting.pop(0), empty=lambda: None)
    return ceremony.gather(ceremony.read(copy), table), heard


def test_each_keeper_sees_one_sheet_and_the_screen_is_empty_for_the_next(tmp_path: Path) -> None:
    keepers = Keepers()
    copy = held(tmp_path, keepers, number=4)
    assert [file.name for file in copy.iterdir()] == ["recovery.sealed"]
    assert len(set(keepers.sheets)) == 4
    shown = [at for at, line in enumerate(keepers.heard) if "RECOVERY SHEET" in line]
    assert all(keepers.heard[at + 1] == "(the screen is empty)" for at in shown)
    assert sum("open the copy." in line for line in keepers.heard) == 6
    got, heard = gathered(copy, keepers.sheets[3], keepers.sheets[1])
    assert got == keys.contents(tmp_path / "keys")
    assert {"Sheet 4 is right.", "Sheet 2 is right."} <= set(heard)


def test_a_slip_of_the_pen_is_told_and_after_three_the_sheet_is_shown_again(tmp_path: Path) -> None:
    keepers = Keepers("AAAAA", "B" * 45, "")
    held(tmp_path, keepers)
    assert sum("RECOVERY SHEET" in line for line in keepers.heard) == 4
    assert any("Look again at block" in line for line in keepers.heard)
    assert any("Three times not right" in line for line in keepers.heard)


def test_a_ceremony_that_is_left_writes_nothing_and_an_older_copy_is_never_overwritten(tmp_path: Path) -> None:
    with pytest.raises(EOFError):
        held(tmp_path, Keepers("leave"))
    assert not (tmp_path / "copy").exists()
    copy = held(tmp_path, Keepers())
    before = (copy / "recovery.sealed").read_bytes()
    with pytest.raises(ceremony.NotHeld, match="exists already"):
        held(tmp_path, Keepers())
    assert (copy / "recovery.sealed").read_bytes() == before


def test_a_restoration_goes_on_after_mistakes_and_needs_two_sheets(tmp_path: Path) -> None:
    keepers = Keepers()
    copy = held(tmp_path, keepers)
    one, two, _three = keepers.sheets
    got, heard = gathered(copy, "AAAAA", one, one, two)
    assert got == keys.contents(tmp_path / "keys")
    assert any("5 letters were typed" in line for line in heard)
    assert any("same sheet again" in line for line in heard)
    (copy / "recovery.sealed").write_bytes((copy / "recovery.sealed").read_bytes()[:-40])
    with pytest.raises(CannotOpen, match="cut"):
        gathered(copy, one, two)


def test_a_sheet_can_go_to_a_printer_and_then_not_to_the_screen(tmp_path: Path) -> None:
    keys.create(tmp_path / "keys")
    paper, typed = tmp_path / "paper", list[str]()

    def ask(prompt: str) -> str:
        return " ".join(BLOCKS.findall(paper.read_text())) if prompt.startswith("Type") else ""

    table = ceremony.Table(say=typed.append, ask=ask, empty=lambda: None, printer=("tee", str(paper)))
    files = keys.contents(tmp_path / "keys")
    ceremony.hold(files, keepers=3, sealed_home=False, output=tmp_path / "copy", table=table)
    assert not any("RECOVERY SHEET" in line for line in typed)
    broken = ceremony.Table(say=typed.append, ask=ask, empty=lambda: None, printer=("false",))
    with pytest.raises(ceremony.NotHeld, match="could not be printed"):
        ceremony.hold(files, keepers=3, sealed_home=False, output=tmp_path / "other", table=broken)
    assert not (tmp_path / "other").exists()


def test_the_copy_does_not_go_into_the_data(tmp_path: Path) -> None:
    with pytest.raises(ceremony.NotHeld, match="takes the copy"):
        ceremony.apart(tmp_path / "home" / "copy", tmp_path / "home")


def test_a_restoration_never_overwrites_other_keys_and_finishes_one_that_was_cut_short(tmp_path: Path) -> None:
    keys.create(tmp_path / "a")
    files = keys.contents(tmp_path / "a")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "index.key").write_bytes(files["index.key"])
    ceremony.put(files, tmp_path / "b")
    assert {file.name: file.read_bytes() for file in (tmp_path / "b").iterdir()} == files
    keys.create(tmp_path / "c")
    before = {file.name: file.read_bytes() for file in (tmp_path / "c").iterdir()}
    with pytest.raises(ceremony.NotHeld, match="holds other keys"):
        ceremony.put(files, tmp_path / "c")
    assert {file.name: file.read_bytes() for file in (tmp_path / "c").iterdir()} == before


def test_every_command_that_needs_no_store_needs_no_passphrase() -> None:
    for words in storeless.COMMANDS:
        assert cli.KEYLESS & {words[:1], words[:2]}, words


def sealed_environment(tmp_path: Path) -> dict[str, str]:
    """Keys under a passphrase that is cheap to try, as another process finds them."""
    keys.create_sealed(tmp_path / "k", PHRASE)
    return plain_environment(HIMAYA_HOME=str(tmp_path / "d"), HIMAYA_KEYS=str(tmp_path / "k"))


def at_terminal(words: list[str], env: dict[str, str], answers: list[tuple[str, str]]) -> tuple[int, str]:
    """Run a command on a terminal of its own; type each answer when its prompt stands there."""
    pid, screen = pty.fork()
    if pid == 0:
        os.execve(sys.executable, [sys.executable, "-m", "himaya.ops.cli", *words], env)  # noqa: S606
    seen, since, deadline = "", 0, time.monotonic() + 120
    waiting = list(answers)
    while time.monotonic() < deadline:
        if not select.select([screen], [], [], 1)[0]:
            continue
        try:
            piece = os.read(screen, 4096)
        except OSError:
            break
        if not piece:
            break
        seen += piece.decode(errors="replace")
        if waiting and waiting[0][0] in seen[since:]:
            since = len(seen)
            os.write(screen, waiting.pop(0)[1].encode() + b"\n")
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status), seen


def test_at_a_terminal_the_passphrase_is_asked_for_without_echo_and_a_mistake_may_be_mended(tmp_path: Path) -> None:
    env = sealed_environment(tmp_path)
    asked = "Passphrase of the keys: "
    code, seen = at_terminal(["keys", "add-epoch"], env, [(asked, "a wrong one"), (asked, PHRASE)])
    assert code == 0, seen
    assert "The passphrase is wrong" in seen
    assert "restart Himaya" in seen
    assert PHRASE not in seen
    assert "a wrong one" not in seen
    unlocked.unlock(tmp_path / "k", PHRASE)
    assert keys.at(tmp_path / "k").epochs() == [1, 2]


def test_after_three_wrong_passphrases_the_command_ends(tmp_path: Path) -> None:
    env = sealed_environment(tmp_path)
    code, seen = at_terminal(["keys", "add-epoch"], env, [("Passphrase of the keys: ", "wrong")] * 5)
    assert code == 1
    assert seen.count("The passphrase is wrong") == 3


def test_without_a_terminal_and_without_a_file_the_sentence_names_the_setting(tmp_path: Path) -> None:
    env = sealed_environment(tmp_path)
    command = [sys.executable, "-m", "himaya.ops.cli", "doctor"]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False, start_new_session=True)
    assert done.returncode == 1
    assert "HIMAYA_PASSPHRASE_FILE" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.deep("a minute: processes of an installation")
@pytest.mark.once
def test_keys_are_made_lost_and_restored_by_commands_alone(tmp_path: Path) -> None:
    """Create under a passphrase, hold a ceremony on a terminal, lose the directory, restore under a new passphrase."""
    phrase, fresh = tmp_path / "phrase", tmp_path / "fresh"
    for file, text in ((phrase, PHRASE), (fresh, "another six words that nobody knows")):
        file.write_text(text)
        file.chmod(0o400)
    env = plain_environment(
        HIMAYA_HOME=str(tmp_path / "d"),
        HIMAYA_KEYS=str(tmp_path / "k"),
        HIMAYA_PASSPHRASE_FILE=str(phrase),
        HIMAYA_NEW_PASSPHRASE_FILE=str(phrase),
    )
    himaya("keys", "create", "--passphrase", env=env)
    unlocked.unlock(tmp_path / "k", PHRASE)
    before = keys.contents(tmp_path / "k")
    unlocked.lock()
    keys.forget()

    sheets, code = in_turn(tmp_path, env)
    assert code == 0
    assert len(sheets) == 3
    (tmp_path / "k" / "keys.sealed").unlink()
    del env["HIMAYA_PASSPHRASE_FILE"]
    env["HIMAYA_NEW_PASSPHRASE_FILE"] = str(fresh)
    command = [sys.executable, "-m", "himaya.ops.cli", "keys", "restore", str(tmp_path / "copy")]
    given = {"env": env, "capture_output": True, "text": True, "check": False}
    alone = subprocess.run(command, input=f"{sheets[1]}\n{sheets[1]}\n", **given)  # type: ignore[call-overload]
    assert alone.returncode == 130
    assert "Nothing was restored" in alone.stdout
    assert not (tmp_path / "k" / "keys.sealed").exists()
    both = subprocess.run(command, input=f"{sheets[2]}\n{sheets[0]}\n", **given)  # type: ignore[call-overload]
    assert both.returncode == 0, both.stderr
    again = subprocess.run(command, input="", **given)  # type: ignore[call-overload]
    assert again.returncode == 1
    assert "holds keys. Move them away first" in again.stderr
    unlocked.unlock(tmp_path / "k", "another six words that nobody knows")
    assert keys.contents(tmp_path / "k") == before


def in_turn(tmp_path: Path, env: dict[str, str]) -> tuple[list[str], int]:
    """Three keepers at a terminal, each typing back what the screen showed."""
    pid, screen = pty.fork()
    if pid == 0:
        words = ["keys", "ceremony", "--output", str(tmp_path / "copy")]
        os.execve(sys.executable, [sys.executable, "-m", "himaya.ops.cli", *words], env)  # noqa: S606
    seen, since, sheets, deadline = "", 0, list[str](), time.monotonic() + 120
    while time.monotonic() < deadline:
        if not select.select([screen], [], [], 1)[0]:
            continue
        try:
            piece = os.read(screen, 4096)
        except OSError:
            break
        seen += piece.decode(errors="replace")
        fresh = seen[since:]
        if fresh.endswith(("press Enter. ", "will be emptied. ")):
            os.write(screen, b"\n")
        elif fresh.endswith("from your paper: "):
            sheets.append(" ".join(BLOCKS.findall(seen)[-9:]))
            os.write(screen, sheets[-1].encode() + b"\n")
        else:
            continue
        since = len(seen)
    _, status = os.waitpid(pid, 0)
    assert "\x1b[3J" in seen
    return sheets, os.waitstatus_to_exitcode(status)


def test_rotation_under_a_passphrase_waits_until_himaya_knows_the_new_epoch(
    prepared_store: Path, tmp_path: Path
) -> None:
    shutil.copytree(prepared_store, tmp_path / "d")
    (tmp_path / "d" / "keys").rename(tmp_path / "k")
    keys.seal(tmp_path / "k", PHRASE)
    env = plain_environment(HIMAYA_HOME=str(tmp_path / "d"), HIMAYA_KEYS=str(tmp_path / "k"))
    phrase = tmp_path / "phrase"
    phrase.write_text(PHRASE)
    phrase.chmod(0o400)
    env |= {"HIMAYA_PASSPHRASE_FILE": str(phrase), "HIMAYA_MODE": "demo"}
    with pytest.raises(AssertionError, match="--restarted"):
        himaya("keys", "rotate", env=env)
    himaya("keys", "add-epoch", env=env)
    assert "Every record stays readable" in himaya("keys", "rotate", "--restarted", env=env)
    listed = himaya("keys", "list", env=env)
    assert re.search(r"epoch 1: wraps 0 data keys; may be retired from \d{4}-\d\d-\d\d", listed)
    with pytest.raises(AssertionError, match="may be destroyed on"):
        himaya("keys", "retire", "1", "--reason", "scheduled", env=env)


@pytest.mark.skipif(os.geteuid() != 0 and not os.environ.get("CI"), reason="systemd's files belong to root")
def test_keys_from_systemd_open_the_store_and_a_retired_one_is_taken_out_by_hand(
    prepared_store: Path, tmp_path: Path
) -> None:
    """The directory as systemd makes it: owned by root, 0550, files 0440; no HIMAYA_KEYS.

    A command in a unit of its own is given a credential that the running Himaya was not. Planted fault, seen red: a
    guard that looks for the sealed file alone.
    """
    place = tmp_path / "credentials"
    shutil.copytree(prepared_store, tmp_path / "d")
    (tmp_path / "d" / "keys").rename(place)
    keys.add_epoch(place)
    for file in place.iterdir():
        file.chmod(0o440)
    place.chmod(0o550)
    env = plain_environment(HIMAYA_HOME=str(tmp_path / "d"), CREDENTIALS_DIRECTORY=str(place), HIMAYA_MODE="demo")
    with pytest.raises(AssertionError, match="Restart it"):
        himaya("keys", "rotate", env=env)
    assert "Every record stays readable" in himaya("keys", "rotate", "--restarted", env=env)
    env["HIMAYA_BACKUP_DAYS"] = "-1"
    with pytest.raises(AssertionError, match="systemd holds its key"):
        himaya("keys", "retire", "1", "--reason", "scheduled", env=env)
    (place / "kek-1.key").unlink()
    assert "is destroyed here" in himaya("keys", "retire", "1", "--reason", "scheduled", env=env)
