"""From tokens to a tree. Recursive descent with a floor: deeper nesting than DEEPEST is refused, not crashed on."""

from __future__ import annotations

from functools import lru_cache

from .errors import XPathError
from .lexer import Token, tokens
from .tree import Call, Chain, Expr, Literal, Minus, Number, Path, Step

DEEPEST = 48
# From weakest to strongest (W3C XPath 1.0, sections 3.4 and 3.5).
_LEVELS = (
    ("or",),
    ("and",),
    ("=", "!="),
    ("<", "<=", ">", ">="),
    ("+", "-"),
    ("*", "div", "mod"),
)
_NODE_TESTS = ("node", "text")
_AXES = ("child", "self", "parent", "attribute", "descendant")


@lru_cache(maxsize=4096)
def parse(text: str) -> Expr:
    """The tree of an expression. Raises XPathError with code syntax or depth."""
    reader = _Reader(tokens(text))
    expr = reader.expression()
    reader.expect_end()
    return expr


class _Reader:
    def __init__(self, found: list[Token]) -> None:
        self.found = found
        self.at = 0
        self.depth = 0

    @property
    def token(self) -> Token:
        return self.found[self.at]

    def take(self) -> Token:
        token = self.found[self.at]
        if token.kind != "end":
            self.at += 1
        return token

    def is_mark(self, text: str) -> bool:
        return self.token.text == text and self.token.kind in ("mark", "operator")

    def expect(self, text: str) -> None:
        if not self.is_mark(text):
            raise self.wrong(f"{text!r} is missing")
        self.take()

    def expect_end(self) -> None:
        if self.token.kind != "end":
            raise self.wrong(f"{self.token.text!r} does not belong here")

    def wrong(self, detail: str) -> XPathError:
        return XPathError("syntax", detail, self.token.at)

    def expression(self) -> Expr:
        self.depth += 1
        if self.depth > DEEPEST:
            raise XPathError("depth", f"nested more than {DEEPEST} deep", self.token.at)
        expr = self.level(0)
        self.depth -= 1
        return expr

    def level(self, level: int) -> Expr:
        if level == len(_LEVELS):
            return self.unary()
        first = self.level(level + 1)
        rest: list[tuple[str, Expr]] = []
        while self.token.kind == "operator" and self.token.text in _LEVELS[level]:
            operator = self.take().text
            rest.append((operator, self.level(level + 1)))
        return Chain(first, tuple(rest)) if rest else first

    def unary(self) -> Expr:
        minuses = 0
        while self.is_mark("-"):
            self.take()
            minuses += 1
        expr = self.union()
        if not minuses:
            return expr
        return Minus(expr) if minuses % 2 else Minus(Minus(expr))

    def union(self) -> Expr:
        first = self.path()
        rest: list[tuple[str, Expr]] = []
        while self.is_mark("|"):
            self.take()
            rest.append(("|", self.path()))
        return Chain(first, tuple(rest)) if rest else first

    def path(self) -> Expr:
        token = self.token
        if token.kind == "number":
            return Number(float(self.take().text))
        if token.kind == "literal":
            return Literal(self.take().text[1:-1])
        if self.is_mark("("):
            self.take()
            inner = self.expression()
            self.expect(")")
            if self.is_mark("[") or self.is_mark("/"):
                raise self.wrong("a path may not begin with a bracket")
            return inner
        if token.kind == "name" and self.found[self.at + 1].text == "(" and token.text not in _NODE_TESTS:
            return self.call_path()
        if self.is_mark("/"):
            self.take()
            return Path("/", self.steps() if self.begins_step() else ())
        if self.is_mark("//"):
            raise self.wrong("'//' is not allowed in forms")
        if self.begins_step():
            return Path(None, self.steps())
        raise self.wrong("a value is missing" if token.kind == "end" else f"{token.text!r} does not belong here")

    def call_path(self) -> Expr:
        call = self.call()
        filters = self.predicates()
        if self.is_mark("/"):
            self.take()
            return Path(call, self.steps(), filters)
        return Path(call, (), filters) if filters else call

    def call(self) -> Call:
        name = self.take()
        self.expect("(")
        arguments: list[Expr] = []
        if not self.is_mark(")"):
            arguments.append(self.expression())
            while self.is_mark(","):
                self.take()
                arguments.append(self.expression())
        self.expect(")")
        return Call(name.text, tuple(arguments), name.at)

    def begins_step(self) -> bool:
        token = self.token
        return token.kind == "name" or (token.kind == "mark" and token.text in (".", "..", "@", "*"))

    def steps(self) -> tuple[Step, ...]:
        steps = [self.step()]
        while self.is_mark("/"):
            self.take()
            steps.append(self.step())
        if self.is_mark("//"):
            raise self.wrong("'//' is not allowed in forms")
        return tuple(steps)

    def step(self) -> Step:
        if not self.begins_step():
            raise self.wrong("a step of the path is missing")
        token = self.take()
        if token.text == "." and token.kind == "mark":
            return Step("self", "*", self.predicates())
        if token.text == "..":
            return Step("parent", "*", self.predicates())
        if token.text == "@":
            return Step("attribute", self.name(), self.predicates())
        if self.is_mark("::"):
            if token.text not in _AXES:
                raise XPathError("unsupported", f"axis {token.text}", token.at)
            self.take()
            return Step(token.text, self.name(), self.predicates())
        name = token.text
        if name in _NODE_TESTS and self.is_mark("("):
            self.take()
            self.expect(")")
            name = "*"
        return Step("child", name, self.predicates())

    def name(self) -> str:
        if self.token.kind != "name" and not self.is_mark("*"):
            raise self.wrong("a name is missing")
        name = self.take().text
        if name in _NODE_TESTS and self.is_mark("("):
            self.take()
            self.expect(")")
            return "*"
        return name

    def predicates(self) -> tuple[Expr, ...]:
        found: list[Expr] = []
        while self.is_mark("["):
            self.take()
            found.append(self.expression())
            self.expect("]")
        return tuple(found)
