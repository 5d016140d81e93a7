"""An expert's day: who leads what, what was handed out, what stayed open, what each institution took home."""

from datetime import timedelta
from typing import Any

import pytest

from himaya.coordination import states
from himaya.coordination.actions import experts, materials, questions, take_aways
from himaya.coordination.models import Expert, Material, Question, RoundTable, TakeAway
from himaya.kernel import clock
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.models import AuditEvent
from tests.refusals import refused
from tests.rooms.coordination import at_the_table
from tests.rooms.coordination.at_the_table import HEALTH, HEALTH_ALTERNATE, MINORS, POLICE, SECRETARY

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("A0")]


@pytest.fixture(name="table")
def _table() -> RoundTable:
    return at_the_table.in_session(kind=states.EXPERT_SESSION)


def leave(table: RoundTable, **changes: Any) -> Question:
    base: dict[str, Any] = {
        "table_id": table.pk,
        "item_id": None,
        "asked_by_id": "police",
        "owed_by_id": "hospital",
        "text": "Qui appelle le médecin la nuit ?",
        "due_on": clock.today() + timedelta(days=14),
        "by": SECRETARY,
    }
    return questions.leave(**{**base, **changes})


def add(table: RoundTable, **changes: Any) -> Material:
    base: dict[str, Any] = {
        "table_id": table.pk,
        "titles": {"fr": "Guide d’entretien"},
        "kind": "guide",
        "language": "fr",
        "where": "Classeur 3",
        "by": SECRETARY,
    }
    return materials.add(**{**base, **changes})


# --- experts and material --------------------------------------------------------------------------------------------


def test_an_expert_leads_a_theme_and_may_be_taken_off(table: RoundTable) -> None:
    item = at_the_table.open_item(table)
    row = experts.add(table_id=table.pk, name="N. Haddad", organisation="OIM", item_id=item.pk, by=SECRETARY)
    assert (row.item, row.name) == (item, "N. Haddad")
    experts.remove(expert_id=row.pk, by=SECRETARY)
    assert not Expert.objects.exists()
    actions = AuditEvent.objects.filter(object_id=str(table.pk)).values_list("action", flat=True)
    assert {"expert.added", "expert.removed"} <= set(actions)
    with pytest.raises(NotFound):
        experts.remove(expert_id=row.pk, by=SECRETARY)


def test_an_expert_needs_a_name_an_organisation_and_a_point_of_this_table(table: RoundTable) -> None:
    for changes in ({"name": ""}, {"organisation": " "}, {"name": "x" * 161}):
        with pytest.raises(NotValid):
            experts.add(table_id=table.pk, **{"name": "N", "organisation": "O", "by": SECRETARY, **changes})  # type: ignore[arg-type]
    elsewhere = at_the_table.open_item(at_the_table.in_session())
    with pytest.raises(NotFound):
        experts.add(table_id=table.pk, name="N", organisation="O", item_id=elsewhere.pk, by=SECRETARY)


def test_material_has_a_kind_a_language_and_a_place(table: RoundTable) -> None:
    row = add(table)
    assert (row.kind, row.language, row.where) == ("guide", "fr", "Classeur 3")
    for changes in ({"kind": "song"}, {"language": "xx"}, {"titles": {}}):
        with pytest.raises(NotValid):
            add(table, **changes)
    materials.remove(material_id=row.pk, by=SECRETARY)
    assert not Material.objects.exists()
    with pytest.raises(NotFound):
        materials.remove(material_id=row.pk, by=SECRETARY)


def test_the_sheet_is_prepared_by_the_secretariat_and_not_for_a_cancelled_table(table: RoundTable) -> None:
    with pytest.raises(NotPermitted):
        add(table, by=HEALTH)
    with pytest.raises(NotPermitted):
        experts.add(table_id=table.pk, name="N", organisation="O", by=HEALTH)
    cancelled = at_the_table.planned(table.cycle, state=states.CANCELLED)
    with pytest.raises(NotNow):
        add(cancelled)


# --- questions left open ---------------------------------------------------------------------------------------------


