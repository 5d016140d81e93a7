"""The answers of a partner: each reads its own fields and asks its verb, with one short text beside it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from himaya.cases import states
from himaya.cases.actions import referrals
from himaya.institutions import catalogue
from himaya.kernel import days

Sentence = str | Promise


@dataclass
class Typed:
    """What was typed, what the verb takes, and a sentence for each field that needs another look."""

    values: dict[str, Any] = field(default_factory=dict)
    takes: dict[str, Any] = field(default_factory=dict)
    wrong: dict[str, Sentence] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answering:
    """One verb as a form. `field` is where a refusal of the verb stands."""

    verb: Callable[..., None]
    read: Callable[[QueryDict, Typed], None]
    field: str = "note"


def typed(verb: str, post: QueryDict) -> Typed:
    """The fields of a verb and the text beside it."""
    found = Typed()
    note = post.get("note", "").replace("\0", "").strip()
    found.values["note"] = note
    if len(note) > referrals.LONGEST:
        found.wrong["note"] = _("This is too long. Keep one short sentence, without the story.")
    ANSWERS[verb].read(post, found)
    if verb != "ask" and note:
        found.takes["note"] = note
    return found


def _nothing(post: QueryDict, found: Typed) -> None:
    """Accepting says it all."""


def _question(post: QueryDict, found: Typed) -> None:
    found.takes["question"] = found.values["note"]
    if not found.values["note"]:
        found.wrong["note"] = _("Write the question.")


def _services(post: QueryDict, found: Typed) -> None:
    taken = [code for code in post.getlist("services_taken") if code in catalogue.services()]
    found.values["services_taken"] = found.takes["services_taken"] = taken
    if not taken:
        found.wrong["services_taken"] = _("Say which services this desk takes on.")


def _reason(verb: str) -> Callable[[QueryDict, Typed], None]:
    def read(post: QueryDict, found: Typed) -> None:
        code = found.values["reason"] = found.takes["reason"] = post.get("reason", "")[:48]
        row = catalogue.reasons().get(code)
        if row is None or verb not in row.verbs:
            found.wrong["reason"] = _("Choose the reason. It is about the service, not the person.")

    return read


def _report(post: QueryDict, found: Typed) -> None:
    names = ("delivered", "next_action", "on")
    found.values |= {name: post.get(name, "").strip()[:24] for name in names}
    day = _day(found.values["on"])
    if found.values["delivered"] not in states.DELIVERED:
        found.wrong["delivered"] = _("Say whether the service was given.")
    elif found.values["delivered"] != "no" and day is None:
        found.wrong["on"] = _("Say on which day the service was given.")
    if found.values["next_action"] not in states.NEXT_ACTIONS:
        found.wrong["next_action"] = _("Say what comes next.")
    found.takes |= {"delivered": found.values["delivered"], "next_action": found.values["next_action"], "on": day}


def _day(text: str) -> date | None:
    try:
        return days.typed(text)
    except ValueError:
        return None


ANSWERS: Mapping[str, Answering] = {
    "accept": Answering(referrals.accept, _nothing),
    "ask": Answering(referrals.ask, _question),
    "accept_in_part": Answering(referrals.accept_in_part, _services, "services_taken"),
    "decline": Answering(referrals.decline, _reason("decline"), "reason"),
    "no_service": Answering(referrals.no_service, _reason("no_service"), "reason"),
    "report_back": Answering(referrals.report_back, _report, "on"),
}
