"""A case with a partner abroad in the register, and a packet at every stage, by the verbs."""

import json
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pyrage

from himaya.cases.models import Case
from himaya.cases.rules_assessing import is_known_adult
from himaya.institutions.models import Institution
from himaya.kernel import clock
from himaya.kernel.access import Access
from himaya.kernel.actor import Actor
from himaya.kernel.ids import new_id
from himaya.legal.models import RegisterEntry
from himaya.packets import access, queries, rules
from himaya.packets.actions import answers, packets
from himaya.packets.actions.answers import Answer
from himaya.packets.actions.packets import Wanted
from himaya.packets.models import Packet, PacketStep
from tests import cast, factories
from tests.rooms.returns import gone, gone_later

BY = cast.INSPECTOR
# The partner's pair: of a test, so that the test can read what only a partner may.
PAIR = pyrage.x25519.Identity.generate()
KEY = str(PAIR.to_public())
PARTNER, NUMBER = "haven", "T-77"
WORDS = "Canary harbour, ask for the aunt"
PARTS = ("first_name", "language", "needs", "partner_words")


def proven(actor: Actor = BY) -> Actor:
    """The same, a second factor just shown."""
    return Actor(
        kind=actor.kind,
        account_id=actor.account_id,
        desk_id=actor.desk_id,
        institution_id=actor.institution_id,
        roles=actor.roles,
        proven_at=clock.now(),
    )


def partner(name: str = PARTNER, *, kind: str = "ngo", number: str = NUMBER, sender: str = "labour") -> str:
    """An organisation abroad, entered in the sender's register by two people."""
    Institution.objects.get_or_create(
        pk=name, defaults={"kind": kind, "mark": "G", "source": "invented", **dict.fromkeys(NAMES, name.title())}
    )
    RegisterEntry.objects.create(
        institution_id=sender, part="recipient", about=name, text="x", state="in_force", proposed_by=UUID(int=1),
        decided_by=UUID(int=2), proposed_on=clock.today(), abroad=True, number=number,
    )  # fmt: skip
    return name


NAMES = ("name_fr", "name_ar", "name_en")


def case(**changes: Any) -> Case:
    """A file at the inspectorate whose register names the partner."""
    if not RegisterEntry.objects.filter(about=PARTNER).exists():
        partner()
    return Case.objects.get(pk=factories.hand_over(**changes).case_id)


def child(*, decided: bool = True) -> Case:
    """A child of whom it was decided that going there is best for them."""
    found = case()
    Case.objects.filter(pk=found.pk).update(age_group="child")
    found.refresh_from_db()
    if decided:
        best_for(found)
    return found


def best_for(child: Case) -> None:
    """The decision is noted, for the country that was chosen, and the child was heard for it."""
    gone.to_weighing(child.pk)
    gone_later.decided(child.pk)


def day(days: int = 14) -> date:
    return clock.today() + timedelta(days=days)


def wanted(**changes: Any) -> Wanted:
    base: dict[str, Any] = {
        "receiver": PARTNER,
        "key": KEY,
        "parts": PARTS,
        "reply_by": day(),
        "packet_language": "en",
        "language": "ary",
        "interpreter": "none",
        "mode": "spoken",
        "agrees": True,
        "words": WORDS,
    }
    return Wanted(**{**base, **changes})


def prepared(case_id: UUID, *, by: Actor = BY, looked: bool = True, **changes: Any) -> Packet:
    """Prepared; where nothing but the first key of the partner asks for it, the lead of the desk looked at it too."""
    row = packets.prepare(case_id=case_id, wanted=wanted(**changes), instance_id=new_id(), by=by)
    plain = is_known_adult(row.case.age_group) and not set(rules.HEALTH) & set(row.classes)
    if looked and row.second_needed and plain and not queries.last_key(row.case.institution_id, row.receiver_id):
        lead = cast.LABOUR_LEAD if by.desk_id == BY.desk_id else cast.actor("a-lead", by.desk_id, "desk_lead")
        released(row, lead)
        return now(row)
    return row


def seen(row: Packet, by: Actor = BY) -> str:
    with access.open_packet(by, row.case_id, row.pk) as opened:
        return opened.seen


def released(row: Packet, by: Actor = cast.LABOUR_LEAD) -> None:
    packets.release(case_id=row.case_id, packet_id=row.pk, seen=seen(row, by), by=by)


def made(row: Packet, by: Actor = BY) -> bytes:
    return packets.hand_out(case_id=row.case_id, packet_id=row.pk, seen=seen(row, by), by=proven(by))


def opened(body: bytes, pair: Any = PAIR) -> dict[str, Any]:
    """What the partner reads with the private key."""
    found: dict[str, Any] = json.loads(pyrage.decrypt(body, [pair]))
    return found


def handed(case_id: UUID, **changes: Any) -> tuple[Packet, str]:
    """A packet that was handed out, and the code that only its file holds."""
    row = prepared(case_id, **changes)
    code = str(opened(made(row))["packet"]["code"])
    return now(row), code


def now(row: Packet) -> Packet:
    return Packet.objects.defer("typed").get(pk=row.pk)


def received(case_id: UUID, **changes: Any) -> Packet:
    row, code = handed(case_id, **changes)
    assert answers.acknowledge(case_id=case_id, packet_id=row.pk, code=code, by=BY)
    return now(row)


def answered(row: Packet, verb: str = "accept", reason: str = "", words: str = "", by: Actor = BY) -> None:
    answers.answer(case_id=row.case_id, packet_id=row.pk, answer=Answer(verb, reason, words), by=by)


def silent(case_id: UUID) -> Packet:
    """A packet whose day is over. The clock of the caller stands on the day after."""
    with clock.stopped(factories.TUESDAY):
        row, _code = handed(case_id, reply_by=clock.today() + timedelta(days=1))
    with clock.stopped(factories.TUESDAY + timedelta(days=2)):
        packets.fall_silent(packet_id=row.pk, reply_by=row.reply_by.isoformat())
    return now(row)


def reply(row: Packet, **changes: object) -> bytes:
    """A reply as anybody could write one who knows its form and the key of the packet."""
    step = PacketStep.objects.get(packet=row, verb="hand_out")
    with Access(BY, "prepare_referral") as reader:
        reader.open(step)
        private = pyrage.x25519.Identity.from_str(step.held["reply_key"])
    base = {
        "format": "sealed-packet-reply", "version": 1, "reference": row.reference, "code": "2222-2222",
        "answer": "accept", "reason": "", "words": "",
    }  # fmt: skip
    return pyrage.encrypt(json.dumps({**base, **changes}).encode(), [private.to_public()])
