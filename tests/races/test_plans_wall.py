"""The second wall around plans, on PostgreSQL: raw SQL as the role that answers pages, and the verbs behind it."""

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from himaya.cases import policy
from himaya.cases.models import Exclusion, WithdrawalNotice
from himaya.kernel import clock, wall
from himaya.kernel.errors import NotFound
from himaya.kernel.ids import new_id
from himaya.plans import access, queries
from himaya.plans.actions import lines
from himaya.plans.models import Line
from tests import cast
from tests.races.behind_the_wall import SOUTH, alone, say, seen
from tests.races.test_row_security import at_a_desk, never_the_owner
from tests.rooms.plans import planned

pytestmark = [pytest.mark.deep, pytest.mark.postgres, pytest.mark.usefixtures("store"), pytest.mark.capability("E2")]
TABLES = ("first_days", "plan_goal", "plan_line", "plan_step", "plan_talk")
NOTHING = dict.fromkeys(TABLES, 0)


def test_a_desk_is_shown_the_line_that_it_was_given_and_its_steps(role: str) -> None:
    """Seen red with a policy of `plan_goal` that looks at the lines of a desk."""
    case, _one = planned.given()
    planned.line(planned.goal(case), "lawyers", "legal_aid")
    with alone(role) as link:
        assert seen(link, None, tables=TABLES) == NOTHING
        assert seen(link, cast.INSPECTOR, tables=TABLES) == {
            "first_days": 1, "plan_goal": 2, "plan_line": 2, "plan_step": 4, "plan_talk": 1,
        }  # fmt: skip
        assert seen(link, cast.SHELTER, tables=TABLES) == {**NOTHING, "plan_line": 1, "plan_step": 3}
        # Proposed is not given: that desk is shown nothing.
        for stranger in (cast.LAWYER, SOUTH, cast.SECRETARY):
            assert seen(link, stranger, tables=TABLES) == NOTHING
        Exclusion.objects.create(
            case=case,
            account_id=cast.SHELTER_COLLEAGUE.account_id,
            reason="family",
            excluded_by=new_id(),
            excluded_at=clock.now(),
        )
        assert seen(link, cast.SHELTER_COLLEAGUE, tables=TABLES) == NOTHING
        for change in ("UPDATE plan_goal SET outcome = 'reached'", "DELETE FROM plan_line", "DELETE FROM plan_step"):
            with link.transaction():
                say(link, cast.SHELTER)
                assert link.execute(change).rowcount == 0
        for table in ("first_days", "plan_talk"):
            with link.transaction():
                say(link, cast.INSPECTOR)
                assert link.execute(f"UPDATE {table} SET role = ''").rowcount == 0  # noqa: S608
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"), link.transaction():
            say(link, cast.SHELTER)
            link.execute(
                'INSERT INTO plan_talk (id, case_id, instance_id, number, at, "on", language, interpreter, answer, '
                "lines, refused, desk_id, role) VALUES (gen_random_uuid(), %s, gen_random_uuid(), 9, now(), now(), "
                "'ary', 'none', 'agreed', '[]', '[]', 'shelter', '')",
                [case.pk],
            )


def test_the_store_refuses_an_edit_even_to_its_owner(role: str) -> None:
    planned.given()
    for table, column in (("first_days", "role"), ("plan_talk", "role"), ("plan_step", "code")):
        with pytest.raises(DatabaseError, match="never edited"):
            _owner(f"UPDATE {table} SET {column} = ''")  # noqa: S608
    _owner("UPDATE plan_step SET sentence = NULL")


def _owner(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_whole_passage_is_walked_behind_the_wall(role: str) -> None:
    with wall.behind(lambda: policy.said(cast.INSPECTOR)):
        case, one = planned.given()
    with wall.behind(lambda: policy.said(cast.SHELTER)):
        assert [row.pk for row in queries.given_to(cast.SHELTER).lines] == [one.pk]
        lines.acknowledge(line_id=one.pk, by=cast.SHELTER)
        lines.not_available(line_id=one.pk, reason="no_place", sentence="Complet", by=cast.SHELTER)
        with access.open_line(cast.SHELTER, one.pk, purpose="give_service") as line:
            assert (line.action, line.said) == (planned.ACTION, "Complet")
        with pytest.raises(NotFound), access.open_plan(cast.SHELTER, case.pk, purpose="give_service"):
            pass
    with wall.behind(lambda: policy.said(SOUTH)), pytest.raises(NotFound):
        lines.start(line_id=one.pk, by=SOUTH)
    with wall.behind(lambda: policy.said(cast.INSPECTOR)):
        with access.open_plan(cast.INSPECTOR, case.pk, purpose="give_service") as plan:
            assert plan.lines[0].said == "Complet"
        lines.offer_again(line_id=one.pk, by=cast.INSPECTOR)
        assert Line.objects.get().given_at is None
    with wall.behind(lambda: policy.said(cast.SHELTER)):
        assert not Line.objects.exists()


@pytest.mark.capability("E1")
def test_word_of_an_end_is_written_behind_the_wall_and_read_by_its_desk_alone(role: str) -> None:
    """Seen red with the policies of the table as they were: its desk was shown nothing."""
    case, line, agreement = planned.given_without_a_referral()
    with never_the_owner(role):
        holder = at_a_desk(cast.INSPECTOR)
        assert holder.post(f"/casework/cases/{case.pk}/consents/{agreement}/withdraw/").status_code == 302
    read = f"/casework/withdrawals/notices/{WithdrawalNotice.objects.get().pk}/read/"
    with never_the_owner(role):
        desk = at_a_desk(cast.LAWYER)
        assert read in desk.get("/casework/").content.decode()
        assert at_a_desk(cast.SHELTER).post(read).status_code == 404
        assert desk.post(read).status_code == 302
    assert WithdrawalNotice.objects.get().acknowledged_by == cast.LAWYER.account_id
    shown = ("withdrawal_notice",)
    with alone(role) as link:
        for who, count in ((None, 0), (cast.INSPECTOR, 1), (cast.LAWYER, 1), (cast.SHELTER, 0), (SOUTH, 0)):
            assert seen(link, who, tables=shown) == {"withdrawal_notice": count}
        Exclusion.objects.create(
            case=case,
            account_id=cast.LAWYER.account_id,
            reason="family",
            excluded_by=new_id(),
            excluded_at=clock.now(),
        )
        assert seen(link, cast.LAWYER, tables=shown) == {"withdrawal_notice": 0}
    assert line.reference == WithdrawalNotice.objects.get().reference
