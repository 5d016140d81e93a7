"""Who enters a qualification, who confirms it as the second person, who refuses or ends it (ADR 46).

Whoever helps with accounts enters and ends one. It is confirmed where the holder works, by a lead or the officer who
protects data there: never by the holder, never by whoever entered it, never by whoever administers the machine.
"""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.institutions import policy_accounts as accounts
from himaya.institutions.models import Qualification
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotPermitted

_WHERE = _("A lead or the data protection officer of that institution does this: they see the certificate there.")


def check_enters(actor: Actor, account_id: UUID, institution_id: str) -> None:
    """Raises NotPermitted for one's own account, and for whoever does not help with accounts at that institution."""
    accounts.check_helps(actor)
    check_not_own(actor, account_id)
    if not (actor.has(accounts.OPERATOR) or _vouches_at(actor, institution_id)):
        raise NotPermitted(_WHERE, code="does_not_vouch")


def check_confirms(actor: Actor, row: Qualification) -> None:
    """Raises NotPermitted for the holder, for whoever entered it and for whoever does not vouch at its institution."""
    accounts.check_helps(actor)
    check_not_own(actor, row.account_id)
    if row.entered_by_id == actor.account_id:
        raise NotPermitted(
            _("You entered it. Another person looks at the certificate and confirms it."), code="same_person"
        )
    if not _vouches_at(actor, row.institution_id):
        raise NotPermitted(_WHERE, code="does_not_vouch")


def check_refuses(actor: Actor, row: Qualification) -> None:
    """Whoever could confirm it refuses it, and whoever entered it takes their own mistake back. Raises NotPermitted."""
    accounts.check_helps(actor)
    check_not_own(actor, row.account_id)
    if row.entered_by_id != actor.account_id and not _vouches_at(actor, row.institution_id):
        raise NotPermitted(_WHERE, code="does_not_vouch")


def check_ends(actor: Actor, row: Qualification) -> None:
    """Whoever may enter one there ends one: to take away, one person is enough. Raises NotPermitted."""
    check_enters(actor, row.account_id, row.institution_id)


def check_not_own(actor: Actor, account_id: UUID) -> None:
    """Raises NotPermitted for one's own account."""
    if actor.account_id == account_id:
        raise NotPermitted(
            _("Nobody enters, confirms or ends their own qualification. Ask a colleague."), code="own_account"
        )


def _vouches_at(actor: Actor, institution_id: str) -> bool:
    if not (actor.is_known and actor.has(*accounts.VOUCHES)):
        return False
    return actor.institution_id == institution_id or accounts.is_of_the_authority(actor)
