"""What an expression sees while it runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from .values import Cell, Moment, Value


@dataclass(slots=True, eq=False)
class Scope:
    """`cell` is the context node, `current` the node whose rule runs.

    `known` holds the cells that can stand only once (outside repeats), by path; `lists` the choice lists by id.
    """

    root: Cell
    known: Mapping[str, Cell]
    lists: Mapping[str, Cell]
    now: Moment
    cell: Cell
    current: Cell
    position: int = 1
    size: int = 1

    def at(self, cell: Cell, position: int = 1, size: int = 1) -> Scope:
        """The scope of a predicate: another context node, the same current one."""
        return Scope(self.root, self.known, self.lists, self.now, cell, self.current, position=position, size=size)


Run = Callable[[Scope], Value]
