"""How a person may be reached without danger, ready for the page of every desk that shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from himaya.persons import ways
from himaya.web import case_labels as labels


@dataclass(frozen=True, slots=True)
class Wishes:
    """How the person may be reached. `masked`: agreed, and not yet shown. `never`: no way is shown at all.
    `calls`: the person calls, and nobody calls or writes to them. `writes`: the number is for messages alone.

    `hidden`: there is a number, and nobody may call now: it is not on the page before one more step.
    """

    masked: bool
    way: str = ""
    who: str = ""
    when: str = ""
    words: str = ""
    phone: str = ""
    never: bool = False
    calls: bool = False
    writes: bool = False
    hidden: bool = False

    @property
    def nobody(self) -> bool:
        """True where nobody reaches out to the person."""
        return self.never or self.calls


def wishes_from(contact: Mapping[str, Any], phone: str = "") -> Wishes:
    """Wishes as kept with a person. A number is shown only when a way they chose needs it."""
    way = str(contact.get("way", ""))
    number = str(contact.get("phone", "") or phone)
    return Wishes(
        masked=False,
        way=labels.word(labels.WAYS, way),
        who=str(contact.get("who", "")),
        when=str(contact.get("when", "")),
        words=str(contact.get("words", "")),
        phone=number if way in ways.BY_NUMBER else "",
        never=way == ways.NEVER,
        calls=way == ways.CALLS_US,
        writes=way == ways.MESSAGE,
    )
