"""One chapter of a report: what it is for, its text in the languages, the figures that stand in it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from himaya.coordination import report_skeletons
from himaya.coordination.actions import reports
from himaya.coordination.models import Report
from himaya.coordination.queries import reports as queries
from himaya.coordination.report_skeletons import Chapter
from himaya.coordination.wordings import written
from himaya.insight import reporting
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow
from himaya.kernel.languages import CODES
from himaya.web.roundtable.gate import secretariat_only
from himaya.web.roundtable.practice.running import ask
from himaya.web.roundtable.reports import showing
from himaya.web.roundtable.tables.reading import Form, shown


@require_http_methods(["GET", "POST"])
@secretariat_only
def one(request: HttpRequest, actor: Actor, report_id: UUID, chapter: str) -> HttpResponse:
    """The chapter. A POST keeps its text."""
    row = queries.report_of(actor, report_id)
    known = report_skeletons.book().skeletons[row.kind].chapter(chapter)
    if known is None:
        raise NotFound
    if request.method != "POST":
        return _page(request, actor, row, known, None)
    form = Form(request.POST)
    texts = {code: form.long(f"text_{code}") for code in CODES}
    seen = form.number("seen", _("This page is out of date. Open it again."))
    takes: dict[str, Any] = {"report_id": report_id, "chapter": chapter, "texts": texts, "seen": seen}
    outcome = ask(reports.write, form, {}, "text_fr", by=actor, **takes)
    if not outcome.done:
        stale = outcome.status == NotNow.status
        return _page(request, actor, row, known, form, told=outcome.told, status=outcome.status, stale=stale)
    messages.success(request, _("Kept. It is in the report, and in every edition that is frozen from now on."))
    return redirect("roundtable:report", report_id=report_id)


def _page(
    request: HttpRequest,
    actor: Actor,
    row: Report,
    chapter: Chapter,
    form: Form | None,
    *,
    told: str | Promise = "",
    status: int = 200,
    stale: bool = False,
) -> HttpResponse:
    content = reporting.compose(actor, row)
    composed = next(one for one in content["chapters"] if one["id"] == chapter.id)
    kept = queries.texts_of(row).get(chapter.id)
    context = shown(form) | {
        "row": row,
        "title": written(content["report"]["title"]),
        "chapter": showing.chapter(composed),
        "guide": chapter.guide,
        "told": told,
        # Whoever comes second sees what the first wrote beside their own, and may keep a text made of both.
        "meanwhile": [(code, text) for code, text in composed["texts"].items() if text] if stale else [],
        "seen": kept.revision if kept else 0,
    }
    if form is None:
        context["typed"] = {f"text_{code}": text for code, text in composed["texts"].items()}
    return render(request, "roundtable/reports/chapter.html", context, status=status)
