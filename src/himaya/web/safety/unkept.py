"""What was typed into a file that was closed meanwhile: it stays on the page, to be copied by hand."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class NotKept:
    """A field by its label, with what was typed there."""

    label: str | Promise
    words: str | Promise


def not_kept(pairs: Iterable[tuple[str | Promise, str | Promise]]) -> list[NotKept]:
    """The fields in which something was typed."""
    return [NotKept(label, said) for label, said in pairs if said]
