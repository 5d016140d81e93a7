"""A few levels over time as a picture: one mark for each time, a line only between two that are known.

What is not known stands at no level: there is a gap, never a line at the lowest. As in `pictures`, colour is never the
only sign, plain attributes only, and in Arabic time runs from right to left.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from himaya.adapters.pictures import CARD, WIDE, _line, _path, _Side, _svg, _together

TOP, STEP, LABELS = 14, 34, 92


@dataclass(frozen=True, slots=True)
class Mark:
    """One time: what stands below it, its level from 1 on (0: not known), and whether it is at least that only."""

    below: str
    level: int
    sure: bool = True


def levels(
    uid: str, *, title: str, about: str, steps: Sequence[str], marks: Sequence[Mark], along: str, unsure: str,
    rtl: bool = False,
) -> SafeString:  # fmt: skip
    """The levels named at the side, the highest on top. `uid` is unique on its page."""
    side = _Side(rtl)
    foot = TOP + STEP * len(steps)
    left, right = LABELS, WIDE - 12
    apart = (right - left) / max(len(marks), 1)

    def across(place: int) -> float:
        return left + apart * (place + 0.5)

    def up(level: int) -> float:
        return foot - STEP * (level - 0.5)

    drawn: list[SafeString] = []
    for number, word in enumerate(steps, start=1):
        drawn.append(_line(side.x(left), up(number), side.x(right), up(number), "pic-grid"))
        drawn.append(side.text(left - 8, up(number) + 4, word, end=True, soft=True))
    for place, (one, other) in enumerate(zip(marks, marks[1:], strict=False)):
        if one.level and other.level:
            ends = (side.x(across(place)), up(one.level), side.x(across(place + 1)), up(other.level))
            way = "M{:.1f} {:.1f}L{:.1f} {:.1f}".format(*ends)
            drawn.append(_path(way, "pic-curve", stroke="#0b5c5a"))
    for place, one in enumerate(marks):
        if one.level:
            drawn.append(_dot(side.x(across(place)), up(one.level), sure=one.sure))
        drawn.append(side.text(across(place), foot + 18, one.below, middle=True, plain=True))
    drawn.append(_line(side.x(left), foot, side.x(right), foot, "pic-axis"))
    drawn.append(side.text(0, foot + 38, along, soft=True))
    high = foot + 46
    if any(not one.sure and one.level for one in marks):
        drawn.append(side.text(0, foot + 56, unsure, soft=True))
        high += 18
    return _svg(uid, title, about, high, _together(drawn), rtl)


def _dot(x: float, y: float, *, sure: bool) -> SafeString:
    return format_html(
        '<circle cx="{}" cy="{}" r="5" fill="{}" stroke="#0b5c5a" stroke-width="2" class="{}"/>',
        f"{x:.1f}", f"{y:.1f}", "#0b5c5a" if sure else CARD, "pic-mark" if sure else "pic-mark-least",
    )  # fmt: skip
