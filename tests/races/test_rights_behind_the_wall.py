"""What the store itself shows of rights and of copies to keep: to the desk that holds the case, and to nobody else."""

import psycopg
import pytest

from tests import cast, factories
from tests.races.behind_the_wall import SOUTH, alone, say
from tests.security import stage_rights

pytestmark = [pytest.mark.deep, pytest.mark.postgres, pytest.mark.usefixtures("store"), pytest.mark.capability("X2")]
TABLES = ("right_facts", "right_step", "held_copy")


def test_rights_are_shown_to_the_desk_that_holds_the_case_and_changed_by_nobody(role: str) -> None:
    case_id = factories.hand_over().case_id
    stage_rights.set_up(case_id)
    with alone(role) as link:
        for actor, shown in (
            (None, [0, 0, 0]), (cast.INSPECTOR, [1, 2, 1]), (cast.SHELTER, [0, 0, 0]),
            (SOUTH, [0, 0, 0]), (cast.INSPECTOR_SOUTH, [0, 0, 0]), (cast.AUDITOR, [0, 0, 0]),
        ):  # fmt: skip
            with link.transaction():
                if actor is not None:
                    say(link, actor)
                found = [link.execute(f"SELECT count(*) FROM {one}").fetchone() for one in TABLES]  # noqa: S608
            assert [row[0] for row in found if row] == shown, actor
        for one in TABLES:
            with link.transaction():
                say(link, cast.INSPECTOR)
                assert link.execute(f"DELETE FROM {one}").rowcount == 0  # noqa: S608
                assert link.execute(f"UPDATE {one} SET number = number").rowcount == 0  # noqa: S608
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"), link.transaction():
            say(link, cast.SHELTER)
            link.execute(
                'INSERT INTO held_copy (id, case_id, number, "on", word, language, desk_id, offered_by) '
                "VALUES (gen_random_uuid(), %s, 9, now(), 'offered', '', 'shelter', gen_random_uuid())",
                [case_id],
            )
