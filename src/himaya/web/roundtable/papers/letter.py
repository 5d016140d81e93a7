"""One letter: its text while it is a draft, its way through number, visa and sending, its stamped scan."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from himaya.adapters.paper import Mode, Paper
from himaya.coordination import policy, states
from himaya.coordination.actions import letters, scans
from himaya.coordination.models import Letter
from himaya.coordination.papers import data
from himaya.coordination.queries import papers as queries
from himaya.kernel import clock, languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.unit import log_refusal
from himaya.web.downloads import sandboxed
from himaya.web.methods import require_POST
from himaya.web.roundtable.gate import at_the_table, secretariat_only
from himaya.web.roundtable.papers import preview
from himaya.web.roundtable.papers.choices import Item
from himaya.web.roundtable.papers.letters import in_words
from himaya.web.roundtable.papers.upload import in_memory, scan_of
from himaya.web.roundtable.tables.reading import Form, shown

FIELDS = {
    "subject_missing": "subject_fr",
    "subject_long": "subject_fr",
    "body_missing": "body_fr",
    "body_long": "body_fr",
    "case_data": "body_fr",
    "through_long": "through",
    "number": "number",
    "number_taken": "number",
    "line_missing": "visa",
    "purpose_unknown": "purpose",
    **{f"scan_{code}": "scan" for code in scans.REFUSED},
}
DONE: dict[str, Promise] = {
    "change": gettext_lazy("The draft is kept."),
    "number": gettext_lazy("The letter has its number. Its text no longer changes."),
    "clear": gettext_lazy("The visa is written down."),
    "send": gettext_lazy("The letter is sent. The institution finds it here too."),
    "acknowledge": gettext_lazy("The day of receipt is written down."),
    "drop": gettext_lazy("The draft is thrown away."),
}
# What a scan is served as.
KINDS = {"pdf": ("application/pdf", "scan.pdf"), "jpeg": ("image/jpeg", "scan.jpg")}


@require_http_methods(["GET", "POST"])
@at_the_table
def page(request: HttpRequest, actor: Actor, letter_id: UUID) -> HttpResponse:
    """The letter as it stands. A POST of the secretariat moves it one step."""
    row = queries.letter_of(actor, letter_id)
    if request.method != "POST":
        return _page(request, actor, row, None)
    policy.check_secretariat(actor)
    form = Form(request.POST)
    verb = form.text("do")
    if verb not in DONE:
        raise NotFound
    try:
        _VERBS[verb](form, letter_id, actor)
    except NotValid as refusal:
        form.refused(refusal, {**FIELDS, "day": f"{verb}_on"}, "subject_fr")
    except NotNow as refusal:
        log_refusal(refusal, by=actor, where="roundtable:letter")
        row = queries.letter_of(actor, letter_id)
        return _page(request, actor, row, form, told=refusal.sentence, status=refusal.status)
    if form.wrong:
        return _page(request, actor, row, form, status=NotValid.status)
    messages.success(request, str(DONE[verb]))
    if verb == "drop":
        return redirect("roundtable:letters", cycle_id=row.cycle_id)
    return redirect("roundtable:letter", letter_id=letter_id)


def _change(form: Form, letter_id: UUID, actor: Actor) -> None:
    dated_on, through = form.day("dated_on"), form.text("through")
    subjects = {"fr": form.text("subject_fr"), "ar": form.text("subject_ar")}
    bodies = {"fr": form.long("body_fr"), "ar": form.long("body_ar")}
    if dated_on is not None:
        letters.change(
            letter_id=letter_id, through=through, subjects=subjects, bodies=bodies, dated_on=dated_on, by=actor
        )


def _number(form: Form, letter_id: UUID, actor: Actor) -> None:
    letters.number(letter_id=letter_id, number=form.text("number"), by=actor)


def _clear(form: Form, letter_id: UUID, actor: Actor) -> None:
    visa, on = form.text("visa"), form.day("clear_on")
    if on is not None:
        letters.clear(letter_id=letter_id, visa=visa, on=on, by=actor)


def _send(form: Form, letter_id: UUID, actor: Actor) -> None:
    on = form.day("send_on")
    if on is not None:
        letters.send(letter_id=letter_id, on=on, by=actor)


def _acknowledge(form: Form, letter_id: UUID, actor: Actor) -> None:
    on = form.day("acknowledge_on")
    if on is not None:
        letters.acknowledge(letter_id=letter_id, on=on, by=actor)


def _drop(form: Form, letter_id: UUID, actor: Actor) -> None:
    letters.drop(letter_id=letter_id, by=actor)


_VERBS: dict[str, Callable[[Form, UUID, Actor], None]] = {
    "change": _change,
    "number": _number,
    "clear": _clear,
    "send": _send,
    "acknowledge": _acknowledge,
    "drop": _drop,
}


@require_POST
@in_memory
@secretariat_only
def scan(request: HttpRequest, actor: Actor, letter_id: UUID) -> HttpResponse:
    """Attach the stamped scan of a letter, or destroy one that does not belong there."""
    row = queries.letter_of(actor, letter_id)
    form = Form(request.POST)
    sent = scan_of(request)
    try:
        if form.text("do") == "remove":
            scans.remove(letter_id=letter_id, by=actor)
        elif sent is None:
            form.wrong["scan"] = _("Choose the scan of the letter.")
        elif sent.too_large:
            form.wrong["scan"] = scans.REFUSED["too_large"]
        else:
            scans.add(letter_id=letter_id, data=sent.content, by=actor)
    except NotValid as refusal:
        form.refused(refusal, FIELDS, "scan")
    except NotNow as refusal:
        log_refusal(refusal, by=actor, where="roundtable:scan")
        return _page(request, actor, row, form, told=refusal.sentence, status=refusal.status)
    if form.wrong:
        return _page(request, actor, row, form, status=NotValid.status)
    messages.success(request, _("The scans of this letter are up to date."))
    return redirect("roundtable:letter", letter_id=letter_id)


@sandboxed
@require_POST
@secretariat_only
def scan_file(request: HttpRequest, actor: Actor, letter_id: UUID) -> HttpResponse:
    """The scan itself, for a purpose that is written down; a file to keep, never shown inside a page of ours."""
    queries.letter_of(actor, letter_id)
    with scans.open_scan(actor, letter_id, purpose=request.POST.get("purpose", "")) as opened:
        kind, name = KINDS[opened.kind]
        return HttpResponse(
            opened.data, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
        )


def _page(
    request: HttpRequest, actor: Actor, row: Letter, form: Form | None, *, told: object = "", status: int = 200
) -> HttpResponse:
    ours = policy.is_secretariat(actor)
    context = {
        **shown(form),
        **in_words(row),
        "cycle": row.cycle,
        "told": told,
        "is_secretariat": ours,
        "blocks": preview.shown(_paper(row)) if row.direction == states.OUT else [],
        "draft": ours and row.state == states.LETTER_DRAFT,
        "numbered": ours and row.state == states.NUMBERED,
        "sent": ours and row.direction == states.OUT and row.state == states.SENT,
        "field": (form.typed if form is not None and "body_fr" in form.typed else _as_typed(row)),
        "may_scan": ours and row.state != states.LETTER_DRAFT,
        "purposes": [Item(code, str(label)) for code, label in scans.PURPOSES.items()],
        "today": clock.today().isoformat(),
    }
    return render(request, "roundtable/papers/letter.html", context, status=status)


def _as_typed(row: Letter) -> dict[str, Any]:
    return {
        "dated_on": row.dated_on.isoformat(),
        "through": row.through,
        "subject_fr": row.subject_fr,
        "subject_ar": row.subject_ar,
        "body_fr": row.body_fr,
        "body_ar": row.body_ar,
    }


def _paper(row: Letter) -> Paper:
    found = data.gather(data.LETTER, row.pk)
    current = languages.current()
    mode: Mode = "both" if current == "en" or not getattr(row, f"body_{current}") else current  # type: ignore[assignment]
    return data.lay_out(data.LETTER, found, mode=mode, exercise=settings.DEMO)
