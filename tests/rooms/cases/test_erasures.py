"""Two persons erase, a hold stops everybody, what goes is gone and what stays is a count."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction

from himaya.cases import certificates, erasing, queries, queries_retention
from himaya.cases.access import open_case
from himaya.cases.actions import erasures, exclusions, files, holds, referrals, retention
from himaya.cases.actions.screenings import HandedOver
from himaya.cases.models import (
    Case,
    CaseFile,
    Consent,
    ErasedForm,
    Erasure,
    Exclusion,
    LegalHold,
    Referral,
    ReferralStep,
    Submission,
    Tally,
)
from himaya.disclosures.actions import demands
from himaya.disclosures.models import LegalDemand
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
from tests.rooms.legal import demanding

pytestmark = [pytest.mark.django_db, pytest.mark.capability("X1")]
OFFICER = cast.actor("labour-officer", "labour-south", "data_protection_officer")
ELSEWHERE = cast.actor("shelter-officer", "shelter", "data_protection_officer")
ALL, IDENTITY = "all", "identity"


@pytest.fixture(autouse=True)
def _the_cast(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    # A test's own transaction cannot be folded into files; tests/races and the byte search do that.
    monkeypatch.setattr(erasures, "fold_in", lambda tables: True)
    with clock.stopped(factories.TUESDAY):
        cast.play()
        yield


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
    assert [desk.pk for desk in seen.other_desks] == ["shelter"]
    with pytest.raises(NotNow, match="referral_runs"):
        ask(done)


def test_the_preview_says_what_goes_and_the_erasure_takes_that() -> None:
    """What a page promised before is what the certificate counts after."""
    done = ended()
    promised = queries_retention.preview(person_of(done), desk_id="labour-north").goes[ALL]
    went = dict(erase(done).counts)
    assert went.pop("keys") == 2
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


def placed(done: HandedOver) -> None:
    until = clock.today() + timedelta(days=90)
    holds.place(case_id=done.case_id, ground="court_order", until=until, by=cast.LABOUR_LEAD)


def test_under_a_hold_nobody_removes_a_file_or_replaces_who_somebody_is() -> None:
    """Seen red before: one person removed the file and put another name there, and the former words were gone."""
    done = ended()
    person, row = person_of(done), factories.case_file(done.case_id)
    placed(done)
    with pytest.raises(NotNow, match="on_hold"):
        files.remove(file_id=row.pk, reason="not_needed", by=cast.INSPECTOR)
    kept = CaseFile.objects.get(pk=row.pk)
    assert (kept.removed_on, kept.__dict__["secret"] is None) == (None, False)
    for changed in ({"full_name": "Nadia Autre"}, {"birth": ""}, {"document": "X1"}, {"phone": ""}):
        with pytest.raises(NotNow, match="on_hold"):
            people.correct(person_id=person, identity=factories.identity(**changed), by=cast.INSPECTOR)
    # How to reach her without danger cannot wait for a judge, and what was not known yet takes nothing away.
    safer = factories.identity(phone="0699999999", safe_contact={"way": "never"}, other_names="Nadia")
    people.correct(person_id=person, identity=safer, by=cast.INSPECTOR)
    with open_case(cast.INSPECTOR, done.case_id, purpose="correct_record") as opened:
        assert opened.person is not None
        assert people.identity_of(opened.person, opened.access) == safer
    holds.lift(case_id=done.case_id, reason="order_ended", by=OFFICER)
    people.correct(person_id=person, identity=factories.identity(full_name="Nadia Autre"), by=cast.INSPECTOR)
    files.remove(file_id=row.pk, reason="not_needed", by=cast.INSPECTOR)


def test_what_is_not_settled_keeps_a_file_as_it_keeps_the_person() -> None:
    """Seen red before: the picture went while an authority's demand about the file ran."""
    done = ended()
    row = factories.case_file(done.case_id)
    demanding.recorded(file=Case.objects.get(pk=done.case_id).reference)
    with pytest.raises(NotNow, match="not_settled"):
        files.remove(file_id=row.pk, reason="not_needed", by=cast.INSPECTOR)


@pytest.mark.parametrize("left", [{}, {"safe_contact": {"way": "never"}}])
def test_nobody_alone_empties_an_identity_as_if_that_were_a_correction(left: dict[str, object]) -> None:
    """Seen red before: name, contact, document and all marks of search were gone, and no second person knew."""
    done = ended()
    with pytest.raises(NotNow, match="takes_two"):
        people.correct(person_id=person_of(done), identity=people.Identity(**left), by=cast.INSPECTOR)  # type: ignore[arg-type]
    assert IndexToken.objects.exists()
    nameless = factories.hand_over(identity=people.Identity(safe_contact={"way": "never"}), person_id=None)
    people.correct(person_id=person_of(nameless), identity=people.Identity(**left), by=cast.INSPECTOR)  # type: ignore[arg-type]


