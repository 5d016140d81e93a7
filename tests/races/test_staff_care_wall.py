"""What the store itself shows of care for those who work here, on PostgreSQL: raw SQL as the role of the pages."""

import psycopg
import pytest

from himaya.kernel.actor import SYSTEM, Actor
from himaya.staff_care import queries
from himaya.staff_care.actions import caseload_caps, own_care
from himaya.staff_care.models import OwnCare
from tests import cast
from tests.races.behind_the_wall import alone, page_of, say, seen
from tests.rooms.staff_care.carried import (
    BY,
    CAP,
    DESK,
    LEAD,
    OTHER,
    account,
    enough,
    hard_look,
    hard_sitting,
    opened,
)

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("role"), pytest.mark.capability("D4")]
TABLES = ("own_care", "desk_care", "above_cap")
NOTHING = dict.fromkeys(TABLES, 0)


def test_what_is_ones_own_is_seen_by_that_account_alone_and_by_no_lead(role: str) -> None:
    hard_look()
    with page_of(BY):
        assert queries.offer_stands(BY)
        own_care.answer(answer="later", by=BY)
        assert not queries.offer_stands(BY)
    with alone(role) as link:
        assert seen(link, BY, tables=TABLES) == {**NOTHING, "own_care": 1}
        for somebody in (LEAD, OTHER, cast.INSPECTOR_SOUTH, cast.OFFICER, cast.AUDITOR, cast.OPERATOR):
            assert seen(link, somebody, tables=TABLES) == NOTHING, somebody
        with link.transaction():
            say(link, LEAD)
            changed = link.execute("UPDATE own_care SET answered_at = now()")
            assert changed.rowcount == 0
    assert OwnCare.objects.get().answered_at is None


def test_a_hard_hour_is_found_behind_the_wall_by_whoever_had_it_and_nobody_else(role: str) -> None:
    led = hard_sitting()
    for somebody in (led, BY, cast.SHELTER_LEAD):
        with page_of(somebody):
            assert queries.offer_stands(somebody) == (somebody == led)


def test_a_desks_cap_is_seen_at_that_desk_and_who_is_above_is_written_by_the_clock_alone(role: str) -> None:
    enough()
    opened(CAP)
    with page_of(LEAD):
        caseload_caps.put(cap=CAP, by=LEAD)
    caseload_caps.weigh(by=SYSTEM)

    def may(somebody: Actor) -> bool:
        with alone(role) as link:
            return seen(link, somebody, tables=TABLES[1:]) == {"desk_care": 1, "above_cap": 1}

    assert [may(one) for one in (LEAD, BY, OTHER)] == [True] * 3
    assert not any(may(one) for one in (cast.INSPECTOR_SOUTH, cast.SHELTER, cast.AUDITOR, cast.SECRETARY))
    for somebody in (BY, LEAD):
        with page_of(somebody):
            assert queries.above(DESK) == {account(BY)}
            assert queries.my_caseload(somebody) == (CAP + 1 if somebody is BY else 0)
    with alone(role) as link, pytest.raises(psycopg.errors.InsufficientPrivilege), link.transaction():
        say(link, LEAD)
        link.execute("INSERT INTO above_cap (desk_id, account_id) VALUES (%s, %s)", [DESK, account(OTHER)])
    with alone(role) as link, link.transaction():
        say(link, LEAD)
        assert link.execute("DELETE FROM above_cap").rowcount == 0
