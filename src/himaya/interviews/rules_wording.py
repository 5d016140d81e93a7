"""Whether words judge if somebody is to be believed. Pure; the words themselves are content.

Source: domain/interview.md, Documentation (no credibility score) and domain/risk.md, Trauma and testimony (demeanour
is not recorded as credibility). It asks once: whoever insists keeps the words; what the person said is not looked at.

>>> find = finder(("menteu*", "ment", "made up", "كذب*"))
>>> find("Elle ment."), find("santé mentale"), find("She Made  up all of it"), find("وبالكذب"), find("مكتب")
(True, False, True, True, False)
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import Final

Finder = Callable[[str], bool]
# Particles that stand before an Arabic word in one piece with it.
_BEFORE: Final = "(?:[وف])?(?:[بكل])?(?:ال|لل)?"


def finder(starts: Iterable[str]) -> Finder:
    """A test for any of the words, or with a star for any word that begins so."""
    found = re.compile(rf"(?<!\w){_BEFORE}(?:{'|'.join(_pattern(one) for one in starts)})(?!\w)")
    return lambda text: found.search(_plain(text)) is not None


def _pattern(start: str) -> str:
    words = r"\s+".join(re.escape(part) for part in _plain(start.rstrip("*")).split())
    return words + (r"\w*" if start.endswith("*") else "")


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()
