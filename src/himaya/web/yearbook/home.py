"""All years: what is public, what is in review, and a year to draw up."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.web.forms import Item, Typed, refused
from himaya.web.gate import only
from himaya.yearbook import content, policy, queries, states, words
from himaya.yearbook.actions import drafts


@require_http_methods(["GET", "POST"])
@only(policy.check_reviews)
def home(request: HttpRequest, actor: Actor) -> HttpResponse:
    """See every draft and release; the secretariat draws a year up."""
    typed = Typed(request.POST)
    if request.method != "POST":
        return _page(request, actor, typed)
    if typed.text("do") != "draw_up":
        raise NotFound
    try:
        row = drafts.draw_up(year=typed.number("year"), again=typed.text("again"), by=actor)
    except (NotNow, NotValid) as refusal:
        typed.wrong = refused(refusal, actor, "yearbook:home")
        return _page(request, actor, typed, status=refusal.status)
    messages.success(request, _("Drawn up. Two others review it before anything is public."))
    return redirect("yearbook:draft", row.pk)


def _page(request: HttpRequest, actor: Actor, typed: Typed, *, status: int = 200) -> HttpResponse:
    book = content.yearbook()
    rows = list(queries.drafts(actor))
    context: dict[str, Any] = {
        "rows": [(one, words.STATES[one.state], words.TONES.get(one.state, "")) for one in rows],
        "leads": policy.leads(actor),
        "adopted": book.adopted,
        "tables": [one.title.as_dict() for one in book.tables],
        "from_year": book.from_year,
        "year": typed.said.get("year", str(clock.today().year - 1)),
        "again": _again(typed),
        "asks_again": "again" in typed.wrong,
        "typed": typed.said,
        "wrong": typed.wrong,
        "errors": typed.errors({"year": "year", "again": "again"}),
    }
    return render(request, "yearbook/home.html", context, status=status)


def _again(typed: Typed) -> list[Item]:
    """Why numbers may come back, as far as the reason of their withdrawal lets them; asked once they were refused."""
    year = typed.said.get("year", "")
    row = queries.withdrawn(int(year)).first() if "again" in typed.wrong and year.isdecimal() else None
    return [Item(code, words.AGAIN_REASONS[code]) for code in states.AGAIN_FOR[row.withdrawn_reason]] if row else []
