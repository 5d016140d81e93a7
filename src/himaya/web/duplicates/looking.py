"""Two identities side by side: why they may be one person, and what somebody says of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from himaya.duplicates import policy, rules, states, words
from himaya.duplicates.access import SideBySide, open_pair
from himaya.duplicates.actions import pairs
from himaya.duplicates.weighing import weighed
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow
from himaya.kernel.unit import log_refusal
from himaya.web.gate import only

# What is laid side by side; how to reach somebody, and where, is in no list: it is not needed to tell who they are.
SHOWN: dict[str, Promise] = {
    "full_name": gettext_lazy("Name"),
    "other_names": gettext_lazy("Other names"),
    "birth": gettext_lazy("Born"),
    "phone": gettext_lazy("Telephone"),
    "document": gettext_lazy("Document"),
}


@require_http_methods(["GET", "POST"])
@only(policy.check_looks)
def pair(request: HttpRequest, actor: Actor, pair_id: UUID) -> HttpResponse:
    """The page; POST says that they are one person, two people, or takes it back."""
    if request.method != "POST":
        return _page(request, actor, pair_id)
    try:
        said = _do(request.POST.get("do", ""), pair_id, actor)
    except NotNow as refusal:
        log_refusal(refusal, by=actor, where="duplicates:pair")
        error = {"id": "said", "sentence": str(refusal.sentence)}
        return _page(request, actor, pair_id, errors=[error], status=refusal.status)
    messages.success(request, said)
    return redirect("duplicates:pair", pair_id=pair_id)


def _do(verb: str, pair_id: UUID, by: Actor) -> str:
    if verb == "join":
        pairs.join(pair_id=pair_id, by=by)
        return _("Said to be one person. A search finds them as one; each file stays as it is. This can be taken back.")
    if verb == "keep_apart":
        pairs.keep_apart(pair_id=pair_id, by=by)
        return _("Said to be two people. They are not laid before anybody again.")
    if verb == "part":
        if pairs.part(pair_id=pair_id, by=by):
            return _("Taken back. Both are as they were.")
        return _(
            "Taken back here. By way of a third they are still said to be one person: take that back too, if it is "
            "wrong."
        )
    raise NotFound


def _page(
    request: HttpRequest,
    actor: Actor,
    pair_id: UUID,
    *,
    errors: list[dict[str, str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    # Rendered inside the block: plaintext does not outlive it.
    with open_pair(actor, pair_id) as beside:
        row = beside.pair
        # As both stand now: one of them may have been corrected since the search.
        now = weighed(row.institution_id, beside.one, beside.other)
        context: dict[str, Any] = {
            "pair": row,
            "errors": errors or [],
            "state": words.PAIRS[row.state],
            "likely": words.LIKELY[rules.in_words(now.probability)],
            "reasons": words.reasons(now.levels),
            "lines": _lines(beside),
            "files": beside.files,
            "joins": states.pair_leads_to("join", row.state) is not None,
            "parts": states.pair_leads_to("part", row.state) is not None,
        }
        return render(request, "duplicates/pair.html", context, status=status)


def _lines(beside: SideBySide) -> list[tuple[Promise, str, str]]:
    return [(label, getattr(beside.one, name), getattr(beside.other, name)) for name, label in SHOWN.items()]
