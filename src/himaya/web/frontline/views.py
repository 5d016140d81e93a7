"""The pages of the first line. GET shows what is the same for everybody; what somebody answered travels by POST."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from himaya.instruments import queries
from himaya.kernel import clock
from himaya.web.frontline import asking, carrying, kinds, lists, papers, positions, refusing, result, standing, token
from himaya.web.frontline.handover import flow
from himaya.web.frontline.kinds import Kind, kind_of
from himaya.web.frontline.sheet import CHILD, PERSON, SITE, Sheet
from himaya.web.middleware import actor_of

KEPT, TO = "kept", "to"  # Fields of the script: what the tab kept, and the page that the browser goes back or on to.
PAGES = {
    result.HERE: result.show,
    result.PRINT: result.paper,
    refusing.HERE: refusing.show,
    papers.WAY_BACK: papers.way_back,
}


@require_GET
def who(request: HttpRequest) -> HttpResponse:
    """Choose who you are."""
    return _who(request)


def _who(request: HttpRequest) -> HttpResponse:
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
        if here == KEPT:
            return _again(request, found.slug)
        taken = carrying.taken(request)
        if taken.kind != found.slug:
            raise token.Unusable(expired=False)
        if TO in request.POST:
            return _to(request, taken, here)
        return _go(request, taken, here)
    except token.Unusable as fault:
        return carrying.lost(request, fault)


def _opening(request: HttpRequest, kind: Kind) -> HttpResponse:
    actor = actor_of(request)
    context = {
        **standing.of(queries.in_force(kind.instrument(PERSON), desk_id=actor.desk_id), actor),
        "kind": kind,
        "begins": True,
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


def _again(request: HttpRequest, kind: str | None = None) -> HttpResponse:
    """From what the browser's tab kept: the page they were at, or first whether they go on at all."""
    kept = request.POST.get(KEPT, "")
    sheet, age = token.unseal_kept(kept, carrying.browser_of(request))
    if kind is not None and sheet.kind != kind:
        raise token.Unusable(expired=False)
    at = request.POST.get("at", "")
    if age > token.ASKED_AFTER_SECONDS and request.POST.get("go") != "continue":
        return render(request, "frontline/still.html", {"kind": sheet.kind, "kept": kept, "at": at})
    return _page(request, sheet, at, anew=True)


def _to(request: HttpRequest, taken: Sheet, here: str) -> HttpResponse:
    """From the page `here` to one that the browser showed before or after it; what stands in its fields comes along."""
    sheet = asking.taken_in(request, taken)[0] if here == asking.HERE else flow.taken_in(request, taken)
    return _page(request, sheet, request.POST[TO])


def _page(request: HttpRequest, sheet: Sheet, place: str, *, anew: bool = False) -> HttpResponse:
    """The page that the browser calls `place`: of questions "ask." and its number, else its name.

    `anew`: the page was loaded again, and what was entered for a hand-over is not kept.
    """
    name, _dot, screen = place.partition(".")
    if name == asking.HERE:
        known = screen.isascii() and screen.isdigit() and len(screen) < 4
        return asking.show(request, sheet.at(int(screen)) if known else sheet)
    if (page := PAGES.get(name)) is not None:
        return page(request, sheet)
    return flow.at(request, sheet, name, anew=anew)


def _go(request: HttpRequest, taken: Sheet, here: str) -> HttpResponse:
    """From the page `here`, by the button `go`; a language button shows the same page again."""
    if here == asking.HERE:
        return (asking.keep if request.POST.get("go") == "keep" else asking.take)(request, taken)
    if carrying.language_asked(request):
        return PAGES.get(here, result.show)(request, taken)
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
    """From the result to another desk; signing in on the way. Loaded again it does not tell that anything was begun."""
    if request.method == "GET":
        return _who(request)
    try:
        if request.POST.get("here") == KEPT:
            return _again(request)
        taken = carrying.taken(request)
        return _to(request, taken, request.POST.get("here", "")) if TO in request.POST else flow.post(request, taken)
    except token.Unusable as fault:
        return carrying.lost(request, fault)


@require_GET
def sent(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """After a hand-over: what to tell the person, and where the answer will stand."""
    return flow.sent(request, referral_id)


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


def sign_in_with(request: HttpRequest, carry: str, *, error: object, username: str) -> HttpResponse | None:
    """The page of signing in again, with the sheet that it carried and why nobody came in; none without a sheet."""
    try:
        return flow.sign_in(request, carrying.taken(request, carry), error=error, username=username)
    except token.Unusable:
        return None
