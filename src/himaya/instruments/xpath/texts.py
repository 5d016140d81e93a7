"""Functions of texts and of selections."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from functools import lru_cache

from .errors import XPathError
from .values import Value, cell_text, number, string

# Patterns come with the form, texts from anywhere: no pattern is tried on a long text.
LONGEST_MATCHED = 500


def opened(values: tuple[Value, ...]) -> list[str]:
    found: list[str] = []
    for value in values:
        if isinstance(value, list):
            found.extend(cell_text(cell) for cell in value)
        else:
            found.append(string(value))
    return found


def concat(*values: Value) -> Value:
    return "".join(opened(values))


def join(separator: Value, *values: Value) -> Value:
    return string(separator).join(opened(values))


def selected(value: Value, wanted: Value) -> Value:
    """Whether a list of words holds a word; an empty word is in an empty list, as in JavaRosa."""
    return f" {string(wanted).strip()} " in f" {string(value)} "


def selected_at(value: Value, index: Value) -> Value:
    chosen, place = string(value).split(), number(index)
    return chosen[int(place)] if math.isfinite(place) and 0 <= place < len(chosen) else ""


def count_selected(value: Value) -> Value:
    return float(len(string(value).split()))


def substr(value: Value, start: Value, end: Value | None = None) -> Value:
    """Places from 0, the end not included, negative places from the end."""
    text = string(value)
    first = number(start)
    last = float(len(text)) if end is None else number(end)
    if math.isnan(first) or math.isnan(last):
        return ""
    first = max(0.0, first + len(text) if first < 0 else first)
    last = min(float(len(text)), last + len(text) if last < 0 else last)
    return text[int(first) : int(last)] if first < last else ""


def substring_before(value: Value, mark: Value) -> Value:
    before, found, _ = string(value).partition(string(mark)) if string(mark) else ("", "", "")
    return before if found else ""


def substring_after(value: Value, mark: Value) -> Value:
    if not string(mark):
        return string(value)
    return string(value).partition(string(mark))[2]


def translate(value: Value, these: Value, those: Value) -> Value:
    source, target = string(these), string(those)
    table: dict[int, str | None] = {}
    for place, letter in enumerate(source):
        table.setdefault(ord(letter), target[place] if place < len(target) else None)
    return string(value).translate(table)


def normalize_space(value: Value) -> Value:
    return " ".join(string(value).split())


@lru_cache(maxsize=512)
def pattern(text: str) -> re.Pattern[str]:
    """A pattern as Java reads it, in Python. Raises XPathError."""
    try:
        return re.compile(text.replace(r"\p{L}", r"[^\W\d_]"), re.ASCII if r"\p{L}" not in text else 0)
    except (re.error, RecursionError, OverflowError) as reason:
        raise XPathError("value", f"the pattern {text!r}: {reason}") from reason


def regex(value: Value, expression: Value) -> Value:
    """Whether the whole text matches."""
    text = string(value)
    return len(text) <= LONGEST_MATCHED and pattern(string(expression)).fullmatch(text) is not None


TABLE: dict[str, tuple[int, int | None, Callable[..., Value]]] = {
    "concat": (1, None, concat),
    "join": (1, None, join),
    "selected": (2, 2, selected),
    "is-selected": (2, 2, selected),
    "selected-at": (2, 2, selected_at),
    "count-selected": (1, 1, count_selected),
    "substr": (2, 3, substr),
    "substring-before": (2, 2, substring_before),
    "substring-after": (2, 2, substring_after),
    "translate": (3, 3, translate),
    "contains": (2, 2, lambda value, part: string(part) in string(value)),
    "starts-with": (2, 2, lambda value, part: string(value).startswith(string(part))),
    "ends-with": (2, 2, lambda value, part: string(value).endswith(string(part))),
    "string-length": (1, 1, lambda value: float(len(string(value)))),
    "normalize-space": (1, 1, normalize_space),
    "regex": (2, 2, regex),
}
