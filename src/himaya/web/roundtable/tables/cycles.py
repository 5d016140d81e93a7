"""One cycle: opened with its first seats, read, its rules kept, closed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from himaya.coordination import policy, states, words_tables
from himaya.coordination.actions import cycles
from himaya.coordination.models import Cycle, RoundTable
from himaya.coordination.queries import tables as queries
from himaya.coordination.rules import CycleRules
from himaya.institutions.models import Institution
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.unit import log_refusal
from himaya.web.roundtable.gate import at_the_table, secretariat_only
from himaya.web.roundtable.tables import lists, rules_page
from himaya.web.roundtable.tables.reading import Form, shown

FIELDS = {
    "title_missing": "title_fr",
    "title_long": "title_fr",
    "institution_unknown": "organiser",
    "seat_twice": "seated",
    "theme_code": "themes_fr",
    "case_data": "title_fr",
    "text_length": "legal_basis",
}
# Fields behind the two folds of the page: a fold with a mistake in it stands open.
MORE = ("funder", "legal_basis", "themes_fr", "themes_ar")
MOST_RESERVED = 9


@require_http_methods(["GET", "POST"])
@secretariat_only
def new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Open a cycle: a title, an organiser, who sits; the rest has defaults."""
    if request.method != "POST":
        return _new_page(request, actor, None)
    form = Form(request.POST)
    titles, chosen = form.texts("title"), form.many("seated")
    organiser, funder = form.text("organiser"), form.text("funder")
    basis, themes, its_rules = form.text("legal_basis"), _themes(form), rules_page.read(form)
    reserved = form.number("reserved", _("Write how many seats to reserve, from 0 to 9."))
    if reserved > MOST_RESERVED:
        form.wrong["reserved"] = _("Write how many seats to reserve, from 0 to 9.")
    if not any(titles.values()):
        form.wrong["title_fr"] = _("Write a title in at least one language.")
    if len(chosen) < 2:
        form.wrong["seated"] = _("Choose at least two institutions: a table of one decides nothing.")
    if not form.wrong:
        try:
            cycle = cycles.open(
                titles=titles,
                organiser_id=organiser,
                funder_id=funder or None,
                legal_basis=basis,
                rules=its_rules,
                themes=themes,
                seated=[*_kinds(chosen), *[(states.NGO, None)] * reserved],
                by=actor,
            )
        except NotValid as refusal:
            form.refused(refusal, FIELDS)
        else:
            messages.success(request, _("The cycle is open. Plan its first table."))
            return redirect("roundtable:cycle", cycle_id=cycle.pk)
    return _new_page(request, actor, form)


def _kinds(chosen: list[str]) -> list[tuple[str, str]]:
    """The seat that fits each institution: associations sit on theirs."""
    ngos = set(Institution.objects.filter(pk__in=chosen, kind="ngo").values_list("pk", flat=True))
    return [(states.NGO if one in ngos else states.MEMBER, one) for one in chosen]


def _themes(form: Form) -> list[tuple[str, dict[str, str]]]:
    """The themes line by line, French and Arabic in the same order, numbered T1, T2 …"""
    french, arabic = form.lines("themes_fr"), form.lines("themes_ar")
    longest = max(len(french), len(arabic))
    pairs = zip(french + [""] * (longest - len(french)), arabic + [""] * (longest - len(arabic)), strict=True)
    found = [{"fr": fr, "ar": ar} for fr, ar in pairs if fr or ar]
    return [(f"T{number}", titles) for number, titles in enumerate(found, start=1)]


def _new_page(request: HttpRequest, actor: Actor, form: Form | None) -> HttpResponse:
    known = lists.institutions()
    of_form = shown(form)
    if form is None:
        of_form["typed"] = {**rules_page.typed(CycleRules()), "organiser": actor.institution_id, "reserved": "2"}
    context = {
        **of_form,
        **rules_page.choices(),
        "institutions": lists.as_items(known),
        "seatable": lists.as_items(known),
        "more_open": bool(form and any(name in form.wrong for name in MORE)),
        "rules_open": bool(form and any(name in form.wrong for name in words_tables.WRONG_RULES)),
    }
    return render(request, "roundtable/tables/cycle_new.html", context, status=NotValid.status if form else 200)


