"""Of whom a desk is told where several are found: once of one human, of none among many or by a list of names."""

from datetime import timedelta
from uuid import UUID

import pytest

from himaya.cases.models import Case
from himaya.enquiries import rules
from himaya.enquiries.models import Enquiry
from himaya.kernel import clock, decoys
from himaya.ops import worker
from himaya.persons.models import Person
from tests.rooms.enquiries.asked import BY, HOLDER, NUMBER, ask, joined, kept, signed, told

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
