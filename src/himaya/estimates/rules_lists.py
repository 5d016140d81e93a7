"""The file of overlapping lists: one 0/1 column per list, then how many people have that history. Pure.

Source: the published form of such tables (K. Bales, O. Hesketh and B. Silverman, Significance 12 (2015) 16-21; the
tables of L. Chan, B. Silverman and K. Vincent, J. Am. Stat. Assoc. 116 (2021) 1297-1306). A history that is not
written counts 0. Whoever stands on no list cannot be in such a file: that number is what is asked for.
Columns are parted by commas, or by semicolons or tabs where no comma parts the heading.
"""

import csv
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

# A table is 2 ** lists cells, in each of a thousand replicates: with more lists than this no machine here is enough.
MOST_LISTS = 10
MOST_PEOPLE = 10_000_000
LONGEST = 1_000_000
LONGEST_NAME = 40

EMPTY, TOO_LARGE, NOT_TEXT = "empty", "too_large", "not_text"
ONE_LIST, MANY_LISTS, NAMES, RAGGED = "one_list", "many_lists", "names", "ragged"
NOT_A_MARK, NOT_A_COUNT, NEGATIVE, TWICE, ON_NO_LIST = "not_a_mark", "not_a_count", "negative", "twice", "on_no_list"
NOBODY, EMPTY_LIST, COVERS_ALL, SAME_LISTS, NO_OVERLAP = (
    "nobody",
    "empty_list",
    "covers_all",
    "same_lists",
    "no_overlap",
)
TOO_MANY_PEOPLE = "too_many_people"
# Of lists that came from registers of our own.
NOT_MARKED, ONLY_PASSED_ON, FEW_SHARED = "not_marked", "only_passed_on", "few_shared"
# What parts the columns: a spreadsheet set to French writes semicolons, one that is copied from writes tabs.
BETWEEN = (",", ";", "\t")
# Whoever stands on a list because another one passed them on.
PASSED_ON = "r"

Counts = NDArray[np.float64]


class NotATable(ValueError):
    """What was given cannot be estimated from: a code of `words.REFUSALS` and what its sentence names."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Lists and counts: cell `i` holds how many stand on exactly the lists whose bits `i` has. Cell 0 is unknown."""

    names: tuple[str, ...]
    counts: Counts
    # Of our own registers: small counts of it are shown to nobody (`rules_own`).
    own: bool = False

    @property
    def lists(self) -> int:
        """How many lists."""
        return len(self.names)

    @property
    def observed(self) -> int:
        """How many people stand on one list at least."""
        return int(self.counts.sum())

    def on(self, mask: int) -> int:
        """How many stand on all the lists of this mask, whatever else they stand on."""
        cells = np.arange(len(self.counts))
        return int(self.counts[(cells & mask) == mask].sum())

    def named(self, mask: int) -> str:
        """The lists of a mask, as `A:B`."""
        return ":".join(name for bit, name in enumerate(self.names) if mask >> bit & 1)


def read(content: bytes) -> Table:
    """The table in a CSV file. Raises NotATable."""
    names, rows = _rows(content)
    counts = np.zeros(1 << len(names))
    seen: dict[str, int] = {}
    for number, row in rows:
        marks, count = _row(number, row, len(names))
        history = _told_once(number, marks, seen)
        if not history:
            raise NotATable(ON_NO_LIST, line=number)
        counts[history] = count
    table = Table(names, counts)
    check(table)
    return table


def read_own(content: bytes) -> tuple[Table, int]:
    """The table in a CSV file of linked lists of our own, and how often somebody stood on a list by being passed on.

    There `r` stands instead of 1 where a list has people because another one passed them on: these marks are taken out,
    and what is left of a history is what was found independently. Raises NotATable, also where nobody is marked.
    """
    names, rows = _rows(content)
    counts = np.zeros(1 << len(names))
    seen: dict[str, int] = {}
    passed_on, marked = 0, False
    for number, row in rows:
        marks, count = _row(number, row, len(names), also=PASSED_ON)
        history = _told_once(number, marks, seen)
        if not history and PASSED_ON not in marks:
            raise NotATable(ON_NO_LIST, line=number)
        counts[history] += count
        passed_on += marks.count(PASSED_ON) * count
        marked |= PASSED_ON in marks and count > 0
    if not marked:
        raise NotATable(NOT_MARKED)
    if passed_on > MOST_PEOPLE:
        raise NotATable(TOO_MANY_PEOPLE, most=MOST_PEOPLE)
    # Whom no list found by itself: with those marks out they stand on none.
    counts[0] = 0
    table = Table(names, counts, own=True)
    try:
        check(table)
    except NotATable as fault:
        if fault.code in (NO_OVERLAP, NOBODY):
            raise NotATable(ONLY_PASSED_ON) from fault
        raise
    return table, passed_on


