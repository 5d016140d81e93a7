"""Reading a posted form: what was typed is kept for the page, what is wrong has a sentence beside its field."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from himaya.kernel import days, languages
from himaya.kernel.errors import NotValid

Sentence = str | Promise
LONGEST = 10_000
# PostgreSQL keeps no such sign, and no keyboard writes it.
NUL = "\0"


@dataclass
class Form:
    """One posted form. `wrong` names the fields to look at again."""

    post: QueryDict
    typed: dict[str, Any] = field(default_factory=dict)
    wrong: dict[str, Sentence] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """What was typed, with its ends trimmed. Nothing is cut that a verb could keep: it says what is too long."""
        found = self.post.get(name, "").replace(NUL, "").strip()[:LONGEST]
        self.typed[name] = found
        return found

    def long(self, name: str) -> str:
        """A text of any length, its line ends as the store keeps them: the verb says when it is too long."""
        found = self.post.get(name, "").replace(NUL, "").replace("\r\n", "\n")
        self.typed[name] = found
        return found

    def longs(self, name: str) -> dict[str, str]:
        """The same text in each language that the page asked for."""
        return {code: self.long(f"{name}_{code}") for code in languages.CODES if f"{name}_{code}" in self.post}

    def lines(self, name: str) -> list[str]:
        """A box with one thing per line; empty lines are kept in their place."""
        found = self.post.get(name, "").replace(NUL, "").strip()[:LONGEST]
        self.typed[name] = found
        return [line.strip() for line in found.splitlines()]

    def texts(self, name: str) -> dict[str, str]:
        """The same text in each language: `name_fr`, `name_ar`, `name_en`."""
        return {code: self.text(f"{name}_{code}") for code in languages.CODES}

    def choice(self, name: str, allowed: Collection[str], sentence: Sentence) -> str:
        """One of a list, or its sentence."""
        found = self.text(name)
        if found not in allowed:
            self.wrong[name] = sentence
        return found

    def many(self, name: str) -> list[str]:
        """What was ticked in a list."""
        found = [one.replace(NUL, "") for one in self.post.getlist(name)]
        self.typed[name] = found
        return found

    def ticked(self, name: str) -> bool:
        """A single box."""
        found = self.post.get(name) == "yes"
        self.typed[name] = found
        return found

    def number(self, name: str, sentence: Sentence) -> int:
        """A number without a sign, or its sentence (and 0)."""
        found = self.text(name)
        if not found.isdecimal() or len(found) > 4:
            self.wrong[name] = sentence
            return 0
        return int(found)

    def day(self, name: str, *, needed: bool = True) -> date | None:
        """A day as `2026-12-10`, or a sentence."""
        found = self.text(name)
        if not found and not needed:
            return None
        try:
            return days.typed(found)
        except ValueError:
            self.wrong[name] = _("Choose the day, the month and the year.")
            return None

    def hour(self, name: str) -> time | None:
        """An hour as `09:30`, or a sentence."""
        try:
            return time.fromisoformat(self.text(name)).replace(second=0, microsecond=0, tzinfo=None)
        except ValueError:
            self.wrong[name] = _("Write the hour as 09:30.")
            return None

    def uuid(self, name: str) -> UUID | None:
        """The id of something chosen in a list; None when nothing was."""
        try:
            return UUID(self.text(name))
        except ValueError:
            return None

    def refused(self, refusal: NotValid, fields: Mapping[str, str], rest: str = "") -> None:
        """Put a verb's refusal beside the field that its code is about."""
        self.wrong[fields.get(refusal.code, rest)] = refusal.sentence

    @property
    def errors(self) -> list[dict[str, Sentence]]:
        """The sentences for the top of the page, each leading to its field."""
        return [{"id": name, "sentence": sentence} for name, sentence in self.wrong.items()]


def shown(form: Form | None) -> dict[str, Any]:
    """What a template needs of a form that was posted; empty fields when none was."""
    if form is None:
        return {"typed": {}, "wrong": {}, "errors": []}
    return {"typed": form.typed, "wrong": form.wrong, "errors": form.errors}


def as_day(moment: datetime) -> str:
    """The day of a moment for a field of that kind."""
    return moment.date().isoformat()


def as_hour(moment: datetime) -> str:
    """The hour of a moment for a field of that kind."""
    return f"{moment:%H:%M}"
