"""What was typed into the forms of this desk: all of it stays on the page, however long it is."""

import re
from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.functional import Promise

# More than any field takes: what is too long is refused by a verb and comes back whole.
LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to choose; `group` is the heading that it stands under in a long list."""

    value: str
    label: str | Promise
    hint: str | Promise = ""
    group: str | Promise = ""


@dataclass
class Typed:
    """A posted form. `wrong` has a sentence for each field that needs another look."""

    post: QueryDict
    wrong: dict[str, str] = field(default_factory=dict)

    def text(self, name: str) -> str:
        return self.post.get(name, "").replace("\r\n", "\n").strip()[:LONGEST]

    def pair(self, name: str) -> tuple[int, int]:
        """Two numbers with a stop between them; zeros, which no line has, for anything else."""
        typed = re.fullmatch(r"([0-9]{1,5})\.([0-9]{1,5})", self.text(name))
        return (int(typed[1]), int(typed[2])) if typed else (0, 0)

    def number(self, name: str) -> int:
        """A number of a line; 0, which no line has, for anything else."""
        typed = self.text(name)
        return int(typed) if typed.isdecimal() and typed.isascii() and len(typed) < 6 else 0
