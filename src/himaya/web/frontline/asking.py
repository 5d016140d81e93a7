"""The question screens: one group of lines a page, back and on, nothing kept."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from himaya.web import questions
from himaya.web.frontline import carrying, result, screening, token
from himaya.web.frontline.carrying import language_asked
from himaya.web.frontline.handover.step import Problem
from himaya.web.frontline.sheet import Sheet

HERE = carrying.ASK


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
        keeps=True,
        status=status,
        screen=screens[at],
        asked=asked,
        address=request.POST.get("address", ""),
        prompts=any(one.question.prompt for one in asked),
        number=at + 1,
        count=len(screens),
        first=at == 0,
        last=at == len(screens) - 1,
        problems=problems,
    )


def taken_in(request: HttpRequest, sheet: Sheet) -> tuple[Sheet, list[str], bool]:
    """The sheet with the answers of its screen, the questions answered strangely, and whether it is the last screen."""
    screens = questions.screens_of(screening.form_of(sheet), sheet.answers)
    at = min(max(sheet.screen, 0), len(screens) - 1)
    # A line opened by an answer on the same screen was not on the page that was filled in; it is asked on the way back.
    answers, strange = questions.taken_in(request.POST, screens[at])
    return sheet.at(at).answered(answers), [one.key for one in strange], at == len(screens) - 1


def keep(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """What was just ticked, sealed anew for the page and its tab; the page itself stays as it is, unseen by anybody."""
    sheet, _strange, _last = taken_in(request, sheet)
    kept = token.seal_kept(sheet, carrying.browser_of(request))
    return JsonResponse({"sheet": token.seal(sheet), "kept": kept})


def take(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """Take the answers of this screen in, then go where the button says."""
    sheet, strange, last = taken_in(request, sheet)
    if strange:
        sentence = _("This answer is not one of those offered. Choose again.")
        return show(request, sheet, problems=tuple(Problem(f"q-{key}", sentence) for key in strange), status=422)
    go = request.POST.get("go", "")
    if language_asked(request):
        return show(request, sheet)
    if go == "back":
        return show(request, sheet.at(sheet.screen - 1))
    if go == "result" or last:
        return result.show(request, sheet)
    return show(request, sheet.at(sheet.screen + 1))
