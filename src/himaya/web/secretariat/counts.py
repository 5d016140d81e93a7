"""One month of every desk, small cells hidden."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from himaya.insight.desk_counts import COLUMNS, Month, of_month
from himaya.insight.people import last_of
from himaya.insight.rules_periods import months_over
from himaya.institutions.models import Desk
from himaya.kernel import clock
from himaya.web.middleware import actor_of

HEADINGS: dict[str, Promise] = {
    "screened": gettext_lazy("First questions kept"),
    "refused": gettext_lazy("Help refused"),
    "sent": gettext_lazy("Referrals sent"),
    "received": gettext_lazy("Referrals received"),
    "answered": gettext_lazy("Answered"),
    "unanswered": gettext_lazy("Unanswered in time"),
    "no_service": gettext_lazy("No service available"),
    "reported": gettext_lazy("Reported back"),
}
# The upper end of the bucket in which the median answer lies, in minutes (cases.clocks.BUCKETS).
MEDIANS: dict[str, Promise] = {
    "15": gettext_lazy("within 15 minutes"),
    "60": gettext_lazy("within 1 hour"),
    "240": gettext_lazy("within 4 hours"),
    "1440": gettext_lazy("within 1 day"),
    "4320": gettext_lazy("within 3 days"),
    "10080": gettext_lazy("within 7 days"),
    "longer": gettext_lazy("after more than 7 days"),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """A count; `value` is None where it is hidden. `label` repeats the heading for a narrow screen."""

    label: str | Promise
    value: int | None


@dataclass(frozen=True, slots=True)
class Row:
    """One desk: its cells in the order of the headings, and where its median answer lies, None where that is hidden."""

    desk: str
    institution: str
    cells: list[Cell]
    median: str | None


@require_safe
def counts(request: HttpRequest) -> HttpResponse:
    """The counts of the chosen month; of the last one that is over when what was typed is none of the list."""
    actor = actor_of(request)
    if not actor.is_known:
        return redirect_to_login(request.get_full_path(), "account:sign_in")
    today, typed = clock.today(), request.GET.get("month", "")
    months = months_over(today)
    found = of_month(actor, next((month for month in months if f"{month:%Y-%m}" == typed), months[0]))
    totals = found.table.totals
    context = {
        "month": found,
        "months": months,
        "running": today.replace(day=1),
        "seen_from": last_of(today) + timedelta(days=1),
        "headings": list(HEADINGS.values()),
        "rows": _rows(found),
        "totals": [Cell(HEADINGS[column], totals[column]) for column in COLUMNS],
        "answered": totals["answered"],
        "received": totals["received"],
        "share": totals["answered"] is not None and bool(totals["received"]),
        "hidden": found.table.hidden,
    }
    return render(request, "secretariat/counts.html", context)


def _rows(found: Month) -> list[Row]:
    desks = Desk.objects.select_related("institution").in_bulk(list(found.table.rows))
    return [_row(found, desk_id, cells, desks) for desk_id, cells in found.table.rows.items()]


def _row(found: Month, desk_id: str, cells: Mapping[str, int | None], desks: Mapping[str, Desk]) -> Row:
    desk = desks.get(desk_id)
    return Row(
        desk=desk.name if desk else desk_id,
        institution=desk.institution.name if desk else "",
        cells=[Cell(HEADINGS[column], cells[column]) for column in COLUMNS],
        median=None if cells["answered"] is None else str(MEDIANS.get(found.medians.get(desk_id, ""), "")),
    )
