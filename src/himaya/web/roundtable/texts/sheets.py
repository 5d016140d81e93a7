"""Forms as spreadsheets: one read in, those of a draft or an edition sent out under a neutral name."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from himaya.coordination import drafting, readiness, spreadsheets
from himaya.coordination.actions import drafts
from himaya.coordination.models import Document, Draft
from himaya.coordination.queries import drafts as queries
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from himaya.web.downloads import as_file, sandboxed
from himaya.web.roundtable.gate import at_the_table, secretariat_only
from himaya.web.roundtable.papers.upload import in_memory
from himaya.web.roundtable.practice.running import ask
from himaya.web.roundtable.tables.reading import Form, shown
from himaya.web.uploads import sent

FIELD = "file"
DRAFT_NUMBER = "0"


@in_memory
@require_http_methods(["GET", "POST"])
@secretariat_only
def bring(request: HttpRequest, actor: Actor, document_id: UUID) -> HttpResponse:
    """Choose a spreadsheet. A POST reads it into a draft."""
    row = queries.document_of(actor, document_id)
    if request.method != "POST":
        return _page(request, row, None)
    form, came = Form(request.POST), sent(request, FIELD)
    if came is None:
        form.wrong[FIELD] = _("Choose a spreadsheet (.xlsx) from this device.")
    elif came.too_large:
        form.wrong[FIELD] = drafts.NOT_READ["too_large"]
    content = came.content if came is not None else b""
    outcome = ask(drafts.import_form, form, {}, FIELD, by=actor, document_id=document_id, content=content)
    if not outcome.done:
        return _page(request, row, form, told=outcome.told, status=outcome.status)
    messages.success(request, _("The form is read in. Look through what is missing before it goes on."))
    made = Draft.objects.filter(document=row).order_by("-number")[0]
    return redirect("roundtable:draft", draft_id=made.pk)


def _page(
    request: HttpRequest, row: Document, form: Form | None, *, told: str | Promise = "", status: int = 200
) -> HttpResponse:
    return render(request, "roundtable/texts/import.html", shown(form) | {"row": row, "told": told}, status=status)


@sandboxed
@require_safe
@at_the_table
def of_draft(request: HttpRequest, actor: Actor, draft_id: UUID, name: str) -> HttpResponse:
    """A form of a draft as .xlsx."""
    draft = queries.draft_of(actor, draft_id)
    return _sheet(readiness.compiled(draft, drafting.content(draft)), name, DRAFT_NUMBER)


@sandboxed
@require_safe
@at_the_table
def of_edition(request: HttpRequest, actor: Actor, edition_id: UUID, name: str) -> HttpResponse:
    """A form of what was adopted as .xlsx, under the number of its version."""
    edition = queries.edition_of(actor, edition_id)
    version = next((one.version.version for one in queries.edition_forms(edition) if one.name == name), DRAFT_NUMBER)
    return _sheet(drafting.of_edition(edition), name, version)


def _sheet(content: Mapping[str, Any], name: str, version: str) -> HttpResponse:
    try:
        body = spreadsheets.exported(content, name, version)
    except KeyError as absent:
        raise NotFound from absent
    # A passer-by who sees the file's name learns nothing.
    return as_file(body, "form", "xlsx")
