"""One picture with its table: what it counts, out of what, how it must not be read, and the list behind each number."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from himaya.adapters import pictures
from himaya.adapters.pictures import Bar, Series
from himaya.coordination import content_following, moments, rules_movement
from himaya.coordination.models import RoundTable
from himaya.coordination.queries import followed
from himaya.coordination.queries.recommendations import KNOWN
from himaya.coordination.words_movement import MOVEMENTS
from himaya.insight import follow_up
from himaya.insight import follow_up_words as words
from himaya.insight.follow_up import Grouped, Pictures, Row
from himaya.kernel import clock, days, languages

# More bars than this are read in the table.
MOST_BARS = 12
ON, NEW, ENDED, BACK, STILL = "on", "new", "ended", "back", "still"
PART_OF = {
    **dict.fromkeys(rules_movement.MOVEMENTS, ON),
    rules_movement.NEW: NEW,
    rules_movement.ENDED: ENDED,
    rules_movement.BACK: BACK,
    rules_movement.STILL: STILL,
}
PART_LOOKS = {ON: "solid", NEW: "slant", STILL: "plain", BACK: "cross", ENDED: "rows"}


@dataclass(frozen=True, slots=True)
class Cell:
    """One number of a table, and the list that it counts."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table."""

    name: str
    cells: tuple[Cell, ...]
    href: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture and its table. `whole` says what is counted; `notes` are sentences of its own."""

    slug: str
    title: str | Promise
    caveat: str | Promise
    whole: str
    picture: str
    headings: tuple[str, ...]
    lines: tuple[Line, ...]
    total: Line | None = None
    notes: tuple[str, ...] = ()


def all_of(found: Pictures, source: str) -> list[Figure]:
    """The pictures of what was counted, in the order of the page."""
    tables = RoundTable.objects.in_bulk([one.table_id for one in found.tables])
    names = {pk: moments.number_in_words(table) for pk, table in tables.items()}
    return [
        _by_lead(found, source),
        _by_theme(found, source),
        *_from_table_to_table(found, {str(pk): name for pk, name in names.items()}),
        _time(found),
    ]


def _by_lead(found: Pictures, source: str) -> Figure:
    rows = found.by_lead.rows
    known = followed.names({row.key for row in rows if not row.outside})

    def query(row: Row) -> Mapping[str, str] | None:
        return None if row.outside else {"institution": row.key}

    return _standing(
        found, words.BY_LEAD, found.by_lead, _("Lead institution"), lambda row: known.get(row.key, row.key), query,
        source,
    )  # fmt: skip


def _by_theme(found: Pictures, source: str) -> Figure:
    themes = content_following.register().themes

    def name(row: Row) -> str:
        return themes[row.key].name if row.key in themes else (row.key or _("without a theme"))

    def query(row: Row) -> Mapping[str, str] | None:
        return {"theme": row.key} if row.key else None

    return _standing(found, words.BY_THEME, found.by_theme, _("Theme"), name, query, source)


def _standing(
    found: Pictures, slug: str, grouped: Grouped, heading: str, name: Callable[[Row], str],
    query: Callable[[Row], Mapping[str, str] | None], source: str,
) -> Figure:  # fmt: skip
    # A number of the list `known`: what is being formulated is in no picture.
    def line(row: Row, label: str, filters: Mapping[str, str] | None) -> Line:
        if filters is None:
            return Line(label, _cells(row))
        counted = {"source": source, "state": KNOWN, **filters}
        cells = (
            *(
                Cell(str(row.counts[one]), _behind(row.counts[one], {**counted, "state": one}))
                for one in follow_up.GROUPS
            ),
            Cell(str(row.total), address(**counted)),
            Cell(str(row.overdue), _behind(row.overdue, {**counted, "overdue": "yes"})),
        )
        return Line(label, cells, address(**counted))

    bars = [Bar(name(row), row.counts, _note(row)) for row in grouped.rows[:MOST_BARS]]
    left_out = len(grouped.rows) - len(bars)
    notes = [
        ngettext(
            "The picture shows the %(most)d longest lists; %(n)d more is in the table.",
            "The picture shows the %(most)d longest lists; %(n)d more are in the table.",
            left_out,
        )
        % {"most": MOST_BARS, "n": left_out}
    ]
    return Figure(
        slug,
        words.TITLES[slug],
        words.CAVEATS[slug],
        _counted(found),
        pictures.bars(slug, title=str(words.TITLES[slug]), about=_about(), series=_groups(), rows=bars, rtl=_rtl()),
        _headings(heading),
        tuple(line(row, name(row), query(row)) for row in grouped.rows),
        line(grouped.total, _("all"), {}),
        tuple(notes) if left_out else (),
    )


def _from_table_to_table(found: Pictures, names: Mapping[str, str]) -> Iterable[Figure]:
    if not found.tables:
        return
    here = languages.current()
    comma = "، " if here == "ar" else ", "
    said = [(f"{names[one.row.key]}{comma}{days.in_words(one.on, here)}", one) for one in found.tables]
    rows = [(label, one.row, _table(one.row.key)) for label, one in said]
    rows.append((pgettext("in a picture", "today"), found.today, ""))
    yield Figure(
        words.TABLES,
        words.TITLES[words.TABLES],
        words.CAVEATS[words.TABLES],
        _("Counted at each table: every recommendation that was no longer being formulated by then."),
        pictures.bars(
            words.TABLES,
            title=str(words.TITLES[words.TABLES]),
            about=_about(),
            series=_groups(),
            rows=[Bar(label, row.counts, _note(row)) for label, row, _href in rows],
            rtl=_rtl(),
        ),
        _headings(_("Table")),
        tuple(Line(label, _cells(row), href) for label, row, href in rows),
    )
    moved = [(label, one.moved, _table(one.row.key)) for label, one in said if one.moved is not None]
    if not moved:
        return
    yield Figure(
        words.MOVEMENT,
        words.TITLES[words.MOVEMENT],
        words.CAVEATS[words.MOVEMENT],
        _("Counted at each table: the same, without what had already ended at the table before."),
        pictures.bars(
            words.MOVEMENT,
            title=str(words.TITLES[words.MOVEMENT]),
            about=_about(),
            series=_parts(),
            rows=[Bar(label, _summed(counts)) for label, counts, _href in moved],
            rtl=_rtl(),
        ),
        (_("Table"), *(str(MOVEMENTS[one]) for one in rules_movement.MOVEMENTS), _("all")),
        tuple(
            Line(label, tuple(Cell(str(n)) for n in (*counts.values(), sum(counts.values()))), href)
            for label, counts, href in moved
        ),
    )


def _time(found: Pictures) -> Figure:
    waited = found.waiting
    curve = waited.curve
    points = [pictures.Point(one.days, 1 - one.left, 1 - one.high, 1 - one.low) for one in curve.steps]
    picture = pictures.curve(
        words.TIME,
        title=str(words.TITLES[words.TIME]),
        about=_median(found),
        points=points,
        until=waited.days_shown,
        ticks=[pictures.Tick(one.days, str(one.at_risk)) for one in waited.marks],
        half=curve.median,
        axes=pictures.Axes(
            _("days since it was addressed"),
            _("below each day: how many are still waited for"),
            [(share / 100, percent(share / 100)) for share in (0, 25, 50, 75, 100)],
        ),
        rtl=_rtl(),
    )
    few = ngettext(
        "Only %(n)d is verified so far: the curve can still jump a long way, and the band says how far.",
        "Only %(n)d are verified so far: the curve can still jump a long way, and the band says how far.",
        waited.verified,
    ) % {"n": waited.verified}
    whole = _("Counted: %(all)d addressed; %(verified)d verified, %(open)d still open, %(ended)d ended otherwise.") % {
        "all": waited.total, "verified": waited.verified, "open": waited.open, "ended": waited.ended,
    }  # fmt: skip
    return Figure(
        words.TIME,
        words.TITLES[words.TIME],
        words.CAVEATS[words.TIME],
        whole,
        picture if points else "",
        (
            _("Days since it was addressed"),
            _("Still waited for"),
            _("Verified by then"),
            _("Share"),
            _("95% interval: lower end"),
            _("95% interval: upper end"),
        ),
        tuple(
            Line(
                str(one.days),
                tuple(
                    Cell(text)
                    for text in (
                        str(one.at_risk),
                        str(one.verified),
                        percent(one.share),
                        percent(one.low),
                        percent(one.high),
                    )  # fmt: skip
                ),
            )
            for one in waited.marks
        ),
        notes=(_median(found), *((few,) if points and waited.is_few else ())),
    )


def _median(found: Pictures) -> str:
    waited = found.waiting
    if not waited.verified:
        return _("None is verified yet, so there is no curve to draw.")
    half = waited.curve.median
    if half is None:
        return ngettext(
            "Fewer than half are verified: the half is not reached after %(n)d day.",
            "Fewer than half are verified: the half is not reached after %(n)d days.",
            waited.curve.longest,
        ) % {"n": waited.curve.longest}
    return ngettext(
        "Half are verified within %(n)d day of being addressed.",
        "Half are verified within %(n)d days of being addressed.",
        half,
    ) % {"n": half}


def percent(share: float | None) -> str:
    """A share in words of the page; a dash where none is known."""
    if share is None:
        return "–"
    return f"{round(share * 100)}\u00a0%" if languages.current() == "fr" else f"{round(share * 100)}%"


def address(**filters: str) -> str:
    """The list of the recommendations that match."""
    query = urlencode({key: value for key, value in filters.items() if value})
    place = reverse("roundtable:recommendations")
    return f"{place}?{query}" if query else place


def _behind(count: int, filters: Mapping[str, str]) -> str:
    return address(**filters) if count else ""


def _table(table_id: str) -> str:
    return reverse("roundtable:table_follow_up", args=[table_id])


def _cells(row: Row) -> tuple[Cell, ...]:
    return tuple(Cell(str(n)) for n in (*row.counts.values(), row.total, row.overdue))


def _headings(first: str) -> tuple[str, ...]:
    return (first, *(str(words.GROUPS[one]) for one in follow_up.GROUPS), _("all"), _("of these overdue"))


def _groups() -> list[Series]:
    return [Series(one, str(words.GROUPS[one]), words.LOOKS[one]) for one in follow_up.GROUPS]


def _parts() -> list[Series]:
    named = {
        ON: pgettext("movement", "moved on"),
        NEW: pgettext("movement", "newly addressed"),
        STILL: pgettext("movement", "did not move"),
        BACK: pgettext("movement", "went back"),
        ENDED: pgettext("movement", "ended without being done"),
    }
    return [Series(key, label, PART_LOOKS[key]) for key, label in named.items()]


def _summed(counts: Mapping[str, int]) -> dict[str, int]:
    found: dict[str, int] = {}
    for movement, count in counts.items():
        found[PART_OF[movement]] = found.get(PART_OF[movement], 0) + count
    return found


def _note(row: Row) -> str:
    if not row.overdue:
        return str(row.total)
    return ngettext("%(all)d, %(n)d overdue", "%(all)d, %(n)d overdue", row.overdue) % {
        "all": row.total,
        "n": row.overdue,
    }


def _counted(found: Pictures) -> str:
    return ngettext(
        "Counted: %(n)d recommendation, as it stands on %(day)s. What is still being formulated is not counted.",
        "Counted: %(n)d recommendations, as they stand on %(day)s. What is still being formulated is not counted.",
        found.total,
    ) % {"n": found.total, "day": days.in_words(clock.today(), languages.current())}


def _about() -> str:
    return _("The table under the picture holds the same numbers.")


def _rtl() -> bool:
    return languages.current() == "ar"


def as_rows(figure: Figure) -> tuple[Sequence[str], list[list[str]]]:
    """The table of a figure for a file: headings and lines, the sum last."""
    lines = [*figure.lines, *((figure.total,) if figure.total else ())]
    return figure.headings, [[line.name, *(cell.text for cell in line.cells)] for line in lines]
