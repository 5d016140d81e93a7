"""What was agreed to make a risk smaller: the list, and the menu from which a measure is planned."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from himaya.cases.access import held_case
from himaya.cases.models import Case
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.ids import new_id
from himaya.risks import access_clocks, policy, protocol, queries_measures, rules, rules_measures, words_clocks
from himaya.risks.access_clocks import InWords
from himaya.risks.actions import measures as verbs
from himaya.risks.content_measures import menu
from himaya.risks.models import Measure
from himaya.web.forms import Item, Typed, form_id, refused
from himaya.web.gate import only
from himaya.web.risks import labels
from himaya.web.risks.clocks import day_of, number_of

PLACES = {name: name for name in ("code", "domain", "owner", "due_on", "words")}


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@only(policy.check_works)
def measures(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """The page; POST plans a measure, moves its day, or says what became of it."""
    held_case(actor, case_id)
    typed = Typed(request.POST)
    if request.method != "POST":
        return _page(request, actor, case_id, typed)
    try:
        said = _do(request.POST.get("do", ""), case_id, typed, actor)
    except (NotNow, NotValid) as refusal:
        wrong = refused(refusal, actor, "risks:measures")
        # A day that is no date is wrong where a day is typed, whichever form it was.
        typed.wrong = {("due_on" if code == "day" else code): sentence for code, sentence in wrong.items()}
        return _page(request, actor, case_id, typed, status=refusal.status)
    messages.success(request, said)
    return redirect("risks:measures", case_id=case_id)


def _do(verb: str, case_id: UUID, typed: Typed, by: Actor) -> str:
    typed.text("do")
    if verb == "plan":
        form = form_id(typed.text("instance"))
        said = {name: typed.text(name) for name in ("code", "domain", "owner", "words")}
        verbs.plan(case_id=case_id, due_on=day_of(typed.text("due_on")), instance_id=form, by=by, **said)
        return _("Planned. It is a task of that desk until it is done.")
    measure = number_of(typed.text("measure"))
    if verb == "move":
        verbs.move(
            case_id=case_id, measure_id=measure, due_on=day_of(typed.text("due_on")), reason=typed.text("reason"), by=by
        )
        return _("The day was moved.")
    if verb == "done":
        verbs.done(case_id=case_id, measure_id=measure, by=by)
        return _("Done. The line stays.")
    if verb == "drop":
        verbs.drop(case_id=case_id, measure_id=measure, reason=typed.text("reason"), by=by)
        return _("Written down that it was not carried out, and why.")
    raise NotFound


def _page(request: HttpRequest, actor: Actor, case_id: UUID, typed: Typed, *, status: int = 200) -> HttpResponse:
    language, plans = request.LANGUAGE_CODE, typed.said.get("do", "plan") == "plan"
    place = typed.said.get("measure", "")
    with access_clocks.open_measures(actor, case_id) as found:
        offered = [one for one in menu().values() if not (found.apart and one.id in rules_measures.HEALTH)]
        context: dict[str, Any] = {
            "case": found.case,
            "open": found.case.state == "open",
            "shown": typed.shown(found.case.state == "open"),
            "apart": found.apart,
            "rows": [_row(one, typed, language) for one in found.rows],
            "menu": [Item(one.id, one.names.in_language(language), one.ask.in_language(language)) for one in offered],
            "domains": _domains(actor, apart=found.apart),
            "owners": _owners(found.case, health=_is_health(typed) if plans else False),
            "reasons": labels.choices(words_clocks.REASONS),
            "today": clock.today().isoformat(),
            "instance": typed.said.get("instance") or new_id(),
            "typed": typed.said if plans else {},
            "wrong": typed.wrong if plans else {},
            "errors": typed.errors(PLACES if plans else {"due_on": f"due-{place}", "reason": f"reason-{place}"}),
        }
        return render(request, "risks/measures.html", context, status=status)


def _domains(actor: Actor, *, apart: bool) -> list[Item]:
    """What a measure may be for, in the words of the protocol in force; none where there is no protocol."""
    try:
        form = protocol.in_force(actor.desk_id)
    except NotNow:
        return []
    return [Item(code, labels.title(form.domains[code])) for code in policy.domains_of(apart=apart)]


def _is_health(typed: Typed) -> bool:
    """True where the measure that was just chosen is one of health."""
    return typed.said.get("code") in rules_measures.HEALTH or typed.said.get("domain") in rules.HEALTH


def _owners(case: Case, *, health: bool) -> list[Item]:
    """Who may carry it out. Before a measure is chosen, the list says which desks carry out none of health."""
    fit = {one.pk for one in queries_measures.owners(case, health=True)}
    owners = queries_measures.owners(case, health=health)
    return [
        Item(one.pk, one.name if one.pk in fit else _("%(desk)s · no measure of health") % {"desk": one.name})
        for one in owners
    ]


def _row(one: InWords[Measure], typed: Typed, language: str) -> dict[str, Any]:
    row = one.row
    offered = menu().get(row.code)
    mine = typed.said.get("measure") == str(row.pk)
    return {
        "row": row,
        "name": offered.names.in_language(language) if offered is not None else "",
        "open": row.state == rules_measures.PLANNED,
        "late": row.state == rules_measures.PLANNED and row.due_on < clock.today(),
        "state": words_clocks.STATES[row.state],
        "reason": words_clocks.REASONS.get(row.reason, ""),
        "words": one.words,
        "move_place": f"due-{row.pk}",
        "drop_place": f"reason-{row.pk}",
        "said": typed.said if mine else {},
        "wrong": typed.wrong if mine else {},
        "again": mine and bool(typed.wrong),
    }
