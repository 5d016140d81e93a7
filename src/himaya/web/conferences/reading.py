"""What was typed into a form, with a sentence for each field that needs another look, and labels that pages share."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from himaya.conferences import functional, words
from himaya.conferences.access import Told
from himaya.institutions import catalogue, content
from himaya.kernel import clock, days, languages
from himaya.kernel.errors import NotValid, Refusal

LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a list of choices."""

    value: str
    label: str
    hint: str = ""


@dataclass
class Form:
    """The fields as they were typed, shortened; `wrong` leads to those that cannot be taken."""

    post: QueryDict
    wrong: dict[str, str] = field(default_factory=dict)

    def text(self, name: str) -> str:
        return self.post.get(name, "").strip()[:LONGEST]

    def several(self, name: str) -> list[str]:
        return [one[:80] for one in self.post.getlist(name)[:60]]

    def number(self, name: str) -> int:
        typed = self.text(name)
        return int(typed) if typed.isdecimal() and len(typed) < 5 else 0

    def day(self, name: str) -> date:
        """A day. Raises NotValid, the code names the field."""
        try:
            return days.typed(self.text(name))
        except ValueError:
            raise NotValid(_("Choose the day, the month and the year."), code=name) from None

    def moment(self, day: str, hour: str) -> datetime:
        """A day and an hour of the nation's clock. Raises NotValid."""
        try:
            found = datetime.strptime(f"{self.day(day)} {self.text(hour)}", "%Y-%m-%d %H:%M")
        except ValueError:
            raise NotValid(_("Write the hour with its minutes, such as 14:30."), code=hour) from None
        return found.replace(tzinfo=clock.here())

    def refused(self, refusal: Refusal) -> None:
        self.wrong[refusal.code] = str(refusal.sentence)

    def errors(self, places: Mapping[str, str]) -> list[dict[str, str]]:
        """For the list at the top: each sentence with the id of its field, where it has one."""
        return [{"id": places.get(name, name), "sentence": said} for name, said in self.wrong.items()]

    @property
    def typed(self) -> dict[str, str]:
        return {name: self.text(name) for name in self.post}


def form_of(request: HttpRequest) -> Form:
    """What was posted; on a first visit nothing."""
    return Form(request.POST)


def said(text: content.LocalText) -> str:
    """A text of the content in the page's language."""
    return text.in_language(languages.current())


def choices(table: Mapping[str, Promise], *only: str) -> list[Item]:
    """A list of choices from labels; of all, or of some."""
    return [Item(code, str(label)) for code, label in table.items() if not only or code in only]


def data_classes() -> list[Item]:
    """What an item can tell, beside what always goes along."""
    return [
        Item(row.id, said(row.names), said(row.meaning)) for row in catalogue.data_classes().values() if not row.always
    ]


def roles(codes: list[str]) -> str:
    """Roles in words."""
    names = {row.id: row.names for row in content.load_roles()}
    return " · ".join(said(names[code]) for code in codes if code in names)


def term(code: str) -> str:
    """A functional statement in words."""
    row = functional.terms().get(code)
    return said(row.names) if row is not None else ""


def told(one: Told) -> dict[str, Any]:
    """An item for a page."""
    return {
        "item": one.item,
        "topic": words.TOPICS[one.item.topic],
        "part": words.PARTS[one.item.part],
        "state": words.ITEM_STATES[one.item.state],
        "words": one.words,
        "terms": [{"name": term(name), "until": until} for name, until in one.terms],
        "decided": one.decided,
        "tells": [said(catalogue.data_classes()[name].names) for name in one.item.data_classes],
        "basis": words.BASES.get(one.hears.basis, "") if one.hears else "",
    }
