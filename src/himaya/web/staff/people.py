"""The accounts that somebody may help, and one of them: where it sits, how its roles changed, a way back in."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from himaya.institutions import content, policy_accounts, queries_accounts, queries_qualifications, rules_resets, words
from himaya.institutions.models import Account, Membership, RoleChange
from himaya.kernel import languages
from himaya.kernel.actor import Actor
from himaya.web.gate import only
from himaya.web.staff import qualifications, showing

PAGE = 25


@require_safe
@only(policy_accounts.check_helps)
def every(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The accounts, and the resets that wait for a second person."""
    page = Paginator(queries_accounts.accounts(actor), PAGE).get_page(request.GET.get("page"))
    seats = queries_accounts.seats_of([one.pk for one in page.object_list])
    lines = [
        {
            "account": one,
            "closed": "" if one.is_active else words.ACCOUNT_CLOSED,
            "seats": [(row.desk, showing.roles(row.roles)) for row in seats[one.pk]],
        }
        for one in page.object_list
    ]
    waiting = [
        {"row": row, "reason": words.RESET_REASONS[row.reason]} for row in queries_accounts.resets_waiting(actor)
    ]
    context = {
        "page": page,
        "lines": lines,
        "waiting": waiting,
        "entered": [qualifications.line(row) for row in queries_qualifications.waiting(actor)],
        "ending": [qualifications.line(row) for row in queries_qualifications.ending_soon(actor)],
    }
    return render(request, "staff/accounts.html", context)


@require_safe
@only(policy_accounts.check_helps)
def one(request: HttpRequest, actor: Actor, account_id: UUID) -> HttpResponse:
    """One account."""
    return page_of(request, actor, queries_accounts.account(actor, account_id))


def page_of(
    request: HttpRequest, actor: Actor, account: Account, *, typed: dict[str, Any] | None = None, **more: Any
) -> HttpResponse:
    """The page of one account, keeping what was chosen; `wrong` holds a sentence per part of it."""
    seats = queries_accounts.seats_of([account.pk])[account.pk]
    sits = [{"desk": row.desk, "roles": showing.roles(row.roles)} for row in seats]
    wrong: dict[str, object] = more.pop("wrong", {})
    reset = queries_accounts.open_reset(account.pk)
    context = {
        "account": account,
        "seats": sits,
        "mine": actor.account_id == account.pk,
        "sets_roles": policy_accounts.sets_roles(actor),
        "desks": [
            {"value": one.pk, "label": one.name, "hint": one.institution.name}
            for one in queries_accounts.desks(account.pk)
        ],
        "roles": [
            {
                "value": row.id,
                "label": languages.pick(row.names.as_dict()),
                "hint": languages.pick(row.meaning.as_dict()),
            }
            for row in content.load_roles()
        ],
        "reasons": [{"value": code, "label": words.RESET_REASONS[code]} for code in rules_resets.REASONS],
        "changes": [_change(row) for row in queries_accounts.changes(account.pk)],
        **qualifications.lines(actor, account),
        "reset": reset,
        "closed": "" if account.is_active else words.ACCOUNT_CLOSED,
        "no_desk": "" if seats else words.RESET_NO_DESK,
        "reset_standing": words.RESET_STANDINGS[reset.state] if reset else "",
        "typed": {**_as_it_stands(seats), **(typed or {})},
        "wrong": wrong,
        "errors": [{"id": name, "sentence": sentence} for name, sentence in wrong.items()],
    }
    return render(request, "staff/account.html", context, status=more.get("status", 200))


def _as_it_stands(seats: list[Membership]) -> dict[str, Any]:
    """The form begins with what is held today: begun empty, somebody who adds a role would take all others away."""
    if len(seats) != 1:
        return {}
    return {"desk": seats[0].desk_id, "roles": seats[0].roles}


def _change(row: RoleChange) -> dict[str, Any]:
    return {
        "row": row,
        "given": showing.roles(row.given),
        "taken": showing.roles(row.taken),
        "opened": showing.opened(row.opened),
        "closed": showing.opened(row.closed),
    }
