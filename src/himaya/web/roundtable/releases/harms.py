"""The register of harm: what desks noticed, answered here, or the reason of a suspension."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from himaya.coordination import states
from himaya.coordination.actions import harms, suspensions
from himaya.coordination.models import HarmReport, Release, Suspension
from himaya.coordination.queries import release_rows as queries
from himaya.coordination.words_releases import HARM_KINDS, HARM_STATES, HARM_TONES
from himaya.instruments.models import Version
from himaya.kernel import languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from himaya.web.roundtable.practice.running import ask
from himaya.web.roundtable.practice.showing import Chip, chip
from himaya.web.roundtable.releases.gate import keepers_only
from himaya.web.roundtable.tables.reading import Form, shown


@dataclass(frozen=True, slots=True)
class Line:
    """One report: its state, what kind it is, the form and the words of the clause that it is about."""

    row: HarmReport
    chip: Chip
    kind: str | Promise
    form: str
    clause: str


@require_safe
@keepers_only
def listed(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every report, those that wait for an answer first."""
    lines = [_line(row) for row in queries.visible_harms(actor)]
    waiting = [one for one in lines if one.row.state == states.HARM_OPEN]
    context = {
        "headline": _headline(len(waiting)),
        "waiting": waiting,
        "others": [x for x in lines if x not in waiting],
    }
    return render(request, "roundtable/releases/harms.html", context)


@require_http_methods(["GET", "POST"])
@keepers_only
def one(request: HttpRequest, actor: Actor, harm_id: UUID) -> HttpResponse:
    """One report. A POST answers it, or asks for a suspension because of it."""
    if request.method != "POST":
        return _page(request, _one(actor, harm_id), None)
    form = Form(request.POST)
    name = form.text("do")
    if name not in ("answer", "suspend"):
        raise NotFound
    row = _one(actor, harm_id)
    release = _release(row)
    if name == "answer":
        takes: dict[str, Any] = {"harm_id": row.pk, "answer": form.long("answer")}
        outcome = ask(harms.answer, form, {}, "answer", by=actor, **takes)
        done, to = _("Answered. The register keeps the report and the answer."), None
    elif release is None:
        raise NotFound
    else:
        uid = row.uid if form.text("what") == "clause" else ""
        takes = {"release_id": release.pk, "uid": uid, "reason": form.text("reason"), "harm_id": row.pk}
        outcome = ask(suspensions.ask, form, {}, "reason", by=actor, **takes)
        done, to = _("Asked. As soon as a second person confirms, it is off the screens."), release
    if not outcome.done:
        row.refresh_from_db()
        return _page(request, row, form, told=outcome.told, status=outcome.status)
    messages.success(request, done)
    return redirect("roundtable:release", release_id=to.pk) if to else redirect("roundtable:harm", harm_id=row.pk)


def _one(actor: Actor, harm_id: UUID) -> HarmReport:
    found = queries.visible_harms(actor).filter(pk=harm_id).first()
    if found is None:
        raise NotFound
    return found


def _page(
    request: HttpRequest, row: HarmReport, form: Form | None, *, told: str | Promise = "", status: int = 200
) -> HttpResponse:
    release = _release(row)
    context = shown(form) | {
        "line": _line(row),
        "row": row,
        "told": told,
        "open": row.state == states.HARM_OPEN,
        "release": release,
        "may_suspend": release is not None and release.state == states.LIVE,
        "suspension": Suspension.objects.filter(harm=row).order_by("-asked_at").first(),
    }
    return render(request, "roundtable/releases/harm.html", context, status=status)


def _release(row: HarmReport) -> Release | None:
    """The release from which the form came; none while it is a model that nobody adopted."""
    found = queries.origin_of(row.version_id)
    return found.release if found is not None else None


def _headline(waiting: int) -> str:
    if not waiting:
        return _("No report waits for an answer")
    said = ngettext("%(n)d report of harm waits for an answer", "%(n)d reports of harm wait for an answer", waiting)
    return said % {"n": waiting}


def _line(row: HarmReport) -> Line:
    return Line(
        row=row,
        chip=chip(row.state, HARM_STATES, HARM_TONES),
        kind=HARM_KINDS.get(row.kind, row.kind),
        form=languages.pick({"fr": row.version.title_fr, "ar": row.version.title_ar, "en": row.version.title_en}),
        clause=_words(row.version, row.uid),
    )


def _words(version: Version, uid: str) -> str:
    row = next((one for one in version.source["survey"] if uid and one.get("uid") == uid), None)
    label = row.get("label") if row is not None else ""
    return languages.pick(label) if isinstance(label, dict) else str(label or "")