def _told_once(number: int, marks: str, seen: dict[str, int]) -> int:
    """The history of a line, which no earlier line may have."""
    if marks in seen:
        raise NotATable(TWICE, line=number, first=seen[marks])
    seen[marks] = number
    return sum(1 << bit for bit, mark in enumerate(marks) if mark == "1")


def _rows(content: bytes) -> tuple[tuple[str, ...], list[tuple[int, list[str]]]]:
    """The names of the lists, and each line below them with its number."""
    if len(content) > LONGEST:
        raise NotATable(TOO_LARGE, most=LONGEST // 1_000_000)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise NotATable(NOT_TEXT) from fault
    if "\0" in text:
        raise NotATable(NOT_TEXT)
    try:
        rows = _split(text.splitlines())
    except csv.Error as fault:
        raise NotATable(NOT_TEXT) from fault
    if len(rows) < 2:
        raise NotATable(EMPTY)
    return _names(rows[0][1]), rows[1:]


def _split(lines: list[str]) -> list[tuple[int, list[str]]]:
    """The lines that hold something, at commas; at what else a spreadsheet puts where no comma parts the heading."""
    rows: list[tuple[int, list[str]]] = []
    for sign in BETWEEN:
        rows = [(at, row) for at, row in enumerate(csv.reader(lines, delimiter=sign), 1) if any(map(str.strip, row))]
        if rows and len(rows[0][1]) > 1:
            return rows
    return rows


def _names(heading: list[str]) -> tuple[str, ...]:
    names = tuple(" ".join(name.split()) for name in heading[:-1])
    if len(names) < 2:
        raise NotATable(ONE_LIST)
    if len(names) > MOST_LISTS:
        raise NotATable(MANY_LISTS, lists=len(names), most=MOST_LISTS)
    fit = all(0 < len(name) <= LONGEST_NAME and name.isprintable() and ":" not in name for name in names)
    if not fit or len({name.casefold() for name in names}) < len(names) or set(names) <= {"0", "1"}:
        raise NotATable(NAMES, most=LONGEST_NAME)
    return names


def _row(number: int, row: list[str], lists: int, *, also: str = "") -> tuple[str, int]:
    """The marks of a line, one sign for each list, and its count. `also`: what else than 0 and 1 a mark may be."""
    cells = [cell.strip().casefold() for cell in row]
    if len(cells) != lists + 1:
        raise NotATable(RAGGED, line=number, found=len(cells), wanted=lists + 1)
    if any(cell not in ("0", "1") and not (also and cell == also) for cell in cells[:-1]):
        raise NotATable(NOT_A_MARK, line=number)
    if cells[-1].startswith("-") and cells[-1][1:].isdecimal():
        raise NotATable(NEGATIVE, line=number)
    # `isdecimal` alone knows the digits of every script; what is longer than a nation is no count either.
    if not (cells[-1].isascii() and cells[-1].isdecimal() and len(cells[-1]) <= len(str(MOST_PEOPLE))):
        raise NotATable(NOT_A_COUNT, line=number)
    return "".join(cells[:-1]), int(cells[-1])


def check(table: Table) -> None:
    """Refuse what no method can estimate from. Raises NotATable."""
    everybody = table.observed
    if not everybody:
        raise NotATable(NOBODY)
    if everybody > MOST_PEOPLE:
        raise NotATable(TOO_MANY_PEOPLE, most=MOST_PEOPLE)
    sizes = [table.on(1 << bit) for bit in range(table.lists)]
    for name, size in zip(table.names, sizes, strict=True):
        if not size:
            raise NotATable(EMPTY_LIST, name=name)
        if size == everybody:
            raise NotATable(COVERS_ALL, name=name)
    if sum(sizes) == everybody:
        raise NotATable(NO_OVERLAP)
    for one, other in combinations(range(table.lists), 2):
        if table.on((1 << one) | (1 << other)) == sizes[one] == sizes[other]:
            raise NotATable(SAME_LISTS, name=table.names[one], other=table.names[other])


def without(table: Table, bit: int) -> Table:
    """The table as if this list had never been kept: who stood on it alone is not seen."""
    names = table.names[:bit] + table.names[bit + 1 :]
    counts = np.zeros(1 << len(names))
    for cell, count in enumerate(table.counts):
        counts[(cell & ((1 << bit) - 1)) | ((cell >> (bit + 1)) << bit)] += count
    counts[0] = 0
    return Table(names, counts, own=table.own)


def merged(table: Table, one: int, other: int) -> Table:
    """The table with two lists read as one: on it stands who stood on either. `one` before `other`."""
    counts = np.zeros_like(table.counts)
    for cell, count in enumerate(table.counts):
        counts[cell | (1 << one) if cell >> other & 1 else cell] += count
    both = f"{table.names[one]}+{table.names[other]}"
    names = table.names[:one] + (both,) + table.names[one + 1 :]
    return without(Table(names, counts, own=table.own), other)
