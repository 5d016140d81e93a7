"""The search for duplicates of an institution: asking, agreeing, how far it is, what it counted, what waits."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from himaya.duplicates import policy, queries, rules, states, words
from himaya.duplicates.actions import searches
from himaya.duplicates.models import Pair, Search
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted
from himaya.kernel.unit import log_refusal
from himaya.web.gate import only

# Pairs that wait, and on a page those of which somebody said something.
A_PAGE = 50


@require_http_methods(["GET", "POST"])
@only(policy.check_reads)
def all_of_it(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The page; POST asks for a search, agrees to one, does not, or stops it."""
    if request.method != "POST":
        return _page(request, actor)
    try:
        said = _do(request.POST.get("do", ""), request.POST.get("search", ""), actor)
    except (NotNow, NotPermitted) as refusal:
        log_refusal(refusal, by=actor, where="duplicates:all")
        return _page(
            request, actor, errors=[{"id": "search", "sentence": str(refusal.sentence)}], status=refusal.status
        )
    messages.success(request, said)
    return redirect("duplicates:all")


def _do(verb: str, search: str, by: Actor) -> str:
    if verb == "ask":
        searches.ask(by=by)
        return _("Asked for. The data protection officer agrees or does not; nothing is opened before.")
    if verb == "agree":
        searches.agree(search_id=_id(search), by=by)
        return _("Agreed. The search begins by itself, within a minute.")
    if verb == "refuse":
        searches.refuse(search_id=_id(search), by=by)
        return _("Not agreed. Nothing is opened.")
    if verb == "stop":
        searches.stop(search_id=_id(search), by=by)
        return _("Stopped. Nothing of it is kept.")
    raise NotFound


def _id(typed: str) -> UUID:
    try:
        return UUID(typed)
    except ValueError:
        raise NotFound from None


def _page(
    request: HttpRequest, actor: Actor, *, errors: list[dict[str, str]] | None = None, status: int = 200
) -> HttpResponse:
    row = queries.latest(actor)
    opened = queries.last_opened(actor.institution_id)
    soon = rules.too_soon(opened, clock.now())
    pairs = queries.pairs(actor)
    waiting = [one for one in pairs if one[0].state == states.WAITS]
    said = Paginator([one for one in pairs if one[0].state != states.WAITS], A_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "errors": errors or [],
        "search": _search(row, actor) if row is not None else None,
        "asks": policy.asks(actor) and not soon and (row is None or row.state not in states.OPEN),
        "again_on": opened + rules.MONTH if opened is not None and soon else None,
        "waiting": [_line(pair, files) for pair, files in waiting[:A_PAGE]],
        "more": max(len(waiting) - A_PAGE, 0),
        "page": said,
        "said": [_line(pair, files) for pair, files in said.object_list],
        "looks": policy.looks(actor),
        # Whoever watches over it sees how much is left, and nobody of whom.
        "left": queries.waiting(actor.institution_id),
    }
    return render(request, "duplicates/all.html", context, status=status)


def _search(row: Search, actor: Actor) -> dict[str, Any]:
    over = row.state in states.TRANSITIONS["lapse"][0] and rules.is_over(row.expires_at, clock.now())
    names = queries.names_of(row)
    open_now = row.state in states.OPEN and not over
    # What was said since the search ended is no longer one of those that may be.
    said = queries.decided_since(row)
    return {
        "row": row,
        "state": words.STATES[states.LAPSED if over else row.state],
        "open": open_now,
        "done": row.state == states.DONE,
        "running": row.state == states.RUNNING,
        "stage": words.STAGES.get(row.stage, ""),
        "fault": words.FAULTS.get(row.fault, words.FAULTS[""]) if row.state == states.FAILED else "",
        "asked_by": names.get(row.asked_by, "—"),
        "decided_by": names.get(row.decided_by, "—") if row.decided_by else "",
        "decides": row.state == states.ASKED and not over and policy.may_decide(actor, row),
        "stops": open_now and policy.may_stop(actor, row),
        "expected": round(max((row.expected or 0) - said, 0)),
        "low": int(max((row.low or 0) - said, 0)),
        "high": -int(-max((row.high or 0) - said, 0) // 1),
    }


def _line(pair: Pair, files: queries.Files) -> dict[str, Any]:
    return {
        "pair": pair,
        "likely": words.LIKELY[rules.in_words(pair.probability)],
        "tone": "wait" if pair.state == states.WAITS else "calm",
        "state": words.PAIRS[pair.state],
        "one": files[pair.one_id],
        "other": files[pair.other_id],
    }
