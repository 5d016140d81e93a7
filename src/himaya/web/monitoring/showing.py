"""Readings as pages and files show them: numbers in words of the page's language, pictures, tables."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import get_language_bidi, pgettext
from django.utils.translation import gettext as _

from himaya.adapters import pictures
from himaya.adapters.pictures import Bar, Series
from himaya.insight import words_monitoring as words
from himaya.insight.monitoring import Detail, Line
from himaya.insight.monitoring_content import Declared, book
from himaya.insight.monitoring_measures import FEW, HIDDEN, Reading
from himaya.insight.policy_monitoring import Scope
from himaya.institutions.models import Region
from himaya.kernel import languages

# More bars than this are read in the table.
MOST_BARS = 12
N = "n"
LOOKS = ("solid", "slant", "plain", "dots", "cross", "rows")


@dataclass(frozen=True, slots=True)
class Value:
    """One part of an indicator: its name, its number or why there is none, its share where it has one."""

    label: str
    number: str
    share: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One indicator on the page."""

    declared: Declared
    label: str
    period: str
    number: str
    hidden: bool
    values: Sequence[Value]
    unknown: str
    about: bool = False
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of readings: the heads of its columns, a name and cells for each line."""

    caption: str
    heads: Sequence[str]
    lines: Sequence[tuple[str, Sequence[str]]]
    picture: str = ""


def card(line: Line) -> Card:
    """One indicator with its parts."""
    declared, reading = line.declared, line.reading
    label = local(declared)
    return Card(
        declared,
        label,
        words.period(line.period) if declared.period != "today" else pgettext("figure", "today"),
        number(reading),
        reading.n is None,
        values(declared, reading),
        unknown(reading),
        reading.about,
        _stacked(f"part-{declared.id}", declared, [(words.period(line.period), reading)]),
    )


def number(reading: Reading) -> str:
    """The number in words; why there is none. Of parts: the whole."""
    if reading.n is None:
        return str(words.WHY[reading.why or HIDDEN])
    if reading.about:
        return _("about %(n)s") % {"n": reading.n}
    if reading.whole is not None:
        return _("%(part)s of %(whole)s") % {"part": reading.n, "whole": reading.whole}
    return str(reading.n)


def values(declared: Declared, reading: Reading) -> list[Value]:
    """The parts of a reading, those of which something is known."""
    if reading.known is None:
        return []
    names = answers(declared)
    return [
        Value(names.get(one.code, one.code), _n(one.n, about=reading.about), percent(one.share))
        for one in reading.known.parts
    ]


def unknown(reading: Reading) -> str:
    """How many stand in no share because nothing is known of them; empty where the indicator knows no such."""
    return "" if reading.known is None else _n(reading.known.unknown, about=reading.about)


def answers(declared: Declared) -> Mapping[str, str]:
    """The names of its parts; of regions, theirs."""
    if declared.answers:
        here = languages.current()
        return {code: book().answers[code].in_language(here) for code in declared.answers}
    return {row.pk: row.name for row in Region.objects.all()} | {"": _("region not said")}


def percent(share: Fraction | None) -> str:
    """A share in words of the page; empty where there is none."""
    if share is None:
        return ""
    whole = round(share * 100)
    return f"{whole}\u00a0%" if languages.current() == "fr" else f"{whole}%"


def over_time(found: Detail) -> Table:
    """The periods up to the one that is shown, the earliest first."""
    declared = found.line.declared
    rows = [(words.period(period), reading) for period, reading in found.before]
    return _table(declared, _("Over time"), pgettext("figure", "Period"), rows, "time")


def below(found: Detail, names: Mapping[Scope, str], caption: str, head: str) -> Table:
    """The units below the scope in the order of the directory, never by their numbers."""
    rows = [(names[scope], reading) for scope, reading in found.below]
    return _table(found.line.declared, caption, head, rows, "below")


def regions(found: Detail) -> Table:
    """How many services are given in each region today."""
    names = answers(found.line.declared)
    lines = [(names.get(region, region), [str(n), str(of)]) for region, n, of in found.regions]
    drawn = [Bar(names.get(region, region), {N: n}, f"{n}/{of}") for region, n, of in found.regions]
    return Table(
        _("By region"),
        (_("Region"), _("Services given"), _("Of the catalogue")),
        lines,
        _drawn("regions", [Series(N, _("Services given"), LOOKS[0])], drawn, _("By region")),
    )


def _table(declared: Declared, caption: str, first: str, rows: Sequence[tuple[str, Reading]], slug: str) -> Table:
    names = answers(declared) if declared.answers else {}
    parts = [code for code in declared.answers if code not in declared.unknown]
    whole = _("Known") if declared.unknown else pgettext("figure", "Number")
    heads = [first, whole, *(head for code in parts for head in (names[code], _("Share")))]
    if declared.unknown:
        heads.append(_("Not known"))
    lines = []
    for name, reading in rows:
        by_code = {one.code: one for one in reading.known.parts} if reading.known else {}
        cells = [number(reading)]
        for code in parts:
            part = by_code.get(code)
            cells += ["–", "–"] if part is None else [_n(part.n, about=reading.about), percent(part.share) or "–"]
        if declared.unknown:
            cells.append(unknown(reading) or "–")
        lines.append((name, cells))
    return Table(caption, heads, lines, _stacked(f"{slug}-{declared.id}", declared, rows, caption))


def _n(n: int | None, *, about: bool = False) -> str:
    if n is None:
        return str(words.WHY[HIDDEN])
    return _("about %(n)s") % {"n": n} if about and n else str(n)


# --- pictures --------------------------------------------------------------------------------------------------------
def way(cards: Iterable[Line]) -> str:
    """The acts of one theme as bars on one scale; what is hidden has a line and no bar."""
    rows = [(local(one.declared), one.reading) for one in cards]
    bars = [_bar(label, reading, {N: reading.n or 0}) for label, reading in rows]
    return _drawn("way", [Series(N, pgettext("figure", "Number"), LOOKS[0])], bars, _("Numbers beside each other"))


def _stacked(uid: str, declared: Declared, rows: Sequence[tuple[str, Reading]], title: str = "") -> str:
    """A bar for each line. Parts are drawn only where all are shown: a gap in a bar would be a number."""
    if len(rows) > MOST_BARS:
        return ""
    names = answers(declared) if declared.answers else {}
    parts = [code for code in declared.answers if code not in declared.unknown]
    if not parts:
        bars = [_bar(label, reading, {N: reading.n or 0}) for label, reading in rows]
        series = [Series(N, pgettext("figure", "Number"), LOOKS[0])]
        # One number alone is read sooner than it is drawn.
        return _drawn(uid, series, bars, title or local(declared)) if len(rows) > 1 else ""
    series = [Series(code, names[code], look) for code, look in zip(parts, LOOKS, strict=False)]
    return _drawn(uid, series, [_bar(label, one, _whole(one, parts)) for label, one in rows], title or local(declared))


def _whole(reading: Reading, parts: Sequence[str]) -> dict[str, int]:
    found = {one.code: one.n for one in reading.known.parts} if reading.known else {}
    shown = {code: n for code in parts if (n := found.get(code)) is not None}
    return shown if len(shown) == len(parts) else {}


def _bar(label: str, reading: Reading, counts: Mapping[str, int]) -> Bar:
    if reading.why == FEW:
        # The table says why at length; in the picture there would be no room left for the name.
        return Bar(label, counts, str(words.WHY[HIDDEN]))
    return Bar(label, counts, number(reading) if reading.n is None or not counts else "")


def _drawn(uid: str, series: Sequence[Series], bars: Sequence[Bar], title: str) -> str:
    if not any(n for bar in bars for n in bar.counts.values()):
        return ""
    return pictures.bars(
        uid,
        title=title,
        about=_("The table beside the picture holds the same numbers."),
        series=series,
        rows=bars,
        rtl=get_language_bidi(),
    )


def local(declared: Declared) -> str:
    """What an indicator is called in the page's language."""
    return declared.label.in_language(languages.current())
