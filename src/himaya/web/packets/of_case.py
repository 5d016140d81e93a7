"""The packets of one case and what became of each; preparing one, line by line, as its partner will read it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from himaya.cases import rules_consents, words_consents
from himaya.cases import states as cases_states
from himaya.cases.models import Case
from himaya.institutions import catalogue
from himaya.kernel import languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotPermitted, NotValid
from himaya.kernel.ids import new_id
from himaya.kernel.unit import log_refusal
from himaya.packets import checks, policy, queries, rules, states, words
from himaya.packets.access import held, listed, open_choices
from himaya.packets.actions import packets
from himaya.packets.actions.packets import Wanted
from himaya.packets.checks import CHILD_FIRST, CLOSED, is_child, is_undecided
from himaya.relations import queries as relations
from himaya.relations.words import BEFORE_A_CALL
from himaya.web import case_labels as labels
from himaya.web.forms import Item, Typed, form_id
from himaya.web.gate import only

FIELDS = (
    "receiver", "key", "reply_by", "packet_language", "language", "interpreter", "mode", "agrees", "assent",
    "guardian", "arrival_day", "arrival_place", "words", "parts",
)  # fmt: skip
# What the gate and the ledger refuse stands beside the partner.
PLACES = {
    **{name: name for name in FIELDS},
    **dict.fromkeys(("transfer_without_number", "recipient_without_regime", "to"), "receiver"),
    **dict.fromkeys(("data_classes",), "parts"),
    "not_agreed": "agrees",
    "best_interest": "receiver",
    "turned": "parts",
}


@require_safe
@only(policy.check_works)
def of_case(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """Every packet of the case: whom it is for, where it stands, by when an answer is due. Nothing sealed is opened."""
    case, rows = listed(actor, case_id)
    partners = checks.partners(case)
    context: dict[str, Any] = {
        "case": case,
        "open": case.state == "open",
        "closed": CLOSED,
        "why_not": why_not(case, partners),
        "partners": partners,
        "packets": [
            {
                "row": row,
                "state": words.STATES[row.state],
                "tone": _tone(row.state),
                "classes": [labels.data_class(name) for name in row.classes],
            }
            for row in rows
        ],
    }
    return render(request, "packets/of_case.html", context)


def why_not(case: Case, partners: list[queries.Partner]) -> str:
    """Why no packet can be prepared; empty where one can."""
    if case.state != "open":
        return str(CLOSED)
    if is_undecided(case):
        return str(CHILD_FIRST)
    if not partners:
        return _(
            "The register names no partner abroad. The data protection officer enters the organisation as a recipient "
            "abroad, with the number of the authorisation; a second person confirms it."
        )
    return "" if any(not one.why_not for one in partners) else partners[0].why_not


def _tone(state: str) -> str:
    if state in (states.ACCEPTED, states.RECEIVED):
        return "ok"
    return "wait" if state in (*states.LIVE, states.CANNOT, states.REFUSED, states.IN_PART) else "calm"


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@only(policy.check_works)
def new(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """Choose the lines, the partner and the day, and write the person's yes down. Nothing is ticked beforehand."""
    held(actor, case_id)
    typed = Typed(request.POST)
    if request.method != "POST":
        return _form(request, actor, case_id, typed)
    form = form_id(typed.text("instance"))
    try:
        row = packets.prepare(case_id=case_id, wanted=_wanted(typed), instance_id=form, by=actor)
    except (NotNow, NotPermitted, NotValid) as refusal:
        log_refusal(refusal, by=actor, where="packets:new")
        typed.wrong = {PLACES.get(refusal.code, refusal.code): str(refusal.sentence)}
        return _form(request, actor, case_id, typed, status=refusal.status)
    messages.success(request, _("Prepared, and their yes is written down. Nothing has left yet: look through it."))
    return redirect("packets:packet", case_id=case_id, packet_id=row.pk)


def _wanted(typed: Typed) -> Wanted:
    said = {name: typed.text(name) for name in FIELDS}
    return Wanted(
        receiver=said["receiver"],
        key=said["key"],
        parts=tuple(typed.post.getlist("parts")),
        reply_by=typed.day("reply_by"),
        packet_language=said["packet_language"],
        language=said["language"],
        interpreter=said["interpreter"],
        mode=said["mode"],
        agrees=said["agrees"] == "yes",
        assent=said["assent"],
        guardian=said["guardian"],
        arrival_day=typed.day("arrival_day"),
        arrival_place=said["arrival_place"],
        words=said["words"],
    )


def _form(request: HttpRequest, actor: Actor, case_id: UUID, typed: Typed, *, status: int = 200) -> HttpResponse:
    # Rendered inside the block: plaintext does not outlive it.
    with open_choices(actor, case_id) as (case, lines):
        partners = checks.partners(case)
        stands_against = why_not(case, partners)
        code = languages.current()
        child = is_child(case)
        context: dict[str, Any] = {
            "case": case,
            "why_not": stands_against,
            "shown": typed.shown(not stands_against),
            "partners": [Item(one.institution.pk, one.institution.name) for one in partners if not one.why_not],
            "greyed": [one for one in partners if one.why_not],
            "lines": [
                *(
                    Item(one.part, _("%(label)s: %(said)s") % {"label": one.label[code], "said": one.text[code]})
                    for one in lines
                ),
                *(Item(name, labels.data_class(name), _("As you write it below.")) for name in rules.TYPED),
            ],
            "unknown": [
                labels.said(catalogue.data_classes()[name].names)
                for name in rules.PARTS
                if name not in {one.part for one in lines} and name not in rules.TYPED
            ],
            "chosen": typed.post.getlist("parts"),
            "packet_languages": [Item(one, words.LANGUAGES[one]) for one in languages.CODES],
            "languages": [Item(one, labels.language(one)) for one in labels.spoken()],
            "interpreters": [Item(one, labels.INTERPRETERS[one]) for one in cases_states.INTERPRETERS],
            "modes": [Item(one, words_consents.MODES[one]) for one in rules_consents.MODES],
            "yes": [Item("yes", _("Each line was read to the person, and they agree to this packet for this partner"))],
            "child": child,
            "before_a_call": BEFORE_A_CALL.get(relations.before_a_call(case), "") if child else "",
            "assents": [Item(one, word) for one, word in words_consents.ASSENTS.items()],
            "guardians": [Item(one, word) for one, word in words_consents.GUARDIANS.items()],
            "instance": typed.said.get("instance") or new_id(),
            "said": typed.said,
            "language": typed.said.get("language") or case.language,
            "wrong": typed.wrong,
            "errors": typed.errors(PLACES),
        }
        return render(request, "packets/new.html", context, status=status)
