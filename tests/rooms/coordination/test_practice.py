"""Who does what today: stated by the institution itself or entered from a letter, compared, given back."""

from datetime import date, timedelta
from typing import Any

import pytest

from himaya.coordination import rules_practice, states
from himaya.coordination.actions import practice, practice_maps
from himaya.coordination.actions.practice import Practice
from himaya.coordination.models import PracticeMap, PracticeStatement, PracticeStep, RoundTable
from himaya.coordination.queries import practice as queries
from himaya.institutions.models import Mandate
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.models import AuditEvent
from tests.refusals import refused
from tests.rooms.coordination import at_the_table, practising
from tests.rooms.coordination.at_the_table import (
    DAW,
    HEALTH,
    HEALTH_ALTERNATE,
    HEALTH_AUTHORITY,
    MINORS,
    SECRETARY,
    SOCIAL,
)

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("A0")]


@pytest.fixture(name="row")
def _row() -> PracticeMap:
    return practising.opened()


@pytest.fixture(name="step")
def _step(row: PracticeMap) -> PracticeStep:
    return practising.first(row)


def kinds(row: PracticeMap) -> list[str]:
    return [one.kind for one in queries.side_by_side(row).steps[0].found]


# --- the map ---------------------------------------------------------------------------------------------------------


def test_a_map_asks_each_step_in_order(row: PracticeMap) -> None:
    assert [(one.number, one.title_fr) for one in row.steps.order_by("number")] == [
        (1, "Recevoir un signalement"),
        (2, "Trouver un hébergement"),
    ]
    assert AuditEvent.objects.filter(action="practice_map.opened", object_id=str(row.pk)).count() == 1


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"titles": {}}, "title_missing"),
        ({"steps": []}, "steps_missing"),
        ({"steps": [{"fr": "x"}] * 21}, "steps_many"),
        ({"due_on": None}, "due_on"),
        ({"due_on": date(2026, 1, 1)}, "due_on"),
    ],
)
def test_a_map_that_cannot_be_filled_in_is_refused(changes: dict[str, Any], code: str) -> None:
    with refused(NotValid, code):
        practising.opened(**changes)
    assert not PracticeMap.objects.exists()


def test_only_the_secretariat_opens_a_map_and_only_in_an_open_cycle() -> None:
    cycle = at_the_table.cycle()
    with pytest.raises(NotPermitted):
        practising.opened(cycle, by=HEALTH)
    cycle.state = states.CLOSED
    cycle.save()
    with pytest.raises(NotNow):
        practising.opened(cycle)


def test_a_table_or_theme_of_another_cycle_is_not_there(row: PracticeMap) -> None:
    with pytest.raises(NotFound):
        practising.opened(row.cycle, table_id=at_the_table.planned().pk)
    with pytest.raises(NotFound):
        practising.opened(row.cycle, theme_id=at_the_table.cycle().themes.get(code="T1").pk)


def test_a_map_goes_from_open_to_closed_to_given_back(row: PracticeMap) -> None:
    table = at_the_table.in_session(row.cycle)
    with pytest.raises(NotNow):
        practice_maps.restitute(map_id=row.pk, table_id=table.pk, by=SECRETARY)
    practice_maps.close(map_id=row.pk, by=SECRETARY)
    practice_maps.reopen(map_id=row.pk, due_on=clock.today(), by=SECRETARY)
    practice_maps.close(map_id=row.pk, by=SECRETARY)
    practice_maps.restitute(map_id=row.pk, table_id=table.pk, by=SECRETARY)
    row.refresh_from_db()
    assert (row.state, row.closed_on, row.restituted_at_table) == (states.RESTITUTED, clock.today(), table)
    with refused(NotNow, says="given back to the table by now"):
        practice_maps.close(map_id=row.pk, by=SECRETARY)