def test_a_question_is_answered_by_click_by_the_institution_that_owes_it(table: RoundTable) -> None:
    row = leave(table)
    questions.answer(question_id=row.pk, text="La permanence médicale.", by=HEALTH)
    row.refresh_from_db()
    assert (row.state, row.how, row.delegate, row.answered_on) == (
        states.QUESTION_ANSWERED,
        states.CLICK,
        at_the_table.delegate("hospital"),
        clock.today(),
    )
    with refused(NotNow, says="answered by now"):
        questions.answer(question_id=row.pk, text="Autre chose", by=HEALTH_ALTERNATE)
    row.refresh_from_db()
    assert row.answer == "La permanence médicale."


def test_an_answer_that_came_by_letter_is_entered_by_the_secretariat(table: RoundTable) -> None:
    row = leave(table, owed_by_id="justice")
    with pytest.raises(NotValid):
        questions.answer(question_id=row.pk, text="Oui.", by=SECRETARY)
    questions.answer(question_id=row.pk, text="Oui.", how=states.LETTER, by=SECRETARY)
    row.refresh_from_db()
    assert (row.how, row.delegate) == (states.LETTER, None)


def test_nobody_else_answers_and_a_withdrawn_question_waits_for_nobody(table: RoundTable) -> None:
    row = leave(table)
    with pytest.raises(NotPermitted):
        questions.answer(question_id=row.pk, text="Nous.", by=POLICE)
    with pytest.raises(NotFound):
        questions.answer(question_id=row.pk, text="Nous.", by=MINORS)
    with pytest.raises(NotPermitted):
        questions.withdraw(question_id=row.pk, by=HEALTH)
    questions.withdraw(question_id=row.pk, by=SECRETARY)
    with pytest.raises(NotNow):
        questions.answer(question_id=row.pk, text="Trop tard.", by=HEALTH)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"text": ""}, "text_missing"),
        ({"text": "Qu’est devenue Mme Khadija Alami ?"}, "case_data"),
        ({"due_on": None}, "due_on"),
        ({"owed_by_id": "minors"}, "no_seat"),
        ({"asked_by_id": "minors"}, "no_seat"),
    ],
)
def test_what_cannot_be_a_question_is_refused(table: RoundTable, changes: dict[str, Any], code: str) -> None:
    with refused(NotValid, code):
        leave(table, **changes)
    assert not Question.objects.exists()


def test_a_table_that_has_not_met_leaves_no_question(table: RoundTable) -> None:
    with pytest.raises(NotNow):
        leave(at_the_table.convened(table.cycle))


# --- what is taken home ----------------------------------------------------------------------------------------------


def say(table: RoundTable, **changes: Any) -> TakeAway:
    base: dict[str, Any] = {
        "table_id": table.pk,
        "institution_id": "hospital",
        "text": "Former les urgences.",
        "seen": 0,
        "by": HEALTH,
    }
    return take_aways.say(**{**base, **changes})


def test_an_institution_says_what_it_takes_home_and_may_change_it(table: RoundTable) -> None:
    say(table)
    say(table, text="Former la nuit aussi.", seen=1)
    row = TakeAway.objects.get(table=table)
    assert (row.text, row.revision, row.delegate) == ("Former la nuit aussi.", 2, at_the_table.delegate("hospital"))
    assert say(table, institution_id="justice", by=SECRETARY).delegate is None


def test_the_second_of_two_does_not_overwrite_and_nobody_speaks_for_another(table: RoundTable) -> None:
    say(table)
    with pytest.raises(NotNow):
        say(table, text="Autre", by=HEALTH_ALTERNATE)
    with pytest.raises(NotPermitted):
        say(table, institution_id="police")
    with pytest.raises(NotFound):
        say(table, institution_id="minors", by=MINORS)
    with pytest.raises(NotValid):
        say(table, text=" ", seen=1)
    with pytest.raises(NotNow):
        say(at_the_table.convened(table.cycle))
    assert TakeAway.objects.get(table=table).text == "Former les urgences."
