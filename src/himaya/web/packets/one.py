"""One packet: how its partner reads it, handing it out, what comes back, and a way on from silence and from a no."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from himaya.cases import policy as cases
from himaya.cases.models import Case
from himaya.kernel import languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.unit import log_refusal
from himaya.packets import checks, making, policy, queries, replies, states, words
from himaya.packets.access import InWords, held, open_packet
from himaya.packets.actions import answers, packets
from himaya.packets.actions.answers import Answer
from himaya.packets.checks import CLOSED
from himaya.packets.models import Packet
from himaya.web.downloads import as_file, sandboxed
from himaya.web.forms import Item, Typed
from himaya.web.gate import only
from himaya.web.methods import require_POST
from himaya.web.middleware import actor_of
from himaya.web.uploads import in_memory_for, sent

PLACES = {
    name: name for name in ("code", "answer", "reason", "answer_words", "reply_by", "end_reason", "reply", "seen")
}
CODE_WRONG = "code"


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@only(policy.check_works)
def packet(request: HttpRequest, actor: Actor, case_id: UUID, packet_id: UUID) -> HttpResponse:
    """The page; POST writes down what was looked at, what the partner said, or that it ends."""
    held(actor, case_id)
    typed = Typed(request.POST)
    if request.method != "POST":
        return _page(request, actor, case_id, packet_id, typed)
    try:
        told = _do(request.POST.get("do", ""), case_id, packet_id, typed, actor)
    except (NotNow, NotPermitted, NotValid) as refusal:
        return _refused(request, actor, case_id, packet_id, typed, refusal)
    messages.success(request, told)
    return redirect("packets:packet", case_id=case_id, packet_id=packet_id)


@sensitive_post_parameters()
@require_POST
@only(policy.check_works)
def file(request: HttpRequest, actor: Actor, case_id: UUID, packet_id: UUID) -> HttpResponse:
    """The file, made now and kept nowhere, under a name that says nothing."""
    typed = Typed(request.POST)
    try:
        body = packets.hand_out(case_id=case_id, packet_id=packet_id, seen=typed.text("seen"), by=actor)
    except (NotNow, NotPermitted, NotValid) as refusal:
        return _refused(request, actor, case_id, packet_id, typed, refusal)
    return _download(request, body)


@sandboxed
def _download(request: HttpRequest, body: bytes) -> HttpResponse:
    return as_file(body, "packet", "age")


def _holds_the_case(request: HttpRequest, /, case_id: UUID, packet_id: UUID) -> bool:
    actor = actor_of(request)
    return policy.exists_for(actor) and Case.objects.filter(cases.held_cases(actor), pk=case_id).exists()


@sensitive_post_parameters()
@in_memory_for(_holds_the_case)
@require_http_methods(["GET", "POST"])
@only(policy.check_works)
def reply(request: HttpRequest, actor: Actor, case_id: UUID, packet_id: UUID) -> HttpResponse:
    """Open the file that the partner sent back. Whoever changes the language there comes back to the packet."""
    held(actor, case_id)
    if request.method != "POST":
        return redirect("packets:packet", case_id=case_id, packet_id=packet_id)
    typed, came = Typed(request.POST), sent(request, "reply")
    try:
        if came is None or came.too_large:
            raise NotValid(replies.NOT_OURS, code="reply")
        fits = answers.read_reply(case_id=case_id, packet_id=packet_id, body=came.content, by=actor)
        if not fits:
            raise NotValid(replies.NOT_OURS, code="reply")
    except (NotNow, NotPermitted, NotValid) as refusal:
        return _refused(request, actor, case_id, packet_id, typed, refusal)
    messages.success(request, _("The reply was opened and written down. The file itself is not kept."))
    return redirect("packets:packet", case_id=case_id, packet_id=packet_id)


def _refused(
    request: HttpRequest,
    actor: Actor,
    case_id: UUID,
    packet_id: UUID,
    typed: Typed,
    refusal: NotNow | NotPermitted | NotValid,
) -> HttpResponse:
    log_refusal(refusal, by=actor, where="packets:packet")
    typed.wrong = {refusal.code: str(refusal.sentence)}
    return _page(request, actor, case_id, packet_id, typed, status=refusal.status)


def _do(verb: str, case_id: UUID, packet_id: UUID, typed: Typed, by: Actor) -> str:
    about: dict[str, Any] = {"case_id": case_id, "packet_id": packet_id, "by": by}
    if verb == "release":
        packets.release(seen=typed.text("seen"), **about)
        return _("Looked through. It may be handed out now.")
    if verb == "acknowledge":
        if not answers.acknowledge(code=typed.text("code"), **about):
            raise NotValid(
                _("This code does not fit. Ask the partner to read it again, letter by letter."), code="code"
            )
        return _("The code fits: the partner opened it.")
    if verb == "answer":
        said = Answer(typed.text("answer"), typed.text("reason"), typed.text("answer_words"))
        answers.answer(answer=said, **about)
        return _("Written down: what the partner says.")
    if verb == "ask_again":
        packets.ask_again(reply_by=typed.day("reply_by"), **about)
        return _("Written down: another day. Call the partner, and read them the reference only.")
    if verb == "end":
        packets.end(reason=typed.text("end_reason"), **about)
        return _("Ended. Another packet can be prepared.")
    if verb == "take_back":
        packets.take_back(**about)
        return _("Taken back. Nothing more leaves. Give the partner the notice below.")
    raise NotFound


def _page(
    request: HttpRequest, actor: Actor, case_id: UUID, packet_id: UUID, typed: Typed, *, status: int = 200
) -> HttpResponse:
    # Rendered inside the block: plaintext does not outlive it.
    with open_packet(actor, case_id, packet_id) as opened:
        row = opened.row
        is_open = row.case.state == "open"
        context: dict[str, Any] = {
            "case": row.case,
            "row": row,
            "closed": "" if is_open else CLOSED,
            "state": words.STATES[row.state],
            "lines": [(one.label[languages.current()], one.text[languages.current()]) for one in opened.lines],
            "foreign": [(one.label[row.language], one.text[row.language]) for one in opened.lines],
            "other_language": row.language != languages.current(),
            "language": words.LANGUAGES[row.language],
            "seen": opened.seen,
            "fingerprint": making.fingerprint(),
            "why_not_release": policy.why_not_release(actor, row.prepared_by) or checks.why_not_look(row),
            "steps": _steps(opened),
            "can": {verb: states.leads_to(verb, row.state) is not None for verb in states.TRANSITIONS},
            "why_second": [
                words.SECOND[code] for code in checks.why_second(row.case, row.receiver_id, row.key, row.classes)
            ],
            "new_key": "" if row.handed else _new_key(row),
            "why_not_leave": checks.why_not_leave(row),
            "waits": row.state in states.WAITING,
            "notice": row.state == states.TAKEN_BACK and row.handed_at is not None,
            "answers": [Item(code, word) for code, word in words.ANSWERS.items()],
            "reasons": [Item(code, words.REASONS[code]) for code in states.REASONS],
            "end_reasons": [Item(code, words.END_REASONS[code]) for code in states.END_REASONS],
            "said": typed.said,
            "wrong": typed.wrong,
            "errors": typed.errors(PLACES),
        }
        return render(request, "packets/packet.html", context, status=status)


def _new_key(row: Packet) -> str:
    """Whether nothing tells that this key is the partner's: a `first` one, or `other` than the last."""
    last = queries.last_key(row.case.institution_id, row.receiver_id)
    return "" if last == row.key else "other" if last else "first"


def _steps(opened: InWords) -> list[dict[str, Any]]:
    known = {**words.REASONS, **words.END_REASONS}
    return [
        {
            "row": step,
            "word": words.STEPS[step.verb],
            "code": known.get(step.code, ""),
            "words": said.get("words", ""),
        }
        for step, said in opened.steps
    ]
