"""What is open to an account, and what a change of its roles would open and close, before it is confirmed."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from himaya.institutions import accounts, policy_accounts, queries_accounts
from himaya.institutions.actions import roles
from himaya.institutions.models import Account
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.unit import log_refusal
from himaya.web.gate import only
from himaya.web.methods import require_POST
from himaya.web.staff import showing
from himaya.web.staff.opens import opens
from himaya.web.staff.people import page_of
from himaya.web.step_up import stepped_up

# Which part of the form a refusal is about.
FIELDS = {"desk_unknown": "desk"}


@require_safe
@only(policy_accounts.check_sets_roles)
def view_as(request: HttpRequest, actor: Actor, account_id: UUID) -> HttpResponse:
    """Which desks, roles, pages and actions are open to this account. No file is opened, nothing done in its name."""
    account = roles.view_as(account_id=account_id, by=actor)
    seats = [showing.seat(row) for row in queries_accounts.seats_of([account.pk])[account.pk]]
    return render(request, "staff/view.html", {"account": account, "seats": seats})


@require_POST
@only(policy_accounts.check_sets_roles)
@stepped_up()
def change(request: HttpRequest, actor: Actor, account_id: UUID) -> HttpResponse:
    """First the difference; with `sure`, the change as it was shown."""
    account = queries_accounts.account(actor, account_id)
    desk_id, chosen = request.POST.get("desk", ""), sorted(set(request.POST.getlist("roles")))
    try:
        policy_accounts.check_not_own(actor, account_id)
        if request.POST.get("sure") != "yes":
            return _difference(request, account, desk_id, chosen)
        roles.change(
            account_id=account_id,
            desk_id=desk_id,
            roles=chosen,
            seen=request.POST.getlist("seen"),
            opens=opens,
            by=actor,
        )
    except (NotValid, NotNow, NotFound, NotPermitted) as refusal:
        log_refusal(refusal, by=actor, where="staff:roles")
        status = NotValid.status if isinstance(refusal, NotFound) else refusal.status
        wrong = {FIELDS.get(refusal.code, "roles"): refusal.sentence}
        typed = {"desk": desk_id, "roles": chosen}
        return page_of(request, actor, account, typed=typed, wrong=wrong, status=status)
    messages.success(request, _("The roles are changed. The holder and the data protection officer are told."))
    return redirect("staff:account", account_id=account_id)


def _difference(request: HttpRequest, account: Account, desk_id: str, chosen: list[str]) -> HttpResponse:
    found = roles.foresee(account_id=account.pk, desk_id=desk_id, roles=chosen, opens=opens)
    seen = sorted({role for row in accounts.memberships(account.pk) if row.desk_id == desk_id for role in row.roles})
    desk = queries_accounts.desk(desk_id)
    context = {"account": account, "desk": desk, "chosen": chosen, "seen": seen, **showing.difference(found)}
    return render(request, "staff/difference.html", context)
