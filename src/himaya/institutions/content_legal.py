"""Reading a legal library: texts, articles in our words, their marks and their conflict notes."""

from typing import Literal, cast

from himaya.institutions.content_reader import Row, content_root, read_file
from himaya.institutions.content_rows import MARKS, LegalLibrary, LegalRow, LegalText


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
                mark=row.one_of("mark", MARKS),
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
        mark=row.one_of("mark", MARKS),
        penalty_mark=row.one_of("penalty_mark", MARKS) if penalty_mark is not None else None,
        valid_from=row.day("valid_from"),
        opens=row.one_of("opens", ("", "suspect_register"), ""),
    )
