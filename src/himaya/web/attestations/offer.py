"""A letter is offered: first the questions on risk, with the person; then what is advised, and what they choose.

Nothing of it is kept until a letter is made, and nothing at all when they do not want one.
"""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from himaya.attestations import content, making, paper, policy, proposed, rules, words
from himaya.attestations.actions import letters
from himaya.attestations.making import Made, Wish
from himaya.cases.access import held_case
from himaya.cases.models import Case
from himaya.institutions.models import Desk
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.unit import log_refusal
from himaya.web.attestations import handing
from himaya.web.attestations.letters import desks
from himaya.web.downloads import as_file, sandboxed
from himaya.web.forms import Item, Typed
from himaya.web.gate import only

FIELDS = ("kept", "kept_at", "heard", "text", "languages", "days", "bearer", "phone", "phrase", "replaces")
# The language of a letter for whoever speaks another one, to begin with. Darija is written as Arabic.
_WRITTEN = {"fr": "fr", "ar": "ar", "ary": "ar", "en": "en"}


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@only(policy.check_works)
def offer(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """GET asks about risk; POST says what is advised and asks what they choose, or makes the letter."""
    case = held_case(actor, case_id)
    typed = Typed(request.POST)
    if request.method != "POST":
        return _page(request, case, typed)
    answers = {name: typed.text(name) for name in rules.QUESTIONS}
    if not set(answers.values()) <= set(rules.ANSWERS):
        typed.wrong = {"risk": str(making.SENTENCES["risk"])}
        return _page(request, case, typed, status=422)
    if request.POST.get("do") != "make":
        return _page(request, case, typed, advised=rules.advice(answers))
    for name in FIELDS:
        typed.text(name)
    try:
        return _made(request, actor, case, answers, typed)
    except (NotNow, NotValid) as refusal:
        log_refusal(refusal, by=actor, where="attestations:offer")
        typed.wrong = {refusal.code: str(refusal.sentence)}
        return _page(request, case, typed, advised=rules.advice(answers), status=refusal.status)


def _made(request: HttpRequest, actor: Actor, case: Case, answers: dict[str, str], typed: Typed) -> HttpResponse:
    """The paper first, then the line: what cannot be printed is not written down, and nothing leaves unwritten.

    A fresh page hands it out: on the one that made it an old error and her phrase would stay on the screen.
    """
    said = typed.said
    wish = Wish(
        risk=answers,
        kept=said["kept"],
        kept_at=said["kept_at"] if said["kept"] == rules.AT_DESK else "",
        heard=bool(said["heard"]),
        text=said["text"],
        languages=said["languages"],
        days=int(said["days"]) if said["days"].isascii() and said["days"].isdigit() else 0,
        bearer=said["bearer"],
    )
    made = making.make(wish, said["phrase"])
    phone = str(Desk.objects.get(pk=case.desk_id).phone) if said["phone"] else ""
    paper.make(made, phone)
    letter = letters.issue(case_id=case.pk, made=made, replaces=_id_of(said["replaces"]), by=actor)
    answer = redirect("attestations:made", case_id=case.pk)
    handing.give(request, answer, case.pk, letter, made, phone)
    return answer


@require_http_methods(["GET", "POST"])
@only(policy.check_works)
def made(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """The letter that was made just now: GET shows where it is fetched, POST gives the file. Else the list."""
    case, found = held_case(actor, case_id), handing.carried(request, case_id)
    if found is None:
        return redirect("attestations:of_case", case_id=case_id)
    if request.method == "POST":
        return _file(request, *found)
    return render(request, "attestations/made.html", {"case": case})


@sandboxed
def _file(request: HttpRequest, letter: Made, phone: str) -> HttpResponse:
    return as_file(paper.make(letter, phone), "document", "pdf")


def _id_of(typed: str) -> UUID | None:
    try:
        return UUID(typed) if typed else None
    except ValueError:
        return None


def _page(request: HttpRequest, case: Case, typed: Typed, *, advised: str = "", status: int = 200) -> HttpResponse:
    known = content.catalogue()
    begun = {
        "languages": _WRITTEN.get(case.language, "fr"),
        "days": str(known.days_usual),
        "replaces": request.GET.get("replaces", "")[:36],
        **typed.said,
    }
    context: dict[str, Any] = {
        "case": case,
        "open": case.state == "open",
        "said": begun,
        "wrong": typed.wrong,
        "errors": typed.errors({name: name for name in (*FIELDS, "risk")} | {"risk": "finds"}),
        "questions": [
            {"name": code, "legend": legend, "chosen": begun.get(code, "")} for code, legend in words.QUESTIONS.items()
        ],
        "answers": [Item(code, words.ANSWERS[code]) for code in rules.ANSWERS],
        "advised": advised,
        "advice": words.ADVICE.get(advised, ""),
        "may_not_carry": advised != rules.CARRY,
        "kept_items": [Item(code, words.KEPT[code]) for code in _first(advised)],
        "desks": desks() if advised else [],
        "texts": [
            Item(
                one.id,
                one.names.in_language(request.LANGUAGE_CODE),
                one.paragraphs[0].in_language(request.LANGUAGE_CODE),
            )
            for one in known.texts.values()
        ],
        "language_items": [Item(code, words.LANGUAGES[code]) for code in rules.LANGUAGES],
        "day_items": known.days,
        "at_least": known.phrase_at_least,
        "proposed": proposed.draw() if advised else [],
        "bits": proposed.words().bits,
        "phone": Desk.objects.get(pk=case.desk_id).phone,
    }
    return render(request, "attestations/offer.html", context, status=status)


def _first(advised: str) -> tuple[str, ...]:
    """Where it may lie, what is advised first."""
    return rules.KEPT if advised == rules.CARRY else (rules.AT_DESK, rules.WITH_LAWYER, rules.CARRIED)
