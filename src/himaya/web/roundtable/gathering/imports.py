"""A list from a file: chosen, looked at row by row, taken into the register, undone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from himaya.adapters import sheets
from himaya.coordination import gathering, rules_gathering, wordings
from himaya.coordination import states_following as states
from himaya.coordination.actions import imports
from himaya.coordination.formulating import SPOKEN
from himaya.coordination.models import ImportBatch, RoundTable
from himaya.coordination.queries import gathering as queries
from himaya.coordination.words_following import SOURCES
from himaya.coordination.words_gathering import BATCH_STATES, BATCH_TONES, FAULTS, HINTS, NOT_READ
from himaya.kernel import languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotValid
from himaya.web.downloads import as_file, sandboxed
from himaya.web.roundtable.gate import secretariat_only
from himaya.web.roundtable.papers.upload import in_memory
from himaya.web.roundtable.practice import showing
from himaya.web.roundtable.practice.maps import table_label
from himaya.web.roundtable.practice.running import Outcome, ask
from himaya.web.roundtable.practice.showing import Chip
from himaya.web.roundtable.tables import lists
from himaya.web.roundtable.tables.lists import Item
from himaya.web.roundtable.tables.reading import Form, shown
from himaya.web.uploads import sent

FILE = "file"
FIELDS = {"source": "source_kind", "source_on": "source_on", "case_data": "source_ref", "text_length": "source_ref"}
ROW_FIELDS = {"rows": "leave_out"}
ENDS = {"discard": imports.discard, "undo": imports.undo}
PER_PAGE, MOST_NAMED = 50, 40
WITH_TWINS, FAULTY, TWINS, FINE = "twins", "faulty", "twins", "fine"


@in_memory
@require_http_methods(["GET", "POST"])
@secretariat_only
def bring(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Choose a file and say where it comes from. A POST reads it, and enters nothing."""
    if request.method != "POST":
        return _bring(request, actor, None)
    form = Form(request.POST)
    takes: dict[str, Any] = {
        "source_kind": form.text("source_kind"),
        "source_ref": form.text("source_ref"),
        "source_on": form.day("source_on", needed=False),
    }
    content = _file(request, form)
    if form.wrong:
        return _bring(request, actor, form, status=422)
    try:
        batch = imports.read(data=content, by=actor, **takes)
    except NotValid as refusal:
        form.refused(refusal, FIELDS, FILE)
        return _bring(request, actor, form, status=refusal.status)
    left = gathering.left_out(content)
    if left:
        told = ngettext("This column was not read: %(names)s.", "These columns were not read: %(names)s.", len(left))
        messages.info(request, told % {"names": " · ".join(left[:12])})
    return redirect("roundtable:import_batch", batch_id=batch.pk)


def _file(request: HttpRequest, form: Form) -> bytes:
    came = sent(request, FILE)
    if came is None:
        form.wrong[FILE] = _("Choose a list from this device: CSV or .xlsx.")
        return b""
    if came.too_large:
        form.wrong[FILE] = NOT_READ["too_large"]
    return came.content


def _bring(request: HttpRequest, actor: Actor, form: Form | None, *, status: int = 200) -> HttpResponse:
    waiting = [
        {"row": row, "chip": _chip(row), "source": SOURCES.get(row.source_kind, "")} for row in queries.batches(actor)
    ]
    context = shown(form) | {"sources": lists.of(SOURCES), "waiting": waiting, "columns": _headings()}
    return render(request, "roundtable/gathering/import.html", context, status=status)


def _headings() -> list[str]:
    return [names[languages.current()] for names in rules_gathering.HEADINGS.values()]


def _chip(row: ImportBatch) -> Chip:
    return showing.chip(row.state, BATCH_STATES, BATCH_TONES)


@sandboxed
@require_safe
@secretariat_only
def template(request: HttpRequest, actor: Actor, form: str) -> HttpResponse:
    """The empty list, with its headings in the reader's language: `csv` or `xlsx`."""
    if form not in ("csv", "xlsx"):
        raise NotFound
    if form == "csv":
        body = sheets.as_csv(_headings(), [])
    else:
        body = sheets.as_xlsx(_headings(), [], rtl=languages.current() == "ar")
    return as_file(body, "list", form)


