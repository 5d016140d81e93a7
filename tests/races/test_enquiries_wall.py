"""Enquiries by verbs behind the second wall, on PostgreSQL: each side its own."""

import pytest

from himaya.enquiries import queries
from himaya.enquiries.access import listed
from himaya.enquiries.actions import enquiries, protocol
from himaya.enquiries.actions import told as decided
from himaya.enquiries.models import Told
from himaya.kernel import clock
from himaya.ops import worker
from tests.races.behind_the_wall import page_of
from tests.rooms.enquiries.asked import (
    BY,
    HOLDER,
    HOLDER_COLLEAGUE,
    HOLDER_OFFICER,
    OFFICER,
    YES,
    both,
    kept,
    proven,
)

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("role"), pytest.mark.capability("H1")]


def test_it_is_entered_asked_told_decided_and_left_behind_the_wall() -> None:
    for officer in (OFFICER, HOLDER_OFFICER):
        with page_of(officer):
            protocol.join(reference="P", signed_on=clock.today(), by=proven(officer))
    kept(by=HOLDER)
    case = kept()
    with page_of(BY):
        row = enquiries.ask(case_id=case.pk, said=YES, by=BY)
    worker.drain()
    with page_of(HOLDER):
        (heard,) = queries.heard(HOLDER)
        decided.get_in_touch(told_id=heard.row.pk, agrees=True, by=HOLDER)
    with page_of(BY):
        _case, (asked,), _heard = listed(BY, case.pk)
        assert [answer.desk_id for answer in asked.answers] == ["hostel"]
        enquiries.withdraw(case_id=case.pk, enquiry_id=row.pk, by=BY)
    with page_of(HOLDER_COLLEAGUE):
        assert [one.over for one in queries.heard(HOLDER_COLLEAGUE)] == [True]
        protocol.leave(by=HOLDER_COLLEAGUE)


def test_a_desk_closes_what_it_was_told_behind_the_wall() -> None:
    _row, one = both()
    with page_of(HOLDER):
        decided.close(told_id=one.pk, by=HOLDER)
    assert not Told.objects.exists()
