"""The catalogue of indicators, read from `content/indicators/` into frozen rows. No store, no settings.

Reference and interview material: never a form by itself, never a score. Where it comes from, with the mark of each
column, stands in `content/indicators/SOURCE.md`. A text of a round table can begin from it; what is adopted then is
the text.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from himaya.institutions.content import ContentError, LocalText, content_root

FOLDER = "indicators"
INDICATORS, DOMAINS, EXPOSES, ANSWERS = (
    f"{FOLDER}/{name}.csv" for name in ("indicators", "domains", "exposes", "answers")
)
COLUMNS: Mapping[str, tuple[str, ...]] = {
    INDICATORS: (
        "id", "domain", "label_en", "label_fr", "strength_adult_labour", "strength_child_labour", "age_scope",
        "first_line_actors", "label_ar", "question_fr", "question_ar", "question_en", "observe_or_ask",
    ),
    DOMAINS: ("domain", "label_en", "label_fr", "label_ar"),
    EXPOSES: ("id", "exposes"),
    ANSWERS: ("value", "reads", "label_fr", "label_ar", "label_en"),
}  # fmt: skip
# Not graded: a sign without official weight. SEX-02 is weighed in lists that were not confirmed, so not here.
NOT_GRADED, NOT_GRADED_HERE, NOT_IN_LIST = "ng", "ng*", "—"
STRENGTHS = ("strong", "medium", "weak", NOT_GRADED, NOT_GRADED_HERE, NOT_IN_LIST)
SCOPES = ("all", "adult", "child")
WAYS = ("observe", "ask", "either")
PROFESSIONS = "PLHSBN"
Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Domain:
    """A domain; its code opens the id of each of its rows."""

    code: str
    names: LocalText


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row. `adult` and `child` are its strengths in the labour lists, each one of STRENGTHS.

    `exposes`: offences by the person that an answer could describe.
    """

    id: str
    domain: str
    label: LocalText
    question: LocalText
    adult: str
    child: str
    scope: str
    professions: str
    way: str
    exposes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer of a form that begins from the catalogue; `reads` is what the linter knows it as."""

    value: str
    reads: str
    label: LocalText


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All rows in the order of the file, and the domains in theirs."""

    domains: tuple[Domain, ...]
    indicators: tuple[Indicator, ...]
    answers: tuple[Answer, ...]

    def of(self, domain: str) -> tuple[Indicator, ...]:
        """The rows of one domain, by its code."""
        return tuple(one for one in self.indicators if one.domain == domain)


def rows_of(file: str) -> list[Row]:
    """The rows of one file of the catalogue as they stand. ContentError when it cannot be read or has other columns."""
    try:
        with (content_root() / file).open(encoding="utf-8", newline="") as opened:
            reader = csv.DictReader(opened, restval="", strict=True)
            rows = list(reader)
            columns = tuple(reader.fieldnames or ())
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ContentError(file, "file", f"the file cannot be read: {type(error).__name__}") from error
    if columns != COLUMNS[file] or any(None in row for row in rows):
        raise ContentError(file, "file", f"the columns are {', '.join(COLUMNS[file])}")
    return rows


def load() -> Catalogue:
    """The whole catalogue. ContentError with file, row and gap at the first row that cannot be used."""
    rows = rows_of(INDICATORS)
    codes = codes_of(rows)
    exposes = {row["id"]: tuple(row["exposes"].split()) for row in rows_of(EXPOSES)}
    domains = [(row, codes.get(row["domain"], "")) for row in rows_of(DOMAINS)]
    return Catalogue(
        domains=tuple(Domain(code, _local(row, "label", DOMAINS, row["domain"])) for row, code in domains if code),
        indicators=tuple(_indicator(row, codes, exposes) for row in rows),
        answers=tuple(
            Answer(row["value"], row["reads"], _local(row, "label", ANSWERS, row["value"])) for row in rows_of(ANSWERS)
        ),
    )


def codes_of(rows: Iterable[Row]) -> dict[str, str]:
    """Domain, as the files name it -> its code, as the first row of the domain has it.

    >>> codes_of([{"domain": "domestic work", "id": "DOM-01"}])
    {'domestic work': 'DOM'}
    """
    codes: dict[str, str] = {}
    for row in rows:
        codes.setdefault(row["domain"], row["id"].partition("-")[0])
    return codes


def _indicator(row: Row, codes: Mapping[str, str], exposes: Mapping[str, tuple[str, ...]]) -> Indicator:
    return Indicator(
        id=row["id"],
        domain=codes[row["domain"]],
        label=_local(row, "label", INDICATORS, row["id"]),
        question=_local(row, "question", INDICATORS, row["id"]),
        adult=_one_of(row, "strength_adult_labour", STRENGTHS),
        child=_one_of(row, "strength_child_labour", STRENGTHS),
        scope=_one_of(row, "age_scope", SCOPES),
        professions=row["first_line_actors"],
        way=_one_of(row, "observe_or_ask", WAYS),
        exposes=exposes.get(row["id"], ()),
    )


def _local(row: Row, stem: str, file: str, name: str) -> LocalText:
    found = {code: row[f"{stem}_{code}"].strip() for code in ("fr", "ar", "en")}
    if not all(found.values()):
        raise ContentError(file, name, f"{stem} must not be empty in any language")
    return LocalText(**found)


def _one_of(row: Row, column: str, allowed: tuple[str, ...]) -> str:
    if row[column] not in allowed:
        raise ContentError(INDICATORS, row["id"], f"{column} is {row[column]!r}, not one of {', '.join(allowed)}")
    return row[column]
