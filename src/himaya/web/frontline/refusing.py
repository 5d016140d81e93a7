"""The person refuses: three taps, no reason asked, and afterwards only a count (do-no-harm 1).

A child cannot be "refused": what protects them goes on without their yes, and their no goes along as a wish (6).
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from himaya.cases.actions import screenings
from himaya.kernel.actor import NOBODY
from himaya.web.frontline import carrying, kinds, result, screening
from himaya.web.frontline.sheet import CHILD, Sheet

HERE = "refuse"


def show(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """Tap 1: what to say, and the way back to give; of a child, what goes on and the way into the child circuit."""
    carrying.speak(request)
    shown = result.pieces(request, sheet)
    template = "child_no.html" if shown["child"] else "refuse.html"
    return carrying.page(request, template, sheet, here=HERE, enter="result", **shown)


def confirm(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """Tap 2: the sheet is let go, and one count is written. It names nobody, so a signed-in worker is nobody too.

    Of a child it ends nothing, whoever asks for it.
    """
    if screening.outcome(screening.form_of(sheet), sheet).child:
        return show(request, sheet)
    audience = CHILD if sheet.about == CHILD else sheet.kind
    screenings.refuse(audience=audience, region=sheet.region, by=NOBODY)
    return redirect("frontline:refused", kind=sheet.kind)


def done(request: HttpRequest, kind: str) -> HttpResponse:
    """Tap 3 ends here: finish, or begin with somebody else."""
    return render(request, "frontline/refused.html", {"kind": kinds.kind_of(kind)})
