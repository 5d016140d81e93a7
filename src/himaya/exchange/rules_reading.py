"""What a file of HTCDS says, row by row, and what is wrong with a cell. Pure: cells in, values and faults out.

Sources: HTCDS 2.0, the published form (fields, choices); do-no-harm 2 and 6 (nothing unneeded; no gate of agreement
for a child, and doubt about age means child). A file is taken in whole or not at all.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from himaya.cases.rules_assessing import is_known_adult
from himaya.exchange import rules_htcds as htcds

AGREED, DUTY = "agreed", "duty"
BASES = (AGREED, DUTY)
ADULT, CHILD, UNKNOWN = "adult", "child", "unknown"
# Nobody is older. A table program writes an empty day as one of 1900, and a child would come in as an adult.
OF_AGE, OLDEST = 18, 115
LONGEST = 300
_YEAR = re.compile(r"\d{4}")
# Columns that a device or this software wrote beside the answers: they say nothing of the person.
BESIDE = frozenset(
    {"export", "start", "end", "__version__", "_id", "_uuid", "_index", "_submission_time", "_status", "_version_",
     "meta/instanceID", "formhub/uuid", "_xform_id_string", "_validation_status"}
)  # fmt: skip
# Columns beside the answers in which a person wrote, or which names one: they stay out aloud.
BY_HAND = frozenset({"_submitted_by", "_notes", "_tags"})
# How tools write that one choice was not taken.
NOT_TAKEN = frozenset({"0", "false", "no", "n"})


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, in which row and column of the file, and what stands there. Row 1 is the heading."""

    row: int
    column: str
    value: str
    code: str


