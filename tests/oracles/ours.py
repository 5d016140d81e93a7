"""Our own engine, asked the same questions as JavaRosa."""

from __future__ import annotations

import datetime as dt

from lxml import etree

from himaya.instruments.compiled import Compiled
from himaya.instruments.fill import Sheet, run
from himaya.instruments.guard import parse
from himaya.instruments.intake import intake
from himaya.instruments.program import program
from himaya.instruments.verify import own_clock
from himaya.instruments.xpath.scope import Scope
from himaya.instruments.xpath.values import Cell, Moment, boolean

from .javarosa import Leaf


def sheet_of(compiled: Compiled, content: bytes) -> Sheet:
    """The submission in the form's cells, rules run, whatever is wrong with it."""
    now = dt.datetime.now(dt.UTC)
    sheet = intake(program(compiled.form), parse(content), Moment(now.date(), now.time()), lambda code, path: None)
    sheet.now = own_clock(sheet, now)
    run(sheet)
    return sheet


def leaves(compiled: Compiled, content: bytes) -> dict[str, Leaf]:
    """Path (rows of a repeat numbered) -> leaf."""
    sheet = sheet_of(compiled, content)
    scope = sheet.scope()
    found = {}
    for path, rule in sheet.program.rules.items():
        if not rule.leaf:
            continue
        for cell in sheet.cells.get(path, ()):
            scope.cell = scope.current = cell
            missing = cell.relevant and not cell.value and rule.required is not None and boolean(rule.required(scope))
            broken = bool(
                cell.relevant and cell.value and rule.constraint is not None and not boolean(rule.constraint(scope))
            )
            found[numbered(cell)] = Leaf(cell.relevant, missing, broken, cell.value)
    return found


def numbered(cell: Cell) -> str:
    """`/data/group[1]/row[2]/q[1]`, as JavaRosa writes paths."""
    steps: list[str] = []
    while cell.parent is not None and cell.parent.name:
        same = [one for one in cell.parent.children if one.name == cell.name]
        place = next(number for number, one in enumerate(same, 1) if one is cell)
        steps.append(f"{cell.name}[{place}]")
        cell = cell.parent
    return "/".join(["", cell.name, *reversed(steps)])


def bare_scope(content: str) -> Scope:
    """A scope over any document, every value a text: no form says otherwise."""
    top = Cell("")
    root = top.add(_bare(etree.fromstring(content)))
    return Scope(top, {}, {}, Moment(dt.date(2026, 1, 1)), root, root)


def _bare(element: etree._Element) -> Cell:
    text = "" if len(element) else element.text or ""
    cell = Cell(str(element.tag), text, text)
    for child in element:
        cell.add(_bare(child))
    return cell
