"""Whose word is awaited, whom the secretariat writes to, and that the letter went out."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from himaya.coordination import states, words_movement
from himaya.coordination.actions import reminders
from himaya.coordination.queries import reminders as queries
from himaya.coordination.queries.reminders import Awaited, Lead
from himaya.coordination.words_following import AWAITED
from himaya.kernel import clock, days, languages
from himaya.kernel.actor import Actor
from himaya.web.roundtable.gate import secretariat_only
from himaya.web.roundtable.practice.running import ask
from himaya.web.roundtable.practice.showing import by_paper
from himaya.web.roundtable.tables.lists import Item
from himaya.web.roundtable.tables.reading import Form, shown

FIELDS = {"sent_on": "sent_on", "how_missing": "how", "reminders_missing": "reminders", "gone": "reminders"}


@require_http_methods(["GET", "POST"])
@secretariat_only
def page(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The leads whose word is awaited; of one of them, what it is reminded of. A POST notes that it went out."""
    if request.method != "POST":
        return _page(request, _wanted(request), None)
    form = Form(request.POST)
    wanted = form.text("lead")
    keys = [key for key in map(_id, form.many("reminders")) if key is not None]
    takes: dict[str, Any] = {
        "reminder_ids": keys,
        "how": form.text("how"),
        "sent_on": form.day("sent_on"),
    }
    outcome = ask(reminders.record, form, FIELDS, "reminders", by=actor, **takes)
    if not outcome.done:
        return _page(request, wanted, form, told=outcome.told, status=outcome.status)
    words = ngettext("Noted: one reminder went out.", "Noted: %(n)d reminders went out.", len(keys))
    messages.success(request, words % {"n": len(keys)})
    return redirect("roundtable:reminders")


def _wanted(request: HttpRequest) -> str:
    return request.GET.get("lead", "")


def _id(typed: str) -> UUID | None:
    try:
        return UUID(typed)
    except ValueError:
        return None


def _page(
    request: HttpRequest, wanted: str, form: Form | None, *, told: str | Promise = "", status: int = 200
) -> HttpResponse:
    leads = queries.leads()
    lead = next((one for one in leads if key_of(one) == wanted), None)
    context: dict[str, Any] = {
        "leads": [{"lead": one, "key": key_of(one), "name": queries.name_of(one)} for one in leads],
        "headline": _headline(leads),
        "lead": lead,
        "name": queries.name_of(lead) if lead is not None else "",
        "wanted": wanted,
        "told": told,
        "words": [_word(one) for one in lead.words] if lead is not None else [],
        **shown(form),
    }
    if lead is not None:
        owed = [one for one in lead.words if one.next is not None]
        context |= {"owed": [_item(one) for one in owed], "channels": by_paper()}
        if form is None:
            chosen = [str(one.next.pk) for one in owed if one.next is not None]
            context["typed"] = {"reminders": chosen, "how": states.LETTER, "sent_on": clock.today().isoformat()}
    return render(request, "roundtable/followup/reminders.html", context, status=status)


def key_of(lead: Lead) -> str:
    """How an address names a lead: an institution by its name of the house, another by one of its recommendations."""
    return lead.institution.pk if lead.institution is not None else str(lead.first)


def _headline(leads: list[Lead]) -> str:
    letters = sum(bool(one.by_letter) for one in leads)
    if letters:
        words = ngettext("%(n)d letter is to be sent", "%(n)d letters are to be sent", letters)
        return words % {"n": letters}
    if leads:
        words = ngettext("A word of %(n)d lead is awaited", "Words of %(n)d leads are awaited", len(leads))
        return words % {"n": len(leads)}
    return _("No word is awaited")


def _word(one: Awaited) -> dict[str, Any]:
    return {"one": one, "ref": words_movement.reference(one.row.number), "kind": AWAITED[one.kind]}


def _item(one: Awaited) -> Item:
    sentence = _("%(awaited)s since %(day)s; this is reminder %(number)s")
    said = {
        "awaited": AWAITED[one.kind],
        "day": days.in_words(one.since, languages.current()),
        "number": one.next.number if one.next is not None else "",
    }
    key = str(one.next.pk) if one.next is not None else ""
    return Item(key, words_movement.reference(one.row.number), sentence % said)
