"""What the store itself shows of a reasoning: to the desk that holds the case, and never to police or a court."""

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from himaya.reasonings.models import ReasonLine
from tests import cast, factories
from tests.races.behind_the_wall import SOUTH, alone, say
from tests.security import stage_reasonings

pytestmark = [
    pytest.mark.deep,
    pytest.mark.postgres,
    pytest.mark.usefixtures("store"),
    pytest.mark.capability("B2", "X2"),
]
COUNT = "SELECT count(*) FROM reason_line"


def test_a_reasoning_is_shown_to_the_desk_that_holds_the_case_and_changed_by_nobody(role: str) -> None:
    case_id = factories.hand_over().case_id
    stage_reasonings.set_up(case_id)
    with alone(role) as link:
        for actor, shown in (
            (None, 0), (cast.INSPECTOR, 8), (cast.SHELTER, 0), (SOUTH, 0), (cast.INSPECTOR_SOUTH, 0),
            (cast.OFFICER, 0), (cast.AUDITOR, 0), (cast.OPERATOR, 0), (cast.SECRETARY, 0),
        ):  # fmt: skip
            with link.transaction():
                if actor is not None:
                    say(link, actor)
                found = link.execute(COUNT).fetchone()
            assert found is not None
            assert found[0] == shown, actor
        for change in ("DELETE FROM reason_line", "UPDATE reason_line SET words = NULL"):
            with link.transaction():
                say(link, cast.INSPECTOR)
                assert link.execute(change).rowcount == 0
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"), link.transaction():
            say(link, cast.SHELTER)
            link.execute(
                "INSERT INTO reason_line "
                "(id, revision, person_id, case_id, number, kind, at, desk_id, added_by, codes) "
                "SELECT gen_random_uuid(), 0, %s, %s, 9, 'fact', now(), 'shelter', gen_random_uuid(), 'x'",
                [ReasonLine.objects.values_list("person_id", flat=True)[0], case_id],
            )


def test_the_case_of_a_police_desk_has_no_reasoning_in_the_store_either(role: str) -> None:
    """Seen red with a policy that only asks for the grant."""
    case_id = factories.hand_over(by=cast.OFFICER).case_id
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO reason_line (id, revision, person_id, case_id, number, kind, at, desk_id, added_by, codes) "
            "SELECT gen_random_uuid(), 0, person_id, id, 1, 'fact', now(), desk_id, gen_random_uuid(), 'x' "
            "FROM case_file WHERE id = %s",
            [case_id],
        )
    with alone(role) as link, link.transaction():
        say(link, cast.OFFICER)
        found = link.execute(COUNT).fetchone()
        assert found is not None
        assert found[0] == 0


def test_the_store_refuses_to_change_a_line_whoever_asks() -> None:
    case_id = factories.hand_over().case_id
    stage_reasonings.set_up(case_id)
    for change in ("number = 99", "kind = 'form'", "words = 'x'", "codes = 'x'"):
        with pytest.raises(DatabaseError, match="never edited"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE reason_line SET {change}")  # noqa: S608
