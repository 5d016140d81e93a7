"""The verbs of what comes back: the code that the partner read, their answer by telephone, or their reply file."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.unit import Unit, unit
from himaya.packets import access, codes, policy, replies, rules, states, steps
from himaya.packets.models import Packet

LONGEST = replies.LONGEST
DONE = {"accept": "packet.answered", "accept_in_part": "packet.answered", "cannot": "packet.answered"}
TOO_OFTEN = _("Too many codes did not fit. Wait an hour, then ask the partner to read it again, letter by letter.")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a partner says: a verb of `ANSWERS` or `refuse`, a reason of the list where it is a no, few words."""

    verb: str
    reason: str = ""
    words: str = ""


def acknowledge(*, case_id: UUID, packet_id: UUID, code: str, by: Actor) -> bool:
    """The code that the partner reads aloud: the packet was opened. False where it does not fit, which is counted.

    Raises NotPermitted, NotFound, NotNow (moved on, too many tries).
    """
    with unit(by=by) as u:
        row = access.lock(by, case_id, packet_id)
        steps.check_moment(row, "acknowledge")
        return _code_fits(u, row, code)


def answer(*, case_id: UUID, packet_id: UUID, answer: Answer, by: Actor) -> None:
    """What the partner says, by telephone or on paper. A yes needs the code first; a no needs none.

    Raises NotPermitted, NotFound, NotNow (moved on, the code first), NotValid (the code names the field).
    """
    _check(answer)
    with unit(by=by) as u:
        row = access.lock(by, case_id, packet_id)
        _answer(u, row, answer)


def read_reply(*, case_id: UUID, packet_id: UUID, body: bytes, by: Actor) -> bool:
    """Open the partner's reply file, and write down that they opened the packet and what they say.

    False where its code does not fit. Raises NotPermitted, NotFound, NotNow, NotValid (no reply to this packet).
    """
    policy.check_works(by)
    with access.open_reply_key(by, case_id, packet_id) as (reference, private):
        reply = replies.read(body, private, reference)
    said = Answer(reply.verb, reply.reason, reply.words)
    if reply.verb:
        _check(said)
    with unit(by=by) as u:
        row = access.lock(by, case_id, packet_id)
        if row.state == states.RECEIVED:
            if not codes.fits(row.pk, reply.code, row.code_mark):
                raise NotValid(replies.NOT_OURS, code="reply")
        else:
            steps.check_moment(row, "acknowledge")
            if not _code_fits(u, row, reply.code):
                return False
        if reply.verb:
            _answer(u, row, said)
    return True


def _code_fits(u: Unit, row: Packet, code: str) -> bool:
    """Within a unit that ends well, so that a wrong try stays counted."""
    now = clock.now()
    fresh = row.tried_at is None or now - row.tried_at > rules.TRIES_WITHIN
    tries = 0 if fresh else row.tries
    if tries >= rules.MOST_TRIES:
        raise NotNow(TOO_OFTEN, code="code")
    if not codes.fits(row.pk, code, row.code_mark):
        row.tries, row.tried_at = tries + 1, now
        row.save(update_fields=["tries", "tried_at"])
        u.log("packet.code_wrong", object_type="case", object_id=row.case_id, subjects=[row.person_id])
        return False
    steps.move(u, row, "acknowledge", received_at=now, tries=0)
    u.log("packet.received", object_type="case", object_id=row.case_id, subjects=[row.person_id])
    steps.told(u, row)
    return True


def _answer(u: Unit, row: Packet, answer: Answer) -> None:
    after = steps.check_moment(row, answer.verb)
    if answer.verb in states.ANSWERS and row.received_at is None:
        raise NotNow(
            _("First type the code that the partner reads in the packet: then it is known that they opened it."),
            code="code",
        )
    row.state, row.reason = after, answer.reason
    row.save(update_fields=["state", "reason"])
    words = answer.words.strip()
    steps.write(u, row, answer.verb, code=answer.reason, said={"words": words} if words else None)
    action = DONE.get(answer.verb, "packet.refused")
    u.log(action, object_type="case", object_id=row.case_id, code=answer.verb, subjects=[row.person_id])
    steps.told(u, row)


def _check(answer: Answer) -> None:
    if answer.verb not in (*states.ANSWERS, "refuse"):
        raise NotValid(_("Say what the partner answered."), code="answer")
    needs_reason = answer.verb != "accept"
    if needs_reason and answer.reason not in states.REASONS:
        raise NotValid(_("Say why, by the list: the next step depends on it."), code="reason")
    if not needs_reason and answer.reason:
        raise NotValid(_("A whole yes has no reason. Choose a part, or leave the reason out."), code="reason")
    if len(answer.words) > LONGEST:
        raise NotValid(_("Say it in a few sentences."), code="answer_words")
