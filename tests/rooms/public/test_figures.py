"""The year in five tables as anybody reads it: the register, the tables with their limits, a sheet and data."""

import csv
import json
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from tests.rooms.public.asking import in_public_process
from tests.rooms.public.test_public_pages import page, read, words

pytestmark = pytest.mark.capability("H6")


def line(name: str, count: int | None) -> dict[str, Any]:
    return {"id": name, "label": words(name), "count": count}


def table(name: str, state: str, total: int | None, *lines: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": name, "unit": "acts", "title": words(f"Title {name}"), "counts": words("acts"), "state": state,
        "total": total, "lines": list(lines),
    }  # fmt: skip


FIGURES: dict[str, Any] = {
    "year": 2025,
    "below": 11,
    "counted_since": "2025-03-01",
    "adopted": False,
    "tables": [
        table("age", "in_part", 182, line("adult", 130), line("=minor", None), line("unknown", None)),
        table("where", "whole", 40, line("north", 40), line("south", 0)),
        table("few", "nothing", None, line("one", None)),
        table("total", "total_only", 14, line("two", None), line("three", None)),
    ],
    "method": [{"id": "m", "words": words("How it was counted")}],
    "limits": [{"id": "l", "words": words("What it cannot say")}],
    "version": "0.1.0",
    "declared": "ab" * 32,
}
HASH = sha256(json.dumps(FIGURES, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
YEAR = {"figures": FIGURES, "sha256": HASH}
RELEASED: dict[str, Any] = {
    "year": 2025,
    "released_on": "2026-02-03",
    "sha256": HASH,
    "version": "0.1.0",
    "reviewed_by": [
        {"institution": words("Commission"), "role": words("Secretariat")},
        {"institution": words("Authority"), "role": words("Officer")},
    ],
    "withdrawn_on": None,
    "withdrawn_reason": None,
}
AGAIN = {**RELEASED, "year": 2023, "again": words("It had been withdrawn by mistake")}
WITHDRAWN = {**RELEASED, "year": 2024, "withdrawn_on": "2026-05-01", "withdrawn_reason": words("A number was wrong")}
BUNDLES = {"yearbook": {"releases": [RELEASED, WITHDRAWN, AGAIN]}, "yearbook:2025": YEAR}


def test_the_register_says_what_was_released_when_by_whom_reviewed_and_its_hash(tmp_path: Path) -> None:
    text = page(tmp_path, "/en/figures/", **BUNDLES)
    for said in (
        "Released on 3 February 2026.",
        "Secretariat · Commission",
        "Officer · Authority",
        HASH,
        "Withdrawn on 1 May 2026. A number was wrong.",
        "It had been withdrawn, and came back with the same numbers. It had been withdrawn by mistake.",
        "Most cross-tables of a small country would vanish",
        "Once a year",
    ):
        assert said in text
    assert text.count("came back with the same") == 1
    assert 'href="/en/figures/2025/"' in text
    assert 'href="/en/figures/2024/"' not in text


@pytest.mark.parametrize(
    ("language", "hidden", "whole"),
    [("en", "hidden", "not whole"), ("fr", "masqué", "pas complète"), ("ar", "محجوب", "غير كاملة")],
)
def test_a_year_stands_with_its_tables_and_limits_in_three_languages(
    tmp_path: Path, language: str, hidden: str, whole: str
) -> None:
    text = page(tmp_path, f"/{language}/figures/2025/", **BUNDLES)
    said = {"en": "What it cannot say", "fr": "What it cannot say fr", "ar": "What it cannot say ع"}[language]
    # The limits come before the first number.
    assert text.index(f"<b>{said}</b>") < text.index("130")
    assert whole in text
    # Only the two lines of the table that shows some: of the others no line stands there at all.
    assert text.count(f'<span class="meta">{hidden}</span>') == 2
    assert ">two" not in text
    assert HASH in text


def test_a_table_that_is_not_published_says_why(tmp_path: Path) -> None:
    text = page(tmp_path, "/en/figures/2025/", **BUNDLES)
    assert text.count("This table is not published: it counts ten at most, one institution") == 1
    assert text.count("Only the total is published") == 1


def test_the_sheet_has_a_line_for_each_number_and_says_what_is_hidden(tmp_path: Path) -> None:
    status, headers, content = read(tmp_path, "/figures/2025.csv", **BUNDLES)["/figures/2025.csv"]
    assert status == 200
    assert headers["Content-Disposition"] == 'attachment; filename="figures-2025.csv"'
    assert "sandbox" in headers["Content-Security-Policy"]
    rows = list(csv.DictReader(StringIO(content.removeprefix("\ufeff"))))
    assert [(row["table"], row["line"], row["number"], row["hidden"]) for row in rows[:4]] == [
        ("age", "adult", "130", "no"),
        ("age", "'=minor", "", "yes"),
        ("age", "unknown", "", "yes"),
        ("age", "total", "182", "no"),
    ]
    # A name that begins like a formula is none.
    assert rows[1]["label_en"] == "'=minor"


def test_the_data_of_a_year_have_the_hash_of_the_register(tmp_path: Path) -> None:
    content = read(tmp_path, "/public/figures/2025.json", **BUNDLES)["/public/figures/2025.json"][2]
    found = json.loads(content)
    canonical = json.dumps(found["figures"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert sha256(canonical.encode()).hexdigest() == found["sha256"] == HASH


@pytest.mark.parametrize(
    "bundles",
    [
        {"yearbook": BUNDLES["yearbook"], "yearbook:2025": {**YEAR, "figures": {**FIGURES, "below": 5}}},
        {"yearbook": {"releases": [{**RELEASED, "sha256": "cd" * 32}]}, "yearbook:2025": YEAR},
        {"yearbook": {"releases": [{**RELEASED, "withdrawn_on": "2026-05-01"}]}, "yearbook:2025": YEAR},
        {"yearbook": {"releases": [WITHDRAWN]}, "yearbook:2025": YEAR},
    ],
)
def test_what_is_not_the_release_of_the_register_is_not_shown(tmp_path: Path, bundles: dict[str, Any]) -> None:
    """Written over in the store, or withdrawn and still there. Seen red: it stood there with any hash."""
    paths = ("/en/figures/2025/", "/figures/2025.csv", "/figures/2025.json")
    found = read(tmp_path, *paths, **bundles)
    assert "its hash is not the one of the register" in found[paths[0]][2]
    assert ">130<" not in found[paths[0]][2]
    for path in paths[1:]:
        assert found[path][0] == 503
        assert json.loads(found[path][2]) == {"error": "changed"}


def test_a_table_says_since_when_it_was_counted_and_what_anybody_can_write(tmp_path: Path) -> None:
    tables = [
        {**FIGURES["tables"][1], "counted_since": "2025-06-01", "alone": 70},
        {**FIGURES["tables"][1], "alone": None},
    ]
    figures = {**FIGURES, "tables": tables}
    digest = sha256(json.dumps(figures, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
    bundles = {
        "yearbook": {"releases": [{**RELEASED, "sha256": digest}]},
        "yearbook:2025": {"figures": figures, "sha256": digest},
    }
    found = read(tmp_path, "/en/figures/2025/", "/figures/2025.csv", **bundles)
    said = found["/en/figures/2025/"][2]
    assert "Counted since June 2025: of this table the year is not whole." in said
    assert "Noted without an account: 70. It is in no line and no total." in said
    assert "Noted without an account: hidden." in said
    rows = list(csv.DictReader(StringIO(found["/figures/2025.csv"][2].removeprefix("\ufeff"))))
    alone = [(row["number"], row["hidden"]) for row in rows if row["line"] == "without_account"]
    assert alone == [("70", "no"), ("", "yes")]


def test_what_was_never_released_is_not_there(tmp_path: Path) -> None:
    paths = ("/fr/figures/2024/", "/figures/2024.csv", "/figures/2024.json", "/fr/figures/", "/fr/figures/99999999999/")
    found = read(tmp_path, *paths)
    assert [found[path][0] for path in paths] == [404, 404, 404, 200, 404]
    assert "Aucune année n’a encore été publiée" in found["/fr/figures/"][2]


@pytest.mark.parametrize("path", ["/figures/2025.json", "/figures/2025.csv", "/fr/figures/", "/fr/figures/2025/"])
def test_a_store_that_is_away_is_said_and_nobody_keeps_that_answer(tmp_path: Path, path: str) -> None:
    answer = in_public_process(
        tmp_path,
        "os.unlink(home + '/himaya.sqlite3')\n"
        f"r = client.get({path!r})\n"
        "json.dump([r.status_code, r.headers['Cache-Control']], sys.stdout)",
    )
    assert answer == ([200, "public, max-age=60"] if path.endswith("/") else [503, "no-store"])


SILENT = {
    "en": ("1 table of this year is not published: its numbers are too small", "What may be asked, and of whom"),
    "fr": ("1 tableau de cette année n’est pas publié", "Ce qui peut être demandé, et à qui"),
    "ar": ("جدول واحد من هذه السنة غير منشور", "ما يمكن طلبه، وممن"),
}


@pytest.mark.parametrize("language", SILENT)
def test_a_year_that_says_little_says_why_and_what_may_be_asked(tmp_path: Path, language: str) -> None:
    """Seen red before: three of five tables stood silent, one after the other."""
    text = page(tmp_path, f"/{language}/figures/2025/", **BUNDLES)
    why, asks = SILENT[language]
    assert text.index(why) < text.index("Title age")
    assert f'<section class="card" id="ask"><h2>{asks}</h2>' in text
    whole = {**FIGURES, "tables": FIGURES["tables"][:2]}
    digest = sha256(json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
    told = {
        "yearbook": {"releases": [{**RELEASED, "sha256": digest}]},
        "yearbook:2025": {"figures": whole, "sha256": digest},
    }
    (tmp_path / "whole").mkdir()
    assert why not in page(tmp_path / "whole", f"/{language}/figures/2025/", **told)
