"""Entering a recommendation, at a table in seconds or from another source; changing it until it is addressed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_http_methods

from himaya.coordination import content_following, formulating, plans, policy, states
from himaya.coordination import states_following as following
from himaya.coordination.actions import recommendations
from himaya.coordination.models import AgendaItem, Recommendation, RoundTable
from himaya.coordination.queries import recommendations as queries
from himaya.coordination.queries.recommendations import Wanted
from himaya.coordination.words_following import ACTION_TYPES, SOURCES
from himaya.coordination.words_needs import PRIORITIES
from himaya.kernel.actor import Actor
from himaya.web.roundtable.gate import at_the_table, secretariat_only
from himaya.web.roundtable.practice import showing as practice
from himaya.web.roundtable.practice.running import ask
from himaya.web.roundtable.recommendations import showing
from himaya.web.roundtable.tables import lists
from himaya.web.roundtable.tables.reading import Form, shown

# Beside which field each code of a refusal stands.
FIELDS = {
    "text_missing": "text_fr",
    "source": "source_kind",
    "source_on": "source_on",
    "priority": "priority",
    "theme": "theme",
    "sdg": "sdg",
    "action_type": "action_type",
    "plan_axis": "plan_axis",
    "lead": "lead",
    "contributors": "contributor_names",
    "text_length": "text_fr",
    "case_data": "text_fr",
}
CODES = ("priority", "theme", "action_type", "plan_axis", "sdg")
WORDS = ("rationale", "indicator", "baseline", "target", "resources", "lead_name")
AT_HAND = {"text_fr", "text_ar", "lead", "due_on", "priority", "item"}
# Here another source is the usual one; an earlier table comes last.
OTHER_SOURCES = (*(one for one in following.SOURCES if one != following.FROM_TABLE), following.FROM_TABLE)


@require_http_methods(["GET", "POST"])
@at_the_table
def at_a_table(request: HttpRequest, actor: Actor, table_id: UUID) -> HttpResponse:
    """What was recommended at a table. A POST enters one, so that it takes seconds."""
    table = policy.table_of(actor, table_id)
    if request.method != "POST":
        return _at_a_table(request, actor, table, None)
    policy.check_secretariat(actor)
    form = Form(request.POST)
    takes = {**_read(form), "source_kind": following.FROM_TABLE, "table_id": table.pk, "item_id": form.uuid("item")}
    outcome = ask(recommendations.enter, form, FIELDS, "text_fr", by=actor, **takes)
    if not outcome.done:
        return _at_a_table(request, actor, table, form, told=outcome.told, status=outcome.status)
    messages.success(request, pgettext("recommendation", "Entered. The next one can be written."))
    return redirect("roundtable:table_recommendations", table_id=table.pk)


@require_http_methods(["GET", "POST"])
@secretariat_only
def new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A recommendation of another source: a review, a treaty body, an audit, or an earlier table."""
    if request.method != "POST":
        context = _entering({"priority": "medium", "source_kind": following.UPR}, None)
        return render(request, "roundtable/recommendations/new.html", context)
    form, entered = Form(request.POST), []

    def enter(**takes: Any) -> None:
        entered.append(recommendations.enter(**takes).pk)

    outcome = ask(enter, form, FIELDS, "text_fr", by=actor, **_read(form), **_source(form))
    if not outcome.done:
        context = _entering({}, form) | {"told": outcome.told}
        return render(request, "roundtable/recommendations/new.html", context, status=outcome.status)
    messages.success(request, _("Entered. Look at what is missing, then address it to its lead."))
    return redirect("roundtable:recommendation", recommendation_id=entered[0])


@require_http_methods(["GET", "POST"])
@secretariat_only
def edit(request: HttpRequest, actor: Actor, recommendation_id: UUID) -> HttpResponse:
    """Change one that was not addressed yet. What somebody else changed meanwhile is told, and nothing is lost."""
    row = queries.one_of(actor, recommendation_id)
    if request.method != "POST":
        return _edit(request, row, None)
    form = Form(request.POST)
    takes = {**_read(form), **_source(form), "seen": form.number("seen", _("Open this page again."))}
    if row.table_id is not None:
        # Where it was said does not change with its words.
        takes |= {"source_kind": row.source_kind, "table_id": row.table_id, "item_id": form.uuid("item")}
    outcome = ask(recommendations.edit, form, FIELDS, "text_fr", by=actor, recommendation_id=recommendation_id, **takes)
    if not outcome.done:
        return _edit(request, queries.one_of(actor, recommendation_id), form, outcome.told, outcome.status)
    messages.success(request, _("Changed."))
    return redirect("roundtable:recommendation", recommendation_id=recommendation_id)


