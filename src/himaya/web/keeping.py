"""How a file is kept and how it is erased: the pages that the desk and the data protection officer have in common.

Each entrance gives its own addresses; what somebody may do is asked of the policy. Nothing sealed is opened here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from himaya.cases import policy_retention as policy
from himaya.cases import queries_grants
from himaya.cases import queries_retention as queries
from himaya.cases import words_retention as words
from himaya.cases.actions import erasures, exclusions, holds, retention
from himaya.cases.models import Case, Erasure
from himaya.cases.models_retention import TOLD_ELSEWHERE
from himaya.cases.retention_content import schedule
from himaya.cases.words import CONFLICTS
from himaya.kernel import clock, days, proof
from himaya.kernel.actor import Actor
from himaya.kernel.belongings import ALL, IDENTITY, unspoken
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.unit import log_refusal

LAST = 50


@dataclass(frozen=True)
class Places:
    """The names of an entrance's addresses: the list, a file, an erasure, its certificate."""

    home: str
    file: str
    erasure: str
    certificate: str


@dataclass(frozen=True)
class Item:
    """One thing to choose."""

    value: str
    label: str


def _items(words_of: Mapping[str, Promise]) -> list[Item]:
    return [Item(code, str(word)) for code, word in words_of.items()]


def home(request: HttpRequest, actor: Actor, places: Places) -> HttpResponse:
    """What waits for a second person, which open files nobody used, what was erased, and the periods."""
    policy.acts_as(actor)
    context = {
        "places": places,
        "requests": [_line(row) for row in queries.requests(actor)[:LAST]],
        "done": [_line(row) for row in queries.done(actor)[:LAST]],
        "idle": queries.idle_cases(actor)[:LAST],
        "schedule": schedule(),
        "officer": policy.oversees(actor),
    }
    return render(request, "keeping/home.html", context)


def file(request: HttpRequest, actor: Actor, case_id: UUID, places: Places) -> HttpResponse:
    """One file: until when it is kept, what an erasure takes and leaves, the hold. A POST does one thing."""
    case = policy.case_of(actor, case_id)
    if request.method != "POST":
        return _file(request, actor, case_id, places)
    do = request.POST.get("do", "")
    try:
        done = _do_to_file(request, actor, case.pk, do)
    except NotValid as refusal:
        return _file(request, actor, case_id, places, {"wrong": {do: refusal.sentence}}, status=refusal.status)
    except NotNow as refusal:
        log_refusal(refusal, by=actor, where=places.file)
        return _file(request, actor, case_id, places, {"told": refusal.sentence}, status=refusal.status)
    messages.success(request, done)
    # For whoever named themself the file no longer exists.
    return redirect(places.home) if do == "exclude_me" else redirect(places.file, case_id=case_id)


def _do_to_file(request: HttpRequest, actor: Actor, case_id: UUID, do: str) -> str:
    post = request.POST
    if do == "ask":
        erasures.ask(case_id=case_id, scope=post.get("scope", ""), ground=post.get("ground", ""), by=actor)
        return _("Asked for. Nothing is erased before the second person has decided.")
    if do == "place":
        holds.place(case_id=case_id, ground=post.get("hold", ""), until=_day(post.get("until", "")), by=actor)
        return _("The legal hold stands. Nothing of this file is erased until it is lifted.")
    if do == "lift":
        proof.check_recent(actor)
        holds.lift(case_id=case_id, reason=post.get("reason", ""), by=actor)
        return _("The legal hold is lifted. Periods count again.")
    if do == "keep":
        retention.keep(case_id=case_id, by=actor)
        return _("Noted. You are asked again after the same period.")
    if do == "exclude_me":
        exclusions.add(case_id=case_id, account_id=policy.account_of(actor), reason=post.get("conflict", ""), by=actor)
        return _("Noted. This file no longer exists for you; your colleagues go on with it.")
    if do == "let_back":
        exclusions.lift(case_id=case_id, exclusion_id=_number(post.get("exclusion", "")), by=actor)
        return _("Lifted. Accesses that had ended stay ended.")
    raise NotValid(_("Choose what to do."), code="nothing_chosen")


def _number(typed: str) -> UUID:
    try:
        return UUID(typed)
    except ValueError:
        raise NotFound from None


def _day(typed: str) -> date | None:
    try:
        return days.typed(typed)
    except ValueError:
        return None


