"""The follow-up page of one institution, or of somebody outside the list: what is awaited, and the form to print."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from himaya.adapters.paper import Mode
from himaya.coordination import policy
from himaya.coordination.papers import data
from himaya.coordination.papers.follow_up_data import WHOLE
from himaya.coordination.queries import open_leads
from himaya.coordination.words_following import AWAITED, RECOMMENDATION_TONES
from himaya.institutions.models import Institution
from himaya.kernel import languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotPermitted
from himaya.web.roundtable.gate import at_the_table, secretariat_only
from himaya.web.roundtable.papers import preview
from himaya.web.roundtable.practice.showing import Chip

MODES: dict[str, Mode] = {"fr": "fr", "ar": "ar", "en": "en"}


@require_safe
@at_the_table
def packet(request: HttpRequest, actor: Actor, institution_id: str = "") -> HttpResponse:
    """One institution's page: its own for whoever speaks for it; any for the secretariat, which else sees the list."""
    entered = policy.is_secretariat(actor)
    if not entered and institution_id not in ("", actor.institution_id):
        raise NotPermitted(
            _("You answer for your own institution only. This one answers for itself."), code="other_institution"
        )
    if entered and not institution_id:
        return _all(request)
    institution = Institution.objects.filter(pk=institution_id or actor.institution_id).first()
    if institution is None or not (entered or policy.my_mandates(actor)):
        raise NotFound
    return _one(request, WHOLE, institution.pk, institution.name, own=not entered)


@require_safe
@secretariat_only
def outside(request: HttpRequest, actor: Actor, recommendation_id: UUID) -> HttpResponse:
    """The page of somebody outside the list, by one of the recommendations that they lead."""
    return _one(request, recommendation_id, "", "", own=False)


def _one(request: HttpRequest, object_id: UUID, institution_id: str, name: str, *, own: bool) -> HttpResponse:
    found = data.gather(data.FOLLOW_UP, object_id, institution_id)
    mode = MODES[languages.current()]
    paper = data.lay_out(data.FOLLOW_UP, found, mode=mode, exercise=settings.DEMO)
    awaited = sum(bool(one["awaited"] or one["answer_by"]) for one in found["led"])
    context = {
        "headline": _headline(awaited, own=own),
        "name": name or languages.pick(found["institution"]),
        "lines": [_line(one) for one in found["led"]],
        "helped": found["helped"],
        "object_id": object_id,
        "institution_id": institution_id,
        "blocks": preview.shown(paper),
        "entered": not own,
    }
    return render(request, "roundtable/followup/packet.html", context)


def _headline(awaited: int, *, own: bool) -> str:
    if own:
        if not awaited:
            return _("No word of yours is awaited now")
        words = ngettext("One word of yours is awaited", "%(n)d words of yours are awaited", awaited)
        return words % {"n": awaited}
    if not awaited:
        return _("No word of theirs is awaited now")
    words = ngettext("One word of theirs is awaited", "%(n)d words of theirs are awaited", awaited)
    return words % {"n": awaited}


def _line(one: dict[str, Any]) -> dict[str, Any]:
    return {
        **one,
        "chip": Chip(RECOMMENDATION_TONES.get(one["state"], ""), languages.pick(one["said_state"])),
        "kind": AWAITED.get(one["awaited"], ""),
    }


def _all(request: HttpRequest) -> HttpResponse:
    rows = open_leads.open_leads()
    waiting = sum(row.awaited > 0 for row in rows)
    words = ngettext(
        "A word of %(n)d lead of %(all)d is awaited", "Words of %(n)d leads of %(all)d are awaited", waiting
    )
    headline = words % {"n": waiting, "all": len(rows)} if rows else _("No recommendation is open with anybody")
    return render(request, "roundtable/followup/packets.html", {"rows": rows, "headline": headline})
