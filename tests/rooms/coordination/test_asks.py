"""What is asked of an institution for a table, and by when; and what came out of the table."""

from datetime import timedelta
from typing import Any

import pytest

from himaya.coordination import states
from himaya.coordination.actions import practice_maps, questions, take_aways
from himaya.coordination.models import AgendaItem, Decision, Document, Invitation, Minutes, Reservation, RoundTable
from himaya.coordination.queries import asks
from himaya.coordination.queries.restitution import CARRIED, NOT_AGREED, QUESTION, restitution
from himaya.institutions.models import Mandate
from himaya.kernel import clock
from himaya.kernel.languages import CODES
from tests.rooms.coordination import at_the_table, practising
from tests.rooms.coordination.at_the_table import DAY, HEALTH, SECRETARY, SOCIAL

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("A0")]


def of(table: RoundTable, institution: str = "hospital", kind: str = "") -> list[asks.Ask]:
    return [one for one in asks.asks_of(institution, table=table) if kind in ("", one.kind)]


def decided(table: RoundTable, number: int = 1, state: str = states.AGREED, **changes: Any) -> Decision:
    base: dict[str, Any] = {
        "table": table,
        "item": table.items.order_by("position")[number],
        "number": number,
        "wording_fr": "Le protocole est adopté.",
        "method": states.CONSENSUS,
        "state": state,
        "put_at": clock.now(),
        "confirm_by": states.NOBODY_CONFIRMS,
    }
    return Decision.objects.create(**{**base, **changes})


# --- the packet ------------------------------------------------------------------------------------------------------


def test_an_invitation_is_asked_until_it_is_answered(stage: None) -> None:
    table = at_the_table.convened()
    [ask] = of(table, kind=asks.ANSWER)
    assert (ask.by_when, ask.state, ask.url_name) == (table.answer_by, asks.OPEN, "roundtable:invitation")
    assert set(ask.what) == set(CODES)
    assert all(ask.what.values())
    Invitation.objects.filter(table=table, institution_id="hospital").update(answer=states.PRESENT)
    assert [one.state for one in of(table, kind=asks.ANSWER)] == [asks.DONE]
    assert [one.state for one in of(table, "police", kind=asks.ANSWER)] == [asks.OPEN]
    with clock.stopped(at_the_table.STARTS):
        assert [one.state for one in of(table, "police", kind=asks.ANSWER)] == [asks.LATE]


def test_a_practice_map_is_asked_while_it_is_open(stage: None) -> None:
    table = at_the_table.convened()
    row = practising.opened(table.cycle, table_id=table.pk)
    [ask] = of(table, kind=asks.PRACTICE)
    assert (ask.by_when, ask.state, ask.url_args) == (row.due_on, asks.OPEN, (row.pk,))
    assert ask.what["ar"].endswith("الاستقبال")
    for step in row.steps.all():
        practising.state(step, HEALTH)
    practice_maps.close(map_id=row.pk, by=SECRETARY)
    assert [one.state for one in of(table, kind=asks.PRACTICE)] == [asks.DONE]
    assert of(table, "social", kind=asks.PRACTICE) == []


def test_what_an_institution_presents_and_what_all_read_is_asked(stage: None) -> None:
    table = at_the_table.convened()
    text = Document.objects.create(
        cycle=table.cycle, kind="protocol", title_fr="Protocole", state=states.TABLED, decide_on=DAY + timedelta(days=9)
    )
    AgendaItem.objects.filter(table=table, kind=states.DOCUMENT).update(document=text, presenter_id="hospital")
    assert [(one.by_when, one.what["fr"]) for one in of(table, kind=asks.READ)] == [
        (DAY, of(table, "police", kind=asks.READ)[0].what["fr"])
    ]
    assert len(of(table, kind=asks.PRESENT)) == 1
    assert of(table, "police", kind=asks.PRESENT) == []


