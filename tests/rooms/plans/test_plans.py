"""The first days and the plan by their verbs: what waits for what, who moves what, who sees what and until when."""

import json
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from himaya.cases import access as cases
from himaya.cases import tallies
from himaya.cases.actions import closures, consents, referrals
from himaya.cases.actions.closures import Ending
from himaya.cases.models import Case, Exclusion, Referral, Tally
from himaya.disclosures import holdings
from himaya.institutions.models import Desk
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.belongings import of_persons
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.ids import new_id
from himaya.kernel.models import AuditEvent, OutboxMessage
from himaya.plans import access, queries
from himaya.plans.actions import first_days, goals, lines
from himaya.plans.actions.goals import Wanted
from himaya.plans.actions.lines import Step
from himaya.plans.models import FirstDays, Goal, Line, LineStep, Talk
from tests import cast, factories
from tests.refusals import refused
from tests.rooms.plans import planned

pytestmark = pytest.mark.capability("E2")


def told(event: str) -> list[OutboxMessage]:
    return list(OutboxMessage.objects.filter(event=event).order_by("id"))


def seen_by(actor: Actor) -> list[UUID]:
    return [row.pk for row in queries.given_to(actor).lines]


def test_the_six_come_first_or_a_reason_and_each_round_stands_for_itself() -> None:
    case = planned.opened()
    with pytest.raises(NotNow, match="first_days"):
        planned.goal(case)
    for wrong, field in (({**planned.CALM, "child": ""}, "child"), ({**planned.CALM, "knows": "maybe"}, "knows")):
        with refused(NotValid, field):
            first_days.ask(case_id=case.pk, answers=wrong, since="", instance_id=new_id(), by=cast.INSPECTOR)
    with pytest.raises(NotValid):
        first_days.leave(case_id=case.pk, reason="lazy", instance_id=new_id(), by=cast.INSPECTOR)
    first_days.leave(case_id=case.pk, reason="too_tired", instance_id=new_id(), by=cast.INSPECTOR)
    planned.goal(case)
    form = new_id()
    for _twice in range(2):
        said = {**planned.CALM, "danger": "yes"}
        first_days.ask(case_id=case.pk, answers=said, since="24_72", instance_id=form, by=cast.INSPECTOR)
    with access.open_rounds(cast.INSPECTOR, case.pk, purpose="give_service") as rounds:
        assert [(one.row.number, one.since, one.answers.get("danger", "")) for one in rounds] == [
            (2, "24_72", "yes"), (1, "", ""),
        ]  # fmt: skip
    # Nothing of the answers stands in clear, and no row is ever edited.
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM first_days WHERE number = 2")
        assert all("24_72" not in str(value) and "danger" not in str(value) for value in cursor.fetchone())
    for name, table in (("not_now", "first_days"), ("answers", "first_days")):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE {table} SET {name} = {name}")  # noqa: S608
    for actor in (cast.SHELTER, cast.INSPECTOR_SOUTH):
        with pytest.raises(NotFound):
            first_days.leave(case_id=case.pk, reason="too_tired", instance_id=new_id(), by=actor)
        with pytest.raises(NotFound), access.open_rounds(actor, case.pk, purpose="give_service"):
            pass


