"""When care for the mind is offered, when a published scale is asked, and what became of the offer. Pure.

Source: do-no-harm 1 (a no costs nothing; offered again later, without pressure), 6 (doubt about age means child) and 15
(scales: adults, after the first month, not by telephone interpreter); domain/risk.md (a health role, after needs are
met, optional). Only scales wait for an age and a month: care is offered to a child, and on the first day too.
Days are a proposal of this software: a model, not adopted.

>>> early = {"health_role": True, "adult": False, "days": 4, "needs_met": True, "way": IN_PERSON}
>>> missing(Facts(scale=False, interpreter=BY_PHONE, **early))
()
>>> missing(Facts(scale=True, interpreter=BY_PHONE, **early))
('adult', 'first_month', 'interpreter')
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

FIRST_MONTH = 30
# Offered again after a no, and not the next morning.
LATER = 7
IN_PERSON, VIDEO = "in_person", "video"
WAYS = (IN_PERSON, VIDEO)
NONE, PRESENT, BY_VIDEO, BY_PHONE = "none", "present", "video", "telephone"
# By telephone too, where nothing else is there; for a scale it stands in the list so that the refusal can say why.
INTERPRETERS = (NONE, PRESENT, BY_VIDEO, BY_PHONE)
SEEN = (NONE, PRESENT, BY_VIDEO)
# What an entry of the compartment is; it stands inside the sealed words.
OFFERED, ACCEPTED, DECLINED = "offered", "accepted", "declined"
OBSERVED, ADMINISTERED = "observed", "administered"
OF_AN_OFFER = (OFFERED, ACCEPTED, DECLINED)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rule looks at; `days` since the first contact. `needs_met`: by the first days, or so the clinician.

    `scale`: a published scale is asked; else care is offered, or what is seen of daily life is written down.
    """

    scale: bool
    health_role: bool
    adult: bool
    days: int
    needs_met: bool
    way: str
    interpreter: str


def missing(facts: Facts) -> tuple[str, ...]:
    """What stands against it now, in the order in which it is said; nothing when it may be offered."""
    against = {
        "health_role": not facts.health_role,
        "adult": facts.scale and not facts.adult,
        "first_month": facts.scale and facts.days < FIRST_MONTH,
        "needs": not facts.needs_met,
        "way": facts.way not in WAYS,
        "interpreter": facts.interpreter not in (SEEN if facts.scale else INTERPRETERS),
    }
    return tuple(code for code, stands in against.items() if stands)


@dataclass(frozen=True, slots=True)
class Standing:
    """The last word on the offer, and its day; an empty word where nothing was offered yet."""

    word: str = ""
    on: date | None = None

    def may_offer(self, today: date) -> bool:
        """Nothing waits for an answer, no yes stands, and after a no some days went by."""
        if self.word == DECLINED:
            return self.on is None or self.on + timedelta(days=LATER) <= today
        return self.word == ""

    @property
    def accepted(self) -> bool:
        return self.word == ACCEPTED


def standing(entries: Iterable[tuple[Mapping[str, object], date]]) -> Standing:
    """Where the offer stands, from the entries in their order. A later no ends an earlier yes."""
    last = Standing()
    for content, on in entries:
        if (kind := str(content.get("kind"))) in OF_AN_OFFER:
            last = Standing(kind, on)
    return last
