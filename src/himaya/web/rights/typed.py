"""What was typed into the forms of this desk: it stays on the page, and each field has its place there."""

from dataclasses import dataclass, field
from datetime import date

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from himaya.kernel.errors import NotValid

LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to choose."""

    value: str
    label: str | Promise
    hint: str | Promise = ""


@dataclass
class Typed:
    """A posted form. `wrong` has a sentence for each field that needs another look."""

    post: QueryDict
    said: dict[str, str] = field(default_factory=dict)
    wrong: dict[str, str] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """What was typed, its ends trimmed; a verb says what is too long."""
        self.said[name] = self.post.get(name, "").replace("\r\n", "\n").strip()[:LONGEST]
        return self.said[name]

    def day(self, name: str) -> date | None:
        """A day, or None where nothing was typed. Raises NotValid for what is no day."""
        typed = self.text(name)
        if not typed:
            return None
        try:
            return date.fromisoformat(typed)
        except ValueError:
            raise NotValid(_("Choose the day, the month and the year."), code=name) from None

    def needed_day(self, name: str) -> date:
        """The same, which must be there."""
        found = self.day(name)
        if found is None:
            raise NotValid(_("Choose the day, the month and the year."), code=name)
        return found