def test_a_plan_is_agreed_line_by_line_and_a_no_costs_nothing() -> None:
    case = planned.opened()
    planned.asked(case)
    goal = planned.goal(case)
    kept, declined = planned.line(goal), planned.line(goal, "lawyers", "legal_aid")
    with pytest.raises(NotNow):
        lines.request(line_id=kept.pk, by=cast.INSPECTOR)
    for answer, ids, code in (("agreed", (declined.pk,), "answer"), ("in_part", (), "refused"), ("yes", (), "answer")):
        with refused(NotValid, code):
            planned.agreed(case, answer, ids)
    planned.agreed(case, "not_agreed")
    assert {row.state for row in Line.objects.all()} == {"proposed"}
    planned.agreed(case, "in_part", (declined.pk,))
    assert dict(Line.objects.values_list("number", "state")) == {1: "accepted", 2: "refused"}
    last = queries.talks(case.pk)[0]
    assert (last.number, last.answer, last.lines, last.refused, last.language) == (2, "in_part", [1, 2], [2], "ary")
    assert [row.number for row in queries.open_lines(case.pk)] == [1]
    lines.offer_again(line_id=declined.pk, by=cast.INSPECTOR)
    # The steps name desks and roles and nobody.
    steps = LineStep.objects.filter(line=declined).order_by("number")
    assert [(one.verb, one.desk_id, one.role) for one in steps] == [
        (verb, "labour-north", "case_manager") for verb in ("added", "refused", "offered_again")
    ]
    with pytest.raises(NotNow, match="open_lines"):
        goals.end(goal_id=goal.pk, outcome="reached", by=cast.INSPECTOR)
    for one in (kept, declined):
        lines.refuse(line_id=one.pk, by=cast.INSPECTOR)
    goals.end(goal_id=goal.pk, outcome="no_longer_wished", by=cast.INSPECTOR)
    with pytest.raises(NotNow):
        planned.line(goal)
    for model in (Talk, LineStep):
        with pytest.raises(DatabaseError), transaction.atomic():
            model.objects.all().update(role="")  # type: ignore[attr-defined]


def test_a_line_goes_to_its_desk_only_on_an_agreement_about_lines_and_is_gone_with_it() -> None:
    case = planned.opened()
    planned.asked(case)
    one = planned.line(planned.goal(case))
    planned.agreed(case)
    # The referral to the shelter rests on an agreement about other things.
    with pytest.raises(NotNow, match="not_agreed"):
        lines.request(line_id=one.pk, by=cast.INSPECTOR)
    assert seen_by(cast.SHELTER) == []
    consent = planned.consent(case, until=date(2026, 11, 30))
    assert seen_by(cast.SHELTER) == []
    lines.request(line_id=one.pk, by=cast.INSPECTOR)
    assert seen_by(cast.SHELTER) == [one.pk]
    assert [one.ids["desk"] for one in told("plan_line.due")] == ["shelter"]
    with clock.stopped(factories.TUESDAY + timedelta(days=7)):
        assert seen_by(cast.SHELTER) == []
        assert queries.given_to(cast.SHELTER).ended == [Line.objects.get().reference]
    consents.withdraw(consent_id=consent, by=cast.INSPECTOR)
    assert seen_by(cast.SHELTER) == []
    assert queries.unseen(case, Line.objects.all()) == {one.pk}
    with pytest.raises(NotFound):
        lines.acknowledge(line_id=one.pk, by=cast.SHELTER)
    with pytest.raises(NotFound), access.open_line(cast.SHELTER, one.pk, purpose="give_service"):
        pass
    for actor in (cast.LAWYER, cast.INSPECTOR_SOUTH, cast.SECRETARY):
        with pytest.raises(NotFound):
            lines.acknowledge(line_id=one.pk, by=actor)


def test_a_named_basis_opens_the_lines_of_its_own_service_and_no_others() -> None:
    done = factories.hand_over(route="danger", consent_given=False)
    case = Case.objects.get(pk=done.case_id)
    planned.asked(case)
    goal = planned.goal(case)
    same, other = planned.line(goal), planned.line(goal, "shelter", "material_help")
    planned.agreed(case)
    lines.request(line_id=same.pk, by=cast.INSPECTOR)
    with pytest.raises(NotNow):
        lines.request(line_id=other.pk, by=cast.INSPECTOR)
    assert seen_by(cast.SHELTER) == [same.pk]


