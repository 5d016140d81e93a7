"""Somebody at a desk noticed that a question does harm: said about the question, never about the person."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from himaya.coordination import policy_releases, words_releases
from himaya.coordination.actions import harms
from himaya.coordination.queries import releases
from himaya.kernel.errors import NotNow, NotValid, Refusal
from himaya.kernel.unit import log_refusal
from himaya.web.middleware import actor_of
from himaya.web.why import reading
from himaya.web.why.views import title_of

LONGEST = 10_000


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, version_id: int, uid: str) -> HttpResponse:
    """The form, and its sending. Whoever is not signed in signs in; the page of the clause says how else to tell."""
    actor = actor_of(request)
    if not actor.is_known:
        return redirect_to_login(request.get_full_path(), "account:sign_in")
    policy_releases.check_works(actor)
    version = reading.version_of(version_id)
    clause = reading.clause_of(version, uid, releases.why(version.pk, uid))
    if request.method != "POST":
        return _page(request, clause)
    typed = {name: request.POST.get(name, "").replace("\0", "")[:LONGEST] for name in ("kind", "text")}
    try:
        harms.report(version_id=version.pk, uid=uid, kind=typed["kind"], text=typed["text"], by=actor)
    except (NotValid, NotNow) as refusal:
        log_refusal(refusal, by=actor, where="why:harm")
        return _page(request, clause, typed, refusal)
    messages.success(
        request, _("Noted in the register of harm. The secretariat answers there; your name is not in it.")
    )
    return redirect("why:clause", version_id=version_id, uid=uid)


def _page(
    request: HttpRequest, clause: reading.Clause, typed: dict[str, str] | None = None, refusal: Refusal | None = None
) -> HttpResponse:
    wrong = {"kind" if refusal.code == "harm_kind" else "text": refusal.sentence} if refusal is not None else {}
    context: dict[str, Any] = {
        "clause": clause,
        "first": clause.wordings[0] if clause.wordings else None,
        "title": title_of(clause.version),
        "kinds": list(words_releases.HARM_KINDS.items()),
        "typed": typed or {},
        "wrong": wrong,
        "errors": [{"id": "harm-kind" if name == "kind" else name, "sentence": said} for name, said in wrong.items()],
    }
    return render(request, "why/harm.html", context, status=refusal.status if refusal is not None else 200)
