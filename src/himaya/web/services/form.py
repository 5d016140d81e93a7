"""One posted form: what was typed is kept for the page, what is wrong has a sentence beside its field."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from himaya.kernel import days
from himaya.kernel.errors import NotNow, NotValid

LONGEST = 4000


@dataclass
class Form:
    """`typed` by field, `wrong` with a sentence for each field to look at again ("" for the page as a whole)."""

    post: QueryDict | Mapping[str, str] = field(default_factory=dict)
    typed: dict[str, Any] = field(default_factory=dict)
    wrong: dict[str, str | Promise] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """What was typed, with its ends trimmed."""
        found = str(self.post.get(name, "")).strip()[:LONGEST]
        self.typed[name] = found
        return found

    def many(self, name: str) -> list[str]:
        """What was ticked in a list."""
        found = self.post.getlist(name)[:80] if isinstance(self.post, QueryDict) else []
        self.typed[name] = found
        return found

    def day(self, name: str) -> date | None:
        """A day as `2026-12-10`, or a sentence."""
        try:
            found = days.typed(self.text(name))
        except ValueError:
            self.wrong[name] = _("Choose the day, the month and the year.")
            return None
        return found

    def number(self, name: str) -> int | None:
        """A number, or none; a sentence for anything else."""
        found = self.text(name)
        if not found:
            return None
        if found.isdecimal() and len(found) <= 4:
            return int(found)
        self.wrong[name] = _("Write a number of places, such as 3.")
        return None

    def refused(self, refusal: NotValid | NotNow, fields: Mapping[str, str] | None = None) -> None:
        """Put a verb's refusal beside the field that its code is about."""
        name = (fields or {}).get(refusal.code, refusal.code if refusal.code in self.typed else "")
        self.wrong[name] = refusal.sentence

    @property
    def shown(self) -> dict[str, Any]:
        """What a template needs."""
        errors = [{"id": name, "sentence": sentence} for name, sentence in self.wrong.items()]
        return {"typed": self.typed, "wrong": self.wrong, "errors": errors}
