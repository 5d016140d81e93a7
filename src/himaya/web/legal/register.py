"""The processing register of one institution: what it says, what is missing, who confirms."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from himaya.institutions import catalogue
from himaya.institutions.models import Institution
from himaya.kernel import languages, proof
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.unit import log_refusal
from himaya.legal import gate, policy, queries, rules, states, words
from himaya.legal.actions import entries, overrides
from himaya.legal.actions.entries import Said
from himaya.legal.models import RegisterEntry
from himaya.legal.regimes import NO_REGIME, Regime
from himaya.web.gate import only
from himaya.web.legal.typed import Item, Typed
from himaya.web.methods import require_POST
from himaya.web.step_up import stepped_up

REGIME = ("immunities", "onward", "country", "law", "retention")
VERBS: dict[str, Callable[..., None]] = {"confirm": entries.confirm, "refuse": entries.refuse, "end": entries.end}
DONE = {
    "confirm": _("Confirmed. The entry is in force."),
    "refuse": _("Refused. The entry is not in force."),
    "end": _("Ended. The entry no longer holds."),
}
FIELDS = {
    "purpose_unknown": "about",
    "recipient_unknown": "about",
    "number_missing": "number",
    "day_to_come": "dated",
    "already_proposed": "",
    "regime_unknown": "immunities",
    "country": "country",
    "law": "law",
    "retention": "retention",
    "override_day": "until",
    "override_empty": "signed_by",
}


@require_safe
@only(policy.check_reads)
def register(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What the register says, part by part, and what is missing."""
    found = queries.register_of(actor)
    standing = gate.standing(actor.institution_id)
    context = {
        "standing": standing,
        "missing": [_missing(gap) for gap in standing.missing],
        "parts": [_part(actor, part, found.entries[part]) for part in states.PARTS],
        "overrides": found.overrides,
        "keeps": policy.keeps(actor),
        "closed": standing.state == rules.CLOSED,
    }
    return render(request, "legal/register.html", context)


@require_http_methods(["GET", "POST"])
@only(policy.check_keeps)
def propose(request: HttpRequest, actor: Actor, part: str) -> HttpResponse:
    """Write one entry. It counts once a second person confirms it."""
    if part not in states.PARTS:
        raise NotFound
    form = Typed(request.POST)
    status = 200
    if request.method == "POST":
        said = _read(form, part)
        try:
            if not form.wrong:
                entries.propose(said=said, by=actor)
                messages.success(request, _("Written down. A second person confirms it; until then it does not count."))
                return redirect("legal:register")
            status = NotValid.status
        except (NotValid, NotNow) as refusal:
            log_refusal(refusal, by=actor, where="legal:propose")
            form.refused(refusal, FIELDS, "text" if isinstance(refusal, NotValid) else "")
            status = refusal.status
    fields = form.context()
    context = {
        **fields,
        "typed": fields["typed"] or {"about": request.GET.get("about", "")},
        "part": part,
        "title": words.PARTS[part],
        "asked": words.ASKED[part],
        "abouts": _abouts(actor, part),
        "immunities": [Item(code, str(words.IMMUNITIES[code])) for code in words.IMMUNITIES],
        "onwards": [Item(code, str(words.ONWARD[code])) for code in words.ONWARD],
    }
    return render(request, "legal/propose.html", context, status=status)


@require_POST
@only(policy.check_reads)
@stepped_up()
def decide(request: HttpRequest, actor: Actor, entry_id: UUID, verb: str) -> HttpResponse:
    """Confirm, refuse or end one entry."""
    if verb not in VERBS:
        raise NotFound
    VERBS[verb](entry_id=entry_id, by=actor)
    messages.success(request, DONE[verb])
    return redirect("legal:register")


@require_http_methods(["GET", "POST"])
@only(policy.check_keeps)
def override(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Sign an override for one's own institution, or end it."""
    form = Typed(request.POST)
    status = 200
    if request.method == "POST":
        proof.check_recent(actor)
        name, reason = form.text("signed_by"), form.text("reason")
        ending = request.POST.get("end") == "yes"
        until = None if ending else form.day("until")
        try:
            if ending:
                overrides.end(institution_id=actor.institution_id, by=actor)
                messages.success(request, _("The override is ended."))
                return redirect("legal:register")
            if not form.wrong:
                overrides.sign(
                    institution_id=actor.institution_id, signed_by=name, reason=reason, until=until, by=actor
                )
                messages.success(request, _("Noted with today’s date. Every desk reads who signed and until when."))
                return redirect("legal:register")
            status = NotValid.status
        except (NotValid, NotNow) as refusal:
            log_refusal(refusal, by=actor, where="legal:override")
            form.refused(refusal, FIELDS)
            status = refusal.status
    context = {**form.context(), "standing": gate.standing(actor.institution_id)}
    return render(request, "legal/override.html", context, status=status)


def _read(form: Typed, part: str) -> Said:
    said = Said(
        part=part,
        about=form.text("about") if part in states.ABOUT else "",
        text=form.text("text"),
        number=form.text("number"),
        dated=form.day("dated", needed=False),
        abroad=form.text("abroad") == "yes",
        regime=Regime(*(form.text(name) for name in REGIME)) if part == states.RECIPIENT else NO_REGIME,
    )
    if not said.text:
        form.wrong["text"] = _("Say it in a few sentences.")
    if part == states.RECIPIENT and form.typed["abroad"] not in ("yes", "no"):
        form.wrong["abroad"] = _("Say whether this institution is abroad or answers to another State.")
    return said


def _abouts(actor: Actor, part: str) -> list[Item]:
    if part == states.BASIS:
        return [Item(code, _in_words(part, code)) for code in catalogue.purposes()]
    if part == states.RECIPIENT:
        return [Item(one.pk, one.name) for one in queries.receivers(actor)]
    return []


def _in_words(part: str, about: str) -> str:
    if part == states.BASIS and about in catalogue.purposes():
        return catalogue.purposes()[about].names.in_language(languages.current())
    if part == states.RECIPIENT:
        found = Institution.objects.filter(pk=about).first()
        return found.name if found else about
    return about


def _missing(gap: rules.Gap) -> dict[str, Any]:
    return {
        "part": gap.part,
        "title": words.PARTS[gap.part],
        "about": gap.about,
        "name": _in_words(gap.part, gap.about),
    }


def _part(actor: Actor, part: str, rows: list[RegisterEntry]) -> dict[str, Any]:
    lines = [
        {
            "entry": row,
            "about": _in_words(part, row.about),
            "state": words.STATES[row.state],
            "waits": row.state == states.PROPOSED,
            "may_confirm": policy.may_decide(actor, row, "confirm"),
            "may_end": policy.may_decide(actor, row, "end"),
            "regime": _regime(row) if part == states.RECIPIENT else (),
        }
        for row in rows
    ]
    return {"code": part, "title": words.PARTS[part], "lines": lines}


def _regime(row: RegisterEntry) -> list[tuple[Promise, Promise | str]]:
    """The regime of a recipient, line by line; what nobody knows is said too."""
    return [
        (_("Immunities"), words.IMMUNITIES.get(row.immunities, words.NOT_KNOWN)),
        (_("Does it pass things on?"), words.ONWARD.get(row.onward, words.NOT_KNOWN)),
        (_("Country"), row.country or words.NOT_KNOWN),
        (_("Law that applies there"), row.law or words.NOT_KNOWN),
        (_("How long it promises to keep it"), row.retention or words.NOT_KNOWN),
    ]
