"""A recommendation is entered in seconds, edited until it is addressed, and then has its days and its history."""

from datetime import timedelta
from typing import Any

import pytest

from himaya.coordination import formulating, policy_following
from himaya.coordination import rules_following as rules
from himaya.coordination import states_following as states
from himaya.coordination.actions import recommendations
from himaya.coordination.models import Recommendation
from himaya.coordination.states import MINUTES_APPROVED
from himaya.kernel import clock
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.models import AuditEvent, Stamp
from tests import factories
from tests.refusals import refused
from tests.rooms.coordination import at_the_table
from tests.rooms.coordination.at_the_table import DAW, LABOUR, MINORS, POLICE, SECRETARY
from tests.rooms.coordination.following_at_hand import TEXTS, enter, recommendation

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("A9")]
MOVES: dict[str, dict[str, Any]] = {"reason": "Le marché est attribué en mai", "by": SECRETARY}


def edit(row: Recommendation, **changes: Any) -> Recommendation:
    base: dict[str, Any] = {"source_kind": states.UPR, "texts": TEXTS, "priority": "low", "lead_id": "labour"}
    return recommendations.edit(recommendation_id=row.pk, **{"seen": row.revision, "by": SECRETARY, **base, **changes})


def test_the_secretariat_enters_one_and_it_gets_the_next_number_and_no_history_yet() -> None:
    first, second = enter(), enter(texts={"ar": "تكوين المفتشين"}, lead_id="", priority="low")
    assert (first.number, second.number, first.state) == (1, 2, states.FORMULATED)
    assert first.steps.count() == 0
    assert AuditEvent.objects.filter(action="recommendation.entered", code=states.UPR).count() == 2
    with pytest.raises(NotPermitted):
        enter(by=LABOUR)


def test_at_a_table_it_belongs_to_the_point_and_to_the_cycle() -> None:
    table = at_the_table.in_session()
    item = at_the_table.open_item(table)
    row = enter(source_kind=states.FROM_TABLE, table_id=table.pk, item_id=item.pk)
    assert (row.table, row.item, row.cycle_id) == (table, item, table.cycle_id)
    elsewhere = at_the_table.open_item(at_the_table.in_session())
    with pytest.raises(NotFound):
        enter(source_kind=states.FROM_TABLE, table_id=table.pk, item_id=elsewhere.pk)
    with pytest.raises(NotValid):
        enter(source_kind=states.UPR, table_id=table.pk)
    with pytest.raises(NotNow):
        enter(source_kind=states.FROM_TABLE, table_id=at_the_table.convened(table.cycle).pk)
    late = at_the_table.closed(table.cycle, state=MINUTES_APPROVED)
    assert enter(source_kind=states.FROM_TABLE, table_id=late.pk).table == late


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"texts": {"fr": "  "}}, "text_missing"),
        ({"texts": {"fr": "x" * (formulating.TEXT + 1)}}, "text_length"),
        ({"texts": {"fr": "Le cas de A. B., 16 ans"}}, "case_data"),
        ({"indicator": "Joindre Mme Amal Zitouni"}, "case_data"),
        ({"lead_id": "", "lead_name": "Mme Amal Zitouni"}, "case_data"),
        ({"contributor_names": ["Mme Amal Zitouni"]}, "case_data"),
        ({"source_kind": "rumour"}, "source"),
        ({"source_on": factories.TUESDAY.date() + timedelta(days=3650)}, "source_on"),
        ({"priority": "urgent"}, "priority"),
        ({"theme": "T9"}, "theme"),
        ({"sdg": "18.1"}, "sdg"),
        ({"action_type": "wish"}, "action_type"),
        ({"plan_axis": "axis-of-nobody"}, "plan_axis"),
        ({"lead_id": "nobody"}, "lead"),
        ({"lead_name": "Conseil régional"}, "lead"),
        ({"contributors": ["nobody"]}, "contributors"),
        ({"contributors": [f"c{n}" for n in range(21)]}, "contributors"),
        ({"baseline": "x" * 81}, "text_length"),
    ],
)
def test_what_cannot_be_one_is_refused_and_nothing_is_kept(changes: dict[str, Any], code: str) -> None:
    with refused(NotValid, code):
        enter(**changes)
    assert not Recommendation.objects.exists()


def test_the_lead_and_those_who_help_may_be_outside_the_list() -> None:
    row = enter(
        lead_id="",
        lead_name="Conseil régional du Nord",
        contributors=["police", "police", "daw"],
        contributor_names=[" Ordre  des avocats ", "", "Conseil régional du Nord"],
    )
    assert (row.lead, row.lead_name) == (None, "Conseil régional du Nord")
    found = set(row.contributors.values_list("institution_id", "name"))
    assert found == {("police", ""), ("daw", ""), (None, "Ordre des avocats")}


