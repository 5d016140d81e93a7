"""Reading a posted form: what was typed stays on the page, what is wrong has a sentence beside its field."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from himaya.kernel import days
from himaya.kernel.errors import Refusal

Sentence = str | Promise
LONGEST = 10_000
LONGEST_NUMBER = 10
NUL = "\0"  # PostgreSQL keeps no such sign, and no keyboard writes it.


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a list to choose from."""

    value: str
    label: str | Promise
    hint: str | Promise = ""


def items(named: Mapping[str, Promise], only_these: Iterable[str] | None = None) -> list[Item]:
    """Codes and their words as a list to choose from."""
    return [Item(code, named[code]) for code in (named if only_these is None else only_these)]


@dataclass
class Typed:
    """One posted form; empty when nothing was posted yet. `wrong` names the fields to look at again."""

    post: QueryDict
    typed: dict[str, Any] = field(default_factory=dict)
    wrong: dict[str, Sentence] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """What was typed, with its ends trimmed. A verb says what is too long."""
        found = self.post.get(name, "").replace(NUL, "").replace("\r\n", "\n").strip()[:LONGEST]
        self.typed[name] = found
        return found

    def number(self, name: str) -> int:
        """A number that the page wrote itself; anything else is one that nothing has."""
        found = self.text(name)
        return int(found) if found.isascii() and found.isdecimal() and len(found) < LONGEST_NUMBER else -1

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

    def refused(self, refusal: Refusal, fields: Mapping[str, str], rest: str = "") -> None:
        """Put a verb's refusal beside the field that its code is about."""
        self.wrong[fields.get(refusal.code, rest)] = refusal.sentence

    def of(self, verb: str) -> dict[str, Any]:
        """What the template of a page with several forms needs: ids, words and errors of the form that was sent."""
        errors = [{"id": f"{verb}-{name}" if name else "", "sentence": said} for name, said in self.wrong.items()]
        return {"tried": verb, "at": {verb: {"typed": self.typed, "wrong": self.wrong}}, "errors": errors}

    def context(self) -> dict[str, Any]:
        """What a template needs of it."""
        errors = [{"id": name, "sentence": sentence} for name, sentence in self.wrong.items()]
        return {"typed": self.typed, "wrong": self.wrong, "errors": errors}
