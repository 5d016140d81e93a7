"""What was typed into a form, with a sentence for each field that needs another look, and what pages here share."""

import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Concatenate

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from himaya.cases.models import Case
from himaya.crisis import queries as crisis
from himaya.institutions import queries_qualifications
from himaya.institutions.content import load_languages
from himaya.institutions.rules_qualifications import IDENTIFICATION_INTERVIEW
from himaya.interviews import access, content, policy, queries, rules, states, words
from himaya.interviews.models import Interview, Moment, Telling
from himaya.kernel import clock, days
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotPermitted, NotValid, Refusal
from himaya.kernel.unit import log_refusal
from himaya.web import calls
from himaya.web.case_labels import Item, language, said
from himaya.web.gate import only

# What every page here takes from this module, beside what is its own.
__all__ = [
    "Form", "Item", "around", "at_a_desk", "choices", "circuit", "form_of", "in_language", "lines", "moment", "said",
    "spoken", "telling", "told", "topics", "urgent", "without_certificate",
]  # fmt: skip
LONGEST = 6000
_works = only(policy.check_works)


def at_a_desk[**P](
    view: Callable[Concatenate[HttpRequest, Actor, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Whoever may know of interviews; what is posted to one stands in no report of an error."""
    return sensitive_post_parameters()(_works(view))


@dataclass
class Form:
    """The fields as they were typed, shortened; `wrong` leads to those that cannot be taken."""

    post: QueryDict
    wrong: dict[str, str] = field(default_factory=dict)

    def text(self, name: str) -> str:
        return self.post.get(name, "").strip()[:LONGEST]

    def several(self, name: str) -> list[str]:
        return [one[:80] for one in self.post.getlist(name)[:80]]

    def number(self, name: str) -> int:
        typed = self.text(name)
        return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 6 else 0

    def day(self, name: str) -> date | None:
        """A day, or none where the field is empty. Raises NotValid, the code names the field."""
        typed = self.text(name)
        if not typed:
            return None
        try:
            return days.typed(typed)
        except ValueError:
            raise NotValid(_("Choose the day, the month and the year."), code=name) from None

    def refused(self, refusal: Refusal, *, by: Actor, where: str) -> None:
        log_refusal(refusal, by=by, where=where)
        self.wrong[refusal.code] = str(refusal.sentence)

    def context(self, places: Mapping[str, str] | None = None) -> dict[str, Any]:
        """What a template needs to show the form again with all that was typed."""
        places = places or {}
        return {
            # Whole, also where it is too long to be taken.
            "typed": {name: self.post.get(name, "").strip() for name in self.post},
            "chosen": {name: self.several(name) for name in self.post},
            "wrong": self.wrong,
            "errors": [{"id": places.get(name, name), "sentence": told} for name, told in self.wrong.items()],
        }


def status_of(refusal: Refusal) -> int:
    """With which status a page is shown again, with all that was typed, after this refusal.

    Who lacks the qualification wrote all the same, and loses no word. Raises it again for whoever writes on no page
    here: nothing is opened for a refusal.
    """
    if not isinstance(refusal, NotPermitted):
        return refusal.status
    if refusal.code != "not_qualified":
        raise refusal
    return NotValid.status


def form_of(request: HttpRequest) -> Form:
    """What was posted; on a first visit nothing."""
    return Form(request.POST)


def choices(table: Mapping[str, str | Promise], only_of: Iterable[str] | None = None) -> list[Item]:
    """A list of choices from labels, in the order of the codes."""
    return [Item(code, str(table[code])) for code in (table if only_of is None else only_of)]


def spoken() -> list[Item]:
    return [Item(row.id, said(row.names)) for row in load_languages()]


def lines(rows: Iterable[content.Line]) -> list[dict[str, Any]]:
    """Sentences of the content, each with whether it is to be verified."""
    return [{"id": one.id, "words": said(one.words), "unverified": one.unverified} for one in rows]


def aloud(*, child: bool) -> list[dict[str, Any]]:
    """What is read aloud before anything is asked, to an adult or to a child, and how it is spoken in Darija."""
    return [
        {
            "id": one.id,
            "words": said(one.to(child=child)),
            "darija": one.spoken_to(child=child),
            "unverified": one.unverified,
        }
        for one in content.words().limits
    ]


def topics(resting: Iterable[str] = ()) -> list[dict[str, Any]]:
    """The grid: each topic, what an answer in it could describe, whether it rests today."""
    table = content.words()
    exposed = {one.id: said(one.words) for one in table.exposed}
    rest = set(resting)
    return [
        {
            "id": one.id,
            "name": said(one.words),
            "exposes": [exposed[code] for code in one.exposes],
            "rests": one.id in rest,
        }
        for one in table.topics
    ]


def around(actor: Actor, row: Interview) -> dict[str, Any]:
    """What stands on every page of an interview: where it is, whether the bar of a running sitting is shown."""
    sitting = queries.running(row)
    running = row.state in states.RUNNING
    rest = access.resting_topics(actor, row, clock.today()) if running else ()
    holds = row.case.desk_id == actor.desk_id
    since = clock.now() - sitting.began_at if sitting is not None else timedelta()
    return {
        "once": secrets.token_urlsafe(9),
        "interview": row,
        "case": row.case,
        "state": words.STATES[row.state],
        "running": running,
        "paused": row.state == states.PAUSED,
        "at_rest": row.state in states.AT_REST,
        "closed": row.state == states.CLOSED,
        "leads": policy.leads(actor) and row.case.desk_id == actor.desk_id,
        "doubted": running and queries.doubted(row),
        "agreed_to": running and queries.last_words(row).get("interview") == "yes",
        "sitting": sitting,
        "minutes": int(since.total_seconds() // 60),
        "child": queries.child(row),
        "resting": [one for one in topics(rest) if one["rests"]],
        "holds": holds,
        "act_now": holds and _calls_for_an_act(row),
    }


def _calls_for_an_act(row: Interview) -> bool:
    """Whether what was answered calls for an act, and nobody looked since. Moments only: nothing is opened."""
    since = queries.acts_since(row)
    last = crisis.last_of(row.case_id) if since is not None else None
    return since is not None and (last is None or last.at < since)


def without_certificate(actor: Actor) -> dict[str, Any]:
    """What somebody who holds none is told before any question, and who at the desk may lead; empty for a holder."""
    why = policy.why_not_qualified(actor)
    if not why:
        return {}
    may = queries_qualifications.held_at(actor.desk_id, IDENTIFICATION_INTERVIEW, clock.today())
    return {"without_certificate": {"why": why, "may": may}}


def told(actor: Actor, case: Case) -> list[dict[str, Any]]:
    """What was told to others before; its words are read."""
    with access.open_tellings(actor, case) as rows:
        return [telling(one, said_) for one, said_ in rows]


def telling(one: Telling, said_: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "row": one,
        "body": words.BODIES[one.body],
        "by_whom": said_.get("by_whom", ""),
        "words": said_.get("words", ""),
    }


@dataclass(frozen=True, slots=True)
class Circuit:
    """That the child circuit starts: whether nobody may call the guardian, and whether this desk is the circuit."""

    implicated: bool
    ours: bool


def circuit(actor: Actor, row: Interview) -> Circuit | None:
    """The child circuit, where the answers that count now start it."""
    answered = queries.used_now(row) if queries.child(row) else None
    if answered is None:
        return None
    with access.open_preparation(actor, answered) as gates:
        return circuit_of(actor, gates.get("answers", {}))


def circuit_of(actor: Actor, answers: Mapping[str, str]) -> Circuit | None:
    """The same of these answers."""
    if not rules.starts_circuit(answers):
        return None
    return Circuit(answers.get(rules.TRUST) in rules.NOT_TO_CALL, ours=calls.protects_children(actor.desk_id))


def urgent(actor: Actor, row: Interview) -> dict[str, calls.Shown]:
    """Whom to call: somebody who heals, for the body and for thoughts of dying; against a threat."""
    return calls.for_a_life(actor, row.case)


def moment(one: Moment) -> dict[str, Any]:
    ending = words.ENDINGS.get(one.sitting.ending) if one.kind == states.END and one.sitting is not None else ""
    return {"row": one, "what": words.MOMENTS[one.kind], "code": ending or ""}


def in_language(code: str) -> str:
    return language(code)
