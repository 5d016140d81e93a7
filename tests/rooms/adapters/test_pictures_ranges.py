"""Figures with their ranges as a picture: what has none stands alone, what has no end runs to the edge."""

import re

import pytest

from himaya.adapters.pictures_ranges import Range, ranges, scale

pytestmark = pytest.mark.capability("H5")
ROWS = [
    Range("One", "11,313", 11_313, 9_884, 13_027),
    Range("Two <b>", "25,311", 25_311, 11_168, None),
    Range("Three", "no estimate", None),
    Range("Without A", "8,000", 8_000, weighty=False),
]


def drawn(*, rtl: bool = False) -> str:
    return str(ranges("u", title="T", about="A", rows=ROWS, numbers=[(10_000, "10,000")], rtl=rtl))


def test_each_figure_has_its_mark_and_each_range_its_ends() -> None:
    picture = drawn()
    assert picture.count("<circle") == 2
    assert len(re.findall(r"V[\d.]+\"", picture)) == 3, "two ends, and one of the range without an upper one"
    assert "Two &lt;b&gt;" in picture
    assert "style" not in picture


def test_in_arabic_the_greater_figure_lies_to_the_left() -> None:
    def places(picture: str) -> list[float]:
        return [float(x) for x in re.findall(r'<circle cx="([\d.]+)"', picture)]

    one, two = places(drawn())
    assert one < two
    one, two = places(drawn(rtl=True))
    assert one > two


@pytest.mark.parametrize("numbers", [[], [5.0], [1.0, 1e9], [157.0, 350.0], [0.5, 2.0]])
def test_a_scale_has_a_few_round_numbers_within_what_is_drawn(numbers: list[float]) -> None:
    found = scale(numbers)
    assert len(found) <= 5
    assert all(min(numbers) <= n <= max(numbers) for n in found)


def test_nothing_to_draw_is_a_picture_all_the_same() -> None:
    assert "<svg" in ranges("u", title="T", about="A", rows=[Range("One", "no estimate", None)], numbers=[])
