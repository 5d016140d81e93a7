"""What is inside a backup: a tar archive whose first two members say what the others must be.

    manifest.json   format, version, kind, pack, when, rows per table, size and SHA-256 of every other member
    manifest.seal   HMAC of the manifest under a key derived from the store's index key
    store.…         the database; then files of the data directory
    file.…          files of cases, sealed as they lie there

The seal says that whoever made the backup held the store's keys: age alone proves nothing about its author.
"""

import hashlib
import hmac
import io
import json
import os
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from himaya.adapters.age import Sink
from himaya.kernel import blobs

FORMAT = 2
MANIFEST, SEAL = "manifest.json", "manifest.seal"
PIECE = 1 << 20
_OF_CASE = "file."
_BLOCK = tarfile.BLOCKSIZE
# So many files of cases have their line in a manifest that is read again. What is larger is refused unread, because
# anybody can encrypt something to a recipient, so it is not written either.
MOST_FILES = 800_000
_LARGEST_WORD = 128 << 20


class BackupFailed(Exception):
    """No backup was made, or this one cannot be used. The message says what to do."""


class NotABackup(BackupFailed):
    """It opened, and what is inside is not a backup."""

    def __init__(self) -> None:
        super().__init__("This file opens with the key, but what is inside is not a backup of Himaya, or was altered.")


@dataclass(frozen=True)
class Part:
    """One member: its size and SHA-256."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself: counts and ids, no name and no content."""

    himaya: str
    kind: str
    pack: str
    made_at: str
    engine: str
    latest_audit_id: int
    tables: dict[str, int]
    parts: dict[str, Part] = field(default_factory=dict)
    # Files of cases that rows name and that were not on the disk.
    lost: int = 0
    format: int = FORMAT

    def to_bytes(self) -> bytes:
        """As it stands in the archive. Raises BackupFailed when it is larger than what is read again."""
        text = json.dumps(asdict(self), indent=1, sort_keys=True).encode()
        if len(text) > _LARGEST_WORD:
            raise BackupFailed(
                f"The store has more files of cases ({len(self.parts)}) than a backup can name and open again "
                f"({MOST_FILES} always fit). Nothing was written. Until a Himaya that takes more is installed, stop "
                "the server and copy the data directory and the database to another disk, both encrypted."
            )
        return text

    @classmethod
    def from_bytes(cls, text: bytes) -> "Manifest":
        """Raises BackupFailed for a newer format, NotABackup for anything else that does not fit."""
        try:
            rows: dict[str, Any] = json.loads(text)
            if rows["format"] > FORMAT:
                raise BackupFailed(
                    f"This backup was made by a newer Himaya ({rows['himaya']}). Install that version and try again."
                )
            parts = {name: Part(**part) for name, part in rows.pop("parts").items()}
            return cls(**rows, parts=parts)
        except (ValueError, TypeError, KeyError, AttributeError):
            raise NotABackup from None

    @property
    def store(self) -> str:
        """The name of the member that holds the database."""
        return "store.sqlite3" if self.engine == "sqlite" else "store.pgdump"


def seal(manifest: bytes, index_root: bytes) -> str:
    """Who holds the store's keys can make this, and nobody else."""
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"himaya-backup-manifest").derive(index_root)
    return hmac.digest(key, manifest, "sha256").hex()


def file_name(blob: UUID) -> str:
    """What a file of a case is called in the archive."""
    return f"{_OF_CASE}{blob.hex}"


def _place(folder: Path, name: str) -> Path:
    """Where a member goes: files of cases into the folder that the store looks for them in."""
    if not name.startswith(_OF_CASE):
        return folder / name
    (folder / blobs.FOLDER).mkdir(mode=0o700, exist_ok=True)
    return folder / blobs.FOLDER / name.removeprefix(_OF_CASE)


def measure(file: Path) -> Part:
    """Size and SHA-256 of a file, read once."""
    with file.open("rb") as body:
        digest = hashlib.file_digest(body, "sha256").hexdigest()
    return Part(size=file.stat().st_size, sha256=digest)


