"""What a person agreed to, for the desk that holds their case: what is in force, what was said, asking and withdrawing.

Nothing sealed is opened: recipients, classes of data, days.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from himaya.cases import queries_consents, queries_grants, states, words, words_consents
from himaya.cases import rules_consents as rules
from himaya.cases.actions import consents
from himaya.cases.actions.consents import Question
from himaya.cases.models import Case, Consent
from himaya.disclosures import rules_exports
from himaya.institutions import catalogue
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.unit import log_refusal
from himaya.legal import queries as legal
from himaya.web.casework import labels
from himaya.web.casework.gate import at_a_desk
from himaya.web.casework.labels import Item
from himaya.web.methods import require_POST

# Fields whose place on the page has another id than their name: the lists of choices.
_PLACES = {name: f"consent-{name}" for name in ("answer", "data_classes", "interpreter", "mode")}
ANSWERS: dict[str, Promise] = {
    rules.GIVEN: pgettext_lazy("answer of the person", "Yes, they agree"),
    rules.REFUSED: pgettext_lazy("answer of the person", "No; nothing changes for them"),
    rules.ASKED: pgettext_lazy("answer of the person", "No answer yet"),
}
DONE: dict[str, Promise] = {
    rules.GIVEN: gettext_lazy("Written down: they agree."),
    rules.REFUSED: gettext_lazy("Written down: they said no. Help goes on without it."),
    rules.ASKED: gettext_lazy("Written down: they were asked. Nothing has changed."),
}


@dataclass
class Typed:
    """What stands in the form; `wrong` has a sentence for each field that needs another look."""

    to: str = ""
    data_classes: list[str] = field(default_factory=list)
    answer: str = ""
    language: str = ""
    interpreter: str = ""
    mode: str = ""
    until: str = ""
    wrong: dict[str, str] = field(default_factory=dict)


@require_GET
@at_a_desk
def of_case(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """What is in force today, then everything that was said, the newest first."""
    return _page(request, _case(actor, case_id))


@require_http_methods(["GET", "POST"])
@at_a_desk
def write(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """Ask, and write the answer down; `again` takes up an earlier line. No reason is asked."""
    case = _case(actor, case_id)
    if request.method != "POST":
        return _form(request, actor, case, _begun(case, request.GET.get("again", "")))
    typed = _typed(request.POST)
    until = _day(typed.until)
    if typed.answer not in ANSWERS:
        typed.wrong["answer"] = _("Say what the person answered.")
    if typed.until and until is None:
        typed.wrong["until"] = _("Write the day with its year, such as 2026-09-12.")
    if typed.wrong:
        return _form(request, actor, case, typed, status=NotValid.status)
    try:
        _write(case, typed, until, actor)
    except (NotNow, NotValid) as refusal:
        log_refusal(refusal, by=actor, where="casework:consent_write")
        typed.wrong = {refusal.code: str(refusal.sentence)}
        return _form(request, actor, case, typed, status=refusal.status)
    messages.success(request, str(DONE[typed.answer]))
    return redirect("casework:consents", case_id=case_id)


@require_POST
@at_a_desk
def withdraw(request: HttpRequest, actor: Actor, case_id: UUID, consent_id: UUID) -> HttpResponse:
    """The person takes it back: one button, no question, at once."""
    case = _case(actor, case_id)
    if not Consent.objects.filter(case=case, pk=consent_id).exists():
        raise NotFound
    try:
        consents.withdraw(consent_id=consent_id, by=actor)
    except NotNow as refusal:
        log_refusal(refusal, by=actor, where="casework:consent_withdraw")
        return _page(request, case, told=str(refusal.sentence), status=refusal.status)
    messages.success(
        request, _("Withdrawn. Nothing more goes there. A desk that had something reads it no longer, and is told.")
    )
    return redirect("casework:consents", case_id=case_id)


def _case(actor: Actor, case_id: UUID) -> Case:
    found = queries_grants.held_case(actor, case_id)
    if found is None:
        raise NotFound
    return found


def _write(case: Case, typed: Typed, until: date | None, actor: Actor) -> None:
    question = Question(typed.to, tuple(typed.data_classes), typed.language, typed.interpreter, typed.mode)
    if typed.answer == rules.GIVEN:
        consents.give(case_id=case.pk, question=question, until=until, by=actor)
    elif typed.answer == rules.REFUSED:
        consents.refuse(case_id=case.pk, question=question, by=actor)
    else:
        consents.ask(case_id=case.pk, question=question, by=actor)


def _begun(case: Case, again: str) -> Typed:
    """An empty form, or one about what an earlier line was about. The answer is never filled in."""
    fresh = Typed(language=case.language)
    try:
        row = Consent.objects.filter(case=case, pk=UUID(again)).first() if again else None
    except ValueError:
        row = None
    if row is None:
        return fresh
    to = f"institution:{row.receiver_id}" if row.receiver_id else f"desk:{row.recipient_id}"
    return Typed(to=to, data_classes=list(row.data_classes), language=row.language or case.language)


def _typed(post: QueryDict) -> Typed:
    def said(name: str) -> str:
        return post.get(name, "").strip()[:80]

    return Typed(
        to=said("to"),
        data_classes=post.getlist("data_classes")[:40],
        answer=said("answer"),
        language=said("language"),
        interpreter=said("interpreter"),
        mode=said("mode"),
        until=said("until"),
    )


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


def _page(request: HttpRequest, case: Case, *, told: str = "", status: int = 200) -> HttpResponse:
    rows = list(queries_consents.of_case(case))
    context: dict[str, Any] = {
        "case": case,
        "open": case.state == "open",
        "told": told,
        "standing": [
            {"row": one.row, "purpose": words_consents.PURPOSES[one.row.purpose], "classes": _classes(one.classes)}
            for one in queries_consents.in_force(rows)
        ],
        "lines": [_line(row) for row in rows],
    }
    return render(request, "casework/consents.html", context, status=status)


def _classes(named: Iterable[tuple[str, date | None]]) -> list[dict[str, Any]]:
    return [{"name": labels.data_class(name), "until": until} for name, until in named]


def _line(row: Consent) -> Mapping[str, Any]:
    return {
        "row": row,
        "word": words_consents.WORDS[row.word],
        "purpose": words_consents.PURPOSES[row.purpose],
        "source": words_consents.SOURCES.get(row.source, ""),
        "not_told": words.NOT_TOLD_REASONS.get(row.not_told_reason, ""),
        "classes": [labels.data_class(name) for name in row.data_classes],
        "language": labels.language(row.language),
        "interpreter": labels.INTERPRETERS.get(row.interpreter, ""),
        "mode": words_consents.MODES.get(row.mode, ""),
        "on": row.at.astimezone(clock.here()),
    }


def _form(request: HttpRequest, actor: Actor, case: Case, typed: Typed, *, status: int = 200) -> HttpResponse:
    rows = catalogue.data_classes().values()
    receivers = [one for one in legal.receivers(actor) if rules_exports.receives(one.kind)]
    context: dict[str, Any] = {
        "case": case,
        "typed": typed,
        "wrong": typed.wrong,
        "errors": [{"id": _PLACES.get(name, name), "sentence": said} for name, said in typed.wrong.items()],
        "desks": [
            Item(f"desk:{one.pk}", one.name, one.institution.name) for one in queries_consents.desks_to_ask_about(case)
        ],
        "institutions": [Item(f"institution:{one.pk}", one.name) for one in receivers],
        "classes": [Item(row.id, labels.said(row.names), labels.said(row.meaning)) for row in rows if not row.always],
        "always": [labels.said(row.names) for row in rows if row.always],
        "answers": [Item(code, str(word)) for code, word in ANSWERS.items()],
        "languages": [Item(code, labels.language(code)) for code in labels.spoken()],
        "interpreters": [Item(code, str(labels.INTERPRETERS[code])) for code in states.INTERPRETERS],
        "modes": [Item(code, str(words_consents.MODES[code])) for code in rules.MODES],
    }
    return render(request, "casework/consent_write.html", context, status=status)
