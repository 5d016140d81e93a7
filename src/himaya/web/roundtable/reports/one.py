"""A report under way: its chapters with their figures as they stand now, what is still to write, and the freezing."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_http_methods, require_safe

from himaya.coordination import report_skeletons
from himaya.coordination.actions import reports
from himaya.coordination.models import Report
from himaya.coordination.queries import reports as queries
from himaya.coordination.wordings import written
from himaya.insight import reporting
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from himaya.web.roundtable.gate import secretariat_only
from himaya.web.roundtable.practice.running import ask
from himaya.web.roundtable.reports import showing
from himaya.web.roundtable.reports.showing import Chapter
from himaya.web.roundtable.tables.reading import Form

# A report is printed in the two languages of the administration; English may follow.
NEEDED = ("fr", "ar")


@require_http_methods(["GET", "POST"])
@secretariat_only
def one(request: HttpRequest, actor: Actor, report_id: UUID) -> HttpResponse:
    """The report as it stands. A POST freezes an edition of it."""
    row = queries.report_of(actor, report_id)
    content = reporting.compose(actor, row)
    if request.method != "POST":
        return _page(request, row, content)
    outcome = ask(reports.freeze, Form(request.POST), {}, "report", by=actor, report_id=report_id, content=content)
    if not outcome.done:
        return _page(request, row, content, told=outcome.told, status=outcome.status)
    frozen = row.editions.defer("content").order_by("-number")[0]
    messages.success(request, _("Frozen. This edition never changes; what comes later is another one."))
    return redirect("roundtable:report_edition", report_id=report_id, number=frozen.number)


def _page(
    request: HttpRequest, row: Report, content: reporting.Data, *, told: str | Promise = "", status: int = 200
) -> HttpResponse:
    chapters = showing.chapters(content)
    guides = {one.id: one.guide for one in report_skeletons.book().skeletons[row.kind].chapters}
    lacks = [(one, [code for code in NEEDED if not one.texts[code]]) for one in chapters]
    context = {
        "row": row,
        "title": written(content["report"]["title"]),
        "headline": _headline(chapters),
        "as_of": date.fromisoformat(content["report"]["as_of"]),
        "over": content["report"]["over"],
        "lines": [(one, _word(lacking), guides[one.id]) for one, lacking in lacks],
        "lacking": sum(bool(lacking) for _, lacking in lacks),
        "editions": list(row.editions.defer("content").order_by("-number")),
        "told": told,
    }
    return render(request, "roundtable/reports/report.html", context, status=status)


def _headline(chapters: list[Chapter]) -> str:
    done = sum(any(one.texts.values()) for one in chapters)
    words = ngettext("%(n)d chapter of %(all)d is written", "%(n)d chapters of %(all)d are written", done)
    return words % {"n": done, "all": len(chapters)}


def _word(lacking: list[str]) -> str:
    """What a chapter lacks, in a word of its own for each case: no sentence is put together."""
    return {
        (): "",
        ("fr",): _("French is missing"),
        ("ar",): _("Arabic is missing"),
        ("fr", "ar"): pgettext("chapter", "not written yet"),
    }[tuple(lacking)]


@require_safe
@secretariat_only
def figure(request: HttpRequest, actor: Actor, report_id: UUID, figure_id: str) -> HttpResponse:
    """One figure: its number, what it counts, of what, over which days, from which register, what is hidden."""
    row = queries.report_of(actor, report_id)
    found = reporting.figure(actor, row, figure_id)
    if found is None:
        raise NotFound
    context = {
        "row": row,
        "title": written(reporting.titles(row)),
        "figure": showing.figure(found),
        "source": showing.source(found),
    }
    return render(request, "roundtable/reports/figure.html", context)