class Packed(io.RawIOBase):
    """The archive as something to read from, made as it is read."""

    def __init__(self, words: dict[str, bytes], files: dict[str, Path]) -> None:
        self._pieces = self._all(words, files)
        self._rest = b""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes; nothing only at the end."""
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return b""
            self._rest = piece
        size = len(self._rest) if size < 0 else size
        piece, self._rest = self._rest[:size], self._rest[size:]
        return piece

    def _all(self, words: dict[str, bytes], files: dict[str, Path]) -> Iterator[bytes]:
        for name, word in words.items():
            yield _header(name, len(word)) + word + _padding(len(word))
        for name, file in files.items():
            size = file.stat().st_size
            yield _header(name, size)
            with file.open("rb") as body:
                while piece := body.read(16 * _BLOCK):
                    yield piece
            yield _padding(size)
        yield bytes(2 * _BLOCK)


def _header(name: str, size: int) -> bytes:
    told = tarfile.TarInfo(name)
    told.size, told.mode = size, 0o600
    return told.tobuf(tarfile.GNU_FORMAT)


def _padding(size: int) -> bytes:
    return bytes(-size % _BLOCK)


class Unpacked:
    """Takes the archive piece by piece and keeps only what the manifest announces, each in a file of its own.

    `admit` gets the manifest and its seal before a byte of the store is written, and raises to refuse them.
    """

    def __init__(self, folder: Path, admit: Callable[[Manifest, bytes, str], None]) -> None:
        self.folder, self._admit = folder, admit
        self.manifest: Manifest | None = None
        self._words: dict[str, bytes] = {}
        self._seen: set[str] = set()
        self._rest, self._left, self._skip, self._ended = b"", 0, 0, False
        self._name = ""
        self._out: Sink | None = None
        self._digest = hashlib.sha256()

    def write(self, data: bytes) -> int:
        """One more piece. Raises NotABackup, or what `admit` raises."""
        taken, data = len(data), self._rest + data
        while data and not self._ended:
            if self._left:
                data = self._body(data)
            elif self._skip:
                step = min(self._skip, len(data))
                data, self._skip = data[step:], self._skip - step
            elif len(data) < _BLOCK:
                break
            else:
                self._begin(data[:_BLOCK])
                data = data[_BLOCK:]
        self._rest = b"" if self._ended else data
        return taken

    def finish(self) -> Manifest:
        """After the last piece. Raises NotABackup when a member is missing."""
        if self.manifest is None or not self._ended or set(self.manifest.parts) != self._seen:
            raise NotABackup
        return self.manifest

    def close(self) -> None:
        """Let go of a member that was being written."""
        if isinstance(self._out, io.FileIO):
            self._out.close()

    def _begin(self, block: bytes) -> None:
        if not any(block):
            self._ended = True
            return
        try:
            told = tarfile.TarInfo.frombuf(block, "ascii", "strict")
        except (tarfile.HeaderError, UnicodeDecodeError):
            raise NotABackup from None
        self._name, self._left, self._skip = told.name, told.size, -told.size % _BLOCK
        if told.name == (MANIFEST, SEAL, None)[min(len(self._words), 2)]:
            if not 0 < told.size <= _LARGEST_WORD:
                raise NotABackup
            self._out = io.BytesIO()
            return
        wanted = self.manifest.parts.get(told.name) if self.manifest else None
        if wanted is None or wanted.size != told.size or told.name in self._seen or "/" in told.name:
            raise NotABackup
        self._digest = hashlib.sha256()
        self._out = _new_file(_place(self.folder, told.name))
        if not told.size:
            self._end()

    def _body(self, data: bytes) -> bytes:
        piece = data[: self._left]
        if self._out is not None:
            _write_all(self._out, piece)
        self._digest.update(piece)
        self._left -= len(piece)
        if not self._left:
            self._end()
        return data[len(piece) :]

    def _end(self) -> None:
        out, self._out = self._out, None
        if isinstance(out, io.BytesIO):
            self._words[self._name] = out.getvalue()
            if self._name == SEAL:
                manifest = Manifest.from_bytes(self._words[MANIFEST])
                self._admit(manifest, self._words[MANIFEST], self._words[SEAL].decode("ascii", "replace"))
                self.manifest = manifest
            return
        if isinstance(out, io.FileIO):
            out.close()
        if self.manifest is None or self.manifest.parts[self._name].sha256 != self._digest.hexdigest():
            raise NotABackup
        self._seen.add(self._name)


def _new_file(file: Path) -> io.FileIO:
    return io.FileIO(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _write_all(out: Sink, piece: bytes) -> None:
    view = memoryview(piece)
    while view:
        view = view[out.write(bytes(view)) :]