def of_two_desks() -> tuple[HandedOver, HandedOver]:
    """A person with a file at this desk and another one at a desk of the same institution; no referral runs."""
    here = ended()
    there = factories.hand_over(identity=None, person_id=person_of(here), by=cast.INSPECTOR_SOUTH)
    referrals.withdraw(referral_id=there.referral_ids[0], by=cast.INSPECTOR_SOUTH)
    return here, there


def test_what_another_desk_still_works_with_is_named_and_goes_only_after_it_was_asked() -> None:
    """Seen red before: the open file of the other desk went, and neither page nor verb had named that desk."""
    here, there = of_two_desks()
    seen = queries_retention.preview(person_of(here), desk_id="labour-north")
    assert [desk.pk for desk in seen.open_at] == ["labour-south"]
    assert [desk.pk for desk in seen.other_desks] == ["labour-south", "shelter"]
    number = ask(here)
    with pytest.raises(NotNow, match="others_not_asked"):
        erasures.confirm(erasure_id=number, by=OFFICER)
    assert Case.objects.filter(pk=there.case_id).exists()
    erasures.confirm(erasure_id=number, others_asked=True, by=OFFICER)
    assert not Case.objects.exists()


def test_a_closed_file_of_another_desk_asks_nobody() -> None:
    here, there = of_two_desks()
    close(there, 1)
    assert queries_retention.preview(person_of(here), desk_id="labour-north").open_at == []
    erasures.confirm(erasure_id=ask(here), by=OFFICER)
    assert not Case.objects.exists()


def test_that_an_authority_asked_or_a_colleague_stood_too_near_is_counted_to_nobody() -> None:
    """Seen red before: "Demands of authorities that were settled: 1" in the preview and on the paper."""
    done = ended()
    number = demanding.answered(file=Case.objects.get(pk=done.case_id).reference)
    demands.tell(demand_id=number, on=clock.today(), by=OFFICER)
    demands.close(demand_id=number, by=OFFICER)
    assert cast.INSPECTOR_COLLEAGUE.account_id is not None
    exclusions.add(
        case_id=done.case_id, account_id=cast.INSPECTOR_COLLEAGUE.account_id, reason="family", by=cast.LABOUR_LEAD
    )
    promised = queries_retention.preview(person_of(done), desk_id="labour-north").goes
    row = erase(done)
    for counted in (*promised.values(), row.counts):
        assert {"demands", "exclusions", "exports"}.isdisjoint(counted)
    assert row.counts["keys"] == 2
    assert not LegalDemand.objects.exists()
    assert not Exclusion.objects.exists()
    left = set(DataKey.objects.values_list("kind", flat=True))
    assert left <= {"note", "field_note"}, left
    for word in ("erased-demands", "erased-exclusions", "erased-exports"):
        assert word not in row.certificate
    assert "erased-uncounted notes-kept-apart conflicts demands exports if-any" in row.certificate


@pytest.mark.parametrize(("closed", "due"), [("2028-02-29", "2029-02-28"), ("2027-08-31", "2028-08-31")])
def test_the_run_erases_on_the_day_that_the_page_shows(closed: str, due: str) -> None:
    """Seen red before: closed on 29 February, the page said 28 February and the run came a day later."""
    done = ended()
    Case.objects.filter(pk=done.case_id).update(state="closed", closed_on=closed)
    day = date.fromisoformat(due)
    assert queries_retention.keeping(Case.objects.get(pk=done.case_id)).identity_due == day
    eve = datetime.combine(day - timedelta(days=1), time(12), clock.here())
    with clock.stopped(eve):
        assert queries_retention.due(IDENTITY) == []
    with clock.stopped(eve + timedelta(days=1)):
        assert [one.pk for one in queries_retention.due(IDENTITY)] == [done.case_id]


def test_the_run_looks_again_whether_somebody_is_still_due() -> None:
    """Seen red before: a file that was opened after the list was made went with the closed ones."""
    done = ended()
    close(done, 80)
    (listed,) = queries_retention.due(ALL)
    later = ended(factories.hand_over(identity=None, person_id=person_of(done)))
    with pytest.raises(NotNow, match="changed_meanwhile"):
        erasures.erase_due(case=listed, scope=ALL)
    assert Case.objects.filter(pk=later.case_id).exists()


def test_who_is_still_needed_holds_up_nobody_behind_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen red before: the oldest, refused each night, were all that the run ever looked at, and filled the audit."""
    monkeypatch.setattr(queries_retention, "MOST", 1)
    needed, free = ended(factories.hand_over()), ended(factories.hand_over())
    close(needed, 90)
    close(free, 80)
    demanding.recorded(file=Case.objects.get(pk=needed.case_id).reference)
    before = AuditEvent.objects.filter(action="refused").count()
    assert retention.run() == retention.Ran(1, 0, 0)
    assert [one.pk for one in Case.objects.all()] == [needed.case_id]
    assert AuditEvent.objects.filter(action="refused").count() == before
