"""What stands between a packet and its leaving, asked at each step anew: the register, the ledger, the partner."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from himaya.adapters import age
from himaya.cases import queries_consents, rules_consents
from himaya.cases.ledger import About
from himaya.cases.models import Case
from himaya.institutions.models import Institution
from himaya.kernel import clock
from himaya.kernel.errors import NotNow, NotValid
from himaya.legal import gate
from himaya.packets import queries, rules
from himaya.packets.queries import Partner

CLOSED = _("This file is closed. No packet leaves; what a partner answers can still be written down.")


def partner(case: Case, receiver_id: str) -> Partner:
    """An organisation abroad that may get something of this institution today. Raises NotValid, NotNow."""
    found = next((one for one in queries.partners(case.institution_id) if one.institution.pk == receiver_id), None)
    if found is None:
        raise NotValid(
            _("Choose a partner abroad that the register names: one that helps, and is no State’s."), code="receiver"
        )
    check_goes(case, found.institution)
    return found


def check_goes(case: Case, receiver: Institution) -> None:
    """Raises NotNow where the file is closed or nothing may go to this partner today."""
    if case.state != "open":
        raise NotNow(CLOSED, code="closed")
    if receiver.kind not in rules.PARTNER_KINDS:
        raise NotNow(
            _("Nothing goes to a body that polices, judges or answers to a State. Choose a partner that helps."),
            code="receiver",
        )
    gate.check_real_identities(case.institution_id)
    gate.check_recipient(sender_id=case.institution_id, receiver=receiver)
    if receiver.pk not in {one.institution.pk for one in queries.partners(case.institution_id)}:
        raise NotNow(
            _("The register no longer says that this partner is abroad, with an authorisation. Nothing left."),
            code="transfer_without_number",
        )


def check_agreed(case: Case, receiver_id: str, classes: Iterable[str]) -> None:
    """Raises NotNow unless the person agrees today that all of these go to this partner."""
    lines = queries_consents.lines(case.pk, About(institution_id=receiver_id).columns)
    if not set(classes) <= rules_consents.in_force(lines, clock.today()):
        raise NotNow(
            _("The person does not agree to this today. Nothing left. Speak with them, and prepare another packet."),
            code="not_agreed",
        )


def check_key(key: str) -> None:
    """Raises NotValid unless this is a public key in the age format."""
    try:
        age.check_recipient(key)
    except age.AgeFailed as wrong:
        raise NotValid(
            _(
                "This is no key in the age format. It begins with age1 and has 62 characters. Ask the partner for it, "
                "and have it read aloud over the telephone."
            ),
            code="key",
        ) from wrong
