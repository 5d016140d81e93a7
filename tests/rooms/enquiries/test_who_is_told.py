"""Of whom a desk is told where several are found: once of one human, of none among many or by a list of names."""

from datetime import timedelta
from uuid import UUID

import pytest

from himaya.cases.models import Case
from himaya.enquiries import queries, rules, states
from himaya.enquiries.actions import enquiries, protocol
from himaya.enquiries.actions import told as decided
from himaya.enquiries.models import Enquiry
from himaya.kernel import clock, decoys
from himaya.ops import worker
from himaya.persons.models import Person
from tests import cast, factories
from tests.rooms.enquiries.asked import BY, HOLDER, LEAD, NUMBER, ask, both, joined, kept, proven, signed, told

pytestmark = pytest.mark.capability("H1")
NAMES = ("Hanane Bouzerda", "Mamadou Sowane", "Fatou Keitani")


def files_told(row: Enquiry) -> set[UUID]:
    worker.drain()
    return {one.case_id for one in told(row)}


def close(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(state="closed", closed_on=clock.today())


@pytest.mark.parametrize("newest", [0, 1])
def test_of_two_who_are_one_person_the_file_opened_last_is_told_of(newest: int) -> None:
    """Seen red with the order of their ids: one of the two is then told of on the older file."""
    signed()
    files = sorted((kept(by=HOLDER), kept(by=HOLDER)), key=lambda case: case.person_id.hex)
    joined(*files)
    older = clock.today() - timedelta(days=900)
    Case.objects.filter(pk=files[1 - newest].pk).update(opened_on=older)
    assert files_told(ask(kept())) == {files[newest].pk}


def test_one_human_of_many_identities_is_told_of_once() -> None:
    """Seen red with identities counted before those of one human were taken together."""
    signed()
    files = [kept(by=HOLDER) for _ in range(rules.MOST_ALIKE + 1)]
    for other in files[1:]:
        joined(files[0], other)
    assert files_told(ask(kept())) == {max(files, key=lambda case: case.pk).pk}


def test_who_is_left_out_is_not_counted_among_the_many() -> None:
    """A decoy, an erased identity, closed files. Seen red with the rule before they were taken out."""
    signed()
    files = [kept(by=HOLDER) for _ in range(rules.MOST_ALIKE + 2)]
    decoys.keep(files[0].person_id)
    Person.objects.filter(pk=files[1].person_id).update(anonymous_since=clock.today())
    for case in files[2:-1]:
        close(case)
    assert files_told(ask(kept())) == {files[-1].pk}


def test_more_than_three_open_files_of_one_name_are_told_of_only_by_document() -> None:
    signed()
    files = [kept(by=HOLDER) for _ in range(rules.MOST_ALIKE + 1)]
    sure = kept("Somebody Else", by=HOLDER, document=NUMBER)
    row = ask(kept(document=NUMBER))
    assert files_told(row) == {sure.pk}
    assert len(files) > rules.MOST_ALIKE


def test_a_list_of_names_finds_only_by_document() -> None:
    """Seen red without the look at which name was equal: each of three was told of."""
    signed()
    files = [kept(name, by=HOLDER) for name in NAMES]
    sure = kept("Somebody Else", by=HOLDER, document=NUMBER)
    row = ask(kept("Zzz Yyyy", other_names="; ".join(NAMES), document=NUMBER))
    assert files_told(row) == {sure.pk}
    assert len(files) == len(NAMES)


def test_a_second_name_still_finds_and_so_do_two_names_of_one_human() -> None:
    signed()
    files = [kept(name, by=HOLDER) for name in NAMES[:2]]
    assert files_told(ask(kept(NAMES[0], other_names=NAMES[2]))) == {files[0].pk}
    joined(*files)
    row = ask(kept("Zzz Yyyy", other_names="; ".join(NAMES)), by=BY)
    close(files[0])
    assert files_told(row) == {files[1].pk}


def test_another_file_of_the_same_institution_tells_no_desk_of_the_same_person_again() -> None:
    """Seen red without the look at what stands: the desk was told of one person as often as somebody invents a file."""
    row, one = both()
    for _ in range(2):
        assert files_told(ask(kept())) == set()
    again = ask(kept(by=cast.INSPECTOR_SOUTH), by=cast.INSPECTOR_SOUTH)
    assert files_told(again) == set()
    assert [heard.row.pk for heard in queries.heard(HOLDER)] == [one.pk]
    again.refresh_from_db()
    assert again.compared_at is not None
    assert row.pk != again.pk


def test_nor_of_another_identity_of_the_same_human() -> None:
    _row, one = both()
    other = kept(by=HOLDER)
    Case.objects.filter(pk=one.case_id).update(opened_on=clock.today() - timedelta(days=1))
    joined(Case.objects.get(pk=one.case_id), other)
    assert files_told(ask(kept())) == set()
    # Of somebody else of that name it is told as ever.
    stranger = kept(by=HOLDER)
    assert files_told(ask(kept())) == {stranger.pk}


@pytest.mark.parametrize("end", ["closed", "yes", "taken back", "over", "file closed"])
def test_what_waits_no_more_is_in_nobodys_way(end: str) -> None:
    row, one = both()
    later = factories.TUESDAY
    if end == "closed":
        decided.close(told_id=one.pk, by=HOLDER)
    elif end == "yes":
        decided.get_in_touch(told_id=one.pk, agrees=True, by=HOLDER)
    elif end == "taken back":
        # Before the worker came to delete what was told.
        enquiries.withdraw(case_id=row.case_id, enquiry_id=row.pk, by=LEAD)
    elif end == "over":
        later += rules.OPEN_FOR
    else:
        Case.objects.filter(pk=one.case_id).update(state="closed", closed_on=clock.today())
    with clock.stopped(later):
        expected = kept(by=HOLDER) if end == "file closed" else Case.objects.get(pk=one.case_id)
        if end == "file closed":
            joined(Case.objects.get(pk=one.case_id), expected)
        mine = kept()
        new = ask(mine)
        enquiries.compare(enquiry_id=new.pk, by=worker.SYSTEM)
        assert [found.case_id for found in told(new)] == [expected.pk]
        assert {found.state for found in told(new)} == {states.WAITS}


def test_another_institution_is_not_kept_from_asking_by_what_stands_from_the_first() -> None:
    _row, one = both()
    officer = cast.actor("children-keeper", "children", "data_protection_officer")
    protocol.join(reference="P-2026-2", signed_on=clock.today(), by=proven(officer))
    assert files_told(ask(kept(by=cast.CHILDREN), by=cast.CHILDREN)) == {one.case_id}
