"""Reading the recorded history of a pack's round tables. Strict, as every reader of the content."""

from himaya.coordination import states
from himaya.coordination.content_rows import (
    RecordedCycle,
    RecordedDecision,
    RecordedExpert,
    RecordedItem,
    RecordedTable,
    RecordedTheme,
)
from himaya.institutions.content_reader import Row, pack_folder, read_file
from himaya.institutions.content_rows import MARKS, LocalText

FILE = "round_tables.yaml"
Themes = dict[str, LocalText]


def load_recorded(pack: str) -> tuple[RecordedCycle, ...]:
    """The cycles that a pack records as history; none where it records none.

    Raises ContentError naming the file, the row and the gap: also for a row without a mark of its own.
    """
    path = pack_folder(pack) / FILE
    if not path.is_file():
        return ()
    top = read_file(path)
    return tuple(_cycle(row) for row in top.rows("recorded"))


def _mark(row: Row) -> str:
    return row.one_of("mark", MARKS)


def _cycle(row: Row) -> RecordedCycle:
    source = row.text("source")
    themes = tuple(RecordedTheme(code=one.text("id"), titles=one.local("titles")) for one in row.rows("themes"))
    titles = {theme.code: theme.titles for theme in themes}
    return RecordedCycle(
        id=row.text("id"),
        titles=row.local("titles"),
        organiser=row.text("organiser"),
        funder=row.maybe("funder"),
        legal_basis=row.text("legal_basis", ""),
        legal_basis_mark=row.one_of("legal_basis_mark", ("", *MARKS), ""),
        opened_on=row.needed_day("opened_on"),
        seats=row.words("seats"),
        themes=themes,
        tables=tuple(_table(one, titles, source) for one in row.rows("tables")),
        source=source,
        mark=_mark(row),
    )


def _table(row: Row, themes: Themes, source: str) -> RecordedTable:
    source = row.text("source", source)
    return RecordedTable(
        id=row.text("id"),
        number=row.number("number"),
        kind=row.one_of("kind", states.TABLE_KINDS),
        held_on=row.needed_day("held_on"),
        place=row.text("place", ""),
        titles=row.local("titles"),
        items=tuple(_item(one, themes, source) for one in row.rows("items")),
        experts=tuple(_expert(one, source) for one in row.rows("experts")),
        decisions=tuple(_decision(one, source) for one in row.rows("decisions")),
        source=source,
        mark=_mark(row),
    )


def _item(row: Row, themes: Themes, source: str) -> RecordedItem:
    theme = row.maybe("theme")
    if theme is not None and theme not in themes:
        raise row.gap(f"theme “{theme}” is not one of its cycle")
    return RecordedItem(
        id=row.text("id"),
        kind=row.one_of("kind", states.ITEM_KINDS),
        titles=themes[theme] if theme is not None else row.local("titles"),
        theme=theme,
        said=row.maybe_local("said"),
        source=row.text("source", source),
        mark=_mark(row),
    )


def _expert(row: Row, source: str) -> RecordedExpert:
    return RecordedExpert(
        id=row.text("id"),
        name=row.text("name", ""),
        organisation=row.text("organisation"),
        source=row.text("source", source),
        mark=_mark(row),
    )


def _decision(row: Row, source: str) -> RecordedDecision:
    return RecordedDecision(
        id=row.text("id"),
        item=row.text("item"),
        wording=row.local("wording"),
        source=row.text("source", source),
        mark=_mark(row),
    )
