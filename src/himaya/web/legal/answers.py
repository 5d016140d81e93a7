"""What persons ask about files of this desk: the lead prepares the answer part by part, sets right, prints."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from himaya.disclosures import answer_paper, holdings
from himaya.disclosures import policy_requests as policy
from himaya.disclosures import queries_requests as queries
from himaya.disclosures import rules_requests as rules
from himaya.disclosures import states_requests as states
from himaya.disclosures import words_requests as words
from himaya.disclosures.access_requests import Opened, open_request
from himaya.disclosures.actions import data_requests
from himaya.instruments.source import from_document
from himaya.kernel import languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid, Refusal
from himaya.kernel.unit import log_refusal
from himaya.web.downloads import as_file, sandboxed
from himaya.web.gate import only
from himaya.web.legal.requests import in_words
from himaya.web.legal.typed import Typed, items
from himaya.web.methods import require_POST
from himaya.web.step_up import stepped_up

# A part that is left out is posted under its own key; what is not given a reason is given.
LEAVE = "leave:"
SEEN = "seen"
LANGUAGES = (("fr", "Français"), ("ar", "العربية"), ("en", "English"))
FIELDS = {
    "parts_unknown": "parts",
    "file_changed": "parts",
    "danger_not_answered": "no_danger",
    "reason_missing": "reason",
    "value_missing": "value",
    "only_the_person": "value",
    "answers_unknown": "value",
    "answer_stands": "value",
    "no_answers": "value",
    "text_missing": "statement",
}


@require_safe
@only(policy.check_answers)
def waiting(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What is asked about the files that the actor leads: codes and days only."""
    lines = [in_words(row) for row in queries.to_answer(actor)[:200]]
    return render(request, "legal/to_answer.html", {"lines": lines, "days": rules.DAYS})


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@only(policy.check_answers)
@stepped_up()
def answer(request: HttpRequest, actor: Actor, request_id: UUID) -> HttpResponse:
    """GET says what is asked and opens nothing; POST `open` shows the file's parts; the other verbs decide."""
    form, verb = Typed(request.POST), request.POST.get("verb", "")
    if request.method != "POST":
        row = queries.asked_here(actor, request_id)
        return render(
            request, "legal/answer.html", {**in_words(row), **_may(row.kind, row.state), "languages": LANGUAGES}
        )
    if verb == "open":
        return _opened(request, actor, request_id, form)
    act = _ACTS.get(verb)
    if act is None:
        raise NotFound
    queries.asked_here(actor, request_id)
    try:
        done = act(form, request_id, actor)
    except (NotValid, NotNow) as refusal:
        return _refused(request, actor, request_id, form, refusal)
    messages.success(request, str(done))
    return redirect("legal:to_answer")


def _refused(request: HttpRequest, actor: Actor, request_id: UUID, form: Typed, refusal: Refusal) -> HttpResponse:
    log_refusal(refusal, by=actor, where="legal:answer")
    form.refused(refusal, FIELDS, "value" if refusal.code.startswith("answers_") else "parts")
    return _opened(request, actor, request_id, form, status=refusal.status)


def _opened(request: HttpRequest, actor: Actor, request_id: UUID, form: Typed, *, status: int = 200) -> HttpResponse:
    # Rendered inside the block: plaintext does not outlive it.
    with open_request(actor, request_id) as opened:
        row = opened.row
        context = {
            **form.of(request.POST.get("verb", "")),
            **in_words(row),
            **_may(row.kind, row.state),
            "opened": True,
            "another": row.recorded_by != actor.account_id,
            "needs_a_look": rules.needs_a_look(row.asker),
            **(_parts(opened, form) if row.kind == states.ACCESS else _wish(opened)),
        }
        return render(request, "legal/answer.html", context, status=status)


def _may(kind: str, state: str) -> dict[str, Any]:
    return {"may": {verb: states.leads_to(verb, kind, state) is not None for verb in states.TRANSITIONS}}


def _parts(opened: Opened, form: Typed) -> dict[str, Any]:
    # By name: what was left out and says something else since is still proposed to be left out.
    before = {key.rpartition("@")[0]: why for key, why in (opened.row.parts or {}).get("left_out", {}).items()}
    lines = [
        {
            "part": one,
            "section": holdings.SECTIONS[one.section],
            "chosen": form.typed.get(LEAVE + one.key, before.get(one.name, "")),
        }
        for one in opened.items
    ]
    return {"lines": lines, "left_out": items(words.LEFT_OUT)}


def _wish(opened: Opened) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "wanted": opened.wanted,
        "accept_reasons": items(words.REASONS, states.ACCEPT_REASONS),
        "refuse_reasons": items(words.REASONS, states.REFUSE_REASONS),
    }
    if opened.row.field != states.ANSWER:
        name = f"identity:{opened.row.field}"
        return {**shown, "stands": next((one.value for one in opened.items if one.name == name), "")}
    return {**shown, "questions": _questions(opened)}


def _questions(opened: Opened) -> list[tuple[str, list[tuple[str, str, bool]]]]:
    """Each question of the latest set with its choices: the value to send, its words, whether it stands so."""
    if not opened.submissions:
        return []
    last = opened.submissions[-1]
    source, given = from_document(last.version.source), last.answers or {}
    return [
        (
            languages.pick(row.label),
            [
                (f"{row.name}={one.value}", languages.pick(one.label), given.get(row.name) == one.value)
                for one in source.choices[row.list_name]
            ],
        )
        for row in source.survey
        if row.asks and row.list_name in source.choices
    ]


@sandboxed
@require_POST
@only(policy.check_answers)
@stepped_up()
def paper(request: HttpRequest, actor: Actor, request_id: UUID, language: str) -> HttpResponse:
    """The released answer as a PDF with a neutral name, made while the file is open and kept nowhere."""
    if language not in answer_paper.LANGUAGES:
        raise NotFound
    return as_file(answer_paper.make(actor, request_id, language), "answer", "pdf")


def _prepare(form: Typed, request_id: UUID, by: Actor) -> Promise:
    left_out = {key.removeprefix(LEAVE): form.text(key) for key in form.post if key.startswith(LEAVE)}
    data_requests.prepare(
        request_id=request_id,
        keys=form.many(SEEN),
        left_out={key: why for key, why in left_out.items() if why},
        no_danger=form.text("no_danger") == "yes",
        by=by,
    )
    return _("Prepared. The data protection officer releases it.")


def _accept(form: Typed, request_id: UUID, by: Actor) -> Promise:
    data_requests.accept(
        request_id=request_id,
        reason=form.text("reason"),
        value=form.text("value"),
        no_danger=form.text("no_danger") == "yes",
        by=by,
    )
    return _("Set right. Tell the person; the officer notes that they were told.")


def _refuse(form: Typed, request_id: UUID, by: Actor) -> Promise:
    data_requests.refuse(request_id=request_id, reason=form.text("reason"), statement=form.text("statement"), by=by)
    return _("Left as it stands; the person’s own words stand beside it. Tell the person why.")


_ACTS: dict[str, Callable[[Typed, UUID, Actor], Promise]] = {
    "prepare": _prepare,
    "accept": _accept,
    "refuse": _refuse,
}
