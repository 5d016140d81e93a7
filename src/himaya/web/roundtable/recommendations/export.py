"""The register as a file: what the list on the page shows, all pages of it, as CSV or as a spreadsheet."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from himaya.adapters import sheets
from himaya.coordination import register_sheet
from himaya.kernel import languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from himaya.web.downloads import as_file, sandboxed
from himaya.web.roundtable.gate import at_the_table
from himaya.web.roundtable.recommendations import listing

CSV, XLSX = "csv", "xlsx"


@sandboxed
@require_safe
@at_the_table
def page(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The file, narrowed as the address asks. `as` is `xlsx` (by default) or `csv`."""
    form = request.GET.get("as", XLSX)
    if form not in (CSV, XLSX):
        raise NotFound
    header = register_sheet.header()
    rows = register_sheet.rows(actor, listing.read(request.GET, actor))
    rtl = languages.current() == "ar"
    body = sheets.as_csv(header, rows) if form == CSV else sheets.as_xlsx(header, rows, rtl=rtl)
    return as_file(body, "list", form)
