"""What was said a moment ago, at the beginning of this sitting: it stands in the form as an answer, and is not asked
again. What was said before the day of this sitting is asked.

Each answer keeps its time and its source where it was given: the lines of the agreement, and the sitting itself. A
question is filled in only where the form has it with that choice, so that a form that says it otherwise simply asks.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from himaya.instruments.models import Version
from himaya.instruments.source import from_document
from himaya.interviews import queries
from himaya.interviews.models import Interview, Sitting
from himaya.kernel import clock, languages

# Items of the agreement, and what the form calls that which was explained by them.
EXPLAINED = {
    "purpose": "purpose",
    "uses": "uses",
    "research": "research",
    "copy": "own_data",
    "kept_for": "retention",
    "withdraw": "withdraw",
    "data_law": "cndp",
}
PRESENT = {"interpreter": "interpreter", "support": "support", "lawyer": "lawyer", "colleague": "second"}


@dataclass(frozen=True, slots=True)
class Known:
    """A question of the form, what is known, in words and as the form codes it, and since when."""

    name: str
    question: str
    said: str
    value: str
    at: datetime


def of_sitting(row: Interview, sitting: Sitting, version: Version) -> list[Known]:
    """In the order of the form, in the language of the page."""
    values = _values(row, sitting)
    form = from_document(version.source)
    found = []
    for one in form.survey:
        value, at = values.get(one.name, ("", sitting.began_at))
        choices = {choice.value: languages.pick(choice.label) for choice in form.choices.get(one.list_name, ())}
        codes = [code for code in value.split() if code in choices]
        if codes and one.asks:
            said = " · ".join(choices[code] for code in codes)
            found.append(Known(one.name, languages.pick(one.label), said, " ".join(codes), at))
    return found


def _values(row: Interview, sitting: Sitting) -> Mapping[str, tuple[str, datetime]]:
    """By the name of the question: the codes, and when it was said."""
    day = _day(sitting.began_at)
    lines = {one.item: one for one in queries.agreements(row)}
    today = {item: one for item, one in lines.items() if _day(one.at) == day}
    found = {
        "language_of_talk": (sitting.language, sitting.began_at),
        "present": (" ".join(PRESENT[one] for one in sitting.present if one in PRESENT), sitting.began_at),
    }
    if (agrees := today.get("interview")) is not None and agrees.answer == "yes":
        found["agrees"] = ("yes", agrees.at)
    if (research := today.get("research")) is not None and research.answer in ("yes", "no"):
        found["research_ok"] = (research.answer, research.at)
    told = [one for one in EXPLAINED if one in today and today[one].answer == "yes"]
    if told:
        found["told"] = (" ".join(EXPLAINED[one] for one in told), max(today[one].at for one in told))
    return found


def _day(at: datetime) -> object:
    return at.astimezone(clock.here()).date()
