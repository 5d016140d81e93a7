"""The verbs of a delegate: entered under an institution, corrected. Another person is another delegate."""

from collections.abc import Mapping
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from himaya.institutions import accounts, policy, rules_mandates, rules_names
from himaya.institutions.locks import lock_delegate, lock_institution
from himaya.institutions.models import Account, Delegate
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.languages import CODES
from himaya.kernel.unit import unit

NAME, FUNCTION, EMAIL = 120, 160, 160
SPEAKS = frozenset(role for roles in rules_mandates.FITTING.values() for role in roles)
Names = tuple[str, str]


def add(
    *,
    institution_id: str,
    names: Names,
    functions: Mapping[str, str],
    email: str,
    by: Actor,
    account_username: str = "",
) -> Delegate:
    """Enter a delegate: the name in Latin and in Arabic script, at least one; a function; a working address, or none.

    Raises NotValid (names, function, e-mail, account), NotNow (institution closed), NotFound.
    """
    policy.check_keeps_the_list(by)
    with unit(by=by) as u:
        institution = lock_institution(institution_id)
        if institution.valid_to is not None and institution.valid_to < clock.today():
            raise NotNow(_("This institution is closed. Look at its successor."), code="institution_ended")
        row = Delegate(institution=institution)
        _fill(row, names, functions, email, account_username)
        row.save(force_insert=True)
        u.log("delegate.added", object_type="delegate", object_id=row.pk)
    return row


def correct(
    *,
    delegate_id: UUID,
    names: Names,
    functions: Mapping[str, str],
    email: str,
    by: Actor,
    account_username: str = "",
) -> Delegate:
    """Correct how a delegate is written, reached or signs in. Raises NotValid, NotFound."""
    policy.check_keeps_the_list(by)
    with unit(by=by) as u:
        row = lock_delegate(delegate_id)
        _fill(row, names, functions, email, account_username)
        row.save()
        u.log("delegate.corrected", object_type="delegate", object_id=row.pk)
    return row


def check_fits(account: Account, *, role: str, institution_id: str) -> None:
    """Raises NotValid when the account has no role here that fits a mandate."""
    if _roles(account, institution_id).isdisjoint(rules_mandates.FITTING[role]):
        raise NotValid(
            _(
                "The account of this person has no role for this mandate. The technical administrator gives the role; "
                "or take the account out of the delegate’s entry."
            ),
            code="account_role",
        )


def _fill(row: Delegate, names: Names, functions: Mapping[str, str], email: str, username: str) -> None:
    row.name_latin, row.name_arabic = _names(names)
    written = {code: rules_names.tidy(functions.get(code, "")) for code in CODES}
    if not any(written.values()):
        raise NotValid(_("Write the function in French or in Arabic: it stands in the papers."), code="function")
    if any(len(text) > FUNCTION for text in written.values()):
        raise NotValid(_("This function is too long. Keep it to one line."), code="function_long")
    row.function_fr, row.function_ar, row.function_en = (written[code] for code in CODES)
    row.email = _email(email)
    row.account = _account(row, username.strip()) if username.strip() else None


def _names(names: Names) -> Names:
    latin, arabic = (rules_names.tidy(name) for name in names)
    if not latin and not arabic:
        raise NotValid(_("Write the name in Latin or in Arabic letters, or in both."), code="delegate_name")
    if len(latin) > NAME or len(arabic) > NAME:
        raise NotValid(_("This name is too long. Write it as the letter does."), code="delegate_name_long")
    if latin and (rules_names.has_arabic(latin) or not rules_names.has_latin(latin)):
        raise NotValid(_("Write this name in Latin letters."), code="delegate_latin")
    if arabic and (rules_names.has_latin(arabic) or not rules_names.has_arabic(arabic)):
        raise NotValid(_("Write this name in Arabic letters."), code="delegate_arabic")
    return latin, arabic


def _email(typed: str) -> str:
    email = typed.strip()
    if not email:
        return ""
    try:
        validate_email(email)
    except ValidationError as fault:
        raise NotValid(
            _("Write the whole working address, such as name@ministry.example."), code="delegate_email"
        ) from fault
    if len(email) > EMAIL:
        raise NotValid(_("This address is too long."), code="delegate_email")
    return email


def _account(row: Delegate, username: str) -> Account:
    account: Account | None = Account.objects.filter(username=username, is_active=True).first()
    roles = _roles(account, row.institution_id) if account is not None else frozenset[str]()
    if account is None or not roles:
        # One sentence for both, so that accounts of other institutions cannot be tried out.
        raise NotValid(_("There is no such account at a desk of this institution."), code="account_unknown")
    if roles.isdisjoint(SPEAKS):
        raise NotValid(
            _("This account does not speak for its institution. The technical administrator gives it that role."),
            code="account_role",
        )
    if Delegate.objects.filter(~Q(pk=row.pk), institution=row.institution, account=account).exists():
        raise NotValid(
            _("Another person of this institution signs in with this account. Each has their own."),
            code="account_shared",
        )
    _check_mandates(row, account)
    return account


def _check_mandates(row: Delegate, account: Account) -> None:
    today = clock.today()
    running = row.mandates.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=today))
    for role in running.values_list("role", flat=True):
        check_fits(account, role=role, institution_id=row.institution_id)


def _roles(account: Account, institution_id: str) -> frozenset[str]:
    """The roles that the account holds today at desks of an institution."""
    held = (one for one in accounts.memberships(account.pk) if one.desk.institution_id == institution_id)
    return frozenset(role for one in held for role in one.roles)