def test_a_mandate_that_lapses_before_the_meeting_is_said(stage: None) -> None:
    table = at_the_table.convened()
    assert of(table, kind=asks.MANDATE) == []
    Mandate.objects.filter(institution_id="hospital").update(valid_to=DAY - timedelta(days=1))
    [ask] = of(table, kind=asks.MANDATE)
    assert ask.by_when == DAY
    assert "9 décembre 2026" in ask.what["fr"]
    assert "9 دجنبر 2026" in ask.what["ar"]
    Mandate.objects.filter(institution_id="hospital").delete()
    assert [one.by_when for one in of(table, kind=asks.MANDATE)] == [DAY]


def test_questions_minutes_and_reservations_are_asked_after_the_table_too(stage: None) -> None:
    table = at_the_table.in_session()
    row = questions.leave(
        table_id=table.pk,
        item_id=None,
        asked_by_id=None,
        owed_by_id="hospital",
        text="Qui ?",
        due_on=DAY,
        by=SECRETARY,
    )
    Reservation.objects.create(decision=decided(table), institution_id="hospital", text="Délai", review_on=DAY)
    RoundTable.objects.filter(pk=table.pk).update(state=states.TABLE_CLOSED)
    table.refresh_from_db()
    Minutes.objects.create(
        table=table, state=states.CIRCULATED, drafted_on=clock.today(), deadline_on=DAY + timedelta(days=10)
    )
    assert [one.kind for one in of(table)] == [asks.QUESTION, asks.RESERVATION, asks.MINUTES]
    assert [one.kind for one in of(table, "police")] == [asks.MINUTES]
    questions.answer(question_id=row.pk, text="Nous.", by=HEALTH)
    assert of(table)[-1].state == asks.DONE


def test_what_is_still_to_do_comes_first_and_the_nearest_day_before(stage: None) -> None:
    table = at_the_table.convened()
    practising.opened(table.cycle)
    Invitation.objects.filter(table=table, institution_id="hospital").update(answer=states.PRESENT)
    assert [one.state for one in of(table)] == [asks.OPEN, asks.DONE]


# --- the restitution -------------------------------------------------------------------------------------------------


def test_the_restitution_tells_what_was_decided_what_differs_and_what_stayed_open(stage: None) -> None:
    table = at_the_table.in_session()
    agreed, _ = decided(table), decided(table, 2, states.NOT_AGREED)
    Reservation.objects.create(decision=agreed, institution_id="social", text="Sauf le délai", review_on=DAY)
    row = practising.opened(table.cycle, table_id=table.pk)
    for actor, hours in ((HEALTH, 24), (SOCIAL, 72)):
        practising.state(practising.first(row), actor, does=states.DOES_PARTLY, hours=hours)
    base: dict[str, Any] = {"table_id": table.pk, "by": SECRETARY}
    questions.leave(item_id=None, asked_by_id=None, owed_by_id="police", text="Qui ?", due_on=DAY, **base)
    take_aways.say(institution_id="justice", text="Un juge par région.", seen=0, **base)
    AgendaItem.objects.filter(table=table, position=1).update(state=states.ITEM_CARRIED)
    found = restitution(table)
    assert [(one.number, one.state, len(one.reservations)) for one in found.decided] == [(1, states.AGREED, 1)]
    assert (found.points, found.differs[0].titles["fr"]) == (1, "Accueil")
    step, sentence = found.differs[0].lines[0]
    assert step["ar"] == "تلقي إشعار"
    assert "72" not in sentence["en"]
    assert "3 days" in sentence["en"]
    assert [one.kind for one in found.left_open] == [NOT_AGREED, CARRIED, QUESTION]
    assert [(one.institution["fr"], one.text) for one in found.took_home] == [("justice", "Un juge par région.")]
    police = next(one for one in found.asked if one.institution_id == "police")
    assert asks.QUESTION in [one.kind for one in police.asks]


def test_an_empty_table_has_nothing_to_give_back(stage: None) -> None:
    table = at_the_table.closed()
    found = restitution(table)
    assert (found.decided, found.differs, found.left_open, found.took_home, found.asked) == ([], [], [], [], [])
