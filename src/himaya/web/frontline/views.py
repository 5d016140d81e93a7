"""The pages of the first line. GET shows what is the same for everybody; what somebody answered travels by POST."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from himaya.instruments import queries
from himaya.kernel import clock
from himaya.web.frontline import asking, carrying, kinds, lists, papers, positions, refusing, result, standing, token
from himaya.web.frontline.handover import flow
from himaya.web.frontline.kinds import Kind, kind_of
from himaya.web.frontline.sheet import CHILD, PERSON, SITE, Sheet
from himaya.web.middleware import actor_of


@require_GET
def who(request: HttpRequest) -> HttpResponse:
    """Choose who you are."""
    shown = {"kinds": kinds.KINDS.values(), "model_not_adopted": queries.has_models("first-line-")}
    return render(request, "frontline/who.html", shown)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def sheet(request: HttpRequest, kind: str) -> HttpResponse:
    """One address for the whole sheet: before question 1 by GET, every page after it by POST."""
    found = kind_of(kind)
    if request.method == "GET":
        return _opening(request, found)
    here = request.POST.get("here", "")
    if here == "opening":
        return _begin(request, found)
    try:
        taken = carrying.taken(request)
        if taken.kind != found.slug:
            raise token.Unusable(expired=False)
        return _go(request, taken, here)
    except token.Unusable as fault:
        return carrying.lost(request, fault)


def _opening(request: HttpRequest, kind: Kind) -> HttpResponse:
    actor = actor_of(request)
    context = {
        **standing.of(queries.in_force(kind.instrument(PERSON), desk_id=actor.desk_id), actor),
        "kind": kind,
        "position": positions.position(kind.slug, PERSON),
        "child_position": positions.position(kind.slug, CHILD),
        "regions": lists.region_items(),
        "has_sites": SITE in kind.abouts(),
        "card": kind.instrument(PERSON).removeprefix("first-line-"),
    }
    return render(request, "frontline/opening.html", context)


def _begin(request: HttpRequest, kind: Kind) -> HttpResponse:
    about = request.POST.get("about", PERSON)
    about = about if about in kind.abouts() else PERSON
    fresh = Sheet.new(
        kind=kind.slug,
        about=about,
        # A desk that tries a version gets that one; whoever is not signed in sits at no desk.
        version_id=queries.in_force(kind.instrument(about), desk_id=actor_of(request).desk_id).pk,
        region=lists.a_region(request.POST.get("region", "")),
        now=int(clock.now().timestamp()),
    )
    return asking.show(request, fresh)


def _go(request: HttpRequest, taken: Sheet, here: str) -> HttpResponse:
    """From the page `here`, by the button `go`; a language button shows the same page again."""
    if here == asking.HERE:
        return asking.take(request, taken)
    pages = {
        result.HERE: result.show,
        result.PRINT: result.paper,
        refusing.HERE: refusing.show,
        papers.WAY_BACK: papers.way_back,
    }
    if carrying.language_asked(request):
        return pages.get(here, result.show)(request, taken)
    ways = {
        "change": asking.show,
        "result": result.show,
        "print": result.paper,
        "refuse": refusing.show,
        "confirm": refusing.confirm,
        "way_back": papers.way_back,
    }
    return ways.get(request.POST.get("go", ""), result.show)(request, taken)


@require_GET
def refused(request: HttpRequest, kind: str) -> HttpResponse:
    """The count is written; nothing else is left."""
    return refusing.done(request, kind)


@require_GET
def card(request: HttpRequest, form: str) -> HttpResponse:
    """The blank form on paper: one side of A5, printable, nothing to send."""
    return papers.blank(request, form)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def hand_over(request: HttpRequest) -> HttpResponse:
    """From the result to another desk; signing in on the way."""
    if request.method == "GET":
        return redirect("frontline:who")
    try:
        return flow.post(request, carrying.taken(request))
    except token.Unusable as fault:
        return carrying.lost(request, fault)


@require_GET
def noted(request: HttpRequest) -> HttpResponse:
    """A missing service was counted; nothing else is left."""
    return render(request, "frontline/noted.html")


def continue_with(request: HttpRequest, carry: str) -> HttpResponse:
    """After signing in: the hand-over goes on with the sheet that the sign-in page carried."""
    try:
        return flow.begin(request, carrying.taken(request, carry))
    except token.Unusable as fault:
        return carrying.lost(request, fault)
