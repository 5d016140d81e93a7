"""A frozen edition of a report: read as it was, asked for on paper, checked by its hash."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from himaya.coordination import policy
from himaya.coordination.queries import reports as queries
from himaya.coordination.wordings import written
from himaya.kernel.actor import Actor
from himaya.web.roundtable.gate import at_the_table
from himaya.web.roundtable.reports import showing


@require_safe
@at_the_table
def one(request: HttpRequest, actor: Actor, report_id: UUID, number: int) -> HttpResponse:
    """The edition: nothing in it is counted anew."""
    row = queries.edition_of(actor, report_id, number)
    about = row.content["report"]
    figures = [figure for chapter in row.content["chapters"] for figure in chapter["figures"]]
    later = queries.visible_editions(actor).filter(report=row.report_id, number__gt=number)
    context = {
        "edition": row,
        "first": date.fromisoformat(about["first_day"]),
        "last": date.fromisoformat(about["last_day"]),
        "as_of": date.fromisoformat(about["as_of"]),
        "over": about["over"],
        "title": written(about["title"]),
        "chapters": showing.chapters(row.content),
        "sources": [(showing.figure(one), showing.source(one)) for one in figures],
        "later": later.defer("content").order_by("-number").first(),
        "is_secretariat": policy.is_secretariat(actor),
    }
    return render(request, "roundtable/reports/edition.html", context)