@dataclass
class Read:
    """One row: its number in the file, and what it says by field of the standard."""

    number: int
    said: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole file. `left_out`: per column that nothing here keeps, how many rows say something in it."""

    rows: tuple[Read, ...]
    faults: tuple[Fault, ...]
    left_out: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Known:
    """The published form, and which of its fields are kept here."""

    kinds: Mapping[str, str]
    choices: Mapping[str, tuple[str, ...]]
    kept: frozenset[str]
    today: date


def read(lines: Sequence[tuple[int, Sequence[str]]], known: Known, basis: str) -> Reading:
    """The first line holds the headings. Every cell that holds something is kept, left out aloud, or a fault.

    So is every row: one that says something only in columns that stay out is a fault; only empty ones are skipped.
    """
    first, heading = lines[0]
    twice = [one for one in dict.fromkeys(heading) if one and heading.count(one) > 1]
    faults = [Fault(first, one, one, "column_twice") for one in twice]
    rows: list[Read] = []
    left_out: dict[str, int] = {}
    strange: dict[str, Fault] = {}
    for number, cells in lines[1:]:
        row, out, before = Read(number), list[Fault](), len(faults)
        for place, value in enumerate(cells):
            column = heading[place] if place < len(heading) else ""
            if not value or column in BESIDE:
                continue
            if head := _repeats(column, heading, known):
                at = heading.index(head)
                # A row ends with its last cell that holds something: the field itself may stand behind it.
                if not _said_again(column, value, cells[at] if at < len(cells) else ""):
                    faults.append(Fault(number, column, value, "split_alone"))
            elif _stays_out(column, known):
                left_out[column] = left_out.get(column, 0) + 1
                out.append(Fault(number, column, value, "row_alone"))
            elif column not in known.kinds:
                strange.setdefault(column, Fault(number, column, value, "column_unknown"))
            elif code := _wrong(column, value, known):
                faults.append(Fault(number, column, value, code))
            else:
                row.said[column] = _tidy(column, value, known)
        if row.said:
            faults += _of_row(row, known, basis)
            rows.append(row)
        elif len(faults) == before:
            # Somebody stands in this row, and nothing of them would come in: said once, at the first such cell.
            faults += out[:1]
    return Reading(tuple(rows), (*faults, *strange.values()), left_out)


def _stays_out(column: str, known: Known) -> bool:
    return column in BY_HAND or (column in known.kinds and column not in known.kept)


def _repeats(column: str, heading: Sequence[str], known: Known) -> str:
    """The field whose answers stand here a second time, one column a choice; empty where it has no column itself."""
    head, parted, _choice = column.partition("/")
    return head if parted and known.kinds.get(head) == "many" and head in heading else ""


def _said_again(column: str, value: str, whole: str) -> bool:
    """True where the field itself says this choice, or this cell says that it was not taken: nothing is lost."""
    return value.casefold() in NOT_TAKEN or column.partition("/")[2] in whole.split()


def _wrong(column: str, value: str, known: Known) -> str:
    kind = known.kinds[column]
    if column in known.choices:
        said = value.split() if kind == "many" else [_one(column, value)]
        return "" if set(said) <= set(known.choices[column]) else "code_unknown"
    if kind == "date" or column == htcds.REFERRED_ON:
        day = htcds.whole_day(value) or _year_alone(column, value)
        if not day:
            return "day_wrong"
        if column == htcds.BIRTH and int(day[:4]) < known.today.year - OLDEST:
            return "birth_too_far"
        return "day_to_come" if day > known.today.isoformat() else ""
    return "too_long" if len(value) > LONGEST else ""


def _year_alone(column: str, value: str) -> str:
    """Of a birth the year alone is kept as it was said: it can tell a child, and nothing is put beside it."""
    return value if column == htcds.BIRTH and _YEAR.fullmatch(value) and value.isascii() else ""


def _one(column: str, value: str) -> str:
    """A spreadsheet writes TRUE and FALSE in its own way."""
    return value.upper() if column == htcds.CONSENT else value


def _tidy(column: str, value: str, known: Known) -> str:
    if known.kinds[column] == "many":
        said = set(value.split())
        return " ".join(one for one in known.choices[column] if one in said)
    if known.kinds[column] == "date":
        return htcds.whole_day(value) or _year_alone(column, value)
    return _one(column, value)


def _of_row(row: Read, known: Known, basis: str) -> list[Fault]:
    """A file of an adult rests on what they said; doubt about age means child, of whom nobody asks (do-no-harm 6)."""
    found = []
    if len(name_of(row.said)) > LONGEST:
        found.append(Fault(row.number, htcds.SECOND_NAME, row.said.get(htcds.SECOND_NAME, ""), "name_too_long"))
    said = row.said.get(htcds.CONSENT, "")
    refused = said == htcds.NO or (basis == AGREED and said != htcds.YES)
    if refused and is_adult(row.said, known.today):
        found.append(Fault(row.number, htcds.CONSENT, said, "no_agreement"))
    return found


def age_group(birth: str, today: date) -> str:
    """Child or adult on a day, by a day of birth known in full, or by a year of birth that leaves no doubt.

    >>> age_group("2008-06-02", date(2026, 6, 1)), age_group("2008-06-01", date(2026, 6, 1)), age_group("", date(2026, 6, 1))
    ('child', 'adult', 'unknown')
    """  # noqa: E501
    day = htcds.whole_day(birth)
    if not day:
        return _by_year(birth, today)
    born = date.fromisoformat(day)
    years = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return CHILD if years < OF_AGE else ADULT


def is_adult(said: Mapping[str, str], today: date) -> bool:
    """True only where the row leaves no doubt about it."""
    return is_known_adult(age_group(said.get(htcds.BIRTH, ""), today))


def _by_year(birth: str, today: date) -> str:
    if not _year_alone(htcds.BIRTH, birth):
        return UNKNOWN
    years = today.year - int(birth)
    return CHILD if years < OF_AGE else ADULT if years > OF_AGE else UNKNOWN


def name_of(said: Mapping[str, str]) -> str:
    """The name in one: the standard parts it in two, and nobody here does."""
    return " ".join(one for one in (said.get(htcds.NAME, ""), said.get(htcds.SECOND_NAME, "")) if one)


def answers_of(said: Mapping[str, str], who: Collection[str] = htcds.WHO) -> dict[str, str]:
    """What is kept as answers to the published form: everything but who the person is."""
    return {name: value for name, value in said.items() if name not in who}
