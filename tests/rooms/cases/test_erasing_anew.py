"""A restored backup brings back who was erased since: by the journal they go once more, and holds are put right.

Each test undoes what was done after "the backup", as a restore of that moment would leave the store.
"""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.conf import LazySettings
from django.db import transaction

from himaya.cases import certificates, journal
from himaya.cases.actions import erasures, holds
from himaya.cases.journal import Erased, Journal, NotKept
from himaya.cases.models import Case, Erasure, LegalHold, Referral
from himaya.kernel import clock, signed_note, statements
from himaya.kernel.errors import NotNow
from himaya.kernel.models import AuditEvent, DataKey, Subject
from himaya.persons.models import IndexToken, Person
from tests import cast, factories
from tests.rooms.cases.test_erasures import ALL, IDENTITY, OFFICER, ask, ended, erase, person_of
from tests.rooms.cases.test_referral_states import do

pytestmark = [pytest.mark.django_db, pytest.mark.capability("X1")]
LATER = factories.TUESDAY + timedelta(days=3)


@pytest.fixture(name="home", autouse=True)
def _home(stage: None, nothing_to_fold: None, tmp_path: Path, settings: LazySettings) -> Path:
    settings.HIMAYA_HOME = tmp_path
    return tmp_path


def known(home: Path) -> Journal:
    return journal.read((home / journal.FILE).read_text(), [statements.public_key()])


def lost(home: Path, deed: Callable[[], object]) -> Journal:
    """Do it, keep the journal, and set the store back to before."""
    before = transaction.savepoint_create()
    deed()
    journal.keep()
    transaction.savepoint_rollback(before)
    return known(home)


def test_who_was_erased_after_the_backup_goes_once_more_under_the_number_of_the_first(home: Path) -> None:
    """In the backup the referral still runs and a hold stands. Faults to plant: asked `check_free` like
    any other erasure, both kept the person here; with a number of its own, the first certificate found nothing."""
    done = factories.hand_over()
    person = person_of(done)
    holds.place(case_id=done.case_id, ground="dispute", until=LATER.date(), by=OFFICER)

    def since() -> None:
        do("withdraw", done.referral_ids[0])
        holds.lift(case_id=done.case_id, reason="dispute_settled", by=OFFICER)
        erase(done)

    found = lost(home, since)
    (first,) = found.erased()
    assert (first.person, first.case, first.scope) == (person, done.case_id, ALL)
    assert erasures.is_back(first)
    with clock.stopped(LATER):
        assert erasures.anew(first=first)
        assert not erasures.anew(first=first), "once is enough"
        erasures.settle()
    for model in (Person, IndexToken, Case, Referral, LegalHold, DataKey, Subject):
        left = model.objects.exclude(kind__in=["note", "field_note"]) if model in (DataKey, Subject) else model.objects
        assert not left.exists(), model
    row = Erasure.objects.get()
    assert (row.pk, row.ground, row.asked_as, row.asked_on) == (first.erasure, "restored", "restore", first.on)
    said = certificates.read(row.certificate, [statements.public_key()])
    assert said is not None
    assert said.signed
    assert said.lines[certificates.KIND] == str(first.erasure)
    assert (said.lines["first-erased"], said.lines["key-deleted"]) == ("2026-11-24 restore", "2026-11-27")
    assert AuditEvent.objects.filter(action="erasure.anew", object_id=str(first.erasure)).count() == 1
    assert known(home).erased() == [first], "the day of the first stays"


def test_of_an_identity_that_was_erased_the_story_stays_once_more(home: Path) -> None:
    done = ended()
    (first,) = lost(home, lambda: erase(done, IDENTITY)).erased()
    assert erasures.anew(first=first)
    assert not erasures.is_back(first)
    assert set(DataKey.objects.filter(subject_id=first.person).values_list("kind", flat=True)) == {"story"}
    assert Case.objects.get(pk=done.case_id).close_reason == "identity_erased"


def test_a_hold_of_after_the_restore_protects_and_one_of_before_does_not(home: Path) -> None:
    """Fault to plant: with every standing hold in the way, an erasure that was done stayed undone for good."""
    done = ended()
    (first,) = lost(home, lambda: erase(done)).erased()
    with clock.stopped(LATER):
        holds.place(case_id=done.case_id, ground="court_order", until=(LATER + timedelta(days=9)).date(), by=OFFICER)
        with pytest.raises(NotNow, match="on_hold"):
            erasures.anew(first=first)
    assert Person.objects.filter(pk=first.person).exists()
    LegalHold.objects.update(set_on=first.on)
    assert erasures.anew(first=first)


def test_a_request_that_waited_in_the_backup_is_the_one_that_was_decided_and_another_is_over(home: Path) -> None:
    done, other = ended(), ended()
    number = ask(done)

    def since() -> None:
        erasures.confirm(erasure_id=number, by=OFFICER)
        erase(other)

    found = lost(home, since)
    waiting = ask(other, IDENTITY)
    assert [erasures.anew(first=one) for one in found.erased()] == [True, True]
    assert Erasure.objects.get(pk=number).state == "done"
    assert (Erasure.objects.get(pk=waiting).state, Erasure.objects.get(pk=waiting).reason) == ("taken_back", "restored")


