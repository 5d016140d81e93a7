"""A way back in for somebody who lost everything: one person asks, another hands over, the holder is told of each step.

Whatever opened the account before is dead from the approval on: factors, recovery codes, password, open sessions.
"""

import secrets
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from himaya.institutions import accounts, policy_accounts, queries_accounts, rules_resets
from himaya.institutions.actions import notices, passwords
from himaya.institutions.models import Account, AccountReset
from himaya.kernel import clock, two_people
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.unit import unit


def ask(*, account_id: UUID, reason: str, by: Actor) -> AccountReset:
    """Ask that somebody be let back in. The holder is told: whoever can still read that can still stop it.

    Raises NotPermitted (role, one's own account), NotFound, NotValid (reason), NotNow (open already, closed, too many).
    """
    policy_accounts.check_helps(by)
    if by.account_id == account_id:
        raise NotPermitted(_("Nobody asks for a reset of their own account. Ask a colleague."), code="own_account")
    if reason not in rules_resets.REASONS:
        raise NotValid(_("Say what was lost."), code="reason")
    queries_accounts.account(by, account_id)
    with unit(by=by) as u:
        account = _held(by, account_id)
        now = clock.now()
        queries_accounts.check_comes_back(account)
        before = AccountReset.objects.filter(account=account, state__in=rules_resets.OPEN).first()
        if before is not None and queries_accounts.standing(before) in rules_resets.OPEN:
            raise NotNow(_("A reset of this account is under way already. Nothing was added."), code="reset_open")
        if before is not None:
            _end(before, rules_resets.EXPIRED)
        if AccountReset.objects.filter(asked_by_id=by.account_id, asked_at__gt=now - rules_resets.AN_HOUR).count() >= (
            rules_resets.AT_MOST
        ):
            raise NotNow(_("You asked for as many resets as one person may within an hour. Wait."), code="reset_limit")
        row = AccountReset.objects.create(
            account=account,
            state=rules_resets.WAITING,
            reason=reason,
            asked_by_id=policy_accounts.me(by),
            asked_at=now,
            answer_until=now + rules_resets.ANSWER_WITHIN,
        )
        notices.give(account_id=account.pk, kind="reset_asked", by=by)
        u.log("reset.asked", object_type="account", object_id=account.pk, code=reason)
        two_people.begun(u, "reset", row.pk)
    return row


def approve(*, reset_id: UUID, knows_them: bool, by: Actor) -> str:
    """Let somebody back in: what opened the account before dies, and the way in is returned, this once.

    Raises NotFound, NotPermitted (asker, holder, administrator, an institution without a say), NotValid (not met),
    NotNow (too late, account closed or at no desk meanwhile).
    """
    seen = _seen(by, reset_id)
    policy_accounts.check_approves(by, seen)
    if not knows_them:
        raise NotValid(
            _("Meet the person first, and say here that you know them. A voice on the telephone is not enough."),
            code="not_met",
        )
    with unit(by=by) as u:
        account = _held(by, seen.account_id)
        queries_accounts.check_comes_back(account)
        row = _open(seen.pk, rules_resets.WAITING)
        # Once more, now that the account is held: it may sit in another institution since the page was opened.
        policy_accounts.check_approves(by, row)
        now = clock.now()
        handed = AccountReset.objects.filter(approved_by_id=by.account_id, approved_at__gt=now - rules_resets.AN_HOUR)
        if handed.count() >= rules_resets.AT_MOST:
            raise NotNow(
                _("You handed over as many ways in as one person may within an hour. Wait, or ask a colleague."),
                code="reset_limit",
            )
        code = "".join(secrets.choice(rules_resets.LETTERS) for _ in range(rules_resets.GROUPS * rules_resets.GROUP))
        row.state, row.way, row.way_until = rules_resets.APPROVED, _mark(row.pk, code), now + rules_resets.WAY_OPEN_FOR
        row.approved_by_id, row.approved_at = by.account_id, now
        row.save(update_fields=["state", "way", "way_until", "approved_by", "approved_at"])
        Authenticator.objects.filter(user=account).delete()
        # A session holds a hash of the password: with it, every open session of the account ends.
        account.set_unusable_password()
        account.save(update_fields=["password"])
        notices.give(account_id=account.pk, kind="reset_approved", by=by)
        for officer in _officers(account.pk):
            notices.give(account_id=officer, kind="reset_here", by=by)
        u.log("reset.approved", object_type="account", object_id=account.pk, code=row.reason)
    return rules_resets.grouped(code)


