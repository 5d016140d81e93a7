"""Agreements made whole: a child's word, a consulate's one contact, two people without agreement, proof of an end."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from himaya.cases import proofs, queries, queries_consents, queries_notices
from himaya.cases import rules_consents_exceptions as rules
from himaya.cases.actions import acknowledgements, closures, consents, exceptions, grants, referrals
from himaya.cases.actions.closures import Ending
from himaya.cases.actions.consents import Question
from himaya.cases.actions.exceptions import Wanted
from himaya.cases.models import Case, Consent, Referral, SharingException, WithdrawalNotice
from himaya.cases.rules_consents_exceptions import NOT_TOLD, TO_TELL, TOLD, Notice
from himaya.cases.words_consents import CHILD_REFUSED, CONSULATE_REFUSED
from himaya.disclosures import rules_exports
from himaya.disclosures.actions.exports import Scope
from himaya.disclosures.models import DataExport
from himaya.institutions.models import Desk
from himaya.kernel import clock, statements
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid, Refusal
from himaya.kernel.models import AuditEvent
from himaya.legal import gate
from himaya.legal.actions import entries
from himaya.legal.actions.entries import Said
from himaya.legal.models import RegisterEntry
from himaya.legal.regimes import Regime
from himaya.ops import reactions
from himaya.services.queries import offers_for
from tests import cast, factories
from tests.refusals import refuses
from tests.rooms.legal import exporting

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("E1")]
TODAY = factories.TUESDAY.date()
LAWYERS, CONSULATE = "desk:lawyers", "desk:consulate"
Q = Question(LAWYERS, ("needs", "language"), "ary", "none", "spoken")
C = replace(Q, to=CONSULATE, fears="no")


def opened(**changes: Any) -> Case:
    return Case.objects.get(pk=factories.hand_over(**changes).case_id)


def child(guardian: str = "no") -> Case:
    return opened(
        route="child", consent_given=False, guardian_implicated=guardian, answers={**factories.ANSWERS, "q06": "child"}
    )


def give(case: Case, question: Question = Q, **changes: Any) -> UUID:
    return consents.give(case_id=case.pk, question=question, by=cast.INSPECTOR, **changes)


def test_a_child_says_it_themself_and_a_guardian_never_stands_above_a_no() -> None:
    """Seen red without `of_children.check_heard` in `give`, and without `_said_no_before`."""
    case = child()
    refuses(lambda: give(case), Refusal, "assent")
    refuses(lambda: give(case, replace(Q, assent="no", guardian="agreed")), Refusal, "assent")
    refuses(lambda: give(case, replace(Q, assent="too_young", guardian="none")), Refusal, "assent")
    give(case, replace(Q, assent="too_young", guardian="agreed"))
    consents.refuse(case_id=case.pk, question=replace(Q, to="desk:hostel"), by=cast.INSPECTOR)
    line = Consent.objects.get(recipient="hostel")
    assert (line.word, line.assent) == ("refused", "no")
    # Their no lasts until they say yes themself, whoever agrees for them.
    hostel = replace(Q, to="desk:hostel", assent="not_alone", guardian="agreed")
    assert refuses(lambda: give(case, hostel), Refusal, "assent").sentence == CHILD_REFUSED["earlier_no"]
    give(case, replace(hostel, assent="yes", guardian="none"))
    consents.withdraw(consent_id=line.pk, by=cast.INSPECTOR)
    refuses(lambda: give(case, hostel), Refusal, "assent")
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent(**{**_copied(line), "word": "given", "assent": "no", "number": 99}).save(force_insert=True)


def _copied(row: Consent) -> dict[str, Any]:
    names = ("case_id", "at", "basis", "purpose", "recipient_id", "data_classes", "desk_id", "language", "mode")
    return {name: getattr(row, name) for name in names}


def test_no_guardian_is_asked_while_one_may_be_implicated_and_none_is_a_gate() -> None:
    for flag in ("yes", "unknown"):
        case = child(flag)
        # Sent at once by the child circuit, with no agreement and no guardian.
        assert Referral.objects.get(case=case).consent.basis == "child"
        asked = replace(Q, assent="too_young", guardian="agreed")
        assert refuses(lambda case=case, asked=asked: give(case, asked), Refusal, "guardian")  # type: ignore[misc]
        give(case, replace(Q, assent="yes", guardian="implicated"))
    assert AuditEvent.objects.filter(action="guardian.looked_up").count() == 2
    case = child("no")
    consents.ask(case_id=case.pk, question=replace(Q, guardian="implicated"), by=cast.INSPECTOR)
    refuses(lambda: give(case, replace(Q, assent="too_young", guardian="agreed")), Refusal, "guardian")
    refuses(lambda: give(opened(), replace(Q, assent="yes")), Refusal, "assent")


def registered(case: Case) -> None:
    """The consulate is abroad by its kind: the register of the sender names an authorisation."""
    RegisterEntry.objects.create(
        institution_id=case.institution_id, part="recipient", about="consulate-far", text="x", number="A-1",
        abroad=True, state="in_force", proposed_by=UUID(int=1), decided_by=UUID(int=2), proposed_on=TODAY,
    )  # fmt: skip


def to_consulate(case: Case, **changes: Any) -> UUID:
    wish = factories.wish(service="return_counselling", to_desk_id="consulate", data_classes=("language",))
    return factories.send_again(factories.HandedOver(case.pk, case.reference, ()), wish=wish, **changes)


def test_a_consulate_gets_something_once_on_a_fresh_yes_and_no_path_goes_round_it() -> None:
    """Seen red without `consulates.check_goes` in `sending.make`, and with the used lines left out."""
    case, desk = opened(), cast.consulate()
    refuses(lambda: to_consulate(case), Refusal, "transfer_without_number")
    registered(case)
    later = {"agreed_at": clock.now() + timedelta(days=1)}
    assert refuses(lambda: to_consulate(case), Refusal, "consulate").sentence == CONSULATE_REFUSED["ask"]
    refuses(lambda: give(case, replace(C, fears="")), Refusal, "fears")
    refuses(lambda: give(case, replace(C, fears="perhaps")), Refusal, "fears")
    give(case, C)
    for basis in ("danger", "legal_duty"):
        refuses(lambda basis=basis: to_consulate(case, basis=basis), Refusal, "consulate")  # type: ignore[misc]
    sent = to_consulate(case)
    assert Referral.objects.get(pk=sent).consent.word == "given"
    assert refuses(lambda: to_consulate(case), Refusal, "consulate").sentence == CONSULATE_REFUSED["used"]
    give(case, C)
    # By telephone: the yes is used up as well.
    line = Consent.objects.filter(recipient=desk).latest("number")
    consents.use(consent_id=line.pk, by=cast.INSPECTOR)
    refuses(lambda: consents.use(consent_id=line.pk, by=cast.INSPECTOR), Refusal, "consulate")
    refuses(lambda: to_consulate(case, **later), Refusal, "consulate")
    refuses(lambda: consents.use(consent_id=give(case), by=cast.INSPECTOR), Refusal, "not_one")
    # Let in, without agreement, as a file of records, from the first line, as one desk among others: no.
    access = {"kind": "referral", "level": "summary", "sections": (), "until": TODAY, "reason": "advice"}
    refuses(lambda: grants.give(case_id=case.pk, to=CONSULATE, by=cast.LABOUR_LEAD, **access))  # type: ignore[arg-type]
    refuses(
        lambda: exceptions.propose(case_id=case.pk, wanted=wanted("consulate"), by=cast.INSPECTOR), Refusal, "consulate"
    )
    refuses(lambda: give(case, replace(C, to="institution:consulate-far")), Refusal, "to")
    assert not rules_exports.receives("consulate")
    first = factories.wish(service="return_counselling", to_desk_id="consulate", data_classes=("language",))
    refuses(lambda: factories.hand_over(wishes=[first]), Refusal, "consulate")
    asked = {"service": "return_counselling", "region": cast.NORTH}
    assert "consulate" not in {one.desk.pk for one in offers_for(**asked)}
    assert "consulate" in {one.desk.pk for one in offers_for(**asked, consulates=True)}


def test_fear_asylum_and_childhood_close_the_way_to_a_consulate_in_every_file_of_the_person() -> None:
    """Seen red with only the own lines of the case looked at."""
    case = opened()
    cast.consulate()
    registered(case)
    give(case, C)
    other = opened(identity=None, person_id=case.person_id)
    consents.ask(case_id=other.pk, question=replace(C, fears="yes"), by=cast.INSPECTOR)
    for closed in (case, other):
        refuses(lambda closed=closed: give(closed, C), Refusal, "fears")  # type: ignore[misc]
    assert refuses(lambda: to_consulate(case), Refusal, "consulate").sentence == CONSULATE_REFUSED["fear"]
    seeking = opened()
    give(seeking, C)
    wish = factories.wish(service="asylum_advice", to_desk_id="lawyers", data_classes=("language",), urgency="ordinary")
    factories.send_again(factories.HandedOver(seeking.pk, seeking.reference, ()), wish=wish)
    refuses(lambda: to_consulate(seeking), Refusal, "consulate")
    young = child()
    assert refuses(lambda: give(young, replace(C, assent="yes")), Refusal, "to").sentence == CONSULATE_REFUSED["child"]
    refuses(lambda: to_consulate(young, basis="child", guardian_implicated="no"), Refusal, "consulate")


def wanted(desk: str = "lawyers", **changes: Any) -> Wanted:
    base = Wanted(desk, ("danger_now",), "danger", Notice(TO_TELL, TODAY + timedelta(days=3)))
    return replace(base, **changes)


def test_without_agreement_it_takes_a_ground_two_people_and_news_for_the_person() -> None:
    """Seen red with the second person not checked; the table refuses it as well."""
    case = opened()
    wrong = {
        "ground": wanted(ground="vital_interest"),
        "notice": wanted(ground="legal_duty"),
        "day": wanted(notice=Notice(TOLD, TODAY + timedelta(days=1))),
        "reason": wanted(notice=Notice(NOT_TOLD, TODAY)),
        "data_classes": wanted(data_classes=("region",)),
        "to": wanted("labour-north"),
    }
    for code, said in wrong.items():
        assert isinstance(
            refuses(
                lambda said=said: exceptions.propose(case_id=case.pk, wanted=said, by=cast.INSPECTOR), Refusal, code
            ),  # type: ignore[misc]
            NotValid,
        )
    refuses(
        lambda: exceptions.propose(case_id=case.pk, wanted=wanted(ground="child"), by=cast.INSPECTOR), Refusal, "ground"
    )
    one = exceptions.propose(case_id=case.pk, wanted=wanted(), by=cast.INSPECTOR)
    refuses(lambda: exceptions.propose(case_id=case.pk, wanted=wanted(), by=cast.LABOUR_LEAD), Refusal, "to")
    assert not Consent.objects.filter(word="without").exists()
    for nobody in (cast.INSPECTOR, cast.INSPECTOR_COLLEAGUE):
        with pytest.raises(NotPermitted):
            exceptions.confirm(exception_id=one, by=nobody)
    with pytest.raises(NotFound):
        exceptions.confirm(exception_id=one, by=cast.LAWYER)
    refuses(lambda: exceptions.tell(exception_id=one, by=cast.INSPECTOR), Refusal, "nothing_owed")
    with pytest.raises(IntegrityError), transaction.atomic():
        row = SharingException.objects.get(pk=one)
        SharingException.objects.filter(pk=one).update(
            state="confirmed", decided_by=row.proposed_by, decided_at=clock.now(), line=Consent.objects.first()
        )
    exceptions.confirm(exception_id=one, by=cast.LABOUR_LEAD)
    line = Consent.objects.get(word="without")
    assert (line.basis, line.source, line.told_first, line.recipient_id) == (
        "danger",
        "vital_interest",
        False,
        "lawyers",
    )
    assert queries_consents.agreed_at_desk(case.pk, "lawyers") == frozenset()
    refuses(lambda: exceptions.decline(exception_id=one, by=cast.LABOUR_LEAD), Refusal, "decided")
    # The news is owed until it was told, however often it is put off, each time to a day.
    assert [(row.pk, rules.owed(row.notice)) for row in queries_notices.exceptions_of(case)] == [(one, True)]
    refuses(
        lambda: exceptions.put_off(exception_id=one, notice=Notice(TOLD, TODAY), by=cast.INSPECTOR), Refusal, "notice"
    )
    exceptions.put_off(exception_id=one, notice=Notice(NOT_TOLD, TODAY, "not_alone"), by=cast.INSPECTOR)
    exceptions.tell(exception_id=one, by=cast.INSPECTOR_COLLEAGUE)
    assert [rules.owed(row.notice) for row in queries_notices.exceptions_of(case)] == [False]
    again = exceptions.propose(case_id=case.pk, wanted=wanted(), by=cast.LABOUR_LEAD)
    exceptions.decline(exception_id=again, by=cast.LABOUR_LEAD)
    assert Consent.objects.filter(word="without").count() == 1
    Case.objects.filter(pk=case.pk).update(state="closed", closed_on=clock.today())
    refuses(lambda: exceptions.propose(case_id=case.pk, wanted=wanted(), by=cast.INSPECTOR), Refusal, "closed")


def test_what_waits_for_a_second_person_stops_the_closing_and_is_looked_at_again_when_they_decide() -> None:
    """Seen red: it was confirmed in a closed file, and as of a child about somebody who is none."""
    case = child()
    one = exceptions.propose(case_id=case.pk, wanted=wanted(ground="child"), by=cast.INSPECTOR)
    ending = Ending("goals_reached", knowing=True)
    refuses(lambda: closures.close(case_id=case.pk, ending=ending, by=cast.INSPECTOR), Refusal, "stops")

    def confirm() -> None:
        exceptions.confirm(exception_id=one, by=cast.LABOUR_LEAD)

    changes: list[tuple[type[Case | Desk | SharingException], object, dict[str, object], str]] = [
        (Case, case.pk, {"age_group": "adult"}, "ground"),
        (Case, case.pk, {"state": "closed", "closed_on": clock.today()}, "closed"),
        (Desk, "lawyers", {"closed_on": clock.today()}, "to"),
        (SharingException, one, {"recipient_id": "labour-north"}, "to"),
    ]
    for model, pk, change, code in changes:
        row = model.objects.get(pk=pk)  # type: ignore[attr-defined]
        before = {name: getattr(row, name) for name in change}
        model.objects.filter(pk=pk).update(**change)  # type: ignore[attr-defined]
        assert isinstance(refuses(confirm, Refusal, code), NotNow)
        model.objects.filter(pk=pk).update(**before)  # type: ignore[attr-defined]
    assert not Consent.objects.filter(word="without", recipient="lawyers").exists()
    confirm()
    assert SharingException.objects.get().state == "confirmed"


def test_an_end_is_acknowledged_by_the_desk_that_had_something_and_proved_to_the_person() -> None:
    """Seen red with the notice made without its receiver, and with a number changed in the signed lines."""
    case = opened()
    factories.send_again(factories.HandedOver(case.pk, case.reference, ()))
    referral = Referral.objects.get(to_desk="lawyers")
    for desk in ("shelter", "lawyers"):
        consents.withdraw(consent_id=Consent.objects.filter(recipient=desk)[0].pk, by=cast.INSPECTOR)
    assert WithdrawalNotice.objects.filter(acknowledged_at=None).count() == 2
    with pytest.raises(NotPermitted):
        acknowledgements.give(referral_id=referral.pk, by=cast.INSPECTOR)
    with pytest.raises(NotFound):
        acknowledgements.give(referral_id=referral.pk, by=cast.NURSE)
    assert queries.withdrawn_lately(cast.LAWYER).count() == 1
    acknowledgements.give(referral_id=referral.pk, by=cast.LAWYER)
    refuses(lambda: acknowledgements.give(referral_id=referral.pk, by=cast.LAWYER), Refusal, "read")
    assert not queries.withdrawn_lately(cast.LAWYER).exists()
    line = Consent.objects.filter(word="withdrawn").latest("number")
    proof = consents.prove(consent_id=line.pk, by=cast.INSPECTOR)
    assert (proof.day, proof.told, proof.acknowledged) == (TODAY, 2, 1)
    ours = [statements.public_key()]
    read = proofs.read(proof.note.replace("\n", "\r\n"), ours)
    assert read is not None
    assert read.signed
    assert (read.lines["taken-back"], read.lines["recipients-told"]) == ("2026-11-24", "2")
    changed = proofs.read(proof.note.replace("recipients-told 2", "recipients-told 3"), ours)
    assert changed is not None
    assert not changed.signed
    for secret in ("Zahra", "shelter", "lawyers", case.reference, str(case.pk), str(case.person_id)):
        assert secret not in proof.note
    with pytest.raises(NotFound):
        consents.prove(consent_id=Consent.objects.filter(word="given")[0].pk, by=cast.INSPECTOR)
    with pytest.raises(NotFound):
        consents.prove(consent_id=line.pk, by=cast.LAWYER)


def test_an_institution_that_fetched_records_is_told_too_and_only_then() -> None:
    """By the worker, from the outbox. Seen red with `fetched` not looked at."""
    case = opened()
    exporting.switched_on()
    back = exporting.agrees(case)
    export = exporting.approved(scope=Scope(file=case.reference))
    consents.withdraw(consent_id=back, by=cast.INSPECTOR)
    line = Consent.objects.get(case=case, word="withdrawn")
    reactions.tell_receiver_of_records({"consent": str(line.pk)})
    assert not WithdrawalNotice.objects.exists()
    DataExport.objects.filter(pk=export).update(fetched=1)
    for _twice in range(2):
        reactions.tell_receiver_of_records({"consent": str(line.pk)})
    notice = WithdrawalNotice.objects.get()
    assert (notice.to_name, notice.reference, notice.desk) == ("daw", case.reference, None)
    assert list(queries_notices.files_that_ended(cast.SHELTER_LEAD)) == [notice]
    for other in (cast.SHELTER, cast.LABOUR_LEAD, cast.LAWYER):
        assert not queries_notices.files_that_ended(other).exists()
        with pytest.raises(NotFound):
            acknowledgements.give_by_notice(notice_id=notice.pk, by=other)
    acknowledgements.give_by_notice(notice_id=notice.pk, by=cast.SHELTER_LEAD)
    refuses(lambda: acknowledgements.give_by_notice(notice_id=notice.pk, by=cast.SHELTER_LEAD), Refusal, "read")
    proof = consents.prove(consent_id=line.pk, by=cast.INSPECTOR)
    assert (proof.told, proof.acknowledged) == (1, 1)


def test_who_ends_it_where_something_was_has_read_so_already() -> None:
    case = opened()
    referrals.withdraw(referral_id=Referral.objects.get(case=case).pk, by=cast.SHELTER)
    assert WithdrawalNotice.objects.get().acknowledged_by == cast.SHELTER.account_id


def test_what_ends_soon_is_known_to_the_worker_and_stops_the_day_after() -> None:
    with clock.stopped(datetime(2028, 2, 20, 12, tzinfo=clock.here())):
        case = opened()
        give(case, until=date(2028, 2, 29))
        (soon,) = queries_notices.ending_everywhere()
        assert (soon.case.pk, soon.until, soon.row.recipient_id) == (case.pk, date(2028, 2, 29), "lawyers")
    midnight = datetime(2028, 3, 1, tzinfo=clock.here())
    with clock.stopped(midnight - timedelta(seconds=1)):
        assert queries_consents.agreed_at_desk(case.pk, "lawyers") >= {"needs"}
    with clock.stopped(midnight):
        assert queries_consents.agreed_at_desk(case.pk, "lawyers") == frozenset()
        assert queries_notices.ending_everywhere() == []


def test_a_recipient_has_a_regime_that_only_a_recipient_has() -> None:
    officer = cast.actor("dpo", "labour-north", "data_protection_officer")
    regime = Regime("unknown", "no", "Far", "Its own law", "Two years, then destroyed")
    entry = entries.propose(said=Said("recipient", "By an agreement", "daw", regime=regime), by=officer)
    assert RegisterEntry.objects.get(pk=entry).retention == "Two years, then destroyed"
    wrong = Said("recipient", "x", "mizan", regime=replace(regime, immunities="many"))
    refuses(lambda: entries.propose(said=wrong, by=officer), Refusal, "regime_unknown")
    long = Said("recipient", "x", "mizan", regime=replace(regime, country="x" * 81))
    refuses(lambda: entries.propose(said=long, by=officer), Refusal, "country")
    basis = entries.propose(said=Said("controller", "The director", regime=regime), by=officer)
    assert RegisterEntry.objects.get(pk=basis).country == ""
    with pytest.raises(IntegrityError), transaction.atomic():
        RegisterEntry.objects.filter(pk=basis).update(country="Far")
    refuses(lambda: gate.check_recipient(sender_id="labour", receiver=cast.consulate().institution))


def test_a_closed_file_still_takes_back_and_proves() -> None:
    case = opened()
    Case.objects.filter(pk=case.pk).update(state="closed", closed_on=clock.today())
    line = Consent.objects.get(case=case)
    consents.withdraw(consent_id=line.pk, by=cast.INSPECTOR)
    proof = consents.prove(consent_id=Consent.objects.get(word="withdrawn").pk, by=cast.INSPECTOR)
    assert (proof.told, proof.acknowledged) == (1, 0)
    with pytest.raises(NotNow):
        give(case)
