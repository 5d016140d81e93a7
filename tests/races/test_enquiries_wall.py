"""What the store itself shows of enquiries, on PostgreSQL: raw SQL as the role of the pages; each side its own."""

import pytest

from himaya.cases import policy
from himaya.cases.actions import exclusions
from himaya.enquiries import queries
from himaya.enquiries.access import listed
from himaya.enquiries.actions import enquiries, protocol
from himaya.enquiries.actions import told as decided
from himaya.enquiries.models import Told
from himaya.kernel import clock, wall
from himaya.ops import worker
from tests import cast
from tests.races.behind_the_wall import alone, seen
from tests.rooms.enquiries.asked import (
    BY,
    HOLDER,
    HOLDER_COLLEAGUE,
    HOLDER_OFFICER,
    OFFICER,
    POLICE_OFFICER,
    YES,
    both,
    kept,
    proven,
)

pytestmark = [pytest.mark.deep, pytest.mark.postgres, pytest.mark.usefixtures("store"), pytest.mark.capability("H1")]
TABLES = ("enquiry", "enquiry_told", "enquiry_answer", "protocol_party")


def counts(*numbers: int) -> dict[str, int]:
    return dict(zip(TABLES, numbers, strict=True))


def test_each_side_sees_its_own_table_and_police_nothing(role: str) -> None:
    _row, one = both()
    with alone(role) as link:
        assert seen(link, BY, tables=TABLES) == counts(1, 0, 0, 2)
        assert seen(link, HOLDER, tables=TABLES) == counts(0, 1, 0, 2)
        decided.get_in_touch(told_id=one.pk, agrees=True, by=HOLDER)
        assert seen(link, BY, tables=TABLES) == counts(1, 0, 1, 2)
        assert seen(link, HOLDER, tables=TABLES) == counts(0, 1, 0, 2)
        # A sister desk, another house, their officers: who is a party, and nothing else.
        for stranger in (cast.INSPECTOR_SOUTH, cast.SHELTER, OFFICER, HOLDER_OFFICER):
            assert seen(link, stranger, tables=TABLES) == counts(0, 0, 0, 2), stranger
        for stranger in (cast.OFFICER, POLICE_OFFICER, cast.AUDITOR, cast.OPERATOR, cast.SECRETARY):
            assert seen(link, stranger, tables=TABLES) == counts(0, 0, 0, 0), stranger


def test_a_conflict_of_interest_hides_what_was_told(role: str) -> None:
    _row, one = both()
    exclusions.add(case_id=one.case_id, account_id=policy.account_of(HOLDER), reason="family", by=HOLDER_COLLEAGUE)
    with alone(role) as link:
        assert seen(link, HOLDER, tables=TABLES) == counts(0, 0, 0, 2)
        assert seen(link, HOLDER_COLLEAGUE, tables=TABLES) == counts(0, 1, 0, 2)


def test_it_is_entered_asked_told_decided_and_left_behind_the_wall(role: str) -> None:
    for officer in (OFFICER, HOLDER_OFFICER):
        with wall.behind(lambda officer=officer: policy.said(officer)):  # type: ignore[misc]
            protocol.join(reference="P", signed_on=clock.today(), by=proven(officer))
    kept(by=HOLDER)
    case = kept()
    with wall.behind(lambda: policy.said(BY)):
        row = enquiries.ask(case_id=case.pk, said=YES, by=BY)
    worker.drain()
    with wall.behind(lambda: policy.said(HOLDER)):
        (heard,) = queries.heard(HOLDER)
        decided.get_in_touch(told_id=heard.row.pk, agrees=True, by=HOLDER)
    with wall.behind(lambda: policy.said(BY)):
        _case, (asked,), _heard = listed(BY, case.pk)
        assert [answer.desk_id for answer in asked.answers] == ["hostel"]
        enquiries.withdraw(case_id=case.pk, enquiry_id=row.pk, by=BY)
    with wall.behind(lambda: policy.said(HOLDER_COLLEAGUE)):
        assert [one.over for one in queries.heard(HOLDER_COLLEAGUE)] == [True]
        protocol.leave(by=HOLDER_COLLEAGUE)


def test_a_desk_closes_what_it_was_told_behind_the_wall(role: str) -> None:
    _row, one = both()
    with wall.behind(lambda: policy.said(HOLDER)):
        decided.close(told_id=one.pk, by=HOLDER)
    assert not Told.objects.exists()
