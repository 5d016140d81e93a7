"""The ledger of agreements: asked, given, refused, withdrawn. What rests on one ends with it; nothing goes without."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from himaya.cases import access, queries, queries_consents
from himaya.cases.actions import acknowledgements, compartments, consents, grants, referrals
from himaya.cases.actions.consents import Question
from himaya.cases.models import Case, Consent, Grant, Referral
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid, Refusal
from himaya.kernel.models import AuditEvent, AuditSubject, OutboxMessage
from tests import cast, factories
from tests.refusals import refused
from tests.rooms.cases import apart_at_hand

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("E1")]
TODAY = factories.TUESDAY.date()
TOMORROW = TODAY + timedelta(days=1)
SHELTER, LAWYERS = "desk:shelter", "desk:lawyers"


def question(to: str = SHELTER, *classes: str, **changes: str) -> Question:
    said = {"language": "ary", "interpreter": "none", "mode": "gesture", **changes}
    return Question(to, classes or ("needs", "first_name"), said["language"], said["interpreter"], said["mode"])


def give(case: Case, to: str = SHELTER, *classes: str, until: date | None = None, by: Actor = cast.INSPECTOR) -> UUID:
    return consents.give(case_id=case.pk, question=question(to, *classes), until=until, by=by)


def refuse(case: Case, to: str = SHELTER, *classes: str) -> UUID:
    return consents.refuse(case_id=case.pk, question=question(to, *classes), by=cast.INSPECTOR)


def withdraw(case: Case, desk: str = "shelter", by: Actor = cast.INSPECTOR) -> None:
    line = Consent.objects.filter(case=case, recipient=desk).first()
    assert line is not None
    consents.withdraw(consent_id=line.pk, by=by)


def words() -> list[str]:
    return list(Consent.objects.order_by("number").values_list("word", flat=True))


def packet(referral: Referral | UUID, by: Actor = cast.SHELTER) -> set[str]:
    pk = referral.pk if isinstance(referral, Referral) else referral
    with access.open_referral(by, pk, purpose="give_service") as opened:
        return set(opened.packet) - {"reference", "region"}


def test_a_line_says_what_was_asked_by_whom_how_and_for_how_long(case: Case) -> None:
    """Seen red with the audit row left out of `ledger.write`."""
    line = Consent.objects.get(pk=give(case, LAWYERS, "needs", until=TOMORROW))
    assert (line.number, line.word, line.purpose, line.basis, line.source) == (
        2,
        "given",
        "give_service",
        "consent",
        "",
    )
    assert (line.recipient_id, line.receiver_id, line.until) == ("lawyers", None, TOMORROW)
    assert line.data_classes == ["needs", "reference", "region"]
    assert (line.language, line.interpreter, line.mode, line.desk_id) == ("ary", "none", "gesture", "labour-north")
    assert (line.asked_by, line.at) == (cast.INSPECTOR.account_id, clock.now())
    event = AuditEvent.objects.filter(action="consent.given").latest("pk")
    assert (event.object_id, event.code) == (str(case.pk), "give_service")
    assert AuditSubject.objects.get(event=event).subject_id == case.person_id


def test_asking_and_refusing_are_lines_that_give_nothing(case: Case) -> None:
    consents.ask(case_id=case.pk, question=question(LAWYERS), by=cast.INSPECTOR)
    refuse(case, LAWYERS)
    assert words() == ["given", "asked", "refused"]
    assert queries_consents.agreed_at_desk(case.pk, "lawyers") == frozenset()
    assert {one.row.recipient_id for one in queries_consents.in_force(Consent.objects.all())} == {"shelter"}
    assert Consent.objects.get(word="refused").data_classes == ["first_name", "needs"]


def test_what_is_agreed_is_withdrawn_and_not_refused(case: Case) -> None:
    """A refusal would leave what flows; the sentence names the way that stops it."""
    with refused(NotNow, "answer"):
        refuse(case, SHELTER, "needs")
    refuse(case, SHELTER, "signs")
    assert "signs" not in queries_consents.agreed_at_desk(case.pk, "shelter")
    assert packet(Referral.objects.get()) == set(factories.AGREED)


WRONG: list[tuple[str, Question, date | None]] = [
    ("to", question("desk:labour-north"), None),
    ("to", question("desk:absent"), None),
    ("to", question("institution:labour"), None),
    ("to", question("consulate:x"), None),
    ("data_classes", Question(SHELTER, (), "ary", "none", "spoken"), None),
    ("data_classes", question(SHELTER, "address"), None),
    ("data_classes", question(SHELTER, "reference"), None),
    ("language", question(language="xx"), None),
    ("interpreter", question(interpreter="perhaps"), None),
    ("mode", question(mode="telepathy"), None),
    ("until", question(), TODAY - timedelta(days=1)),
]


@pytest.mark.parametrize(("code", "asked", "until"), WRONG)
def test_what_cannot_be_written_down_is_said_at_its_field(
    case: Case, code: str, asked: Question, until: date | None
) -> None:
    with refused(NotValid, code):
        consents.give(case_id=case.pk, question=asked, until=until, by=cast.INSPECTOR)
    assert words() == ["given"]


def test_only_the_desk_that_holds_the_case_writes_and_for_others_there_is_no_line(case: Case) -> None:
    for stranger in (cast.SHELTER, cast.INSPECTOR_SOUTH, cast.LAWYER):
        with pytest.raises(NotFound):
            give(case, by=stranger)
        with pytest.raises(NotFound):
            withdraw(case, by=stranger)
    with pytest.raises(NotFound):
        consents.withdraw(consent_id=case.pk, by=cast.INSPECTOR)


def test_a_line_is_never_changed_and_says_one_thing(case: Case) -> None:
    """Seen red without the trigger of migration 10."""
    with pytest.raises((DatabaseError, IntegrityError)), transaction.atomic():
        Consent.objects.update(word="refused")
    given = Consent.objects.get()
    columns: dict[str, Any] = {
        "case": case,
        "number": 2,
        "at": clock.now(),
        "word": "given",
        "basis": "consent",
        "purpose": "give_service",
        "recipient_id": "shelter",
        "data_classes": [],
        "desk_id": "labour-north",
    }
    for wrong in (
        {"number": given.number},
        {"word": "agreed"},
        {"word": "without"},
        {"word": "without", "basis": "danger"},
        {"basis": "danger"},
        {"purpose": "export"},
        {"recipient_id": None},
        {"receiver_id": "daw"},
        {"word": "refused", "until": TODAY},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Consent.objects.create(**{**columns, **wrong})
    assert Consent.objects.create(**columns)


# Withdrawing.


@pytest.mark.parametrize("accepted", [False, True])
def test_a_withdrawal_ends_every_referral_that_rests_on_it_and_tells_the_desk(case: Case, accepted: bool) -> None:
    """Seen red without the loop over `standing_referrals`: the packet stayed open at the shelter."""
    second = factories.send_again(
        factories.HandedOver(case.pk, case.reference, ()),
        wish=factories.wish(service="emergency_shelter", data_classes=("needs",)),
    )
    elsewhere = factories.send_again(factories.HandedOver(case.pk, case.reference, ()))
    if accepted:
        for one in Referral.objects.filter(to_desk="shelter"):
            referrals.accept(referral_id=one.pk, by=cast.SHELTER)
    give_summary(case)
    withdraw(case)
    assert set(Referral.objects.filter(to_desk="shelter").values_list("state", flat=True)) == {"withdrawn"}
    assert Referral.objects.get(pk=elsewhere).state == "sent"
    assert packet(second) == set()
    assert not Grant.objects.filter(desk="shelter", revoked_at=None).exists()
    with pytest.raises(NotFound), access.open_case(cast.SHELTER, case.pk, purpose="give_service"):
        pass
    # The notice on its page, and word for the worker: one for the agreement, one for each referral.
    assert queries.withdrawn_lately(cast.SHELTER).count() == 2
    told = OutboxMessage.objects.values_list("event", flat=True)
    assert (list(told).count("consent.withdrawn"), list(told).count("referral.withdrawn")) == (1, 2)
    assert words()[-1] == "withdrawn"
    assert words().count("withdrawn") == 1
    assert queries_consents.agreed_at_desk(case.pk, "shelter") == frozenset()
    assert packet(elsewhere, cast.LAWYER) == {"first_name", "needs"}
    with clock.stopped(factories.TUESDAY + timedelta(days=queries.TOLD_DAYS, minutes=1)):
        # However long it takes, until somebody there says that they have read so.
        for one in list(queries.withdrawn_lately(cast.SHELTER)):
            acknowledgements.give(referral_id=one.pk, by=cast.SHELTER)
        assert not queries.withdrawn_lately(cast.SHELTER).exists()


def give_summary(case: Case, until: date = TOMORROW, desk: str = SHELTER) -> UUID:
    return grants.give(
        case_id=case.pk,
        to=desk,
        kind="referral",
        level="summary",
        sections=[],
        until=until,
        reason="joint_work",
        by=cast.LABOUR_LEAD,
    )


def test_a_withdrawal_is_made_once_and_also_of_a_closed_case(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(state="closed", closed_on=clock.today())
    with refused(NotNow, "closed"):
        give(case, LAWYERS)
    withdraw(case)
    with refused(NotNow, "nothing"):
        withdraw(case)
    assert words() == ["given", "withdrawn"]


def test_what_the_desk_wrote_itself_stays_its_own(case: Case) -> None:
    notes = compartments.begin(case_id=case.pk, kind="ngo_notes", by=cast.SHELTER)
    apart_at_hand.written(notes)
    withdraw(case)
    assert apart_at_hand.read(cast.SHELTER, notes)


def test_one_referral_taken_back_leaves_another_to_the_same_desk_what_it_rests_on(case: Case) -> None:
    """Seen red without `still_needed`: the second referral was closed with the first."""
    done = factories.HandedOver(case.pk, case.reference, ())
    first = Referral.objects.get()
    second = factories.send_again(done, wish=factories.wish(data_classes=("needs",)))
    referrals.withdraw(referral_id=first.pk, by=cast.SHELTER)
    assert (packet(second), packet(first)) == ({"needs"}, set())
    back = Consent.objects.get(word="withdrawn")
    assert (back.desk_id, back.data_classes) == ("shelter", sorted({*factories.AGREED} - {"needs"}))
    with clock.stopped(factories.TUESDAY + timedelta(hours=1)):
        third = factories.send_again(done, wish=factories.wish(data_classes=("needs",)), agreed_at=clock.now())
        referrals.withdraw(referral_id=second, by=cast.INSPECTOR)
    assert packet(third) == {"needs"}
    assert Consent.objects.filter(word="withdrawn").latest("number").data_classes == []


def test_what_goes_along_with_everything_has_no_word_of_its_own(case: Case) -> None:
    """A reference and a region: an end of something else does not end them, a no to everything does. Seen red with
    `line_of` giving every class, and with `shared_now` leaving out what goes along: then nothing could be accepted."""
    give(case, SHELTER, "gender", until=TODAY)
    (standing,) = queries_consents.in_force(Consent.objects.all())
    assert dict(standing.classes) == {**dict.fromkeys(factories.AGREED), "gender": TODAY}
    with clock.stopped(factories.TUESDAY + timedelta(days=1)):
        referrals.accept(referral_id=Referral.objects.get().pk, by=cast.SHELTER)
        withdraw(case)
        empty = factories.wish(data_classes=())
        assert code(lambda: send(case, wish=empty)) == "not_agreed"
        assert Referral.objects.get(pk=send(case, wish=factories.wish(to_desk_id="hostel", data_classes=())))


# Nothing goes without.


def send(case: Case, **changes: Any) -> UUID:
    done = factories.HandedOver(case.pk, case.reference, ())
    return factories.send_again(done, **{"agreed_at": clock.now() + timedelta(seconds=1), **changes})


@pytest.mark.parametrize("word", ["refused", "withdrawn", "expired"])
def test_nothing_is_sent_on_agreement_after_a_no_until_the_person_is_asked_again(case: Case, word: str) -> None:
    """Seen red without `check_not_refused`; each sentence names the page on which the answer is written down."""
    if word == "refused":
        refuse(case, LAWYERS)
    else:
        give(case, LAWYERS, until=TODAY if word == "expired" else None)
    if word == "withdrawn":
        withdraw(case, "lawyers")
    later = factories.TUESDAY + timedelta(days=1)
    with clock.stopped(later):
        with refused(NotNow, "not_agreed", says="Accords"):
            send(case)
        assert not Referral.objects.filter(to_desk="lawyers").exists()
        # A duty in law is another basis, and is named as such; it makes no agreement.
        sent = Referral.objects.get(pk=send(case, basis="legal_duty"))
        assert (sent.consent.word, sent.consent.source) == ("without", "duty_to_report")
        assert queries_consents.agreed_at_desk(case.pk, "lawyers") == frozenset()
    with clock.stopped(later + timedelta(minutes=1)):
        give(case, LAWYERS)
        assert packet(send(case), cast.LAWYER) == {"first_name", "needs"}


def test_another_basis_is_written_down_with_its_source() -> None:
    factories.hand_over(route="danger", consent_given=False)
    factories.hand_over(route="child", guardian_implicated="no", consent_given=False)
    lines = Consent.objects.values_list("word", "basis", "source")
    assert set(lines) == {("without", "danger", "vital_interest"), ("without", "child", "child_first")}


def test_sending_once_more_does_not_lengthen_what_was_agreed(case: Case) -> None:
    give(case, LAWYERS, until=TOMORROW)
    send(case)
    line = Consent.objects.latest("number")
    assert (line.word, line.recipient_id, line.until) == ("given", "lawyers", TOMORROW)


def test_what_ran_out_is_closed_at_the_edge_of_the_day_and_opens_when_it_is_agreed_again(case: Case) -> None:
    """Seen red with `shared_now` giving back what was sent."""
    referral = Referral.objects.get()
    give(case, SHELTER, *factories.AGREED, until=TOMORROW)
    with clock.stopped(factories.TUESDAY + timedelta(days=1, hours=12)):
        assert packet(referral) == set(factories.AGREED)
    with clock.stopped(factories.TUESDAY + timedelta(days=2)):
        assert packet(referral) == set()
        with access.open_referral(cast.SHELTER, referral.pk, purpose="answer_referral") as opened:
            assert opened.masked == ()
        assert code(lambda: referrals.accept(referral_id=referral.pk, by=cast.SHELTER)) == "agreement_over"
        referrals.ask(referral_id=referral.pk, question="When?", by=cast.SHELTER)
        answering = {"referral_id": referral.pk, "text": "Today", "by": cast.INSPECTOR}
        assert code(lambda: referrals.answer(**answering)) == "agreement_over"
        give(case, SHELTER, *factories.AGREED)
        assert packet(referral) == set(factories.AGREED)
        referrals.answer(referral_id=referral.pk, text="Today", by=cast.INSPECTOR)
        referrals.accept(referral_id=referral.pk, by=cast.SHELTER)


def asked(referral: Referral, by: Actor) -> tuple[str, str, str]:
    with access.open_referral(by, referral.pk, purpose="answer_referral") as opened:
        return opened.question, opened.answer, opened.note


def test_what_was_asked_and_answered_is_read_there_as_long_as_what_carried_it(case: Case) -> None:
    """Seen red: question and answer stood on after the last day of the agreement, and after one that declined was told
    no."""
    referral = Referral.objects.get()
    referrals.ask(referral_id=referral.pk, question="Canary stairs?", by=cast.SHELTER)
    referrals.answer(referral_id=referral.pk, text="Canary no", by=cast.INSPECTOR)
    said = ("Canary stairs?", "Canary no", "")
    assert (asked(referral, cast.SHELTER), asked(referral, cast.INSPECTOR)) == (said, said)
    give(case, SHELTER, "needs", until=TOMORROW)
    with clock.stopped(factories.TUESDAY + timedelta(days=2)):
        assert asked(referral, cast.SHELTER) == ("", "", ""), "a part of what carried it ran out"
        assert asked(referral, cast.INSPECTOR) == said, "the desk that holds the file keeps its own"
    referrals.decline(referral_id=referral.pk, reason="no_place", note="Canary full", by=cast.SHELTER)
    assert asked(referral, cast.SHELTER) == ("", "", "")
    withdraw(case)
    assert asked(referral, cast.SHELTER) == ("", "", "")
    assert asked(referral, cast.INSPECTOR) == (*said[:2], "Canary full")


def code(deed: Any) -> str:
    with pytest.raises(Refusal) as refusal:
        deed()
    return refusal.value.code


def test_another_institution_sees_the_case_only_while_and_as_long_as_the_person_agrees(case: Case) -> None:
    """Seen red without `_check_agreed`: a summary was open to the shelter for a week after the last day."""
    give(case, SHELTER, *factories.AGREED, until=TOMORROW)
    assert code(lambda: give_summary(case, TOMORROW + timedelta(days=1))) == "until"
    give_summary(case, TOMORROW)
    give(case, SHELTER, *factories.AGREED, until=TODAY)
    assert not Grant.objects.filter(desk="shelter", revoked_at=None).exists()
    with clock.stopped(factories.TUESDAY + timedelta(days=1)):
        assert code(lambda: give_summary(case, TOMORROW)) == "whom"
        send(case, basis="legal_duty", wish=factories.wish())
        assert give_summary(case, TOMORROW + timedelta(days=9))


def test_a_colleague_of_the_same_institution_needs_no_agreement_of_the_person(case: Case) -> None:
    withdraw(case)
    assert grants.give(
        case_id=case.pk,
        to=f"account:{cast.INSPECTOR_SOUTH.account_id}",
        kind="team",
        level="full",
        sections=["story"],
        until=TOMORROW,
        reason="advice",
        by=cast.LABOUR_LEAD,
    )


def test_a_refusal_since_the_form_was_opened_stops_the_sending(case: Case) -> None:
    opened_at = clock.now()
    with clock.stopped(factories.TUESDAY + timedelta(minutes=5)):
        refuse(case, "desk:hostel")
        with refused(NotNow, "consent_withdrawn"):
            send(case, agreed_at=opened_at)
