"""Who takes part: the list for the own institution and for the trainer, a name entered, a file looked at."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.training import people, policy, rules_lists, states, words, words_lists
from himaya.training.actions import enrolments, participant_imports
from himaya.training.models import ParticipantImport, TrainingSession
from himaya.web.forms import Typed, refused
from himaya.web.gate import only
from himaya.web.sessions import actor_of
from himaya.web.training.asking import answered, lists, one_id, shown
from himaya.web.uploads import in_memory_for, sent

FIELDS = ["name", "function", "region", "sex", "account", "institution", "twice", "full", "file"]


@require_http_methods(["GET", "POST"])
@only(policy.check_reads)
def listed(request: HttpRequest, actor: Actor, session_id: UUID) -> HttpResponse:
    """The names that the reader may read; name somebody, withdraw somebody."""
    typed = Typed(request.POST)
    _named_by(actor, session_id)

    def page(typed: Typed, *, status: int = 200) -> HttpResponse:
        session = _named_by(actor, session_id)
        trains = policy.trains(actor, session)
        with people.opened(actor, session, people.visible(actor, session)) as found:
            context = {
                **shown(typed, FIELDS),
                **lists(),
                "session": session,
                "people": [(one, one.enrolment.state == states.NAMED) for one in found],
                "left": session.places - people.named(session),
                "trains": trains,
                "own": policy.names_for(actor),
                "open": session.state == states.OPEN,
                "imports": _imports(actor, session),
                "here": "home",
            }
            return render(request, "training/people.html", context, status=status)

    def name() -> str:
        own = policy.names_for(actor)
        enrolments.name(
            session_id=session_id,
            institution_id=own or typed.text("institution"),
            full_name=typed.text("name"),
            function=typed.text("function"),
            region_id=typed.text("region"),
            sex=typed.text("sex"),
            username=typed.text("username"),
            another=typed.text("another") == "yes",
            by=actor,
        )
        return _("Named. The next one can be entered.")

    def withdraw() -> str:
        enrolments.withdraw(enrolment_id=one_id(typed, "enrolment"), by=actor)
        return _("Withdrawn: the place is free.")

    if request.method != "POST":
        return page(typed)
    deeds = {"name": name, "withdraw": withdraw}
    return answered(request, actor, typed, deeds, page, "training:people", session_id=session_id)


def _named_by(actor: Actor, session_id: UUID) -> TrainingSession:
    """A session whose names the reader reads. Raises NotFound, NotPermitted."""
    session = policy.session_of(actor, session_id)
    if not policy.trains(actor, session) and not policy.names_for(actor):
        raise NotPermitted(
            _("Names are read by the institution that named them and by the trainer. You see how many there are."),
            code="no_names",
        )
    return session


def _imports(actor: Actor, session: TrainingSession) -> "list[tuple[ParticipantImport, object]]":
    rows = ParticipantImport.objects.filter(session=session, institution_id=policy.names_for(actor) or None)
    return [(one, words.BATCH_STATES[one.state]) for one in rows.defer("rows").order_by("-made_at")]


def _takes_files(request: HttpRequest, /, *_args: Any, **_named: Any) -> bool:
    return bool(policy.names_for(actor_of(request)))


@in_memory_for(_takes_files)
@require_http_methods(["GET", "POST"])
@only(policy.check_names)
def read(request: HttpRequest, actor: Actor, session_id: UUID) -> HttpResponse:
    """Choose a file of names. A POST reads it, and names nobody."""
    typed = Typed(request.POST)
    session = policy.session_of(actor, session_id)
    status = 200
    if request.method == "POST":
        try:
            batch = participant_imports.read(session_id=session_id, data=_file(request), by=actor)
            return redirect("training:import", batch_id=batch.pk)
        except (NotNow, NotValid) as refusal:
            typed.wrong = {"file": str(refused(refusal, actor, "training:import_read")[refusal.code])}
            status = refusal.status
    context = {**shown(typed, FIELDS), "session": session, "here": "home"}
    return render(request, "training/import_read.html", context, status=status)


def _file(request: HttpRequest) -> bytes:
    came = sent(request, "file")
    if came is None:
        raise NotValid(_("Choose a file first."), code="file")
    if came.too_large:
        raise NotValid(_("This file is too large: 5 MB at most."), code="file")
    return came.content


@require_http_methods(["GET", "POST"])
@only(policy.check_names)
def batch(request: HttpRequest, actor: Actor, batch_id: UUID) -> HttpResponse:
    """A list as it was read, row by row; take it in, throw it away, undo it."""
    typed = Typed(request.POST)
    _batch(actor, batch_id)

    def page(typed: Typed, *, status: int = 200) -> HttpResponse:
        row = _batch(actor, batch_id)
        waits = row.state == states.BATCH_READ
        with people.opened_list(actor, row) as rows:
            context = {
                **shown(typed, ("rows",)),
                "row": row,
                "state": words.BATCH_STATES[row.state],
                "waits": waits,
                "taken": row.state == states.BATCH_IMPORTED,
                "rows": [(one, [words_lists.FAULTS[fault] for fault in one["faults"]], _asks(one)) for one in rows],
                "fine": sum(rules_lists.fine(one) for one in rows),
                "here": "home",
            }
            return render(request, "training/import.html", context, status=status)

    def confirm() -> str:
        others = [
            int(one) for one in typed.post.getlist("others") if one.isascii() and one.isdecimal() and len(one) < 6
        ]
        done = participant_imports.confirm(batch_id=batch_id, others=others, by=actor)
        return ngettext("One person was named.", "%(n)s people were named.", done) % {"n": done}

    def discard() -> str:
        participant_imports.discard(batch_id=batch_id, by=actor)
        return _("Thrown away. Nobody was named.")

    def undo() -> str:
        done = participant_imports.undo(batch_id=batch_id, by=actor)
        return ngettext("Undone: one person was taken off.", "Undone: %(n)s people were taken off.", done) % {"n": done}

    if request.method != "POST":
        return page(typed)
    deeds = {"confirm": confirm, "discard": discard, "undo": undo}
    return answered(request, actor, typed, deeds, page, "training:import", batch_id=batch_id)


def _batch(actor: Actor, batch_id: UUID) -> ParticipantImport:
    rows = ParticipantImport.objects.filter(institution_id=policy.names_for(actor))
    found = rows.select_related("session__line").filter(pk=batch_id).first()
    if found is None:
        raise NotFound
    return found


def _asks(row: rules_lists.Row) -> bool:
    return not rules_lists.fine(row) and rules_lists.may_enter(row)
