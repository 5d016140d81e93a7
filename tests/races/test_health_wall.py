"""A clinician's room by verbs behind the second wall, on PostgreSQL."""

import pytest

from himaya.health import access
from tests.races.behind_the_wall import page_of
from tests.rooms.health import cared
from tests.rooms.health.cared import BY, DOCTOR

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("role"), pytest.mark.capability("D4")]


def test_a_clinician_works_behind_the_wall() -> None:
    cared.seat_doctor()
    case = cared.referred()
    with page_of(BY):
        cared.begun(case)
        cared.offer(case)
        cared.accept(case)
        cared.observe(case)
        load_id = cared.load()
    with page_of(DOCTOR):
        cared.scales.confirm(load_id=load_id, by=DOCTOR)
        cared.administer(case, load_id, {"n01": "2"}, by=DOCTOR)
    with page_of(BY), access.open_health(BY, case.pk) as opened:
        assert [one.kind for one in opened.entries] == ["offered", "accepted", "observed", "administered"]
