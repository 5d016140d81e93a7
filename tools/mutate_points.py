"""Where the product can be broken by one small change, which of those places a seed chooses, and how a file is written
that holds its changes behind a switch (mutate_switch.py). Used by mutate.py.

Not touched, because a change there says nothing about behaviour: docstrings, annotations, `__all__`, what is imported
for types only, f-strings, `assert`, logging, and lengths of columns, which SQLite does not hold anybody to.
"""

import ast
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

# Files that decide: what is right, who may, who sees, what comes after what, and what is written.
PATTERNS = ("**/rules*.py", "**/policy*.py", "**/access*.py", "**/states*.py", "**/actions/*.py", "kernel/*.py")
# Of one file; two changes of one file never lie in each other.
MOST_OF_A_FILE = 2

_SWAPPED: dict[type[ast.cmpop], str] = {
    ast.Eq: "!=",
    ast.NotEq: "==",
    ast.Is: "is not",
    ast.IsNot: "is",
    ast.In: "not in",
    ast.NotIn: "in",
    # The edge, because negating an `if` already breaks what is far from it.
    ast.Lt: "<=",
    ast.LtE: "<",
    ast.Gt: ">=",
    ast.GtE: ">",
}
_SIGNS: dict[type[ast.cmpop], str] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Is: "is",
    ast.IsNot: "is not",
    ast.In: "in",
    ast.NotIn: "not in",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}
_EDGES = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
_LOGGING = {"logger", "log", "logging", "warnings", "_log"}
_NOT_NUMBERS_OF_OURS = {"max_length", "max_digits", "decimal_places", "stacklevel"}
_REMEMBERS = {"cache", "lru_cache"}


@dataclass(frozen=True)
class Point:
    """One place and its one change, from byte to byte; a statement is switched off, anything else is replaced."""

    file: str
    line: int
    room: str
    kind: str
    start: int
    end: int
    before: str
    after: str
    # Read once and kept (at import, or by a function that remembers): only a new process sees the change.
    kept: bool
    id: int = 0

    @property
    def is_statement(self) -> bool:
        return self.kind in ("raise dropped", "call dropped")

    @property
    def told(self) -> str:
        before, after = (" ".join(text.split()) for text in (self.before, self.after))
        return before if self.is_statement else f"{before} -> {after}"


class _Finder(ast.NodeVisitor):
    def __init__(self, file: str, room: str, source: str) -> None:
        self.file, self.room, self.source = file, room, source
        self.points: list[Point] = []
        self.within = 0
        self.remembers = False
        self.tells_yes_or_no = False
        self.lines = [0]
        for line in source.encode().splitlines(keepends=True):
            self.lines.append(self.lines[-1] + len(line))

    def at(self, node: ast.expr | ast.stmt) -> tuple[int, int]:
        end = self.lines[(node.end_lineno or node.lineno) - 1] + (node.end_col_offset or 0)
        return self.lines[node.lineno - 1] + node.col_offset, end

    def text(self, node: ast.expr | ast.stmt) -> str:
        start, end = self.at(node)
        return self.source.encode()[start:end].decode()

    def add(self, kind: str, node: ast.expr | ast.stmt, after: str = "") -> None:
        start, end = self.at(node)
        if not after and self.source.encode()[self.lines[node.lineno - 1] : start].strip():
            return  # A statement that shares its line with another cannot be switched off by a word before it.
        kept = self.remembers or not self.within
        self.points.append(Point(self.file, node.lineno, self.room, kind, start, end, self.text(node), after, kept))

    # What is walked past.

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self.visit(node.value)

    def visit_Assign(self, node: ast.Assign) -> None:
        if not any(isinstance(one, ast.Name) and one.id == "__all__" for one in node.targets):
            self.generic_visit(node)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        pass

    def visit_Assert(self, node: ast.Assert) -> None:
        pass

    def visit_TypeAlias(self, node: ast.TypeAlias) -> None:
        pass

    def visit_match_case(self, node: ast.match_case) -> None:
        for one in (*([node.guard] if node.guard else []), *node.body):
            self.visit(one)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        for one in (*node.decorator_list, *node.body):
            self.visit(one)

    # What is inside of a function runs later, and as often as it is called.

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        for one in (*node.decorator_list, *node.args.defaults, *(d for d in node.args.kw_defaults if d)):
            self.visit(one)
        if node.name in ("__repr__", "__str__"):
            return
        before = self.tells_yes_or_no, self.remembers
        self.tells_yes_or_no = isinstance(node.returns, ast.Name) and node.returns.id == "bool"
        self.remembers = self.remembers or any(_last_name(one) in _REMEMBERS for one in node.decorator_list)
        self.within += 1
        for statement in node.body:
            self.visit(statement)
        self.within -= 1
        self.tells_yes_or_no, self.remembers = before

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self.within += 1
        self.visit(node.body)
        self.within -= 1

    # What is changed.

    def visit_Compare(self, node: ast.Compare) -> None:
        parts = [node.left, *node.comparators]
        for place, operator in enumerate(node.ops):
            words = [f"({self.text(parts[0])})"]
            for index, (sign, right) in enumerate(zip(node.ops, parts[1:], strict=True)):
                words += [_SWAPPED[type(operator)] if index == place else _SIGNS[type(sign)], f"({self.text(right)})"]
            self.add("comparison swapped", node, " ".join(words))
        self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        word = " or " if isinstance(node.op, ast.And) else " and "
        self.add("and/or swapped", node, word.join(f"({self.text(one)})" for one in node.values))
        self.generic_visit(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> None:
        if isinstance(node.op, ast.Not):
            self.add("not dropped", node, f"({self.text(node.operand)})")
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        if type(node.value) is int:
            self.add("number + 1", node, str(node.value + 1))

    def visit_Call(self, node: ast.Call) -> None:
        for one in (node.func, *node.args, *(k.value for k in node.keywords if k.arg not in _NOT_NUMBERS_OF_OURS)):
            self.visit(one)

    def visit_Expr(self, node: ast.Expr) -> None:
        call = node.value
        if isinstance(call, ast.Call) and not _logs(call):
            self.add("call dropped", node)
            self.visit(call)
        elif isinstance(call, ast.Yield | ast.YieldFrom):
            self.generic_visit(call)

    def visit_Raise(self, node: ast.Raise) -> None:
        self.add("raise dropped", node)
        self.generic_visit(node)

    def visit_If(self, node: ast.If) -> None:
        if _last_name(node.test) == "TYPE_CHECKING":
            return
        self._negate("condition negated", node.test)
        self.generic_visit(node)

    def visit_IfExp(self, node: ast.IfExp) -> None:
        self._negate("condition negated", node.test)
        self.generic_visit(node)

    def visit_comprehension(self, node: ast.comprehension) -> None:
        for one in node.ifs:
            self._negate("condition negated", one)
        self.generic_visit(node)

    def visit_Return(self, node: ast.Return) -> None:
        if self.tells_yes_or_no and node.value is not None:
            self._negate("answer inverted", node.value)
        self.generic_visit(node)

    def _negate(self, kind: str, node: ast.expr) -> None:
        """Unless another kind of change already says the same."""
        swapped = isinstance(node, ast.Compare) and len(node.ops) == 1 and not isinstance(node.ops[0], _EDGES)
        if not swapped and not (isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)):
            self.add(kind, node, f"(not ({self.text(node)}))")


