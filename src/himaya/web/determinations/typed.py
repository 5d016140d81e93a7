"""What was typed into the forms of this desk: it stays on the page, and each field has its place there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from himaya.institutions.content_rows import LocalText
from himaya.kernel import days, languages
from himaya.kernel.errors import NotFound, NotValid, Refusal

# Longer than any text may be: what is too long comes back whole, with a sentence.
LONGEST = 6000


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to choose."""

    value: str
    label: str
    hint: str = ""


@dataclass
class Form:
    """A posted form. `wrong` has a sentence for each field that needs another look."""

    post: QueryDict
    wrong: dict[str, str] = field(default_factory=dict)

    def text(self, name: str) -> str:
        return self.post.get(name, "").replace("\r\n", "\n").strip()[:LONGEST]

    def several(self, name: str) -> tuple[str, ...]:
        return tuple(one[:80] for one in self.post.getlist(name)[:60] if one)

    def number(self, name: str) -> int | None:
        """A whole number; None where nothing, or something else, was typed."""
        typed = self.text(name)
        return int(typed) if typed.isdecimal() and len(typed) < 5 else None

    def day(self, name: str) -> date | None:
        """A day, or None where nothing was typed. Raises NotValid for what is no day."""
        typed = self.text(name)
        if not typed:
            return None
        try:
            return days.typed(typed)
        except ValueError:
            raise NotValid(_("Choose the day, the month and the year."), code=name) from None

    def needed_day(self, name: str) -> date:
        """The same, which must be there."""
        found = self.day(name)
        if found is None:
            raise NotValid(_("Choose the day, the month and the year."), code=name)
        return found

    def id(self, name: str) -> UUID:
        """An id that the page itself put there. Raises NotFound for anything else."""
        try:
            return UUID(self.text(name))
        except ValueError:
            raise NotFound from None

    def refused(self, refusal: Refusal) -> None:
        self.wrong[refusal.code] = str(refusal.sentence)

    def errors(self, *fields: str, **places: str) -> list[dict[str, str]]:
        """For the list at the top: each sentence with the id of its field, where the page has one."""
        known = {**{name: name for name in fields}, **places}
        return [{"id": known.get(name, ""), "sentence": said} for name, said in self.wrong.items()]

    @property
    def typed(self) -> dict[str, str]:
        return {name: self.text(name) for name in self.post}


def form_of(request: HttpRequest) -> Form:
    """What was posted; on a first visit nothing."""
    return Form(request.POST)


def said(text: LocalText) -> str:
    """A text of the content in the page's language."""
    return text.in_language(languages.current())


def items(table: Mapping[str, Promise | str], *only: str) -> list[Item]:
    """A list of choices from labels; of all, or of some."""
    return [Item(code, str(label)) for code, label in table.items() if not only or code in only]


def from_content(table: Mapping[str, LocalText]) -> list[Item]:
    """A list of choices from the content."""
    return [Item(code, said(names)) for code, names in table.items()]