def _file(
    request: HttpRequest,
    actor: Actor,
    case_id: UUID,
    places: Places,
    more: Mapping[str, Any] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    case = policy.case_of(actor, case_id)
    kept, seen = queries.keeping(case), queries.preview(case.person_id, desk_id=case.desk_id)
    wrong = (more or {}).get("wrong", {})
    context = {
        "places": places,
        "kept": kept,
        "seen": seen,
        "scopes": [_scope(seen, scope) for scope in (IDENTITY, ALL)],
        "hold_ground": words.HOLD_GROUNDS.get(kept.hold.ground, "") if kept.hold else "",
        "hold_late": kept.hold is not None and kept.hold.until < clock.today(),
        "request_line": _line(kept.request) if kept.request else None,
        "grounds": _items(words.GROUNDS),
        "hold_grounds": _items(words.HOLD_GROUNDS),
        "lift_reasons": _items(words.LIFT_REASONS),
        "may_hold": policy.may_hold(actor),
        "officer": policy.oversees(actor),
        "kept_out": _kept_out(actor, case),
        "conflicts": _items(CONFLICTS),
        "typed": request.POST,
        "errors": [{"id": f"do-{do}", "sentence": sentence} for do, sentence in wrong.items()],
        "schedule": schedule(),
        "today": clock.today(),
        **(more or {}),
    }
    return render(request, "keeping/file.html", context, status=status)


def _kept_out(actor: Actor, case: Case) -> list[dict[str, Any]]:
    """For an officer: who is kept from the file. Outside their institution a worker has no name (do-no-harm 5)."""
    if not policy.oversees(actor):
        return []
    named = case.institution_id == actor.institution_id
    return [
        {"row": row, "name": row.account.username if named else "", "conflict": CONFLICTS.get(row.reason, "")}
        for row in queries_grants.exclusions(case)
    ]


def _scope(seen: queries.Preview, scope: str) -> dict[str, Any]:
    named = words.WHAT_NAMES if scope == IDENTITY else words.WHAT
    return {
        "value": scope,
        "label": words.SCOPES[scope],
        "goes": [(named[what], number) for what, number in seen.goes[scope].items()],
        "left": [(words.WHAT[what], number) for what, number in seen.left[scope].items()],
        "closes": seen.closes if scope == IDENTITY else 0,
        "against": seen.against.get(scope, ""),
    }


def erasure(request: HttpRequest, actor: Actor, erasure_id: UUID, places: Places) -> HttpResponse:
    """One erasure: before it, what goes and what stays; a POST decides it; after it, what went and until when."""
    row = queries.one(actor, erasure_id)
    if request.method != "POST":
        return _erasure(request, actor, row, places)
    try:
        done = _decide(request, actor, row)
    except NotValid as refusal:
        return _erasure(request, actor, row, places, {"wrong": refusal.sentence}, status=refusal.status)
    except NotNow as refusal:
        log_refusal(refusal, by=actor, where=places.erasure)
        row = queries.one(actor, erasure_id)
        return _erasure(request, actor, row, places, {"told": refusal.sentence}, status=refusal.status)
    messages.success(request, done)
    return redirect(places.erasure, erasure_id=row.pk)


def _decide(request: HttpRequest, actor: Actor, row: Erasure) -> str:
    do = request.POST.get("do", "")
    if do == "confirm":
        if request.POST.get("sure") != "yes":
            raise NotValid(_("Tick that you know that there is no way back."), code="not_sure")
        proof.check_recent(actor)
        others_asked = request.POST.get("others_asked") == "yes"
        erasures.confirm(erasure_id=row.pk, others_asked=others_asked, by=actor)
        erasures.settle_or_say()
        return _("Erased. The certificate says what went, and until when backups still hold it.")
    if do == "decline":
        erasures.decline(erasure_id=row.pk, reason=request.POST.get("reason", ""), by=actor)
        return _("Declined. Nothing was erased.")
    if do == "take_back":
        erasures.take_back(erasure_id=row.pk, by=actor)
        return _("Taken back. Nothing was erased.")
    raise NotValid(_("Choose what to do."), code="nothing_chosen")


def _erasure(
    request: HttpRequest,
    actor: Actor,
    row: Erasure,
    places: Places,
    more: Mapping[str, Any] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    seen = queries.preview(row.person_id, desk_id=row.desk_id) if row.state == "asked" else None
    context = {
        "places": places,
        "line": _line(row),
        "row": row,
        "seen": seen,
        "scope": _scope(seen, row.scope) if seen else None,
        "went": _went(row),
        "told_elsewhere": row.counts.get(TOLD_ELSEWHERE, 0),
        "may_decide": row.state == "asked" and policy.may_decide(actor, row),
        "may_take_back": row.state == "asked" and row.asked_as == policy.acts_as(actor),
        "decline_reasons": _items(words.DECLINE_REASONS),
        "reason": {**words.ALL_GROUNDS, **words.DECLINE_REASONS}.get(row.reason, ""),
        "typed": request.POST,
        **(more or {}),
    }
    return render(request, "keeping/erasure.html", context, status=status)


def certificate(request: HttpRequest, actor: Actor, erasure_id: UUID, places: Places) -> HttpResponse:
    """The certificate on paper: two days, what went, what stays, and the signed lines below."""
    row = queries.one(actor, erasure_id)
    if not row.certificate:
        raise NotNow(_("There is no certificate yet. It is made when the erasure has reached the files; look again."))
    context = {"places": places, "row": row, "line": _line(row), "went": _went(row)}
    return render(request, "keeping/certificate.html", context)


def _went(row: Erasure) -> list[tuple[Promise, int]]:
    named = words.WHAT_NAMES if row.scope == IDENTITY else words.WHAT
    # Erased before some kinds were no longer counted, a row may still hold their numbers.
    return [(named[what], n) for what, n in sorted(row.counts.items()) if what in named and what not in unspoken()]


def _line(row: Erasure) -> dict[str, Any]:
    return {
        "row": row,
        "scope": words.SCOPES[row.scope],
        "ground": words.ALL_GROUNDS.get(row.ground, ""),
        "state": words.STATES[row.state],
        "asked_as": words.ASKED_AS[row.asked_as],
        "late": row.gone_on is None and row.gone_by is not None and row.gone_by < clock.today(),
    }
