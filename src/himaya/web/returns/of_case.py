"""Going and staying: where it stands, and the one next step."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from himaya.kernel.actor import Actor
from himaya.returns import policy
from himaya.returns.access import open_return
from himaya.web.gate import only


@require_http_methods(["GET"])
@only(policy.check_works)
def of_case(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """The page."""
    with open_return(actor, case_id) as opened:
        return render(request, "returns/of_case.html", {"case": opened.case, "opened": opened})
