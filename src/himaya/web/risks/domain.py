"""One domain at a time: what the worker judges, and beside it how the person sees it."""

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
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.ids import new_id
from himaya.risks import access, policy, protocol, queries, rules, words
from himaya.risks.actions import assessments
from himaya.risks.actions.assessments import Said
from himaya.risks.protocol import CONCERNS, KNOWN_FROM, PROTECTS, Domain
from himaya.web.forms import Typed, form_id, refused
from himaya.web.gate import only
from himaya.web.risks import labels


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@only(policy.check_works)
def domain(request: HttpRequest, actor: Actor, case_id: UUID, number: int, code: str) -> HttpResponse:
    """The form of one domain; a POST is one line of it."""
    held_case(actor, case_id)
    policy.check_domain(code, apart=policy.sits_apart(actor))
    typed = Typed(request.POST)
    if request.method != "POST":
        return _page(request, actor, case_id, number, code, typed)
    said = Said(
        {name: typed.text(name) for name in rules.asked(code)},
        tuple(request.POST.getlist(CONCERNS)[:20]),
        tuple(request.POST.getlist(KNOWN_FROM)[:20]),
        typed.text(PROTECTS),
        typed.text(rules.OWN),
    )
    form, seen = form_id(typed.text("instance")), labels.number(typed.text("seen"))
    try:
        assessments.answer(
            case_id=case_id, number=number, domain=code, said=said, seen=seen, instance_id=form, by=actor
        )
    except (NotNow, NotValid) as refusal:
        typed.wrong = refused(refusal, actor, "risks:domain")
        return _page(request, actor, case_id, number, code, typed, status=refusal.status)
    if rules.leads_to_acts(code, said.answers):
        messages.warning(request, _("Written down. What was said calls for these acts now."))
        return redirect("crisis:of_case", case_id=case_id)
    messages.success(request, _("Written down. Leave whenever you want: it is kept."))
    return redirect("risks:finish", case_id=case_id, number=number)


def _page(
    request: HttpRequest, actor: Actor, case_id: UUID, number: int, code: str, typed: Typed, *, status: int = 200
) -> HttpResponse:
    with access.open_risks(actor, case_id) as risks:
        row = risks.running
        # Finished or taken back while somebody typed: the form stays, with what stands in it, to be copied.
        over = bool(typed.wrong.keys() & set(words.OVER))
        if over:
            row = queries.of_number(case_id, number)
        if row is None or row.number != number:
            raise NotFound
        view, part = risks.domains[code], protocol.read(row.version).domains[code]
        mine = view.line if view.line is not None and view.line.row.assessment_id == row.pk else None
        stands = dict(mine.answers) | {PROTECTS: mine.words} if mine is not None else {}
        said: dict[str, Any] = dict(typed.said) if request.method == "POST" else stands
        if request.method == "POST":
            said |= {name: request.POST.getlist(name) for name in protocol.SEVERAL}
        meanwhile = "other_tab" in typed.wrong and mine is not None
        context = {
            "case": risks.case,
            "open": risks.case.state == "open" and not over,
            "over": over,
            "row": row,
            "code": code,
            "title": labels.title(part),
            "hint": languages.pick(part.hint),
            "questions": [_question(part, name, said, typed) for name in (*part.asked, *protocol.SEVERAL)],
            "protects": languages.pick(part.parts[PROTECTS].label),
            "protects_hint": languages.pick(part.parts[PROTECTS].hint),
            "words": said.get(PROTECTS, ""),
            "own": _question(part, rules.OWN, said, typed),
            "own_now": part.parts[rules.OWN].word(view.own.level) if view.own is not None else "",
            "seen": mine.row.number if mine is not None else 0,
            # After somebody else wrote: a form of its own, which goes over nothing that was not shown.
            "instance": new_id() if meanwhile else typed.said.get("instance") or new_id(),
            "theirs": labels.in_words(part, mine) if meanwhile and mine is not None else [],
            "earlier": labels.in_words(part, view.line) if view.earlier and view.line is not None else [],
            "earlier_on": view.line.row.at if view.line is not None else None,
            "is_suicide": code == rules.SUICIDE,
            "wrong": typed.wrong,
            "errors": typed.errors({name: name for name in part.parts}),
        }
        return render(request, "risks/domain.html", context, status=status)


def _question(part: Domain, name: str, said: dict[str, Any], typed: Typed) -> dict[str, Any]:
    several = name in protocol.SEVERAL
    return {
        "name": name,
        "legend": languages.pick(part.parts[name].label),
        "hint": languages.pick(part.parts[name].hint),
        "items": labels.items(part.parts[name]),
        "chosen": said.get(name, [] if several else ""),
        "kind": "checkbox" if several else "radio",
        "error": typed.wrong.get(name, ""),
    }
