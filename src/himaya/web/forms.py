"""What was typed into a form of one page: it stays on the page, and each field has its place there."""

from dataclasses import dataclass, field
from datetime import date, time
from uuid import UUID

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from himaya.kernel import days
from himaya.kernel.actor import Actor
from himaya.kernel.errors import Refusal
from himaya.kernel.ids import new_id
from himaya.kernel.unit import log_refusal
from himaya.kernel.untold import NotValid

# More than any field takes: what is too long is refused by a verb and comes back whole.
LONGEST = 20_000


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
        self.said[name] = self.post.get(name, "").replace("\r\n", "\n").replace("\0", "").strip()[:LONGEST]
        return self.said[name]

    def shown(self, moment: bool) -> bool:
        """True where a form stands on the page: while it is the moment, and after it with what was just typed into it,
        so that nothing is lost because somebody was faster."""
        return moment or bool(self.wrong)

    def number(self, name: str) -> int:
        """A number that the page gave back, such as a version; 0 for what is none."""
        typed = self.text(name)
        return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 6 else 0

    def day(self, name: str, *, code: str = "") -> date | None:
        """A day as browsers send it, in whichever digits; None where the field is empty.

        Raises NotValid, with the field for its code, where something was typed that is no day: left out in silence, a
        day that may be left empty would be lost. `code`: that of the verb, where it has another name.
        """
        typed = self.text(name)
        if not typed:
            return None
        try:
            return days.typed(typed)
        except ValueError:
            raise NotValid(_("Choose the day, the month and the year, as in 2026-12-01."), code=code or name) from None

    def errors(self, places: dict[str, str]) -> list[dict[str, str]]:
        """Each sentence with the place on the page to which it leads."""
        return [{"id": places.get(name, ""), "sentence": said} for name, said in self.wrong.items()]


def hour(typed: str) -> time | None:
    """An hour and its minutes as browsers send them; None for anything else."""
    try:
        return time.fromisoformat(typed).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError:
        return None


def form_id(typed: str) -> UUID:
    """The number of a form, so that the same one sent twice is kept once; a new one for what is none."""
    try:
        return UUID(typed)
    except ValueError:
        return new_id()


def refused(refusal: Refusal, actor: Actor, where: str) -> dict[str, str]:
    """Write the refusal down, and give its sentence by the field that it is about."""
    log_refusal(refusal, by=actor, where=where)
    return {refusal.code: str(refusal.sentence)}
