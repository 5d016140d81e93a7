"""A form made ready to run: every rule compiled once, in the order in which values depend on each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from .xform import Bind, Control, Node, XForm
from .xpath.errors import XPathError
from .xpath.evaluate import compiled
from .xpath.functions import CLOCK, DEVICE
from .xpath.parser import parse
from .xpath.references import references
from .xpath.scope import Run, Scope
from .xpath.tree import Call, walk
from .xpath.values import Cell

YES = ("", "true()")
NO = ("false()",)


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One node with its rules as closures; None where there is no rule.

    `answers` holds the allowed values of a choice question, `choices` its list under a filter.
    `keeps` is true where the device's own value stands; `compared` where a submitted value must equal ours.
    """

    node: Node
    bind: Bind
    kind: str
    leaf: bool
    relevant: Run | None
    never: bool
    required: Run | None
    constraint: Run | None
    calculate: Run | None
    keeps: bool
    compared: bool
    control: Control | None
    answers: frozenset[str] | None
    choices: Run | None

    def offered(self, scope: Scope) -> frozenset[str]:
        """The values a question under a choice filter offers now."""
        found = self.choices(scope) if self.choices is not None else []
        column = self.control.itemset.value if self.control and self.control.itemset else "name"
        if not isinstance(found, list):
            return frozenset()
        return frozenset(cell.value for item in found for cell in item.children if cell.name == column)


@dataclass(frozen=True, slots=True, eq=False)
class Program:
    """`order` is a topological order of all nodes below the root; `lists` the choice lists as trees of cells."""

    form: XForm
    order: tuple[Rule, ...]
    rules: Mapping[str, Rule]
    lists: Mapping[str, Cell]
    keys: Mapping[str, str]
    once: frozenset[str]


@lru_cache(maxsize=64)
def program(form: XForm) -> Program:
    """Compile a form. Raises XPathError; code `cycle` when values depend on themselves."""
    controls = {control.path: control for control in form.controls()}
    nodes = [node for node in form.root.walk() if node is not form.root]
    rules = {node.path: _rule(form, node, controls.get(node.path)) for node in nodes}
    return Program(
        form=form,
        order=tuple(rules[path] for path in ordered(form, rules)),
        rules=rules,
        lists={name: _list(rows) for name, rows in form.instances.items()},
        keys=_keys(nodes, form.root.path),
        once=frozenset(_outside_repeats(form.root)),
    )


def _outside_repeats(node: Node) -> Iterator[str]:
    if not node.repeat:
        yield node.path
        for child in node.children:
            yield from _outside_repeats(child)


def _rule(form: XForm, node: Node, control: Control | None) -> Rule:
    bind = form.binds.get(node.path) or Bind(node.path)
    calls = _calls(bind.calculate)
    itemset = control.itemset if control is not None else None
    chooses = control is not None and control.kind in ("select", "select1", "rank")
    return Rule(
        node=node,
        bind=bind,
        kind=bind.type if control is None or not chooses else control.kind,
        leaf=not node.children,
        relevant=None if bind.relevant in (*YES, *NO) else compiled(bind.relevant),
        never=bind.relevant in NO,
        required=_required(bind.required),
        constraint=compiled(bind.constraint) if bind.constraint else None,
        calculate=compiled(bind.calculate) if bind.calculate else None,
        keeps=bool(calls & DEVICE),
        compared=not calls & (DEVICE | CLOCK),
        control=control,
        answers=frozenset(item.value for item in form.items(control)) if control and chooses else None,
        choices=compiled(itemset.nodeset) if itemset and itemset.filtered else None,
    )


def _required(written: str) -> Run | None:
    return None if written in ("", *NO) else compiled(written)


def _calls(expression: str) -> set[str]:
    if not expression:
        return set()
    return {one.name for one in walk(parse(expression)) if isinstance(one, Call)}


def _list(rows: tuple[Mapping[str, str], ...]) -> Cell:
    top = Cell("")
    root = top.add(Cell("root"))
    for columns in rows:
        item = root.add(Cell("item"))
        for name, text in columns.items():
            item.add(Cell(name, text, text))
    return top


def _keys(nodes: list[Node], root: str) -> dict[str, str]:
    """A short key per leaf: its name, or its path below the root where a name stands twice."""
    seen: dict[str, int] = {}
    for node in nodes:
        seen[node.name] = seen.get(node.name, 0) + 1
    return {
        node.path: node.name if seen[node.name] == 1 else node.path.removeprefix(f"{root}/")
        for node in nodes
        if not node.children
    }


def depends(form: XForm, path: str, paths: frozenset[str]) -> set[str]:
    """The paths whose value or relevance decides this one: its group, and what its rules read."""
    bind = form.binds.get(path)
    found = {path.rpartition("/")[0]} & paths
    for expression in (bind.relevant, bind.calculate) if bind else ():
        if expression:
            for read in references(parse(expression), path):
                found |= _meant(read, paths)
    return found


def _meant(read: str, paths: frozenset[str]) -> set[str]:
    if "*" not in read:
        return {read} & paths
    stem = read.partition("*")[0]
    return {path for path in paths if path.startswith(stem)}


def ordered(form: XForm, rules: Mapping[str, Rule]) -> list[str]:
    """Every path after those it depends on, else in document order. Raises XPathError with code `cycle`."""
    paths = frozenset(rules)
    waiting = {path: depends(form, path, paths) for path in rules}
    followers: dict[str, list[str]] = {path: [] for path in rules}
    for path, needed in waiting.items():
        for one in needed:
            followers[one].append(path)
    ready = [path for path in rules if not waiting[path]]
    done: list[str] = []
    for path in ready:
        done.append(path)
        for follower in followers[path]:
            waiting[follower].discard(path)
            if not waiting[follower]:
                ready.append(follower)
    if len(done) < len(rules):
        raise XPathError("cycle", next(path for path in rules if waiting[path]))
    return done
