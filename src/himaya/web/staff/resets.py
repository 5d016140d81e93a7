"""A way back in by two people: ask, then another person approves and hands over what is shown this once."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from himaya.institutions import accounts, policy_accounts, queries_accounts, rules_resets, words
from himaya.institutions.actions import resets, sittings
from himaya.institutions.models import AccountReset
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.unit import log_refusal
from himaya.web.gate import only
from himaya.web.methods import require_POST
from himaya.web.staff.people import page_of
from himaya.web.step_up import stepped_up


@require_POST
@only(policy_accounts.check_helps)
@stepped_up()
def ask(request: HttpRequest, actor: Actor, account_id: UUID) -> HttpResponse:
    """Ask for a reset, with a reason."""
    account = queries_accounts.account(actor, account_id)
    reason = request.POST.get("reason", "")
    try:
        row = resets.ask(account_id=account_id, reason=reason, by=actor)
    except (NotValid, NotNow, NotPermitted) as refusal:
        log_refusal(refusal, by=actor, where="staff:ask_reset")
        wrong = {"reason": refusal.sentence}
        return page_of(request, actor, account, typed={"reason": reason}, wrong=wrong, status=refusal.status)
    messages.success(request, _("Asked. A second person approves it, and the holder of the account is told."))
    return redirect("staff:reset", reset_id=row.pk)


@require_POST
@only(policy_accounts.check_helps)
@stepped_up()
def end_sessions(request: HttpRequest, actor: Actor, account_id: UUID) -> HttpResponse:
    """End every session of an account that may be in other hands; its holder signs in anew and is told."""
    account = queries_accounts.account(actor, account_id)
    sittings.end(account_id=account.pk, by=actor)
    messages.success(request, _("Every session of this account is ended. Its holder is told at the next sign-in."))
    return redirect("staff:account", account_id=account.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@only(policy_accounts.check_helps)
@stepped_up()
def one(request: HttpRequest, actor: Actor, reset_id: UUID) -> HttpResponse:
    """One reset. POST stops it, or approves it: the way in stands on that one answer and nowhere else."""
    row = queries_accounts.reset(actor, reset_id)
    if request.method != "POST":
        return _page(request, actor, row)
    try:
        if request.POST.get("do") == "stop":
            resets.stop(reset_id=reset_id, by=actor)
            messages.success(request, _("The reset is stopped. The holder of the account is told."))
            return redirect("staff:account", account_id=row.account_id)
        way = resets.approve(reset_id=reset_id, knows_them=request.POST.get("met") == "yes", by=actor)
    except (NotValid, NotNow, NotPermitted) as refusal:
        log_refusal(refusal, by=actor, where="staff:reset")
        row = queries_accounts.reset(actor, reset_id)
        return _page(request, actor, row, wrong=refusal.sentence, status=refusal.status)
    minutes = int(rules_resets.WAY_OPEN_FOR.total_seconds() // 60)
    return render(request, "staff/way.html", {"way": way, "row": row, "minutes": minutes})


def _page(
    request: HttpRequest, actor: Actor, row: AccountReset, *, wrong: object = "", status: int = 200
) -> HttpResponse:
    standing = queries_accounts.standing(row)
    context = {
        "row": row,
        "standing": words.RESET_STANDINGS[standing],
        "waits": standing == rules_resets.WAITING,
        "open": standing in rules_resets.OPEN,
        "reason": words.RESET_REASONS[row.reason],
        "desks": [one.desk for one in accounts.memberships(row.account_id)],
        "why_not": _why_not(actor, row),
        "hours": int(rules_resets.ANSWER_WITHIN.total_seconds() // 3600),
        "minutes": int(rules_resets.WAY_OPEN_FOR.total_seconds() // 60),
        "wrong": wrong,
        "errors": [{"id": "met", "sentence": wrong}] if wrong else [],
    }
    return render(request, "staff/reset.html", context, status=status)


def _why_not(actor: Actor, row: AccountReset) -> object:
    """Why this actor cannot approve; nothing when they can."""
    try:
        policy_accounts.check_approves(actor, row)
        queries_accounts.check_comes_back(row.account)
    except (NotFound, NotNow, NotPermitted) as refusal:
        return refusal.sentence
    return ""
