"""How a person may be reached without danger, ready for the page of every desk that shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from himaya.web import case_labels as labels


@dataclass(frozen=True, slots=True)
class Wishes:
    """How the person may be reached. `masked`: agreed, and not yet shown. `never`: no way is shown at all.

    `hidden`: there is a number, and nobody may call now: it is not on the page before one more step.
    """

    masked: bool
    way: str = ""
    who: str = ""
    when: str = ""
    words: str = ""
    phone: str = ""
    never: bool = False
    hidden: bool = False


def wishes_from(contact: Mapping[str, Any], phone: str = "") -> Wishes:
    """Wishes as kept with a person. A telephone is shown only when that is the way they chose."""
    way = str(contact.get("way", ""))
    number = str(contact.get("phone", "") or phone)
    return Wishes(
        masked=False,
        way=labels.word(labels.WAYS, way),
        who=str(contact.get("who", "")),
        when=str(contact.get("when", "")),
        words=str(contact.get("words", "")),
        phone=number if way == "phone" else "",
        never=way == "never",
    )
