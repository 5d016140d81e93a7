"""After the whole thread no typed word stands anywhere: in no file, table, log, title, address or header."""

import base64
import json
import shutil
import sqlite3
import zlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import pytest

from himaya.persons import names
from tests.security.conftest import Watched
from tests.security.hunt import Hunter
from tests.security.passage import ARABIC, LATIN, Passage, words


def hunter() -> Hunter:
    """Looks for the words, and for the keys that the name rules make of them."""
    keys = [value for said in (LATIN, ARABIC) for _kind, value in names.tokens_for_index(said["full_name"], 1987)]
    return Hunter([*words(), *keys])


@pytest.mark.capability("X1")
def test_after_the_whole_thread_no_typed_word_is_found_anywhere(watched: Watched) -> None:
    passage = Passage(watched.url)
    passage.everything()
    hunt = hunter()
    assert hunt.in_folder(watched.folder) == []
    for seen in passage.trail:
        open_parts = "\n".join([seen.url, seen.title, *(f"{name}: {value}" for name, value in seen.headers)])
        assert not hunt.in_bytes(open_parts.encode()), f"in the address, title or headers of {seen.url}"
    titles = {seen.title for seen in passage.trail if seen.page and not seen.page.startswith("%PDF-")}
    assert len(titles) == 2, "one title a language, whatever the page"
    assert any(hunt.in_bytes(seen.page.encode()) for seen in passage.trail), "the hunt must have something to find"
    watched.stop()
    assert hunt.in_folder(watched.folder) == []


def in_a_column(home: Path, word: str) -> None:
    write(home, "UPDATE case_file SET region = ?", word)


def in_json(home: Path, word: str) -> None:
    said = json.dumps({"name": word})
    write(home, "INSERT INTO outbox_message (event, ids, due_at, attempts, fault) VALUES ('x', ?, '2026', 0, '')", said)


def in_a_packed_session(home: Path, word: str) -> None:
    packed = base64.urlsafe_b64encode(zlib.compress(json.dumps({"sheet": word, "of": "x" * 60}).encode())).decode()
    write(home, "INSERT INTO django_session VALUES ('k', ?, '2026')", f".{packed.rstrip('=')}:1abc:sig")


def in_the_cache(home: Path, word: str) -> None:
    write(
        home, "INSERT INTO cache_entry VALUES ('k', ?, '2026')", base64.b64encode(f"answers: {word}".encode()).decode()
    )


def in_the_log(home: Path, word: str) -> None:
    (home / "log").write_text(f"GET /search/?name={quote(word)} 200")


def in_a_file_name(home: Path, word: str) -> None:
    (home / f"{word}.pdf").touch()


def write(home: Path, statement: str, value: str) -> None:
    with closing(sqlite3.connect(home / "himaya.sqlite3")) as store, store:
        store.execute(statement, [value])


@pytest.mark.parametrize("word", [LATIN["full_name"].split()[0], ARABIC["contact_words"]])
@pytest.mark.parametrize("plant", [in_a_column, in_json, in_a_packed_session, in_the_cache, in_the_log, in_a_file_name])
def test_a_word_planted_anywhere_is_found(
    prepared_store: Path, tmp_path: Path, plant: Callable[[Path, str], None], word: str
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    shutil.copy2(prepared_store / "himaya.sqlite3", home)
    plant(home, word.upper())
    assert hunter().in_folder(home) != []


def test_a_store_without_the_words_gives_no_false_alarm(prepared_store: Path) -> None:
    assert hunter().in_folder(prepared_store) == []