def test_the_desk_sees_its_line_and_nothing_else_of_the_plan() -> None:
    case, one = planned.given()
    goal = Goal.objects.get()
    planned.line(goal, "lawyers", "legal_aid")
    with access.open_line(cast.SHELTER, one.pk, purpose="give_service") as line:
        assert line.action == planned.ACTION
        assert not hasattr(line, "goal")
    assert AuditEvent.objects.filter(action="plan_line.read").count() == 1
    assert one.reference != case.reference
    with pytest.raises(NotFound), access.open_plan(cast.SHELTER, case.pk, purpose="give_service"):
        pass
    assert queries.given_to(cast.LAWYER).lines == []
    with access.open_plan(cast.INSPECTOR, case.pk, purpose="give_service") as plan:
        assert [goal.words for goal in plan.goals] == [planned.GOAL]
        assert [line.action for line in plan.lines] == [planned.ACTION] * 2
        assert plan.gone_through == date(2026, 11, 24)
    # A conflict of interest keeps a colleague of the desk from it too.
    Exclusion.objects.create(
        case=case,
        account_id=cast.SHELTER_COLLEAGUE.account_id,
        reason="family",
        excluded_by=new_id(),
        excluded_at=clock.now(),
    )
    assert seen_by(cast.SHELTER_COLLEAGUE) == []
    assert seen_by(cast.SHELTER) == [one.pk]


def test_the_desk_says_how_it_goes_and_a_gap_is_counted() -> None:
    _case, one = planned.given()
    with pytest.raises(NotPermitted, match="not_the_body"):
        lines.start(line_id=one.pk, by=cast.INSPECTOR)
    with pytest.raises(NotPermitted, match="not_the_holder"):
        lines.refuse(line_id=one.pk, by=cast.SHELTER)
    lines.acknowledge(line_id=one.pk, by=cast.SHELTER)
    lines.start(line_id=one.pk, by=cast.SHELTER)
    lines.suspend(line_id=one.pk, sentence="Attend un lit", by=cast.SHELTER)
    with pytest.raises(NotValid):
        lines.not_available(line_id=one.pk, reason="her_fault", by=cast.SHELTER)
    lines.not_available(line_id=one.pk, reason="no_place", sentence="Complet", by=cast.SHELTER)
    row = Line.objects.get()
    assert (row.state, row.reason) == ("not_available", "no_place")
    assert [one.ids["state"] for one in told("plan_line.reported")] == [
        "acknowledged", "started", "suspended", "not_available",
    ]  # fmt: skip
    counted = Tally.objects.get(kind=tallies.NO_SERVICE)
    assert (counted.desk_id, counted.region, counted.answer, counted.count) == (
        "shelter", "north", "emergency_shelter", 1,
    )  # fmt: skip
    with access.open_plan(cast.INSPECTOR, row.case_id, purpose="give_service") as plan:
        assert plan.lines[0].said == "Complet"
    with pytest.raises(NotNow, match="already_not_available"):
        lines.start(line_id=one.pk, by=cast.SHELTER)
    lines.offer_again(line_id=one.pk, by=cast.INSPECTOR)
    assert seen_by(cast.SHELTER) == []
    lines.accept(line_id=one.pk, by=cast.INSPECTOR)
    lines.request(line_id=one.pk, by=cast.INSPECTOR)
    lines.acknowledge(line_id=one.pk, by=cast.SHELTER)
    with pytest.raises(NotValid):
        lines.complete(line_id=one.pk, delivered="maybe", by=cast.SHELTER)
    lines.complete(line_id=one.pk, delivered="in_part", by=cast.SHELTER)
    assert (Line.objects.get().state, Line.objects.get().reason, Line.objects.get().delivered) == (
        "completed", "", "in_part",
    )  # fmt: skip


def test_a_no_after_it_was_given_ends_the_sight_and_tells_the_desk() -> None:
    _case, one = planned.given()
    lines.start(line_id=one.pk, by=cast.SHELTER)
    lines.refuse(line_id=one.pk, by=cast.INSPECTOR)
    assert seen_by(cast.SHELTER) == []
    assert queries.given_to(cast.SHELTER).ended == [Line.objects.get().reference]
    assert told("plan_line.refused")[0].ids["desk"] == "shelter"


