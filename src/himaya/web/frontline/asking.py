"""The question screens: one group of lines a page, back and on, nothing kept."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from himaya.web import questions
from himaya.web.frontline import carrying, result, screening
from himaya.web.frontline.carrying import language_asked
from himaya.web.frontline.handover.step import Problem
from himaya.web.frontline.sheet import Sheet

HERE = "ask"


def show(request: HttpRequest, sheet: Sheet, *, problems: tuple[Problem, ...] = (), status: int = 200) -> HttpResponse:
    """The screen the sheet is at."""
    carrying.speak(request)
    form = screening.form_of(sheet)
    screens = questions.screens_of(form, sheet.answers)
    at = min(max(sheet.screen, 0), len(screens) - 1)
    sheet = sheet.at(at)
    asked = questions.asked_on(screens[at])
    return carrying.page(
        request,
        "ask.html",
        sheet,
        here=HERE,
        status=status,
        screen=screens[at],
        asked=asked,
        prompts=any(one.question.prompt for one in asked),
        number=at + 1,
        count=len(screens),
        first=at == 0,
        last=at == len(screens) - 1,
        problems=problems,
    )


def take(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """Take the answers of this screen in, then go where the button says."""
    form = screening.form_of(sheet)
    screens = questions.screens_of(form, sheet.answers)
    at = min(max(sheet.screen, 0), len(screens) - 1)
    # A line opened by an answer on the same screen was not on the page that was filled in; it is asked on the way back.
    answers, strange = questions.taken_in(request.POST, screens[at])
    sheet = sheet.at(at).answered(answers)
    if strange:
        sentence = _("This answer is not one of those offered. Choose again.")
        return show(request, sheet, problems=tuple(Problem(f"q-{q.key}", sentence) for q in strange), status=422)
    go = request.POST.get("go", "")
    if language_asked(request):
        return show(request, sheet)
    if go == "back":
        return show(request, sheet.at(at - 1))
    if go == "result" or at == len(screens) - 1:
        return result.show(request, sheet)
    return show(request, sheet.at(at + 1))
