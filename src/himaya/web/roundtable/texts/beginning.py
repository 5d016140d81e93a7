"""A draft begins: from what is adopted, from forms of the house in force, from the catalogue, or empty."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from himaya.coordination import states
from himaya.coordination.actions import drafts
from himaya.coordination.models import Document, Draft
from himaya.coordination.queries import drafts as queries
from himaya.instruments.models import Version
from himaya.kernel import languages
from himaya.kernel.actor import Actor
from himaya.web.roundtable.gate import secretariat_only
from himaya.web.roundtable.practice.running import ask
from himaya.web.roundtable.tables.lists import Item
from himaya.web.roundtable.tables.reading import Form, shown

FIELDS = {"source": "source", "names": "names", "form_owned": "names"}


@require_http_methods(["GET", "POST"])
@secretariat_only
def begin(request: HttpRequest, actor: Actor, document_id: UUID) -> HttpResponse:
    """Choose what the text begins from. A POST begins it."""
    row = queries.document_of(actor, document_id)
    if request.method != "POST":
        return _page(request, row, None)
    form = Form(request.POST)
    takes = {"document_id": document_id, "source": form.text("source"), "names": form.many("names")}
    outcome = ask(drafts.begin, form, FIELDS, "source", by=actor, **takes)
    if not outcome.done:
        return _page(request, row, form, told=outcome.told, status=outcome.status)
    messages.success(request, _("The draft is begun. Only the secretariat sees it until it goes round."))
    made = Draft.objects.filter(document=row).order_by("-number")[0]
    return redirect("roundtable:draft", draft_id=made.pk)


def _page(
    request: HttpRequest, row: Document, form: Form | None, *, told: str | Promise = "", status: int = 200
) -> HttpResponse:
    last = queries.last_edition(row)
    shared = _("Choose them below; questions they share stand once.")
    sources = [
        Item(drafts.FORMS, _("From forms of the house in force"), shared),
        Item(drafts.EMPTY, _("Empty"), _("Write it clause by clause, or read a spreadsheet in.")),
    ]
    if row.kind == states.INDICATOR_SET:
        # The words of the reference page, so that both say the same.
        hint = _("Reference and interview material. It is not a form, it is not adopted, and it is never a score.")
        sources.insert(1, Item(drafts.CATALOGUE, _("Catalogue of indicators"), hint))
    if last is not None:
        hint = _("Everything stays as adopted until you change it.")
        sources.insert(0, Item(drafts.EDITION, _("From the adopted text"), hint))
    context = shown(form) | {
        "row": row,
        "told": told,
        "sources": sources,
        "forms": [Item(one.name, _title(one)) for one in queries.forms_to_begin_from()],
    }
    if form is None:
        linked = row.version.name if row.version is not None else ""
        source = drafts.EDITION if last is not None else drafts.FORMS if linked else ""
        context["typed"] = {"source": source, "names": [linked]}
    return render(request, "roundtable/texts/begin.html", context, status=status)


def _title(version: Version) -> str:
    return languages.pick({"fr": version.title_fr, "ar": version.title_ar, "en": version.title_en})
