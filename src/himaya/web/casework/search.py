"""Finding again: by reference, or by identity inside one's institution. Reasons come back, names never do."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from himaya.cases import queries
from himaya.institutions.models import Desk
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotPermitted, NotValid
from himaya.kernel.ids import tidy_reference
from himaya.kernel.unit import log_refusal
from himaya.persons.queries import Candidate, find_candidates
from himaya.web import throttle
from himaya.web.casework import rows
from himaya.web.casework.gate import at_a_desk
from himaya.web.casework.rows import CaseLine

OLDEST = 120
LONGEST = 120


@dataclass(frozen=True, slots=True)
class Match:
    """Why somebody may be the person looked for, and where to go on: a case of this desk, or a desk to ask."""

    reasons: tuple[str, ...]
    cases: list[CaseLine]
    desks: list[Desk]


@sensitive_post_parameters("name", "birth_year", "document", "reference")
@require_http_methods(["GET", "POST"])
@at_a_desk
def search(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Always a POST, so that nothing typed here stands in an address or a log."""
    if request.method != "POST":
        return render(request, "casework/search.html", {})
    if "reference" in request.POST:
        return _by_reference(request, actor)
    return _by_identity(request, actor)


def _by_reference(request: HttpRequest, actor: Actor) -> HttpResponse:
    typed = request.POST.get("reference", "").strip()[:40]
    if not tidy_reference(typed):
        return _again(
            request, {"reference": typed}, {"reference": _("A reference has eight characters, such as K7MR-2QXD.")}
        )
    try:
        throttle.check_misses(request, str(actor.account_id))
    except NotPermitted as refusal:
        log_refusal(refusal, by=actor, where="casework:search")
        return _again(request, {"reference": typed}, {"reference": str(refusal.sentence)}, status=refusal.status)
    case = queries.case_by_reference(actor, typed)
    if case is not None:
        return redirect("casework:case", case_id=case.pk)
    referral = queries.referral_by_reference(actor, typed)
    if referral is not None:
        return redirect("casework:referral", referral_id=referral.pk)
    throttle.missed(request, str(actor.account_id))
    log_refusal(NotFound(code="no_such_reference"), by=actor, where="casework:search")
    nothing = _("No file of this desk has this reference, or it is not open to you.")
    return _again(request, {"reference": typed}, {"reference": nothing}, status=404)


def _by_identity(request: HttpRequest, actor: Actor) -> HttpResponse:
    typed = {name: request.POST.get(name, "").strip()[:LONGEST] for name in ("name", "birth_year", "document")}
    wrong = {}
    if not typed["name"] and not typed["document"]:
        wrong["name"] = _("Write a name or the number of a document.")
    year = _year(typed["birth_year"])
    if typed["birth_year"] and year is None:
        wrong["birth_year"] = _("Write the year with four digits, such as 1998.")
    if wrong:
        return _again(request, typed, wrong)
    found = find_candidates(name=typed["name"], birth_year=year, document=typed["document"], by=actor)
    hidden = queries.kept_from(actor)
    matches = [_match(actor, one) for one in found if hidden.isdisjoint((one.person_id, *one.also))]
    context = {"typed": typed, "searched": True, "matches": matches}
    return render(request, "casework/search.html", context)


def _year(typed: str) -> int | None:
    this_year = clock.today().year
    if not (typed.isascii() and typed.isdecimal()) or not this_year - OLDEST <= int(typed) <= this_year:
        return None
    return int(typed)


def _match(actor: Actor, candidate: Candidate) -> Match:
    """The files of everybody who was said to be this person: no more of each than a search for them alone shows."""
    people = (candidate.person_id, *candidate.also)
    cases = [case for one in people for case in queries.cases_of_person(actor, one)]
    elsewhere = {desk for one in people for desk in queries.desks_that_hold(actor, one).exclude(pk=actor.desk_id)}
    return Match(candidate.reasons, rows.cases(cases), sorted(elsewhere, key=lambda desk: desk.pk))


def _again(
    request: HttpRequest, typed: dict[str, str], wrong: dict[str, str], *, status: int = NotValid.status
) -> HttpResponse:
    context: dict[str, Any] = {
        "typed": typed,
        "wrong": wrong,
        "errors": [{"id": name, "sentence": sentence} for name, sentence in wrong.items()],
    }
    return render(request, "casework/search.html", context, status=status)
