"""Looks for words in every byte that an installation left: files, their names, tables cell by cell, packed values."""

import base64
import binascii
import json
import re
import shutil
import sqlite3
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote

_STANDARD = bytes.maketrans(b"-_", b"+/")
_PACKED = re.compile(rb"[A-Za-z0-9+/_-]{16,}={0,2}")


def spellings(word: str) -> set[bytes]:
    """A word as it may stand in a file: as it is, in JSON, in an address, in two other encodings, packed in nothing."""
    escaped = json.dumps(word)[1:-1]
    plain = {word, escaped, quote(word), "".join(f"&#{ord(c)};" for c in word)}
    return {one.lower().encode() for one in plain} | {word.lower().encode(code) for code in ("utf-16-le", "utf-16-be")}


class Hunter:
    """Finds any of the words; a find says where, never which word."""

    def __init__(self, words: Iterable[str]) -> None:
        known = sorted({spelling for word in words for spelling in spellings(word)}, key=len, reverse=True)
        self._words = re.compile(b"|".join(re.escape(one) for one in known))

    def in_bytes(self, content: bytes) -> bool:
        return any(self._words.search(face.lower()) for face in _faces(content))

    def in_folder(self, folder: Path) -> list[str]:
        """The files, file names and table cells under a folder that hold a word."""
        found = []
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            if self.in_bytes(str(file.relative_to(folder)).encode()):
                found.append(f"the name of {file.name}")
            content = file.read_bytes()
            if self._words.search(content.lower()):
                found.append(file.name)
            if content.startswith(b"SQLite format 3"):
                found += [f"{file.name}: {cell}" for cell in self._in_tables(file)]
            elif self.in_bytes(content):
                found.append(f"{file.name}, packed")
        return found

    def _in_tables(self, store: Path) -> list[str]:
        with tempfile.TemporaryDirectory() as place:
            for part in store.parent.glob(f"{store.name}*"):
                shutil.copy2(part, place)
            reader = sqlite3.connect(Path(place) / store.name)
            tables = [row[0] for row in reader.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            found = [table for table in tables if self._in_table(reader, table)]
            reader.close()
        return found

    def _in_table(self, reader: sqlite3.Connection, table: str) -> bool:
        cells = (cell for row in reader.execute(f'SELECT * FROM "{table}"') for cell in row)  # noqa: S608
        return any(self.in_bytes(cell if isinstance(cell, bytes) else str(cell).encode()) for cell in cells if cell)


def _faces(content: bytes) -> Iterator[bytes]:
    """The bytes, and what they are when unpacked: base64 in both alphabets, then zlib."""
    yield content
    for match in _PACKED.finditer(content):
        text = match.group().rstrip(b"=")
        try:
            raw = base64.b64decode(
                text + b"=" * (-len(text) % 4), altchars=b"-_" if b"-" in text or b"_" in text else None
            )
        except binascii.Error:
            continue
        yield raw
        try:
            yield zlib.decompress(raw)
        except zlib.error:
            continue
