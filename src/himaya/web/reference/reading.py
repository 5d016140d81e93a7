"""The reading aid of the labour lists, for trained interviewers: one dimension at a time, a person decides.

Nothing is kept: what is ticked comes by POST, is read, is shown, and is gone. Nothing of it stands in the address, in
the session or in the log. There is no result over several dimensions.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from himaya.instruments import rules_delphi
from himaya.instruments.indicators import Domain, Indicator
from himaya.instruments.rules_delphi import Reading, Weighed
from himaya.kernel.errors import NotPermitted
from himaya.web.middleware import actor_of
from himaya.web.reference import indicator_words as words
from himaya.web.reference.indicators import catalogue

READER = "interviewer"
ALL = "all"
SHOW, READ = "show", "read"
View = Callable[[HttpRequest], HttpResponse]


@dataclass(frozen=True, slots=True)
class Sign:
    """One indicator to tick. `wrong`: what came back is none of the three answers."""

    row: Indicator
    value: str
    wrong: bool


@dataclass(frozen=True, slots=True)
class Dimension:
    """One dimension with its signs and, once asked for, its reading."""

    domain: Domain
    signs: tuple[Sign, ...]
    reading: Reading | None
    present: tuple[Indicator, ...]


def interviewers_only(view: View) -> View:
    """Others sign in first, or learn that their role does not do this."""

    @wraps(view)
    def checked(request: HttpRequest) -> HttpResponse:
        actor = actor_of(request)
        if not actor.is_known:
            return redirect_to_login(request.get_full_path(), "account:sign_in")
        if not actor.has(READER):
            raise NotPermitted
        return view(request)

    return checked


@require_http_methods(["GET", "POST"])
@interviewers_only
def read(request: HttpRequest) -> HttpResponse:
    """Choose the list, tick what is present, absent or unknown, and read each dimension by itself."""
    context = {
        "subjects": words.SUBJECTS.items(),
        "domains": [one for one in catalogue().domains if one.code in rules_delphi.DIMENSIONS],
        "answers": words.ANSWERS.items(),
        "subject": request.POST.get("subject", ""),
        "dimension": request.POST.get("dimension", ALL),
        "child": request.POST.get("subject") == words.CHILD,
    }
    wrong = _wrong(request) if request.method == "POST" else {}
    if request.method == "POST" and not wrong:
        dimensions = _dimensions(request)
        context["dimensions"] = dimensions
        wrong = {one.row.id: _("Choose one of the three.") for part in dimensions for one in part.signs if one.wrong}
    context["errors"] = [{"id": name, "sentence": sentence} for name, sentence in wrong.items()]
    context["wrong"] = wrong
    return render(request, "reference/reading.html", context, status=422 if wrong else 200)


def _wrong(request: HttpRequest) -> dict[str, str | Promise]:
    wrong: dict[str, str | Promise] = {}
    if request.POST.get("subject") not in words.SUBJECTS:
        wrong["subject"] = _("Choose whom the answers are about. In doubt about age, choose under 18.")
    if request.POST.get("dimension") not in (ALL, *rules_delphi.DIMENSIONS):
        wrong["dimension"] = _("Choose one dimension, or all six.")
    return wrong


def _dimensions(request: HttpRequest) -> list[Dimension]:
    """The signs of the chosen dimensions as they were ticked; an answer that is none of the three reads nothing."""
    subject, chosen = request.POST["subject"], request.POST["dimension"]
    rows = {row.id: row for one in catalogue().domains for row in catalogue().of(one.code)}
    weighed = [Weighed(row.id, row.domain, row.child if subject == words.CHILD else row.adult) for row in rows.values()]
    weighed = [one for one in weighed if rules_delphi.feeds(one) and chosen in (ALL, one.dimension)]
    signs = {one.id: _sign(rows[one.id], request.POST.get(one.id, rules_delphi.UNKNOWN)) for one in weighed}
    readings: dict[str, Reading] = {}
    if request.POST.get("do") == READ and not any(sign.wrong for sign in signs.values()):
        answers = {name: sign.value for name, sign in signs.items()}
        readings = {one.dimension: one for one in rules_delphi.readings(weighed, answers)}
    return [
        Dimension(
            domain=one,
            signs=tuple(sign for sign in signs.values() if sign.row.domain == one.code),
            reading=readings.get(one.code),
            present=tuple(rows[name] for name in readings[one.code].present) if one.code in readings else (),
        )
        for one in catalogue().domains
        if one.code in rules_delphi.DIMENSIONS and chosen in (ALL, one.code)
    ]


def _sign(row: Indicator, value: str) -> Sign:
    return Sign(row, value, wrong=value not in rules_delphi.ANSWERS)
