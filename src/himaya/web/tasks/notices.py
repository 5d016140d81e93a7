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
    rows = [
        {
            "notice": one,
            "task": one.line.task,
            "told": words.TOLD[one.line.task.told],
            "kind": words.KINDS[one.line.task.kind],
        }
        for one in queries.notices(actor)
    ]
    context = {"here": "notices", "rows": rows, "fresh": any(row["notice"].fresh for row in rows)}  # type: ignore[attr-defined]
    return render(request, "tasks/notices.html", {**context, "leads": policy.leads_desk(actor)})


@require_POST
@only(policy.check_works)
def read(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Everything that waits is read."""
    times.read_notices(by=actor)
    return redirect("tasks:notices")
