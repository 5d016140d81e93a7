"""Writing down that the person was told what was decided: when, in which language, how; help and review come along."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from himaya.cases.words_packets import INTERPRETERS
from himaya.determinations import access, policy, states, words
from himaya.determinations.actions import determinations
from himaya.determinations.actions.determinations import Said
from himaya.determinations.models import Decision
from himaya.institutions.content import load_languages
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.unit import log_refusal
from himaya.web.determinations.typed import Form, Item, form_of, items, said
from himaya.web.gate import only


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@only(policy.check_works)
def page(request: HttpRequest, actor: Actor, decision_id: UUID) -> HttpResponse:
    """What to say, and the line that it was said."""
    row, form = access.decision_held(actor, decision_id), form_of(request)
    if request.method != "POST":
        return _page(request, row, form)
    try:
        told = Said(
            form.needed_day("on"), form.text("language"), form.text("interpreter"), form.text("how"), form.text("words")
        )
        determinations.tell(decision_id=decision_id, said=told, by=actor)
    except (NotNow, NotValid) as refusal:
        log_refusal(refusal, by=actor, where="determinations:told")
        form.refused(refusal)
        return _page(request, row, form, status=refusal.status)
    messages.success(request, _("Written down."))
    return redirect("determinations:of_case", case_id=row.case_id)


def _page(request: HttpRequest, row: Decision, form: Form, *, status: int = 200) -> HttpResponse:
    context = {
        "row": row,
        "status": words.STATUSES[row.status],
        "not_established": row.status == states.NOT_ESTABLISHED,
        "typed": {"on": clock.today().isoformat(), **form.typed},
        "wrong": form.wrong,
        "errors": form.errors("on", "language", "interpreter", "how", "words"),
        "languages": [Item(one.id, said(one.names)) for one in load_languages()],
        "interpreters": items(INTERPRETERS),
        "hows": items(words.HOW),
    }
    return render(request, "determinations/told.html", context, status=status)
