"""What a cycle cost, line by line, as the secretariat enters it: one sum for each currency, nothing converted."""

import re
from collections import Counter
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from himaya.coordination import policy, rules_reporting, words_reports
from himaya.coordination.actions import costs
from himaya.coordination.models import CostLine, Cycle
from himaya.coordination.queries import reports as queries
from himaya.insight.report_cells import money
from himaya.institutions import content
from himaya.kernel import clock, languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from himaya.kernel.models import Stamp
from himaya.web.roundtable.gate import secretariat_only
from himaya.web.roundtable.practice.running import ask
from himaya.web.roundtable.tables import lists
from himaya.web.roundtable.tables.reading import Form, shown

FIELDS = {
    "cost_day": "on",
    "cost_heading": "heading",
    "amount": "amount",
    "currency": "currency",
    "text_missing": "text",
    "text_length": "text",
    "case_data": "text",
}
AMOUNT = re.compile(r"(\d{1,11})(?:[.,](\d{1,2}))?")
BLANKS = (" ", "\u00a0", "\u202f")
NO_AMOUNT = gettext_lazy("Write the amount as a number, such as 1250.50.")


@require_http_methods(["GET", "POST"])
@secretariat_only
def page(request: HttpRequest, actor: Actor, cycle_id: UUID) -> HttpResponse:
    """The lines and their sums. A POST enters a line or takes one back."""
    cycle = policy.cycle_of(actor, cycle_id)
    if request.method != "POST":
        return _page(request, cycle, None)
    form = Form(request.POST)
    does = {"enter": _enter, "take_back": _take_back}.get(form.text("do"))
    if does is None:
        raise NotFound
    return does(request, actor, cycle, form)


def _enter(request: HttpRequest, actor: Actor, cycle: Cycle, form: Form) -> HttpResponse:
    takes: dict[str, Any] = {
        "cycle_id": cycle.pk,
        "on": form.day("on"),
        "heading": form.text("heading"),
        "text": form.text("text"),
        "amount": _amount(form),
        "currency": form.text("currency").upper(),
    }
    outcome = ask(costs.enter, form, FIELDS, "text", by=actor, **takes)
    if not outcome.done:
        return _page(request, cycle, form, told=outcome.told, status=outcome.status)
    messages.success(request, _("Entered. The next line can be written."))
    return redirect("roundtable:costs", cycle_id=cycle.pk)


def _take_back(request: HttpRequest, actor: Actor, cycle: Cycle, form: Form) -> HttpResponse:
    cost_id = form.uuid("cost")
    # A line of another cycle is taken back on the page of that cycle.
    if cost_id is None or not CostLine.objects.filter(pk=cost_id, cycle=cycle).exists():
        raise NotFound
    outcome = ask(costs.take_back, form, {}, "reason", by=actor, cost_id=cost_id, reason=form.text("reason"))
    if not outcome.done:
        return _page(request, cycle, form, told=outcome.told, status=outcome.status)
    messages.success(request, _("Taken back. The line stays here with its reason, and counts no more."))
    return redirect("roundtable:costs", cycle_id=cycle.pk)


def _amount(form: Form) -> int:
    """Hundredths of what was typed, with a comma or a point before the cents; 0 with its sentence else."""
    typed = form.text("amount")
    for blank in BLANKS:
        typed = typed.replace(blank, "")
    found = AMOUNT.fullmatch(typed)
    if found is None or not typed.isascii():
        form.wrong["amount"] = NO_AMOUNT
        return 0
    return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))


def _page(
    request: HttpRequest, cycle: Cycle, form: Form | None, *, told: str | Promise = "", status: int = 200
) -> HttpResponse:
    rows = list(queries.costs_of(cycle))
    standing = [row for row in rows if row.taken_back_on is None]
    taking = form.uuid("cost") if form is not None and form.typed.get("do") == "take_back" else None
    context = shown(None if taking else form) | {
        "cycle": cycle,
        "told": told,
        "errors": shown(form)["errors"],
        "headline": _headline(len(standing)),
        "lines": [(row, words_reports.COST_HEADINGS.get(row.heading, row.heading), _money(row.amount)) for row in rows],
        "sums": _sums(standing),
        "headings": lists.of(words_reports.COST_HEADINGS),
        "may_enter": not cycle.recorded,
        "taking": str(taking or ""),
        "reason": shown(form) if taking else shown(None),
    }
    if form is None or taking:
        usual = Counter(row.currency for row in standing).most_common(1)
        context["typed"] = {"on": clock.today().isoformat(), "currency": usual[0][0] if usual else _currency()}
    return render(request, "roundtable/reports/costs.html", context, status=status)


def _headline(standing: int) -> str:
    if not standing:
        return _("No cost is entered yet")
    return ngettext("%(n)d cost line", "%(n)d cost lines", standing) % {"n": standing}


def _money(amount: int) -> str:
    return money(amount, languages.current())


def _sums(rows: list[CostLine]) -> list[tuple[str, str]]:
    known = rules_reporting.sums((row.currency, row.heading, row.amount) for row in rows)
    return [(currency, _money(sum(headings.values()))) for currency, headings in sorted(known.items())]


def _currency() -> str:
    """The currency of the nation, where its pack names one."""
    pack = Stamp.objects.filter(pk=1).values_list("pack", flat=True).first()
    return content.load_pack(pack).currency if pack else ""
