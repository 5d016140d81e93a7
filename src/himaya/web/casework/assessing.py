"""Assessing an open case again under the version in force: one screen a page, begun empty, kept only at the end.

The answers so far travel in the page, as they stand on it; nothing is kept before the last button. The earlier answers
are sealed and are not opened for this: whoever asks again asks, and does not copy.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from himaya.cases import queries, queries_forms, words
from himaya.cases.actions import assessments
from himaya.cases.models import Case
from himaya.cases.queries_forms import Offer
from himaya.instruments.compiled import Compiled
from himaya.instruments.models import Version
from himaya.instruments.queries import compiled
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid, Refusal
from himaya.kernel.ids import new_id
from himaya.kernel.unit import log_refusal
from himaya.web import questions
from himaya.web.casework import changed, labels
from himaya.web.casework.gate import at_a_desk

BACK, NEXT, KEEP = "back", "next", "keep"


@dataclass(frozen=True)
class Sheet:
    """The answers so far to the form of an offer; `strange` are the questions answered with something not offered."""

    case: Case
    offer: Offer
    instance_id: UUID
    screen: int = 0
    answers: Mapping[str, str] = field(default_factory=dict)
    strange: tuple[str, ...] = ()

    @property
    def form(self) -> Compiled:
        return compiled(self.offer.version)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@at_a_desk
def assess(request: HttpRequest, actor: Actor, case_id: UUID, name: str) -> HttpResponse:
    """The form `name` of a case under the version that its desk uses today."""
    case = queries.desk_cases(actor).filter(pk=case_id).first()
    if case is None:
        raise NotFound
    offer = next((one for one in queries_forms.offers(actor, case) if one.version.name == name), None)
    if offer is None:
        # Answered under this version already: by a second press of the button, or by a colleague.
        messages.info(request, _("Nothing was added: no other version of that form is offered for this case."))
        return redirect("casework:case", case_id=case.pk)
    if request.method != "POST":
        return _page(request, Sheet(case, offer, new_id()))
    sheet = _read(request.POST, case, offer)
    if request.POST.get("version") != str(offer.version.pk):
        return _changed_meanwhile(request, actor, sheet)
    if sheet.strange:
        return _page(request, sheet, status=NotValid.status)
    go = request.POST.get("go", NEXT)
    if go == KEEP:
        return _keep(request, actor, sheet)
    return _page(request, replace(sheet, screen=sheet.screen + (-1 if go == BACK else 1)))


def _keep(request: HttpRequest, actor: Actor, sheet: Sheet) -> HttpResponse:
    try:
        done = assessments.add(
            case_id=sheet.case.pk,
            version_id=sheet.offer.version.pk,
            answers=sheet.answers,
            instance_id=sheet.instance_id,
            by=actor,
        )
    except (NotNow, NotValid) as refusal:
        return _refused(request, actor, sheet, refusal)
    said = {"step": words.NEXT_STEPS.get(done.next_step, "")}
    messages.success(
        request, _("The new answers are kept beside the earlier ones. Next step of this case: %(step)s.") % said
    )
    return redirect("casework:case", case_id=sheet.case.pk)


def _refused(request: HttpRequest, actor: Actor, sheet: Sheet, refusal: Refusal) -> HttpResponse:
    log_refusal(refusal, by=actor, where="casework:assess")
    return _page(request, sheet, told=refusal.sentence, status=refusal.status)


def _changed_meanwhile(request: HttpRequest, actor: Actor, sheet: Sheet) -> HttpResponse:
    """Another version came into force while the page was open: the answers that still fit it stay ticked."""
    sentence = _(
        "Another version came into force while this page was open. Nothing was kept. The answers that still fit stand "
        "below: look at each question again."
    )
    refusal = NotNow(sentence, code="version_not_in_force")
    return _refused(request, actor, replace(sheet, screen=0, instance_id=new_id(), strange=()), refusal)


def _read(post: QueryDict, case: Case, offer: Offer) -> Sheet:
    form = compiled(offer.version)
    fitting = _fitting(post.get("version", ""), offer.version)
    answers, strange = {}, []
    for row in form.instrument.survey:
        value = post.get(row.name, "") if row.list_name else ""
        if not value or row.name not in fitting:
            continue
        if value in {choice.value for choice in form.instrument.choices.get(row.list_name, ())}:
            answers[row.name] = value
        else:
            strange.append(row.name)
    screen, instance = post.get("screen", ""), post.get("instance", "")
    return Sheet(
        case,
        offer,
        instance_id=_uuid(instance),
        screen=int(screen) if screen.isascii() and screen.isdigit() and len(screen) < 4 else 0,
        answers=answers,
        strange=tuple(strange),
    )


def _fitting(version_id: str, now: Version) -> set[str]:
    """The questions, by name, that the page asked in the same clause: an answer to another one is no answer to it."""
    asked = {row.name: row.uid for row in compiled(now).instrument.survey}
    if version_id == str(now.pk):
        return set(asked)
    typed = int(version_id) if version_id.isascii() and version_id.isdigit() and len(version_id) < 12 else 0
    page = Version.objects.filter(pk=typed, name=now.name).first()
    before = {row.name: row.uid for row in compiled(page).instrument.survey} if page is not None else {}
    return {name for name, uid in asked.items() if uid and before.get(name) == uid}


def _uuid(typed: str) -> UUID:
    try:
        return UUID(typed)
    except ValueError:
        return new_id()


def _page(request: HttpRequest, sheet: Sheet, *, told: object = "", status: int = 200) -> HttpResponse:
    screens = questions.screens_of(sheet.form, sheet.answers)
    at = min(max(sheet.screen, 0), len(screens) - 1)
    asked = questions.asked_on(screens[at])
    here = {one.key for asked_one in asked for one in (asked_one.question, asked_one.source) if one is not None}
    problem = _("This answer is not one of those offered. Choose again.")
    context: dict[str, Any] = {
        "case": sheet.case,
        "offer": sheet.offer,
        "title": labels.form_title(sheet.offer.version),
        "changes": changed.changes(sheet.offer.answered, sheet.offer.version) if at == 0 else [],
        "instance": sheet.instance_id,
        "screen": screens[at],
        "asked": asked,
        "prompts": any(one.question.prompt for one in asked),
        "carried": [(name, value) for name, value in sheet.answers.items() if name not in here],
        "at": at,
        "number": at + 1,
        "count": len(screens),
        "last": at == len(screens) - 1,
        "told": told,
        "problems": [{"id": f"q-{name}", "sentence": problem} for name in sheet.strange],
        "model_not_adopted": not sheet.offer.version.adoption,
    }
    return render(request, "casework/assess.html", context, status=status)
