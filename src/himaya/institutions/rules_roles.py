"""What a change of roles gives and takes. Pure: codes in, codes out.

Source: the separation of duties in design/product.md ("Roles"); whoever changes a right sees first what it opens.
"""

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Difference:
    """Codes in order: roles given and taken, pages and actions that open and close by it."""

    given: tuple[str, ...]
    taken: tuple[str, ...]
    opened: tuple[str, ...]
    closed: tuple[str, ...]

    @property
    def is_none(self) -> bool:
        """True when nothing would change."""
        return not (self.given or self.taken)


def difference(
    *, before: Collection[str], after: Collection[str], open_before: Collection[str], open_after: Collection[str]
) -> Difference:
    """What is gained and lost between two sets of roles, and between what they open."""
    return Difference(
        given=_only_in(after, before),
        taken=_only_in(before, after),
        opened=_only_in(open_after, open_before),
        closed=_only_in(open_before, open_after),
    )


def _only_in(one: Collection[str], other: Collection[str]) -> tuple[str, ...]:
    return tuple(sorted(set(one) - set(other)))
