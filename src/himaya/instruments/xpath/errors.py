"""What can be wrong with an expression, as a code a caller can turn into a sentence."""

from __future__ import annotations


class XPathError(Exception):
    """`code`: syntax, depth, function, arity, namespace, unsupported, value. `at` is a place in the text."""

    def __init__(self, code: str, detail: str, at: int = 0) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail
        self.at = at