def _read(form: Form) -> dict[str, Any]:
    """What was typed about the recommendation itself."""
    return {
        "texts": {code: form.long(f"text_{code}").strip() for code in ("fr", "ar", "en")},
        "lead_id": form.text("lead"),
        "contributors": form.many("contributors"),
        "contributor_names": form.lines("contributor_names"),
        "due_on": form.day("due_on", needed=False),
        **{name: form.text(name) for name in (*CODES, *WORDS)},
    }


def _source(form: Form) -> dict[str, Any]:
    """What was typed about where it comes from."""
    return {
        "source_kind": form.text("source_kind"),
        "source_ref": form.text("source_ref"),
        "source_on": form.day("source_on", needed=False),
    }


def _entering(typed: dict[str, Any], form: Form | None) -> dict[str, Any]:
    """What the form of a recommendation offers to choose from."""
    lists_of = content_following.register()
    context = shown(form)
    if form is None:
        context["typed"] = typed
    institutions = lists.as_items(lists.institutions())
    return context | {
        # At a table the rest is folded: it opens when something in it is to be looked at again.
        "more_wrong": bool(set(context["wrong"]) - AT_HAND),
        "sources": lists.of(SOURCES, *OTHER_SOURCES),
        "bodies": [row.name for row in lists_of.bodies.values()],
        "institutions": institutions,
        "priorities": lists.of(PRIORITIES),
        "themes": showing.themes(),
        "goals": showing.as_items(lists_of.goals.values()),
        "axes": showing.as_items(plans.axes().values()),
        "kinds": lists.of(ACTION_TYPES),
    }


def _at_a_table(
    request: HttpRequest,
    actor: Actor,
    table: RoundTable,
    form: Form | None,
    *,
    told: str | Promise = "",
    status: int = 200,
) -> HttpResponse:
    """The list of one table, and for the secretariat the form with the open point chosen already."""
    rows = queries.narrowed(actor, Wanted(table_id=table.pk)).select_related("lead", "item").order_by("number")
    lines = [showing.shown(line) for line in queries.lines(rows)]
    words = ngettext("%(n)d recommendation of this table", "%(n)d recommendations of this table", len(lines))
    context: dict[str, Any] = {
        "table": table,
        "lines": lines,
        "headline": words % {"n": len(lines)} if lines else _("Nothing was recommended at this table yet"),
        "told": told,
        "office": policy.is_secretariat(actor),
        "may_enter": policy.is_secretariat(actor) and table.state in formulating.SPOKEN,
    }
    if context["may_enter"]:
        current = AgendaItem.objects.filter(table=table, state=states.ITEM_OPEN).values_list("pk", flat=True).first()
        context |= _entering({"item": str(current or ""), "priority": "medium"}, form)
        context["items"] = practice.points(table)
    return render(request, "roundtable/recommendations/table.html", context, status=status)


def _edit(
    request: HttpRequest, row: Recommendation, form: Form | None, told: str | Promise = "", status: int = 200
) -> HttpResponse:
    helpers = list(row.contributors.all())
    typed: dict[str, Any] = {
        **{f"text_{code}": text for code, text in row.texts.items()},
        **{name: getattr(row, name) for name in (*CODES, *WORDS, "source_kind", "source_ref")},
        "source_on": row.source_on.isoformat() if row.source_on else "",
        "due_on": row.due_on.isoformat() if row.due_on else "",
        "lead": row.lead_id or "",
        "item": str(row.item_id or ""),
        "contributors": [one.institution_id for one in helpers if one.institution_id],
        "contributor_names": "\n".join(one.name for one in helpers if one.name),
    }
    context = _entering(typed, form) | {
        "row": row,
        "told": told,
        "may_edit": row.state == following.FORMULATED,
        "items": practice.points(row.table) if row.table is not None else [],
    }
    return render(request, "roundtable/recommendations/edit.html", context, status=status)
