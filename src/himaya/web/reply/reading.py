"""Reading what was typed at a reply link, and asking a verb: what it refuses stands beside its field."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from himaya.kernel import days
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotPermitted, NotValid
from himaya.kernel.unit import log_refusal

Sentence = str | Promise
LONGEST = 10_000
# PostgreSQL keeps no such sign, and no keyboard writes it.
NUL = "\0"
FIELDS: Mapping[str, str] = {
    "response": "response",
    "as_of_future": "as_of",
    "kind": "kind",
    "confidentiality": "confidentiality",
    "dated_missing": "dated_on",
    "dated_future": "dated_on",
}


@dataclass
class Typed:
    """One posted form: what was typed, what is wrong with it, why it was refused as a whole."""

    post: QueryDict
    values: dict[str, Any] = field(default_factory=dict)
    wrong: dict[str, Sentence] = field(default_factory=dict)
    told: Sentence = ""
    status: int = 200

    def text(self, name: str) -> str:
        """What was typed, trimmed, its line ends as the store keeps them."""
        found = self.post.get(name, "").replace(NUL, "").replace("\r\n", "\n").strip()[:LONGEST]
        self.values[name] = found
        return found

    def ticked(self, name: str) -> bool:
        """A single box."""
        found = self.post.get(name) == "yes"
        self.values[name] = found
        return found

    def day(self, name: str) -> date | None:
        """A day, None when it was left empty; anything else gets its sentence."""
        found = self.text(name)
        try:
            return days.typed(found) if found else None
        except ValueError:
            self.wrong[name] = _("Choose the day, the month and the year.")
            return None

    def number(self, name: str) -> int:
        """A number that the page itself put there; 0 when it is none."""
        found = self.text(name)
        return int(found) if found.isdecimal() and len(found) < 6 else 0

    @property
    def errors(self) -> list[dict[str, Sentence]]:
        """The sentences for the top of the page, each leading to its field."""
        return [{"id": name, "sentence": sentence} for name, sentence in self.wrong.items()]

    def ask(self, verb: Callable[..., Any], rest: str, *, by: Actor, **takes: Any) -> bool:
        """Run the verb unless the form is wrong already; True when it did it. `rest` is where other refusals stand."""
        if self.wrong:
            self.status = NotValid.status
            return False
        try:
            verb(by=by, **takes)
        except NotValid as refusal:
            self.wrong[FIELDS.get(refusal.code, rest)] = refusal.sentence
            self.status = refusal.status
        except (NotNow, NotPermitted) as refusal:
            log_refusal(refusal, by=by, where="reply:one")
            self.told, self.status = refusal.sentence, refusal.status
        return not self.wrong and not self.told
