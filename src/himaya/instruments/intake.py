"""From the elements of a submission to cells: the form's own shape is rebuilt, and nothing else gets in."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from .fill import Sheet, grow, set_value
from .program import Program
from .xform import XF, Node, local
from .xpath.values import Cell, Moment

OPENROSA = "http://openrosa.org/xforms"
SPACES = (None, XF, OPENROSA, f"{OPENROSA}/")
# The OpenRosa metadata specification lets clients add these to `meta` whether the form has them or not.
META = frozenset(
    {"instanceID", "instanceName", "deprecatedID", "deviceID", "userID", "email", "phoneNumber", "timeStart",
     "timeEnd", "audit"}
)  # fmt: skip
Complain = Callable[[str, str], None]


def intake(program: Program, root: etree._Element, now: Moment, complain: Complain) -> Sheet:
    """The filled sheet. What does not fit the template is left out, and `complain(code, path)` called."""
    cells: dict[str, list[Cell]] = {}
    top = Cell("")
    sheet = Sheet(program, Cell(program.form.root.name), cells, now)
    top.add(sheet.root)
    cells[program.form.root.path] = [sheet.root]
    _take(program, program.form.root, root, sheet.root, cells, complain)
    return sheet


def _take(
    program: Program,
    node: Node,
    element: etree._Element,
    cell: Cell,
    cells: dict[str, list[Cell]],
    complain: Complain,
) -> None:
    """Fill `cell` (already on record) from `element`. As deep as the form, however deep the submission."""
    if _stray_text(element):
        complain("text", node.path)
    given = _by_name(node, element, complain)
    for child in node.children:
        found = given.get(child.name, [])
        if len(found) > 1 and not child.repeat:
            complain("duplicate", child.path)
        if not found:
            cell.add(grow(program, child, cells, defaults=False))
            continue
        for one in found if child.repeat else found[:1]:
            below = cell.add(Cell(child.name))
            cells.setdefault(child.path, []).append(below)
            if child.children:
                _take(program, child, one, below, cells, complain)
            else:
                _leaf(program, child, one, below, complain)


def _by_name(node: Node, element: etree._Element, complain: Complain) -> dict[str, list[etree._Element]]:
    known = {child.name for child in node.children}
    given: dict[str, list[etree._Element]] = {}
    for one in element:
        name = etree.QName(one)
        if name.localname in known and name.namespace in SPACES:
            given.setdefault(name.localname, []).append(one)
        elif not _is_meta(node, one):
            complain("unknown_node", f"{node.path}/{name.localname}")
    return given


def _is_meta(node: Node, element: etree._Element) -> bool:
    """Metadata a client may add: a leaf inside `meta`, or a whole `meta` the form does not have."""
    if etree.QName(element).namespace not in SPACES:
        return False
    if node.name == "meta":
        return local(element) in META and not len(element)
    if local(element) == "meta" and node.path.count("/") == 1:
        return all(local(one) in META and not len(one) for one in element)
    return False


def _stray_text(element: etree._Element) -> bool:
    texts = (element.text, *(one.tail for one in element))
    return any(text and text.strip() for text in texts)


def _leaf(program: Program, node: Node, element: etree._Element, cell: Cell, complain: Complain) -> None:
    if len(element):
        complain("unknown_node", f"{node.path}/*")
        return
    set_value(program, node.path, cell, (element.text or "").strip())