def test_holds_of_after_the_backup_are_put_back_and_lifted_ones_lifted(home: Path) -> None:
    """Fault to plant: without `put_back` the nightly run could erase whom an order protects."""
    kept, freed = ended(), ended()
    holds.place(case_id=freed.case_id, ground="dispute", until=LATER.date(), by=OFFICER)

    def since() -> None:
        holds.place(case_id=kept.case_id, ground="court_order", until=LATER.date(), by=OFFICER)
        holds.lift(case_id=freed.case_id, reason="dispute_settled", by=OFFICER)

    found = lost(home, since)
    (placed,) = found.standing()
    (lifted,) = found.lifted()
    assert holds.put_back(placed=placed)
    assert holds.lift_anew(lifted=lifted)
    assert not holds.put_back(placed=placed)
    assert not holds.lift_anew(lifted=lifted)
    standing = LegalHold.objects.get(lifted_on__isnull=True)
    assert (standing.person_id, standing.ground) == (person_of(kept), "court_order")
    with pytest.raises(NotNow, match="on_hold"):
        ask(kept)
    assert ask(freed)


def test_the_journal_names_nobody_and_a_touched_one_is_not_read(home: Path) -> None:
    """Fault to plant: with each line signed for itself, a line could be taken out."""
    done = ended()
    erase(done)
    erase(ended(), IDENTITY)
    text = (home / journal.FILE).read_text()
    for word in (*factories.SAID.split(), "labour", "inspector", cast.INSPECTOR.desk_id, "person_asked"):
        assert str(word) not in text
    lines = text.splitlines(keepends=True)
    cut = "".join(line for line in lines if f"erased {Erasure.objects.earliest('pk').pk}" not in line)
    assert cut != text
    for touched in (cut, text.replace(" all ", " identity ", 1), "", "a shopping list\n"):
        with pytest.raises(signed_note.NotANote):
            journal.read(touched, [statements.public_key()])
    stranger = signed_note.PublicKey("himaya-statement/0", bytes(32))
    with pytest.raises(signed_note.NotANote):
        journal.read(text, [stranger])


def test_it_is_kept_in_both_places_and_what_it_knew_stays(home: Path, settings: LazySettings) -> None:
    """Fault to plant: made from the store alone, the journal of a restored store forgot who was erased before."""
    second = home / "elsewhere" / "erased.journal"
    second.parent.mkdir()
    settings.HIMAYA_ERASED = str(second)
    first = lost(home, lambda: erase(ended())).erased()
    before = second.read_bytes()
    with clock.stopped(LATER):
        journal.keep()
    assert second.read_bytes() == before == (home / journal.FILE).read_bytes(), "nothing new, nothing written"
    second.unlink()
    erase(ended(), IDENTITY)
    assert set(first) < set(known(home).erased())
    assert second.read_bytes() == (home / journal.FILE).read_bytes()
    assert (second.stat().st_mode & 0o777) == 0o600


def test_no_certificate_is_signed_of_what_the_journal_cannot_keep(home: Path, settings: LazySettings) -> None:
    """Fault to plant: with the journal written after the certificates, the paper promised what a restore breaks."""
    (home / journal.FILE).write_text("of another store\n")
    number = ask(ended())
    erasures.confirm(erasure_id=number, by=OFFICER)
    with pytest.raises(NotKept):
        erasures.settle()
    assert Erasure.objects.get(pk=number).certificate == ""
    assert (home / journal.FILE).read_text() == "of another store\n", "nothing that is not ours is written over"
    (home / journal.FILE).unlink()
    settings.HIMAYA_ERASED = str(home / "no disk" / "erased.journal")
    with pytest.raises(NotKept):
        erasures.settle()
    settings.HIMAYA_ERASED = ""
    erasures.settle()
    assert Erasure.objects.get(pk=number).certificate


def test_of_somebody_erased_as_a_whole_only_that_is_kept(home: Path) -> None:
    done = ended()
    holds.place(case_id=done.case_id, ground="dispute", until=LATER.date(), by=OFFICER)
    journal.keep()
    assert len(known(home).standing()) == 1
    holds.lift(case_id=done.case_id, reason="dispute_settled", by=OFFICER)
    erase(done)
    assert {type(one) for one in known(home).entries} == {Erased}


def test_an_older_journal_does_not_continue_a_newer_one() -> None:
    def of(*persons: UUID) -> Journal:
        entries = {Erased(one, one, one, ALL, factories.TUESDAY.date()) for one in persons}
        return Journal(factories.TUESDAY, 0, "-", frozenset(entries))

    one, two = uuid4(), uuid4()
    assert of(one, two).continues(of(one))
    assert not of(one).continues(of(one, two))
