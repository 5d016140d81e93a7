"""A document that the table will decide on."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from himaya.coordination import policy, states, words_tables
from himaya.coordination.actions import documents
from himaya.coordination.models import Cycle
from himaya.instruments.models import Version
from himaya.kernel import languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.unit import log_refusal
from himaya.web.roundtable.gate import secretariat_only
from himaya.web.roundtable.tables import lists
from himaya.web.roundtable.tables.lists import Item
from himaya.web.roundtable.tables.reading import Form, shown

FIELDS = {
    "title_missing": "title_fr",
    "title_long": "title_fr",
    "case_data": "title_fr",
    "document_kind": "kind",
    "institution_unknown": "owner",
    "version_unknown": "version",
}


@require_http_methods(["GET", "POST"])
@secretariat_only
def enter(request: HttpRequest, actor: Actor, cycle_id: UUID) -> HttpResponse:
    """Enter a document with the day from which it can be decided."""
    cycle = policy.cycle_of(actor, cycle_id)
    if request.method != "POST":
        return _page(request, cycle, None)
    form = Form(request.POST)
    titles, kind = form.texts("title"), form.text("kind")
    owner, version, decide_on = form.text("owner"), form.text("version"), form.day("decide_on", needed=False)
    if not form.wrong:
        try:
            documents.enter(
                cycle_id=cycle_id,
                kind=kind,
                titles=titles,
                owner_id=owner or None,
                version_name=version,
                decide_on=decide_on,
                by=actor,
            )
        except NotValid as refusal:
            form.refused(refusal, FIELDS)
        except NotNow as refusal:
            log_refusal(refusal, by=actor, where="roundtable:documents")
            return _page(request, cycle, form, told=refusal.sentence, status=refusal.status)
        else:
            messages.success(request, _("The document is entered. The agenda proposes it when its day has come."))
            return redirect("roundtable:cycle", cycle_id=cycle_id)
    return _page(request, cycle, form, status=NotValid.status)


def _page(
    request: HttpRequest, cycle: Cycle, form: Form | None, *, told: object = "", status: int = 200
) -> HttpResponse:
    context = {
        **shown(form),
        "cycle": cycle,
        "told": told,
        "kinds": lists.of(words_tables.DOCUMENT_KINDS, *states.DOCUMENT_KINDS),
        "institutions": lists.as_items(lists.institutions()),
        "versions": [Item(one.name, _title(one)) for one in _versions()],
    }
    return render(request, "roundtable/tables/documents.html", context, status=status)


def _versions() -> list[Version]:
    """The latest version of each form of the house, by title."""
    latest = {one.name: one for one in Version.objects.order_by("stored_on", "pk")}
    return sorted(latest.values(), key=lambda one: one.name)


def _title(version: Version) -> str:
    return languages.pick({"fr": version.title_fr, "ar": version.title_ar, "en": version.title_en})
