"""How the person sees one domain, and a talk where the two views differ. Both are lines of their own."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from himaya.cases.access import held_case
from himaya.kernel import languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.ids import new_id
from himaya.risks import access, policy, protocol, rules, words
from himaya.risks.actions import discussions, own_ratings
from himaya.web.forms import Typed, form_id, refused
from himaya.web.gate import only
from himaya.web.risks import labels


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@only(policy.check_works)
def rating(request: HttpRequest, actor: Actor, case_id: UUID, code: str) -> HttpResponse:
    """What the person says of one domain."""
    held_case(actor, case_id)
    policy.check_domain(code, apart=policy.sits_apart(actor))
    typed = Typed(request.POST)
    if request.method != "POST":
        return _page(request, actor, case_id, code, typed, "risks/own.html")
    level, said, form = typed.text("own"), typed.text("words"), form_id(typed.text("instance"))
    try:
        own_ratings.note(case_id=case_id, domain=code, level=level, words=said, instance_id=form, by=actor)
    except (NotNow, NotValid) as refusal:
        typed.wrong = refused(refusal, actor, "risks:own")
        return _page(request, actor, case_id, code, typed, "risks/own.html", status=refusal.status)
    messages.success(request, _("Written down beside the worker’s view. Nothing was overwritten."))
    return redirect("risks:of_case", case_id=case_id)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@only(policy.check_works)
def talk(request: HttpRequest, actor: Actor, case_id: UUID, code: str) -> HttpResponse:
    """What came of a talk about two views."""
    held_case(actor, case_id)
    policy.check_domain(code, apart=policy.sits_apart(actor))
    typed = Typed(request.POST)
    if request.method != "POST":
        return _page(request, actor, case_id, code, typed, "risks/talk.html")
    stands, said, form = typed.text("stands"), typed.text("words"), form_id(typed.text("instance"))
    seen = labels.number(typed.text("seen"))
    try:
        discussions.note(case_id=case_id, domain=code, stands=stands, words=said, seen=seen, instance_id=form, by=actor)
    except (NotNow, NotValid) as refusal:
        typed.wrong = refused(refusal, actor, "risks:talk")
        return _page(request, actor, case_id, code, typed, "risks/talk.html", status=refusal.status)
    messages.success(request, _("Written down. Both views stay, and this says which one stands."))
    return redirect("risks:of_case", case_id=case_id)


def _page(
    request: HttpRequest, actor: Actor, case_id: UUID, code: str, typed: Typed, template: str, *, status: int = 200
) -> HttpResponse:
    with access.open_risks(actor, case_id) as risks:
        row = risks.running or risks.last
        form = protocol.read(row.version) if row is not None else protocol.in_force(actor.desk_id)
        view, domain = risks.domains[code], form.domains[code]
        own = view.own
        context: dict[str, Any] = {
            "case": risks.case,
            "open": risks.case.state == "open",
            "shown": typed.shown(risks.case.state == "open" and (view.differs or template == "risks/own.html")),
            "code": code,
            "title": labels.title(domain),
            "hint": languages.pick(domain.parts[rules.OWN].hint),
            "legend": languages.pick(domain.parts[rules.OWN].label),
            "items": labels.items(domain.parts[rules.OWN]),
            "stands": labels.choices(words.STANDS),
            "worker": labels.of_reading(view.worker),
            "own": domain.parts[rules.OWN].word(own.level) if own is not None else "",
            "own_words": own.words if own is not None else "",
            "own_row": own.row if own is not None else None,
            "differs": view.differs,
            "seen": own.row.number if own is not None else 0,
            "instance": typed.said.get("instance") or new_id(),
            "typed": typed.said,
            "wrong": typed.wrong,
            "errors": typed.errors({name: name for name in ("own", "words", "stands")}),
        }
        return render(request, template, context, status=status)
