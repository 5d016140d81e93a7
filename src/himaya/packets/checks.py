"""What stands between a packet and its leaving, asked at each step anew: the register, the ledger, the partner, and
what the person told of a State."""

from collections.abc import Iterable
from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from himaya.adapters import age
from himaya.cases import consulates, queries_consents, rules_consents
from himaya.cases.ledger import About
from himaya.cases.models import Case
from himaya.cases.rules_assessing import is_known_adult
from himaya.institutions.models import Institution
from himaya.kernel import best_interest, clock
from himaya.kernel.errors import NotNow, NotValid
from himaya.legal import gate
from himaya.packets import queries, rules
from himaya.packets.models import Packet
from himaya.packets.queries import Partner

CLOSED = _("This file is closed. No packet leaves; what a partner answers can still be written down.")
OF_A_STATE = _(
    "This partner may belong to a State. Of a child, and of whoever fears a State or seeks asylum, nothing goes to it. "
    "Choose an association or an international organisation."
)
CHILD_FIRST = _(
    "Of a child nothing goes abroad before it was decided that going there is best for them. Note that decision under "
    "“Going or staying”: by whom, when, and that the child was heard. Until then tell a partner nothing."
)
SECOND = _("A second person has to look at it by now, and nobody did. End this packet, and prepare another.")


def is_child(case: Case) -> bool:
    """Doubt about age means child."""
    return not is_known_adult(case.age_group)


def is_undecided(case: Case) -> bool:
    """True of a child of whom nobody noted, for where they would go, that it is best for them (do-no-harm 9)."""
    return is_child(case) and not best_interest.opens(case.pk)


def partners(case: Case) -> list[Partner]:
    """The partners of the institution; one of a State says why not where this person is kept from States."""
    found = queries.partners(case.institution_id)
    if all(one.institution.kind in rules.OF_NO_STATE for one in found) or not _kept_from_states(case):
        return found
    return [
        one if one.institution.kind in rules.OF_NO_STATE else replace(one, why_not=str(OF_A_STATE)) for one in found
    ]


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
    if is_undecided(case):
        raise NotNow(CHILD_FIRST, code="best_interest")
    if receiver.kind not in rules.PARTNER_KINDS:
        raise NotNow(
            _("Nothing goes to a body that polices, judges or answers to a State. Choose a partner that helps."),
            code="receiver",
        )
    if receiver.kind not in rules.OF_NO_STATE and _kept_from_states(case):
        raise NotNow(OF_A_STATE, code="receiver")
    gate.check_real_identities(case.institution_id)
    gate.check_recipient(sender_id=case.institution_id, receiver=receiver)
    if receiver.pk not in {one.institution.pk for one in queries.partners(case.institution_id)}:
        raise NotNow(
            _("The register no longer says that this partner is abroad, with an authorisation. Nothing left."),
            code="transfer_without_number",
        )


def second_needed(case: Case, receiver_id: str, key: str, parts: Iterable[str]) -> bool:
    """True where, as things stand now, the lead of the desk looks at it before it is handed out."""
    new_key = queries.last_key(case.institution_id, receiver_id) != key
    return rules.second_person(child=is_child(case), parts=parts, new_key=new_key)


def check_second(row: Packet) -> None:
    """Raises NotNow where a second person is needed by now and nobody looked: somebody is a child after all."""
    if row.released_by is None and second_needed(row.case, row.receiver_id, row.key, row.classes):
        raise NotNow(SECOND, code="second_needed")


def why_not_leave(row: Packet) -> str:
    """The sentence of the greyed button; empty where nothing stands against making the file."""
    try:
        check_goes(row.case, row.receiver)
        check_handed(row)
        check_second(row)
    except NotNow as refusal:
        return str(refusal.sentence)
    return ""


def check_handed(row: Packet) -> None:
    """Raises NotNow for a packet that was made often enough, or whose day has come."""
    if row.handed >= rules.MOST_HANDED:
        raise NotNow(_("This packet was made as often as it may be. Prepare another."), code="handed_enough")
    if row.reply_by <= clock.today():
        raise NotNow(_("Its day for an answer has come. Prepare another packet."), code="reply_by")


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


def _kept_from_states(case: Case) -> bool:
    return is_child(case) or any(consulates.told_of_a_state(case))
