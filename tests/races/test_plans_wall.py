"""Plans by verbs and pages behind the second wall, on PostgreSQL."""

import pytest

from himaya.cases.models import Exclusion, WithdrawalNotice
from himaya.kernel import clock
from himaya.kernel.errors import NotFound
from himaya.kernel.ids import new_id
from himaya.plans import access, queries
from himaya.plans.actions import lines
from himaya.plans.models import Line
from tests import cast
from tests.races.behind_the_wall import SOUTH, alone, page_of, seen
from tests.races.test_row_security import at_a_desk, never_the_owner
from tests.rooms.plans import planned

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("role"), pytest.mark.capability("E2")]
TABLES = ("first_days", "plan_goal", "plan_line", "plan_step", "plan_talk")


def test_the_whole_passage_is_walked_behind_the_wall(role: str) -> None:
    with page_of(cast.INSPECTOR):
        case, one = planned.given()
    with page_of(cast.SHELTER):
        assert [row.pk for row in queries.given_to(cast.SHELTER).lines] == [one.pk]
        lines.acknowledge(line_id=one.pk, by=cast.SHELTER)
        lines.not_available(line_id=one.pk, reason="no_place", sentence="Complet", by=cast.SHELTER)
        with access.open_line(cast.SHELTER, one.pk, purpose="give_service") as line:
            assert (line.action, line.said) == (planned.ACTION, "Complet")
        with pytest.raises(NotFound), access.open_plan(cast.SHELTER, case.pk, purpose="give_service"):
            pass
    with page_of(SOUTH), pytest.raises(NotFound):
        lines.start(line_id=one.pk, by=SOUTH)
    with page_of(cast.INSPECTOR):
        with access.open_plan(cast.INSPECTOR, case.pk, purpose="give_service") as plan:
            assert plan.lines[0].said == "Complet"
        lines.offer_again(line_id=one.pk, by=cast.INSPECTOR)
        assert Line.objects.get().given_at is None
    with page_of(cast.SHELTER):
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
