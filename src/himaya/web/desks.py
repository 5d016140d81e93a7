"""Which entrances an actor sees in the bar. Showing is comfort; each page checks again."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from himaya.coordination import policy
from himaya.kernel.actor import Actor

READS_CASES = (
    "front_line",
    "interviewer",
    "case_manager",
    "desk_lead",
    "health_professional",
    "legal_counsel",
)


@dataclass(frozen=True)
class Entrance:
    view: str
    label: str | Promise


def entrances(actor: Actor) -> list[Entrance]:
    """The entrances open to this actor, in the order of the bar."""
    found: list[Entrance] = []
    if actor.has(*READS_CASES):
        found += [
            Entrance("casework:inbox", _("To answer")),
            Entrance("casework:cases", _("Cases")),
            Entrance("casework:search", _("Search")),
        ]
    if policy.takes_part(actor):
        found.append(Entrance("roundtable:cycles", _("Round tables")))
    if actor.has("secretariat"):
        found.append(Entrance("secretariat:counts", _("Counts")))
    return found