def test_a_map_is_not_given_back_at_a_table_that_has_not_met(row: PracticeMap) -> None:
    practice_maps.close(map_id=row.pk, by=SECRETARY)
    with pytest.raises(NotValid):
        practice_maps.restitute(map_id=row.pk, table_id=at_the_table.planned(row.cycle).pk, by=SECRETARY)


# --- a statement -----------------------------------------------------------------------------------------------------


def test_a_delegate_states_by_click_and_may_state_anew(step: PracticeStep) -> None:
    practising.state(step, HEALTH, hours=24, form="Fiche 3", unit="Urgences", passes_to_id="social")
    done = practising.state(step, HEALTH_ALTERNATE, does=states.DOES_PARTLY, seen=1)
    assert (done.does, done.revision, done.how, done.stated_on) == (
        states.DOES_PARTLY,
        2,
        states.CLICK,
        clock.today(),
    )
    assert done.delegate == at_the_table.delegate("hospital", states.ALTERNATE)
    assert AuditEvent.objects.filter(action="practice.stated", object_id=str(step.pk), code="hospital").count() == 2


def test_the_second_of_two_is_told_who_stated_what_and_nothing_is_overwritten(step: PracticeStep) -> None:
    practising.state(step, HEALTH)
    with refused(NotNow, says="Delegate focal-health has stated this step") as refusal:
        practising.state(step, HEALTH_ALTERNATE, does=states.DOES_NOT)
    assert "Yes, we do this alone" in str(refusal.value.sentence)
    assert PracticeStatement.objects.get(step=step).does == states.DOES


@pytest.mark.parametrize(
    ("by", "institution", "refusal"),
    [
        (DAW, "hospital", NotPermitted),
        (HEALTH_AUTHORITY, "hospital", NotPermitted),
        (MINORS, "minors", NotFound),
        (SECRETARY, "minors", NotValid),
    ],
)
def test_nobody_states_for_another_institution_or_without_a_seat(
    step: PracticeStep, by: Actor, institution: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        practising.state(step, by, institution=institution)
    assert not PracticeStatement.objects.exists()


def test_a_lapsed_mandate_no_longer_states(step: PracticeStep) -> None:
    Mandate.objects.filter(delegate__account_id=HEALTH.account_id).update(valid_to=clock.today() - timedelta(days=1))
    with pytest.raises(NotFound):
        practising.state(step, HEALTH)


def test_a_letter_is_entered_by_the_secretariat_with_or_without_who_signed(step: PracticeStep) -> None:
    done = practising.state(step, SECRETARY, institution="justice")
    assert (done.how, done.delegate) == (states.LETTER, None)
    signed = at_the_table.delegate("justice")
    base: dict[str, Any] = {"step_id": step.pk, "institution_id": "justice", "by": SECRETARY, "seen": 1}
    practice.state(said=Practice(does="no"), how=states.MAIL, delegate_id=signed.pk, **base)
    assert PracticeStatement.objects.get(step=step).delegate == signed
    with pytest.raises(NotPermitted):
        practice.state(
            said=Practice(does="no"),
            how=states.MAIL,
            delegate_id=at_the_table.delegate("police").pk,
            **{**base, "seen": 2},
        )
    with pytest.raises(NotValid):
        practice.state(said=Practice(does="no"), how=states.CLICK, **{**base, "seen": 2})


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"does": ""}, "does"),
        ({"does": "maybe"}, "does"),
        ({"hours": 0}, "hours"),
        ({"hours": 9000}, "hours"),
        ({"passes_to_id": "hospital"}, "passes_to"),
        ({"passes_to_id": "nowhere"}, "passes_to"),
        ({"unit": "x" * 161}, "text_length"),
        ({"note": "Rappeler Mme Khadija Alami"}, "case_data"),
        ({"unit": "Mme Khadija Alami, 06 12 34 56 78"}, "case_data"),
    ],
)
def test_what_cannot_be_a_statement_is_refused(step: PracticeStep, said: dict[str, Any], code: str) -> None:
    with refused(NotValid, code):
        practising.state(step, HEALTH, **said)
    assert not PracticeStatement.objects.exists()


