"""What is agreed against a risk: from the menu, by a desk that works with the person, until a day."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from himaya.cases.models import Case, Referral
from himaya.institutions.models import Desk
from himaya.kernel import clock, still_open
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.ids import new_id
from himaya.kernel.models import AuditEvent
from himaya.risks import access_clocks, queries_measures
from himaya.risks.actions import measures
from himaya.risks.content_measures import load
from himaya.risks.models import Measure
from himaya.tasks.models import Task
from tests import cast, factories
from tests.refusals import refused
from tests.rooms.risks.assessed import opened
from tests.rooms.risks.clocked import BY, WORDS, planned, waiting

pytestmark = pytest.mark.capability("D2")
MENU = (
    "relocation", "accompaniment", "contact_ban", "anonymised_file", "testimony_at_distance", "confidential_address",
    "police_liaison", "phone_replacement", "emergency_cash", "medical_referral", "guardian",
)  # fmt: skip


def test_the_menu_is_the_one_of_the_source_in_three_languages_and_says_that_it_is_checked_by_nobody() -> None:
    assert tuple(load()) == MENU
    assert {one.mark for one in load().values()} == {"G"}


def test_a_measure_is_a_task_of_whoever_does_it_until_it_is_done() -> None:
    case = opened()
    row = planned(case)
    assert waiting(case) == {"risk_measure": row.due_on}
    later = clock.today() + timedelta(days=9)
    with refused(NotValid, "reason"):
        measures.move(case_id=case.pk, measure_id=row.pk, due_on=later, by=BY)
    measures.move(case_id=case.pk, measure_id=row.pk, due_on=clock.today(), by=BY)
    measures.move(case_id=case.pk, measure_id=row.pk, due_on=later, reason="not_available", by=BY)
    said = AuditEvent.objects.filter(action="risk_measure.moved").values_list("code", flat=True)
    assert sorted(said) == ["", "not_available"]
    assert waiting(case) == {"risk_measure": later}
    measures.done(case_id=case.pk, measure_id=row.pk, by=BY)
    assert waiting(case) == {}
    for again in (measures.done, lambda **said: measures.drop(reason="not_safe", **said)):
        with refused(NotNow, "ended"):
            again(case_id=case.pk, measure_id=row.pk, by=BY)


def test_one_that_is_not_carried_out_says_why_and_stays() -> None:
    case = opened()
    row = planned(case)
    with refused(NotValid, "reason"):
        measures.drop(case_id=case.pk, measure_id=row.pk, reason="lazy", by=BY)
    measures.drop(case_id=case.pk, measure_id=row.pk, reason="person_said_no", by=BY)
    with access_clocks.open_measures(BY, case.pk) as found:
        (one,) = found.rows
        assert (one.row.state, one.row.reason, one.words) == ("dropped", "person_said_no", WORDS)


def test_only_a_desk_that_works_with_the_person_is_asked() -> None:
    sent = Referral.objects.defer("packet_identity", "packet_story").get(pk=factories.referral_to_shelter())
    case = Case.objects.get(pk=sent.case_id)
    assert [one.pk for one in queries_measures.owners(case)] == [case.desk_id, sent.to_desk_id]
    assert [one.pk for one in queries_measures.owners(case, health=True)] == [case.desk_id, sent.to_desk_id]
    Desk.objects.filter(pk=sent.to_desk_id).update(kind="police")
    assert [one.pk for one in queries_measures.owners(case, health=True)] == [case.desk_id]
    assert sent.to_desk_id in [one.pk for one in queries_measures.owners(case)]
    Desk.objects.filter(pk=sent.to_desk_id).update(kind="hospital")
    planned(case, owner=sent.to_desk_id)
    waiting(case)
    assert Task.objects.get(kind="risk_measure").desk_id == sent.to_desk_id
    with refused(NotValid, "owner"):
        planned(case, owner=cast.OFFICER.desk_id)


@pytest.mark.parametrize("change", [{"code": "medical_referral", "domain": ""}, {"domain": "R5"}])
def test_a_measure_of_health_is_not_given_to_police_or_justice(change: dict[str, str]) -> None:
    sent = Referral.objects.defer("packet_identity", "packet_story").get(pk=factories.referral_to_shelter())
    Desk.objects.filter(pk=sent.to_desk_id).update(kind="police")
    case = Case.objects.get(pk=sent.case_id)
    with refused(NotValid, "owner"):
        planned(case, owner=sent.to_desk_id, **change)
    planned(case, owner=sent.to_desk_id)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"code": "walls"}, "code"),
        ({"domain": "R13"}, "domain"),
        ({"due_on": None}, "due_on"),
        ({"due_on": "yesterday"}, "due_on"),
        ({"words": "x" * 1001}, "words"),
    ],
)
def test_what_is_none_of_the_menu_is_refused_by_its_field(change: dict[str, Any], code: str) -> None:
    if change.get("due_on") == "yesterday":
        change = {"due_on": clock.today() - timedelta(days=1)}
    with refused(NotValid, code):
        planned(opened(), **change)
    assert not Measure.objects.exists()


def test_the_same_form_sent_twice_is_kept_once_and_the_audit_carries_no_words() -> None:
    case, form = opened(), new_id()
    for _time in range(2):
        planned(case, instance_id=form)
    assert Measure.objects.count() == 1
    said = AuditEvent.objects.get(action="risk_measure.planned")
    assert (said.object_type, said.code) == ("risk_measure", "")


def test_whoever_enforces_reads_no_measure_of_health_and_plans_none() -> None:
    """Also where their desk holds the file."""
    case = opened()
    for code, domain in (("medical_referral", ""), ("accompaniment", "R5"), ("relocation", "R1")):
        planned(case, code, domain=domain)
    assert queries_measures.count_open(case.pk) == 3
    assert [one.code for one in queries_measures.measures(case.pk, apart=True)] == ["relocation"]


def test_a_line_changes_only_until_it_has_ended() -> None:
    case = opened()
    row = planned(case)
    measures.done(case_id=case.pk, measure_id=row.pk, by=BY)
    for column, value in (("code", "'guardian'"), ("due_on", "'2027-01-01'"), ("state", "'planned'"), ("words", "'x'")):
        with pytest.raises(Exception, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE risk_measure SET {column} = {value} WHERE id = %s",  # noqa: S608
                [row.pk.hex if connection.vendor == "sqlite" else row.pk],
            )


def test_whoever_does_not_hold_the_file_learns_and_writes_nothing() -> None:
    case = opened()
    row = planned(case)
    for stranger in (cast.SHELTER, cast.OFFICER, cast.INSPECTOR_SOUTH):
        with pytest.raises(NotFound):
            planned(case, by=stranger, owner=BY.desk_id)
        with pytest.raises(NotFound):
            measures.done(case_id=case.pk, measure_id=row.pk, by=stranger)
        with pytest.raises(NotFound), access_clocks.open_measures(stranger, case.pk):
            pass


def test_a_measure_that_is_open_is_said_at_closing() -> None:
    case = opened()
    planned(case)
    found = {one.still.code: one.count for one in still_open.of_case(case.pk)}
    assert found["risk_measures"] == 1
