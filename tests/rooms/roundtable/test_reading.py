"""What is read from a posted form: nothing typed is lost on the way, and nothing odd gets to the store."""

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from himaya.coordination import states
from himaya.coordination.actions import agenda
from himaya.web.roundtable.tables.reading import Form
from tests.rooms.coordination import at_the_table
from tests.rooms.coordination import papers_at_hand as hand
from tests.rooms.coordination.test_minutes import ask

pytestmark = pytest.mark.capability("A3")


def form(**typed: str) -> Form:
    post = QueryDict(mutable=True)
    post.update(typed)
    return Form(post)


def test_a_long_text_reaches_the_verb_whole() -> None:
    text = "Observation longue. " * 150
    assert form(text=text).text("text") == text.strip()
    assert form(text=text + "\r\n").long("text") == text + "\n"


def test_a_sign_that_postgresql_refuses_is_left_out() -> None:
    assert form(name="a\0b").text("name") == "ab"
    assert form(name="a\0b").long("name") == "ab"
    assert form(name="a\0\nb").lines("name") == ["a", "b"]


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "1899-12-31", "demain"])
def test_a_day_in_no_century_of_ours_is_said(day: str) -> None:
    typed = form(on=day)
    assert typed.day("on") is None
    assert "on" in typed.wrong
    assert form(on="2026-12-10").day("on") == at_the_table.DAY


def test_a_seat_ended_on_a_day_that_has_no_morrow_comes_back_with_a_sentence(office: Client) -> None:
    cycle = at_the_table.cycle()
    seat = cycle.seats.get(institution="daw")
    sent = {"do": "end", "seat": str(seat.pk), "on": "9999-12-31"}
    assert office.post(reverse("roundtable:seats", args=[cycle.pk]), sent).status_code == 422


def test_the_new_text_of_a_point_is_never_cut_when_a_correction_is_taken(office: Client) -> None:
    row = hand.circulated()
    correction = ask(row, item_id=row.table.items.order_by("position").first().pk)
    text = "x" * (agenda.LONGEST_SAID + 5)
    sent = {"taken": "yes", "answer": "Le texte a été précisé.", "said_fr": text, "said_ar": "نص"}
    with hand.writing():
        answer = office.post(reverse("roundtable:settle", args=[correction.pk]), sent)
    assert answer.status_code == 422
    assert text in answer.content.decode()
    correction.refresh_from_db()
    assert correction.state == states.ASKED
