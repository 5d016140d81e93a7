"""What can be done to one recommendation from its page: each button with its verb, its form and its fields."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from himaya.coordination.actions import endings, grades, recommendations, responses, verifications
from himaya.kernel.actor import Actor
from himaya.web.roundtable.recommendations import endings_shown
from himaya.web.roundtable.tables.reading import Form

Takes = Callable[[Form, Actor], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Deed:
    """One button of the page: its verb, the transition that it is, what it takes, and what is said afterwards."""

    verb: Callable[..., Any]
    moment: str
    takes: Takes
    done: Promise
    # Beside which field of its form each code of a refusal stands, and where the others do.
    fields: Mapping[str, str]
    rest: str


def _nothing(_form: Form, _actor: Actor) -> Mapping[str, Any]:
    return {}


def _one(field: str, name: str) -> Takes:
    return lambda form, _actor: {name: form.text(field)}


def _answer(form: Form, _actor: Actor) -> Mapping[str, Any]:
    return {
        "response": form.text("response"),
        "reason": form.text("response_reason"),
        "how": form.text("how"),
        "delegate_id": form.uuid("delegate"),
        "received_on": form.day("received_on", needed=False),
        "seen": form.number("seen", _("Open this page again.")),
    }


def _moved(form: Form, _actor: Actor) -> Mapping[str, Any]:
    return {"due_on": form.day("due_on", needed=False), "reason": form.text("due_reason")}


def _graded(form: Form, _actor: Actor) -> Mapping[str, Any]:
    return {"grade": form.text("grade"), "note": form.text("grade_note")}


ANSWER_FIELDS = {
    "response": "response",
    "how_missing": "how",
    "received_missing": "received_on",
    "received_future": "received_on",
    "received_early": "received_on",
}
DEEDS: Mapping[str, Deed] = {
    "address": Deed(
        recommendations.address,
        "address",
        _nothing,
        gettext_lazy("Addressed. Its lead is asked for an answer."),
        {},
        "",
    ),
    "answer": Deed(
        responses.give, "answer", _answer, gettext_lazy("The answer is entered."), ANSWER_FIELDS, "response_reason"
    ),
    "move_due": Deed(
        recommendations.move_due,
        "move_due",
        _moved,
        gettext_lazy("It has another day; the old one stays in its history."),
        {"due_on": "due_on"},
        "due_reason",
    ),
    "verify": Deed(
        verifications.verify,
        "verify",
        _one("exception", "exception"),
        gettext_lazy("Verified."),
        {},
        "exception",
    ),
    "give_back": Deed(
        verifications.give_back,
        "give_back",
        _one("back_reason", "reason"),
        gettext_lazy("Given back: its lead reads what is missing."),
        {},
        "back_reason",
    ),
    "close": Deed(verifications.close, "close", _nothing, gettext_lazy("Closed."), {}, ""),
    "reopen": Deed(
        verifications.reopen,
        "reopen",
        _one("reopen_reason", "reason"),
        pgettext_lazy("recommendation", "Open again."),
        {},
        "reopen_reason",
    ),
    "grade": Deed(grades.give, "grade", _graded, gettext_lazy("Graded."), {"grade": "grade"}, "grade_note"),
    "supersede": Deed(
        endings.supersede,
        "supersede",
        endings_shown.into("successor_id"),
        gettext_lazy("Replaced: its history leads to the other one."),
        {"successor": "successor"},
        "into_reason",
    ),
    "merge": Deed(
        endings.merge,
        "merge",
        endings_shown.into("into_id"),
        gettext_lazy("Merged: the other one goes on for both."),
        {"successor": "successor"},
        "into_reason",
    ),
    "set_aside": Deed(
        endings.set_aside,
        "set_aside",
        endings_shown.aside,
        gettext_lazy("Set aside by the decision."),
        {"decision": "decision"},
        "aside_reason",
    ),
    "show": Deed(
        recommendations.show_publicly,
        "",
        _nothing,
        gettext_lazy("It may stand on the public page, from the next publication on."),
        {},
        "",
    ),
    "hide": Deed(
        recommendations.hide_publicly,
        "",
        _nothing,
        gettext_lazy("It leaves the public page with the next publication. To take it off now, publish again."),
        {},
        "",
    ),
}
