"""A form being filled in: cells in the shape of the template, and what the rules make of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from .program import Program, Rule
from .xform import Node
from .xpath.scope import Scope
from .xpath.values import Cell, Moment, Value, boolean, number, number_text, string, typed


@dataclass(slots=True, eq=False)
class Sheet:
    """One filled form. `cells` holds, by path, every cell of that node: one, or one per row of a repeat."""

    program: Program
    root: Cell
    cells: dict[str, list[Cell]]
    now: Moment
    claimed: dict[int, str] = field(default_factory=dict)

    def scope(self) -> Scope:
        """A scope at the root; set `cell` and `current` before each run."""
        top = self.root.parent or self.root
        known = {path: cells[0] for path, cells in self.cells.items() if len(cells) == 1 and path in self.program.once}
        return Scope(top, known, self.program.lists, self.now, self.root, self.root)


def empty(program: Program, now: Moment) -> Sheet:
    """The form before the first answer: one row per repeat, defaults in place."""
    cells: dict[str, list[Cell]] = {}
    top = Cell("")
    root = top.add(grow(program, program.form.root, cells, defaults=True))
    return Sheet(program, root, cells, now)


def grow(program: Program, node: Node, cells: dict[str, list[Cell]], *, defaults: bool) -> Cell:
    """The cell of a node and of all below it, put on record in `cells`."""
    cell = Cell(node.name)
    if defaults and node.default and not node.children:
        set_value(program, node.path, cell, node.default)
    cells.setdefault(node.path, []).append(cell)
    for child in node.children:
        cell.add(grow(program, child, cells, defaults=defaults))
    return cell


def set_value(program: Program, path: str, cell: Cell, value: str) -> None:
    rule = program.rules.get(path)
    cell.value = value
    cell.typed = typed(value, rule.kind) if rule is not None else value


def run(sheet: Sheet) -> None:
    """Decide relevance and recompute every calculation, each cell once, in order of dependence.

    Submitted values of calculations are kept in `sheet.claimed` under the id of the cell.
    """
    scope = sheet.scope()
    for rule in sheet.program.order:
        for cell in sheet.cells.get(rule.node.path, ()):
            _settle(sheet, rule, cell, scope)


def _settle(sheet: Sheet, rule: Rule, cell: Cell, scope: Scope) -> None:
    above = cell.parent
    if rule.never or (above is not None and not above.relevant):
        cell.relevant = False
        return
    if rule.relevant is not None:
        scope.cell = scope.current = cell
        cell.relevant = boolean(rule.relevant(scope))
        if not cell.relevant:
            return
    if rule.calculate is not None:
        sheet.claimed[id(cell)] = cell.value
        if not (rule.keeps and cell.value):
            scope.cell = scope.current = cell
            set_value(sheet.program, rule.node.path, cell, written(rule.calculate(scope), rule.kind))


def written(value: Value, kind: str) -> str:
    """A computed value as the bind's type writes it; what is not a number is no value."""
    if isinstance(value, float) and value != value:
        return ""
    if kind in ("int", "decimal") and not isinstance(value, str):
        found = number(value)
        if found != found or abs(found) == float("inf"):
            return ""
        return number_text(float(int(found)) if kind == "int" else found)
    text = string(value)
    return text.partition("T")[0] if kind == "date" else text
