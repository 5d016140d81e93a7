"""The estimates that were asked for, and the form that asks for one more."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from himaya.estimates import policy, queries, rules_lists, states, words, words_runs
from himaya.estimates.actions import runs
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.web.estimates.figures import number
from himaya.web.forms import Item, Typed, refused
from himaya.web.gate import only
from himaya.web.sessions import actor_of
from himaya.web.uploads import in_memory_for, sent

FIELDS = ("origin", "replicates", "seed")


def _asks(request: HttpRequest, /, *_args: Any, **_named: Any) -> bool:
    return policy.asks(actor_of(request))


@in_memory_for(_asks)
@require_http_methods(["GET", "POST"])
@only(policy.check_reads)
def every(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Those that are kept, the newest first. A POST asks for one more."""
    typed = Typed(request.POST)
    if request.method != "POST":
        return _page(request, actor, typed)
    policy.check_asks(actor)
    origin, replicates = typed.text("origin"), typed.number("replicates")
    seed = typed.text("seed")
    try:
        row = runs.ask(
            content=_file(request),
            origin=origin,
            replicates=replicates,
            seed=int(seed) if seed.isascii() and seed.isdecimal() and len(seed) < 6 else None,
            by=actor,
        )
    except (NotNow, NotValid) as refusal:
        sentence = refused(refusal, actor, "estimates:all")[refusal.code]
        typed.wrong = {refusal.code if refusal.code in FIELDS else "file": sentence}
        return _page(request, actor, typed, status=refusal.status)
    messages.success(request, _("Asked for. This page shows how far it is."))
    return redirect("estimates:one", run_id=row.pk)


def _file(request: HttpRequest) -> bytes:
    came = sent(request, "file")
    if came is None:
        raise NotValid(_("Choose a file with a table first."), code="file")
    if came.too_large:
        too_large = rules_lists.NotATable(rules_lists.TOO_LARGE, most=rules_lists.LONGEST // 1_000_000)
        raise NotValid(words.refusal(too_large), code="file")
    return came.content


def _page(request: HttpRequest, actor: Actor, typed: Typed, *, status: int = 200) -> HttpResponse:
    context = {
        "rows": [(one, words_runs.STATES[one.state], words_runs.ORIGINS[one.origin]) for one in queries.kept(actor)],
        "asks": policy.asks(actor),
        "typed": {"origin": states.PUBLISHED, "replicates": str(runs.REPLICATES[0]), "seed": "1", **typed.said},
        "wrong": typed.wrong,
        "errors": typed.errors({name: name for name in (*FIELDS, "file")}),
        "origins": [Item(code, word, words_runs.ORIGIN_HINTS[code]) for code, word in words_runs.ORIGINS.items()],
        "replicates": [Item(str(n), number(n)) for n in runs.REPLICATES],
        "most_lists": rules_lists.MOST_LISTS,
        "why_not": words_runs.WHY_NOT_FROM_FILES,
    }
    return render(request, "estimates/all.html", context, status=status)
