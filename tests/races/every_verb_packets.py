"""The races of packets: two of one desk prepare, hand out, check a code, answer, end or take back the same at once."""

from datetime import timedelta
from typing import Any

from himaya.cases.actions import consents
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.ids import new_id
from himaya.packets import states
from himaya.packets.actions import answers, packets
from himaya.packets.actions.answers import Answer
from himaya.packets.models import Packet, PacketStep
from tests import cast, factories
from tests.races.every_verb import Race, Table, both, once
from tests.rooms.packets import packed
from tests.rooms.packets.packed import BY

races = Table()
MEMBERS = (BY, cast.INSPECTOR_COLLEAGUE)
LEADS = (cast.LABOUR_LEAD, cast.actor("labour-lead-2", "labour-north", "desk_lead"))
SYSTEMS = (packets.SYSTEM, packets.SYSTEM)


def about(row: Packet, by: Actor) -> dict[str, Any]:
    return {"case_id": row.case_id, "packet_id": row.pk, "by": by}


def state() -> str:
    return str(Packet.objects.values_list("state", flat=True).get())


def steps(verb: str) -> int:
    return PacketStep.objects.filter(verb=verb).count()


@races.of("packets.prepare")
def the_same_form_is_kept_once() -> Race:
    case, form, wanted = packed.case(), new_id(), packed.wanted()
    return both(
        lambda by: packets.prepare(case_id=case.pk, wanted=wanted, instance_id=form, by=by),
        "packet.prepared",
        lambda: Packet.objects.count() == 1,
        by=MEMBERS,
        rows=1,
    )


@races.of("packets.release")
def it_is_looked_through_once() -> Race:
    case = packed.child()
    row = packed.prepared(case.pk, assent="yes")
    seen = packed.seen(row)
    return once(
        lambda by: packets.release(seen=seen, **about(row, by)),
        "packet.released",
        lambda: state() == states.READY and steps("release") == 1,
        by=LEADS,
    )


@races.of("packets.hand_out")
def of_two_files_the_last_code_counts() -> Race:
    row = packed.prepared(packed.case().pk)
    seen = packed.seen(row)
    return both(
        lambda by: packets.hand_out(seen=seen, **about(row, packed.proven(by))),
        "packet.handed_out",
        lambda: packed.now(row).handed == steps("hand_out") == 2,
        by=MEMBERS,
    )


@races.of("answers.acknowledge")
def a_code_is_taken_once() -> Race:
    row, code = packed.handed(packed.case().pk)
    return once(
        lambda by: answers.acknowledge(code=code, **about(row, by)),
        "packet.received",
        lambda: state() == states.RECEIVED and steps("acknowledge") == 1,
        by=MEMBERS,
    )


@races.of("answers.answer")
def of_two_answers_one_stands() -> Race:
    row = packed.received(packed.case().pk)
    return once(
        lambda by: answers.answer(answer=Answer("accept"), **about(row, by)),
        "packet.answered",
        lambda: state() == states.ACCEPTED and steps("accept") == 1,
        by=MEMBERS,
    )


@races.of("answers.read_reply")
def a_reply_is_read_once() -> Race:
    row, code = packed.handed(packed.case().pk)
    body = packed.reply(row, code=code)
    return once(
        lambda by: answers.read_reply(body=body, **about(row, by)),
        "packet.answered",
        lambda: state() == states.ACCEPTED and steps("acknowledge") == 1,
        by=MEMBERS,
    )


@races.of("packets.ask_again", at=factories.TUESDAY + timedelta(days=2))
def it_is_asked_again_once() -> Race:
    row = packed.silent(packed.case().pk)
    return once(
        lambda by: packets.ask_again(reply_by=packed.day(9), **about(row, by)),
        "packet.asked_again",
        lambda: state() == states.HANDED_OUT and steps("ask_again") == 1,
        by=MEMBERS,
    )


@races.of("packets.end")
def it_ends_once() -> Race:
    row = packed.prepared(packed.case().pk)
    return once(
        lambda by: packets.end(reason="not_needed", **about(row, by)),
        "packet.ended",
        lambda: state() == states.ENDED,
        by=MEMBERS,
    )


@races.of("packets.take_back")
def it_is_taken_back_once() -> Race:
    row, _code = packed.handed(packed.case().pk)
    return once(
        lambda by: packets.take_back(**about(row, by)),
        "packet.taken_back",
        lambda: state() == states.TAKEN_BACK and steps("take_back") == 1,
        by=MEMBERS,
    )


@races.of("packets.follow_withdrawal")
def a_withdrawal_is_followed_once() -> Race:
    row = packed.prepared(packed.case().pk)
    consents.withdraw(consent_id=row.consent_id, by=BY)
    line = row.consent.__class__.objects.get(case_id=row.case_id, receiver=packed.PARTNER, word="withdrawn")
    return both(
        lambda by: packets.follow_withdrawal(consent_id=line.pk, by=by),
        "packet.taken_back",
        lambda: state() == states.TAKEN_BACK and steps("take_back") == 1,
        by=SYSTEMS,
        rows=1,
    )


@races.of("packets.fall_silent", at=factories.TUESDAY + timedelta(days=2))
def silence_is_told_once() -> Race:
    with clock.stopped(factories.TUESDAY):
        row, _code = packed.handed(packed.case().pk, reply_by=packed.day(1))
    return both(
        lambda by: packets.fall_silent(packet_id=row.pk, reply_by=row.reply_by.isoformat(), by=by),
        "packet.fell_silent",
        lambda: state() == states.SILENT and steps("fall_silent") == 1,
        by=SYSTEMS,
        rows=1,
    )
