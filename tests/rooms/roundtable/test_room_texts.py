"""A text in the room: its clauses chosen from a list, held back by name, adopted; what is missing said on the page."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from himaya.coordination import states
from himaya.coordination.actions import decisions
from himaya.coordination.actions.decisions import Reserve
from himaya.coordination.models import AgendaItem, Attendance, Decision, Draft, Edition, RoundTable
from himaya.institutions.models import Mandate
from himaya.kernel import clock
from tests.rooms.coordination import at_the_table
from tests.rooms.coordination import consulting_at_hand as hand
from tests.rooms.coordination import test_decisions_on_texts as texts
from tests.rooms.coordination.at_the_table import DAW, HEALTH, LABOUR, SECRETARY
from tests.rooms.roundtable.browsing import HOME, body, of, sent
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("A6")


@pytest.fixture(autouse=True)
def _in_the_morning(stage: None) -> Iterator[None]:
    with at_the_table.in_the_morning():
        yield


def on_the_agenda(*, follows: bool = True) -> tuple[RoundTable, Draft]:
    """A text before a table in session, on the point that is open."""
    table, draft = texts.tabled(follows=follows)
    AgendaItem.objects.filter(table=table, state=states.ITEM_OPEN).update(document=draft.document)
    return table, draft


def asked(table: RoundTable, draft: Draft, **changes: Any) -> dict[str, Any]:
    base: dict[str, Any] = {"do": "put", "item": str(at_the_table.open_item(table).pk), "wording_fr": "Adopter."}
    return {**base, "method": "consensus", "document": str(draft.document_id), "scope": "whole", **changes}


def position(decision: Decision, institution: str) -> str:
    return f"{HOME}decisions/{decision.pk}/positions/{institution}/"


def test_the_chair_chooses_clauses_from_a_list(office: Client) -> None:
    table, draft = on_the_agenda()
    page = body(office, of(table, "room/"))
    assert "2 clauses change" in page
    assert "Q-01 · Text Q-01" in page
    assert "Q-02" not in page
    page = sent(office, of(table, "room/"), asked(table, draft, scope="chosen"), 422)
    assert "Tick the clauses" in page
    sent(office, of(table, "room/"), asked(table, draft, scope="chosen", clauses=["Q-01"]))
    decision = Decision.objects.get(state=states.PUT)
    assert decision.parts == ["Q-01"]
    assert "Q-01" in body(office, of(table, "room/now/"))


def test_only_what_nothing_stands_against_is_put(office: Client) -> None:
    table, draft = on_the_agenda()
    decision = texts.put_text(table, draft)
    held = Reserve("A-01", "Sauf le délai", None)
    decisions.speak(
        decision_id=decision.pk, institution_id="labour", stance=states.RESERVE, reservation=held, by=SECRETARY
    )
    decisions.withdraw(decision_id=decision.pk, by=SECRETARY)
    assert "something stands against one" in body(office, of(table, "room/"))
    sent(office, of(table, "room/"), asked(table, draft, scope="uncontested"))
    assert Decision.objects.get(state=states.PUT).parts == ["Q-01"]


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (texts.untranslated, "not written and checked in French, Arabic and English"),
        (texts.circle, "lead in a circle"),
        (texts.unreachable, "can no longer reach one of the next steps"),
    ],
)
def test_the_page_says_what_is_missing_and_keeps_what_was_typed(office: Client, spoil: Any, sentence: str) -> None:
    table, draft = on_the_agenda(follows=False)
    spoil(draft)
    page = sent(office, of(table, "room/"), asked(table, draft), 409)
    assert sentence in page
    assert "Adopter." in page
    assert not Edition.objects.exists()


def test_a_text_that_is_not_before_the_table_says_what_to_do_first(office: Client) -> None:
    table, draft = on_the_agenda()
    Draft.objects.filter(pk=draft.pk).update(state=states.CONSOLIDATION)
    assert "Put it before the table first" in sent(office, of(table, "room/"), asked(table, draft), 409)


def test_it_is_adopted_through_the_page_once_with_its_reservation(office: Client, sit: Sit) -> None:
    table, draft = on_the_agenda()
    sent(office, of(table, "room/"), asked(table, draft))
    decision = Decision.objects.get(state=states.PUT)
    client = sit(LABOUR)
    assert "Q-01 · Text Q-01" in body(client, position(decision, "labour"))
    data = {"stance": "reserve", "reason": "Sauf le délai", "clause": "Z-99"}
    assert "Choose the clause from the list" in sent(client, position(decision, "labour"), data, 422)
    sent(client, position(decision, "labour"), {**data, "clause": "Q-01"})
    texts.all_agree(decision, "labour")
    conclude = {"do": "conclude", "decision": str(decision.pk)}
    sent(office, of(table, "room/"), conclude)
    page = body(client, f"{HOME}decisions/{decision.pk}/")
    assert "Text Q-01" in page
    assert "Adopted as edition 2" in page
    assert "Text Q-01" in body(client, f"{HOME}reservations/")
    assert "concluded already" in sent(office, of(table, "room/"), conclude, 409)
    assert "adopted already" in sent(office, of(table, "room/"), asked(table, draft), 409)
    assert Edition.objects.filter(decision=decision).count() == 1


def test_without_a_quorum_or_with_a_lapsed_mandate_the_page_says_so(office: Client) -> None:
    table, draft = on_the_agenda()
    sent(office, of(table, "room/"), asked(table, draft))
    decision = Decision.objects.get(state=states.PUT)
    Mandate.objects.filter(institution="hospital").update(valid_to=at_the_table.SINCE)
    speak = {"do": "agree", "decision": str(decision.pk), "institution": "hospital"}
    assert "mandate" in sent(office, of(table, "room/"), speak, 403)
    texts.all_agree(decision, "hospital")
    Attendance.objects.filter(table=table).exclude(institution="labour").update(left_at=clock.now())
    page = sent(office, of(table, "room/"), {"do": "conclude", "decision": str(decision.pk), "asked": "yes"}, 409)
    assert "Too few are there" in page
    assert Edition.objects.count() == 1


def test_the_agenda_leads_to_the_text_and_to_what_was_said_on_it(office: Client, sit: Sit) -> None:
    table, draft = on_the_agenda()
    page = body(sit(HEALTH), of(table, "agenda/"))
    assert f"{HOME}drafts/{draft.pk}/consultation/said/" in page
    Draft.objects.filter(pk=draft.pk).update(state=states.CONSOLIDATION)
    item = at_the_table.open_item(table)
    assert f'"{HOME}drafts/{draft.pk}/consultation/"' in body(office, f"{HOME}items/{item.pk}/")
    Draft.objects.filter(pk=draft.pk).update(state=states.DRAFTED)
    assert "The text" not in body(sit(HEALTH), of(table, "agenda/"))


def test_an_open_round_is_on_the_first_page_and_in_the_packet(office: Client, sit: Sit) -> None:
    table = at_the_table.convened()
    row = hand.opened(hand.draft(hand.document(table.cycle)))
    assert "Your stance on a text is asked by 20 December 2026" in body(sit(DAW), HOME)
    assert "Consultation: 0 of 8 have said where they stand" in body(office, HOME)
    assert "Say where you stand on: Procedure" in body(sit(DAW), of(table, "packet/"))
    hand.stand(row, DAW)
    assert "Your stance on a text" not in body(sit(DAW), HOME)
    assert "Consultation: 1 of 8" in body(office, HOME)
