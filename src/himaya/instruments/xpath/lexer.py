"""From text to tokens, in one pass. Source: W3C XPath 1.0, section 3.7, with the JavaRosa reading of names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .errors import XPathError

LONGEST = 20_000
_TOKEN = re.compile(
    r"""\s*(?:
      (?P<number>\d+(?:\.\d*)?|\.\d+)
    | (?P<literal>"[^"]*"|'[^']*')
    | (?P<name>[^\W\d][\w.\-]*(?::(?:\*|[^\W\d][\w.\-]*))?)
    | (?P<mark>//|::|\.\.|!=|<=|>=|[()\[\].@,/|+\-=<>*])
    )""",
    re.VERBOSE,
)
_NAMED = ("and", "or", "div", "mod")
_SIGNS = ("=", "!=", "<", "<=", ">", ">=", "+", "-", "|")
# After one of these, `*` multiplies and `and` joins; elsewhere they are a wildcard and a name (section 3.7).
_OPERAND_ENDS = frozenset({")", "]", ".", ".."})
_SMART = dict.fromkeys("\u2018\u2019\u201c\u201d\u00ab\u00bb", "smart quote")


@dataclass(frozen=True, slots=True)
class Token:
    """`kind`: number, literal, name, operator, mark, end."""

    kind: str
    text: str
    at: int


def tokens(text: str) -> list[Token]:
    """All tokens and one of kind `end`. Raises XPathError."""
    if len(text) > LONGEST:
        raise XPathError("depth", f"longer than {LONGEST} characters")
    found: list[Token] = []
    at, end = 0, len(text.rstrip())
    while at < end:
        match = _TOKEN.match(text, at)
        if match is None:
            raise XPathError("syntax", _complaint(text, at), at)
        kind = match.lastgroup or ""
        word = match.group(kind)
        start = match.start(kind)
        named = word in _NAMED or word == "*"
        if kind != "literal" and (word in _SIGNS or (named and _operand_before(found))):
            kind = "operator"
        found.append(Token(kind, word, start))
        at = match.end()
    found.append(Token("end", "", end))
    return found


def _operand_before(found: list[Token]) -> bool:
    if not found:
        return False
    last = found[-1]
    if last.kind in ("number", "literal", "name"):
        return True
    return last.kind == "mark" and (last.text in _OPERAND_ENDS or last.text == "*")


def _complaint(text: str, at: int) -> str:
    rest = text[at:].lstrip()
    if rest[:1] in _SMART:
        return f"smart quote {rest[:1]}"
    if rest[:1] in "'\"":
        return "a quotation that never closes"
    return f"unexpected {rest[:1]!r}"
