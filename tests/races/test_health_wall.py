"""What the store itself shows of a clinician's room, on PostgreSQL: raw SQL as the role of the pages."""

from datetime import timedelta

import psycopg
import pytest

from himaya.cases import policy
from himaya.cases.models import Case, Compartment, CompartmentGrant
from himaya.health import access
from himaya.kernel import clock, wall
from tests import cast
from tests.races.behind_the_wall import alone, say, seen
from tests.rooms.health import cared, nonsense
from tests.rooms.health.cared import BY, DOCTOR

pytestmark = [pytest.mark.deep, pytest.mark.postgres, pytest.mark.usefixtures("store"), pytest.mark.capability("D4")]
TABLES = ("health_entry", "scale_load")
STRANGERS = (cast.INSPECTOR, cast.LABOUR_LEAD, cast.OFFICER, cast.SHELTER, cast.AUDITOR, cast.OPERATOR, cast.SECRETARY)


def kept() -> Case:
    case = cared.accepted()
    cared.observe(case)
    cared.administer(case, cared.confirmed(), dict.fromkeys(nonsense.ITEMS, "3"))
    return case


def test_the_store_shows_it_to_the_desk_that_keeps_it_and_to_nobody_else(role: str) -> None:
    """Fault to plant: `himaya_holds` of the case in the policy of `health_entry`: the holding desk saw four rows."""
    case = kept()
    with alone(role) as link:
        assert seen(link, BY, tables=TABLES) == {"health_entry": 4, "scale_load": 1}
        assert seen(link, None, tables=TABLES) == dict.fromkeys(TABLES, 0)
        for stranger in STRANGERS:
            assert seen(link, stranger, tables=TABLES) == dict.fromkeys(TABLES, 0), stranger
        CompartmentGrant.objects.create(
            compartment=Compartment.objects.get(case=case),
            account_id=cast.INSPECTOR.account_id,
            institution_id="labour",
            reason="advice",
            granted_by=BY.account_id,
            granted_at=clock.now(),
            expires_at=clock.now() + timedelta(days=3),
        )
        assert seen(link, cast.INSPECTOR, tables=TABLES)["health_entry"] == 4, "a planted grant must be seen"


def test_nobody_changes_or_deletes_a_line(role: str) -> None:
    kept()
    with alone(role) as link:
        for sql in (b"UPDATE health_entry SET written_on = written_on", b"DELETE FROM health_entry"):
            with link.transaction():
                say(link, BY)
                assert link.execute(sql).rowcount == 0
        with pytest.raises(psycopg.errors.RaiseException, match="never changed"), link.transaction():
            say(link, BY)
            link.execute(b"UPDATE scale_load SET sha256 = sha256")


def test_a_clinician_works_behind_the_wall(role: str) -> None:
    cared.seat_doctor()
    case = cared.referred()
    with wall.behind(lambda: policy.said(BY)):
        cared.begun(case)
        cared.offer(case)
        cared.accept(case)
        cared.observe(case)
        load_id = cared.load()
    with wall.behind(lambda: policy.said(DOCTOR)):
        cared.scales.confirm(load_id=load_id, by=DOCTOR)
        cared.administer(case, load_id, {"n01": "2"}, by=DOCTOR)
    with wall.behind(lambda: policy.said(BY)), access.open_health(BY, case.pk) as opened:
        assert [one.kind for one in opened.entries] == ["offered", "accepted", "observed", "administered"]
