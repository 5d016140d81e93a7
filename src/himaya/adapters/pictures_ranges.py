"""Figures with the range each may lie in, as a picture: one line for each, all on one scale that doubles evenly.

A figure without its range stands as a mark alone; a range without an upper end runs to the edge and is left open there.
As in `pictures`, colour is never the only sign, plain attributes only, and in Arabic the scale runs from right to left.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from himaya.adapters.pictures import (
    GAP,
    INK,
    LINE,
    PER_LETTER,
    WIDE,
    Place,
    _line,
    _path,
    _Side,
    _svg,
    _together,
    _wrapped,
)

# A dense range, and its ends.
HIGH, END = 16, 5
STEPS = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class Range:
    """One line: what it is called, what stands at its end in words; the figure and its ends, None where there is none.

    `weighty`: one that is compared, and not one that only shows what a change would do.
    """

    label: str
    said: str
    at: float | None
    low: float | None = None
    high: float | None = None
    weighty: bool = True


def ranges(
    uid: str, *, title: str, about: str, rows: Sequence[Range], numbers: Sequence[tuple[float, str]], rtl: bool = False
) -> SafeString:
    """The lines one below the other. `numbers` are the places of the scale, in words; `uid` is unique on its page."""
    side = _Side(rtl)
    known = [n for row in rows for n in (row.at, row.low, row.high) if n] + [n for n, _ in numbers]
    least, most = min(known, default=1.0), max(known, default=10.0)
    wide = (WIDE - 24) / (math.log(most / least) or 1)

    def across(number: float) -> float:
        return 12 + math.log(max(number, least) / least) * wide

    drawn: list[SafeString] = []
    y = 0.0
    for row in rows:
        lines = _wrapped(row.label, WIDE - (len(row.said) + 2) * PER_LETTER)
        y += GAP - (0 if row.weighty else 4)
        drawn += [side.text(0, y + LINE * place, line, bold=row.weighty) for place, line in enumerate(lines)]
        drawn.append(side.text(WIDE, y, row.said, end=True, plain=True))
        y += LINE * (len(lines) - 1) + 6
        drawn += _marks(row, y + HIGH / 2, across, side)
        y += HIGH
    foot = y + 8
    drawn.append(_line(side.x(12), foot, side.x(WIDE - 12), foot, "pic-axis"))
    for number, word in numbers:
        x = across(number)
        drawn.append(_line(side.x(x), foot, side.x(x), foot + 4, "pic-axis"))
        # The outermost words stay on the picture.
        room = len(word) * PER_LETTER / 2
        drawn.append(side.text(min(max(x, room), WIDE - room), foot + 18, word, middle=True, soft=True, plain=True))
    return _svg(uid, title, about, foot + 26, _together(drawn), rtl)


def scale(numbers: Sequence[float], *, most: int = 5) -> list[int]:
    """Round numbers within the least and the greatest, so many at most.

    >>> scale([9_884, 11_313, 56_052])
    [10000, 20000, 50000]
    """
    if not numbers:
        return []
    least, greatest = min(numbers), max(numbers)
    found = [
        step * 10**power
        for power in range(math.floor(math.log10(max(least, 1))), math.ceil(math.log10(max(greatest, 1))) + 1)
        for step in STEPS
        if least <= step * 10**power <= greatest
    ]
    while len(found) > most:
        found = found[::2]
    return found


def _marks(row: Range, y: float, across: Place, side: _Side) -> list[SafeString]:
    drawn: list[SafeString] = []
    if row.low is not None:
        first, last = across(row.low), WIDE - 2 if row.high is None else across(row.high)
        drawn.append(_path(f"M{side.x(first):.1f} {y:.1f}H{side.x(last):.1f}", "pic-curve", stroke="#0b5c5a"))
        drawn.append(_end(first, y, side))
        if row.high is not None:
            drawn.append(_end(last, y, side))
    if row.at is not None:
        x = side.x(across(row.at))
        if row.weighty:
            drawn.append(
                format_html('<circle cx="{}" cy="{}" r="5" fill="{}" class="pic-ink"/>', f"{x:.1f}", f"{y:.1f}", INK)
            )
        else:
            way = f"M{x - 4:.1f} {y:.1f}L{x:.1f} {y - 5:.1f}L{x + 4:.1f} {y:.1f}L{x:.1f} {y + 5:.1f}Z"
            drawn.append(_path(way, "pic-half", stroke=INK))
    return drawn


def _end(x: float, y: float, side: _Side) -> SafeString:
    return _path(f"M{side.x(x):.1f} {y - END:.1f}V{y + END:.1f}", "pic-curve", stroke="#0b5c5a")
