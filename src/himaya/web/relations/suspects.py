"""The register of suspects of one body: for its leads, who switch it and let people in, and for whoever was let in.

For everybody else there is no such page: the answer is that of an address that was never there.
"""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from himaya.kernel import days, languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.unit import log_refusal
from himaya.relations import policy_suspects, queries_suspects, words
from himaya.relations.access_suspects import Line, open_register
from himaya.relations.actions import registers, suspects
from himaya.relations.laws import laws
from himaya.web.forms import Item, Typed
from himaya.web.gate import only

PLACES = {name: name for name in ("law", "kept_until", "whom", "until", "who", "role", "event", "words")}


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@only(policy_suspects.must_meet)
def register(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The page; POST switches it, lets somebody in or out, writes a line or strikes one out."""
    typed = Typed(request.POST)
    if request.method != "POST":
        return _page(request, actor, typed)
    try:
        said = _do(request.POST.get("do", ""), typed, actor)
    except (NotNow, NotValid, NotPermitted) as refusal:
        log_refusal(refusal, by=actor, where="relations:suspects")
        typed.wrong = {refusal.code: str(refusal.sentence)}
        return _page(request, actor, typed, status=refusal.status)
    messages.success(request, said)
    return redirect("relations:suspects" if policy_suspects.meets(actor) else "casework:inbox")


def _do(verb: str, typed: Typed, by: Actor) -> str:
    if verb == "ask":
        registers.ask(law=typed.text("law"), by=by)
        return _("Asked for. A second lead of your body switches it on.")
    if verb == "confirm":
        registers.confirm(by=by)
        return _("The register is on. Nobody opens it before a lead lets them in.")
    if verb == "end":
        registers.end(kept_until=_day(typed, "kept_until"), by=by)
        return _("The register is off. Nobody opens it any more.")
    if verb == "let_in":
        until = _day(typed, "until") or date.min
        registers.let_in(account_id=_id(typed.text("whom")), until=until, by=by)
        return _("They open the register until that day.")
    if verb == "end_access":
        registers.end_access(access_id=_id(typed.text("access")), by=by)
        return _("The access was ended.")
    if verb == "write":
        said = {name: typed.text(name) for name in ("who", "role", "event", "words")}
        suspects.write(by=by, **said)
        return _("Written down in the register.")
    if verb == "strike":
        suspects.strike(line_id=_id(typed.text("line")), by=by)
        return _("The line was struck out. It stays for those who open the register.")
    raise NotFound


def _day(typed: Typed, name: str) -> date | None:
    said = typed.text(name)
    try:
        return days.typed(said) if said else None
    except ValueError:
        raise NotValid(_("Choose the day, the month and the year."), code=name) from None


def _id(typed: str) -> UUID:
    try:
        return UUID(typed)
    except ValueError:
        # Of a list where nothing was chosen: no id, as of somebody who is not in it.
        return UUID(int=0)


def _page(request: HttpRequest, actor: Actor, typed: Typed, *, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {
        "said": typed.said,
        "wrong": typed.wrong,
        "errors": typed.errors(PLACES),
        "roles": [Item(code, words.ROLES[code]) for code in suspects.ROLES],
        **(_of_lead(actor) if policy_suspects.leads(actor) else {}),
    }
    if policy_suspects.opened_to(actor) is None:
        return render(request, "relations/suspects.html", context, status=status)
    with open_register(actor) as opened:
        lines = [_line(one) for one in opened.lines]
        return render(request, "relations/suspects.html", {**context, "opened": True, "lines": lines}, status=status)


def _of_lead(actor: Actor) -> dict[str, Any]:
    row = queries_suspects.register_of(actor)
    spoken = languages.current()
    found: dict[str, Any] = {
        "leads": True,
        "register": row,
        "law_items": [Item(code, title.in_language(spoken)) for code, title in laws().items()],
    }
    if row is not None:
        switched = policy_suspects.switched(row, actor.account_id)
        found |= {
            "law": laws().get(row.law, ""),
            "mine": row.asked_by == actor.account_id,
            "accesses": queries_suspects.let_in(row),
            "law_ended": "" if policy_suspects.rests(row) else registers.LAW_ENDED,
            "switched": switched,
            "colleagues": []
            if switched
            else [Item(str(one.pk), one.username) for one in registers.colleagues(actor, row)],
        }
    return found


def _line(one: Line) -> dict[str, Any]:
    return {"row": one.row, **one.content, "role": words.ROLES.get(str(one.content.get("role")), "")}
