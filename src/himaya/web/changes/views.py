"""The releases that a desk should know, and one of them: each changed question before and after, word by word."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from himaya.coordination import policy_releases, release_clock, states
from himaya.coordination.actions import release_pilots, reviews
from himaya.coordination.queries import releases as queries
from himaya.coordination.queries.releases import DeskChange, DeskRelease
from himaya.coordination.words_releases import CLASSES, WHAT
from himaya.institutions.models import Desk
from himaya.kernel import languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid, Refusal
from himaya.kernel.unit import log_refusal
from himaya.web.middleware import actor_of

type View[**P] = Callable[Concatenate[HttpRequest, Actor, Desk, P], HttpResponse]
LONGEST = 10_000
NO_KIND = gettext_lazy("Say whether the desk found harm.")
# Said before anything is looked up to a role that never does this.
CHECKS: dict[str, Callable[[Actor], None]] = {
    "acknowledge": policy_releases.check_acknowledges,
    "find": policy_releases.check_finds,
}
FIELDS = {"harmful": "harmful"}


@dataclass(frozen=True, slots=True)
class Shown:
    """One clause in the page's language and in the others, with the words for what happened to it."""

    change: DeskChange
    what: str | Promise
    code: str
    before: str
    after: str
    choices_before: str
    choices_after: str
    others: tuple[tuple[str, str, str], ...]


def at_a_desk[**P](view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Hand the actor and the desk to the view; others sign in first."""

    @wraps(view)
    def checked(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        actor = actor_of(request)
        if not actor.is_known:
            return redirect_to_login(request.get_full_path(), "account:sign_in")
        desk = Desk.objects.select_related("institution").filter(pk=actor.desk_id).first()
        if desk is None:
            raise NotFound
        return view(request, actor, desk, *args, **kwargs)

    return checked


@require_safe
@at_a_desk
def listed(request: HttpRequest, actor: Actor, desk: Desk) -> HttpResponse:
    """Everything that changes for this desk, what it must do first."""
    found = queries.changes_for(desk)
    context = {"headline": _headline(found), "found": found, "desk": desk, "fast": _fast()}
    return render(request, "changes/list.html", context)


@require_http_methods(["GET", "POST"])
@at_a_desk
def one(request: HttpRequest, actor: Actor, desk: Desk, release_id: UUID) -> HttpResponse:
    """One release for this desk. A POST acknowledges it, or says what the desk found in its pilot."""
    if request.method != "POST":
        return _page(request, actor, desk, _one(desk, release_id))
    check = CHECKS.get(request.POST.get("do", ""))
    if check is not None:
        check(actor)
    found = _one(desk, release_id)
    typed = {name: request.POST.get(name, "").replace("\0", "")[:LONGEST] for name in ("do", "finding", "harmful")}
    try:
        done = _do(actor, desk, found, typed)
    except (NotValid, NotNow) as refusal:
        log_refusal(refusal, by=actor, where="changes:one")
        return _page(request, actor, desk, _one(desk, release_id, found), typed, refusal)
    messages.success(request, done)
    still = any(row.release.pk == release_id for row in queries.changes_for(desk))
    return redirect("changes:one", release_id=release_id) if still else redirect("changes:all")


def _one(desk: Desk, release_id: UUID, instead: DeskRelease | None = None) -> DeskRelease:
    found = next((row for row in queries.changes_for(desk) if row.release.pk == release_id), instead)
    if found is None:
        raise NotFound
    return found


def _do(actor: Actor, desk: Desk, found: DeskRelease, typed: dict[str, str]) -> str:
    if typed["do"] == "acknowledge":
        reviews.acknowledge_training(release_id=found.release.pk, institution_id=desk.institution_id, by=actor)
        return _("Noted: your institution has acknowledged it.")
    if typed["do"] != "find":
        raise NotFound
    if typed["harmful"] not in ("yes", "no"):
        raise NotValid(NO_KIND, code="harmful")
    release_pilots.record_finding(
        release_id=found.release.pk,
        desk_id=desk.pk,
        finding=typed["finding"],
        harmful=typed["harmful"] == "yes",
        by=actor,
    )
    return _("Noted what your desk found. Thank you.")


def _page(
    request: HttpRequest,
    actor: Actor,
    desk: Desk,
    found: DeskRelease,
    typed: dict[str, str] | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    beside = isinstance(refusal, NotValid)
    wrong = {FIELDS.get(refusal.code, "finding"): refusal.sentence} if refusal is not None and beside else {}
    tries = found.pilot is not None and found.pilot.found_on is None and found.release.gate == states.PILOT
    context: dict[str, Any] = {
        "found": found,
        "row": found.release,
        "desk": desk,
        "fast": _fast(),
        "headline": _title(found),
        "weight": CLASSES[_weight(found)],
        "changes": [_shown(one) for one in found.changes],
        "tries": tries,
        "may_find": tries and actor.has(*policy_releases.FINDERS),
        "may_acknowledge": found.owed and policy_releases.speaks_for_training(actor, desk.institution_id),
        "typed": typed or {},
        "wrong": wrong,
        "told": refusal.sentence if refusal is not None and not beside else "",
        "errors": [{"id": name, "sentence": said} for name, said in wrong.items()],
    }
    return render(request, "changes/one.html", context, status=refusal.status if refusal is not None else 200)


def _shown(change: DeskChange) -> Shown:
    code = languages.current()
    rest = [other for other in languages.CODES if other != code]
    return Shown(
        change=change,
        what=WHAT.get(change.what, change.what),
        code=code,
        before=change.before.get(code, ""),
        after=change.after.get(code, ""),
        choices_before=_listed(change.choices_before, code),
        choices_after=_listed(change.choices_after, code),
        others=tuple((other, change.before.get(other, ""), change.after.get(other, "")) for other in rest),
    )


def _listed(choices: queries.Choices, code: str) -> str:
    return "\n".join(one.get(code, "") for one in choices)


def _weight(found: DeskRelease) -> str:
    return max((one.weight for one in found.changes), key=states.CHANGE_CLASSES.index, default=states.EDITORIAL)


def _headline(found: list[DeskRelease]) -> str:
    if not found:
        return _("Nothing changes for your desk")
    said = ngettext("%(n)d change concerns your desk", "%(n)d changes concern your desk", len(found))
    return said % {"n": len(found)}


def _title(found: DeskRelease) -> str:
    if found.release.state == states.SCHEDULED:
        return _("What changes for you soon")
    if found.release.state == states.LIVE:
        return _("What has changed for you")
    if found.pilot is not None and found.release.gate == states.PILOT:
        return _("Your desk tries this before the others")
    return _("What will change for you")


def _fast() -> str | Promise:
    return release_clock.FAST if release_clock.is_fast() else ""
