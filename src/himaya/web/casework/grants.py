"""Who sees a case: the list of accesses, giving and ending one, and keeping somebody out for a conflict of interest."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from himaya.cases import policy, policy_compartments, queries, queries_grants, rules_grants, words, words_compartments
from himaya.cases.access import held_case
from himaya.cases.actions import exclusions, grants
from himaya.cases.models import Case, Grant
from himaya.kernel import clock, days
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid, Refusal
from himaya.kernel.unit import log_refusal
from himaya.web.casework import rows
from himaya.web.casework.gate import at_a_desk
from himaya.web.casework.labels import Item
from himaya.web.methods import require_POST

# Where a refusal is shown: the id of the field on the page; lists of choices have another id than their name. A refusal
# that is about no field stands at the top alone.
_PLACES = {
    "whom": "to",
    "granted": "to",
    "kind": "grant-kind",
    "level": "grant-level",
    "sections": "grant-sections",
    **{name: name for name in ("until", "reason", "excluded", "conflict")},
}


@dataclass
class Typed:
    """What stands in the two forms; `wrong` has a sentence for each field that needs another look."""

    to: str = ""
    kind: str = rules_grants.TEAM
    level: str = rules_grants.SUMMARY
    sections: list[str] = field(default_factory=list)
    until: str = ""
    reason: str = ""
    excluded: str = ""
    conflict: str = ""
    wrong: dict[str, str] = field(default_factory=dict)


@require_GET
@at_a_desk
def shared(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Cases of other desks that are open to this actor or this desk for a time."""
    page = rows.paged(queries.shared_cases(actor), request)
    apart = [(row, words_compartments.KINDS[row.kind]) for row in policy_compartments.let_into(actor)]
    return render(request, "casework/shared.html", {"page": page, "lines": page.object_list, "apart": apart})


@require_GET
@at_a_desk
def of_institution(request: HttpRequest, actor: Actor) -> HttpResponse:
    """For the lead of a desk: which files the institution holds, at which desk, since when. Nothing leads into them."""
    policy.check_supervises(actor)
    page = rows.paged(queries.institution_cases(actor), request)
    return render(request, "casework/institution.html", {"page": page, "lines": page.object_list})


