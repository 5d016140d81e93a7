"""The letters of a clinician: drafted here, read to the person, released by them, printed, taken back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from himaya.attestations import content, proposed
from himaya.attestations import rules as papers
from himaya.attestations import words as paper_words
from himaya.cases import policy_compartments
from himaya.cases.models import Compartment
from himaya.cases.rules_assessing import is_known_adult
from himaya.conferences import functional
from himaya.health import access, access_care, letter_paper, policy, words_care
from himaya.health import rules_letters as rules
from himaya.health.access_care import InWords
from himaya.health.actions import clinician_letters
from himaya.health.actions.clinician_letters import Wish
from himaya.health.care_content import care
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.ids import new_id
from himaya.kernel.unit import log_refusal
from himaya.relations import queries as relations
from himaya.relations.words import BEFORE_A_CALL
from himaya.web.downloads import as_file, sandboxed
from himaya.web.forms import Item, Typed, form_id
from himaya.web.gate import only
from himaya.web.methods import require_POST

FIELDS = ("purpose", "reader", "own", "language", "days", "asked", "confirmed")


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@only(policy.check_works)
def of_case(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """The letters of one person; POST keeps a draft."""
    compartment = access.kept_of(actor, case_id)
    typed = Typed(request.POST)
    if request.method != "POST":
        return _list(request, actor, compartment, typed)
    try:
        letter = clinician_letters.draft(
            case_id=case_id, wish=_wish(request, typed), instance_id=form_id(typed.text("instance")), by=actor
        )
    except (NotNow, NotValid) as refusal:
        log_refusal(refusal, by=actor, where="health:letters")
        typed.wrong = {refusal.code: str(refusal.sentence)}
        return _list(request, actor, compartment, typed, status=refusal.status)
    messages.success(request, _("The draft is kept. Nothing leaves until the person has said yes to it."))
    return redirect("health:letter", case_id=case_id, letter_id=letter)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@only(policy.check_works)
def one(request: HttpRequest, actor: Actor, case_id: UUID, letter_id: UUID) -> HttpResponse:
    """One letter, word for word; POST keeps the person's answer, or takes it back."""
    access.kept_of(actor, case_id)
    typed = Typed(request.POST)
    if request.method != "POST":
        return _page(request, actor, case_id, letter_id, typed)
    try:
        said = _do(request.POST.get("do", ""), case_id, letter_id, typed, actor)
    except (NotNow, NotValid) as refusal:
        log_refusal(refusal, by=actor, where="health:letter")
        typed.wrong = {refusal.code: str(refusal.sentence)}
        return _page(request, actor, case_id, letter_id, typed, status=refusal.status)
    messages.success(request, said)
    return redirect("health:letter", case_id=case_id, letter_id=letter_id)


@require_POST
@only(policy.check_works)
def paper(request: HttpRequest, actor: Actor, case_id: UUID, letter_id: UUID) -> HttpResponse:
    """The file to print, made now and kept nowhere. A letter that does not stand leads back to its page."""
    try:
        made = clinician_letters.print_out(case_id=case_id, letter_id=letter_id, by=actor)
    except NotNow as refusal:
        log_refusal(refusal, by=actor, where="health:paper")
        typed = Typed(request.POST)
        typed.wrong = {refusal.code: str(refusal.sentence)}
        return _page(request, actor, case_id, letter_id, typed, status=refusal.status)
    return _file(request, made)


@sandboxed
def _file(request: HttpRequest, made: bytes) -> HttpResponse:
    return as_file(made, "document", "pdf")


def _do(verb: str, case_id: UUID, letter_id: UUID, typed: Typed, by: Actor) -> str:
    if verb == "revoke":
        clinician_letters.revoke(case_id=case_id, letter_id=letter_id, by=by)
        return _(
            "Taken back. It is printed no more; whoever checks it at a desk with the phrase is told that it was taken "
            "back."
        )
    if verb != "release":
        raise NotFound
    answer = typed.text("answer")
    risk = {name: typed.text(name) for name in papers.QUESTIONS}
    heard, phrase = bool(typed.text("heard")), typed.text("phrase")
    clinician_letters.release(
        case_id=case_id, letter_id=letter_id, answer=answer, risk=risk, heard=heard, phrase=phrase, by=by
    )
    if answer == rules.YES:
        return _("Released by the person. It can be printed now, and taken back at any time.")
    if answer == rules.NO:
        return _("Kept: a no. Nothing of the letter is kept, and nothing else changes.")
    return _("Nothing was changed. Ask again when the person wishes it.")