@require_http_methods(["GET", "POST"])
@at_the_table
def one(request: HttpRequest, actor: Actor, cycle_id: UUID) -> HttpResponse:
    """A cycle with its tables, seats, rules and documents. A POST closes it."""
    cycle = policy.cycle_of(actor, cycle_id)
    if request.method != "POST":
        return _page(request, actor, cycle)
    try:
        cycles.close(cycle_id=cycle_id, by=actor)
    except NotNow as refusal:
        log_refusal(refusal, by=actor, where="roundtable:cycle")
        return _page(request, actor, cycle, told=refusal.sentence, status=refusal.status)
    messages.success(request, _("The cycle is closed. It stays here to be read."))
    return redirect("roundtable:cycle", cycle_id=cycle_id)


def _page(request: HttpRequest, actor: Actor, cycle: Cycle, *, told: object = "", status: int = 200) -> HttpResponse:
    today = clock.today()
    context = {
        "cycle": cycle,
        "told": told,
        "is_secretariat": policy.is_secretariat(actor),
        "may_plan": policy.is_secretariat(actor) and cycle.state == states.OPEN and not cycle.recorded,
        "tables": queries.table_list(actor).filter(cycle=cycle),
        "seats": seat_rows(cycle),
        "sentences": rules_page.sentences(queries.rules_of(cycle), len(queries.voices_on(cycle, today))),
        "in_use": in_use(cycle),
        "themes": cycle.themes.order_by("code"),
        "documents": [
            {
                "row": row,
                "kind": words_tables.DOCUMENT_KINDS.get(row.kind, row.kind),
                "state": words_tables.DOCUMENT_STATES.get(row.state, row.state),
            }
            for row in cycle.documents.order_by("decide_on", "pk")
        ],
    }
    return render(request, "roundtable/tables/cycle.html", context, status=status)


def seat_rows(cycle: Cycle) -> list[dict[str, Any]]:
    """The seats that have not ended, with their kind in words."""
    rows = cycle.seats.filter(valid_to__isnull=True).select_related("institution").order_by("number")
    return [
        {
            "pk": row.pk,
            "number": row.number,
            "institution": row.institution,
            "valid_from": row.valid_from,
            "kind_word": words_tables.SEAT_KINDS.get(row.kind, row.kind),
        }
        for row in rows
    ]


def in_use(cycle: Cycle) -> bool:
    """True once a table was convened under the rules of the cycle."""
    waiting = (states.PLANNED, states.RECORDED)
    return RoundTable.objects.filter(cycle=cycle).exclude(state__in=waiting).exists()


@require_http_methods(["GET", "POST"])
@at_the_table
def rules(request: HttpRequest, actor: Actor, cycle_id: UUID) -> HttpResponse:
    """The rules of a cycle, and what they mean for its seats."""
    cycle = policy.cycle_of(actor, cycle_id)
    form, told, status = None, "", 200
    if request.method == "POST":
        policy.check_secretariat(actor)
        form = Form(request.POST)
        its_rules = rules_page.read(form)
        status = NotValid.status
        if not form.wrong:
            try:
                cycles.change_rules(cycle_id=cycle_id, rules=its_rules, by=actor)
            except NotNow as refusal:
                log_refusal(refusal, by=actor, where="roundtable:rules")
                told, status = str(refusal.sentence), refusal.status
            else:
                messages.success(request, _("The rules are kept. They bind from the first table that is convened."))
                return redirect("roundtable:rules", cycle_id=cycle_id)
    its_own = queries.rules_of(cycle)
    of_form = shown(form)
    if form is None:
        of_form["typed"] = rules_page.typed(its_own)
    context = {
        **of_form,
        **rules_page.choices(),
        "cycle": cycle,
        "told": told,
        "is_secretariat": policy.is_secretariat(actor),
        "in_use": in_use(cycle) or cycle.recorded or cycle.state != states.OPEN,
        "sentences": rules_page.sentences(its_own, len(queries.voices_on(cycle, clock.today()))),
    }
    return render(request, "roundtable/tables/rules.html", context, status=status)
