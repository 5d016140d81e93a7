"""What is asked otherwise under another version of a form: clause by clause, in the page's language. Nothing stored."""

from collections.abc import Iterator
from dataclasses import dataclass

from himaya.instruments.models import Version
from himaya.instruments.source import Instrument, Row, from_document
from himaya.kernel import languages

NEW, GONE, REWORDED = "new", "gone", "reworded"


@dataclass(frozen=True, slots=True)
class Change:
    """One clause: `kind` is new, gone or reworded; of a choice list `choices` says that it is another one."""

    kind: str
    uid: str
    old: str
    new: str
    choices: bool = False


def changes(old: Version, new: Version) -> list[Change]:
    """The clauses that differ, in the order of the new form; those that are gone stand last."""
    before, after = _clauses(old), _clauses(new)
    found = list(_differing(before, after))
    return found + [Change(GONE, uid, _words(row), "") for uid, (row, _) in before.items() if uid not in after]


type _Clauses = dict[str, tuple[Row, tuple[str, ...]]]


def _clauses(version: Version) -> _Clauses:
    form = from_document(version.source)
    return {row.uid: (row, _choices(form, row)) for row in form.survey if row.uid}


def _choices(form: Instrument, row: Row) -> tuple[str, ...]:
    return tuple(languages.pick(choice.label) for choice in form.choices.get(row.list_name, ()))


def _words(row: Row) -> str:
    return languages.pick(row.label)


def _differing(before: _Clauses, after: _Clauses) -> Iterator[Change]:
    for uid, (row, choices) in after.items():
        if uid not in before:
            yield Change(NEW, uid, "", _words(row))
            continue
        earlier, offered = before[uid]
        if _words(earlier) != _words(row) or offered != choices:
            yield Change(REWORDED, uid, _words(earlier), _words(row), choices=offered != choices)