def test_the_axes_of_the_plan_are_those_of_the_nation() -> None:
    Stamp.objects.create(kind="demo", pack="demo", created_on=clock.today())
    assert enter(plan_axis="axis-protection").plan_axis == "axis-protection"
    with pytest.raises(NotValid):
        enter(plan_axis="pn-2030-protection")


def test_it_is_edited_until_it_is_addressed_and_a_stale_page_is_told() -> None:
    row = enter(contributors=["police"], contributor_names=["Ordre des avocats"])
    helper = row.contributors.get(institution_id="police").pk
    after = edit(row, lead_id="police", contributors=["police", "daw"], texts={**TEXTS, "fr": "Former tous"})
    assert (after.lead_id, after.text_fr, after.revision) == ("police", "Former tous", 1)
    assert list(after.contributors.values_list("institution_id", "name")) == [("daw", "")]
    assert not after.contributors.filter(pk=helper).exists()
    with refused(NotNow, "changed_meanwhile"):
        edit(row, seen=0)
    recommendations.address(recommendation_id=row.pk, by=SECRETARY)
    with pytest.raises(NotNow):
        edit(row, seen=2)
    with pytest.raises(NotPermitted):
        edit(row, by=LABOUR)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"texts": {"fr": "Former"}}, "text_missing"),
        ({"texts": {"ar": "تكوين"}}, "text_missing"),
        ({"lead_id": ""}, "lead_missing"),
    ],
)
def test_it_goes_to_nobody_in_half_a_language_or_without_a_lead(changes: dict[str, Any], code: str) -> None:
    row = enter(**changes)
    with refused(NotValid, code):
        recommendations.address(recommendation_id=row.pk, by=SECRETARY)


def test_addressed_it_has_sixty_days_for_an_answer_and_its_first_step() -> None:
    row = recommendations.address(recommendation_id=enter().pk, by=SECRETARY)
    today = clock.today()
    assert (row.state, row.addressed_on) == (states.ADDRESSED, today)
    assert row.answer_by == today + timedelta(days=rules.ANSWER_DAYS)
    assert [(one.number, one.did, one.code) for one in row.steps.all()] == [(1, "addressed", "labour")]
    with pytest.raises(NotNow):
        recommendations.address(recommendation_id=row.pk, by=SECRETARY)


def test_what_is_formulated_is_the_secretariats_and_what_is_addressed_is_known_to_whom_it_concerns() -> None:
    cycle = at_the_table.cycle()
    draft, known = enter(cycle_id=cycle.pk), recommendation(cycle=cycle)
    outside, named = recommendation(), recommendation(cycle=at_the_table.cycle(), lead="minors", contributors=["daw"])
    assert set(policy_following.visible(SECRETARY)) == {draft, known, outside, named}
    assert set(policy_following.visible(POLICE)) == {known, outside, named}
    named.cycle.seats.all().delete()
    assert set(policy_following.visible(POLICE)) == {known, outside}
    assert set(policy_following.visible(DAW)) == {known, outside, named}
    assert set(policy_following.visible(MINORS)) == {outside, named}


def test_the_day_moves_with_a_reason_and_the_old_one_stays_in_the_history() -> None:
    row = recommendation(states.IN_PROGRESS)
    before, later = row.due_on, clock.today() + timedelta(days=300)
    recommendations.move_due(recommendation_id=row.pk, due_on=later, **MOVES)
    row.refresh_from_db()
    step = row.steps.get(number=2)
    assert (row.due_on, step.did, step.code) == (later, "due_moved", f"{before}")
    assert (step.note, step.state) == (MOVES["reason"], states.IN_PROGRESS)
    for day in (later, None, clock.today() - timedelta(days=1)):
        with refused(NotValid, "due_on"):
            recommendations.move_due(recommendation_id=row.pk, due_on=day, **MOVES)
    with pytest.raises(NotValid):
        recommendations.move_due(recommendation_id=row.pk, due_on=clock.today(), **MOVES | {"reason": " "})
    with pytest.raises(NotPermitted):
        recommendations.move_due(recommendation_id=row.pk, due_on=clock.today(), **MOVES | {"by": LABOUR})


def test_it_is_kept_off_the_public_page_and_put_back() -> None:
    draft, row = enter(), recommendation()
    for one in (draft, row):
        recommendations.hide_publicly(recommendation_id=one.pk, by=SECRETARY)
        with pytest.raises(NotNow):
            recommendations.hide_publicly(recommendation_id=one.pk, by=SECRETARY)
    assert not Recommendation.objects.filter(is_public=True).exists()
    # A draft has no history, so that an import can be undone whole.
    assert (draft.steps.count(), row.steps.count()) == (0, 2)
    recommendations.show_publicly(recommendation_id=row.pk, by=SECRETARY)
    assert Recommendation.objects.get(is_public=True) == row
    with pytest.raises(NotPermitted):
        recommendations.hide_publicly(recommendation_id=row.pk, by=LABOUR)
