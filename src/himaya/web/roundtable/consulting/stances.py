"""Where one institution stands on a text: said by its delegate, or entered as it came by mail or letter."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from himaya.coordination import hearing, policy, words_consulting
from himaya.coordination.actions import consultations
from himaya.coordination.models import Consultation
from himaya.coordination.queries import consulting as queries
from himaya.institutions.models import Institution
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from himaya.web.roundtable.consulting import showing
from himaya.web.roundtable.gate import at_the_table
from himaya.web.roundtable.practice import showing as practice
from himaya.web.roundtable.practice.running import ask
from himaya.web.roundtable.tables import lists
from himaya.web.roundtable.tables.reading import Form, shown

FIELDS = {
    "stance": "stance",
    "objection_without_reason": "reason",
    "text_length": "reason",
    "case_data": "reason",
    "how_missing": "how",
    "received_on": "received_on",
}


@require_http_methods(["GET", "POST"])
@at_the_table
def page(request: HttpRequest, actor: Actor, consultation_id: UUID, institution_id: str) -> HttpResponse:
    """The three answers, with a box for the reason. A POST says it, or corrects what was said."""
    row = queries.consultation_of(actor, consultation_id)
    if not policy.is_secretariat(actor):
        hearing.speaks(actor, institution_id)
    institution = next((one for one in queries.asked(row) if one.pk == institution_id), None)
    if institution is None:
        if institution_id in {one.pk for one in showing.institutions(row)}:
            hearing.with_voice(row, institution_id)
        raise NotFound
    if request.method != "POST":
        return _page(request, actor, row, institution, None)
    form = Form(request.POST)
    takes: dict[str, Any] = {"stance": form.text("stance"), "reason": form.long("reason")}
    if policy.is_secretariat(actor):
        takes |= {
            "how": form.text("how"),
            "received_on": form.day("received_on", needed=False),
            "delegate_id": form.uuid("delegate"),
        }
    outcome = ask(
        consultations.take_stance,
        form,
        FIELDS,
        "reason",
        by=actor,
        consultation_id=consultation_id,
        institution_id=institution_id,
        **takes,
    )
    if not outcome.done:
        return _page(request, actor, row, institution, form, told=outcome.told, status=outcome.status)
    messages.success(request, _("Kept. It can be corrected until the consultation is closed."))
    return redirect("roundtable:consultation", draft_id=row.draft_id)


def _page(
    request: HttpRequest,
    actor: Actor,
    row: Consultation,
    institution: Institution,
    form: Form | None,
    *,
    told: str | Promise = "",
    status: int = 200,
) -> HttpResponse:
    stance = row.stances.filter(institution=institution).first()
    before = {"stance": stance.stance, "reason": stance.reason, "how": stance.how} if stance else {}
    fields = shown(form)
    entered = policy.is_secretariat(actor)
    context = {
        **fields,
        "typed": {**before, "received_on": clock.today().isoformat(), **fields["typed"]},
        "told": told,
        "round": row,
        "draft": row.draft,
        "institution": institution,
        "said": stance,
        "open": showing.may_say(actor, row),
        "entered": entered,
        "stances": lists.of(words_consulting.SAY),
        "channels": showing.channels(),
        "delegates": practice.delegates(institution.pk) if entered else [],
    }
    return render(request, "roundtable/consulting/stance.html", context, status=status)
