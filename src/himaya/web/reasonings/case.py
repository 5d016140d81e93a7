"""The reasoning of one case, for trained people at the desk that holds it: what is argued, what is missing, and why."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from himaya.institutions import catalogue
from himaya.kernel import languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid, Refusal
from himaya.kernel.unit import log_refusal
from himaya.legal import library
from himaya.reasonings import access, argued, policy, rules, table, words
from himaya.reasonings import paper as papers
from himaya.web.downloads import as_file, sandboxed
from himaya.web.gate import only
from himaya.web.methods import require_POST
from himaya.web.reasonings import forms, told
from himaya.web.reasonings.typed import Item, Typed

LANGUAGES = (("fr", "Français"), ("ar", "العربية"), ("en", "English"))


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@only(policy.check_reads)
def of_case(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """The table, and the one thing to do next; POST adds a line by the verb that was chosen."""
    if request.method != "POST":
        return _page(request, actor, case_id)
    access.held_case(actor, case_id)
    verb, typed = request.POST.get("verb", ""), Typed(request.POST)
    try:
        forms.act(verb, case_id, typed, actor)
    except (NotNow, NotValid) as refusal:
        return _refused(request, actor, case_id, refusal, verb, typed)
    messages.success(request, _("Written down. Lines are added and never changed."))
    return redirect("reasonings:of_case", case_id=case_id)


@sensitive_post_parameters()
@require_POST
@only(policy.check_reads)
def paper(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """The table as a PDF, for a purpose, in one language. Kept nowhere."""
    access.seen_case(actor, case_id)
    typed = Typed(request.POST)
    try:
        return _file(request, actor, case_id, typed)
    except (NotNow, NotValid) as refusal:
        return _refused(request, actor, case_id, refusal, "paper", typed)


@sandboxed
def _file(request: HttpRequest, actor: Actor, case_id: UUID, typed: Typed) -> HttpResponse:
    body = papers.make(actor, case_id, purpose=typed.text("purpose"), language=typed.text("language"))
    return as_file(body, "notes", "pdf")


def _refused(
    request: HttpRequest, actor: Actor, case_id: UUID, refusal: Refusal, verb: str, typed: Typed
) -> HttpResponse:
    log_refusal(refusal, by=actor, where="reasonings:of_case")
    typed.wrong = {refusal.code: str(refusal.sentence)}
    return _page(request, actor, case_id, verb=verb, typed=typed, status=refusal.status)


def _page(
    request: HttpRequest, actor: Actor, case_id: UUID, *, verb: str = "", typed: Typed | None = None, status: int = 200
) -> HttpResponse:
    wrong = typed.wrong if typed else {}
    with access.open_page(actor, case_id) as opened:
        said = opened.argued
        adds = opened.holds and opened.case.state == "open"
        heard = told.of(actor, opened.case, said) if adds or (typed and verb == forms.USE) else told.Told()
        context: dict[str, Any] = {
            "case": opened.case,
            "holds": opened.holds,
            "begun": said.begun,
            "not_a_decision": table.not_a_decision(),
            "notes": table.notes(said),
            "elements": [_element(said, one) for one in rules.ELEMENTS],
            "corrected": words.CORRECTED,
            "unplaced": [one for one in said.facts if not one.places],
            "rows": [_row(one) for one in table.rows(said)[len(rules.ELEMENTS) : len(rules.ELEMENTS) + 4]],
            "articles": [_group(said, one) for one in (argued.CHAIN, argued.ADVICE, argued.TO_BE_VERIFIED)],
            "unknown": table.unknown(said),
            "missing": [words.gap(one) for one in said.argument.missing],
            "dimensions": table.dimensions(said),
            "aid_source": table.aid_source(),
            "lines": [_line(one) for one in reversed(said.lines)],
            "tests": _tests(said),
            "forms": forms.forms(said, verb, typed, heard) if adds else forms.kept(said, verb, typed, heard),
            "told": heard,
            "paper": _paper(typed if verb == "paper" else None),
            "errors": [{"id": _place(verb, name), "sentence": one} for name, one in wrong.items()],
        }
        return render(request, "reasonings/of_case.html", context, status=status)


def _row(one: table.Row) -> dict[str, Any]:
    """A part of the table; the words of the page and those that were typed stand apart, each in its own direction."""
    return {"head": one.head, "said": one.said, "lines": [line.split("\n") for line in one.lines]}


def _element(said: argued.Argued, element: str) -> dict[str, Any]:
    found = said.argument.of(element)
    return {
        "head": words.ELEMENTS[element],
        "said": words.STANDINGS[found.standing],
        "lines": [
            {
                "code": words.code_of(element, place.code),
                "stance": words.STANCES[place.stance],
                "meant": place.intended,
                "words": fact.words,
                "source": words.SOURCES[fact.source],
                "number": fact.fact_number,
                "corrected": words.CORRECTED if fact.corrected else "",
            }
            for fact in said.facts
            for place in fact.places
            if place.element == element
        ],
    }


def _group(said: argued.Argued, stands: str) -> dict[str, Any]:
    return {
        "said": words.STANDS[stands],
        "open": stands == argued.CHAIN,
        "rows": [{"row": one, "why": words.WHYS[one.why], "of": _of(one)} for one in said.leaned(stands)],
    }


def _of(one: argued.Leaned) -> str:
    if one.why == rules.OF_FORM:
        return words.form(one.of)
    return words.alternative(one.of) if one.why == rules.OF_ALTERNATIVE else ""


def _line(one: argued.Said) -> dict[str, Any]:
    return {"row": one, "said": words.line(one), "back": one.back}


def _tests(said: argued.Argued) -> list[Any]:
    """The tests that tell the forms argued from what they are often taken for; all of them before any is argued."""
    known = library.forms()
    argued_forms = {one.code for one in said.forms} | set(said.argument.of(rules.PURPOSE).speaks_for)
    wanted = {test for code in argued_forms if code in known.forms for test in known.forms[code].distinctions}
    return [one for one in known.distinctions.values() if one.id in wanted or not argued_forms]


def _paper(typed: Typed | None) -> dict[str, Any]:
    return {
        "purposes": [
            Item(code, catalogue.purposes()[code].names.in_language(languages.current())) for code in papers.PURPOSES
        ],
        "purpose": typed.text("purpose") if typed else "",
        "languages": [Item(code, name) for code, name in LANGUAGES],
        "language": (typed.text("language") if typed else "") or languages.current(),
        "wrong": typed.wrong if typed else {},
    }


def _place(verb: str, name: str) -> str:
    if verb == "paper":
        return f"paper-{name}" if name in ("purpose", "language") else ""
    return forms.place_of(verb, name)
