"""The lists: what is with oneself, what is with the desk, what is to be done about one case. No figure by colleague."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.views.decorators.http import require_GET

from himaya.cases import queries_compartments as compartments
from himaya.cases.access import held_case
from himaya.kernel.actor import Actor
from himaya.staff_care import queries as staff_care
from himaya.tasks import policy, queries, rules, states, words
from himaya.tasks.queries import Line
from himaya.web.gate import only
from himaya.web.tasks import seconds

TONES = {rules.LATE: "late", rules.TODAY: "wait"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A task as its line in a list."""

    line: Line
    kind: Promise
    state: Promise
    when: Promise
    tone: str
    mine: bool
    # Why the actor may not act on it; empty where they may.
    why: str
    contact: Promise | str = ""

    @property
    def may(self) -> bool:
        return not self.why


def shown(actor: Actor, lines: Iterable[Line]) -> list[Shown]:
    """Codes of the lines as words, and whether the actor may act on them."""
    return [
        Shown(
            line=line,
            kind=words.kind(line.task.kind, line.contact),
            state=words.STATES[line.task.state],
            when=words.BUCKETS[line.bucket],
            tone=TONES.get(line.bucket, "calm"),
            mine=line.holder == actor.account_id,
            why=policy.why_not_act(actor, line.task, line.holder),
            contact=words.CONTACT.get(line.contact, "") if line.task.state in states.LIVE else "",
        )
        for line in lines
    ]


@require_GET
@only(policy.check_works)
def mine(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What is with the actor."""
    context = {
        "here": "mine",
        "lines": shown(actor, queries.mine(actor)),
        "seconds": seconds.shown(actor),
        "leads": policy.leads_desk(actor),
        "for_you": staff_care.something_waits(actor),
        "desk_day_passed": staff_care.desk_day_passed(actor),
        "nobody_opens": compartments.nobody_opens(actor),
    }
    return render(request, "tasks/list.html", context)


@require_GET
@only(policy.check_works)
def of_desk(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What is with the desk: nobody's yet, or nobody's any more."""
    lines = shown(actor, queries.of_the_desk(actor))
    context = {"here": "desk", "lines": lines, "nobody_opens": compartments.nobody_opens(actor)}
    return render(request, "tasks/list.html", {**context, "leads": policy.leads_desk(actor)})


@require_GET
@only(policy.check_works)
def of_case(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """What is to be done about a case that the desk holds, with whom it is, and what was done."""
    case = held_case(actor, case_id)
    live, ended = queries.of_case(actor, case_id)
    context = {"case": case, "open": case.state == "open", "lines": shown(actor, live), "ended": shown(actor, ended)}
    return render(request, "tasks/of_case.html", context)