def test_a_note_may_name_a_delegate(step: PracticeStep) -> None:
    Mandate.objects.get(delegate__account_id=HEALTH.account_id)
    at_the_table.delegate("hospital")
    practising.state(step, HEALTH, note="Demander à Mme Delegate focal-health")


def test_nothing_is_stated_on_a_closed_map(row: PracticeMap, step: PracticeStep) -> None:
    practice_maps.close(map_id=row.pk, by=SECRETARY)
    with refused(NotNow, says="reopen"):
        practising.state(step, HEALTH)


# --- a draft ---------------------------------------------------------------------------------------------------------


def keep(step: PracticeStep, by: Actor = HEALTH, seen: int = 0, **said: Any) -> PracticeStatement:
    return practice.keep(step_id=step.pk, institution_id=by.institution_id, said=Practice(**said), seen=seen, by=by)


def test_a_draft_is_kept_half_filled_and_seen_by_its_institution_only(row: PracticeMap, step: PracticeStep) -> None:
    keep(step, unit="Urgences")
    own = queries.side_by_side(row, drafts_of="hospital").steps[0]
    others = queries.side_by_side(row).steps[0]
    assert [one.statement.unit for one in own.cells if one.statement] == ["Urgences"]
    assert [one.statement for one in others.cells if one.statement] == []
    assert "hospital" in own.found[0].institutions  # still silent
    practising.state(step, HEALTH, seen=1)
    assert [one.institution.pk for one in queries.side_by_side(row).steps[0].cells if one.statement] == ["hospital"]


def test_what_was_stated_does_not_become_a_draft_again(step: PracticeStep) -> None:
    practising.state(step, HEALTH)
    with pytest.raises(NotNow):
        keep(step, seen=1)
    with pytest.raises(NotPermitted):
        practice.keep(step_id=step.pk, institution_id="social", said=Practice(), seen=0, by=SECRETARY)


def test_a_draft_of_a_colleague_is_not_overwritten_unseen(step: PracticeStep) -> None:
    keep(step, unit="A")
    with refused(NotNow, says="draft"):
        keep(step, HEALTH_ALTERNATE, unit="B")


# --- side by side ----------------------------------------------------------------------------------------------------


def test_the_differences_of_a_step_are_counted_and_named(row: PracticeMap, step: PracticeStep) -> None:
    practising.state(step, HEALTH, hours=24, passes_to_id="labour")
    practising.state(step, SOCIAL, hours=72, legal_basis="")
    practising.state(step, SECRETARY, institution="labour", does=states.DOES_NOT)
    side = queries.side_by_side(row)
    assert kinds(row) == [
        rules_practice.SEVERAL,
        rules_practice.TIMES,
        rules_practice.PASSED,
        rules_practice.NO_BASIS,
        rules_practice.SILENT,
    ]
    assert (side.points, side.missing, side.answered) == (3, 3, 0)
    assert queries.sentences(side, side.steps[0], [rules_practice.TIMES]) == [
        "The times differ: hospital (24 hours), social (3 days)."
    ]


def test_an_institution_is_whole_when_every_step_is_stated(row: PracticeMap) -> None:
    for step in row.steps.all():
        practising.state(step, HEALTH)
    assert queries.side_by_side(row).answered == 1
    assert queries.filled(row, "hospital").is_whole
    assert not queries.filled(row, "social").is_whole


def test_an_institution_without_a_seat_knows_of_no_map(row: PracticeMap, step: PracticeStep) -> None:
    assert not queries.visible_maps(MINORS).exists()
    for look in (lambda: queries.map_of(MINORS, row.pk), lambda: queries.step_of(MINORS, step.pk)):
        with pytest.raises(NotFound):
            look()
    assert queries.visible_maps(HEALTH).count() == 1
    assert RoundTable.objects.count() == 0
