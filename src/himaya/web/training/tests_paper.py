"""Tests on paper: the sheet to print, and the screen on which somebody who did not train enters sheets twice."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.training import codes, exam_paper, policy, rules_tests
from himaya.training.actions import test_entries, test_sittings
from himaya.training.models import TestRound
from himaya.training.words_tests import MOMENTS
from himaya.web.downloads import as_file, sandboxed
from himaya.web.forms import Item, Typed, refused
from himaya.web.gate import only
from himaya.web.training import answering
from himaya.web.training.asking import shown


@sandboxed
@require_safe
@only(policy.check_reads)
def sheet(request: HttpRequest, actor: Actor, session_id: UUID, moment: str, letter: str) -> HttpResponse:
    """One form to print, in the language of the page."""
    session = policy.session_of(actor, session_id)
    policy.check_runs_tests(actor, session)
    row = _round(session_id, moment)
    if letter not in rules_tests.LETTERS:
        raise NotFound
    return as_file(exam_paper.make(test_sittings.form_of(row, letter), moment), "sheet", "pdf")


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@only(policy.check_reads)
def entry(request: HttpRequest, actor: Actor, session_id: UUID, moment: str) -> HttpResponse:
    """Type the code and the form of a sheet; tick what is ticked; do the same a second time."""
    policy.check_enters(actor, policy.session_of(actor, session_id))
    row, typed = _round(session_id, moment), Typed(request.POST)
    if request.method != "POST":
        return _head(request, row, typed)
    code, letter, do = typed.text("code"), typed.text("letter"), typed.text("do")
    try:
        test_sittings.check_not_sent(row, test_sittings.checked_code(code, row.session))
        if letter not in rules_tests.LETTERS:
            raise NotValid(_("Choose the form that stands at the head of the sheet, A or B."), code="letter")
        if do not in ("enter", "replace"):
            return _sheet(request, row, typed)
        form = test_sittings.form_of(row, letter)
        answers = answering.responses(form.content["items"], exam_paper.seed_of(form), typed)
        said: dict[str, Any] = {"round_id": row.pk, "code": code, "letter": letter, "responses": answers}
        if do == "replace":
            test_entries.replace(**said, by=actor)
            told = _("Kept in place of the first. Enter the sheet once more.")
        elif test_entries.enter(**said, by=actor):
            told = _("Entered twice alike: the sheet counts.")
        else:
            told = _("Entered once. Go through the sheets, then enter each a second time.")
    except (NotNow, NotValid) as refusal:
        typed.wrong = refused(refusal, actor, "training:entry")
        page = _sheet if do in ("enter", "replace") and refusal.code not in ("code", "letter_missing") else _head
        return page(request, row, typed, status=refusal.status)
    return _head(request, row, Typed(QueryDict()), told=told)


def _round(session_id: UUID, moment: str) -> TestRound:
    found = TestRound.objects.select_related("form_a", "form_b", "session__line")
    row = found.filter(session_id=session_id, moment=moment).first()
    if row is None:
        raise NotFound
    return row


def _head(request: HttpRequest, row: TestRound, typed: Typed, *, told: str = "", status: int = 200) -> HttpResponse:
    waiting = row.entries.order_by("code").values_list("code", flat=True)
    context = {
        **shown(typed, ("code", "letter")),
        "row": row,
        "moment": MOMENTS[row.moment],
        "letters": [Item(one, one) for one in rules_tests.LETTERS],
        "waiting": [codes.shown(one) for one in waiting],
        "told": told,
        "here": "home",
    }
    return render(request, "training/entry.html", context, status=status)


def _sheet(request: HttpRequest, row: TestRound, typed: Typed, *, status: int = 200) -> HttpResponse:
    letter = typed.text("letter")
    if letter not in rules_tests.LETTERS:
        return _head(request, row, typed, status=status)
    form = test_sittings.form_of(row, letter)
    found = answering.questions(form.content["items"], exam_paper.seed_of(form), typed)
    tidy = codes.read(typed.text("code"))
    context = {
        "row": row,
        "moment": MOMENTS[row.moment],
        "letter": letter,
        "code": typed.said["code"],
        "shown_code": codes.shown(tidy) if tidy else typed.said["code"],
        "second": tidy is not None and row.entries.filter(code=tidy).exists(),
        "differ": bool({"differ", "letter"} & typed.wrong.keys()),
        "questions": found,
        "errors": typed.errors({one["name"]: one["name"] for one in found}),
        "here": "home",
    }
    return render(request, "training/entry_sheet.html", context, status=status)