def _last_name(node: ast.expr) -> str:
    node = node.func if isinstance(node, ast.Call) else node
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _logs(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and _last_name(call.func.value) in _LOGGING


def files(package: Path) -> list[Path]:
    """The files that decide, without migrations."""
    found = {file for pattern in PATTERNS for file in package.glob(pattern)}
    return sorted(file for file in found if "migrations" not in file.parts)


def room_of(inside: Path) -> str:
    """The room of a file of the package, by its path inside it; a face of the web is a room of its own."""
    parts = inside.parts
    if len(parts) > 2 and parts[0] == "web":
        return parts[1]
    return parts[0] if len(parts) > 1 else "top"


def points_of(root: Path, package: Path) -> Iterator[Point]:
    for file in files(package):
        source = file.read_text()
        finder = _Finder(file.relative_to(root).as_posix(), room_of(file.relative_to(package)), source)
        finder.visit(ast.parse(source))
        yield from sorted(finder.points, key=lambda one: (one.start, one.end, one.kind, one.after))


def choose(points: Iterable[Point], seed: str, count: int) -> list[Point]:
    """As many of each room as its share of all points (largest remainder), by chance within it; numbered from 1."""
    chance = random.Random(seed)  # noqa: S311 a choice that somebody else can repeat
    rooms: defaultdict[str, list[Point]] = defaultdict(list)
    for one in points:
        rooms[one.room].append(one)
    total = sum(map(len, rooms.values()))
    share = {room: count * len(found) / total for room, found in rooms.items()}
    quota = {room: int(exact) for room, exact in share.items()}
    by_rest = sorted(rooms, key=lambda room: (quota[room] - share[room], room))
    for room in by_rest[: count - sum(quota.values())]:
        quota[room] += 1
    chosen: list[Point] = []
    for room in sorted(rooms):
        chance.shuffle(rooms[room])
        chosen += _first(rooms[room], quota[room])
    return [replace(one, id=number) for number, one in enumerate(chosen, 1)]


def _first(points: list[Point], count: int) -> list[Point]:
    taken: list[Point] = []
    of_file: Counter[str] = Counter()
    for one in points:
        lie_apart = all(other.end <= one.start or one.end <= other.start for other in taken if other.file == one.file)
        if len(taken) < count and of_file[one.file] < MOST_OF_A_FILE and lie_apart:
            taken.append(one)
            of_file[one.file] += 1
    return taken


def switched(source: str, points: Iterable[Point]) -> str:
    """The file with each change behind the switch; every statement stays on its line as far as it can."""
    text = source.encode()
    for one in sorted(points, key=lambda one: -one.start):
        ask = f"mutate_switch.on({one.id})"
        said = f"if not {ask}: {one.before}" if one.is_statement else f"({one.after} if {ask} else ({one.before}))"
        text = text[: one.start] + said.encode() + text[one.end :]
    return _imports_the_switch(text.decode())


def _imports_the_switch(source: str) -> str:
    """Behind the docstring and what is imported from the future, on the same line."""
    last = None
    for node in ast.parse(source).body:
        is_docstring = last is None and isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if not is_docstring and not (isinstance(node, ast.ImportFrom) and node.module == "__future__"):
            break
        last = node
    if last is None or last.end_lineno is None:
        return f"import mutate_switch\n{source}"
    lines = source.splitlines(keepends=True)
    line = lines[last.end_lineno - 1].encode()
    lines[last.end_lineno - 1] = (
        line[: last.end_col_offset] + b"; import mutate_switch" + line[last.end_col_offset :]
    ).decode()
    return "".join(lines)