@dataclass(frozen=True, slots=True)
class Said:
    """What is to be said of one cell: its column, and the sentence."""

    column: str
    sentence: str | Promise


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the list as the page shows it."""

    row: gathering.Row
    text: str
    facts: Sequence[Said]
    due_on: date | None
    faults: Sequence[Said]
    hints: Sequence[Said]
    twin_row: int | None
    twin_number: int | None


@require_http_methods(["GET", "POST"])
@secretariat_only
def one(request: HttpRequest, actor: Actor, batch_id: UUID) -> HttpResponse:
    """One list. A POST takes it into the register, throws it away, or undoes it."""
    batch = queries.batch_of(actor, batch_id)
    if request.method != "POST":
        return _one(request, actor, batch, None)
    form = Form(request.POST)
    do = form.text("do")
    if do == "confirm":
        outcome = _confirm(form, actor, batch)
    elif do in ENDS:
        outcome = ask(ENDS[do], form, {}, "", by=actor, batch_id=batch_id)
    else:
        raise NotFound
    if not outcome.done:
        again = queries.batch_of(actor, batch_id)
        return _one(request, actor, again, form, told=outcome.told, status=outcome.status)
    batch.refresh_from_db(fields=["count", "state"])
    messages.success(request, _done(do, batch))
    return redirect("roundtable:recommendations_import") if do == "discard" else redirect(request.path)


def _done(do: str, batch: ImportBatch) -> str:
    if do == "discard":
        return _("Thrown away. Nothing of it was entered.")
    if do == "undo":
        return _("Undone: nothing of this list is in the register any more.")
    told = ngettext(
        "%(n)d recommendation is in the register.", "%(n)d recommendations are in the register.", batch.count
    )
    return told % {"n": batch.count}


def _confirm(form: Form, actor: Actor, batch: ImportBatch) -> Outcome:
    with_twins = form.text("twins") == "take"
    out = rules_gathering.numbers(form.text("leave_out"))
    table_id = form.uuid("table") if batch.source_kind == states.FROM_TABLE else None
    if out is None:
        form.wrong["leave_out"] = _("Write the numbers of rows only, such as 4, 12-15.")
        return Outcome(NotValid.status)
    rows = [
        row["row"]
        for row in batch.rows
        if gathering.fine(row) and (with_twins or not row["twin"]) and row["row"] not in out
    ]
    # An empty batch was decided about meanwhile: the verb says so.
    takes = {"batch_id": batch.pk, "rows": rows, "table_id": table_id}
    return ask(imports.confirm, form, ROW_FIELDS, "leave_out", by=actor, **takes)


def _one(
    request: HttpRequest,
    actor: Actor,
    batch: ImportBatch,
    form: Form | None,
    *,
    told: str | Promise = "",
    status: int = 200,
) -> HttpResponse:
    rows: list[gathering.Row] = batch.rows if batch.state == states.BATCH_READ else []
    kinds = {
        FAULTY: [row for row in rows if not gathering.fine(row)],
        TWINS: [row for row in rows if gathering.fine(row) and row["twin"]],
        FINE: [row for row in rows if gathering.fine(row) and not row["twin"]],
    }
    which = request.GET.get("which", "")
    listed = kinds.get(which, rows)
    page = Paginator(listed, PER_PAGE).get_page(request.GET.get("page"))
    imported = batch.state == states.BATCH_IMPORTED
    entered = batch.recommendations.order_by("number").select_related("lead")
    entered_page = Paginator(entered, PER_PAGE).get_page(request.GET.get("page"))
    twins = queries.numbered(actor, [row["twin"]["number"] for row in page if (row["twin"] or {}).get("number")])
    left = [row for row in batch.rows if not gathering.fine(row)] if imported else []
    context = shown(form) | {
        "row": batch,
        "chip": _chip(batch),
        "source": SOURCES.get(batch.source_kind, ""),
        "headline": _headline(batch, kinds),
        "counts": {name: len(found) for name, found in kinds.items()},
        "all": len(rows),
        "whole": len(kinds[FINE]) + len(kinds[TWINS]),
        "which": which if which in kinds else "",
        "page": entered_page if imported else page,
        "keep": f"which={which}&" if which in kinds else "",
        "lines": [(_line(row), twins.get((row["twin"] or {}).get("number", 0))) for row in page],
        "entered": [(one, queries.text_of(one)) for one in entered_page],
        "tables": _tables(batch),
        "left": len(left),
        "left_numbers": wordings.listed(str(row["row"]) for row in left[:MOST_NAMED]),
        "told": told,
    }
    return render(request, "roundtable/gathering/batch.html", context, status=status)


def _headline(batch: ImportBatch, kinds: dict[str, list[gathering.Row]]) -> str | Promise:
    if batch.state == states.BATCH_IMPORTED:
        told = ngettext(
            "%(n)d recommendation came from this list", "%(n)d recommendations came from this list", batch.count
        )
        return told % {"n": batch.count}
    if batch.state == states.BATCH_UNDONE:
        return _("This list was undone: nothing of it is in the register")
    if batch.state == states.BATCH_DISCARDED:
        return _("This list was thrown away: nothing of it was entered")
    good, all_of_them = len(kinds[FINE]) + len(kinds[TWINS]), sum(map(len, kinds.values()))
    told = ngettext("%(n)d row of %(all)d can be imported", "%(n)d rows of %(all)d can be imported", good)
    return told % {"n": good, "all": all_of_them}


def _tables(batch: ImportBatch) -> list[Item]:
    if batch.source_kind != states.FROM_TABLE or batch.state != states.BATCH_READ:
        return []
    held = RoundTable.objects.filter(state__in=SPOKEN).select_related("cycle").order_by("-starts_at")
    return [Item(str(row.pk), format_lazy("{} · {}", table_label(row), row.cycle.title)) for row in held]


def _line(row: gathering.Row) -> Line:
    values: dict[str, str] = row["values"]
    said = {code: values.get(f"text_{code}", "") for code in languages.CODES}
    text = languages.pick(said) or next((one for one in said.values() if one), "")
    code = languages.current()
    facts = [
        Said(rules_gathering.HEADINGS[name][code], values[name])
        for name in ("lead", "contributors", "source_ref", "indicator")
        if values.get(name)
    ]
    twin = row["twin"] or {}
    return Line(
        row,
        text,
        facts,
        rules_gathering.day_of(values.get("due_on", "")),
        [Said(rules_gathering.HEADINGS[column][code], FAULTS[fault]) for fault, column in row["faults"]],
        [Said(rules_gathering.HEADINGS[column][code], HINTS[hint]) for hint, column in row["hints"]],
        twin.get(gathering.TWIN_ROW),
        twin.get(gathering.TWIN_NUMBER),
    )
