"""What the store itself shows of stepped care and of letters: to whoever opens the compartment, and to nobody else."""

import psycopg
import pytest

from himaya.cases import policy
from himaya.health import queries_care
from himaya.kernel import wall
from tests import cast
from tests.races.behind_the_wall import SOUTH, alone, say
from tests.rooms.health import stepped

pytestmark = [pytest.mark.deep, pytest.mark.postgres, pytest.mark.usefixtures("store"), pytest.mark.capability("D4")]
TABLES = ("care_step", "clinician_letter")


def test_rows_are_shown_to_the_desk_that_keeps_them_and_to_no_other(role: str) -> None:
    case = stepped.apart()
    stepped.begun(case)
    stepped.released(case)
    with alone(role) as link:
        for actor, shown in (
            (None, 0), (cast.NURSE, 1), (cast.INSPECTOR, 0), (cast.LABOUR_LEAD, 0), (cast.OFFICER, 0),
            (cast.SHELTER, 0), (SOUTH, 0), (cast.AUDITOR, 0),
        ):  # fmt: skip
            with link.transaction():
                if actor is not None:
                    say(link, actor)
                for table in TABLES:
                    assert link.execute(f"SELECT count(*) FROM {table}").fetchone() == (shown,), (table, actor)  # noqa: S608
        with link.transaction():
            say(link, cast.INSPECTOR)
            assert link.execute("UPDATE clinician_letter SET revoked_on = now()").rowcount == 0
        for table in TABLES:
            with link.transaction():
                say(link, cast.NURSE)
                assert link.execute(f"DELETE FROM {table}").rowcount == 0  # noqa: S608
        with pytest.raises(psycopg.errors.RaiseException, match="never changed"), link.transaction():
            say(link, cast.NURSE)
            link.execute("UPDATE clinician_letter SET valid_until = valid_until + 1")


def test_a_planted_grant_shows_them_so_the_test_above_can_fail(role: str) -> None:
    case = stepped.apart()
    stepped.begun(case)
    stepped.plant(case, cast.SHELTER)
    with alone(role) as link, link.transaction():
        say(link, cast.SHELTER)
        assert link.execute("SELECT count(*) FROM care_step").fetchone() == (1,)


def test_behind_the_wall_the_ward_writes_reads_and_sees_what_waits() -> None:
    case = stepped.apart()
    with wall.behind(lambda: policy.said(cast.NURSE)):
        stepped.begun(case)
        letter = stepped.drafted(case)
        stepped.answered(case, letter)
    with stepped.later(days=30), wall.behind(lambda: policy.said(cast.NURSE)):  # type: ignore[attr-defined]
        assert [row.case_id for row, _first, _last in queries_care.waiting(cast.NURSE)] == [case]
