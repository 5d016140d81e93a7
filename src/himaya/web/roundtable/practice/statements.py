"""One institution on one step: what it does, kept as a draft, then stated; or entered as it came by mail or letter."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods

from himaya.coordination import policy, states
from himaya.coordination.actions import practice
from himaya.coordination.actions.practice import Practice
from himaya.coordination.models import PracticeStatement, PracticeStep
from himaya.coordination.queries import practice as queries
from himaya.coordination.words_practice import DOING
from himaya.institutions.models import Institution
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from himaya.web.roundtable.gate import at_the_table
from himaya.web.roundtable.practice import maps, showing
from himaya.web.roundtable.practice.running import ask
from himaya.web.roundtable.tables import lists
from himaya.web.roundtable.tables.lists import Item
from himaya.web.roundtable.tables.reading import Form, shown

FIELDS = {
    "does": "does",
    "hours": "time",
    "passes_to": "passes_to",
    "how_missing": "how",
    "case_data": "note",
    "no_valid_mandate": "delegate",
}
HOURS, DAYS = "hours", "days"
UNITS = {HOURS: 1, DAYS: 24}


@require_http_methods(["GET", "POST"])
@at_the_table
def one(request: HttpRequest, actor: Actor, step_id: UUID, institution_id: str) -> HttpResponse:
    """The statement of one institution on one step. A POST keeps a draft or states it."""
    step = queries.step_of(actor, step_id)
    entered = policy.is_secretariat(actor)
    if not entered:
        policy.check_speaks(actor, institution_id=institution_id, on=clock.today())
    institution = next((one for one in showing.seated(step.practice_map.cycle) if one.pk == institution_id), None)
    if institution is None:
        raise NotFound
    if request.method != "POST":
        return _page(request, actor, step, institution, None)
    form = Form(request.POST)
    said, final = _read(form), entered or form.text("do") != "keep"
    takes: dict[str, Any] = {"step_id": step_id, "institution_id": institution_id, "said": said, "seen": _seen(form)}
    if entered:
        takes |= {"how": form.text("how"), "delegate_id": form.uuid("delegate")}
    outcome = ask(practice.state if final else practice.keep, form, FIELDS, "unit", by=actor, **takes)
    if not outcome.done:
        return _page(request, actor, step, institution, form, told=outcome.told, status=outcome.status)
    if not final:
        messages.success(request, _("The draft is kept. Only your institution sees it until you state it."))
        return redirect("roundtable:statement", step_id=step_id, institution_id=institution_id)
    messages.success(request, _("Stated: %(step)s.") % {"step": step.title})
    return _onwards(step, institution_id)


def _onwards(step: PracticeStep, institution_id: str) -> HttpResponse:
    """To the next step that this institution has not stated, or to the map when there is none."""
    stated = PracticeStatement.objects.filter(institution_id=institution_id, state=states.STATED).values("step")
    rest = PracticeStep.objects.filter(practice_map=step.practice_map_id).exclude(pk__in=stated)
    following = rest.filter(number__gt=step.number).order_by("number").first() or rest.order_by("number").first()
    if following is None:
        return redirect("roundtable:practice_map", map_id=step.practice_map_id)
    return redirect("roundtable:statement", step_id=following.pk, institution_id=institution_id)


def _read(form: Form) -> Practice:
    time, unit = form.text("time"), form.text("per") or HOURS
    hours = None
    if time:
        if time.isdecimal() and len(time) < 6 and unit in UNITS:
            hours = int(time) * UNITS[unit]
        else:
            form.wrong["time"] = _("Write the time as a number: at least one hour, at most one year.")
    return Practice(
        does=form.text("does"),
        unit=form.text("unit"),
        form=form.text("form"),
        hours=hours,
        legal_basis=form.text("legal_basis"),
        passes_to_id=form.text("passes_to"),
        note=form.text("note"),
    )


def _seen(form: Form) -> int:
    seen = form.text("seen")
    return int(seen) if seen.isdecimal() and len(seen) < 9 else -1


def _page(
    request: HttpRequest,
    actor: Actor,
    step: PracticeStep,
    institution: Institution,
    form: Form | None,
    *,
    told: str | Promise = "",
    status: int = 200,
) -> HttpResponse:
    entered = policy.is_secretariat(actor)
    row = PracticeStatement.objects.filter(step=step, institution=institution).select_related("passes_to").first()
    if entered and row is not None and row.state == states.DRAFT:
        visible, revision = None, row.revision
    else:
        visible, revision = row, row.revision if row is not None else 0
    context = shown(form)
    if form is None and visible is not None:
        context["typed"] = _typed(visible)
    others = [one for one in showing.seated(step.practice_map.cycle) if one.pk != institution.pk]
    context |= {
        "told": told,
        "map": step.practice_map,
        "step": step,
        "institution": institution,
        "entered": entered,
        "revision": revision,
        "stated": visible is not None and visible.state == states.STATED,
        "stands": maps.said_in_words(institution, visible) if told and visible is not None else None,
        "open": step.practice_map.state == states.MAP_OPEN,
        "steps": _steps(step, institution.pk),
        "doing": lists.of(DOING),
        "units": [Item(HOURS, UNIT_WORDS[HOURS]), Item(DAYS, UNIT_WORDS[DAYS])],
        "others": showing.as_items(others),
        "channels": showing.by_paper(),
        "delegates": showing.delegates(institution.pk),
    }
    return render(request, "roundtable/practice/statement.html", context, status=status)


UNIT_WORDS = {HOURS: pgettext_lazy("unit of time", "hours"), DAYS: pgettext_lazy("unit of time", "days")}


def _typed(row: PracticeStatement) -> dict[str, str]:
    """The fields as they were filled in last."""
    in_days = row.hours is not None and row.hours >= 48 and row.hours % 24 == 0
    time = "" if row.hours is None else str(row.hours // 24 if in_days else row.hours)
    return {
        "does": row.does,
        "unit": row.unit,
        "form": row.form,
        "time": time,
        "per": DAYS if in_days else HOURS,
        "legal_basis": row.legal_basis,
        "passes_to": row.passes_to_id or "",
        "note": row.note,
    }


def _steps(step: PracticeStep, institution_id: str) -> list[dict[str, Any]]:
    """The steps of the map, which of them are stated, and which is being looked at."""
    rows = PracticeStep.objects.filter(practice_map=step.practice_map_id).order_by("number")
    stated = set(
        PracticeStatement.objects.filter(
            step__practice_map=step.practice_map_id, institution_id=institution_id, state=states.STATED
        ).values_list("step_id", flat=True)
    )
    return [{"row": row, "done": row.pk in stated, "here": row.pk == step.pk} for row in rows]
