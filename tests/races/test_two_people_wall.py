"""What waits for a second person, behind the wall of rows and beside somebody who acts at the same moment, on
PostgreSQL."""

from functools import partial
from uuid import UUID

import pytest

from himaya.kernel import two_people
from himaya.kernel.models import OutboxMessage
from himaya.ops import after_two_people
from tests import cast
from tests.races.behind_the_wall import page_of
from tests.races.test_two_actors import together
from tests.rooms.coordination import at_the_table
from tests.rooms.tasks.of_two import ACTS, STAGES, everybody, seated, told

pytestmark = [pytest.mark.postgres, pytest.mark.capability("E6")]


@pytest.mark.usefixtures("role")
@pytest.mark.parametrize("code", sorted(ACTS))
def test_behind_the_wall_each_sees_what_waits_for_them_and_nobody_else_does(code: str) -> None:
    at_the_table.people()
    act, begun = ACTS[code], STAGES[code]()
    who = everybody(*begun.actors)
    waits = told(act, who)
    assert waits
    for one in who:
        with page_of(one):
            assert [found.id for found in two_people.of_act(one, act)] == waits.get(one, [])
            assert two_people.count(one, urgent_only=False) == len(two_people.waiting(one))


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("code", ["exception", "erasure", "export"])
def test_of_two_who_act_at_once_one_does_and_nobody_is_waited_for(code: str) -> None:
    """The worker mails at the same moment: it finds it waiting, or finds nobody."""
    act, begun = ACTS[code], STAGES[code]()
    rival = {"exception": cast.actor("counsel", "labour-north", "legal_counsel")}
    second, *_others = told(act, everybody(*begun.actors))
    twin = everybody(rival[code])[-1] if code in rival else second
    for one in (second, twin):
        seated(one)
    message = OutboxMessage.objects.filter(event="two_people.begun", ids__act=code).first()
    assert message is not None
    found = together(
        partial(begun.deed, second), partial(begun.deed, twin), partial(after_two_people.mail_the_second, message.ids)
    )
    assert sum(isinstance(one, Exception) for one in found[:2]) == 1, found
    assert not isinstance(found[2], Exception)
    assert told(act, everybody(*begun.actors)) == {}
    assert after_two_people.desks_of(act, UUID(message.ids["about"])) == {}
