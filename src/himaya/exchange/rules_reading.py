"""What a file of HTCDS says, row by row, and what is wrong with a cell. Pure: cells in, values and faults out.

Sources: HTCDS 2.0, the published form (fields, choices); do-no-harm 2 and 6 (nothing unneeded; no gate of agreement
for a child, and an age that nobody knows is no adult's). A file is taken in whole or not at all.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from himaya.exchange import rules_htcds as htcds

AGREED, DUTY = "agreed", "duty"
BASES = (AGREED, DUTY)
ADULT, CHILD, UNKNOWN = "adult", "child", "unknown"
OF_AGE = 18
LONGEST = 300
# Columns that a device or this software wrote beside the answers: they say nothing of the person.
BESIDE = frozenset(
    {"export", "start", "end", "__version__", "_id", "_uuid", "_index", "_submission_time", "_status", "_version_",
     "meta/instanceID", "formhub/uuid", "_xform_id_string", "_submitted_by", "_validation_status", "_notes", "_tags"}
)  # fmt: skip


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
    """The first line holds the headings. Every cell that holds something is kept, left out aloud, or a fault."""
    first, heading = lines[0]
    twice = [one for one in dict.fromkeys(heading) if one and heading.count(one) > 1]
    faults = [Fault(first, one, one, "column_twice") for one in twice]
    rows: list[Read] = []
    left_out: dict[str, int] = {}
    strange: dict[str, Fault] = {}
    for number, cells in lines[1:]:
        row = Read(number)
        for place, value in enumerate(cells):
            column = heading[place] if place < len(heading) else ""
            if not value or _says_nothing(column, heading, known):
                continue
            if column not in known.kinds:
                strange.setdefault(column, Fault(number, column, value, "column_unknown"))
            elif column not in known.kept:
                left_out[column] = left_out.get(column, 0) + 1
            elif code := _wrong(column, value, known):
                faults.append(Fault(number, column, value, code))
            else:
                row.said[column] = _tidy(column, value, known)
        if row.said:
            faults += _of_row(row, known, basis)
            rows.append(row)
    return Reading(tuple(rows), (*faults, *strange.values()), left_out)


def _says_nothing(column: str, heading: Sequence[str], known: Known) -> bool:
    """What a device wrote; and the same answers a second time, one column a choice, beside the one that is read."""
    head, parted, _choice = column.partition("/")
    again = bool(parted) and known.kinds.get(head) == "many" and head in heading
    return column in BESIDE or again


def _wrong(column: str, value: str, known: Known) -> str:
    kind = known.kinds[column]
    if column in known.choices:
        said = value.split() if kind == "many" else [_one(column, value)]
        return "" if set(said) <= set(known.choices[column]) else "code_unknown"
    if kind == "date" or column == htcds.REFERRED_ON:
        day = htcds.whole_day(value)
        if not day:
            return "day_wrong"
        return "day_to_come" if day > known.today.isoformat() else ""
    return "too_long" if len(value) > LONGEST else ""


def _one(column: str, value: str) -> str:
    """A spreadsheet writes TRUE and FALSE in its own way."""
    return value.upper() if column == htcds.CONSENT else value


def _tidy(column: str, value: str, known: Known) -> str:
    if known.kinds[column] == "many":
        said = set(value.split())
        return " ".join(one for one in known.choices[column] if one in said)
    if known.kinds[column] == "date":
        return htcds.whole_day(value)
    return _one(column, value)


def _of_row(row: Read, known: Known, basis: str) -> list[Fault]:
    """A file rests on what the person said; of a child nobody asks for it (do-no-harm 6)."""
    said = row.said.get(htcds.CONSENT, "")
    if age_group(row.said.get(htcds.BIRTH, ""), known.today) == CHILD:
        return []
    if said == htcds.NO or (basis == AGREED and said != htcds.YES):
        return [Fault(row.number, htcds.CONSENT, said, "no_agreement")]
    return []


def age_group(birth: str, today: date) -> str:
    """Child or adult on a day, by a day of birth that is known in full; else unknown.

    >>> age_group("2008-06-02", date(2026, 6, 1)), age_group("2008-06-01", date(2026, 6, 1)), age_group("", date(2026, 6, 1))
    ('child', 'adult', 'unknown')
    """  # noqa: E501
    day = htcds.whole_day(birth)
    if not day:
        return UNKNOWN
    born = date.fromisoformat(day)
    years = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return CHILD if years < OF_AGE else ADULT


def name_of(said: Mapping[str, str]) -> str:
    """The name in one: the standard parts it in two, and nobody here does."""
    return " ".join(one for one in (said.get(htcds.NAME, ""), said.get(htcds.SECOND_NAME, "")) if one)


def answers_of(said: Mapping[str, str], who: Collection[str] = htcds.WHO) -> dict[str, str]:
    """What is kept as answers to the published form: everything but who the person is."""
    return {name: value for name, value in said.items() if name not in who}
