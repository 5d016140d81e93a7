"""When somebody looks again: by the level, by what happens, and who hears of it when nobody did."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import QuerySet

from himaya.cases.actions import exclusions
from himaya.kernel import clock, still_open
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.ids import new_id
from himaya.kernel.models import AuditEvent, OutboxMessage
from himaya.ops import after_risks
from himaya.risks import access, access_clocks, policy, queries_clocks
from himaya.risks.actions import assessments, own_ratings, risk_events
from himaya.risks.models import Assessment, FirstLook, OwnRating, RiskEvent
from himaya.tasks.models import Task
from himaya.tasks.states import DONE
from tests import cast
from tests.refusals import refused
from tests.rooms.risks import assessed
from tests.rooms.risks.assessed import opened
from tests.rooms.risks.clocked import BY, WORDS, after, looked, noted, waiting

pytestmark = pytest.mark.capability("D2")
LEAD_OF_A_SISTER_DESK = cast.INSPECTOR_SOUTH


def days(number: int) -> object:
    return clock.today() + timedelta(days=number)


def kept(row: RiskEvent) -> object:
    return RiskEvent.objects.values_list("how", "answered_by_id").get(pk=row.pk)


def test_the_first_look_calls_for_another_after_72_hours_and_a_task_has_its_day() -> None:
    case = opened()
    assert looked(case, "1", "1").due_on == days(3)
    assert waiting(case) == {"risk_again": days(3)}
    with clock.stopped(after(3)):
        # Eleven domains are not assessed: they are not low, and a quarter is too long for them.
        assert looked(case, "1", "1", occasion="h72").due_on == days(7)
        assert waiting(case) == {"risk_again": days(7)}


def test_an_event_brings_the_day_forward_and_the_look_that_it_called_for_answers_it() -> None:
    case = opened()
    looked(case)
    # The same day, but after the look: it is not what that looked at.
    with clock.stopped(after(0) + timedelta(minutes=5)):
        row = noted(case, "new_contact")
        assert waiting(case) == {"risk_again": clock.today()}
    with clock.stopped(after(1)):
        look = looked(case, occasion="new_contact")
        assert waiting(case) == {"risk_again": look.due_on}
    assert kept(row) == ("looked", look.pk)


def test_what_happened_is_answered_by_what_was_written_of_it_since() -> None:
    """Not by an assessment that stood ready before, nor by one that did not ask who does harm."""
    case = opened()
    row = assessed.begun(case)
    assessed.answered(row, "R1")
    with clock.stopped(after(0) + timedelta(minutes=5)):
        happened, comes = noted(case, "incident"), noted(case, "hearing")
        assessed.finished(row, 1)
        waiting(case)
        assert kept(happened) == kept(comes) == ("", None)
        other = looked(case, domain="R9", occasion="incident")
        waiting(case)
        assert (kept(happened), kept(comes)) == (("", None), ("looked", other.pk))
        look = looked(case, occasion="incident")
        waiting(case)
        assert kept(happened) == ("looked", look.pk)


def test_a_look_long_before_a_hearing_does_not_answer_it() -> None:
    case = opened()
    row = noted(case, "hearing", day=clock.today() + timedelta(days=20))
    looked(case)
    waiting(case)
    assert kept(row) == ("", None)


def test_what_does_not_take_place_is_taken_out_once_and_its_day_does_not_count() -> None:
    case = opened()
    due = looked(case).due_on
    with clock.stopped(after(0) + timedelta(minutes=5)):
        row = noted(case, "media")
        risk_events.end(case_id=case.pk, event_id=row.pk, how="not_any_more", by=BY)
        assert waiting(case) == {"risk_again": due}
    with refused(NotNow, "ended"):
        risk_events.end(case_id=case.pk, event_id=row.pk, how="mistake", by=BY)


def test_a_risk_that_has_grown_is_told_to_the_desk_and_its_lead_and_no_level_is() -> None:
    case = opened()
    looked(case, "1", "1")
    assert "risk_worse" not in waiting(case)
    look = looked(case, "3", "4", occasion="incident")
    found = waiting(case)
    assert found == {"risk_again": look.due_on, "risk_worse": clock.today(), "risk_worse_lead": clock.today()}
    told = Task.objects.filter(kind__startswith="risk_worse")
    assert set(told.values_list("desk_id", "urgent")) == {(case.desk_id, True)}
    # Less of it the next time is no news.
    looked(case, "1", "1", occasion="periodic")
    assert not OutboxMessage.objects.filter(event="risk_assessment.grown").exists()


def test_a_desk_that_sits_apart_moves_no_day_away_and_hides_no_growing(monkeypatch: pytest.MonkeyPatch) -> None:
    """It did not look at health, so its nine domains alone do not make the day."""
    case = opened()
    looked(case, "4", domain="R6")
    with clock.stopped(after(1)):
        with monkeypatch.context() as at_the_police:
            at_the_police.setattr(policy, "sits_apart", lambda _actor: True)
            row = assessed.begun(case, "periodic")
            others = policy.domains_of(apart=True)
            for domain in others:
                assessed.answered(row, domain)
            assert assessed.finished(row, len(others)).due_on == days(1)
            assert looked(case, occasion="periodic").due_on == days(1)
        look = looked(case, "1", domain="R6", occasion="periodic")
        assert look.due_on == days(7)
        assert not OutboxMessage.objects.filter(event="risk_assessment.grown").exists()
        with monkeypatch.context() as at_the_police:
            at_the_police.setattr(policy, "sits_apart", lambda _actor: True)
            looked(case, occasion="periodic")
        looked(case, "4", domain="R6", occasion="periodic")
        assert OutboxMessage.objects.filter(event="risk_assessment.grown").exists()


@pytest.mark.parametrize("first", [True, False], ids=["nothing is finished yet", "after a finished one"])
def test_a_desk_that_sits_apart_moves_no_nearer_day_away(monkeypatch: pytest.MonkeyPatch, first: bool) -> None:
    """Health said since the last look, in a line or by the person, asked for tomorrow."""
    case = opened()
    if not first:
        looked(case, "1", domain="R6")
    row = assessed.begun(case, "periodic")
    assessed.answered(row, "R6", "4")
    with monkeypatch.context() as at_the_police:
        at_the_police.setattr(policy, "sits_apart", lambda _actor: True)
        assessed.answered(row, "R2", "1", "1")
        assert assessed.finished(row, 1).due_on == days(1)


def test_a_first_assessment_that_is_left_has_a_task_where_it_cannot_wait() -> None:
    case = opened()
    row = assessed.begun(case)
    assessed.answered(row, "R1", "2", "2")
    assert waiting(case) == {}
    assessed.answered(row, "R6", "1", plan="yes", means="yes")
    soon = {"risk_again": days(1), "risk_worse": clock.today(), "risk_worse_lead": clock.today()}
    assert waiting(case) == soon
    with access.open_risks(BY, case.pk) as risks:
        assert risks.due == days(1)
    assessed.answered(row, "R6", "1", seen=1)
    assert waiting(case) == soon
    with clock.stopped(after(2)):
        assert [one.case.pk for one in queries_clocks.overdue_of(BY)] == [case.pk]
        look = assessed.finished(row, 3)
        assert waiting(case)["risk_again"] == look.due_on == days(3)


def test_what_is_worse_than_the_last_look_brings_the_day_nearer_and_is_told_once() -> None:
    case = opened()
    looked(case)
    with clock.stopped(after(1)):
        row = assessed.begun(case, "incident")
        assessed.answered(row, "R2", "1", "1")
        assert waiting(case) == {"risk_again": days(2)}
        said = {"case_id": case.pk, "words": "", "by": BY}
        own_ratings.note(domain="R9", level="critical", instance_id=new_id(), **said)
        assert waiting(case)["risk_again"] == days(1)
        assessed.answered(row, "R3", "4", "4")
        assessed.finished(row, 2)
        assert waiting(case)["risk_again"] == days(1)
        assert Task.objects.filter(kind="risk_worse").count() == 1
        for message in OutboxMessage.objects.filter(event="risk_assessment.nearer"):
            assert set(message.ids) == {"case", "assessment"}


def test_her_own_word_is_told_where_nobody_assessed_anything() -> None:
    case = opened()
    said = {"case_id": case.pk, "words": "", "by": BY}
    own_ratings.note(domain="R9", level="moderate", instance_id=new_id(), **said)
    assert waiting(case) == {}
    own_ratings.note(domain="R9", level="high", instance_id=new_id(), **said)
    soon = {"risk_again": days(1), "risk_worse": clock.today(), "risk_worse_lead": clock.today()}
    assert waiting(case) == soon
    own_ratings.note(domain="R2", level="critical", instance_id=new_id(), **said)
    assert waiting(case) == soon
    # A later word that is calmer moves no day away; an assessment that is finished asks for its own.
    own_ratings.note(domain="R2", level="low", instance_id=new_id(), **said)
    assert waiting(case)["risk_again"] == days(1)
    with clock.stopped(after(2)):
        assert [one.case.pk for one in queries_clocks.overdue_of(BY)] == [case.pk]
        look = looked(case)
        assert waiting(case)["risk_again"] == look.due_on
        assert queries_clocks.overdue_of(BY) == []


def plain(rows: QuerySet[Any]) -> list[dict[str, object]]:
    """What a table holds in clear, but for what only tells rows apart."""
    apart = {
        "id",
        "revision",
        "case_id",
        "person_id",
        "instance_id",
        "version_id",
        "level",
        "words",
        "levels",
        "levels_apart",
    }
    names = [one.attname for one in rows.model._meta.concrete_fields if one.attname not in apart]
    return sorted(rows.values(*names), key=str)


@pytest.mark.parametrize("begins", [False, True], ids=["nothing begun", "one under way"])
def test_no_day_in_clear_tells_a_high_word_from_a_critical_one(begins: bool) -> None:
    """Seen red with 72 hours for what is high, in the day of the file and in that of an assessment under way."""
    found = []
    for level in ("high", "critical"):
        case = opened()
        if begins:
            assessed.begun(case)
        for domain, said in (("R9", level), ("R2", "low")):
            own_ratings.note(case_id=case.pk, domain=domain, level=said, words="", instance_id=new_id(), by=BY)
        kept = [plain(one.objects.filter(case=case)) for one in (OwnRating, FirstLook, Assessment)]
        found.append((kept, waiting(case)))
    assert found[0] == found[1]
    (ratings, look, _assessments), told = found[0]
    # Beside a domain stands no day but that on which it was said.
    assert {name for row in ratings for name in row} == {"number", "domain", "at", "desk_id", "written_by"}
    assert look == [{"look_by": told["risk_again"]}] == [{"look_by": days(1)}]


def test_an_assessment_that_was_taken_back_keeps_no_day_and_her_word_keeps_its_own() -> None:
    """Seen red with `_due` reading every assessment, and without a day of the file: a day nobody could do away with."""
    case = opened()
    row = assessed.begun(case)
    own_ratings.note(case_id=case.pk, domain="R9", level="critical", words="", instance_id=new_id(), by=BY)
    day = Assessment.objects.filter(pk=row.pk).values_list("nearer_on", flat=True)
    assert day.get() == days(1)
    assessments.abandon(case_id=case.pk, number=row.number, by=BY)
    assert day.get() is None
    assert waiting(case)["risk_again"] == days(1)
    look = looked(case, occasion="periodic")
    assert queries_clocks.due(case) == queries_clocks.Due(case, look.due_on, look.pk)  # type: ignore[arg-type]


def test_the_store_moves_no_nearer_day_away() -> None:
    """Seen red without the triggers of risks 0006."""
    case = opened()
    row = assessed.begun(case)
    own_ratings.note(case_id=case.pk, domain="R9", level="critical", words="", instance_id=new_id(), by=BY)
    for statement, pk in (
        ("UPDATE risk_assessment SET nearer_on = '2030-01-01' WHERE id = %s", row.pk),
        ("UPDATE risk_assessment SET nearer_on = NULL WHERE id = %s", row.pk),
        ("UPDATE risk_assessment SET abandoned_on = '2026-11-24' WHERE id = %s", row.pk),
        ("UPDATE risk_first_look SET look_by = '2026-11-24' WHERE case_id = %s", case.pk),
    ):
        with pytest.raises(Exception, match="never moved away"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [pk.hex if hasattr(pk, "hex") and connection.vendor == "sqlite" else pk])
    with transaction.atomic(), connection.cursor() as cursor:
        pk = row.pk.hex if hasattr(row.pk, "hex") and connection.vendor == "sqlite" else row.pk
        cursor.execute("UPDATE risk_assessment SET nearer_on = '2026-11-24' WHERE id = %s", [pk])


def test_a_domain_that_was_never_assessed_does_not_make_it_worse_by_being_low() -> None:
    case = opened()
    looked(case, "2", "2")
    looked(case, "1", "1", domain="R9", occasion="periodic")
    assert "risk_worse" not in waiting(case)


def test_overdue_is_told_to_the_lead_once_and_shown_inside_the_institution_only() -> None:
    case = opened()
    look = looked(case)
    waiting(case)
    with clock.stopped(after(4)):
        for _night in range(2):
            after_risks.tell_overdue()
        assert set(waiting(case)) == {"risk_again", "risk_overdue"}
        for inside in (BY, cast.INSPECTOR_COLLEAGUE, cast.LABOUR_LEAD, LEAD_OF_A_SISTER_DESK):
            assert [(one.case.pk, one.on) for one in queries_clocks.overdue_of(inside)] == [(case.pk, look.due_on)]
        for outside in (cast.SECRETARY, cast.SHELTER_LEAD, cast.OFFICER, cast.AUDITOR):
            assert queries_clocks.overdue_of(outside) == [], outside
        looked(case, occasion="periodic")
        assert "risk_overdue" not in waiting(case)
        assert queries_clocks.overdue_of(BY) == []


def test_an_overdue_look_is_told_again_the_next_night_where_its_task_was_ended_by_hand() -> None:
    case = opened()
    looked(case)
    waiting(case)
    with clock.stopped(after(4)):
        after_risks.tell_overdue()
        task = Task.objects.defer("words").get(kind="risk_overdue")
        task.state, task.ended_at = DONE, clock.now()
        task.save(update_fields=["state", "ended_at"])
        after_risks.tell_overdue()
        assert "risk_overdue" not in waiting(case)
    with clock.stopped(after(5)):
        for _night in range(2):
            after_risks.tell_overdue()
        assert "risk_overdue" in waiting(case)
    assert Task.objects.filter(kind="risk_overdue").count() == 2


def test_a_conflict_of_interest_hides_an_overdue_look_too() -> None:
    case = opened()
    looked(case)
    exclusions.add(
        case_id=case.pk, account_id=cast.INSPECTOR_COLLEAGUE.account_id, reason="family", by=cast.LABOUR_LEAD  # type: ignore[arg-type]
    )  # fmt: skip
    with clock.stopped(after(9)):
        assert queries_clocks.overdue_of(cast.INSPECTOR_COLLEAGUE) == []
        assert len(queries_clocks.overdue_of(BY)) == 1


def test_a_file_that_nobody_assessed_is_not_reassessed_late_until_something_happens() -> None:
    case = opened()
    with clock.stopped(after(60)):
        assert queries_clocks.overdue_of(BY) == []
        noted(case)
    with clock.stopped(after(61)):
        assert [one.case.pk for one in queries_clocks.overdue_of(BY)] == [case.pk]


def test_the_same_form_sent_twice_is_kept_once_and_the_audit_carries_no_words() -> None:
    case, form = opened(), new_id()
    for _time in range(2):
        risk_events.note(case_id=case.pk, kind="move", day=None, words=WORDS, instance_id=form, by=BY)
    assert RiskEvent.objects.count() == 1
    said = AuditEvent.objects.get(action="risk_event.noted")
    assert (said.object_type, said.code) == ("risk_event", "move")
    with access_clocks.open_clocks(BY, case.pk) as clocks:
        assert [one.words for one in clocks.events] == [WORDS]


@pytest.mark.parametrize(("change", "code"), [({"kind": "party"}, "kind"), ({"words": "x" * 1001}, "words")])
def test_what_is_no_event_is_refused_by_its_field(change: dict[str, str], code: str) -> None:
    said = {"kind": "move", "words": "", **change}
    with refused(NotValid, code):
        risk_events.note(case_id=opened().pk, day=None, instance_id=new_id(), by=BY, **said)


def test_a_line_never_changes_but_to_end() -> None:
    row = noted(opened())
    for column, value in (("kind", "'move'"), ("day", "NULL"), ("words", "'x'")):
        with pytest.raises(Exception, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE risk_event SET {column} = {value} WHERE id = %s",  # noqa: S608
                [row.pk.hex if connection.vendor == "sqlite" else row.pk],
            )


def test_whoever_does_not_hold_the_file_learns_and_writes_nothing() -> None:
    case = opened()
    row = noted(case)
    for stranger in (cast.SHELTER, cast.OFFICER, cast.INSPECTOR_SOUTH):
        with pytest.raises(NotFound):
            noted(case, by=stranger)
        with pytest.raises(NotFound):
            risk_events.end(case_id=case.pk, event_id=row.pk, how="mistake", by=stranger)
        with pytest.raises(NotFound), access_clocks.open_clocks(stranger, case.pk):
            pass
    with pytest.raises(NotPermitted):
        risk_events.answer(assessment_id=new_id(), by=BY)


def test_what_is_not_looked_at_is_said_at_closing_and_stops_nothing() -> None:
    case = opened()
    looked(case)
    noted(case, "return", day=clock.today() + timedelta(days=30))
    with clock.stopped(after(10)):
        found = {one.still.code: one.still.weight for one in still_open.of_case(case.pk)}
    assert found["risk_events"] == still_open.WARNS
    assert found["risk_at_closing"] == still_open.TELLS
