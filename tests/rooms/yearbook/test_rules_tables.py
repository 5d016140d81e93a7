"""Which lines of a table are shown: a truth table, then what holds of every table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from himaya.yearbook.rules_tables import IN_PART, NOTHING, TOTAL_ONLY, WHOLE, show

pytestmark = pytest.mark.capability("H6")
Line = int | None

# Counts in the order of their lines; the state; the lines that may be read ("-": hidden); the total.
TRUTH = """
40 0 30         whole       40 0 30         70
0 0 0           whole       0 0 0           0
11 11 11        whole       11 11 11        33
4               nothing     -               -
3 4             nothing     - -             -
10 0 0          nothing     - - -           -
11 0            whole       11 0            11
5 6             total_only  - -             11
10 10 10        total_only  - - -           30
40 3            in_part     - -             43
12 4            total_only  - -             16
40 3 30 0       in_part     40 - - 0        73
40 30 3         in_part     40 - -          73
40 3 11         in_part     - - -           54
40 3 12 13      in_part     - - - -         68
40 1 2 3 20     in_part     40 - - - -      66
40 10 10 19     in_part     40 - - -        79
40 9 20 1 0     in_part     40 - - - 0      70
"""


def rows() -> list[tuple[list[int], str, list[Line], Line]]:
    found = []
    for row in TRUTH.strip().splitlines():
        words = row.split()
        at = next(place for place, word in enumerate(words) if word.isalpha() or "_" in word)
        lines = [None if word == "-" else int(word) for word in words[at + 1 :]]
        found.append(([int(word) for word in words[:at]], words[at], lines[:-1], lines[-1]))
    return found


@pytest.mark.parametrize(("counts", "state", "lines", "total"), rows())
def test_the_truth_table(counts: list[int], state: str, lines: list[Line], total: Line) -> None:
    shown = show({f"l{place}": n for place, n in enumerate(counts)})
    assert (shown.state, list(shown.lines.values()), shown.total) == (state, lines, total)


def test_of_a_silent_total_nothing_is_told() -> None:
    shown = show({"a": 40, "b": 30}, silent=True)
    assert (shown.state, shown.total, set(shown.lines.values())) == (NOTHING, None, {None})


def test_a_count_below_zero_is_an_error_of_the_program() -> None:
    with pytest.raises(ValueError, match="below zero"):
        show({"a": -1})


COUNTS = st.lists(st.one_of(st.just(0), st.integers(0, 14), st.integers(0, 400)), min_size=1, max_size=14)


@given(counts=COUNTS)
def test_no_small_number_is_ever_shown_and_no_zero_is_hidden_beside_shown_lines(counts: list[int]) -> None:
    shown = show({f"l{place}": n for place, n in enumerate(counts)})
    lines = list(shown.lines.values())
    assert not any(n is not None and 0 < n < 11 for n in (*lines, shown.total))
    if shown.state in (WHOLE, IN_PART):
        assert [n for n in counts if not n] == [n for n in lines if n == 0]
        assert all(line is None or line == n for line, n in zip(lines, counts, strict=True))
    if shown.state == IN_PART:
        assert shown.hidden > 1
    if shown.state == TOTAL_ONLY:
        assert shown.hidden == len(counts)


@given(counts=COUNTS, other=st.integers(11, 400))
def test_which_lines_are_hidden_does_not_hang_on_how_large_the_shown_ones_are(counts: list[int], other: int) -> None:
    """Seen red with the smallest taken along instead of the last."""
    names = [f"l{place}" for place in range(len(counts))]
    shown = show(dict(zip(names, counts, strict=True)))
    if shown.state != IN_PART:
        return
    changed = {
        name: other if shown.lines[name] is not None and n >= 11 else n for name, n in zip(names, counts, strict=True)
    }
    again = show(changed)
    assert {name for name, n in again.lines.items() if n is None} == {
        name for name, n in shown.lines.items() if n is None
    }
