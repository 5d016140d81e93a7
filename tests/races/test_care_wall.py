"""Stepped care and letters of clinicians by verbs behind the second wall, on PostgreSQL."""

import pytest

from himaya.health import queries_care
from tests import cast
from tests.races.behind_the_wall import page_of
from tests.rooms.health import stepped

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("role"), pytest.mark.capability("D4")]


def test_behind_the_wall_the_ward_writes_reads_and_sees_what_waits() -> None:
    case = stepped.apart()
    with page_of(cast.NURSE):
        stepped.begun(case)
        letter = stepped.drafted(case)
        stepped.answered(case, letter)
    with stepped.later(days=30), page_of(cast.NURSE):  # type: ignore[attr-defined]
        assert [row.case_id for row, _first, _last in queries_care.waiting(cast.NURSE)] == [case]
