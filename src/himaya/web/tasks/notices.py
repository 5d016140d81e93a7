"""What waits, as a list of the house's own: a coded sentence and a reference, never a name."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from himaya.cases.policy import works_on_cases
from himaya.kernel.actor import Actor
from himaya.tasks import policy, queries, words
from himaya.tasks.actions import times
from himaya.web.gate import only
from himaya.web.methods import require_POST
from himaya.web.tasks import seconds


@require_GET
@only(policy.check_has_notices)
def waiting(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What waits for the actor and for their desk, the newest first. Somebody who asks is told at any hour.

    First what takes two people, and waits for them as the second: that alone for whoever works with no file.
    """
    works = works_on_cases(actor)
    found = queries.notices(actor) if works else []
    rows = [
        {
            "notice": one,
            "task": one.line.task,
            "told": words.TOLD[one.line.task.told],
            "kind": words.kind(one.line.task.kind, one.line.contact),
            "contact": words.CONTACT.get(one.line.contact, ""),
        }
        for one in found
    ]
    context = {"here": "notices", "rows": rows, "fresh": any(one.fresh for one in found), "works": works}
    told = {**context, "seconds": seconds.shown(actor), "leads": policy.leads_desk(actor)}
    return render(request, "tasks/notices.html", told)


@require_POST
@only(policy.check_works)
def read(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Everything that waits is read."""
    times.read_notices(by=actor)
    return redirect("tasks:notices")
