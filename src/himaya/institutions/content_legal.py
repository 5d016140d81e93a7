"""Reading a legal library: texts, articles in our words, their marks and their conflict notes."""

from collections.abc import Iterator
from typing import Literal, cast

from himaya.institutions.content_reader import Row, content_root, read_file
from himaya.institutions.content_rows import (
    LAW_MARKS,
    MARKS,
    Bulletin,
    LegalLibrary,
    LegalRow,
    LegalText,
    Quotation,
)

# The languages in which a text of law of a nation is published; our words in any other one translate what was read.
OFFICIAL = ("fr", "ar")


def load_legal(library: str) -> LegalLibrary:
    """The legal library `morocco` or `international`; every row keeps its mark and its conflict note."""
    top = read_file(content_root() / "legal" / f"{library}.yaml")
    return LegalLibrary(
        id=top.text("id"),
        names=top.local("names"),
        as_of=top.needed_day("as_of"),
        texts=tuple(
            LegalText(
                id=row.text("id"),
                unit=cast(Literal["fasl", "madda"], row.one_of("unit", ("fasl", "madda"))),
                names=row.local("names"),
                citation=row.text("citation", ""),
                valid_from=row.day("valid_from"),
                source=row.text("source"),
                mark=row.one_of("mark", LAW_MARKS),
            )
            for row in top.rows("texts")
        ),
        rows=tuple(_legal_row(row) for row in top.rows("rows")),
    )


def _legal_row(row: Row) -> LegalRow:
    penalty_mark = row.data.get("penalty_mark")
    return LegalRow(
        id=row.text("id"),
        text=row.text("text"),
        article=row.text("article", ""),
        title=row.local("title"),
        summary=row.local("summary"),
        penalty=row.maybe_local("penalty"),
        conflict=row.maybe_local("conflict"),
        verify=row.maybe_local("verify"),
        source=row.text("source"),
        mark=row.one_of("mark", LAW_MARKS),
        penalty_mark=row.one_of("penalty_mark", MARKS) if penalty_mark is not None else None,
        valid_from=row.day("valid_from"),
        opens=row.one_of("opens", ("", "suspect_register"), ""),
        marks=dict(_marks(row)),
        read_in=row.words("read_in"),
        quotations=dict(_quotations(row)),
    )


def _marks(row: Row) -> Iterator[tuple[str, str]]:
    for language in OFFICIAL:
        if f"mark_{language}" in row.data:
            yield language, row.one_of(f"mark_{language}", MARKS)


def _quotations(row: Row) -> Iterator[tuple[str, Quotation]]:
    for language in OFFICIAL:
        given = row.data.get(f"text_{language}")
        if given is None:
            continue
        if not isinstance(given, dict):
            raise row.gap(f"text_{language} must have words, source, mark and bulletin")
        of = Row(row.file, given, f"{row.row}, text_{language}")
        yield (
            language,
            Quotation(
                of.text("words"),
                of.text("source"),
                of.one_of("mark", MARKS),
                _bulletin(of),
                of.text("variant", ""),
                of.text("variant_source") if "variant" in given else "",
            ),
        )


def _bulletin(row: Row) -> Bulletin:
    given = row.data.get("bulletin")
    if not isinstance(given, dict):
        raise row.gap("words of the law are quoted without the Official Bulletin: bulletin has number, day and mark")
    of = Row(row.file, given, row.row)
    return Bulletin(of.text("number"), of.needed_day("day"), of.one_of("mark", MARKS))
