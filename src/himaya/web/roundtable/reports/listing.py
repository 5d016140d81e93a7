"""The reports: begun by the secretariat, read by all who take part once an edition is frozen."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from himaya.coordination import policy, states
from himaya.coordination import states_following as following
from himaya.coordination.actions import reports
from himaya.coordination.models import Cycle, Report, ReportEdition
from himaya.coordination.queries import reports as queries
from himaya.coordination.queries import tables
from himaya.coordination.wordings import written
from himaya.insight.reporting import titles
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.web.roundtable.gate import at_the_table
from himaya.web.roundtable.practice.running import ask
from himaya.web.roundtable.tables.lists import Item
from himaya.web.roundtable.tables.reading import Form, shown

FIELDS = {"year": "year", "cycle": "cycle", "report_days": "last_day"}
YEARS_BACK = 5
NO_YEAR = gettext_lazy("Choose the year that the report is about.")


@require_http_methods(["GET", "POST"])
@at_the_table
def listed(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What there is to read; for the secretariat also what is under way. A POST begins a report."""
    if request.method != "POST":
        return _page(request, actor, None)
    policy.check_secretariat(actor)
    form = Form(request.POST)
    takes = _annual(form) if form.text("kind") == following.ANNUAL else _funder(form)
    made: list[Report] = []
    outcome = ask(lambda **given: made.append(reports.begin(**given)), form, FIELDS, "kind", by=actor, **takes)
    if not outcome.done:
        return _page(request, actor, form, told=outcome.told, status=outcome.status)
    messages.success(request, _("Begun. Its figures are there already; write its chapters."))
    return redirect("roundtable:report", report_id=made[0].pk)


def _annual(form: Form) -> dict[str, Any]:
    return {"kind": following.ANNUAL, "year": form.number("year", NO_YEAR)}


def _funder(form: Form) -> dict[str, Any]:
    return {
        "kind": form.typed["kind"],
        "cycle_id": form.uuid("cycle"),
        "first_day": form.day("first_day", needed=False),
        "last_day": form.day("last_day", needed=False),
    }


def _page(
    request: HttpRequest, actor: Actor, form: Form | None, *, told: str | Promise = "", status: int = 200
) -> HttpResponse:
    ours = policy.is_secretariat(actor)
    editions = list(queries.visible_editions(actor).defer("content"))
    under_way = queries.with_editions(actor)
    context = shown(form) | {
        "told": told,
        "headline": _headline(len(editions)),
        "editions": [] if ours else [(row, _title(row)) for row in editions],
        "reports": [(row, written(titles(row))) for row in under_way],
        "may_begin": ours,
        "years": _years(),
        "cycles": [Item(str(row.pk), row.title) for row in _cycles(actor)] if ours else [],
        "kind": form.typed.get("kind", "") if form else "",
        "annual": following.ANNUAL,
        "funder": following.FUNDER,
    }
    if form is None:
        context["typed"] = {"year": str(_last_year())}
    return render(request, "roundtable/reports/list.html", context, status=status)


def _headline(frozen: int) -> str:
    if not frozen:
        return _("No report is frozen yet")
    words = ngettext("%(n)d edition of reports is frozen", "%(n)d editions of reports are frozen", frozen)
    return words % {"n": frozen}


def _title(row: ReportEdition) -> str:
    return written(titles(row.report))


def _last_year() -> int:
    """The year before: its report is written in the first months of this one."""
    return clock.today().year - 1


def _years() -> list[Item]:
    this: date = clock.today()
    return [Item(str(year), str(year)) for year in range(this.year, this.year - YEARS_BACK, -1)]


def _cycles(actor: Actor) -> list[Cycle]:
    rows = tables.cycle_list(actor).filter(recorded=False, state__in=(states.OPEN, states.CLOSED))
    return list(rows)
