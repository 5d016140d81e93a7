"""Contact, plans and copies by verbs behind the second wall, on PostgreSQL."""

from datetime import timedelta

import pytest

from himaya.kernel import clock, contact_hours
from himaya.safety import access
from tests import cast, factories
from tests.races.behind_the_wall import page_of
from tests.rooms.safety import made
from tests.rooms.safety.made import BY

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("role"), pytest.mark.capability("D3")]


def test_everything_is_written_and_read_behind_the_wall() -> None:
    case = made.case()
    at = factories.TUESDAY.astimezone(clock.here()).replace(hour=21)
    with page_of(BY):
        made.rules(case)
        made.plan(case)
        made.revised(case)
        made.copy(case, "none", version=2)
        with access.open_contact(BY, case.pk) as opened:
            assert opened.now is not None
        with access.open_plan(BY, case.pk) as (_case, plan):
            assert plan is not None
        made.rules(case, ways=("never",), hours=made.NIGHT)
    with page_of(cast.SHELTER):
        assert contact_hours.not_before(case.pk, at) > at + timedelta(hours=1)
        assert contact_hours.nobody_calls([case.pk]) == {case.pk}
        with access.open_beside(cast.SHELTER, case.pk, purpose="contact_person") as reached:
            assert reached is not None
