"""What a person agreed to, for the desk that holds their case: what is in force, what was said, asking and withdrawing.

Nothing sealed is opened: recipients, classes of data, days.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from himaya.cases import (
    queries_consents,
    queries_notices,
    states,
    words,
    words_consents,
    words_exceptions,
)
from himaya.cases import rules_consents as rules
from himaya.cases.access import held_case
from himaya.cases.actions import consents
from himaya.cases.actions.consents import Question
from himaya.cases.models import Case, Consent
from himaya.cases.rules_assessing import is_known_adult
from himaya.cases.rules_consents_consulate import CONSULAR
from himaya.disclosures import rules_exports
from himaya.institutions import catalogue
from himaya.kernel import clock, days, languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.unit import log_refusal
from himaya.legal import queries as legal
from himaya.relations import queries as relations
from himaya.relations import words as words_relations
from himaya.web import asking
from himaya.web.casework import exceptions_shown, labels, regimes
from himaya.web.casework.gate import at_a_desk
from himaya.web.casework.labels import Item
from himaya.web.methods import require_POST

# In which of our languages a plain text is read to somebody; for others the page's own, with an interpreter.
SPOKEN_AS = {"ar": "ar", "ary": "ar", "fr": "fr", "en": "en"}
# Fields whose place on the page has another id than their name: the lists of choices.
_LISTS = ("answer", "data_classes", "interpreter", "mode", "fears", "assent", "guardian")
_PLACES = {name: f"consent-{name}" for name in _LISTS}
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
    assent: str = ""
    guardian: str = ""
    fears: str = ""
    # The page on which something waits for the answer.
    back: str = ""
    wrong: dict[str, str] = field(default_factory=dict)


@require_GET
@at_a_desk
def of_case(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """What is in force today, then everything that was said, the newest first."""
    return page(request, actor, held_case(actor, case_id))


@require_http_methods(["GET", "POST"])
@at_a_desk
def write(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """Ask, and write the answer down; `again` takes up an earlier line. No reason is asked."""
    case = held_case(actor, case_id)
    if request.method != "POST":
        return form(request, actor, case, _begun(case, request.GET.get("again", "")))
    typed = read_typed(request.POST)
    if "begin" in request.POST:
        typed.language = typed.language or case.language
        return form(request, actor, case, typed)
    until = _day(typed.until)
    if typed.answer not in ANSWERS:
        typed.wrong["answer"] = _("Say what the person answered.")
    if typed.until and until is None:
        typed.wrong["until"] = _("Choose the day, the month and the year.")
    if typed.wrong:
        return form(request, actor, case, typed, status=NotValid.status)
    try:
        _write(case, typed, until, actor)
    except (NotNow, NotValid) as refusal:
        log_refusal(refusal, by=actor, where="casework:consent_write")
        typed.wrong = {refusal.code: str(refusal.sentence)}
        return form(request, actor, case, typed, status=refusal.status)
    messages.success(request, str(DONE[typed.answer]))
    return redirect(typed.back or reverse("casework:consents", args=[case_id]))


@require_POST
@at_a_desk
def used(request: HttpRequest, actor: Actor, case_id: UUID, consent_id: UUID) -> HttpResponse:
    """The contact with a consulate was made: its yes is used up."""
    case = held_case(actor, case_id)
    if not Consent.objects.filter(case=case, pk=consent_id).exists():
        raise NotFound
    try:
        consents.use(consent_id=consent_id, by=actor)
    except NotNow as refusal:
        log_refusal(refusal, by=actor, where="casework:consent_used")
        return page(request, actor, case, told=str(refusal.sentence), status=refusal.status)
    messages.success(request, _("Written down: the contact was made. The next one needs its own yes."))
    return redirect("casework:consents", case_id=case_id)


@require_POST
@at_a_desk
def withdraw(request: HttpRequest, actor: Actor, case_id: UUID, consent_id: UUID) -> HttpResponse:
    """The person takes it back: one button, no question, at once."""
    case = held_case(actor, case_id)
    if not Consent.objects.filter(case=case, pk=consent_id).exists():
        raise NotFound
    try:
        consents.withdraw(consent_id=consent_id, by=actor)
    except NotNow as refusal:
        log_refusal(refusal, by=actor, where="casework:consent_withdraw")
        return page(request, actor, case, told=str(refusal.sentence), status=refusal.status)
    messages.success(
        request, _("Withdrawn. Nothing more goes there. A desk that had something reads it no longer, and is told.")
    )
    return redirect("casework:consents", case_id=case_id)


def _write(case: Case, typed: Typed, until: date | None, actor: Actor) -> None:
    question = Question(
        typed.to,
        tuple(typed.data_classes),
        typed.language,
        typed.interpreter,
        typed.mode,
        typed.assent,
        typed.guardian,
        typed.fears,
    )
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


def read_typed(post: QueryDict) -> Typed:
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
        assent=said("assent"),
        guardian=said("guardian"),
        fears=said("fears"),
        back=asking.way_back(post.get("back", "")),
    )


def _day(typed: str) -> date | None:
    try:
        return days.typed(typed)
    except ValueError:
        return None


def page(
    request: HttpRequest,
    actor: Actor,
    case: Case,
    *,
    told: str = "",
    status: int = 200,
    again: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """What is agreed, what is owed, what was said. `again`: a notice that was put off and needs another look."""
    rows = list(queries_consents.of_case(case))
    context: dict[str, Any] = {
        "case": case,
        "open": case.state == "open",
        "told": told,
        "standing": [
            {
                "row": one.row,
                "purpose": words_consents.PURPOSES[one.row.purpose],
                "classes": _classes(one.classes),
                "once": one.row.recipient is not None and one.row.recipient.institution.kind in CONSULAR,
            }
            for one in queries_consents.in_force(rows)
        ],
        "ending": queries_notices.ending_in(case, rows),
        "lines": [_line(row) for row in rows],
        "told_desks": list(queries_notices.told_of_withdrawals(case)),
        "proved": next((row for row in rows if row.word == rules.WITHDRAWN), None),
        "papers": languages_of_papers(case),
        "exceptions": [exceptions_shown.line(actor, row) for row in queries_notices.exceptions_of(case)],
        "put_off": [Item(code, str(word)) for code, word in words_exceptions.NOTICES.items() if code != "told"],
        "reasons": [Item(code, str(words.NOT_TOLD_REASONS[code])) for code in states.NOT_TOLD_REASONS],
        "again": again,
    }
    return render(request, "casework/consents.html", context, status=status)


def _classes(named: Iterable[tuple[str, date | None]]) -> list[dict[str, Any]]:
    return [{"name": labels.data_class(name), "until": until} for name, until in named]


def _items(named: Mapping[str, Promise]) -> list[Item]:
    return [Item(code, str(word)) for code, word in named.items()]


def languages_of_papers(case: Case) -> list[Item]:
    """The languages in which a paper is printed, the person's own first."""
    own = SPOKEN_AS.get(case.language, languages.current())
    return sorted((Item(code, name) for code, name in settings.LANGUAGES), key=lambda one: one.value != own)


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
        "of_child": [
            str(said)
            for said in (words_consents.ASSENTS.get(row.assent), words_consents.GUARDIANS.get(row.guardian))
            if said
        ],
        "fears": words_consents.FEARS.get(row.fears, ""),
        "on": row.at.astimezone(clock.here()),
    }


def form(request: HttpRequest, actor: Actor, case: Case, typed: Typed, *, status: int = 200) -> HttpResponse:
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
        "always": [*labels.itself(), *(labels.said(row.names) for row in rows if row.always)],
        "answers": [Item(code, str(word)) for code, word in ANSWERS.items()],
        "languages": [Item(code, labels.language(code)) for code in labels.spoken()],
        "interpreters": [Item(code, str(labels.INTERPRETERS[code])) for code in states.INTERPRETERS],
        "modes": [Item(code, str(words_consents.MODES[code])) for code in rules.MODES],
        "child": not is_known_adult(case.age_group),
        "before_a_call": words_relations.BEFORE_A_CALL.get(relations.before_a_call(case), ""),
        "consulates": any(one.institution.kind in CONSULAR for one in queries_consents.desks_to_ask_about(case)),
        "assents": _items(words_consents.ASSENTS),
        "guardians": _items(words_consents.GUARDIANS),
        "fears": _items(words_consents.FEARS),
        "regimes": regimes.of_all(actor),
    }
    return render(request, "casework/consent_write.html", context, status=status)
