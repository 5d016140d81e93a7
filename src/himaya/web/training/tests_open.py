"""The page of a test, for whoever has its address and a code: no account, no session, and nobody is asked who they are.

What is sent is written down as sent by nobody, also from a browser in which somebody is signed in.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from himaya.kernel.actor import NOBODY
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.training import codes, rules_tests, states
from himaya.training.actions import test_rounds, test_sittings
from himaya.training.models import TestForm, TestRound
from himaya.training.words_tests import MOMENTS
from himaya.web import throttle
from himaya.web.forms import Typed, refused
from himaya.web.training import answering

TOO_OFTEN = 429
ACTION, ACTION_WRONG = "training_test", "training_test_wrong"


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def test(request: HttpRequest, token: str) -> HttpResponse:
    """Type the code; answer the questions; send them once."""
    row = _round(token)
    typed = Typed(request.POST)
    if request.method != "POST":
        return _code(request, row, typed)
    code = codes.read(typed.text("code"))
    try:
        if _too_often(request, row, code):
            raise NotNow(_("Too many are sending at once. Wait a minute and press again."), code="too_often")
        tidy = test_sittings.checked_code(typed.text("code"), row.session)
        if typed.text("do") != "send":
            test_sittings.check_not_sent(row, tidy)
            if row.state != states.ROUND_OPEN:
                raise NotNow(_("This test is closed. Ask the trainer when it opens."), code="test_closed")
            test_rounds.check_moment(row.session, row.moment)
            return _questions(request, row, tidy, typed)
        form = _form(row, tidy)
        answers = answering.responses(form.content["items"], tidy, typed)
        gaps = typed.text("gaps") == "yes"
        test_sittings.send(token=token, code=tidy, responses=answers, gaps=gaps, by=NOBODY)
    except (NotNow, NotValid) as refusal:
        typed.wrong = refused(refusal, NOBODY, "training:test")
        status = TOO_OFTEN if refusal.code == "too_often" else refusal.status
        # While somebody answers, the code is carried by the page: it is wrong only where it was typed.
        if code is None or typed.text("do") != "send":
            return _code(request, row, typed, status=status)
        return _questions(request, row, code, typed, status=status)
    return redirect("training:test_sent", token=token)


@require_safe
def sent(request: HttpRequest, token: str) -> HttpResponse:
    """It is here. No score: it would be a lesson before the second test."""
    return render(request, "training/test_sent.html", {"moment": MOMENTS[_round(token).moment]})


def _too_often(request: HttpRequest, row: TestRound, code: str | None) -> bool:
    """A code counts for itself, so nobody closes the test for a room; wrong ones count by where they come from."""
    if code is not None and codes.drawn(code, row.session.code_key):
        return throttle.is_asked_too_often(request, ACTION, f"{row.token}|{code}")
    return throttle.is_asked_too_often(request, ACTION_WRONG, f"{row.token}|{throttle.place_of(request)}")


def _round(token: str) -> TestRound:
    found = TestRound.objects.select_related("form_a", "form_b", "session").filter(token=token).first()
    if found is None:
        raise NotFound
    return found


def _form(row: TestRound, code: str) -> TestForm:
    return test_sittings.form_of(row, rules_tests.letter(str(row.session_id), code, row.moment))


def _code(request: HttpRequest, row: TestRound, typed: Typed, *, status: int = 200) -> HttpResponse:
    context = {
        "token": row.token,
        "moment": MOMENTS[row.moment],
        "code": typed.said.get("code", ""),
        "error": next(iter(typed.wrong.values()), ""),
        "model_not_adopted": not row.form_a.content["adopted"],
    }
    return render(request, "training/test_code.html", context, status=status)


def _questions(request: HttpRequest, row: TestRound, code: str, typed: Typed, *, status: int = 200) -> HttpResponse:
    form = _form(row, code)
    found = answering.questions(form.content["items"], code, typed)
    context = {
        "token": row.token,
        "moment": MOMENTS[row.moment],
        "code": code,
        "shown_code": codes.shown(code),
        "questions": found,
        "gaps": "gaps" in typed.wrong,
        "errors": typed.errors({one["name"]: one["name"] for one in found}),
        "model_not_adopted": not form.content["adopted"],
    }
    return render(request, "training/test.html", context, status=status)
