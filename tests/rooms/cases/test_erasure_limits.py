"""What stands against destroying: a hold, what is not settled, another desk; what is told of it, and when it is due."""

from datetime import date, datetime, time, timedelta

import pytest

from himaya.cases import queries_retention
from himaya.cases.access import open_case
from himaya.cases.actions import erasures, exclusions, files, holds, referrals, retention
from himaya.cases.actions.screenings import HandedOver
from himaya.cases.models import Case, CaseFile, Exclusion
from himaya.disclosures.actions import demands
from himaya.disclosures.models import LegalDemand
from himaya.kernel import clock
from himaya.kernel.errors import NotNow
from himaya.kernel.models import AuditEvent, DataKey
from himaya.persons.actions import people
from himaya.persons.models import IndexToken
from tests import cast, factories
from tests.rooms.cases.test_erasures import ALL, IDENTITY, OFFICER, ask, close, ended, erase, person_of
from tests.rooms.legal import demanding

pytestmark = [pytest.mark.usefixtures("stage", "nothing_to_fold"), pytest.mark.capability("X1")]


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
    assert [desk.pk for desk in seen.told.desks] == ["labour-south", "shelter"]
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
