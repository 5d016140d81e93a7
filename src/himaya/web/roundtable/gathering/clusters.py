"""Recommendations that ask for the same, put together: the list with what could be, and one cluster."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from himaya.coordination import policy
from himaya.coordination import states_following as states
from himaya.coordination.actions import clusters
from himaya.coordination.models import Cluster, Recommendation
from himaya.coordination.queries import gathering as queries
from himaya.coordination.words_following import RECOMMENDATION_STATES, RECOMMENDATION_TONES, SOURCES
from himaya.kernel import languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from himaya.web.roundtable.gate import at_the_table
from himaya.web.roundtable.gathering import picking
from himaya.web.roundtable.practice import showing
from himaya.web.roundtable.practice.running import ask
from himaya.web.roundtable.practice.showing import Chip
from himaya.web.roundtable.tables.reading import Form, shown

FIELDS = {
    "title_missing": "title_fr",
    "title_long": "title_fr",
    "numbers": picking.FIELD,
    "text_length": "note",
    "case_data": "title_fr",
}
VERBS: dict[str, tuple[Callable[..., Any], Promise]] = {
    "join": (clusters.join, gettext_lazy("Added to the cluster.")),
    "leave": (clusters.leave, gettext_lazy("Taken out of the cluster.")),
    "rename": (clusters.rename, gettext_lazy("Kept.")),
    "dissolve": (clusters.dissolve, gettext_lazy("The cluster is dissolved. Its recommendations stay as they are.")),
}
PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class Line:
    """One recommendation in a short list."""

    row: Recommendation
    text: str
    chip: Chip
    source: str | Promise


def line(row: Recommendation) -> Line:
    """A recommendation as these pages show it."""
    chip = showing.chip(row.state, RECOMMENDATION_STATES, RECOMMENDATION_TONES)
    return Line(row, queries.text_of(row), chip, SOURCES.get(row.source_kind, ""))


@require_http_methods(["GET", "POST"])
@at_the_table
def listed(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The clusters, and what could be one. A POST forms one."""
    if request.method != "POST":
        return _list(request, actor, None)
    policy.check_secretariat(actor)
    form = Form(request.POST)
    ids = picking.chosen(form, actor)
    takes = {"titles": form.texts("title"), "note": form.text("note"), "recommendation_ids": ids}
    outcome = ask(clusters.form, form, FIELDS, picking.FIELD, by=actor, **takes)
    if not outcome.done:
        return _list(request, actor, form, told=outcome.told, status=outcome.status)
    messages.success(request, _("The cluster is formed. One action can serve all of it."))
    return redirect("roundtable:clusters")


def _list(
    request: HttpRequest, actor: Actor, form: Form | None, *, told: str | Promise = "", status: int = 200
) -> HttpResponse:
    office = policy.is_secretariat(actor)
    rows = queries.clusters(actor)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = shown(form)
    if form is None:
        context["typed"] = {picking.FIELD: request.GET.get(picking.FIELD, "")[:400]}
    # Comparing thousands of texts takes a second: it is done when asked for.
    looked = office and request.GET.get("suggest") == "yes"
    found = queries.suggestions(actor) if looked else []
    context |= {
        "office": office,
        "groups": [{"row": row, "lines": [line(one) for one in held]} for row, held in page],
        "page": page,
        "headline": _headline(rows),
        "looked": looked,
        "suggestions": [
            {
                "lines": [line(one) for one in group.rows],
                "cluster": group.cluster,
                "numbers": ", ".join(str(one.number) for one in group.free),
            }
            for group in found
        ],
        "told": told,
    }
    return render(request, "roundtable/gathering/clusters.html", context, status=status)


def _headline(rows: list[Any]) -> str:
    if not rows:
        return _("No recommendations are grouped")
    told = ngettext("%(n)d cluster of recommendations", "%(n)d clusters of recommendations", len(rows))
    return told % {"n": len(rows)}


@require_http_methods(["GET", "POST"])
@at_the_table
def one(request: HttpRequest, actor: Actor, cluster_id: UUID) -> HttpResponse:
    """One cluster. A POST changes what it holds, or what it is called."""
    row = queries.cluster_of(actor, cluster_id)
    if request.method != "POST":
        return _one(request, actor, row, None)
    policy.check_secretariat(actor)
    form = Form(request.POST)
    name = form.text("do")
    if name not in VERBS:
        raise NotFound
    verb, done = VERBS[name]
    takes = _takes(form, actor, name)
    outcome = ask(verb, form, FIELDS, picking.FIELD, by=actor, cluster_id=cluster_id, **takes)
    if not outcome.done:
        again = queries.cluster_of(actor, cluster_id)
        return _one(request, actor, again, form, told=outcome.told, status=outcome.status)
    messages.success(request, str(done))
    return redirect("roundtable:clusters") if name == "dissolve" else redirect(request.path)


def _takes(form: Form, actor: Actor, name: str) -> Mapping[str, Any]:
    if name == "rename":
        return {"titles": form.texts("title"), "note": form.text("note")}
    if name == "join":
        return {"recommendation_ids": picking.chosen(form, actor)}
    if name == "leave":
        wanted = form.uuid("recommendation")
        if wanted is None:
            raise NotFound
        return {"recommendation_id": wanted}
    return {}


def _one(
    request: HttpRequest,
    actor: Actor,
    row: Cluster,
    form: Form | None,
    *,
    told: str | Promise = "",
    status: int = 200,
) -> HttpResponse:
    renaming = form is not None and form.typed.get("do") == "rename"
    lines = [line(one) for one in queries.members_of(actor, row)]
    still = [one for one in lines if one.row.state in states.RECOMMENDATION_OPEN]
    context = shown(form) | {
        "row": row,
        "lines": lines,
        "numbers": ", ".join(str(one.row.number) for one in still),
        "open": bool(still),
        "office": policy.is_secretariat(actor),
        "renaming": renaming,
        "told": told,
    }
    if not renaming:
        numbers = context["typed"].get(picking.FIELD, request.GET.get(picking.FIELD, "")[:400])
        kept = {f"title_{code}": row.titles[code] for code in languages.CODES} | {"note": row.note}
        context["typed"] = kept | {picking.FIELD: numbers}
    return render(request, "roundtable/gathering/cluster.html", context, status=status)
