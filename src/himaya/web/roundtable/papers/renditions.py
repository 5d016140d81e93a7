"""A paper that the worker makes: asked for, watched, fetched."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET

from himaya.adapters.paper import Paper
from himaya.coordination import states, words_papers
from himaya.coordination.actions import renditions
from himaya.coordination.models import Rendition
from himaya.coordination.papers import data
from himaya.kernel import languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow
from himaya.web.downloads import sandboxed
from himaya.web.methods import require_POST
from himaya.web.roundtable.gate import at_the_table
from himaya.web.roundtable.papers import preview

# Neutral names: a passer-by who sees the file learns nothing of a table or an institution.
NAMES = {
    data.MINUTES: "minutes",
    data.DRAFT: "draft",
    data.LETTER: "letter",
    data.PACKET: "packet",
    data.RESTITUTION: "restitution",
    data.ATTENDANCE: "attendance",
    data.EDITION: "text",
    data.TEXT: "text-draft",
    data.CONSULTATION: "consultation",
    data.TRACKED: "text-changes",
    data.REPORT: "report",
    data.FOLLOW_UP: "follow-up",
}
TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
FAULTS: dict[str, Promise] = {
    "missing": gettext_lazy("This server cannot make PDFs at the moment."),
    "too_long": gettext_lazy("The paper is so long that it did not get ready in time."),
    "too_large": gettext_lazy("The paper is too large for the memory of this server."),
    "gone": gettext_lazy("What this paper shows is no longer there."),
}
FAILED = gettext_lazy("The paper could not be made.")
FORMATS: dict[str, Promise] = {"pdf": gettext_lazy("PDF file"), "docx": gettext_lazy("document file (DOCX)")}


@require_POST
@at_the_table
def ask(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Ask for a paper, and go where its progress is shown."""
    try:
        object_id = UUID(request.POST.get("object", ""))
    except ValueError as fault:
        raise NotFound from fault
    row = renditions.ask(
        kind=request.POST.get("kind", ""),
        object_id=object_id,
        institution_id=request.POST.get("institution", ""),
        mode=request.POST.get("mode", ""),
        format=request.POST.get("format", ""),
        by=actor,
    )
    return redirect("roundtable:paper", rendition_id=row.pk)


@require_GET
@at_the_table
def page(request: HttpRequest, actor: Actor, rendition_id: UUID) -> HttpResponse:
    """How far the paper is, then where to fetch it. The progress alone is what htmx fetches again."""
    row = renditions.of(actor, rendition_id)
    context = {
        "paper": row,
        "kind": words_papers.PAPER_KINDS[row.kind],
        "mode": words_papers.MODES[row.mode],
        "format": FORMATS[row.format],
        "headline": _headline(row),
        "under_way": row.state in (states.QUEUED, states.RUNNING),
        "ready": row.state == states.READY,
        "failed": row.state == states.FAILED,
        "fault": FAULTS.get(row.fault, FAILED),
        "other_format": "docx" if row.format == "pdf" else "",
        "blocks": preview.shown(_paper(row)) if row.state == states.FAILED and row.fault != "gone" else [],
    }
    return render(request, "roundtable/papers/paper.html", context)


def _headline(row: Rendition) -> str:
    if row.state == states.READY:
        return _("The paper is ready")
    if row.state == states.FAILED:
        return str(FAILED)
    if row.state == states.RUNNING and row.done:
        return ngettext("Page %(n)d so far", "%(n)d pages so far", row.done) % {"n": row.done}
    return _("The paper is being made")


def _paper(row: Rendition) -> Paper:
    """The way out: the same paper on the page, to be printed from there."""
    found = data.gather(row.kind, row.object_id, row.institution_id)
    return data.lay_out(row.kind, found, mode=row.mode, exercise=settings.DEMO)  # type: ignore[arg-type]


@sandboxed
@require_GET
@at_the_table
def file(request: HttpRequest, actor: Actor, rendition_id: UUID) -> HttpResponse:
    """The paper as a file with a neutral name."""
    row = renditions.of(actor, rendition_id)
    if row.state != states.READY or row.content is None:
        raise NotNow(_("This paper is not ready yet. Its page shows how far it is."), code="paper_not_ready")
    name = f"{NAMES[row.kind]}.{row.format}"
    return HttpResponse(
        bytes(row.content),
        content_type=TYPES[row.format],
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Content-Language": _language(row)},
    )


def _language(row: Rendition) -> str:
    return "fr, ar" if row.mode == "both" else row.mode if row.mode in languages.CODES else "fr"
