"""Pictures as drawings: they parse, add up, mirror for Arabic, and need neither colour nor an inline style."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from himaya.adapters import pictures
from himaya.adapters.pictures import Axes, Bar, Point, Series, Tick

pytestmark = pytest.mark.capability("A9")

SVG = "{http://www.w3.org/2000/svg}"
SERIES = [Series("done", "verified", "solid"), Series("open", "in progress", "slant"), Series("new", "new", "plain")]
ROWS = [Bar("Labour", {"done": 6, "open": 3, "new": 1}), Bar("Health & care <b>", {"open": 2}, "2, 1 overdue")]
AXES = Axes("days", "still waited for", [(0.0, "0%"), (0.5, "50%"), (1.0, "100%")])
POINTS = [Point(100, 0.25, 0.1, 0.5), Point(200, 0.5, 0.2, 0.8)]


def parsed(drawn: str) -> ElementTree.Element:
    return ElementTree.fromstring(drawn)  # noqa: S314 drawn by us


def bars(**changes: bool) -> ElementTree.Element:
    return parsed(pictures.bars("p", title="T", about="D", series=SERIES, rows=ROWS, **changes))


def curve(half: int | None = 200, *, rtl: bool = False) -> ElementTree.Element:
    drawn = pictures.curve("c", title="T", about="D", points=POINTS, until=400, ticks=[Tick(0, "9"), Tick(400, "2")],
                           half=half, axes=AXES, rtl=rtl)  # fmt: skip
    return parsed(drawn)


def parts(drawing: ElementTree.Element, look: str) -> list[tuple[float, float]]:
    """Where the parts of that look lie and how wide they are; the first is the one of the legend."""
    found = [one for one in drawing.iter(f"{SVG}rect") if one.get("class") == f"pic-{look}"]
    return [(float(one.get("x", "")), float(one.get("width", ""))) for one in found]


def test_parts_stand_one_after_the_other_on_one_scale() -> None:
    drawing = bars()
    (done,), (open_, other), (new,) = (parts(drawing, look)[1:] for look in ("solid", "slant", "plain"))
    assert done[1] == pytest.approx(2 * open_[1], abs=0.2)
    assert other[1] == pytest.approx(open_[1] * 2 / 3, abs=0.2)
    assert open_[0] == pytest.approx(done[0] + done[1], abs=0.2)
    assert new[0] == pytest.approx(open_[0] + open_[1], abs=0.2)
    assert new[0] + new[1] <= pictures.WIDE


def test_in_arabic_everything_is_mirrored() -> None:
    left, right = bars(), bars(rtl=True)
    assert right.get("direction") == "rtl"
    for look in ("solid", "slant", "plain"):
        mirrored = [(pictures.WIDE - x - wide, wide) for x, wide in parts(right, look)]
        assert mirrored == [pytest.approx(one, abs=0.2) for one in parts(left, look)]
    words = [one for one in right.iter(f"{SVG}text") if one.text == "Labour"]
    assert [(one.get("x"), one.get("text-anchor"), one.get("direction")) for one in words] == [
        (f"{pictures.WIDE:.1f}", "start", "rtl")
    ]


def test_each_number_stands_in_its_part_where_there_is_room() -> None:
    said = [one.text for one in bars().iter(f"{SVG}text")]
    assert {"6", "3", "1", "2", "10", "2, 1 overdue"} <= set(said)
    narrow = pictures.bars("p", title="T", about="D", series=SERIES, rows=[Bar("L", {"done": 900, "open": 1})])
    assert [one.text for one in parsed(narrow).iter(f"{SVG}text")][-2:] == ["901", "900"]


def test_no_part_is_told_by_its_colour_alone() -> None:
    drawing = bars()
    tiles = {one.get("id") for one in drawing.iter(f"{SVG}pattern")}
    assert tiles == {"p-slant"}
    over = [one.get("fill") for one in drawing.iter(f"{SVG}rect") if (one.get("fill") or "").startswith("url")]
    assert over == ["url(#p-slant)"] * 3
    assert {look for look, (_colour, tile) in pictures.LOOKS.items() if not tile} == {"solid", "plain"}
    assert len({tile for _colour, tile in pictures.LOOKS.values()}) == len(pictures.LOOKS) - 1


def test_what_is_written_in_it_is_escaped_and_told_to_whoever_does_not_see() -> None:
    drawing = bars()
    assert "Health & care <b>" in [one.text for one in drawing.iter(f"{SVG}text")]
    assert drawing.get("role") == "img"
    named = (drawing.get("aria-labelledby") or "").split()
    assert [one.text for one in drawing.iter() if one.get("id") in named] == ["T", "D"]


@pytest.mark.parametrize("drawn", [
    pictures.bars("p", title="T", about="D", series=SERIES, rows=ROWS),
    pictures.curve("c", title="", about="", points=POINTS, until=400, ticks=[], half=None, axes=AXES),
])  # fmt: skip
def test_nothing_needs_an_inline_style_or_a_script(drawn: str) -> None:
    assert not re.search(r"\sstyle=|<style|<script|\son\w+=|href", drawn)


def test_a_long_name_breaks_into_lines_and_ends_with_an_ellipsis() -> None:
    long = Bar("Délégation interministérielle " * 8, {"done": 1})
    drawing = parsed(pictures.bars("p", title="T", about="D", series=SERIES, rows=[long]))
    lines = [one.text or "" for one in drawing.iter(f"{SVG}text") if "interminist" in (one.text or "")]
    assert len(lines) == pictures.MOST_LINES
    assert lines[-1].endswith("…")
    assert max(map(len, lines)) * pictures.PER_LETTER <= pictures.WIDE


def test_nothing_to_count_draws_no_bar() -> None:
    drawing = parsed(pictures.bars("p", title="T", about="D", series=SERIES, rows=[Bar("Labour", {"done": 0})]))
    assert [len(parts(drawing, one.look)) for one in SERIES] == [1, 1, 1]


def path_of(drawing: ElementTree.Element, look: str) -> list[str]:
    return [one.get("d", "") for one in drawing.iter(f"{SVG}path") if one.get("class") == look]


def test_the_curve_is_level_until_it_jumps_and_mirrored_in_arabic() -> None:
    (way,) = path_of(curve(), "pic-curve")
    corners = re.findall(r"([MHV])([\d.]+)", way)
    assert [one for one, _place in corners] == ["M", "H", "V", "H", "V", "H"]
    (back,) = path_of(curve(rtl=True), "pic-curve")
    there, here = ([float(x) for x in re.findall(r"[MH]([\d.]+)", one)] for one in (way, back))
    assert here == [pytest.approx(pictures.WIDE - x, abs=0.2) for x in there]
    assert there == sorted(there)


def test_the_half_is_marked_only_where_it_is_reached() -> None:
    assert path_of(curve(200), "pic-half")
    assert not path_of(curve(None), "pic-half")


def test_the_marks_below_carry_the_day_and_how_many_are_left() -> None:
    said = [one.text for one in curve().iter(f"{SVG}text")]
    assert [one for one in said if one in ("0", "9", "400", "2")] == ["0", "9", "400", "2"]


@given(counts=st.lists(st.integers(0, 5000), min_size=3, max_size=3), rtl=st.booleans())
def test_whatever_is_counted_nothing_leaves_the_picture(counts: list[int], rtl: bool) -> None:
    row = Bar("L", dict(zip(("done", "open", "new"), counts, strict=True)))
    drawing = parsed(
        pictures.bars("p", title="T", about="D", series=SERIES, rows=[row, Bar("M", {"done": 1})], rtl=rtl)
    )
    for look in ("solid", "slant", "plain"):
        assert all(x >= -0.1 and x + wide <= pictures.WIDE + 0.1 for x, wide in parts(drawing, look))
