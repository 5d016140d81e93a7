"""One decision: what was decided and how, who was there, who said what, what is held back, who made it final."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from himaya.coordination import policy, rules_decision, states, words_decisions, words_tables
from himaya.coordination.actions import decisions
from himaya.coordination.models import Decision, Edition, Position
from himaya.coordination.queries import decisions as known
from himaya.institutions import queries_mandates
from himaya.institutions.models import Institution
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotPermitted, NotValid
from himaya.kernel.unit import log_refusal
from himaya.web.roundtable.gate import at_the_table
from himaya.web.roundtable.tables import lists
from himaya.web.roundtable.tables.lists import Item
from himaya.web.roundtable.tables.reading import Form, shown

FIELDS = {
    "confirmation_day": "on",
    "confirmation_reference": "reference",
    "reason_missing": "reason",
    "text_length": "reason",
    "case_data": "reason",
    "how": "how",
}
SAY_HOW = gettext_lazy("Say how the institution answered: by mail or by letter.")
NO_SUCH_VERB = gettext_lazy("Choose one of the buttons of this page.")
CHOOSE = gettext_lazy("Choose the institution.")


@dataclass(frozen=True, slots=True)
class Line:
    """What one institution said, in words; `final` tells where its confirmation stands, when one is asked of it."""

    position: Position
    word: str | Promise
    tone: str
    final: str


@require_http_methods(["GET", "POST"])
@at_the_table
def page(request: HttpRequest, actor: Actor, decision_id: UUID) -> HttpResponse:
    """One decision. A POST withdraws the question, or confirms it, or enters that it was not confirmed."""
    decision = known.decision_of(actor, decision_id)
    if request.method != "POST":
        return _page(request, actor, decision, None)
    form = Form(request.POST)
    verb = form.text("do")
    done = ""
    try:
        done = VERBS.get(verb, _no_such)(form, decision, actor)
    except NotValid as refusal:
        form.refused(refusal, FIELDS)
    except (NotNow, NotPermitted) as refusal:
        log_refusal(refusal, by=actor, where="roundtable:decision")
        again = known.decision_of(actor, decision_id)
        return _page(request, actor, again, form, told=refusal.sentence, status=refusal.status)
    if form.wrong:
        return _page(request, actor, decision, form, status=NotValid.status)
    messages.success(request, done)
    return redirect("roundtable:decision", decision_id=decision_id)


def _withdraw(form: Form, decision: Decision, actor: Actor) -> str:
    reason, carry = form.text("reason"), form.ticked("carry")
    decisions.withdraw(decision_id=decision.pk, reason=reason, carry=carry, by=actor)
    return _("The question is taken back. What was said on it stays here.")


def _confirm(form: Form, decision: Decision, actor: Actor) -> str:
    on, reference = form.day("on"), form.text("reference")
    if not form.wrong:
        decisions.confirm(decision_id=decision.pk, on=on, reference=reference, by=actor)
    return _("The decision is confirmed and binds.")


def _confirm_mine(form: Form, decision: Decision, actor: Actor) -> str:
    ours = _ours(decision, actor)
    decisions.confirm_position(decision_id=decision.pk, institution_id=ours, how=states.CLICK, by=actor)
    return _("Your institution has confirmed.")


def _confirm_for(form: Form, decision: Decision, actor: Actor) -> str:
    institution, how, on = _letter(form, decision)
    if not form.wrong:
        decisions.confirm_position(decision_id=decision.pk, institution_id=institution, how=how, on=on, by=actor)
    return _("The confirmation is entered.")


def _refuse(form: Form, decision: Decision, actor: Actor) -> str:
    reason, on = form.text("reason"), form.day("on", needed=False)
    institution, how = "", states.LETTER
    if decision.confirm_by == states.AUTHORITIES:
        institution, how, on = _letter(form, decision)
    if not form.wrong:
        decisions.refuse_confirmation(
            decision_id=decision.pk, reason=reason, institution_id=institution, how=how, on=on, by=actor
        )
    return _("Entered: not confirmed. The point comes back at the next table.")


def _refuse_mine(form: Form, decision: Decision, actor: Actor) -> str:
    decisions.refuse_confirmation(
        decision_id=decision.pk,
        reason=form.text("reason"),
        institution_id=_ours(decision, actor),
        how=states.CLICK,
        by=actor,
    )
    return _("Entered: not confirmed. The point comes back at the next table.")


def _no_such(form: Form, decision: Decision, actor: Actor) -> str:
    raise NotValid(NO_SUCH_VERB, code="verb_unknown")


VERBS: dict[str, Callable[[Form, Decision, Actor], str]] = {
    "withdraw": _withdraw,
    "confirm": _confirm,
    "confirm_mine": _confirm_mine,
    "confirm_for": _confirm_for,
    "refuse": _refuse,
    "refuse_mine": _refuse_mine,
}


def _letter(form: Form, decision: Decision) -> tuple[str, str, Any]:
    """Which institution answered, by which channel, on which day, as the secretariat enters it."""
    waiting = {row.institution_id for row in _waiting(decision)}
    institution = form.choice("institution", waiting, CHOOSE)
    how = form.choice("how", (states.MAIL, states.LETTER), SAY_HOW)
    return institution, how, form.day("on")


def _waiting(decision: Decision) -> list[Position]:
    """The positions whose authority has not confirmed yet, when authorities confirm."""
    if decision.state != states.AWAITING or decision.confirm_by != states.AUTHORITIES:
        return []
    return [row for row in decision.positions.all() if row.stance in known.ASSENTING and row.confirmed_on is None]


def _page(
    request: HttpRequest,
    actor: Actor,
    decision: Decision,
    form: Form | None,
    *,
    told: object = "",
    status: int = 200,
) -> HttpResponse:
    secretariat = policy.is_secretariat(actor)
    waiting = _waiting(decision)
    fields = shown(form)
    awaiting = decision.state == states.AWAITING
    context: dict[str, Any] = {
        **fields,
        "typed": {"on": clock.today().isoformat(), **fields["typed"]},
        "table": decision.table,
        "decision": decision,
        "told": told,
        "headline": headline(decision),
        "wordings": wordings(decision),
        "method": words_tables.METHODS.get(decision.method, decision.method),
        "why": words_decisions.WHY.get(decision.result.get("why", ""), ""),
        "counts": counts(decision),
        "final_by": words_decisions.FINAL_BY.get(decision.confirm_by, ""),
        "lines": [_line(row, decision) for row in decision.positions.all()],
        "quiet": _quiet(decision),
        "parts": decision.parts,
        "edition": Edition.objects.filter(decision=decision).defer("content").first(),
        "runs": secretariat or policy.presides(actor, decision.table),
        "running": decision.state == states.PUT and decision.table.state == states.IN_SESSION,
        "by_commission": secretariat and awaiting and decision.confirm_by == states.COMMISSION,
        "by_letter": _items(waiting) if secretariat else [],
        "hows": lists.of(words_tables.CHANNELS, states.MAIL, states.LETTER),
        "mine_waits": _mine_waits(actor, waiting),
        "doing": form.typed.get("do", "") if form else "",
    }
    return render(request, "roundtable/room/decision.html", context, status=status)


def headline(decision: Decision) -> str:
    """What became of it, with the numbers that matter."""
    found, rows = decision.result.get("counts", {}), list(decision.positions.all())
    agree = sum(row.stance in known.ASSENTING for row in rows) or sum(found.get(one, 0) for one in known.ASSENTING)
    against = sum(row.stance == states.OBJECT for row in rows) or found.get(states.OBJECT, 0)
    if decision.state == states.PUT:
        return ngettext("One institution has spoken", "%(n)s institutions have spoken", len(rows)) % {"n": len(rows)}
    said = {"state": _capital(words_decisions.STATES[decision.state]), "agree": agree, "against": against}
    if not rows and not found:
        return str(said["state"])
    return _("%(state)s: %(agree)s agree, %(against)s against") % said


def _capital(word: str | Promise) -> str:
    text = str(word)
    return text[:1].upper() + text[1:]


def wordings(decision: Decision) -> list[dict[str, str]]:
    """What was decided, in every language that it was written in."""
    texts = {"fr": decision.wording_fr, "ar": decision.wording_ar, "en": decision.wording_en}
    return [{"lang": code, "text": text} for code, text in texts.items() if text]


def counts(decision: Decision) -> list[tuple[str | Promise, int]]:
    """How many institutions said what, as it was counted at the conclusion; what nobody said is left out."""
    found = decision.result.get("counts", {})
    order = (*states.STANCES, rules_decision.SILENT)
    return [(words_decisions.STANCES[one], found[one]) for one in order if found.get(one)]


def _line(row: Position, decision: Decision) -> Line:
    final = ""
    if decision.confirm_by == states.AUTHORITIES and row.stance in known.ASSENTING:
        if row.confirmed_on is not None:
            final = "confirmed"
        elif decision.result.get("refused_by") == row.institution_id:
            final = "refused"
        elif decision.state == states.AWAITING:
            final = "waits"
    tone = words_decisions.STANCE_TONES.get(row.stance, "")
    return Line(row, words_decisions.STANCES[row.stance], tone, final)


def _quiet(decision: Decision) -> list[Institution]:
    """Who was there and said nothing, as it was written down at the conclusion."""
    return list(Institution.objects.filter(pk__in=decision.result.get("silent", [])).order_by("name_fr"))


def _items(waiting: list[Position]) -> list[Item]:
    return [Item(row.institution_id, row.institution.name) for row in waiting]


def _mine_waits(actor: Actor, waiting: list[Position]) -> bool:
    """Whether this actor is the authority that is waited for."""
    ours = queries_mandates.with_predecessors(actor.institution_id)
    if policy.is_secretariat(actor) or not any(row.institution_id in ours for row in waiting):
        return False
    return any(one.role == states.VALIDATING for one in policy.my_mandates(actor))


def _ours(decision: Decision, actor: Actor) -> str:
    """The institution for which the actor's confirms: itself, or a predecessor that agreed under its old name."""
    ours = queries_mandates.with_predecessors(actor.institution_id)
    waiting = [row.institution_id for row in _waiting(decision) if row.institution_id in ours]
    return waiting[0] if waiting else actor.institution_id
