"""What a data protection officer sees of alarms, and how a file becomes a decoy."""

from datetime import timedelta

import pytest

from himaya.cases.access import open_case
from himaya.cases.models import Case
from himaya.kernel import clock
from himaya.kernel.errors import BudgetSpent
from himaya.kernel.models import AuditEvent
from himaya.kernel.unit import log_refusal
from tests import cast, factories
from tests.pages import body
from tests.signed_in import Sit

pytestmark = [pytest.mark.django_db, pytest.mark.capability("X4")]
OFFICER = cast.actor("labour-officer", "labour-south", "data_protection_officer")
ELSEWHERE = cast.actor("shelter-officer", "shelter", "data_protection_officer")
AUTHORITY = cast.actor("authority-officer", "oversight", "data_protection_officer")


@pytest.fixture(autouse=True)
def _officers(the_cast: None) -> None:
    for actor, name in ((OFFICER, "one"), (ELSEWHERE, "two"), (AUTHORITY, "three")):
        cast.seat(actor, name)


def test_an_officer_sees_the_alarms_of_their_institution_and_no_workers_name_from_elsewhere(sit: Sit) -> None:
    """Red when the list is not narrowed to the institution, or when it names a worker of another one."""
    log_refusal(BudgetSpent(code="budget_spent"), by=cast.INSPECTOR)
    inside = sit(OFFICER).get("/oversight/alarms/").content.decode()
    assert "Desk labour-north" in inside
    assert '<bdi dir="ltr">inspector</bdi>' in inside
    assert "Desk labour-north" not in sit(ELSEWHERE).get("/oversight/alarms/").content.decode()
    above = sit(AUTHORITY).get("/oversight/alarms/").content.decode()
    assert "Desk labour-north" in above
    assert '<bdi dir="ltr">inspector</bdi>' not in above
    assert AuditEvent.objects.filter(action="alarms.listed").count() == 3


def test_a_file_becomes_a_decoy_and_the_next_reading_is_an_alarm(sit: Sit) -> None:
    done = factories.hand_over()
    case = Case.objects.get(pk=done.case_id)
    at = sit(OFFICER)
    made = {"reference": case.reference, "sure": "yes"}
    assert case.reference in body(at.post("/oversight/alarms/", {"reference": case.reference}), 422)
    assert at.post("/oversight/alarms/", made).status_code == 302
    assert at.post("/oversight/alarms/", made).status_code == 409
    marked = AuditEvent.objects.get(action="decoy.marked")
    assert marked.object_id == ""
    with (
        clock.stopped(factories.TUESDAY + timedelta(minutes=5)),
        open_case(cast.INSPECTOR, case.pk, purpose="give_service"),
    ):
        pass
    assert "A decoy was opened" in at.get("/oversight/alarms/").content.decode()


def test_a_decoy_by_mistake_is_none_again_and_the_answer_tells_nothing(sit: Sit) -> None:
    """A wrong letter had marked a real person's file for good. Red when `let_go` deletes nothing."""
    case = Case.objects.get(pk=factories.hand_over().case_id)
    at = sit(OFFICER)
    away = {"reference": case.reference, "do": "unmark"}
    never_one = at.post("/oversight/alarms/", away)
    at.post("/oversight/alarms/", {"reference": case.reference, "sure": "yes"})
    was_one = at.post("/oversight/alarms/", away)
    assert (never_one.status_code, never_one.content) == (was_one.status_code, was_one.content)
    assert {row.object_id for row in AuditEvent.objects.filter(action="decoy.unmarked")} == {""}
    with open_case(cast.INSPECTOR, case.pk, purpose="give_service"):
        pass
    assert not AuditEvent.objects.filter(action="decoy.read").exists()


@pytest.mark.parametrize("how", [{"sure": "yes"}, {"do": "unmark"}])
def test_what_is_absent_or_of_another_institution_gets_a_sentence_and_stays_typed(
    sit: Sit, how: dict[str, str]
) -> None:
    case = Case.objects.get(pk=factories.hand_over().case_id)
    for reference in ("ABC-123", case.reference):
        page = body(sit(ELSEWHERE).post("/oversight/alarms/", {"reference": reference, **how}), 404)
        assert reference in page
