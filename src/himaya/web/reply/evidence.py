"""Evidence at a reply link: a file that is given, a file that is read."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from himaya.coordination import linking
from himaya.coordination.actions import evidence as verbs
from himaya.coordination.actions.scans import REFUSED
from himaya.coordination.models import ReplyLink
from himaya.web.downloads import ENDINGS, as_file, sandboxed
from himaya.web.reply import views
from himaya.web.reply.gate import by_link, opens
from himaya.web.reply.reading import Typed
from himaya.web.uploads import in_memory_for, sent


@in_memory_for(opens)
@require_http_methods(["GET", "POST"])
@by_link
def add(request: HttpRequest, link: ReplyLink, recommendation_id: UUID) -> HttpResponse:
    """Give evidence; when it cannot be kept, the page comes back with what was typed.

    Whoever changes the language there comes back to this address: it leads to the page.
    """
    actor = linking.actor_of(link)
    row = views.concerned(actor, recommendation_id)
    if request.method != "POST":
        return redirect("reply:one", token=linking.token_of(link), recommendation_id=row.pk)
    typed, came = Typed(request.POST), sent(request, "file")
    takes: dict[str, Any] = {
        "kind": typed.text("kind"),
        "title": typed.text("title"),
        "dated_on": typed.day("dated_on"),
        "confidentiality": typed.text("confidentiality"),
        "where": typed.text("where"),
        "data": came.content if came is not None else None,
    }
    if came is not None and came.too_large:
        typed.wrong["file"] = REFUSED["too_large"]
    rest = "file" if takes["title"] else "title"
    if not typed.ask(verbs.add, rest, by=actor, recommendation_id=row.pk, **takes):
        return views.page(request, link, row, typed)
    return views.gone_well(link, row, "evidence")


@sandboxed
@require_safe
@by_link
def file(request: HttpRequest, link: ReplyLink, evidence_id: UUID) -> HttpResponse:
    """The file, under a name that says nothing. That it was read stands in the audit, with the link."""
    with verbs.open_file(linking.actor_of(link), evidence_id) as opened:
        return as_file(opened.data, "evidence", ENDINGS[opened.kind])