def _wish(request: HttpRequest, typed: Typed) -> Wish:
    for name in FIELDS:
        typed.text(name)
    said = typed.said
    return Wish(
        purpose=said["purpose"],
        reader=said["reader"],
        terms=tuple(dict.fromkeys(request.POST.getlist("terms"))),
        own=said["own"],
        language=said["language"],
        days=int(said["days"]) if said["days"].isascii() and said["days"].isdigit() else 0,
        asked=bool(said["asked"]),
        confirmed=bool(said["confirmed"]),
    )


def _list(
    request: HttpRequest, actor: Actor, compartment: Compartment, typed: Typed, *, status: int = 200
) -> HttpResponse:
    language, known = request.LANGUAGE_CODE, care()
    readers = rules.readers(adult=is_known_adult(compartment.case.age_group))
    with access_care.open_letters(actor, compartment) as found:
        context: dict[str, Any] = {
            "case": compartment.case,
            "open": (now_open := compartment.case.state == "open" and policy_compartments.stands(compartment)),
            "shown": typed.shown(now_open),
            "letters": [_row(one, language) for one in found],
            "purposes": [Item(code, known.purposes[code].in_language(language)) for code in readers],
            "readers": [
                Item(code, text.in_language(language), _for(code, language, readers))
                for code, text in known.readers.items()
                if any(code in one for one in readers.values())
            ],
            "terms": [Item(code, term.names.in_language(language)) for code, term in functional.terms().items()],
            "chosen_terms": request.POST.getlist("terms"),
            "languages": [Item(code, paper_words.LANGUAGES[code]) for code in rules.LANGUAGES],
            "days": [str(one) for one in rules.DAYS],
            "said": {"language": "fr", "days": str(rules.DAYS_USUAL), **typed.said},
            "wrong": typed.wrong,
            "errors": typed.errors({name: name for name in ("terms", "named", *FIELDS)}),
            "instance": new_id(),
        }
        return render(request, "health/letters.html", context, status=status)


def _for(reader: str, language: str, readers: dict[str, tuple[str, ...]]) -> str:
    """For which uses this reader may be chosen."""
    uses = [use for use, many in readers.items() if reader in many]
    return " · ".join(care().purposes[use].in_language(language) for use in uses)


def _row(said: InWords, language: str) -> dict[str, Any]:
    state = access_care.state(said.row, clock.today())
    purpose = care().purposes.get(said.purpose)
    return {
        "row": said.row,
        "purpose": purpose.in_language(language) if purpose is not None else "",
        "state": words_care.STATES[state],
        "tone": words_care.TONES.get(state, "empty"),
    }


def _page(
    request: HttpRequest, actor: Actor, case_id: UUID, letter_id: UUID, typed: Typed, *, status: int = 200
) -> HttpResponse:
    compartment = access.kept_of(actor, case_id)
    with access_care.open_letter(actor, compartment, letter_id) as said:
        state = access_care.state(said.row, clock.today())
        context: dict[str, Any] = {
            "case": compartment.case,
            **_row(said, request.LANGUAGE_CODE),
            "open": compartment.case.state == "open" and policy_compartments.stands(compartment),
            "draft": state == rules.DRAFT,
            "before_a_call": BEFORE_A_CALL.get(relations.before_a_call(compartment.case), ""),
            "released": state == rules.RELEASED,
            "revocable": state in (rules.RELEASED, rules.OVER),
            "named": said.named,
            "language": said.language,
            "days": said.days,
            "number": said.number,
            "at_least": content.catalogue().phrase_at_least,
            "proposed": proposed.draw() if state == rules.DRAFT else [],
            "bits": proposed.words().bits,
            "paper": _read_out(said),
            "release": [one.in_language(request.LANGUAGE_CODE) for one in care().release],
            "questions": [
                {"name": code, "legend": legend, "chosen": typed.said.get(code, "")}
                for code, legend in paper_words.QUESTIONS.items()
            ],
            "risk_answers": [Item(code, paper_words.ANSWERS[code]) for code in papers.ANSWERS],
            "answers": [Item(code, words_care.ANSWERS[code]) for code in rules.ANSWERS],
            "advice": _advice(typed),
            "said": typed.said,
            "wrong": typed.wrong,
            "errors": typed.errors(
                {"answer": "answer", "risk": papers.QUESTIONS[0], "heard": "heard", "phrase": "phrase"}
            ),
        }
        return render(request, "health/letter.html", context, status=status)


def _read_out(said: InWords) -> list[str]:
    """What the paper says, in its own language, as it is read to the person."""
    return [] if not said.purpose else [one.in_language(said.language) for one in letter_paper.sheet(said).lines]  # type: ignore[arg-type]


def _advice(typed: Typed) -> str:
    """What is advised by the four answers, once they were given and it is something to be told."""
    given = {name: typed.said.get(name, "") for name in papers.QUESTIONS}
    return str(paper_words.ADVICE[papers.advice(given)]) if all(given.values()) and "heard" in typed.wrong else ""
