"""Texts of a form on a page: computed pieces filled in, everything but a little emphasis taken out."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import nh3
from django.utils.safestring import SafeString, mark_safe

from .xform import Output, Pieces

# Labels come from authors, and from spreadsheets of others: enough to set a number apart or stress a word.
TAGS = {"b", "strong", "i", "em", "u", "br", "bdi", "span", "p", "ul", "ol", "li"}
ATTRIBUTES = {"bdi": {"dir", "lang"}, "span": {"dir", "lang"}}


def clean(text: str) -> SafeString:
    """Safe HTML of a label: no script, no style, no link, no picture."""
    # What nh3 lets through is safe by construction, which is what mark_safe asserts.
    return mark_safe(nh3.clean(text, tags=TAGS, attributes=ATTRIBUTES))  # noqa: S308


@lru_cache(maxsize=8192)
def fixed(text: str) -> SafeString:
    """`clean` for a text that stands in the form as it is. Never for one with an answer in it: this is kept."""
    return clean(text)


def plain(text: str) -> str:
    """The text without any tag, for titles and sentences."""
    return nh3.clean(text, tags=set())


def assembled(pieces: Pieces, compute: Callable[[str], str]) -> str:
    """The pieces joined; computed values are escaped, because people typed them."""
    return "".join(nh3.clean_text(compute(one.expression)) if isinstance(one, Output) else one for one in pieces)
