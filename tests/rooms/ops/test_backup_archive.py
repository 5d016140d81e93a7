"""What is inside a backup: judged before it is written, and nothing but what it announces."""

import io
import tarfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from himaya.ops import backup_archive
from himaya.ops.backup_archive import MANIFEST, SEAL, BackupFailed, Manifest, NotABackup, Packed, Part, Unpacked

KEY = bytes(32)


def manifest(parts: dict[str, Part]) -> Manifest:
    return Manifest(
        himaya="0.1.0",
        kind="demo",
        pack="demo",
        made_at="2026-11-26T00:00:00+00:00",
        engine="sqlite",
        latest_audit_id=7,
        tables={"person": 2},
        parts=parts,
    )


def packed(files: dict[str, Path], *, parts: dict[str, Part] | None = None) -> bytes:
    words = manifest(parts or {name: backup_archive.measure(file) for name, file in files.items()}).to_bytes()
    source = Packed({MANIFEST: words, SEAL: backup_archive.seal(words, KEY).encode()}, files)
    return b"".join(iter(lambda: source.read(5000), b""))


def admit_all(_: Manifest, words: bytes, sealed: str) -> None:
    assert backup_archive.seal(words, KEY) == sealed


def taken(folder: Path, blob: bytes, pieces: Iterator[int] | None = None) -> Manifest:
    folder.mkdir(exist_ok=True)
    place = 0
    with closing(Unpacked(folder, admit_all)) as into:
        while place < len(blob):
            step = next(pieces, len(blob)) if pieces else len(blob)
            into.write(blob[place : place + step])
            place += step
        return into.finish()


@pytest.fixture(name="files")
def _files(tmp_path: Path) -> dict[str, Path]:
    (tmp_path / "a").write_bytes(b"S" * 70_001)
    (tmp_path / "b").write_bytes(b"")
    return {"store.sqlite3": tmp_path / "a", "backup-recipients.txt": tmp_path / "b"}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(sizes=st.lists(st.integers(1, 3000), min_size=1))
def test_in_whatever_pieces_it_comes_it_is_the_same(sizes: list[int], files: dict[str, Path], tmp_path: Path) -> None:
    folder = tmp_path / "out"
    told = taken(folder, packed(files), iter(sizes))
    assert {name: (folder / name).read_bytes() for name in told.parts} == {n: f.read_bytes() for n, f in files.items()}
    for file in folder.iterdir():
        assert file.stat().st_mode & 0o077 == 0
        file.unlink()


def test_any_tar_program_reads_it(files: dict[str, Path]) -> None:
    with tarfile.open(fileobj=io.BytesIO(packed(files))) as archive:
        assert archive.getnames() == [MANIFEST, SEAL, "store.sqlite3", "backup-recipients.txt"]


def test_nothing_is_written_of_what_is_not_admitted(files: dict[str, Path], tmp_path: Path) -> None:
    """Planted fault: with the seal looked at in `finish`, a forged store already lay on the disk."""

    def refuse(*_: object) -> None:
        raise BackupFailed("no")

    folder = tmp_path / "out"
    folder.mkdir()
    with pytest.raises(BackupFailed, match="no"):
        Unpacked(folder, refuse).write(packed(files))
    assert list(folder.iterdir()) == []


def test_another_key_makes_another_seal() -> None:
    assert backup_archive.seal(b"x", KEY) != backup_archive.seal(b"x", b"1" * 32)


def test_what_is_not_announced_or_differs_is_refused(files: dict[str, Path], tmp_path: Path) -> None:
    """Planted fault: without the comparison of SHA-256 an altered store of the same size passed."""
    right = {name: backup_archive.measure(file) for name, file in files.items()}
    altered = {**right, "store.sqlite3": Part(70_001, "0" * 64)}
    fewer = {"store.sqlite3": right["store.sqlite3"]}
    more = {**right, "further": Part(1, "0" * 64)}
    for number, parts in enumerate((altered, fewer, more)):
        with pytest.raises(NotABackup):
            taken(tmp_path / str(number), packed(files, parts=parts))


def test_what_would_not_be_read_again_is_not_written(
    files: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Planted fault: with a bound for the reader alone, a backup of many files was written and opened for nobody."""
    whole = packed(files)
    size = tarfile.TarInfo.frombuf(whole[:512], "ascii", "strict").size
    monkeypatch.setattr(backup_archive, "_LARGEST_WORD", size)
    assert taken(tmp_path / "in", packed(files)).parts.keys() == files.keys()
    monkeypatch.setattr(backup_archive, "_LARGEST_WORD", size - 1)
    with pytest.raises(NotABackup):
        taken(tmp_path / "out", whole)
    with pytest.raises(BackupFailed, match=r"more files of cases \(2\).*Nothing was written.*stop the server and copy"):
        packed(files)


def test_as_many_files_as_are_promised_fit() -> None:
    """Planted fault: with 32 MiB, 225,000 files were all."""
    largest = Part(1 << 40, "f" * 64)
    few, more = (
        manifest({backup_archive.file_name(UUID(int=n)): largest for n in range(count)}) for count in (100, 200)
    )
    each = (len(more.to_bytes()) - len(few.to_bytes())) / 100
    assert each * (backup_archive.MOST_FILES + 1000) < backup_archive._LARGEST_WORD


def test_no_member_leaves_its_folder(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x")
    with pytest.raises(NotABackup):
        taken(tmp_path / "in", packed({"../escaped": tmp_path / "a"}))
    assert not (tmp_path / "escaped").exists()


def test_a_cut_archive_and_something_else_are_refused(files: dict[str, Path], tmp_path: Path) -> None:
    blob = packed(files)
    for number, wrong in enumerate((blob[:-1024], blob[:60_000], b"hello" * 500, b"", bytes(2048))):
        with pytest.raises(NotABackup):
            taken(tmp_path / str(number), wrong)


def test_a_newer_format_asks_for_the_newer_program() -> None:
    words = manifest({}).to_bytes().replace(b'"format": 2', b'"format": 3')
    with pytest.raises(BackupFailed, match="newer Himaya"):
        Manifest.from_bytes(words)
    for text in (b"{}", b"[]", b"\xff", b'{"format": 1}', b'{"format": "1"}'):
        with pytest.raises(NotABackup):
            Manifest.from_bytes(text)
