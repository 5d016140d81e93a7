"""What one institution says on a question, where a tap is not enough: a reason, or what it holds back."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_http_methods

from himaya.coordination import policy, states, words_decisions
from himaya.coordination.actions import decisions
from himaya.coordination.actions.decisions import Reserve
from himaya.coordination.models import Decision
from himaya.coordination.queries import decisions as known
from himaya.coordination.queries import put_texts
from himaya.coordination.queries import tables as queries
from himaya.coordination.voicing import review_of
from himaya.institutions.models import Institution
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotPermitted, NotValid
from himaya.kernel.unit import log_refusal
from himaya.web.roundtable.gate import at_the_table
from himaya.web.roundtable.room import putting
from himaya.web.roundtable.tables.lists import Item
from himaya.web.roundtable.tables.reading import Form, shown

FIELDS = {
    "stance": "stance",
    "objection_without_reason": "reason",
    "reservation_text": "reason",
    "text_length": "reason",
    "case_data": "reason",
    "reservation_day": "review_on",
    "reservation_clause": "clause",
}
NO_VOICE = gettext_lazy(
    "This institution has no seat with a voice on the day of the meeting. It is heard, and does not decide."
)


@require_http_methods(["GET", "POST"])
@at_the_table
def page(request: HttpRequest, actor: Actor, decision_id: UUID, institution_id: str) -> HttpResponse:
    """The four answers, with a box for the reason. The chair corrects here too, until the question is concluded."""
    decision = known.decision_of(actor, decision_id)
    voices = queries.voices_on(decision.table.cycle, queries.meeting_day(decision.table))
    institution = next((one for one in voices if one.pk == institution_id), None)
    if institution is None:
        raise NotValid(NO_VOICE, code="no_voice")
    if request.method != "POST":
        return _page(request, actor, decision, institution, None)
    form = Form(request.POST)
    try:
        _speak(form, decision, institution, actor)
    except NotValid as refusal:
        form.refused(refusal, FIELDS, "reason")
    except (NotNow, NotPermitted) as refusal:
        log_refusal(refusal, by=actor, where="roundtable:position")
        return _page(request, actor, decision, institution, form, told=refusal.sentence, status=refusal.status)
    if form.wrong:
        return _page(request, actor, decision, institution, form, status=NotValid.status)
    answer = redirect("roundtable:room", table_id=decision.table_id)
    answer["Location"] += f"#at-{institution.pk}"
    return answer


def _speak(form: Form, decision: Decision, institution: Institution, actor: Actor) -> None:
    stance, reason = form.text("stance"), form.long("reason")
    clause, review = form.text("clause"), form.day("review_on", needed=False)
    if form.wrong and stance != states.RESERVE:
        # A day belongs to a reservation only; a wrong one must not stop an agreement.
        form.wrong.clear()
    if form.wrong:
        return
    held = Reserve(clause=clause, text=reason, review_on=review) if stance == states.RESERVE else None
    decisions.speak(
        decision_id=decision.pk,
        institution_id=institution.pk,
        stance=stance,
        reason="" if held else reason,
        reservation=held,
        by=actor,
    )


def _page(
    request: HttpRequest,
    actor: Actor,
    decision: Decision,
    institution: Institution,
    form: Form | None,
    *,
    told: object = "",
    status: int = 200,
) -> HttpResponse:
    fields = shown(form)
    runs = policy.is_secretariat(actor) or policy.presides(actor, decision.table)
    context: dict[str, Any] = {
        **fields,
        "typed": {**_before(decision, institution), **fields["typed"]},
        "table": decision.table,
        "decision": decision,
        "institution": institution,
        "told": told,
        "open": decision.state == states.PUT and (runs or actor.institution_id == institution.pk),
        "stances": [Item(code, word) for code, word in words_decisions.SAY.items()],
        "legend": pgettext("position", "What does the institution say?"),
        "clauses": putting.clauses(put_texts.clauses_of(decision)),
    }
    return render(request, "roundtable/room/position.html", context, status=status)


def _before(decision: Decision, institution: Institution) -> dict[str, str]:
    """What was said already, for a correction; else the day of review that the rules propose."""
    said = next((one for one in decision.positions.all() if one.institution_id == institution.pk), None)
    held = next((one for one in decision.reservations.all() if one.institution_id == institution.pk), None)
    review = held.review_on if held else review_of(decision)
    return {
        "stance": said.stance if said else "",
        "reason": held.text if held else (said.reason if said else ""),
        "clause": held.clause if held else "",
        "review_on": review.isoformat(),
    }
