"""Counts as pictures: stacked bars and a curve of steps, as SVG that stands in a page or in a paper.

Colour is never the only sign: each part has a pattern, and its number where there is room for it. In Arabic everything
runs from right to left, the time too. Plain attributes only, so that a page needs no inline style; a style sheet may
override them by class. The drawing is as wide as a telephone and grows from there: its letters stay readable.
Everything that a picture says stands in the table beside it as well.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

type Place = Callable[[float], float]

WIDE, LETTER, LINE = 320, 13, 17
# What one letter takes at most, on average over a label; wider than most fonts, so that nothing is cut off.
PER_LETTER = 7.2
BAR, GAP, EDGE = 20, 25, 2
PLATE, MOST_LINES = 17, 3
INK, CARD, SOFT = "#1c2b2a", "#ffffff", "#52625f"
NOTHING = format_html("{}", "")
LINES = '<path d="{}" fill="none"/>'
DOTS = '<circle cx="2" cy="2" r="{}"/><circle cx="6" cy="6" r="{}"/>'
# The look of a part: its colour where no style sheet says otherwise, and what is drawn over it on a tile of eight.
LOOKS: dict[str, tuple[str, SafeString]] = {
    "solid": ("#2f6b3a", NOTHING),
    "cross": ("#e6f2e6", format_html(LINES, "M0 4H8M4 0V8")),
    "slant": ("#e4f0ee", format_html(LINES, "M-2 2 2 -2M0 8 8 0M6 10 10 6")),
    "dots": ("#e4f0ee", format_html(DOTS, "0.7", "0.7")),
    "rows": ("#f1ece1", format_html(LINES, "M0 2H8M0 6H8")),
    "plain": ("#fff3dc", NOTHING),
}


@dataclass(frozen=True, slots=True)
class Series:
    """One kind of part that a bar may have: its key, what it is called, how it looks (`LOOKS`)."""

    key: str
    label: str
    look: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it counts, how many of each part; `note` stands at the end of its line, else the sum does."""

    label: str
    counts: Mapping[str, int]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """From `x` on the curve stands at `y`, in a band from `low` to `high`; all three from 0 to 1."""

    x: int
    y: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on the axis below, with a number beneath it: how many are still counted there."""

    x: int
    below: str


@dataclass(frozen=True, slots=True)
class Axes:
    """What the axes are called; `shares` are the marks at the side, from 0 to 1, in words (`50 %`)."""

    along: str
    below: str
    shares: Sequence[tuple[float, str]]


def bars(
    uid: str, *, title: str, about: str, series: Sequence[Series], rows: Sequence[Bar], rtl: bool = False
) -> SafeString:
    """Stacked bars on one scale, each under its label, and what the parts mean. `uid` is unique on its page."""
    side = _Side(rtl)
    drawn: list[SafeString] = []
    y, legend = _legend(uid, series, side)
    drawn += legend
    longest = max((sum(row.counts.values()) for row in rows), default=0) or 1
    for row in rows:
        total = sum(row.counts.values())
        end = row.note or str(total)
        lines = _wrapped(row.label, WIDE - (len(end) + 2) * PER_LETTER)
        y += GAP
        drawn += [side.text(0, y + LINE * number, line, bold=True) for number, line in enumerate(lines)]
        drawn.append(side.text(WIDE, y, end, end=True))
        y += LINE * (len(lines) - 1) + 6
        drawn += _parts(uid, series, row, y, (WIDE - 2 * EDGE) / longest, side)
        y += BAR
    return _svg(uid, title, about, y + EDGE, _together([_patterns(uid, series), *drawn]), rtl)


def curve(
    uid: str,
    *,
    title: str,
    about: str,
    points: Sequence[Point],
    until: int,
    ticks: Sequence[Tick],
    half: int | None,
    axes: Axes,
    rtl: bool = False,
) -> SafeString:
    """A curve of steps with its band, from nothing at 0 to `until`. `half` marks where it comes to one half."""
    side = _Side(rtl)
    left, right, top, foot = 44, WIDE - 12, 10, 170
    wide = (right - left) / (until or 1)

    def across(x: float) -> float:
        return side.x(left + x * wide)

    def up(share: float) -> float:
        return foot - share * (foot - top)

    drawn: list[SafeString] = []
    for share, word in axes.shares:
        drawn.append(_line(side.x(left), up(share), side.x(right), up(share), "pic-grid"))
        drawn.append(side.text(left - 6, up(share) + 4, word, end=True, soft=True, plain=True))
    drawn.append(_path(_band(points, until, across, up), "pic-band", fill="#cfe5e1"))
    if half is not None:
        way = f"M{across(0):.1f} {up(0.5):.1f}H{across(half):.1f}V{up(0):.1f}"
        drawn.append(_path(way, "pic-half", stroke=SOFT, dash="4 3"))
    drawn.append(_path(_steps([(one.x, one.y) for one in points], until, across, up), "pic-curve", stroke="#0b5c5a"))
    for tick in ticks:
        drawn.append(_line(across(tick.x), foot, across(tick.x), foot + 4, "pic-axis"))
        drawn.append(side.text(left + tick.x * wide, foot + 18, str(tick.x), middle=True, soft=True))
        drawn.append(side.text(left + tick.x * wide, foot + 56, tick.below, middle=True))
    drawn.append(_line(side.x(left), foot, side.x(right), foot, "pic-axis"))
    drawn.append(side.text(right, foot + 36, axes.along, end=True, soft=True))
    drawn.append(side.text(0, foot + 74, axes.below, soft=True))
    return _svg(uid, title, about, foot + 80, _together(drawn), rtl)


class _Side:
    """From which side the picture runs: places are given as in a left-to-right one."""

    def __init__(self, rtl: bool) -> None:
        self.rtl = rtl

    def x(self, x: float, wide: float = 0) -> float:
        return WIDE - x - wide if self.rtl else x

    def text(
        self, x: float, y: float, words: str, *, end: bool = False, middle: bool = False, bold: bool = False,
        soft: bool = False, plain: bool = False,
    ) -> SafeString:  # fmt: skip
        """Words that begin at x, end there, or stand around it. `plain` is a number that keeps its own direction."""
        direction = "rtl" if self.rtl and not plain else "ltr"
        # An anchor speaks of the direction of the words: in a right-to-left text its start is on the right.
        anchor = "middle" if middle else ("end" if end is not (self.rtl and plain) else "start")
        return format_html(
            '<text x="{}" y="{}" direction="{}" text-anchor="{}" fill="{}" class="{}"{}>{}</text>',
            f"{self.x(x):.1f}", f"{y:.1f}", direction, anchor, SOFT if soft else INK,
            "pic-soft" if soft else "pic-ink", format_html(' font-weight="{}"', 600) if bold else NOTHING, words,
        )  # fmt: skip


def _svg(uid: str, title: str, about: str, high: float, inside: SafeString, rtl: bool) -> SafeString:
    whole = f"{high:.0f}"
    # Arabic letters look smaller than Latin ones of the same size.
    letter, direction = (LETTER + 1, "rtl") if rtl else (LETTER, "ltr")
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" class="pic" viewBox="0 0 {} {}" width="{}" height="{}" role="img"'
        ' direction="{}" font-size="{}" aria-labelledby="{}-t {}-d"><title id="{}-t">{}</title><desc id="{}-d">{}'
        "</desc>{}</svg>",
        WIDE, whole, WIDE, whole, direction, letter, uid, uid, uid, title, uid, about, inside,
    )  # fmt: skip


def _together(parts: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))


def _patterns(uid: str, series: Sequence[Series]) -> SafeString:
    tiles = format_html_join(
        "",
        '<pattern id="{}-{}" width="8" height="8" patternUnits="userSpaceOnUse"><g class="pic-over" fill="{}"'
        ' stroke="{}" stroke-width="1" stroke-opacity="0.6">{}</g></pattern>',
        ((uid, look, INK, INK, LOOKS[look][1]) for look in dict.fromkeys(one.look for one in series) if LOOKS[look][1]),
    )
    return format_html("<defs>{}</defs>", tiles)


def _box(uid: str, look: str, x: float, y: float, wide: float, high: float) -> SafeString:
    places = (f"{x:.1f}", f"{y:.1f}", f"{wide:.1f}", f"{high:.1f}")
    under = format_html(
        '<rect x="{}" y="{}" width="{}" height="{}" fill="{}" stroke="{}" stroke-width="0.8" class="pic-{}"/>',
        *places, LOOKS[look][0], INK, look,
    )  # fmt: skip
    if not LOOKS[look][1]:
        return under
    over = format_html('<rect x="{}" y="{}" width="{}" height="{}" fill="url(#{}-{})"/>', *places, uid, look)
    return under + over


def _parts(uid: str, series: Sequence[Series], row: Bar, y: float, per_one: float, side: _Side) -> Iterable[SafeString]:
    x = float(EDGE)
    for one in series:
        count = row.counts.get(one.key, 0)
        if not count:
            continue
        wide = count * per_one
        yield _box(uid, one.look, side.x(x, wide), y, wide, BAR)
        plate = len(str(count)) * 8 + 6
        if wide >= plate + 3:
            middle = x + wide / 2
            yield format_html(
                '<rect x="{}" y="{}" width="{}" height="{}" rx="3" fill="{}" class="pic-plate"/>',
                f"{side.x(middle - plate / 2, plate):.1f}", f"{y + (BAR - PLATE) / 2:.1f}", plate, PLATE, CARD,
            )  # fmt: skip
            yield side.text(middle, y + BAR / 2 + 4.5, str(count), middle=True)
        x += wide


def _legend(uid: str, series: Sequence[Series], side: _Side) -> tuple[float, list[SafeString]]:
    """The parts one after the other, in as many lines as they need; and where the last line ends."""
    x, y, drawn = 0.0, float(LETTER), []
    for one in series:
        wide = 22 + len(one.label) * PER_LETTER
        if x and x + wide > WIDE:
            x, y = 0.0, y + LINE + 3
        drawn.append(_box(uid, one.look, side.x(x + 1, 14), y - 11, 14, 13))
        drawn.append(side.text(x + 20, y, one.label))
        x += wide + 10
    return y + 4, drawn


def _wrapped(words: str, room: float) -> list[str]:
    """The label in lines that fit; the last one ends with an ellipsis where it does not."""
    most = int(room / PER_LETTER)
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) <= most or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    kept = lines[:MOST_LINES]
    if len(lines) > MOST_LINES:
        kept[-1] += " …"
    return [line if len(line) <= most else line[: most - 1] + "…" for line in kept]


def _line(x1: float, y1: float, x2: float, y2: float, look: str) -> SafeString:
    places = (f"{x1:.1f}", f"{y1:.1f}", f"{x2:.1f}", f"{y2:.1f}")
    return format_html(
        '<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="{}" stroke-width="{}" class="{}"/>',
        *places, INK if look == "pic-axis" else "#d9d6cd", 1, look,
    )  # fmt: skip


def _path(way: str, look: str, *, fill: str = "none", stroke: str = "none", dash: str = "") -> SafeString:
    return format_html(
        '<path d="{}" fill="{}" stroke="{}" stroke-width="2" stroke-dasharray="{}" class="{}"/>',
        way, fill, stroke, dash or "none", look,
    )  # fmt: skip


def _steps(corners: Sequence[tuple[int, float]], until: int, across: Place, up: Place) -> str:
    """Level until the next corner, then at once to its height."""
    way = [f"M{across(0):.1f} {up(0):.1f}"]
    way += [f"H{across(x):.1f}V{up(share):.1f}" for x, share in corners]
    return "".join([*way, f"H{across(until):.1f}"])


def _band(points: Sequence[Point], until: int, across: Place, up: Place) -> str:
    """Along the upper bound, and back along the lower one."""
    if not points:
        return ""
    ends = [*(one.x for one in points[1:]), until]
    there = [f"V{up(one.high):.1f}H{across(end):.1f}" for one, end in zip(points, ends, strict=True)]
    back = [f"V{up(one.low):.1f}H{across(one.x):.1f}" for one in reversed(points)]
    return f"M{across(points[0].x):.1f} {up(points[0].low):.1f}" + "".join([*there, *back]) + "Z"