def stop(*, reset_id: UUID, by: Actor) -> None:
    """Stop a reset that is open: the holder, whoever asked, or whoever may know of it. Raises NotFound, NotNow."""
    seen = AccountReset.objects.filter(pk=reset_id, account_id=policy_accounts.me(by)).first() or _seen(by, reset_id)
    with unit(by=by) as u:
        _held(by, seen.account_id)
        row = _open(seen.pk, *rules_resets.OPEN)
        _end(row, rules_resets.STOPPED, by=by)
        notices.give(account_id=row.account_id, kind="reset_stopped", by=by)
        u.log("reset.stopped", object_type="account", object_id=row.account_id)


def use(*, username: str, code: str, password: str, by: Actor) -> Account:
    """Come back in by a way that was handed over: once, in time, with a new password; the second factor comes next.

    One refusal for an unknown name, a wrong, used or expired way in. Raises NotValid (that, or an unfit password).
    """
    with unit(by=by) as u:
        named = Account.objects.select_for_update().filter(username=username, is_active=True)
        account: Account | None = named.first()
        row = AccountReset.objects.filter(account=account, state=rules_resets.APPROVED).first() if account else None
        # Compared for a name without one, too: the time it takes tells nothing.
        fits = constant_time_compare(row.way if row else "", _mark(row.pk if row else None, rules_resets.tidy(code)))
        if account is None or row is None or not fits or queries_accounts.standing(row) != rules_resets.APPROVED:
            raise NotValid(
                _("This name and this way in do not open anything, or it is too late. Ask who handed it to you."),
                code="way_wrong",
            )
        passwords.choose(account, password)
        _end(row, rules_resets.USED)
        notices.give(account_id=account.pk, kind="reset_used", by=by)
        u.log("reset.used", object_type="account", object_id=account.pk)
    return account


def _seen(by: Actor, reset_id: UUID) -> AccountReset:
    policy_accounts.check_helps(by)
    return queries_accounts.reset(by, reset_id)


def _held(by: Actor, account_id: UUID) -> Account:
    """Hold the account and whoever acts, always in the same order: what is counted of either is counted once."""
    ids = {account_id, policy_accounts.me(by)}
    rows: dict[UUID, Account] = {
        one.pk: one for one in Account.objects.select_for_update().filter(pk__in=ids).order_by("pk")
    }
    if account_id not in rows:
        raise NotFound
    return rows[account_id]


def _open(reset_id: UUID, *states: str) -> AccountReset:
    """The reset as it stands behind the lock. Raises NotNow."""
    row = AccountReset.objects.get(pk=reset_id)
    if queries_accounts.standing(row) not in states:
        raise NotNow(
            _("This reset is no longer open: somebody was faster, or it was left too long. Look at it again."),
            code="reset_over",
        )
    return row


def _end(row: AccountReset, state: str, *, by: Actor | None = None) -> None:
    row.state, row.way, row.ended_at = state, "", clock.now()
    row.ended_by_id = by.account_id if by else None
    row.save(update_fields=["state", "way", "ended_at", "ended_by"])


def _officers(account_id: UUID) -> list[UUID]:
    """Who watches over the institutions where the account sits; never the account itself."""
    places = {one.desk.institution_id for one in accounts.memberships(account_id)}
    return sorted({one for place in places for one in notices.officers(place)} - {account_id})


def _mark(reset_id: UUID | None, code: str) -> str:
    return salted_hmac("himaya way back in", f"{reset_id}|{code}", algorithm="sha256").hexdigest()
