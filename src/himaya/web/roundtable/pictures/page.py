"""The pictures of the follow-up on one page, to be read and printed; each table as a file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from himaya.adapters import sheets
from himaya.coordination import states_following as states
from himaya.coordination.queries.recommendations import VERIFIED
from himaya.coordination.words_following import SOURCES
from himaya.insight import follow_up
from himaya.insight.follow_up import Pictures
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from himaya.web.downloads import as_file, sandboxed
from himaya.web.roundtable.gate import at_the_table
from himaya.web.roundtable.pictures import figures
from himaya.web.roundtable.tables import lists


@require_safe
@at_the_table
def shown(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The pictures, of every source or of one."""
    source = _source(request)
    found = follow_up.of(actor, source=source)
    context = {
        "headline": _headline(found),
        "found": found,
        "figures": figures.all_of(found, source) if found.total else [],
        "source": source,
        "sources": lists.of(SOURCES),
    }
    return render(request, "roundtable/pictures/page.html", context)


@sandboxed
@require_safe
@at_the_table
def table(request: HttpRequest, actor: Actor, picture: str) -> HttpResponse:
    """The table of one picture as a file that spreadsheets open."""
    source = _source(request)
    found = follow_up.of(actor, source=source)
    figure = next((one for one in figures.all_of(found, source) if one.slug == picture), None)
    if figure is None:
        raise NotFound
    return as_file(sheets.as_csv(*figures.as_rows(figure)), "table", "csv")


def _source(request: HttpRequest) -> str:
    asked = request.GET.get("source", "")
    return asked if asked in states.SOURCES else ""


def _headline(found: Pictures) -> str:
    if not found.total:
        return _("Nothing to draw yet")
    verified = found.today.counts[VERIFIED]
    return ngettext(
        "%(n)d of %(all)d recommendations is verified", "%(n)d of %(all)d recommendations are verified", verified
    ) % {"n": verified, "all": found.total}
