"""Invitations: who answered and how, one answer given or entered, a reminder, the entry for a calendar."""

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

from himaya.adapters import mail
from himaya.coordination import answering, calendar_event, policy, states, words_tables
from himaya.coordination.actions import invitations
from himaya.coordination.models import Invitation, RoundTable
from himaya.coordination.queries import tables as queries
from himaya.institutions.models import Delegate
from himaya.kernel import clock, languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.unit import log_refusal
from himaya.web.roundtable.gate import at_the_table, secretariat_only
from himaya.web.roundtable.tables import lists, news
from himaya.web.roundtable.tables.lists import Item
from himaya.web.roundtable.tables.reading import Form, shown

FIELDS = {
    "answer_missing": "answer",
    "delegate_missing": "answer",
    "name_missing": "standing_in",
    "how_missing": "how",
    "received_on": "received_on",
    "text_length": "reason",
    "case_data": "reason",
    "no_valid_mandate": "answer",
}
PRESENT = f"{states.PRESENT}-"


@dataclass(frozen=True, slots=True)
class Line:
    """One institution on the secretariat's list."""

    row: Invitation
    answer: str
    tone: str
    how: str | Promise
    waits: bool
    mandates: bool
    seated: bool


@require_http_methods(["GET", "POST"])
@secretariat_only
def page(request: HttpRequest, actor: Actor, table_id: UUID) -> HttpResponse:
    """Who has answered, how, and who has not. A POST reminds one institution, or all that have not answered."""
    table = policy.table_of(actor, table_id)
    told, status = "", 200
    if request.method == "POST":
        try:
            done = _remind(request, table, actor)
        except NotNow as refusal:
            log_refusal(refusal, by=actor, where="roundtable:invitations")
            told, status = str(refusal.sentence), refusal.status
        else:
            said = ngettext("One institution is reminded.", "%(n)s institutions are reminded.", done) % {"n": done}
            messages.success(request, said)
            return redirect("roundtable:invitations", table_id=table_id)
    lines = _lines(table, actor)
    context = {
        "table": table,
        "told": told,
        "headline": news.headline(table, actor),
        "lines": lines,
        "open": table.state == states.INVITED,
        "waiting": sum(line.waits for line in lines),
        "mail": mail.host_listed(),
    }
    return render(request, "roundtable/tables/invitations.html", context, status=status)


def _remind(request: HttpRequest, table: RoundTable, actor: Actor) -> int:
    waiting = Invitation.objects.filter(table=table, answer=states.NO_ANSWER)
    if (chosen := Form(request.POST).uuid("invitation")) is not None:
        waiting = Invitation.objects.filter(table=table, pk=chosen)
    found = list(waiting.order_by("pk").values_list("pk", flat=True))
    for invitation_id in found:
        invitations.remind(invitation_id=invitation_id, by=actor)
    return len(found)


def _lines(table: RoundTable, actor: Actor) -> list[Line]:
    day = queries.meeting_day(table)
    rows = list(queries.invitations_of(actor, table))
    speakers = queries.speakers_on([row.institution_id for row in rows], day)
    seats = dict(queries.seats_on(table.cycle, day).values_list("institution_id", "number"))
    rows.sort(key=lambda row: (row.answer != states.NO_ANSWER, seats.get(row.institution_id, 999)))
    return [
        Line(
            row=row,
            answer=answering.in_words(row),
            tone=words_tables.ANSWER_TONES.get(row.answer, ""),
            how=words_tables.CHANNELS.get(row.how, ""),
            waits=row.answer == states.NO_ANSWER,
            mandates=bool(speakers[row.institution_id]),
            seated=row.institution_id in seats,
        )
        for row in rows
    ]


@require_http_methods(["GET", "POST"])
@at_the_table
def one(request: HttpRequest, actor: Actor, invitation_id: UUID) -> HttpResponse:
    """One invitation: the institution answers, or the secretariat enters what came by mail or by letter."""
    row = queries.invitation_of(actor, invitation_id)
    if request.method != "POST":
        if row is None:
            raise NotFound
        return _page(request, actor, row, None)
    form = Form(request.POST)
    takes = _read(form, entered=policy.is_secretariat(actor))
    if row is None:
        # A seat at the table, and another institution's invitation: the verb says which of the two refusals it is.
        invitations.answer(invitation_id=invitation_id, by=actor, **takes)
        raise NotFound
    if form.wrong:
        return _page(request, actor, row, form, status=NotValid.status)
    try:
        done = invitations.answer(invitation_id=invitation_id, by=actor, **takes)
    except (NotValid, NotPermitted) as refusal:
        form.wrong[FIELDS.get(refusal.code, "")] = refusal.sentence
        if isinstance(refusal, NotPermitted):
            log_refusal(refusal, by=actor, where="roundtable:invitation")
        return _page(request, actor, row, form, status=refusal.status)
    except NotNow as refusal:
        log_refusal(refusal, by=actor, where="roundtable:invitation")
        again = queries.invitation_of(actor, invitation_id) or row
        return _page(request, actor, again, form, told=refusal.sentence, status=refusal.status)
    messages.success(request, _("Noted: %(answer)s.") % {"answer": answering.in_words(done)})
    if policy.is_secretariat(actor):
        return redirect("roundtable:invitations", table_id=done.table_id)
    return redirect("roundtable:invitation", invitation_id=invitation_id)


