"""The answers a desk may give: each reads its own fields, finds what is missing, and asks its verb."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from himaya.cases import states
from himaya.cases.actions import needs, referrals
from himaya.institutions import catalogue
from himaya.kernel import days
from himaya.kernel.actor import Actor

LONGEST = referrals.LONGEST


@dataclass(frozen=True, slots=True)
class Read:
    """What was typed (kept for the page), what the verb takes, and a sentence for each field to look at again."""

    typed: Mapping[str, Any]
    takes: Mapping[str, Any] = field(default_factory=dict)
    errors: Mapping[str, str | Promise] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answering:
    """One verb of a referral as a form. `field` is where a refusal of the verb is shown; `done` follows it."""

    verb: Callable[..., None]
    read: Callable[[QueryDict], Read]
    done: str | Promise
    field: str = ""

    def run(self, referral_id: UUID, read: Read, *, by: Actor) -> None:
        self.verb(referral_id=referral_id, by=by, **read.takes)


def _nothing(post: QueryDict) -> Read:
    return Read({})


def _text(name: str, takes: str, missing: Promise) -> Callable[[QueryDict], Read]:
    def read(post: QueryDict) -> Read:
        text = post.get(name, "").strip()
        if not text:
            return Read({name: text}, errors={name: missing})
        if len(text) > LONGEST:
            return Read({name: text}, errors={name: _("This is too long. Keep one short sentence, without the story.")})
        return Read({name: text}, {takes: text})

    return read


def _reason(verb: str, name: str) -> Callable[[QueryDict], Read]:
    def read(post: QueryDict) -> Read:
        code = post.get(name, "")
        row = catalogue.reasons().get(code)
        if row is None or verb not in row.verbs:
            return Read({name: code}, errors={name: _("Choose the reason. It is about the service, not the person.")})
        return Read({name: code}, {"reason": code})

    return read


def _redirect(post: QueryDict) -> Read:
    desk = post.get("to_desk", "")
    reason = _reason("redirect", "redirect_reason")(post)
    typed = {"to_desk": desk, **reason.typed}
    errors = {**reason.errors, **({} if desk else {"to_desk": _("Choose the desk that is better placed.")})}
    return Read(typed, {} if errors else {"to_desk_id": desk, **reason.takes}, errors)


def _services(post: QueryDict) -> Read:
    taken = [code for code in post.getlist("services_taken") if code in catalogue.services()]
    if not taken:
        return Read({"services_taken": taken}, errors={"services_taken": _("Say which services this desk takes on.")})
    return Read({"services_taken": taken}, {"services_taken": taken})


def _report(post: QueryDict) -> Read:
    delivered, next_action = post.get("delivered", ""), post.get("next_action", "")
    typed_day = post.get("on", "").strip()[:10]
    errors: dict[str, str | Promise] = {}
    if delivered not in states.DELIVERED:
        errors["delivered"] = _("Say whether the service was given.")
    if next_action not in states.NEXT_ACTIONS:
        errors["next_action"] = _("Say what comes next.")
    day = _day(typed_day)
    if typed_day and day is None:
        errors["on"] = _("Choose the day, the month and the year.")
    elif delivered in ("yes", "in_part") and day is None:
        errors["on"] = _("Say on which day the service was given.")
    typed = {"delivered": delivered, "next_action": next_action, "on": typed_day}
    return Read(typed, {"delivered": delivered, "next_action": next_action, "on": day}, errors)


def _day(typed: str) -> date | None:
    try:
        return days.typed(typed)
    except ValueError:
        return None


def _withdraw(post: QueryDict) -> Read:
    if post.get("asked") != "yes":
        return Read({}, errors={"asked": _("Tick the line: only the person can take their agreement back.")})
    return Read({"asked": "yes"})


def _rest(post: QueryDict) -> Read:
    how = post.get("how", "")
    if how not in states.RESTS:
        return Read({"how": how}, errors={"how": _("Say what became of it.")})
    return Read({"how": how}, {"how": how})


ANSWERS: dict[str, Answering] = {
    "accept": Answering(referrals.accept, _nothing, _("Accepted. The sender sees it now; a report back is owed.")),
    "ask": Answering(
        referrals.ask,
        _text("question", "question", _("Write the question.")),
        _("The question was sent. The clock stops until the answer."),
        "question",
    ),
    "answer": Answering(
        referrals.answer,
        _text("text", "text", _("Write the answer.")),
        _("The answer was sent. The clock of the other desk runs again."),
        "text",
    ),
    "redirect": Answering(
        referrals.redirect,
        _redirect,
        _(
            "The other desk was proposed. Nothing went there: the sender decides, and asks the person first where it "
            "rests on their agreement."
        ),
        "to_desk",
    ),
    "accept_in_part": Answering(
        referrals.accept_in_part,
        _services,
        _("Accepted in part. The sender sees what is missing."),
        "services_taken",
    ),
    "decline": Answering(
        referrals.decline,
        _reason("decline", "reason"),
        _("Declined. The sender sees the reason and looks on."),
        "reason",
    ),
    "no_service": Answering(
        referrals.no_service,
        _reason("no_service", "gap"),
        _("Noted: no service is available. The gap is counted, so that it can be closed."),
        "gap",
    ),
    "report_back": Answering(
        referrals.report_back, _report, _("Reported back. The sender sees what became of it."), "delivered"
    ),
    "withdraw": Answering(
        referrals.withdraw, _withdraw, _("Agreement withdrawn. What was shared can no longer be read."), "asked"
    ),
    "stand_down": Answering(
        referrals.stand_down, _nothing, _("No longer needed: the desk is told, and reads nothing of it any more.")
    ),
    "settle": Answering(needs.settle, _rest, _("Noted. Nothing of this referral is open any more."), "how"),
}
