"""The page of whoever leads a conference: the person, the desks, who may hear what, the item that is on, actions."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from himaya.conferences import access, policy, queries, rules, states, words
from himaya.conferences.access import Chaired
from himaya.conferences.actions import conferences, given, items, sayings, seats
from himaya.conferences.actions.sayings import Said
from himaya.conferences.models import Conference, Seat
from himaya.conferences.rules import Hears
from himaya.institutions.models import Desk
from himaya.kernel import clock, contact_hours
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.unit import log_refusal
from himaya.web import asking
from himaya.web.asking import Asking
from himaya.web.conferences import now, reading
from himaya.web.conferences.reading import Form, Item, form_of
from himaya.web.gate import only

Deed = Callable[[Form, UUID, Actor], str]


@require_http_methods(["GET", "POST"])
@only(policy.check_works)
def page(request: HttpRequest, actor: Actor, conference_id: UUID) -> HttpResponse:
    """One page with one form for each verb; `do` names it."""
    row = access.held(actor, conference_id)
    form = form_of(request)
    if request.method != "POST":
        return _page(request, actor, row, form)
    try:
        done = VERBS.get(form.text("do"), _no_such)(form, conference_id, actor)
    except (NotValid, NotNow) as refusal:
        log_refusal(refusal, by=actor, where="conferences:conference")
        form.refused(refusal)
        return _page(request, actor, access.held(actor, conference_id), form, status=refusal.status)
    messages.success(request, done)
    return redirect("conferences:conference", conference_id=conference_id)


def _say(form: Form, pk: UUID, actor: Actor) -> str:
    said = Said(
        form.text("word"),
        form.day("on"),
        form.text("part"),
        form.text("guardian"),
        form.text("words"),
        told=form.text("told") == "yes",
    )
    sayings.write(conference_id=pk, said=said, by=actor)
    return _("Written down.")


def _withdraw(form: Form, pk: UUID, actor: Actor) -> str:
    sayings.withdraw(conference_id=pk, part=form.text("part"), by=actor)
    return _("Taken back. From this moment no desk hears anything of this part.")


def _offer(form: Form, pk: UUID, actor: Actor) -> str:
    part, _colon, desk = form.text("desk").partition(":")
    seats.offer(conference_id=pk, part=part, desk_id=desk, by=actor)
    return _("Invited. The desk sees it in its list; nothing of the case goes with it.")


def _begin(form: Form, pk: UUID, actor: Actor) -> str:
    conferences.begin(conference_id=pk, by=actor)
    return _("Begun.")


def _end(form: Form, pk: UUID, actor: Actor) -> str:
    conferences.end(conference_id=pk, by=actor)
    return _("Ended. Desks read nothing more but their actions. Draft the minutes.")


def _cancel(form: Form, pk: UUID, actor: Actor) -> str:
    conferences.cancel(conference_id=pk, reason=form.text("reason"), by=actor)
    return _("Cancelled.")


def _take_up(form: Form, pk: UUID, actor: Actor) -> str:
    items.take_up(item_id=_id(form, "item"), by=actor)
    return _("Taken up. Desks that may not hear it have left the room.")


def _hear(form: Form, pk: UUID, actor: Actor) -> str:
    items.hear(item_id=_id(form, "item"), decided=form.text("decided"), by=actor)
    return _("Heard. Which desks heard it, and on what basis, is kept.")


def _name(form: Form, pk: UUID, actor: Actor) -> str:
    items.name_hearers(item_id=_id(form, "item"), hearers=hearers(form), by=actor)
    return _("Named.")


def _give(form: Form, pk: UUID, actor: Actor) -> str:
    given.give(
        conference_id=pk,
        item_id=_id(form, "item"),
        desk_id=form.text("to"),
        due_on=form.day("due_on"),
        what=form.text("what"),
        by=actor,
    )
    return _("Given. The desk reads this action and no other.")


def _no_such(form: Form, pk: UUID, actor: Actor) -> str:
    raise NotValid(_("Choose one of the buttons of this page."), code="do")


VERBS: dict[str, Deed] = {
    "say": _say,
    "withdraw": _withdraw,
    "offer": _offer,
    "begin": _begin,
    "end": _end,
    "cancel": _cancel,
    "take_up": _take_up,
    "hear": _hear,
    "name": _name,
    "give": _give,
}


def hearers(form: Form) -> list[tuple[str, str]]:
    """Each ticked line is `basis:desk`."""
    pairs = (one.partition(":") for one in form.several("hearers"))
    return [(desk, basis) for basis, _colon, desk in pairs]


def hearer_choices(seats_: list[Seat], part: str = "") -> list[Item]:
    """Each desk of a part, once with each basis."""
    rows = [one for one in seats_ if part in ("", one.part)]
    return [
        Item(f"{basis}:{seat.desk_id}", f"{seat.desk.name} · {words.PARTS[seat.part]}", str(words.BASES[basis]))
        for seat in rows
        for basis in rules.BASES
    ]


def _id(form: Form, name: str) -> UUID:
    try:
        return UUID(form.text(name))
    except ValueError:
        raise NotFound from None


def _page(request: HttpRequest, actor: Actor, row: Conference, form: Form, *, status: int = 200) -> HttpResponse:
    with access.open_chaired(actor, row) as opened:
        return render(request, "conferences/conference.html", _context(actor, row, form, opened), status=status)


def _context(actor: Actor, row: Conference, form: Form, opened: Chaired) -> dict[str, Any]:
    places = queries.seats_of(row)
    lines = queries.grid(row, [one.item for one in opened.items], places)
    stands = queries.standing(row)
    coming = {one.pk: one for one in (seat.desk for seat in places)}
    return {
        **now.context(actor, row, None),
        "case": row.case,
        "typed": form.typed,
        "wrong": form.wrong,
        "told": next(iter(form.wrong.values()), ""),
        "chairs": policy.chairs(actor),
        "child": queries.is_child(row),
        "missing": _missing(row),
        "asks": _refused_asks(row, form, opened.items),
        "was_told": conferences.was_told(row),
        "closed_hour": _closed_hour(row),
        "held": row.state == states.HELD,
        "stands": [{"code": one, "name": words.PARTS[one]} for one in stands],
        "sayings": [
            {
                "row": one,
                "word": words.SAID[one.word],
                "part": words.PARTS.get(one.part, ""),
                "guardian": words.GUARDIAN.get(one.guardian, ""),
                "warn": one.guardian in ("yes", "unknown"),
                "words": said,
            }
            for one, said in opened.sayings
        ],
        "seats": _seats(row, places, {seat.pk: line for seat, line in opened.lines}),
        "lines": [
            {
                **reading.told(one),
                "cells": [
                    {
                        "desk": desk,
                        "may": hears.may,
                        "ask": _ask(row, one.item.data_classes, desk, hears),
                        "why": words.BASES[hears.basis] if hears.may else words.WHY_NOT[hears.why_not],
                    }
                    for desk, hears in line.cells
                ],
                "out": [desk.name for desk in line.step_out],
                "waits": one.item.state == states.WAITING and one.item.part in stands,
                "is_on": one.item.state == states.ON,
                "unnamed": not any(hears.basis for _desk, hears in line.cells),
                "hearers": hearer_choices(places, one.item.part),
            }
            for one, line in zip(opened.items, lines, strict=True)
        ],
        "actions": opened.actions,
        "words_of": reading.choices(words.SAID, *_words_now(row)),
        "parts_of": reading.choices(words.PARTS),
        "guardians": reading.choices(words.GUARDIAN),
        "reasons": reading.choices(words.CANCEL, *_reasons(row)),
        "to_invite": [
            {
                "name": words.PARTS[part],
                "desks": [
                    Item(f"{part}:{one.pk}", one.name, one.institution.name)
                    for one in queries.desks_to_invite(row, part)
                ],
            }
            for part in stands
        ],
        "heard": [
            Item(str(one.item.pk), f"{one.item.number} · {words.TOPICS[one.item.topic]}")
            for one in opened.items
            if one.item.state in (states.ON, states.HEARD)
        ],
        "to": [Item(one.pk, one.name) for one in {row.case.desk_id: row.case.desk, **coming}.values()],
        "today": clock.today().isoformat(),
        "from_item": form.text("item") if form.text("do") == "give" else _last_item(opened.items),
        "gives": row.state in (states.RUNNING, states.HELD),
    }


def asks(
    row: Conference, data_classes: Iterable[str], named: Iterable[tuple[str, str]], *, beside: bool = False
) -> list[Asking]:
    """Of each desk that was to hear this by agreement, what the person is to be asked about first."""
    told = set(data_classes)
    by_agreement = {desk for desk, basis in named if basis == rules.AGREEMENT}
    desks = {seat.desk_id: seat.desk for seat in queries.seats_of(row) if seat.desk_id in by_agreement}
    back = reverse("conferences:conference", args=[row.pk])
    wanting = ((desk, told - queries.covered(row.case_id, desk.pk)[0]) for desk in desks.values())
    return [asking.about(row.case_id, desk, one, back=back, beside=beside) for desk, one in wanting if one]


def _refused_asks(row: Conference, form: Form, items_: Iterable[Any]) -> list[Asking]:
    """After naming who hears an item was refused: what to ask each of them about."""
    if form.text("do") != "name" or "hearers" not in form.wrong:
        return []
    item = next((one.item for one in items_ if str(one.item.pk) == form.text("item")), None)
    return asks(row, item.data_classes, hearers(form)) if item is not None else []


def _ask(row: Conference, data_classes: Iterable[str], desk: Desk, hears: Hears) -> Asking | None:
    """What the person does not agree to yet that this desk hears, where that is what stands in the way."""
    if hears.why_not != rules.NOT_AGREED:
        return None
    agreed, _lawful = queries.covered(row.case_id, desk.pk)
    back = reverse("conferences:conference", args=[row.pk])
    return asking.about(row.case_id, desk, set(data_classes) - agreed, back=back)


def _missing(row: Conference) -> list[dict[str, str]]:
    """All that stands in the way of beginning, each with the place on the page where it is done; empty when it can."""
    if row.state not in states.LIVE or row.state == states.RUNNING:
        return []
    return [
        {"sentence": str(one.sentence), "place": _PLACES_OF_MISSING.get(one.code, "")}
        for one in conferences.against_beginning(row)
    ]


_PLACES_OF_MISSING = {"over": "another-day", "told": "the-person", "no_part": "the-person", "nobody": "the-desks"}


def _reasons(row: Conference) -> list[str]:
    """Why it may be cancelled. For another day nothing is cancelled while one can still be chosen."""
    return [one for one in rules.CHOSEN_REASONS if one != "postponed" or row.state != states.CALLED]


def _last_item(items_: Iterable[access.Told]) -> str:
    """The item that is on, or the one that was heard last: what is agreed now comes from it."""
    begun = [one.item for one in items_ if one.item.opened_at is not None and one.item.state != states.DROPPED]
    return str(max(begun, key=lambda one: (one.opened_at, one.number)).pk) if begun else ""


def _closed_hour(row: Conference) -> bool:
    """Whether it would be held when nobody may reach the person: the hours may have been agreed after it was called."""
    ends = rules.ends_at(row.begins_at, row.minutes)
    return row.state == states.CALLED and contact_hours.is_closed(row.case_id, row.begins_at, ends)


def _words_now(row: Conference) -> tuple[str, ...]:
    """What may be written down at this moment, for this person."""
    if row.state not in states.LIVE:
        return (rules.TOLD_AFTER,)
    carries = rules.BEST_INTEREST if queries.is_child(row) else rules.AGREED_WORD
    return (rules.TOLD, carries, rules.REFUSED, rules.ATTENDS, rules.SENDS_WORDS)


def _seats(row: Conference, places: list[Seat], lines: dict[UUID, str]) -> list[dict[str, Any]]:
    came = {part: queries.present(row, part) for part in rules.PARTS}
    named = queries.references(places)
    return [
        {
            "seat": seat,
            "reference": named[seat.desk_id],
            "part": words.PARTS[seat.part],
            "answer": words.SEATS[seat.state],
            "line": lines.get(seat.pk, ""),
            "roles": reading.roles(came[seat.part].get(seat.desk_id, [])),
        }
        for seat in places
    ]
