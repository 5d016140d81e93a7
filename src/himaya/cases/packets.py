"""The packet of a referral: a snapshot of the agreed classes of data, and of nothing else.

What a class holds comes from content/data_classes.yaml; where it comes from is told here. A class that was agreed but
is not known stays out: an empty box would invite a guess.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from himaya.cases import rules_danger, states
from himaya.cases.rules_assessing import is_known_adult
from himaya.institutions import catalogue
from himaya.instruments import triage
from himaya.persons import ways
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
    details: Mapping[str, Any] = field(default_factory=dict)
    age_group: str = ""
    language: str = ""
    interpreter: str = ""

    def reading(self, key: str) -> str:
        """What was heard on a line; empty when the form does not ask it."""
        return next((str(one.reading) for one in self.heard if one.key == key), "")


Parts = tuple[dict[str, Any], dict[str, Any]]


def build(classes: Iterable[str], known: Known, *, reader: str = states.CONSENT) -> Parts:
    """The identity part and the story part, each by data class; `reader` is the route, on which it rests what goes."""
    parts: dict[str, dict[str, Any]] = {"identity": {}, "story": {}}
    agreed = set(classes)
    for name, row in catalogue.data_classes().items():
        if name not in agreed or row.key == "clear":
            continue
        value = _value(name, known, reader)
        if value:
            parts[row.key][name] = value
    return readable(parts["identity"], agreed, way=str(known.identity.safe_contact.get("way", ""))), parts["story"]


def readable(identity: Mapping[str, Any], classes: Iterable[str], *, way: str) -> dict[str, Any]:
    """Of an identity part the classes that may be read. A number for messages goes with its way, or not at all.

    >>> [sorted(readable({"telephone": "06"}, ["telephone"], way=way)) for way in ("phone", "message")]
    [['telephone'], []]
    """
    found = {name: said for name, said in identity.items() if name in set(classes)}
    if "safe_contact" not in found and not ways.number_goes_alone(way):
        found.pop("telephone", None)
    return found


# Each way to the person that a packet can carry.
WAYS = ("safe_contact", "telephone", "meeting_place")


def no_way(state: str, classes: Iterable[str], *, way: str = "") -> bool:
    """True where a desk is still to meet the person, and none of these classes of data says how.

    `way`: how the person wishes to be reached, where it was read. By telephone or by message, it needs the number.
    """
    carried = set(classes)
    if way in ways.BY_NUMBER and "telephone" not in carried:
        carried.discard("safe_contact")
    return state in states.TO_MEET and carried.isdisjoint(WAYS)


# What a referral says by itself, whatever was agreed: the service and how soon it is needed; which desk asks.
ITSELF = ("request", "sender")


@dataclass(frozen=True, slots=True)
class Told:
    """What the person is told of a packet: every class of data stands in one of the three, in the order of the content.

    `empty` was agreed and leaves nothing, because this desk knows nothing of it.
    """

    sent: tuple[str, ...]
    empty: tuple[str, ...]
    withheld: tuple[str, ...]


def told(classes: Iterable[str], known: Known | None = None, *, reader: str = states.CONSENT) -> Told:
    """What will be sent and what will not, as `build` makes it of the same classes.

    Without `known` the record is closed, and a class that was agreed counts as sent.
    """
    agreed = set(classes)
    parts = None if known is None else {name for part in build(agreed, known, reader=reader) for name in part}
    sorted_out: dict[str, list[str]] = {"sent": [], "empty": [], "withheld": []}
    for name, row in catalogue.data_classes().items():
        if row.always or (name in agreed and (parts is None or name in parts)):
            place = "sent"
        else:
            place = "empty" if name in agreed else "withheld"
        sorted_out[place].append(name)
    return Told(*(tuple(sorted_out[place]) for place in ("sent", "empty", "withheld")))


def _value(name: str, known: Known, reader: str) -> object:
    # What was said before and what was heard now are told together here; elsewhere what was said in words stands.
    if name == "danger_now":
        return _danger(known, reader)
    if name == "needs":
        return _needs(known)
    return known.details.get(name) or _SOURCES.get(name, _nothing)(known)


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


def _telephone(known: Known) -> str:
    """A number by which it is safe to reach them; any other stays here, whatever was agreed."""
    return known.identity.phone if known.identity.safe_contact.get("way") in ways.BY_NUMBER else ""


def _danger(known: Known, reader: str) -> dict[str, Any] | str:
    return rules_danger.danger(
        known.heard,
        reader=reader,
        adult=is_known_adult(known.age_group),
        guardian=known.details.get("guardian_flag", ""),
        came=known.details.get("danger_now", ""),
    ).in_packet


def _signs(known: Known) -> list[str]:
    return [one.uid for one in known.heard if one.key in triage.SIGNS and one.reading is triage.Reading.YES]


def _needs(known: Known) -> list[str]:
    wishes = [one.value for one in known.heard if one.act == "wish" and one.key == "asks" and one.value not in _NO_WISH]
    asked = known.details.get("needs") or []
    said = asked.split(",") if isinstance(asked, str) else asked
    eats = ["food_or_sleep"] if known.reading("4") == "yes" else []
    return list(dict.fromkeys((*wishes, *eats, *(one.strip() for one in said))))


def _language(known: Known) -> dict[str, str]:
    return {"language": known.language, "interpreter": known.interpreter} if known.language else {}


def _health(known: Known) -> str:
    return next((_HEALTH[one.value] for one in known.heard if one.key == "3" and one.value in _HEALTH), "")


_SOURCES: dict[str, Callable[[Known], object]] = {
    "identity": lambda known: known.identity.full_name,
    "first_name": lambda known: first_name(known.identity.full_name),
    "safe_contact": lambda known: dict(known.identity.safe_contact),
    "telephone": _telephone,
    "meeting_place": lambda known: known.identity.meeting_place,
    "age_group": lambda known: known.age_group,
    "language": _language,
    "signs": _signs,
    "health_urgency": _health,
}
