"""What each does on the way of evidence: reading figures down to a desk, taking them along, drawing a year up."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from himaya.adapters import sheets
from himaya.yearbook import rules
from himaya.yearbook.content import yearbook
from himaya.yearbook.words import AGAINST_REVIEW
from tests.journeys.return_steps import form_of
from tests.journeys.thumb_and_keys import Walker
from tests.rooms.adapters.test_pdf import text_of

OWN_DRAFT = AGAINST_REVIEW[rules.OWN_DRAFT]
TABLES = len(yearbook().tables)
CHOOSE, SHOW = "main form[method=get]", "main form[method=get] .actions .btn.second"
ABSENT = "no-such-unit"
# What a table of a page holds: the name of each line, and the first number beside it.
LINES = "all => all.map(one => ['th', 'td'].map(cell => one.querySelector(cell).innerText.trim()))"
# Whoever looks sees all of a cell without moving the table sideways.
IN_SIGHT = """cell => {
  const box = cell.getBoundingClientRect();
  return box.left >= 0 && box.right <= innerWidth;
}"""


@dataclass(frozen=True)
class Read:
    """One indicator as a page shows it: of whom, in which period, its number, over time, and of the units below."""

    name: str
    period: str
    number: str
    over_time: Mapping[str, str]
    below: Mapping[str, str]


def enters(one: Walker, room: str) -> None:
    """By the entrance that stands at the head of the first page."""
    one.open("/")
    assert one.page.locator(f"nav a[href='{room}']").count(), room
    one.open(room)


def here(one: Walker) -> str:
    """The path of the page; the mark that skips the head of a page is no part of it."""
    return urlsplit(one.page.url).path


# The figures of a quarter


def opens_figures(one: Walker) -> None:
    """From the first page; a period that there is not is said, and the last one that is over is shown."""
    enters(one, "/figures/")
    one.open("/figures/?period=2031-Q1")
    assert one.page.locator("main [role=status]").count()
    one.open("/figures/")
    assert one.page.locator("main section.not li").count(), "what the figures do not say"
    assert one.page.locator("main section.figure svg").count()
    in_sight(one)


def in_sight(one: Walker) -> None:
    """The first number of each line of a table that is not itself of many columns."""
    for row in one.page.locator("main section.figure tr:has(td):not(:has(td:nth-of-type(2)))").all():
        assert row.locator("td").evaluate(IN_SIGHT), row.inner_text()


def reads(one: Walker, indicator: str) -> Read:
    """An indicator in its table and picture, with what it counts and what it does not say."""
    one.go(f"main a[href^='/figures/one/{indicator}/']")
    return _read(one)


def drills(one: Walker, level: str, unit: str) -> Read:
    """The same of an institution or a desk."""
    one.go(SHOW, CHOOSE, of=f"{level}/{unit}")
    return _read(one)


def _read(one: Walker) -> Read:
    _back, name, period = one.page.locator("main .stepper").inner_text().split(" · ")
    tables = one.page.locator("main section.figure table")
    drawn = one.page.locator("main section.figure:has(svg) table").count()
    assert drawn or not re.search(r"[1-9]", "".join(lines(one, 0).values())), "a table with numbers has its picture"
    in_sight(one)
    assert one.page.locator("main dl.facts").count()
    assert one.page.locator("main section.not li").count()
    number = one.page.locator("main h1").inner_text().rsplit(" · ", 1)[1]
    below = lines(one, 1) if tables.count() > 1 else {}
    return Read(name.removeprefix("— "), period, number, lines(one, 0), below)


def lines(one: Walker, table: int) -> dict[str, str]:
    rows = one.page.locator("main section.figure table").nth(table).locator("tbody tr")
    return dict(rows.evaluate_all(LINES))


def takes_along(one: Walker, seen: Read, people: Iterable[str]) -> None:
    """A table, a sheet, a paper: the same figures, with what they do not say, and nobody's name."""
    got = {ending: _downloaded(one, ending) for ending in ("csv", "xlsx", "pdf")}
    rows = [line.cells for line in sheets.read(got["csv"])]
    assert rows == [line.cells for line in sheets.read(got["xlsx"])]
    found = {(about, period, number) for _label, about, period, _all, number, *_share in map(_padded, rows)}
    for period, number in seen.over_time.items():
        assert (seen.name, period, number) in found
    for name, number in seen.below.items():
        assert (name, seen.period, number) in found
    paper = unicodedata.normalize("NFKC", text_of(got["pdf"]))
    numbers = {one for one in (seen.number, *seen.over_time.values(), *seen.below.values()) if one.isdigit()}
    assert numbers <= set(re.findall(r"\d+", paper)), paper
    text = "\n".join(cell for row in rows for cell in row)
    assert not [name for name in people if name in text or name in paper], "a figure names nobody"
    limit = one.page.locator("main section.not li").first.inner_text()
    assert limit in text, "the limits go along"


def _downloaded(one: Walker, ending: str) -> bytes:
    with one.page.expect_download() as waited:
        one.press(one.page.locator(f"main a[href*='/file/{ending}/']").first)
    assert waited.value.suggested_filename == f"table.{ending}"
    return waited.value.path().read_bytes()


def _padded(row: tuple[str, ...]) -> tuple[str, ...]:
    return (*row, *[""] * (6 - len(row)))


def reads_own_desk(chief: Walker, indicator: str, of_desk: Read) -> None:
    """The lead of a desk sees it and chooses no other; it is what the secretariat saw."""
    chief.open("/figures/")
    assert not chief.page.locator("main select[name=of]").count()
    found = reads(chief, indicator)
    assert (found.name, found.number, found.over_time) == (of_desk.name, of_desk.number, of_desk.over_time)


def absent(chief: Walker, scope: str) -> None:
    """What is not theirs answers as what there is not: pages and files, to the letter."""
    level = scope.partition("/")[0]
    for page in ("/figures/", "/figures/file/csv/"):
        told = []
        for of in (scope, f"{level}/{ABSENT}"):
            assert chief.open(f"{page}?of={of}") == 404
            told.append(chief.text())
        assert told[0] == told[1]


# A year


def forges(one: Walker, do: str, other: str) -> None:
    """The button of a form sent with another word than the page gave it."""
    here = f"{form_of(do)} button[value={do}]"
    one.page.locator(here).first.evaluate("(one, other) => { one.value = other }", other)
    one.refused_at(f"main button[name=do][value={other}]", form_of(other))


def public_pages(language: str, year: int) -> tuple[str, ...]:
    return (f"/{language}/figures/", f"/{language}/figures/{year}/", f"/figures/{year}.json", f"/figures/{year}.csv")