def _read(form: Form, *, entered: bool) -> dict[str, Any]:
    """What the verb takes, from the choice of who comes and the fields beside it."""
    chosen, seen = form.text("answer"), form.text("seen")
    delegate = None
    if chosen.startswith(PRESENT):
        form.post = form.post.copy()
        form.post["delegate"] = chosen.removeprefix(PRESENT)
        delegate = form.uuid("delegate")
    elif chosen not in (states.REPRESENTED, states.EXCUSED):
        form.wrong["answer"] = _("Say who will come: present, represented or excused.")
    return {
        "answer": states.PRESENT if chosen.startswith(PRESENT) else chosen,
        "delegate_id": delegate,
        "standing_in": form.text("standing_in") if chosen == states.REPRESENTED else "",
        "reason": form.text("reason") if chosen == states.EXCUSED else "",
        "how": form.text("how") if entered else states.CLICK,
        "received_on": form.day("received_on") if entered else None,
        "seen": int(seen) if seen.isdecimal() and len(seen) < 9 else -1,
    }


def _page(
    request: HttpRequest,
    actor: Actor,
    row: Invitation,
    form: Form | None,
    *,
    told: object = "",
    status: int = 200,
) -> HttpResponse:
    entered = policy.is_secretariat(actor)
    speakers = queries.speakers_on([row.institution_id], queries.meeting_day(row.table))[row.institution_id]
    of_form = shown(form)
    of_form["typed"] = {**_before(row), **of_form["typed"]}
    me = actor.account_id
    context = {
        **of_form,
        "told": told,
        "table": row.table,
        "row": row,
        "entered": entered,
        "open": row.table.state == states.INVITED,
        "answer": answering.in_words(row),
        "tone": words_tables.ANSWER_TONES.get(row.answer, ""),
        "how": words_tables.CHANNELS.get(row.how, ""),
        "answers": _answers(speakers, me),
        "speakers": speakers,
        "mine": entered or any(one.account_id == me for one in speakers),
        "channels": lists.of(words_tables.CHANNELS, states.LETTER, states.MAIL),
    }
    return render(request, "roundtable/tables/invitation.html", context, status=status)


def _answers(speakers: list[Delegate], me: UUID | None) -> list[Item]:
    found = []
    for who in speakers:
        label = (
            _("Present: I will come myself") if who.account_id == me else _("Present: %(name)s") % {"name": who.name}
        )
        found.append(Item(f"{PRESENT}{who.pk}", label, who.function))
    return [
        *found,
        Item(states.REPRESENTED, _("Represented by somebody else"), _("Speaks without a mandate to decide.")),
        Item(states.EXCUSED, _("Excused"), _("Nobody will come.")),
    ]


def _before(row: Invitation) -> dict[str, str]:
    """The answer as it stands, in the words of the form."""
    chosen = "" if row.answer == states.NO_ANSWER else row.answer
    if row.answer == states.PRESENT:
        chosen = f"{PRESENT}{row.delegate_id}"
    name = row.delegate.name if row.answer == states.REPRESENTED and row.delegate else row.standing_in
    received = (row.received_on or clock.today()).isoformat()
    how = row.how if row.how in (states.MAIL, states.LETTER) else states.LETTER
    return {"answer": chosen, "standing_in": name, "reason": row.reason, "how": how, "received_on": received}


@require_safe
@at_the_table
def calendar(request: HttpRequest, actor: Actor, table_id: UUID) -> HttpResponse:
    """The entry for a calendar: for an institution with its delegate as the one who is asked."""
    table = policy.table_of(actor, table_id)
    row = None if policy.is_secretariat(actor) else queries.invitations_of(actor, table).first()
    if row is not None:
        row.table = table
    data = calendar_event.of(
        table,
        method=calendar_event.method_of(table),
        attendee=calendar_event.addressee(row) if row is not None else None,
        language=languages.current(),
    )
    answer = HttpResponse(data, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{calendar_event.FILE}"'
    return answer
