"""The conversation: the form, kept while it is filled in; a break, distress and the end, one tap away."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from himaya.instruments import queries as instruments
from himaya.instruments import verify
from himaya.interviews import access, content, policy, queries, states, words
from himaya.interviews.actions import agreements, drafts, sittings
from himaya.interviews.actions.sittings import Distress
from himaya.interviews.models import Draft, Interview
from himaya.kernel import languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.unit import log_refusal
from himaya.web import long_form, unattended
from himaya.web.account.views import in_language
from himaya.web.interviews import answers, carried, facts, known, once, reading, timeline
from himaya.web.interviews.carried import Carried
from himaya.web.interviews.reading import Form, at_a_desk, form_of
from himaya.web.methods import require_POST

PART = "interview_parts"
# The taps of the bar after which the sitting is not over.
STAYS = ("pause", "resume", "distress")


@require_GET
@at_a_desk
def page(request: HttpRequest, actor: Actor, interview_id: UUID) -> HttpResponse:
    """The form where it was left, with the bar; where no sitting goes on, back to the interview."""
    row = access.known(actor, interview_id)
    return _page(request, actor, row)


@require_POST
@at_a_desk
def draft(request: HttpRequest, actor: Actor, interview_id: UUID) -> HttpResponse:
    """Kept as it stands: 200 with the revision, 409 where another window wrote meanwhile, 422 for what is no form."""
    row = access.known(actor, interview_id)
    # A window may have been left open on the form for an adult: each form is read with its own version.
    stands = queries.draft_of(row, *long_form.named(request))
    if stands is None or stands.version is None:
        raise NotFound
    try:
        posted = long_form.read(request, instruments.compiled(stands.version))
        kept = drafts.keep(
            interview_id=interview_id,
            xml=posted.xml,
            revision=posted.revision,
            over=posted.over,
            typing=posted.typing,
            late=posted.late,
            by=actor,
        )
    except (NotValid, NotNow, NotPermitted) as refusal:
        log_refusal(refusal, by=actor, where="interviews:draft")
        if refusal.code != "other_tab":
            return long_form.refused(refusal, _stop(actor, row, stands))
        stands.refresh_from_db(fields=["turn", "kept_at"])
        with access.open_draft(actor, stands) as (xml, _values):
            return long_form.superseded(stands.turn, stands.kept_at, xml)
    return long_form.saved(kept.revision, kept.at, _as_a_child(row) if kept.stops else None)


def _stop(actor: Actor, row: Interview, stands: Draft) -> long_form.Stop | None:
    """Why this form takes nothing more from whoever has it open; none where it goes on."""
    try:
        policy.check_leads(actor)
        policy.check_holds(actor, row.case)
        access.check_writes(actor, row)
    except NotPermitted as refusal:
        return long_form.Stop(refusal.sentence)
    return _as_a_child(row) if queries.outdated(row, stands) else None


def _as_a_child(row: Interview) -> long_form.Stop:
    return long_form.Stop(
        words.MAY_BE_CHILD, reverse("interviews:interview", args=[row.pk]), _("Go on as with a child")
    )


@require_http_methods(["GET", "POST"])
@at_a_desk
def finish(request: HttpRequest, actor: Actor, interview_id: UUID) -> HttpResponse:
    """Verified on the server; what is wrong comes back with nothing lost. A page of its own asks first."""
    row = access.known(actor, interview_id)
    if request.method != "POST":
        return _sure(request, actor, row)
    stands = queries.draft_of(row, *long_form.named(request))
    if stands is None or stands.version is None:
        raise NotFound
    compiled = instruments.compiled(stands.version)
    xml = long_form.written(request)
    try:
        posted = long_form.read(request, compiled)
        if stands.aside_at is not None:
            # A window that was left open; what is typed there goes with its own form, over what stood there.
            drafts.keep(interview_id=interview_id, xml=posted.xml, revision=stands.turn, over=True, late=True, by=actor)
            return redirect("interviews:talk", interview_id=interview_id)
        if request.POST.get("sure") != "yes" and not verify.verify(compiled, posted.xml.encode()).errors:
            # Afterwards nobody fills it in any more: kept, and asked first.
            asked = drafts.keep(
                interview_id=interview_id, xml=posted.xml, revision=posted.revision, late=True, by=actor
            )
            return redirect("interviews:talk" if asked.stops else "interviews:finish", interview_id=interview_id)
        kept = drafts.finish(interview_id=interview_id, xml=posted.xml, revision=posted.revision, by=actor)
    except (NotValid, NotNow, NotPermitted) as refusal:
        status = reading.status_of(refusal)
        log_refusal(refusal, by=actor, where="interviews:finish")
        superseded = refusal.code == "other_tab"
        links: tuple[long_form.Link, ...] = () if superseded else (long_form.Link("", str(refusal.sentence)),)
        return _page(request, actor, row, xml=xml, errors=links, superseded=superseded, status=status)
    if kept.stops:
        return redirect("interviews:talk", interview_id=interview_id)
    if kept.flaws:
        links = long_form.links(compiled, kept.flaws, languages.current())
        return _page(request, actor, row, xml=xml, errors=links, status=NotValid.status)
    messages.success(request, _("The form is finished and kept. Something to put right becomes a fact."))
    return redirect("interviews:facts", interview_id=interview_id)


def _sure(request: HttpRequest, actor: Actor, row: Interview) -> HttpResponse:
    """Whether the form, as it was kept, is to be finished for good; where nobody fills it in, the form itself."""
    around, stands = reading.around(actor, row), queries.draft(row)
    if stands is None or stands.version is None or stands.finished_at or not (around["running"] and around["leads"]):
        return redirect("interviews:talk", interview_id=row.pk)
    with access.open_draft(actor, stands) as (xml, _values):
        not_asked = answers.not_asked(stands.version, xml)
        context = {**around, "xml": xml, "revision": stands.turn, "not_asked": not_asked}
        return render(request, "interviews/finish.html", context)


@require_POST
@at_a_desk
def now(request: HttpRequest, actor: Actor, interview_id: UUID) -> HttpResponse:
    """The bar: a break, going on, distress, the end. What was typed comes along; the form is kept by its own page."""
    row, form = access.known(actor, interview_id), form_of(request)
    brought = carried.of(request.POST)
    do, back = form.text("do"), "interviews:talk"
    if form.text("language"):
        return in_language(request, lambda: _again(request, actor, row, form, brought))
    try:
        if (
            form.text(carried.FROM) == carried.DISTRESS
            and _observed(form)
            and not once.written(request, carried.DISTRESS, carried.SEEN)
        ):
            # A note that was typed and not sent yet is an observation all the same.
            sittings.note_distress(interview_id=interview_id, distress=_seen(form), by=actor)
            once.mark(request, carried.DISTRESS, carried.SEEN)
            row.refresh_from_db(fields=["state"])
    except (NotValid, NotNow) as refusal:
        form.refused(refusal, by=actor, where="interviews:now")
        return _distress(request, actor, row, form, brought, status=refusal.status)
    try:
        if do == "pause":
            if row.state != states.PAUSED or not _observed(form):
                sittings.pause(interview_id=interview_id, by=actor)
            done = _("Break. Water, air, no questions.")
            back = "interviews:interview"
        elif do == "resume":
            sittings.resume(interview_id=interview_id, by=actor)
            done = _("It goes on. The topic that hurt stays closed today.")
        elif do == "take_back":
            agreements.withdraw(interview_id=interview_id, item="interview", by=actor)
            done = _("Taken back, at once: the sitting is over. Help goes on as before.")
            back = "interviews:interview"
        elif do == "as_child":
            sittings.end(interview_id=interview_id, ending=states.DONE, by=actor)
            done = _("The sitting is over. Nothing that was written is lost.")
            back = "interviews:prepare"
        elif do == "distress":
            if row.state == states.SITTING:
                sittings.pause(interview_id=interview_id, by=actor)
            if not brought.page:
                return redirect(_at(request, "interviews:distress", interview_id, form))
            return _distress(request, actor, access.known(actor, interview_id), Form(QueryDict()), brought)
        else:
            sittings.end(interview_id=interview_id, ending=form.text("ending"), by=actor)
            done = _("The sitting is over. Nothing that was written is lost.")
            back = "interviews:interview"
    except (NotValid, NotNow) as refusal:
        log_refusal(refusal, by=actor, where="interviews:now")
        done, back = str(refusal.sentence), "interviews:interview"
    messages.success(request, done)
    return _return(request, actor, interview_id, brought) or redirect(_at(request, back, interview_id, form))


def _at(request: HttpRequest, view: str, interview_id: UUID, form: Form) -> str:
    """The page. The part of the form that was in sight, a number, waits in the session, under its interview, until the
    form is shown again: no address that a server, a log or a colleague reads says what was asked when somebody broke
    off."""
    if form.text("do") not in STAYS:
        request.session.pop(PART, None)
    elif part := form.number("part"):
        request.session[PART] = {str(interview_id): part}
    return reverse(view, args=[interview_id])


def _part(request: HttpRequest, row: Interview) -> int | str:
    """The part of the form of this interview at which somebody broke off, taken once; else nothing."""
    found: dict[str, int] = request.session.pop(PART, {})
    return found.get(str(row.pk), "")


def _return(request: HttpRequest, actor: Actor, interview_id: UUID, brought: Carried) -> HttpResponse | None:
    """The page on which something was typed, with it; none where nothing was."""
    if not brought.page:
        return None
    shown = {carried.FACTS: facts.shown, carried.TIMELINE: timeline.shown}[brought.page]
    return shown(request, actor, access.known(actor, interview_id), Form(brought.fields))


def _again(request: HttpRequest, actor: Actor, row: Interview, form: Form, brought: Carried) -> HttpResponse:
    """The page on which the tap was, with what was typed, and nothing written down: only its language changes."""
    if form.text(carried.FROM) == carried.DISTRESS:
        return _distress(request, actor, row, form, brought)
    page = form.text(carried.FROM) if form.text(carried.FROM) in carried.FIELDS else "talk"
    return _return(request, actor, row.pk, brought) or redirect(f"interviews:{page}", interview_id=row.pk)


def _observed(form: Form) -> bool:
    return bool(form.text("words") or form.several("steps") or form.text("topic") or form.text("danger") == "yes")


def _seen(form: Form) -> Distress:
    return Distress(form.several("steps"), form.text("words"), form.text("topic"), form.text("danger") == "yes")


@require_http_methods(["GET", "POST"])
@at_a_desk
def distress(request: HttpRequest, actor: Actor, interview_id: UUID) -> HttpResponse:
    """The protocol, step by step, with the way to urgent help; a POST writes it down as an observation."""
    row, form = access.known(actor, interview_id), form_of(request)
    if request.method != "POST":
        return _distress(request, actor, row, form, Carried())
    try:
        if not once.written(request, carried.DISTRESS, carried.SEEN):
            sittings.note_distress(interview_id=interview_id, distress=_seen(form), by=actor)
            once.mark(request, carried.DISTRESS, carried.SEEN)
    except (NotValid, NotNow) as refusal:
        form.refused(refusal, by=actor, where="interviews:distress")
        return _distress(request, actor, row, form, carried.of(request.POST), status=refusal.status)
    messages.success(request, _("Written down as an observation. It says nothing about what was told."))
    back = _return(request, actor, interview_id, carried.of(request.POST))
    return back or redirect("interviews:interview", interview_id=interview_id)


def _page(
    request: HttpRequest,
    actor: Actor,
    row: Interview,
    *,
    xml: str = "",
    errors: tuple[long_form.Link, ...] = (),
    superseded: bool = False,
    status: int = 200,
) -> HttpResponse:
    around = reading.around(actor, row)
    context: dict[str, Any] = {
        **around,
        "topics": reading.topics(one["id"] for one in around["resting"]),
        "children": reading.lines(content.words().children) if around["child"] else [],
        "aside": _aside(actor, row),
        "circuit": reading.circuit(actor, row),
        "told": reading.told(actor, row.case),
        "part": _part(request, row),
    }
    stands = queries.draft(row)
    if stands is None or stands.version is None:
        return render(request, "interviews/talk.html", context, status=status)
    context["model_not_adopted"] = not stands.version.adoption
    context["finished"] = stands.finished_at is not None
    fills = context["running"] and context["leads"] and not context["finished"]
    if fills:
        with access.open_to_fill(actor, stands) as (kept, secret, aside):
            stop = _stop(actor, row, stands)
            context["lengths"] = answers.lengths(stands.version)
            started, sitting = xml or kept, around["sitting"]
            if not started and sitting is not None:
                context["known"] = known.of_sitting(row, sitting, stands.version)
            told = {one.name: one.value for one in context.get("known", ())}
            context["long_form"] = _form(
                request, row, stands, started, secret, errors, superseded=superseded, stop=stop, aside=aside, told=told
            )
            return render(request, "interviews/talk.html", context, status=status)
    with access.open_draft(actor, stands) as (kept, _values):
        context["answers"] = answers.in_words(stands.version, kept)
        context["not_asked"] = answers.not_asked(stands.version, kept)
        return render(request, "interviews/talk.html", context, status=status)


def _aside(actor: Actor, row: Interview) -> list[answers.Group]:
    """What was filled in as with an adult before doubt arose: it is asked again of nobody, and read by whoever may."""
    found: list[answers.Group] = []
    for one in queries.drafts_aside(row):
        if one.version is not None:
            with access.open_draft(actor, one) as (kept, _values):
                found += answers.in_words(one.version, kept)
    return found


@contextmanager
def _unsent(actor: Actor, names: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """The secrets of the forms at `draft`, for whoever may know the interview; logged. Raises NotFound."""
    with access.open_unsent(actor, access.known(actor, names["interview_id"])) as found:
        yield found


unattended.opens("interviews:draft", _unsent)


def _form(
    request: HttpRequest,
    row: Interview,
    stands: Draft,
    xml: str,
    secret: str,
    errors: tuple[long_form.Link, ...],
    *,
    superseded: bool,
    stop: long_form.Stop | None,
    aside: tuple[str, ...],
    told: Mapping[str, str],
) -> long_form.LongForm:
    if stands.version is None:
        raise NotFound
    return long_form.long_form(
        instruments.compiled(stands.version),
        languages.current(),
        request=request,
        started=xml,
        revision=stands.turn,
        at=long_form.moment(stands.kept_at) if stands.turn else "",
        draft_url=reverse("interviews:draft", args=[row.pk]),
        secret=secret,
        known=told,
        aside=aside,
        finish_url=reverse("interviews:finish", args=[row.pk]),
        errors=errors,
        superseded=superseded,
        stop=stop,
    )


def _distress(
    request: HttpRequest, actor: Actor, row: Interview, form: Form, brought: Carried, *, status: int = 200
) -> HttpResponse:
    table = content.words()
    context = {
        **reading.around(actor, row),
        **form.context(),
        "steps": [
            reading.Item(one["id"], one["words"], _("To be verified") if one["unverified"] else "")
            for one in reading.lines(table.distress)
        ],
        "chosen_steps": form.several("steps"),
        "brought": brought.hidden,
        "topic_items": [
            reading.Item("", _("None")),
            *(reading.Item(one["id"], f"{one['id']} · {one['name']}") for one in reading.topics()),
        ],
        **reading.urgent(actor, row),
        "answers": [reading.Item("no", str(words.ANSWERS["no"])), reading.Item("yes", str(words.ANSWERS["yes"]))],
        "model_not_adopted": not table.adopted,
    }
    return render(request, "interviews/distress.html", context, status=status)
