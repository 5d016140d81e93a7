"""What stands between a packet and its leaving, asked at each step anew: the register, the ledger, the partner, and
what the person told of a State."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from himaya.adapters import age
from himaya.cases import consulates, queries_consents, rules_consents
from himaya.cases.ledger import About
from himaya.cases.models import Case
from himaya.cases.rules_assessing import is_known_adult
from himaya.institutions.models import Institution
from himaya.kernel import best_interest, clock, turned
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

NOT_ASKED_AS_CHILD = _(
    "This packet was prepared for an adult, and the person may be a child. Nothing leaves on it. End it, and prepare "
    "another one: the child says yes themself, and the lead looks at a packet about a child."
)
TURNED = _(
    "The person does not go now, by what stands under “Going or staying”. No day and no town of arrival leaves. End a "
    "packet that says it, call a partner who has it, and prepare another without that line."
)


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


def check_goes(case: Case, receiver: Institution, *, new: bool = True) -> None:
    """Raises NotNow where the file is closed or nothing may go to this partner today.

    `new`: something would leave that the partner does not have. Where they have it, what is best was asked before it
    left, and an answer is still owed.
    """
    if case.state != "open":
        raise NotNow(CLOSED, code="closed")
    if new and is_undecided(case):
        raise NotNow(CHILD_FIRST, code="best_interest")
    if receiver.kind not in rules.PARTNER_KINDS:
        raise NotNow(
            _("Nothing goes to a body that polices, judges or answers to a State. Choose a partner that helps."),
            code="receiver",
        )
    if receiver.kind not in rules.OF_NO_STATE and _kept_from_states(case):
        raise NotNow(OF_A_STATE, code="receiver")
    gate.check_real_identities(case.institution_id)
    queries.check_register(case.institution_id, receiver)
    if receiver.pk not in {one.institution.pk for one in queries.partners(case.institution_id)}:
        raise NotNow(
            _("The register no longer says that this partner is abroad, with an authorisation. Nothing left."),
            code="transfer_without_number",
        )


def why_second(case: Case, receiver_id: str, key: str, parts: Iterable[str]) -> tuple[str, ...]:
    """Why, as things stand now, the lead of the desk looks at it before it is handed out; empty where nobody has to."""
    new_key = queries.last_key(case.institution_id, receiver_id) != key
    return rules.why_second(child=is_child(case), parts=parts, new_key=new_key)


def second_needed(case: Case, receiver_id: str, key: str, parts: Iterable[str]) -> bool:
    """True where, as things stand now, the lead of the desk looks at it before it is handed out."""
    return bool(why_second(case, receiver_id, key, parts))


def check_asked_as_child(row: Packet) -> None:
    """Raises NotNow for a packet of a child that rests on an adult's yes: no child was asked, and whoever looked
    through it looked at an adult."""
    if is_child(row.case) and not row.consent.assent:
        raise NotNow(NOT_ASKED_AS_CHILD, code="second_needed")


def check_turned(case: Case, parts: Iterable[str]) -> None:
    """Raises NotNow where an arrival would be told of somebody who turned back."""
    if rules.ARRIVAL in parts and turned.back(case.pk):
        raise NotNow(TURNED, code="turned")


def check_second(row: Packet) -> None:
    """Raises NotNow where a second person is needed by now and nobody looked: somebody is a child after all."""
    check_asked_as_child(row)
    if row.released_by is None and second_needed(row.case, row.receiver_id, row.key, row.classes):
        raise NotNow(SECOND, code="second_needed")


def why_not_leave(row: Packet) -> str:
    """The sentence of the greyed button; empty where nothing stands against making the file."""
    return _sentence(lambda: check_leaves(row))


def why_not_look(row: Packet) -> str:
    """The same of the look of the lead, whatever account would give it."""
    return _sentence(lambda: check_looked(row))


def check_leaves(row: Packet) -> None:
    """Raises NotNow where no file may be made; whether the person agrees today is asked apart."""
    check_handed(row)
    check_goes(row.case, row.receiver)
    check_turned(row.case, row.classes)
    check_second(row)


def check_looked(row: Packet) -> None:
    """Raises NotNow where no look at it would let it leave."""
    check_goes(row.case, row.receiver)
    check_turned(row.case, row.classes)
    check_asked_as_child(row)


def _sentence(asks: Callable[[], object]) -> str:
    try:
        asks()
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
