"""What a cycle decided, table by table; and what institutions hold back from it, the earliest review first."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from himaya.coordination import moments, policy, states
from himaya.coordination.actions import reservations as actions
from himaya.coordination.models import Reservation, RoundTable
from himaya.coordination.queries import decisions as known
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.unit import log_refusal
from himaya.web.methods import require_POST
from himaya.web.roundtable.gate import at_the_table
from himaya.web.roundtable.tables.lists import Item
from himaya.web.roundtable.tables.reading import Form, Sentence, shown

# A review that falls within these days is looked at now.
SOON = timedelta(days=60)
HELD = (states.IN_SESSION, states.TABLE_CLOSED, states.MINUTES_APPROVED, states.ARCHIVED)


@dataclass(frozen=True, slots=True)
class Line:
    """One reservation. `when` is late, soon or later; `tables` are those at which it can be lifted."""

    row: Reservation
    when: str
    may_lift: bool
    tables: list[Item]
    chosen: str
    wrong: Sentence


@require_safe
@at_the_table
def decisions(request: HttpRequest, actor: Actor, cycle_id: UUID) -> HttpResponse:
    """Every question that was put in a cycle, the latest first."""
    cycle = policy.cycle_of(actor, cycle_id)
    rows = list(known.decisions(actor).filter(table__cycle=cycle).exclude(state=states.WITHDRAWN))
    binding = sum(row.state in states.BINDING for row in rows)
    context = {
        "cycle": cycle,
        "rows": rows,
        "owed": set(known.owed_by(actor).values_list("pk", flat=True)),
        "headline": ngettext("One decision binds", "%(n)s decisions bind", binding) % {"n": binding},
    }
    return render(request, "roundtable/room/decisions.html", context)


@require_safe
@at_the_table
def reservations(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What is held back, in every cycle that the actor may know."""
    return _page(request, actor, None)


@require_POST
@at_the_table
def lift(request: HttpRequest, actor: Actor, reservation_id: UUID) -> HttpResponse:
    """The institution lifts it, or the secretariat for it; at a table or between two."""
    row = known.reservations(actor).filter(pk=reservation_id).first()
    if row is None:
        raise NotFound
    form = Form(request.POST)
    try:
        actions.lift(reservation_id=reservation_id, table_id=form.uuid("table"), by=actor)
    except NotValid as refusal:
        form.wrong[f"table-{reservation_id}"] = refusal.sentence
        return _page(request, actor, form, str(reservation_id), status=refusal.status)
    except (NotNow, NotPermitted) as refusal:
        log_refusal(refusal, by=actor, where="roundtable:reservation_lift")
        return _page(request, actor, form, told=refusal.sentence, status=refusal.status)
    messages.success(request, _("The reservation is lifted."))
    return redirect("roundtable:reservations")


def _page(
    request: HttpRequest,
    actor: Actor,
    form: Form | None,
    at: str = "",
    *,
    told: object = "",
    status: int = 200,
) -> HttpResponse:
    rows = list(known.reservations(actor))
    held = [_line(actor, row, form if str(row.pk) == at else None) for row in rows if row.lifted_on is None]
    late = sum(line.when == "late" for line in held)
    headline = ngettext("One reservation is held", "%(n)s reservations are held", len(held)) % {"n": len(held)}
    context = {
        **shown(form),
        "told": told,
        "lines": held,
        "late": late,
        "headline": headline if held else _("Nothing is held back"),
        "lifted": [row for row in rows if row.lifted_on is not None],
    }
    return render(request, "roundtable/room/reservations.html", context, status=status)


def _line(actor: Actor, row: Reservation, form: Form | None) -> Line:
    may = policy.is_secretariat(actor) or row.institution_id == actor.institution_id
    chosen = form.typed["table"] if form else ""
    wrong = form.wrong[f"table-{row.pk}"] if form else ""
    return Line(row, _when(row.review_on), may, _tables(row) if may else [], chosen, wrong)


def _when(review_on: date) -> str:
    today = clock.today()
    if review_on < today:
        return "late"
    return "soon" if review_on <= today + SOON else "later"


def _tables(row: Reservation) -> list[Item]:
    """The tables of the cycle that were held since: where it can have been lifted."""
    table = row.decision.table
    since = RoundTable.objects.filter(cycle=table.cycle_id, number__gte=table.number, state__in=HELD)
    return [Item(str(one.pk), moments.number_in_words(one)) for one in since.order_by("-number")]
