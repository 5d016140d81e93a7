"""The register of letters of a cycle: what went out, what came in, a new one of each."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from himaya.coordination import policy, states, words_papers
from himaya.coordination.actions import letters, scans
from himaya.coordination.models import Cycle, Letter, RoundTable
from himaya.coordination.papers import letter_texts
from himaya.coordination.queries import papers as queries
from himaya.coordination.queries import tables as table_queries
from himaya.institutions.models import Institution
from himaya.kernel import clock, languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.unit import log_refusal
from himaya.web.roundtable.gate import at_the_table, secretariat_only
from himaya.web.roundtable.papers.choices import Item
from himaya.web.roundtable.papers.upload import in_memory, scan_of
from himaya.web.roundtable.tables.reading import Form, shown
from himaya.web.roundtable.templatetags.roundtable import table_name

# Which field a refusal of a verb belongs to.
FIELDS = {
    "institution": "institution",
    "kind": "kind",
    "subject_missing": "subject_fr",
    "subject_long": "subject_fr",
    "body_missing": "body_fr",
    "body_long": "body_fr",
    "case_data": "body_fr",
    "line_missing": "number",
    "through_long": "through",
    "received_on": "received_on",
    "day": "received_on",
    "answers": "answers",
    **{f"scan_{code}": "scan" for code in scans.REFUSED},
}


@require_GET
@at_the_table
def register(request: HttpRequest, actor: Actor, cycle_id: UUID) -> HttpResponse:
    """The letters of a cycle, the latest first. An institution sees its own."""
    cycle = policy.cycle_of(actor, cycle_id)
    rows = list(queries.letters_of(actor, cycle))
    to_send = sum(row.direction == states.OUT and row.state in (states.LETTER_DRAFT, states.NUMBERED) for row in rows)
    context = {
        "cycle": cycle,
        "is_secretariat": policy.is_secretariat(actor),
        "headline": ngettext("One letter waits to be sent", "%(n)d letters wait to be sent", to_send) % {"n": to_send}
        if to_send
        else ngettext("One letter in the register", "%(n)d letters in the register", len(rows)) % {"n": len(rows)},
        "out": [in_words(row) for row in rows if row.direction == states.OUT],
        "came_in": [in_words(row) for row in rows if row.direction == states.IN],
    }
    return render(request, "roundtable/papers/letters.html", context)


def in_words(row: Letter) -> dict[str, Any]:
    """A letter as a line of a list."""
    return {
        "row": row,
        "kind": words_papers.LETTER_KINDS.get(row.kind, ""),
        "state": words_papers.LETTER_STATES.get(row.state, ""),
        "tone": words_papers.LETTER_TONES.get(row.state, ""),
        "subjects": subjects(row),
        "has_scan": hasattr(row, "scan"),
    }


def subjects(row: Letter) -> list[tuple[str, str]]:
    """The subject in each language that it has, that of the page first."""
    known = {"fr": row.subject_fr, "ar": row.subject_ar}
    first = languages.current()
    return [(code, known[code]) for code in sorted(known, key=lambda one: one != first) if known[code]]


@require_http_methods(["GET", "POST"])
@secretariat_only
def new(request: HttpRequest, actor: Actor, cycle_id: UUID) -> HttpResponse:
    """Draft a letter. With a kind chosen, the page proposes its text in both languages."""
    cycle = policy.cycle_of(actor, cycle_id)
    if request.method != "POST":
        return _new_page(request, cycle, _proposed(request, cycle))
    form = Form(request.POST)
    table_id, dated_on = form.uuid("table"), form.day("dated_on")
    typed = {name: form.text(name) for name in ("institution", "kind", "through", "subject_fr", "subject_ar")}
    typed |= {name: form.long(name) for name in ("body_fr", "body_ar")}
    if dated_on is None:
        return _new_page(request, cycle, form, status=NotValid.status)
    try:
        row = letters.draft(
            cycle_id=cycle_id,
            institution_id=typed["institution"],
            kind=typed["kind"],
            table_id=table_id,
            through=typed["through"],
            subjects={"fr": typed["subject_fr"], "ar": typed["subject_ar"]},
            bodies={"fr": typed["body_fr"], "ar": typed["body_ar"]},
            dated_on=dated_on,
            by=actor,
        )
    except NotValid as refusal:
        form.refused(refusal, FIELDS, "subject_fr")
        return _new_page(request, cycle, form, status=NotValid.status)
    messages.success(request, _("The letter is drafted. Give it its number when the register has one."))
    return redirect("roundtable:letter", letter_id=row.pk)


def _proposed(request: HttpRequest, cycle: Cycle) -> Form:
    """What the page starts with: the text of the chosen kind, for the chosen table."""
    form = Form(request.GET)
    kind, institution, table_id = form.text("kind"), form.text("institution"), form.uuid("table")
    tables = RoundTable.objects.filter(cycle=cycle)
    table = tables.filter(pk=table_id).first() if table_id else tables.order_by("-number").first()
    proposal = letter_texts.propose(kind, cycle=cycle, table=table)
    form.typed = {
        "kind": kind,
        "institution": institution,
        "table": str(table.pk) if table else "",
        "dated_on": clock.today().isoformat(),
        "subject_fr": proposal.subject.fr,
        "subject_ar": proposal.subject.ar,
        "body_fr": proposal.body.fr,
        "body_ar": proposal.body.ar,
    }
    return form


def _new_page(request: HttpRequest, cycle: Cycle, form: Form, *, status: int = 200) -> HttpResponse:
    context = {
        **shown(form),
        "cycle": cycle,
        "kinds": kinds(),
        "institutions": _institutions(cycle),
        "tables": [Item(str(row.pk), table_name(row)) for row in cycle.tables.order_by("-number")],
    }
    return render(request, "roundtable/papers/letter_new.html", context, status=status)


def kinds() -> list[Item]:
    """What a letter may be about."""
    return [Item(code, str(words_papers.LETTER_KINDS[code])) for code in states.LETTER_KINDS]


def _institutions(cycle: Cycle) -> list[Item]:
    """Those with a seat first; then every other that exists today."""
    seated = [one.institution for one in table_queries.seats_on(cycle, clock.today()) if one.institution]
    others = Institution.objects.filter(valid_to__isnull=True).exclude(pk__in=[one.pk for one in seated])
    return [Item(one.pk, one.name) for one in (*seated, *sorted(others, key=lambda one: one.name))]


@require_http_methods(["GET", "POST"])
@in_memory
@secretariat_only
def came_in(request: HttpRequest, actor: Actor, cycle_id: UUID) -> HttpResponse:
    """Enter a letter that an institution sent, with its stamped scan. A scan that is too large loses nothing typed."""
    cycle = policy.cycle_of(actor, cycle_id)
    if request.method != "POST":
        return _in_page(request, cycle, None)
    form = Form(request.POST)
    scan = scan_of(request)
    if scan is not None and scan.too_large:
        form.wrong["scan"] = scans.REFUSED["too_large"]
    answers_id, dated_on, received_on = form.uuid("answers"), form.day("dated_on"), form.day("received_on")
    typed = {name: form.text(name) for name in ("institution", "kind", "number", "subject_fr", "subject_ar")}
    if form.wrong or dated_on is None or received_on is None:
        return _in_page(request, cycle, form, status=NotValid.status)
    try:
        row = letters.receive(
            cycle_id=cycle_id,
            institution_id=typed["institution"],
            kind=typed["kind"],
            number=typed["number"],
            dated_on=dated_on,
            received_on=received_on,
            subjects={"fr": typed["subject_fr"], "ar": typed["subject_ar"]},
            answers_id=answers_id,
            scan=scan.content if scan is not None else None,
            by=actor,
        )
    except NotValid as refusal:
        form.refused(refusal, FIELDS, "number")
        return _in_page(request, cycle, form, status=NotValid.status)
    except NotNow as refusal:
        log_refusal(refusal, by=actor, where="roundtable:letter_in")
        return _in_page(request, cycle, form, told=refusal.sentence, status=refusal.status)
    messages.success(request, _("The letter is in the register."))
    return redirect("roundtable:letter", letter_id=row.pk)


def _in_page(
    request: HttpRequest, cycle: Cycle, form: Form | None, *, told: object = "", status: int = 200
) -> HttpResponse:
    ours = queries.our_letters_to(cycle)
    context = {
        **shown(form),
        "cycle": cycle,
        "told": told,
        "kinds": kinds(),
        "institutions": _institutions(cycle),
        "ours": [Item(str(row.pk), f"{row.number}/{row.year} · {row.institution.name}") for row in ours],
        "today": clock.today().isoformat(),
    }
    return render(request, "roundtable/papers/letter_in.html", context, status=status)
