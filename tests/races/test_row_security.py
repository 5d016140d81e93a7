"""The second wall, alone: raw SQL as a role that does not own the store, on PostgreSQL, without a line of our policy.

Nobody said: 0 rows. Said for one transaction: what the grants open, and nothing of it in the next transaction of the same
connection, whoever comes. Seen red with `set_config(…, false)` and without the exclusion in the policy.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.db import connection
from psycopg import sql

from himaya.cases.actions import exclusions, grants
from himaya.cases.models import Case
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from tests import cast, factories
from tests.races.conftest import address, on_server
from tests.rooms.cases import apart_at_hand as at_hand

pytestmark = [pytest.mark.deep, pytest.mark.postgres, pytest.mark.usefixtures("store"), pytest.mark.capability("X2")]
TABLES = ("case_file", "submission", "consent", "referral")
APART = ("compartment", "compartment_grant", "compartment_note")
NAMES = ("account", "desk", "institution", "reads_cases")


@pytest.fixture(name="role")
def _role(store: None) -> Iterator[str]:
    name = f"himaya_app_{uuid.uuid4().hex[:8]}"
    on_server(f"CREATE ROLE {name} LOGIN NOSUPERUSER NOBYPASSRLS")
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {name}")
    yield name
    with connection.cursor() as cursor:
        cursor.execute(f"DROP OWNED BY {name}")
    on_server(f"DROP ROLE {name}")


@contextmanager
def as_role(role: str) -> Iterator[psycopg.Connection]:
    where = address(str(connection.settings_dict["NAME"])).replace("postgres@", f"{role}@")
    with psycopg.connect(where, autocommit=True) as link:
        yield link


def seen(link: psycopg.Connection, who: Actor | None, tables: tuple[str, ...] = TABLES) -> dict[str, int]:
    """How many rows of each table one transaction of this actor sees."""
    with link.transaction():
        if who is not None:
            said = (str(who.account_id), who.desk_id, who.institution_id, "yes")
            for name, value in zip(NAMES, said, strict=True):
                link.execute("SELECT set_config(%s, %s, true)", [f"himaya.{name}", value])
        count = sql.SQL("SELECT count(*) FROM {}")
        return {one: link.execute(count.format(sql.Identifier(one))).fetchone()[0] for one in tables}  # type: ignore[index]


NOTHING = dict.fromkeys(TABLES, 0)
WHOLE = dict.fromkeys(TABLES, 1)


def test_what_the_store_shows_is_what_the_grants_open(role: str) -> None:
    done = factories.hand_over()
    case = Case.objects.get(pk=done.case_id)
    with as_role(role) as link:
        assert seen(link, None) == NOTHING
        assert seen(link, cast.INSPECTOR) == WHOLE
        assert seen(link, None) == NOTHING
        assert seen(link, cast.INSPECTOR_SOUTH) == NOTHING
        assert seen(link, cast.SHELTER) == {**NOTHING, "referral": 1}
        grants.give(
            case_id=case.pk,
            to=f"account:{cast.INSPECTOR_SOUTH.account_id}",
            kind="team",
            level="summary",
            sections=(),
            until=clock.today(),
            reason="advice",
            by=cast.LABOUR_LEAD,
        )
        assert seen(link, cast.INSPECTOR_SOUTH) == {**WHOLE, "submission": 0}
        assert cast.INSPECTOR.account_id is not None
        exclusions.add(case_id=case.pk, account_id=cast.INSPECTOR.account_id, reason="family", by=cast.LABOUR_LEAD)
        assert seen(link, cast.INSPECTOR) == NOTHING


def test_what_is_kept_apart_is_shown_to_its_desk_and_not_to_the_desk_that_holds_the_case(role: str) -> None:
    """Seen red with a policy of `compartment` that asks the grants of the case."""
    at_hand.written(at_hand.begun(at_hand.referred()))
    with as_role(role) as link:
        for who, rows in ((cast.SHELTER, 1), (cast.INSPECTOR, 0), (cast.LABOUR_LEAD, 0), (None, 0)):
            assert set(seen(link, who, APART).values()) == {rows}, who


def test_two_actors_by_turns_on_one_connection_never_see_each_other_s_rows(role: str) -> None:
    factories.hand_over()
    factories.hand_over(by=cast.INSPECTOR_SOUTH)
    with as_role(role) as link:
        for _turn in range(20):
            assert seen(link, cast.INSPECTOR)["case_file"] == 1
            assert seen(link, cast.INSPECTOR_SOUTH)["case_file"] == 1
            assert seen(link, cast.LAWYER)["case_file"] == 0
            assert seen(link, None) == NOTHING
