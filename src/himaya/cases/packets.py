"""The packet of a referral: a snapshot of the agreed classes of data, and of nothing else.

What a class holds comes from content/data_classes.yaml; where it comes from is told here. A class that was agreed but
is not known stays out: an empty box would invite a guess.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from himaya.institutions import catalogue
from himaya.instruments import triage
from himaya.persons.actions.people import Identity

# Particles that are no first name by themselves: "Abd el Krim" is called by three words, not by one.
_PARTICLES = frozenset(
    {"abd", "abdel", "abdul", "el", "al", "ben", "ould", "sidi", "lalla", "عبد", "بن", "لالة", "سيدي"}
)
_HEALTH = {
    **dict.fromkeys(("assault", "assault_pregnancy"), "within_72_hours"),
    **dict.fromkeys(("injury", "injury_pregnancy"), "today"),
    "pregnancy": "soon",
}
_NO_WISH = frozenset({"", "nothing", "think", "unknown", "refused", "not_asked", "yes", "no"})


@dataclass(frozen=True)
class Known:
    """What the sending desk knows: the identity, what was heard, and details by data class that no form asked."""

    identity: Identity
    heard: tuple[triage.Noted, ...] = ()
    details: Mapping[str, str] = field(default_factory=dict)
    age_group: str = ""
    language: str = ""
    interpreter: str = ""

    def reading(self, key: str) -> str:
        """What was heard on a line; empty when the form does not ask it."""
        return next((str(one.reading) for one in self.heard if one.key == key), "")


Parts = tuple[dict[str, Any], dict[str, Any]]


def build(classes: Iterable[str], known: Known) -> Parts:
    """The identity part and the story part, each by data class."""
    parts: dict[str, dict[str, Any]] = {"identity": {}, "story": {}}
    agreed = set(classes)
    for name, row in catalogue.data_classes().items():
        if name not in agreed or row.key == "clear":
            continue
        value = known.details.get(name) or _SOURCES.get(name, _nothing)(known)
        if value:
            parts[row.key][name] = value
    return parts["identity"], parts["story"]


def first_name(full_name: str) -> str:
    """The name somebody is called by: the first word, with the particles that belong to it."""
    called: list[str] = []
    for word in full_name.split():
        called.append(word)
        if word.casefold() not in _PARTICLES:
            break
    return " ".join(called)


def _nothing(known: Known) -> None:
    return None


def _safe_contact(known: Known) -> dict[str, str]:
    contact = dict(known.identity.safe_contact)
    if contact.get("way") == "phone" and known.identity.phone:
        contact["phone"] = known.identity.phone
    return contact


def _signs(known: Known) -> list[str]:
    return [one.uid for one in known.heard if one.key in triage.SIGNS and one.reading is triage.Reading.YES]


def _needs(known: Known) -> list[str]:
    wishes = [one.value for one in known.heard if one.act == "wish" and one.key == "asks" and one.value not in _NO_WISH]
    return [*wishes, *(["food_or_sleep"] if known.reading("4") == "yes" else [])]


def _language(known: Known) -> dict[str, str]:
    return {"language": known.language, "interpreter": known.interpreter} if known.language else {}


def _health(known: Known) -> str:
    return next((_HEALTH[one.value] for one in known.heard if one.key == "3" and one.value in _HEALTH), "")


_SOURCES: dict[str, Callable[[Known], object]] = {
    "identity": lambda known: known.identity.full_name,
    "first_name": lambda known: first_name(known.identity.full_name),
    "safe_contact": _safe_contact,
    "meeting_place": lambda known: known.identity.meeting_place,
    "age_group": lambda known: known.age_group,
    "language": _language,
    "needs": _needs,
    "signs": _signs,
    "danger_now": lambda known: known.reading("2"),
    "health_urgency": _health,
}
