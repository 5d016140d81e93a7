"""What a referral carries, ready for the page: the safe-contact wishes apart from, and above, everything else."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from himaya.cases.access import OpenedReferral
from himaya.instruments import triage
from himaya.instruments.models import Version
from himaya.instruments.source import from_document
from himaya.kernel import languages
from himaya.web.case_wishes import Wishes, wishes_from
from himaya.web.casework import labels

__all__ = [
    "Answer",
    "Part",
    "Wishes",
    "answers_in_words",
    "clause_names",
    "parts",
    "wishes",
    "wishes_from",
    "wishes_in",
]

SAFE_CONTACT, TELEPHONE, PLACE = "safe_contact", "telephone", "meeting_place"
# Shown above everything else, in a card of their own.
_REACHES = (SAFE_CONTACT, TELEPHONE)


@dataclass(frozen=True, slots=True)
class Part:
    """One class of data: its name, its value in words; masked when this purpose does not reveal it."""

    name: str
    value: str = ""
    masked: bool = False
    numbers: bool = False


def wishes(opened: OpenedReferral) -> Wishes | None:
    """How the person may be reached, with the number where it was agreed too; None when neither was shared."""
    if {SAFE_CONTACT, TELEPHONE}.intersection(opened.masked):
        return Wishes(masked=True)
    return wishes_in(opened.packet)


def wishes_in(packet: Mapping[str, Any]) -> Wishes | None:
    """The same, of an opened packet. A number that came alone may be called: no other is sent."""
    contact, number = packet.get(SAFE_CONTACT), str(packet.get(TELEPHONE, ""))
    if not contact and not number:
        return None
    return wishes_from(contact or {"way": "phone"}, number)


def way(packet: Mapping[str, Any]) -> str:
    """How the person wishes to be reached, as far as an opened packet says it."""
    return str(dict(packet.get(SAFE_CONTACT) or {}).get("way", ""))


def reaches(packet: Mapping[str, Any]) -> bool:
    """True where a packet says how the person may be reached."""
    return any(name in packet for name in _REACHES)


def parts(opened: OpenedReferral, *, hides: bool = False) -> list[Part]:
    """The other parts, identity first; what is masked keeps its place so that nobody thinks it was not shared.

    `hides`: where the person can be met is kept back like their number.
    """
    shared = [Part(labels.data_class(name), masked=True) for name in opened.masked if name not in _REACHES]
    for name, value in opened.packet.items():
        if name == "signs":
            shared.append(Part(labels.data_class(name), " · ".join(_signs(opened, value))))
        elif name == PLACE and hides:
            shared.append(Part(labels.data_class(name), masked=True))
        elif name not in _REACHES:
            shared.append(
                Part(labels.data_class(name), labels.value_in_words(name, value), numbers=name == "reference")
            )
    return shared


def _signs(opened: OpenedReferral, uids: list[str]) -> list[str]:
    screening = opened.referral.screening
    named = clause_names(screening.version) if screening is not None else {}
    return [named.get(uid, uid) for uid in uids]


def clause_names(version: Version) -> dict[str, str]:
    """The words of each clause of a version, by uid, in the page's language."""
    return {row.uid: languages.pick(row.label) for row in from_document(version.source).survey if row.uid}


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer in plain words, with the clause that it answers."""

    uid: str
    question: str
    answer: str
    sign: bool


def answers_in_words(version: Version, answers: Mapping[str, str]) -> list[Answer]:
    """Every answer given, in the order of the form of that version."""
    source = version.source
    signs = {one.uid for one in triage.noted(source["survey"], source["choices"], answers) if one.reading == "yes"}
    form = from_document(source)
    found = []
    for row in form.survey:
        code = answers.get(row.name, "") if row.asks else ""
        if code:
            choices = {choice.value: languages.pick(choice.label) for choice in form.choices.get(row.list_name, ())}
            spoken = " · ".join(choices.get(one, one) for one in (str(code).split() if choices else [str(code)]))
            found.append(Answer(row.uid, languages.pick(row.label), spoken, row.uid in signs))
    return found