def test_the_own_desk_gives_its_lines_to_nobody() -> None:
    case = planned.opened()
    planned.asked(case)
    own = planned.line(planned.goal(case), "labour-north", "labour_rights")
    planned.agreed(case)
    with pytest.raises(NotNow, match="own"):
        lines.request(line_id=own.pk, by=cast.INSPECTOR)
    lines.take_up(line_id=own.pk, by=cast.INSPECTOR)
    lines.complete(line_id=own.pk, delivered="yes", by=cast.INSPECTOR)
    assert queries.open_lines(case.pk) == []


def test_the_reminder_follows_the_day_and_says_which_day_it_is_about() -> None:
    _case, one = planned.given()
    first = told("plan_line.due")[0]
    # The shelter never closes: three days before, as the day begins in the nation.
    assert (first.due_at.isoformat(), first.ids["due_on"]) == ("2026-12-04T23:00:00+00:00", "2026-12-08")
    Desk.objects.filter(pk="shelter").update(hours=cast.OFFICE_HOURS)
    lines.postpone(line_id=one.pk, due_on=date(2026, 12, 20), by=cast.INSPECTOR)
    lines.postpone(line_id=one.pk, due_on=date(2026, 12, 20), by=cast.INSPECTOR)
    _first, second = told("plan_line.due")
    # Three days before is a Thursday; it opens at half past eight.
    assert (second.due_at.isoformat(), second.ids["due_on"]) == ("2026-12-17T07:30:00+00:00", "2026-12-20")
    with pytest.raises(NotValid):
        lines.postpone(line_id=one.pk, due_on=date(2026, 11, 23), by=cast.INSPECTOR)
    with pytest.raises(NotPermitted):
        lines.postpone(line_id=one.pk, due_on=date(2026, 12, 24), by=cast.SHELTER)
    with clock.stopped(factories.TUESDAY + timedelta(days=27)):
        assert queries.is_overdue(Line.objects.get())


def test_what_is_wrong_in_a_form_is_named_by_its_field_and_the_same_form_counts_once() -> None:
    case = planned.opened()
    planned.asked(case)
    goal, form = planned.goal(case), new_id()
    wanted: list[tuple[Any, str]] = [
        (Wanted("other", "legal", "x"), "pillar"),
        (Wanted("justice", "other", "x"), "type"),
        (Wanted("justice", "legal", "  "), "words"),
        (Wanted("justice", "legal", "x" * 401), "words"),
        (Wanted("justice", "legal", "x", date(2026, 11, 23)), "until"),
        (Step("x", "other", "shelter", planned.DUE), "service"),
        (Step("x", "legal_aid", "nowhere", planned.DUE), "desk"),
        (Step("x", "legal_aid", "lawyers", date(2026, 11, 23)), "due_on"),
        (Step(" ", "legal_aid", "lawyers", planned.DUE), "action"),
    ]
    for said, code in wanted:
        with refused(NotValid, code):
            if isinstance(said, Wanted):
                goals.add(case_id=case.pk, wanted=said, instance_id=new_id(), by=cast.INSPECTOR)
            else:
                lines.add(goal_id=goal.pk, step=said, instance_id=new_id(), by=cast.INSPECTOR)
    for _twice in range(2):
        step = Step("x", "legal_aid", "lawyers", planned.DUE)
        lines.add(goal_id=goal.pk, step=step, instance_id=form, by=cast.INSPECTOR)
    again = planned.line(goal, "lawyers", "labour_rights")
    assert Line.objects.count() == 2
    # One reference for all lines of a person at one desk; another at every other desk.
    assert len(set(Line.objects.values_list("reference", flat=True))) == 1
    assert planned.line(goal).reference != again.reference