@require_http_methods(["GET", "POST"])
@at_a_desk
def of_case(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """Who sees a case, for the desk that holds it; a POST by its lead gives an access."""
    case = held_case(actor, case_id)
    if request.method != "POST":
        return _page(request, actor, case, Typed(until=(clock.today() + timedelta(days=30)).isoformat()))
    policy.check_leads(actor, case)
    typed = _typed(request.POST)
    if (until := _day(typed.until)) is None:
        typed.wrong["until"] = _("Choose the day, the month and the year.")
        return _page(request, actor, case, typed, status=NotValid.status)
    try:
        grants.give(
            case_id=case_id,
            to=typed.to,
            kind=typed.kind,
            level=typed.level,
            sections=typed.sections,
            until=until,
            reason=typed.reason,
            by=actor,
        )
    except (NotValid, NotNow) as refusal:
        return _refused(request, actor, case, typed, refusal, where="casework:grants")
    messages.success(request, _("They see this file from now on, until the day you chose or until you end it."))
    return redirect("casework:grants", case_id=case_id)


@require_POST
@at_a_desk
def end(request: HttpRequest, actor: Actor, case_id: UUID, grant_id: UUID) -> HttpResponse:
    """End an access at once."""
    try:
        grants.end(case_id=case_id, grant_id=grant_id, by=actor)
    except NotNow as refusal:
        return _refused(request, actor, held_case(actor, case_id), Typed(), refusal, where="casework:end_grant")
    messages.success(request, _("Ended. They no longer see this file."))
    return redirect("casework:grants", case_id=case_id)


@require_POST
@at_a_desk
def exclude(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """Keep a colleague, or oneself, from a case."""
    case = held_case(actor, case_id)
    typed = _typed(request.POST)
    account_id = actor.account_id if typed.excluded == "me" else _uuid(typed.excluded)
    if account_id is None:
        typed.wrong["excluded"] = _("Choose whom a conflict of interest keeps from this file.")
        return _page(request, actor, case, typed, status=NotValid.status)
    try:
        exclusions.add(case_id=case_id, account_id=account_id, reason=typed.conflict, by=actor)
    except (NotValid, NotNow) as refusal:
        return _refused(request, actor, case, typed, refusal, where="casework:exclude")
    if account_id == actor.account_id:
        messages.success(request, _("Noted. This file no longer exists for you; your colleagues go on with it."))
        return redirect("casework:cases")
    messages.success(request, _("Noted. For them this file no longer exists."))
    return redirect("casework:grants", case_id=case_id)


@require_POST
@at_a_desk
def lift(request: HttpRequest, actor: Actor, case_id: UUID, exclusion_id: UUID) -> HttpResponse:
    """Let somebody back who was kept from a case."""
    try:
        exclusions.lift(case_id=case_id, exclusion_id=exclusion_id, by=actor)
    except NotNow as refusal:
        return _refused(request, actor, held_case(actor, case_id), Typed(), refusal, where="casework:lift")
    messages.success(request, _("Lifted. Accesses that had ended stay ended."))
    return redirect("casework:grants", case_id=case_id)


def _typed(post: QueryDict) -> Typed:
    def said(name: str) -> str:
        return post.get(name, "").strip()[:80]

    return Typed(
        to=said("to"),
        kind=said("kind"),
        level=said("level"),
        until=said("until"),
        reason=said("reason"),
        sections=post.getlist("sections")[:4],
        excluded=said("excluded"),
        conflict=said("conflict"),
    )


def _day(typed: str) -> date | None:
    try:
        return days.typed(typed)
    except ValueError:
        return None


def _uuid(typed: str) -> UUID | None:
    try:
        return UUID(typed)
    except ValueError:
        return None


def _refused(
    request: HttpRequest, actor: Actor, case: Case, typed: Typed, refusal: Refusal, *, where: str
) -> HttpResponse:
    log_refusal(refusal, by=actor, where=where)
    typed.wrong = {refusal.code: str(refusal.sentence)}
    return _page(request, actor, case, typed, status=refusal.status)


def _page(request: HttpRequest, actor: Actor, case: Case, typed: Typed, *, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {
        "case": case,
        "typed": typed,
        "wrong": typed.wrong,
        "whom_wrong": typed.wrong.get("whom") or typed.wrong.get("granted"),
        "errors": [{"id": _PLACES.get(name, ""), "sentence": said} for name, said in typed.wrong.items()],
        "leads": policy.leads(actor, case),
        "accesses": [_line(row) for row in queries_grants.accesses(case)],
        "exclusions": [(row, words.CONFLICTS.get(row.reason, "")) for row in queries_grants.exclusions(case)],
        **_choices(actor, case),
    }
    return render(request, "casework/grants.html", context, status=status)


def _line(row: Grant) -> Mapping[str, Any]:
    parts = [str(words.SECTIONS[one]) for one in row.sections if one in words.SECTIONS]
    return {
        "row": row,
        "kind": words.GRANT_KINDS.get(row.kind, ""),
        "level": " · ".join(parts) if parts else words.LEVELS.get(row.level, ""),
        "reason": words.GRANT_REASONS.get(row.reason) or words.EMERGENCY_REASONS.get(row.reason, ""),
        "until": row.expires_at.astimezone(clock.here()) if row.expires_at else None,
    }


def _choices(actor: Actor, case: Case) -> Mapping[str, Any]:
    desks = queries_grants.desks_to_let_in(actor, case)
    colleagues = queries_grants.accounts_to_let_in(actor)
    myself = Item("me", _("Myself"))
    others = [Item(str(one.pk), one.username) for one in colleagues] if policy.leads(actor, case) else []
    return {
        "whom": [
            *(Item(f"account:{one.pk}", one.username, _("colleague")) for one in colleagues),
            *(Item(f"desk:{one.pk}", one.name, one.institution.name) for one in desks),
        ],
        "kinds": [Item(code, str(words.GRANT_KINDS[code])) for code in rules_grants.GIVEN],
        "levels": [Item(code, str(words.LEVELS[code])) for code in rules_grants.LEVELS],
        "sections": [Item(code, str(words.SECTIONS[code])) for code in rules_grants.SECTIONS],
        "reasons": [Item(code, str(words.GRANT_REASONS[code])) for code in rules_grants.REASONS],
        "excludable": [myself, *others],
        "conflicts": [Item(code, str(words.CONFLICTS[code])) for code in rules_grants.EXCLUSION_REASONS],
    }
