"""Who saw a file: for the data protection officer by day, desk and purpose, for the person as desks and days."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from himaya.cases import policy, queries_readings
from himaya.institutions import catalogue
from himaya.institutions.content import load_roles
from himaya.kernel import clock, days, languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from himaya.kernel.unit import log_refusal
from himaya.web.case_pages import CASE_PAGES
from himaya.web.gate import only
from himaya.web.step_up import stepped_up

PAGE = 50
ACTIONS: dict[str, Promise] = {
    "case.read": pgettext_lazy("case", "The file"),
    "file.read": _("A document kept with the file"),
    "files.listed": _("What is written of its documents"),
    "rights.read": _("Rights, and where they stand"),
    "referral.read": _("A referral"),
    "referral.prepared": _("What goes with a referral"),
    "export.made": _("A file of records for a receiver"),
    "duplicates.unsealed": _("The identity, beside everybody’s, by the search for duplicates"),
    "person.searched": _("A search by name, among those that were alike"),
}
# What else was read stands on a page of the case and is called like it: the first word of an event, and that page.
_PAGE_OF = {
    "attestations": "letters",
    "conference": "conferences",
    "contact_rules": "contact",
    "crisis_round": "crisis",
    "decision_note": "decision",
    "decision_request": "decision",
    "determination": "decision",
    "first_days": "first_days",
    "guardian": "relations",
    "interview": "interviews",
    "packet": "packets",
    "plan": "plan",
    "plan_line": "plan",
    "reasoning": "reasoning",
    "relations": "relations",
    "return": "returns",
    "risk_assessment": "risk",
    "risk_event": "risk",
    "risk_measure": "risk",
    "safety_plan": "safety_plan",
    "task": "tasks",
}
_LABELS = {page.code: page.label for page in CASE_PAGES}

# Purposes that no one chooses: the search before a person is entered.
OTHER_PURPOSES: dict[str, Promise] = {"matching": _("Search before creating")}


@require_http_methods(["GET", "POST"])
@only(policy.check_oversees)
@stepped_up()
def find(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Ask for a file by its reference or by an id. What is absent and what is another's answer alike."""
    if request.method != "POST":
        return render(request, "oversight/find.html")
    typed = request.POST.get("reference", "").strip()
    try:
        return redirect("oversight:readers", case_id=queries_readings.file_of(actor, typed))
    except NotFound as refusal:
        log_refusal(refusal, by=actor, where="oversight:find")
        return render(
            request, "oversight/find.html", {"typed": typed, "wrong": refusal.sentence}, status=refusal.status
        )


@require_safe
@only(policy.check_oversees)
@stepped_up()
def of_file(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """By day, desk, role and purpose: how often, between which hours, what was opened."""
    found = queries_readings.readers_of(actor, case_id)
    page = Paginator(_by_day(found.readings), PAGE).get_page(request.GET.get("page"))
    desks = len({one.desk.pk for one in found.readings if one.desk is not None})
    context = {"case": found.case, "page": page, "readings": len(found.readings), "desks": desks}
    return render(request, "oversight/readers.html", context)


@require_safe
@only(policy.check_oversees)
@stepped_up()
def paper(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """The same for the person: which desks, on which days."""
    found = queries_readings.readers_of(actor, case_id, on_paper=True)
    context = {"case": found.case, "days": found.days(), "today": clock.today()}
    return render(request, "oversight/paper.html", context)


def _by_day(readings: Iterable[queries_readings.Reading]) -> list[dict[str, Any]]:
    """The readings of one day at one desk, in one role and for one purpose, as one line; the newest day first."""
    roles = {row.id: languages.pick(row.names.as_dict()) for row in load_roles()}

    def of(one: queries_readings.Reading) -> tuple[Any, ...]:
        day = one.at.astimezone(clock.here()).date()
        return (-day.toordinal(), one.desk.pk if one.desk else "", one.whole, one.apart, one.roles, one.purpose)

    lines = []
    for _key, together in groupby(sorted(readings, key=of), of):
        group = sorted(together, key=lambda one: one.at)
        one = group[0]
        lines.append(
            {
                "reading": one,
                "roles": " · ".join(roles.get(role, role) for role in one.roles),
                "purpose": _purpose(one.purpose),
                "what": list(dict.fromkeys(str(what_was_opened(each)) for each in group)),
                "times": len(group),
                "last": days.hour_in_words(group[-1].at.astimezone(clock.here()), languages.current()),
            }
        )
    return lines


def what_was_opened(reading: queries_readings.Reading) -> Promise | str:
    """In words of the pages; never empty."""
    if reading.apart:
        return _("Notes kept apart")
    if not reading.opened:
        return _("Days and states only")
    page = _LABELS.get(_PAGE_OF.get(reading.action.partition(".")[0], ""))
    return ACTIONS.get(reading.action) or page or ACTIONS["case.read"]


def _purpose(code: str) -> str:
    row = catalogue.purposes().get(code)
    return row.names.in_language(languages.current()) if row else str(OTHER_PURPOSES.get(code, code))