def test_a_closed_file_reads_its_plan_and_changes_nothing_of_it() -> None:
    case, one = planned.given()
    goal = Goal.objects.get()
    Case.objects.filter(pk=case.pk).update(state="closed", closed_on=clock.today())
    for deed in (
        lambda: planned.asked(case),
        lambda: planned.goal(case),
        lambda: planned.line(goal),
        lambda: planned.agreed(case),
        lambda: lines.refuse(line_id=one.pk, by=cast.INSPECTOR),
        lambda: goals.end(goal_id=goal.pk, outcome="reached", by=cast.INSPECTOR),
    ):
        with pytest.raises(NotNow, match="closed"):
            deed()
    assert [row.pk for row in queries.open_lines(case.pk)] == [one.pk]
    with pytest.raises(NotFound):
        lines.acknowledge(line_id=one.pk, by=cast.SHELTER)


def test_an_erasure_takes_the_words_with_the_identity_and_all_of_it_with_the_file() -> None:
    case, one = planned.given()
    lines.acknowledge(line_id=one.pk, by=cast.SHELTER)
    lines.suspend(line_id=one.pk, sentence="Attend un lit", by=cast.SHELTER)
    referrals.withdraw(referral_id=Referral.objects.get(case=case).pk, by=cast.INSPECTOR)
    mine = [one for one in of_persons() if one.model.__module__.startswith("himaya.plans")]
    for belonging in mine:
        belonging.erase(case.person_id, scope="identity")
    with connection.cursor() as cursor:
        for table, column in (("plan_goal", "words"), ("plan_line", "action"), ("plan_step", "sentence")):
            cursor.execute(f"SELECT count(*) FROM {table} WHERE {column} IS NOT NULL")  # noqa: S608
            assert cursor.fetchone() == (0,), table
    with access.open_plan(cast.INSPECTOR, case.pk, purpose="give_service") as plan:
        assert [line.action for line in plan.lines] == [""]
    for belonging in mine:
        belonging.erase(case.person_id, scope="all")
    assert [model.objects.count() for model in (FirstDays, Goal, Line, LineStep, Talk)] == [0] * 5  # type: ignore[attr-defined]


def test_who_asks_what_is_held_about_them_is_given_first_days_and_plan() -> None:
    case, one = planned.given()
    lines.start(line_id=one.pk, by=cast.SHELTER)
    lines.suspend(line_id=one.pk, sentence="Attend un lit", by=cast.SHELTER)
    with cases.open_case(cast.INSPECTOR, case.pk, purpose="answer_the_person") as opened:
        parts = {part.name: (part.section, part.value) for part in holdings.items(opened)}
    assert parts["goal:1"] == (holdings.PLAN, planned.GOAL)
    assert parts["line:1"][1].startswith(planned.ACTION)
    assert [parts[name] for name in parts if name.startswith("line:1:said:")] == [(holdings.TALK, "Attend un lit")]
    assert parts["first_days:1"][0] == holdings.PLAN
    assert parts["first_days:1"][1].startswith("Danger")


def test_nothing_of_the_words_stands_in_clear() -> None:
    planned.given()
    with connection.cursor() as cursor:
        for table in ("plan_goal", "plan_line", "plan_step", "plan_talk", "audit_event", "outbox_message"):
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608
            assert "canari" not in json.dumps(cursor.fetchall(), default=str), table


def test_once_the_file_is_closed_no_other_desk_reads_its_lines_and_opened_again_they_do() -> None:
    case, one = planned.given()
    assert [line.pk for line in queries.given_to(cast.SHELTER).lines] == [one.pk]
    running = list(Referral.objects.filter(case=case).values_list("pk", flat=True))
    ending = Ending("person_asked", {}, left_running=running, knowing=True)
    closures.close(case_id=case.pk, ending=ending, by=cast.INSPECTOR)
    found = queries.given_to(cast.SHELTER)
    assert (found.lines, found.ended) == ([], [one.reference]), "the desk learns that nothing more is to be done"
    with pytest.raises(NotFound):
        access.given_line(cast.SHELTER, one.pk)
    closures.reopen(case_id=case.pk, reason="person_came_back", by=cast.INSPECTOR)
    assert access.given_line(cast.SHELTER, one.pk) == one
