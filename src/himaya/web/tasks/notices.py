"""What waits, as a list of the house's own: a coded sentence and a reference, never a name."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from himaya.kernel.actor import Actor
from himaya.tasks import policy, queries, words
from himaya.tasks.actions import times
from himaya.web.gate import only
from himaya.web.methods import require_POST


@require_GET
@only(policy.check_works)
def waiting(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What waits for the actor and for their desk, the newest first. Somebody who asks is told at any hour."""
    found = queries.notices(actor)
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
    context = {"here": "notices", "rows": rows, "fresh": any(one.fresh for one in found)}
    return render(request, "tasks/notices.html", {**context, "leads": policy.leads_desk(actor)})


@require_POST
@only(policy.check_works)
def read(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Everything that waits is read."""
    times.read_notices(by=actor)
    return redirect("tasks:notices")
