"""Opening hours on a page: as lines to read, and as a form that the lead of a desk types over."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from himaya.institutions import rules_hours
from himaya.institutions.actions import desks
from himaya.institutions.models import Desk
from himaya.institutions.rules import DAYS, RAMADAN, Hours
from himaya.kernel import days, languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.unit import log_refusal
from himaya.services import words
from himaya.web.services.form import Form
from himaya.web.services.gate import readers

WEEK, MONTH = "w", "r"
Day = tuple[str, str]


def week(hours: Any) -> list[Day]:
    """The weekly hours, a line a day; none for a desk that never closes or says nothing."""
    kept = hours if isinstance(hours, Mapping) else {}
    return _lines(kept) if kept else []


def ramadan(hours: Any) -> dict[str, Any]:
    """The hours of Ramadan with their first and last day, or nothing."""
    month = hours.get(RAMADAN) if isinstance(hours, Mapping) else None
    if not month:
        return {}
    first, last = (days.in_words(date.fromisoformat(month[end]), languages.current()) for end in ("from", "to"))
    return {"first": first, "last": last, "week": _lines(month)}


def single_days(hours: Any) -> list[Day]:
    """Days of their own, in order: closed, or with other hours."""
    kept = (hours.get(DAYS) if isinstance(hours, Mapping) else None) or {}
    return [
        (days.in_words(date.fromisoformat(day), languages.current()), rules_hours.typed_again(spans))
        for day, spans in sorted(kept.items())
    ]


def _lines(kept: Mapping[str, Any]) -> list[Day]:
    return [(str(label), rules_hours.typed_again(kept.get(code))) for code, label in words.WEEKDAYS.items()]


@require_http_methods(["GET", "POST"])
@readers
def edit(request: HttpRequest, actor: Actor, desk_id: str) -> HttpResponse:
    """The hours of a desk, typed over by its lead; of one without account, by the secretariat."""
    desk = Desk.objects.select_related("institution").filter(pk=desk_id).first()
    if desk is None:
        raise NotFound
    desks.check_keeps_hours(actor, desk)
    if request.method != "POST":
        return _page(request, desk, _begun(desk.hours))
    form = Form(request.POST)
    hours = _read(form)
    if hours is not None and not form.wrong:
        try:
            desks.keep_hours(desk_id=desk_id, hours=hours, by=actor)
        except (NotNow, NotValid) as refusal:
            log_refusal(refusal, by=actor, where="services:hours")
            form.refused(refusal, {"hours": "r_from", "never_open": f"{WEEK}_mon"})
        else:
            messages.success(request, _("The hours are kept. Clocks of referrals count by them from now on."))
            return redirect("services:desk", desk_id=desk_id)
    return _page(request, desk, form, status=NotValid.status)


def _read(form: Form) -> Hours | None:
    """What was typed as hours; None, with a sentence at each line, when something cannot be read."""
    typed_week, typed_month = _week(form, WEEK), _week(form, MONTH)
    first, last, single = form.text("r_from"), form.text("r_to"), form.text("days")
    read = rules_hours.days(single)
    if read is None:
        form.wrong["days"] = _("Write one date a line, such as 2027-01-11, or 2027-07-30 09:00-12:00.")
    if form.text("always") == "yes":
        return "24/7"
    hours: dict[str, Any] = dict(typed_week)
    if first or last:
        start, end = form.day("r_from"), form.day("r_to")
        if start and end and not 0 <= (end - start).days < rules_hours.LONGEST_SEASON:
            form.wrong["r_to"] = _("The last day comes after the first, at most a month later.")
        hours[RAMADAN] = {"from": first, "to": last, **typed_month}
    elif typed_month:
        form.wrong["r_from"] = _("Write the first and the last day of these hours.")
    if read:
        hours[DAYS] = read
    return hours


def _week(form: Form, prefix: str) -> dict[str, list[str]]:
    found = {}
    for code in words.WEEKDAYS:
        name = f"{prefix}_{code}"
        spans = rules_hours.spans(form.text(name))
        if spans is None:
            form.wrong[name] = _("Write the hours as 08:30-12:00, 14:30-16:30. An empty line is a closed day.")
        elif spans:
            found[code] = spans
    return found


def _begun(hours: Any) -> Form:
    kept = hours if isinstance(hours, Mapping) else {}
    month, single = kept.get(RAMADAN) or {}, kept.get(DAYS) or {}
    form = Form()
    for code in words.WEEKDAYS:
        form.typed[f"{WEEK}_{code}"] = rules_hours.typed_again(kept.get(code))
        form.typed[f"{MONTH}_{code}"] = rules_hours.typed_again(month.get(code))
    lines = (f"{day} {rules_hours.typed_again(spans)}".strip() for day, spans in sorted(single.items()))
    form.typed |= {"r_from": month.get("from", ""), "r_to": month.get("to", ""), "days": "\n".join(lines)}
    form.typed["always"] = "yes" if hours == "24/7" else ""
    return form


def _page(request: HttpRequest, desk: Desk, form: Form, *, status: int = 200) -> HttpResponse:
    def rows(prefix: str) -> list[dict[str, Any]]:
        return [
            {
                "name": f"{prefix}_{code}",
                "label": label,
                "value": form.typed.get(f"{prefix}_{code}", ""),
                "error": form.wrong.get(f"{prefix}_{code}", ""),
            }
            for code, label in words.WEEKDAYS.items()
        ]

    context = {**form.shown, "desk": desk, "week": rows(WEEK), "month": rows(MONTH)}
    return render(request, "services/hours.html", context, status=status)
