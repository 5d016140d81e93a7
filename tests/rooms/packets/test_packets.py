"""A packet to a partner abroad: what it holds, who may get it, what it rests on, and what becomes of it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from himaya.cases.actions import consents
from himaya.cases.models import Case, Consent
from himaya.institutions.models import Institution
from himaya.kernel import clock, two_people
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotPermitted, NotValid, ProofNeeded
from himaya.kernel.ids import new_id
from himaya.kernel.models import AuditEvent
from himaya.legal.models import RegisterEntry
from himaya.ops import worker
from himaya.packets import access, queries, states
from himaya.packets.actions import answers, packets
from himaya.packets.models import Packet, PacketStep
from himaya.tasks.models import Task
from tests import cast, factories
from tests.rooms.legal.exporting import exposing
from tests.rooms.packets import packed
from tests.rooms.packets.packed import BY, PARTNER

pytestmark = [pytest.mark.django_db, pytest.mark.capability("F3")]


def code_of(refused: Callable[[], object], kind: type[Any] = NotNow) -> str:
    with pytest.raises(kind) as refusal:
        refused()
    return str(refusal.value.code)


def tasks() -> list[str]:
    live = Task.objects.filter(kind__startswith="packet", state__in=("open", "taken"))
    return sorted(live.values_list("kind", flat=True))


def second_people(row: Packet) -> set[Actor]:
    """Those for whom it waits as the second of two."""
    (act,) = (one for one in two_people.acts() if one.code == "packet")
    return {one for one in cast.WORKERS.values() if two_people.waits_for(one, act, row.pk)}


def test_a_packet_holds_the_lines_that_were_ticked_and_no_other() -> None:
    """Seen red with `rules.PARTS` in place of the ticked parts in `access.open_packet`."""
    case = packed.case()
    row = packed.prepared(case.pk)
    said = packed.opened(packed.made(row))["packet"]
    assert [one["part"] for one in said["lines"]] == ["first_name", "language", "needs", "partner_words"]
    text = str(said)
    assert "Zahra" in text
    for kept in ("Canary aunt", factories.PHONE, "AB123456", "1998", case.reference, str(case.pk)):
        assert kept not in text, kept


def test_each_line_is_there_in_three_languages() -> None:
    said = packed.opened(packed.made(packed.prepared(packed.case().pk)))["packet"]
    needs = next(one for one in said["lines"] if one["part"] == "needs")
    assert needs["text"]["en"].startswith("A safe place")
    assert len(set(needs["text"].values())) == len(set(needs["label"].values())) == 3


def test_nothing_that_a_form_marks_as_exposing_goes() -> None:
    """Seen red without `harmless_in` in `making.known`. A version that came later marks it too."""
    case = packed.case()

    def offered() -> str:
        with access.open_choices(BY, case.pk) as (_case, lines):
            return str([one.text for one in lines])

    assert "A safe place" in offered()
    exposing("q19")
    assert "A safe place" not in offered()


def test_nothing_leaves_without_a_number_in_an_exercise_too() -> None:
    """Seen red without the gate in `checks.check_goes`."""
    case = packed.case()
    row = packed.prepared(case.pk)
    RegisterEntry.objects.filter(about=PARTNER).update(number="")
    assert code_of(lambda: packed.prepared(case.pk)) == "transfer_without_number"
    assert code_of(lambda: packed.made(row)) == "transfer_without_number"
    (found,) = queries.partners("labour")
    assert found.why_not
    RegisterEntry.objects.filter(about=PARTNER).delete()
    assert code_of(lambda: packed.made(row)) == "transfer_without_number"
    assert code_of(lambda: packed.prepared(case.pk), NotValid) == "receiver"
    assert packed.now(row).state == states.READY


@pytest.mark.parametrize("kind", ["consulate", "state", "police", "prosecution", "judiciary", "border"])
def test_nobody_who_polices_judges_or_speaks_for_a_state_is_a_partner(kind: str) -> None:
    """Seen red with the kind in `rules.PARTNER_KINDS`."""
    case = packed.case()
    row = packed.prepared(case.pk)
    Institution.objects.filter(pk=PARTNER).update(kind=kind)
    assert queries.partners("labour") == []
    assert code_of(lambda: packed.prepared(case.pk), NotValid) == "receiver"
    assert code_of(lambda: packed.made(row)) == "receiver"


def test_the_persons_yes_is_for_this_packet_alone() -> None:
    """Seen red with the last line of the ledger in place of a new one."""
    case = packed.case()
    first, second = packed.prepared(case.pk), packed.prepared(case.pk)
    assert first.consent_id != second.consent_id
    line = Consent.objects.get(pk=first.consent_id)
    assert (line.word, line.receiver_id, line.mode) == ("given", PARTNER, "spoken")
    assert set(packed.PARTS) <= set(line.data_classes)
    with pytest.raises(DatabaseError), transaction.atomic():
        Packet.objects.filter(pk=second.pk).update(consent_id=first.consent_id)


def test_without_a_yes_none_is_prepared_and_after_a_no_the_person_is_asked_first() -> None:
    case = packed.case()
    assert code_of(lambda: packed.prepared(case.pk, agrees=False), NotValid) == "agrees"
    question = consents.Question(f"institution:{PARTNER}", ["needs"], "ary", "none", "spoken")
    consents.refuse(case_id=case.pk, question=question, by=BY)
    assert code_of(lambda: packed.prepared(case.pk)) == "not_agreed"
    assert not Packet.objects.exists()


def test_a_childs_no_stands_above_everybodys_yes() -> None:
    case = packed.child()
    assert code_of(lambda: packed.prepared(case.pk, assent="no")) == "assent"
    assert packed.prepared(case.pk, assent="yes").state == states.PREPARED


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"parts": ()}, "parts"),
        ({"parts": ("signs",)}, "parts"),
        ({"parts": ("arrival",)}, "arrival_place"),
        ({"parts": ("partner_words",), "words": " "}, "words"),
        ({"words": "x" * 1501}, "words"),
        ({"arrival_place": "x" * 121}, "arrival_place"),
        ({"key": "age1nothing"}, "key"),
        ({"reply_by": None}, "reply_by"),
        ({"reply_by": factories.TUESDAY.date()}, "reply_by"),
        ({"reply_by": factories.TUESDAY.date() + timedelta(days=61)}, "reply_by"),
        ({"packet_language": "xx"}, "packet_language"),
        ({"language": "xx"}, "language"),
        ({"interpreter": ""}, "interpreter"),
        ({"mode": ""}, "mode"),
        ({"receiver": "daw"}, "receiver"),
        ({"assent": "yes"}, "assent"),
    ],
)
def test_what_is_missing_is_said_by_its_field(changes: dict[str, Any], code: str) -> None:
    case = packed.case()
    assert code_of(lambda: packed.prepared(case.pk, **changes), NotValid) == code
    assert not Packet.objects.exists()


def test_the_same_form_sent_again_keeps_one() -> None:
    case, form = packed.case(), new_id()
    wanted = packed.wanted()
    first = packets.prepare(case_id=case.pk, wanted=wanted, instance_id=form, by=BY)
    assert packets.prepare(case_id=case.pk, wanted=wanted, instance_id=form, by=BY).pk == first.pk
    assert Consent.objects.filter(receiver=PARTNER).count() == 1


@pytest.mark.parametrize("who", ["child", "health"])
def test_of_a_child_or_of_health_a_second_person_looks_first(who: str) -> None:
    """Seen red with `second_person` False: the file was made."""
    case = packed.child() if who == "child" else packed.case()
    of_child = {"assent": "yes"} if who == "child" else {}
    parts = ("language",) if who == "child" else ("language", "health_urgency")
    row = packed.prepared(case.pk, parts=parts, **of_child)
    worker.drain()
    assert (row.state, tasks()) == (states.PREPARED, [])
    assert second_people(row) == {cast.LABOUR_LEAD}
    assert code_of(lambda: packed.made(row)) == "already_prepared"
    assert code_of(lambda: packed.released(row, BY), NotPermitted) == "not_the_lead"
    with pytest.raises(IntegrityError), transaction.atomic():
        Packet.objects.filter(pk=row.pk).update(state="handed_out")
    packed.released(row)
    assert second_people(row) == set()
    assert packed.opened(packed.made(row))["packet"]["reference"] == row.reference


def test_whoever_prepared_it_is_no_second_person() -> None:
    case = packed.child()
    row = packed.prepared(case.pk, by=cast.LABOUR_LEAD, assent="yes")
    assert code_of(lambda: packed.released(row), NotPermitted) == "same_person"


def test_what_changed_since_somebody_looked_does_not_leave() -> None:
    """Seen red without `_same` in `hand_out`."""
    case = packed.case()
    row = packed.prepared(case.pk, parts=("age_group", "language"))
    looked = packed.seen(row)
    Case.objects.filter(pk=case.pk).update(language="wo")
    again = packed.proven()
    refused = lambda: packets.hand_out(case_id=case.pk, packet_id=row.pk, seen=looked, by=again)  # noqa: E731
    assert code_of(refused) == "seen"
    assert packed.now(row).handed == 0


def test_what_the_second_person_looked_at_is_what_leaves() -> None:
    case = packed.child()
    row = packed.prepared(case.pk, parts=("language",), assent="yes")
    packed.released(row)
    Case.objects.filter(pk=case.pk).update(language="wo")
    assert code_of(lambda: packed.made(row)) == "seen"


def test_it_is_handed_out_only_with_a_second_factor_just_shown() -> None:
    row = packed.prepared(packed.case().pk)
    with pytest.raises(ProofNeeded):
        packets.hand_out(case_id=row.case_id, packet_id=row.pk, seen=packed.seen(row), by=BY)


def test_the_store_keeps_neither_the_file_nor_its_code() -> None:
    case = packed.case()
    row, code = packed.handed(case.pk)
    assert code not in str(Packet.objects.filter(pk=row.pk).defer("typed").values("code_mark", "reference"))
    assert len(row.code_mark) == 64


def test_a_code_is_read_aloud_however_it_is_typed_and_never_guessed() -> None:
    """Seen red without the count in `_code_fits`."""
    row, code = packed.handed(packed.case().pk)
    about = {"case_id": row.case_id, "packet_id": row.pk, "by": BY}
    for _try in range(10):
        assert not answers.acknowledge(code="2222-2222", **about)
    assert code_of(lambda: answers.acknowledge(code=code, **about)) == "code"
    assert AuditEvent.objects.filter(action="packet.code_wrong").count() == 10
    with clock.stopped(factories.TUESDAY + timedelta(hours=2)):
        assert answers.acknowledge(code=f" {code.lower().replace('-', ' ')} ", **about)
    assert packed.now(row).state == states.RECEIVED


def test_a_second_file_has_another_code_and_the_first_counts_no_more() -> None:
    case = packed.case()
    row, first = packed.handed(case.pk)
    second = packed.opened(packed.made(row))["packet"]["code"]
    assert not answers.acknowledge(case_id=case.pk, packet_id=row.pk, code=first, by=BY)
    assert answers.acknowledge(case_id=case.pk, packet_id=row.pk, code=second, by=BY)


def test_it_is_made_three_times_at_most() -> None:
    row = packed.prepared(packed.case().pk)
    for _time in range(3):
        packed.made(row)
    assert code_of(lambda: packed.made(row)) == "handed_enough"


@pytest.mark.parametrize(
    ("verb", "reason", "state"),
    [("accept", "", "accepted"), ("accept_in_part", "no_place", "in_part"), ("cannot", "not_safe", "cannot")],
)
def test_a_yes_needs_the_code_first(verb: str, reason: str, state: str) -> None:
    case = packed.case()
    row, code = packed.handed(case.pk)
    assert code_of(lambda: packed.answered(row, verb, reason)).startswith("already")
    answers.acknowledge(case_id=case.pk, packet_id=row.pk, code=code, by=BY)
    packed.answered(row, verb, reason, "Canary")
    assert packed.now(row).state == state


def test_a_partner_may_say_no_without_opening_it_and_a_no_has_a_reason() -> None:
    row, _code = packed.handed(packed.case().pk)
    assert code_of(lambda: packed.answered(row, "refuse"), NotValid) == "reason"
    assert code_of(lambda: packed.answered(row, "accept", "no_place"), NotValid) == "reason"
    assert code_of(lambda: packed.answered(row, "strange"), NotValid) == "answer"
    assert code_of(lambda: packed.answered(row, "refuse", "not_our_service", "x" * 2001), NotValid) == "answer_words"
    packed.answered(row, "refuse", "not_our_service", "x" * 2000)
    assert packed.now(row).state == states.REFUSED
    packets.end(case_id=row.case_id, packet_id=row.pk, reason="other_partner", by=BY)
    assert packed.prepared(row.case_id).state == states.READY


def test_silence_is_told_to_the_desk_then_once_to_its_lead_and_has_a_way_on() -> None:
    """Seen red without `wait_for` in `hand_out`, and without `packet.silence_lasts`."""
    case = packed.case()
    row, _code = packed.handed(case.pk, reply_by=packed.day(3))  # Friday
    worker.drain()
    assert tasks() == []
    with clock.stopped(factories.TUESDAY + timedelta(days=4)):  # Saturday
        worker.drain()
        assert packed.now(row).state == states.SILENT
        worker.drain()
        assert tasks() == ["packet_silent"]
    with clock.stopped(factories.TUESDAY + timedelta(days=6)):  # Monday
        worker.drain()
        assert tasks() == ["packet_silent", "packet_silent_lead"]
        assert Task.objects.get(kind="packet_silent_lead").urgent
        packets.ask_again(case_id=case.pk, packet_id=row.pk, reply_by=packed.day(5), by=BY)
        worker.drain()
        assert tasks() == []
    with clock.stopped(factories.TUESDAY + timedelta(days=12)):
        worker.drain()
        worker.drain()
        assert packed.now(row).state == states.SILENT
        assert "packet_silent" in tasks()
        packets.end(case_id=case.pk, packet_id=row.pk, reason="no_answer", by=BY)


def test_an_answer_that_comes_late_is_still_written_down() -> None:
    case = packed.case()
    row = packed.silent(case.pk)
    assert code_of(lambda: packed.answered(row)) == "code"
    packed.answered(row, "refuse", "no_place")
    assert packed.now(row).state == states.REFUSED


def test_whoever_opened_it_and_fell_silent_is_asked_for_an_answer_and_no_code() -> None:
    case = packed.case()
    row = packed.received(case.pk)
    with clock.stopped(factories.TUESDAY + timedelta(days=20)):
        packets.fall_silent(packet_id=row.pk, reply_by=row.reply_by.isoformat())
        packets.ask_again(case_id=case.pk, packet_id=row.pk, reply_by=packed.day(5), by=BY)
        assert packed.now(row).state == states.RECEIVED
        packed.answered(row)


@pytest.mark.parametrize("stage", ["ready", "handed_out", "received", "accepted", "silent", "ended"])
def test_from_every_state_one_word_of_the_person_takes_it_back(stage: str) -> None:
    """Seen red with a state left out of `take_back`."""
    case = packed.case()
    row = packed.prepared(case.pk) if stage == "ready" else None
    if stage in ("handed_out", "ended"):
        row, _code = packed.handed(case.pk)
    if stage == "ended":
        packets.end(case_id=case.pk, packet_id=row.pk, reason="not_needed", by=BY)
    if stage in ("received", "accepted"):
        row = packed.received(case.pk)
    if stage == "accepted":
        packed.answered(row)
    if stage == "silent":
        row = packed.silent(case.pk)
    assert packed.now(row).state == stage
    packets.take_back(case_id=case.pk, packet_id=row.pk, by=BY)
    assert packed.now(row).state == states.TAKEN_BACK
    assert Consent.objects.filter(case=case, receiver=PARTNER, word="withdrawn").count() == 1
    assert code_of(lambda: packed.made(row)) == "already_taken_back"
    assert code_of(lambda: packets.take_back(case_id=case.pk, packet_id=row.pk, by=BY)) == "already_taken_back"


def test_what_is_taken_back_on_the_page_of_agreements_stops_here_at_once() -> None:
    """Seen red without `check_agreed`, and without the line in ops/reactions.py."""
    case = packed.case()
    row = packed.prepared(case.pk)
    consents.withdraw(consent_id=row.consent_id, by=BY)
    assert code_of(lambda: packed.made(row)) == "not_agreed"
    worker.drain()
    assert packed.now(row).state == states.TAKEN_BACK


def test_on_a_closed_file_nothing_leaves_and_what_comes_back_is_written_down() -> None:
    case = packed.case()
    row, code = packed.handed(case.pk)
    other = packed.prepared(case.pk)
    Case.objects.filter(pk=case.pk).update(state="closed", closed_on=clock.today())
    assert code_of(lambda: packed.made(other)) == "closed"
    assert code_of(lambda: packed.prepared(case.pk)) == "closed"
    assert answers.acknowledge(case_id=case.pk, packet_id=row.pk, code=code, by=BY)
    packed.answered(row)
    packets.take_back(case_id=case.pk, packet_id=row.pk, by=BY)


def test_what_began_a_packet_and_its_steps_never_change() -> None:
    row, _code = packed.handed(packed.case().pk)
    for change in ({"key": "age1x"}, {"classes": ["identity"]}, {"number": "T-1"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Packet.objects.filter(pk=row.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        PacketStep.objects.filter(packet=row).update(verb="accept")
