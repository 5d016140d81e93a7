"""Two persons erase, a hold stops everybody, what goes is gone and what stays is a count."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction

from himaya.cases import certificates, erasing, queries, queries_retention
from himaya.cases.access import open_case
from himaya.cases.actions import erasures, holds, referrals, retention
from himaya.cases.actions.screenings import HandedOver
from himaya.cases.models import Case, Consent, ErasedForm, Erasure, LegalHold, Referral, ReferralStep, Submission, Tally
from himaya.instruments.models import Usage
from himaya.kernel import clock, statements, steady
from himaya.kernel.actor import SYSTEM, Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.models import AuditEvent, AuditSubject, DataKey, OutboxMessage, Subject
from himaya.persons.actions import people
from himaya.persons.models import IndexToken, Person
from himaya.persons.queries import find_candidates
from tests import cast, factories
from tests.rooms.cases.test_referral_states import do

pytestmark = [pytest.mark.usefixtures("stage", "nothing_to_fold"), pytest.mark.capability("X1")]
OFFICER = cast.actor("labour-officer", "labour-south", "data_protection_officer")
ELSEWHERE = cast.actor("shelter-officer", "shelter", "data_protection_officer")
ALL, IDENTITY = "all", "identity"


def ended(done: HandedOver | None = None) -> HandedOver:
    """A file whose one referral was withdrawn: nothing waits for another desk."""
    done = done or factories.hand_over()
    do("withdraw", done.referral_ids[0])
    return done


def person_of(done: HandedOver) -> UUID:
    return Case.objects.get(pk=done.case_id).person_id


def ask(done: HandedOver, scope: str = ALL, by: Actor = cast.INSPECTOR) -> UUID:
    return erasures.ask(case_id=done.case_id, scope=scope, ground="person_asked", by=by)


def erase(done: HandedOver, scope: str = ALL) -> Erasure:
    number = ask(done, scope)
    erasures.confirm(erasure_id=number, by=OFFICER)
    erasures.settle()
    return Erasure.objects.get(pk=number)


def close(done: HandedOver, months: int) -> None:
    """As a closure that many months ago would have left it."""
    day = clock.today() - timedelta(days=31 * months)
    Case.objects.filter(pk=done.case_id).update(state="closed", closed_on=day)


def run_after_long() -> retention.Ran:
    """The nightly run of a machine on which nobody wrote for long: somebody has compared its clock."""
    steady.confirm(by=SYSTEM)
    return retention.run()


def test_erasing_everything_leaves_counts_audit_and_a_certificate_and_no_row() -> None:
    """Fault to plant: without the line for `index_token` in persons/belongings.py the database refuses the whole."""
    done = ended()
    person = person_of(done)
    counts = list(Tally.objects.order_by("pk").values_list("pk", "count"))
    row = erase(done)
    for model in (Person, IndexToken, Case, Submission, Consent, Referral, ReferralStep, DataKey, Subject):
        left = model.objects.exclude(kind__in=["note", "field_note"]) if model in (DataKey, Subject) else model.objects
        assert not left.exists(), model
    assert not OutboxMessage.objects.filter(ids__referral=str(done.referral_ids[0])).exists()
    assert list(Tally.objects.order_by("pk").values_list("pk", "count")) == counts
    assert not Usage.objects.filter(open__gt=0).exists()
    assert AuditSubject.objects.filter(subject_id=person).count() > 3
    assert (row.state, row.counts["keys"], row.counts["files"]) == ("done", 2, 1)
    said = certificates.read(row.certificate, [statements.public_key()])
    assert said is not None
    assert said.signed
    assert said.lines["key-deleted"] == "2026-11-24"
    assert said.lines["backups-and-epoch-gone-by"] == "2027-01-30"
    assert "sealed-copies-in-backups" in said.lines["survives"]
    for word in (*factories.SAID.split(), "labour", "inspector", Case.__name__):
        assert word not in row.certificate


def test_a_certificate_that_was_touched_is_not_signed_and_another_text_is_none() -> None:
    row = erase(ended())
    ours = [statements.public_key()]
    read = certificates.read(row.certificate.replace("scope all", "scope identity"), ours)
    assert read is not None
    assert not read.signed
    assert certificates.read(row.certificate.replace("\n", "\r\n"), ours).signed  # type: ignore[union-attr]
    assert certificates.read("himaya\nscope all\n\nx", ours) is None
    assert certificates.read("", ours) is None


def test_erasing_the_identity_alone_leaves_a_closed_file_that_names_nobody() -> None:
    """Fault to plant: with `question` left out of `naming`, a free text stayed of which nobody knows what it says."""
    done = factories.hand_over()
    do("ask", done.referral_ids[0])
    referrals.withdraw(referral_id=done.referral_ids[0], by=cast.INSPECTOR)
    person = person_of(done)
    erase(done, IDENTITY)
    assert set(DataKey.objects.filter(subject_id=person).values_list("kind", flat=True)) == {"story"}
    assert not IndexToken.objects.exists()
    kept = Person.objects.get(pk=person)
    assert {kept.__dict__[name] for name in ("full_name", "phone", "safe_contact", "document", "birth")} == {None}
    sent = Referral.objects.get(pk=done.referral_ids[0])
    assert (sent.__dict__["packet_identity"], sent.__dict__["question"]) == (None, None)
    assert find_candidates(name=factories.SAID, by=cast.INSPECTOR) == []
    case = Case.objects.get(pk=done.case_id)
    assert (case.state, case.close_reason) == ("closed", erasing.CLOSED)
    with open_case(cast.INSPECTOR, case.pk, purpose="give_service") as opened:
        assert opened.submissions[0].answers["q01"] == "yes"
        assert opened.person is not None
        assert opened.person.full_name is None
    with pytest.raises(NotNow, match="identity_erased"):
        people.correct(person_id=person, identity=factories.identity(), by=cast.INSPECTOR)
    with pytest.raises(NotFound):
        factories.hand_over(identity=None, person_id=person)
    with pytest.raises(NotNow, match="already_erased"):
        ask(done, IDENTITY)
    assert erase(done).counts["answers"] == 1


def test_neither_one_person_nor_one_side_erases() -> None:
    """Fault to plant: without the comparison of accounts in `check_decide`, somebody who is both erases alone."""
    done = ended()
    number = ask(done)
    for somebody in (cast.INSPECTOR, cast.LABOUR_LEAD):
        with pytest.raises(NotPermitted):
            erasures.confirm(erasure_id=number, by=somebody)
    for stranger in (ELSEWHERE, cast.SHELTER_LEAD, cast.AUDITOR, cast.OPERATOR):
        with pytest.raises(NotFound):
            erasures.confirm(erasure_id=number, by=stranger)
    erasures.decline(erasure_id=number, reason="person_not_heard", by=OFFICER)
    mine = ask(done, by=OFFICER)
    with pytest.raises(NotPermitted, match="second_person"):
        erasures.confirm(erasure_id=mine, by=OFFICER)
    with pytest.raises(NotPermitted, match="lead_decides"):
        erasures.confirm(erasure_id=mine, by=cast.INSPECTOR)
    erasures.confirm(erasure_id=mine, by=cast.LABOUR_LEAD)
    with pytest.raises(NotNow, match="already_done"):
        erasures.confirm(erasure_id=mine, by=cast.LABOUR_LEAD)
    both = Erasure.objects.get(pk=mine)
    with pytest.raises(IntegrityError), transaction.atomic():
        Erasure.objects.filter(pk=mine).update(decided_by=both.asked_by)


def test_a_legal_hold_stops_the_hand_and_the_clock_until_it_is_lifted_for_a_reason() -> None:
    """Fault to plant: with the hold left out of `check_free`, and of `queries_retention.due`, everything was erased."""
    done = ended()
    number = ask(done)
    until = clock.today() + timedelta(days=90)
    with pytest.raises(NotPermitted):
        holds.place(case_id=done.case_id, ground="court_order", until=until, by=cast.INSPECTOR)
    with pytest.raises(NotValid, match="hold_until"):
        holds.place(case_id=done.case_id, ground="court_order", until=clock.today(), by=cast.LABOUR_LEAD)
    holds.place(case_id=done.case_id, ground="court_order", until=until, by=cast.LABOUR_LEAD)
    with pytest.raises(NotNow, match="on_hold"):
        erasures.confirm(erasure_id=number, by=OFFICER)
    close(done, 80)
    with clock.stopped(factories.TUESDAY + timedelta(days=400)):
        assert run_after_long() == retention.Ran(0, 0, 0)
    assert Person.objects.get().__dict__["full_name"] is not None
    with pytest.raises(NotPermitted, match="no_lift"):
        holds.lift(case_id=done.case_id, reason="order_ended", by=cast.LABOUR_LEAD)
    with pytest.raises(NotValid, match="lift_reason"):
        holds.lift(case_id=done.case_id, reason="", by=OFFICER)
    holds.lift(case_id=done.case_id, reason="order_ended", by=OFFICER)
    assert run_after_long() == retention.Ran(1, 0, 0)
    assert not LegalHold.objects.exists()
    row = Erasure.objects.get(state="done")
    assert (row.asked_as, row.asked_by, Erasure.objects.get(pk=number).state) == ("clock", None, "taken_back")
    assert set(AuditEvent.objects.filter(action__startswith="hold.").values_list("code", flat=True)) == {
        "court_order",
        "order_ended",
    }


def test_the_clock_erases_names_first_files_later_and_never_an_open_file() -> None:
    """Fault to plant: counted from the opening instead of the closing, the open file is gone too."""
    opened, younger, older = (ended(factories.hand_over()) for _ in range(3))
    Case.objects.update(opened_on="2001-01-01")
    close(younger, 13)
    close(older, 62)
    assert retention.run() == retention.Ran(1, 1, 0)
    assert set(Case.objects.values_list("pk", flat=True)) == {opened.case_id, younger.case_id}
    assert Person.objects.get(pk=person_of(younger)).anonymous_since == clock.today()
    assert Person.objects.get(pk=person_of(opened)).__dict__["full_name"] is not None
    assert retention.run() == retention.Ran(0, 0, 0)


def test_what_went_with_an_old_referral_is_emptied_and_its_state_stays() -> None:
    done = factories.hand_over()
    do("decline", done.referral_ids[0])
    with clock.stopped(factories.TUESDAY + timedelta(days=364)):
        assert run_after_long().packets == 0
    with clock.stopped(factories.TUESDAY + timedelta(days=367)):
        assert run_after_long().packets == 1
    row = Referral.objects.get()
    assert {row.__dict__[name] for name in ("packet_identity", "packet_story", "note")} == {None}
    assert (row.state, Person.objects.count()) == ("declined", 1)


def test_an_open_file_that_nobody_used_is_asked_about_and_kept_when_the_desk_says_so() -> None:
    done = factories.hand_over()
    with pytest.raises(NotNow, match="not_idle"):
        retention.keep(case_id=done.case_id, by=cast.INSPECTOR)
    with clock.stopped(factories.TUESDAY + timedelta(days=740)):
        assert [one.pk for one in queries_retention.idle_cases(cast.INSPECTOR)] == [done.case_id]
        assert [one.pk for one in queries_retention.idle_cases(OFFICER)] == [done.case_id]
        assert list(queries_retention.idle_cases(cast.SHELTER)) == []
        run_after_long()
        retention.keep(case_id=done.case_id, by=cast.INSPECTOR)
        assert list(queries_retention.idle_cases(cast.INSPECTOR)) == []
    assert [one.pk for one in queries.desk_cases(cast.INSPECTOR)] == [done.case_id]


def test_a_referral_that_runs_is_not_pulled_from_under_the_other_desk() -> None:
    done = factories.hand_over()
    seen = queries_retention.preview(person_of(done), desk_id="labour-north")
    assert set(seen.against) == {ALL, IDENTITY}
    assert [desk.pk for desk in seen.told.desks] == ["shelter"]
    with pytest.raises(NotNow, match="referral_runs"):
        ask(done)


def test_the_preview_says_what_goes_and_the_erasure_takes_that() -> None:
    """What a page promised before is what the certificate counts after."""
    done = ended()
    promised = queries_retention.preview(person_of(done), desk_id="labour-north").goes[ALL]
    went = dict(erase(done).counts)
    assert (went.pop("keys"), went.pop("told_elsewhere")) == (2, 1)
    assert went == promised


def test_a_form_that_a_device_sends_again_after_the_erasure_is_not_kept_again() -> None:
    """Fault to plant: without `_check_not_erased` the person was back, with a new file and a new referral."""
    instance = uuid4()
    erase(ended(factories.hand_over(instance_id=instance)))
    assert ErasedForm.objects.get().pk == instance
    with pytest.raises(NotNow, match="form_erased"):
        factories.hand_over(instance_id=instance)
    assert not Case.objects.exists()


def test_a_request_can_be_taken_back_by_the_side_that_asked_only() -> None:
    done = ended()
    number = ask(done)
    with pytest.raises(NotNow, match="asked_already"):
        ask(done, IDENTITY, cast.INSPECTOR_COLLEAGUE)
    with pytest.raises(NotPermitted):
        erasures.take_back(erasure_id=number, by=OFFICER)
    erasures.take_back(erasure_id=number, by=cast.INSPECTOR_COLLEAGUE)
    with pytest.raises(NotNow, match="already_taken_back"):
        erasures.confirm(erasure_id=number, by=OFFICER)
    assert Person.objects.count() == 1
