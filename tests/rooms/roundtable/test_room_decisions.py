"""The page of a decision, who makes it final, and what institutions hold back."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.urls import reverse

from himaya.coordination import states
from himaya.coordination.actions import decisions, handovers
from himaya.coordination.actions.decisions import Reserve
from himaya.coordination.models import AgendaItem, Decision, Document, Reservation, RoundTable
from himaya.kernel import clock
from tests.pages import body, page
from tests.rooms.coordination import at_the_table
from tests.rooms.coordination.at_the_table import (
    HEALTH,
    HEALTH_AUTHORITY,
    LABOUR,
    MINORS,
    SECRETARY,
    in_the_morning,
)
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("A6")
LATER = datetime(2027, 1, 20, 9, 0, tzinfo=UTC)
HOLDS = Reserve("Article 4", "Sauf le délai", date(2027, 1, 10))


@pytest.fixture(name="later")
def _later(stage: None) -> Iterator[None]:
    with clock.stopped(LATER):
        yield


def decided(confirm_by: str = states.NOBODY_CONFIRMS, *, held: bool = False, **changes: Any) -> Decision:
    """A decision that health and labour agreed to by consent, in the morning of the meeting."""
    with in_the_morning():
        table = at_the_table.in_session(at_the_table.cycle(confirm_by=confirm_by, method=states.CONSENT))
        base: dict[str, Any] = {"item_id": at_the_table.open_item(table).pk, "wording": {"fr": "Adopter le délai."}}
        decision = decisions.put(**{**base, **changes}, by=SECRETARY)
        for institution in ("labour", "hospital"):
            stance = states.RESERVE if held and institution == "labour" else states.AGREE
            decisions.speak(
                decision_id=decision.pk,
                institution_id=institution,
                stance=stance,
                reservation=HOLDS if stance == states.RESERVE else None,
                by=SECRETARY,
            )
        return decisions.conclude(decision_id=decision.pk, by=SECRETARY)


def address(decision: Decision) -> str:
    return reverse("roundtable:decision", args=[decision.pk])


def test_a_decision_says_what_how_by_whom_and_with_which_quorum(later: None, sit: Sit) -> None:
    decision = decided(held=True)
    for actor in (SECRETARY, HEALTH):
        shown = page(sit(actor), address(decision))
        for words in (
            "Agreed: 2 agree, 0 against",
            "Adopter le délai.",
            "Nobody objects.",
            "Article 4",
            "Sauf le délai",
        ):
            assert words in shown
        assert "Quorum when it was put" in shown
        assert "What the table agrees is final." in shown
    assert sit(MINORS).get(address(decision)).status_code == 404


@pytest.mark.parametrize(("language", "word"), [("fr", "réserve"), ("ar", "تحفظ")])
def test_a_decision_is_read_in_both_languages(later: None, sit: Sit, language: str, word: str) -> None:
    assert word in page(sit(HEALTH, language), address(decided(held=True)))


def test_the_commission_confirms_by_a_day_and_a_reference(later: None, sit: Sit) -> None:
    decision, secretary = decided(states.COMMISSION), sit(SECRETARY)
    assert "Final once the national commission has confirmed it." in page(secretary, address(decision))
    shown = body(secretary.post(address(decision), {"do": "confirm", "on": "soon", "reference": "C/12"}), 422)
    assert 'value="C/12"' in shown
    late = secretary.post(address(decision), {"do": "confirm", "on": "2027-02-01", "reference": "C/12"})
    assert late.status_code == 422
    assert "not later than today" in late.content.decode()
    secretary.post(address(decision), {"do": "confirm", "on": "2027-01-12", "reference": "C/12"})
    decision.refresh_from_db()
    assert (decision.state, decision.confirmed_reference) == (states.CONFIRMED, "C/12")
    assert "C/12" in page(secretary, address(decision))
    again = secretary.post(address(decision), {"do": "confirm", "on": "2027-01-12", "reference": "C/12"})
    assert again.status_code == 409


def test_what_the_commission_does_not_confirm_needs_a_reason_and_comes_back(later: None, sit: Sit) -> None:
    decision, secretary = decided(states.COMMISSION), sit(SECRETARY)
    assert secretary.post(address(decision), {"do": "refuse", "reason": ""}).status_code == 422
    secretary.post(address(decision), {"do": "refuse", "on": "2027-01-12", "reason": "Le texte est à revoir."})
    decision.refresh_from_db()
    assert decision.state == states.NOT_CONFIRMED
    assert AgendaItem.objects.get(pk=decision.item_id).state == states.ITEM_CARRIED
    assert "Le texte est à revoir." in page(secretary, address(decision))


def test_each_authority_confirms_by_click_or_by_letter(later: None, sit: Sit) -> None:
    decision, secretary = decided(states.AUTHORITIES), sit(SECRETARY)
    at_the_table.mandate("labour", "authority-labour", states.VALIDATING)
    authority = sit(HEALTH_AUTHORITY)
    assert "Your institution is asked to confirm" in page(authority, address(decision))
    assert "Your institution is asked to confirm" not in page(sit(HEALTH), address(decision))
    assert sit(HEALTH).post(address(decision), {"do": "confirm_mine"}).status_code == 403
    authority.post(address(decision), {"do": "confirm_mine"})
    shown = page(secretary, address(decision))
    assert "One institution still has to confirm" in shown
    assert "confirmed on" in shown
    typed = {"do": "confirm_for", "institution": "labour", "on": "2027-01-15"}
    assert secretary.post(address(decision), typed).status_code == 422
    secretary.post(address(decision), {**typed, "how": states.LETTER})
    decision.refresh_from_db()
    assert (decision.state, decision.confirmed_on) == (states.CONFIRMED, date(2027, 1, 20))


def test_an_authority_that_does_not_confirm_says_why(later: None, sit: Sit) -> None:
    decision, authority = decided(states.AUTHORITIES), sit(HEALTH_AUTHORITY)
    assert authority.post(address(decision), {"do": "refuse_mine", "reason": " "}).status_code == 422
    authority.post(address(decision), {"do": "refuse_mine", "reason": "Moyens insuffisants."})
    decision.refresh_from_db()
    assert decision.state == states.NOT_CONFIRMED
    assert "its validating authority did not confirm" in page(authority, address(decision))


def test_a_question_is_taken_back_from_its_page(stage: None, sit: Sit) -> None:
    with in_the_morning():
        table = at_the_table.in_session()
        item = at_the_table.open_item(table)
        decision = decisions.put(item_id=item.pk, wording={"fr": "Adopter."}, by=SECRETARY)
        assert "Take it back" in page(sit(SECRETARY), address(decision))
        assert "Take it back" not in page(sit(LABOUR), address(decision))
        long = "x" * 400
        shown = body(sit(SECRETARY).post(address(decision), {"do": "withdraw", "reason": long, "carry": "yes"}), 422)
        assert long in shown
        sit(SECRETARY).post(address(decision), {"do": "withdraw", "reason": "À préciser.", "carry": "yes"})
        item.refresh_from_db()
        assert item.state == states.ITEM_CARRIED


# --- lists -------------------------------------------------------------------------------------------------------


def test_the_decisions_of_a_cycle_stand_table_by_table(later: None, sit: Sit) -> None:
    decision = decided()
    where = reverse("roundtable:decisions", args=[decision.table.cycle_id])
    shown = page(sit(HEALTH), where)
    assert "One decision binds" in shown
    assert address(decision) in shown
    assert sit(MINORS).get(where).status_code == 404


def test_an_authority_finds_what_it_is_asked_for_in_the_list(later: None, sit: Sit) -> None:
    decision = decided(states.AUTHORITIES)
    where = reverse("roundtable:decisions", args=[decision.table.cycle_id])
    assert "your institution is asked to confirm" in page(sit(HEALTH_AUTHORITY), where)


def test_a_reservation_past_its_day_is_said_and_lifted_by_its_institution(later: None, sit: Sit) -> None:
    decided(held=True)
    where, held = reverse("roundtable:reservations"), Reservation.objects.get()
    lift = reverse("roundtable:reservation_lift", args=[held.pk])
    shown = page(sit(LABOUR), where)
    assert "One reservation is held: one is past its day of review" in shown
    assert "review overdue" in shown
    assert lift in shown
    assert lift not in page(sit(HEALTH), where)
    assert sit(HEALTH).post(lift).status_code == 403
    assert sit(MINORS).post(lift).status_code == 404
    assert "Nothing is held back" in page(sit(MINORS), where)
    sit(LABOUR).post(lift, {"table": str(held.decision.table_id)})
    held.refresh_from_db()
    assert (held.lifted_on, held.lifted_at_table_id) == (LATER.date(), held.decision.table_id)
    assert "Reservations that were lifted" in page(sit(LABOUR), where)
    assert sit(LABOUR).post(lift).status_code == 409


def test_a_table_of_another_cycle_is_no_place_to_lift_it(later: None, sit: Sit) -> None:
    decided(held=True)
    lift = reverse("roundtable:reservation_lift", args=[Reservation.objects.get().pk])
    elsewhere = at_the_table.closed(at_the_table.cycle())
    assert "of the same cycle" in body(sit(SECRETARY).post(lift, {"table": str(elsewhere.pk)}), 422)
    assert not Reservation.objects.exclude(lifted_on=None).exists()


def test_after_the_session_the_room_shows_what_was_decided_and_still_takes_what_was_said(later: None, sit: Sit) -> None:
    decision = decided()
    RoundTable.objects.filter(pk=decision.table_id).update(state=states.TABLE_CLOSED)
    AgendaItem.objects.filter(table=decision.table_id).update(state=states.ITEM_DONE)
    room, secretary = reverse("roundtable:room", args=[decision.table_id]), sit(SECRETARY)
    shown = page(secretary, room)
    assert "The session is closed" in shown
    assert address(decision) in shown
    assert "hx-get" not in shown
    assert 'name="said_fr"' in page(secretary, f"{room}?point={decision.item_id}")


def test_the_authority_of_a_successor_is_asked_and_confirms(later: None, sit: Sit) -> None:
    decision = decided(states.AUTHORITIES)
    names = {"fr": "Agence de santé", "ar": "وكالة الصحة", "en": "Health Agency"}
    day = clock.today()
    handovers.succeed(institution_id="hospital", code="agency", kind="ministry", names=names, on=day, by=SECRETARY)
    account = HEALTH_AUTHORITY.account_id
    at_the_table.mandate("agency", "authority-agency", states.VALIDATING, account_id=account, valid_from=day)
    authority = sit(HEALTH_AUTHORITY)
    assert "Your institution is asked to confirm" in page(authority, address(decision))
    assert authority.post(address(decision), {"do": "confirm_mine"}).status_code == 302
    assert decision.positions.get(institution="hospital").confirmed_on == day


def test_a_decision_on_some_clauses_names_them(later: None, sit: Sit) -> None:
    with in_the_morning():
        cycle = at_the_table.cycle(method=states.CONSENT)
        table = at_the_table.in_session(cycle)
        text = Document.objects.create(cycle=cycle, kind="protocol", title_fr="P", state=states.PREPARED)
        item = at_the_table.open_item(table)
        put = {"item_id": item.pk, "wording": {"fr": "Adopter."}, "document_id": text.pk, "parts": ["Article 9 bis"]}
        decision = decisions.put(**put, by=SECRETARY)
    shown = page(sit(SECRETARY), address(decision))
    assert "Only these clauses:" in shown
    assert "Article 9 bis" in shown
