"""The screen in the room: one point, one question, one tap per institution, and nothing typed is ever lost."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from himaya.coordination import states
from himaya.coordination.actions import decisions
from himaya.coordination.models import AgendaItem, Decision, Document, Position, Reservation, RoundTable
from himaya.web.middleware import SEEN
from tests.pages import body, page
from tests.rooms.coordination import at_the_table
from tests.rooms.coordination.at_the_table import DAW, HEALTH, HEALTH_ALTERNATE, LABOUR, MINORS, SECRETARY
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("A6")


@pytest.fixture(name="table")
def _table(stage: None) -> Iterator[RoundTable]:
    with at_the_table.in_the_morning():
        yield at_the_table.in_session()


@pytest.fixture(name="secretary")
def _secretary(sit: Sit) -> Client:
    return sit(SECRETARY)


def put(table: RoundTable, **changes: Any) -> Decision:
    """A question before the table, on its open point."""
    base: dict[str, Any] = {"item_id": at_the_table.open_item(table).pk, "wording": {"fr": "Adopter le délai."}}
    return decisions.put(**{**base, **changes}, by=SECRETARY)


def room(table: RoundTable) -> str:
    return reverse("roundtable:room", args=[table.pk])


def tap(browser: Client, table: RoundTable, **posted: str) -> Any:
    return browser.post(room(table), posted)


def test_the_screen_shows_the_point_its_minutes_the_quorum_and_what_is_next(
    table: RoundTable, secretary: Client
) -> None:
    shown = page(secretary, room(table))
    assert "Point 1: " in shown
    assert '<bdi dir="ltr" class="ref">55</bdi> of 30 minutes used' in shown
    assert "25 minutes over" in shown
    assert "quorum reached" in shown
    assert "Protocole de repérage" in shown


@pytest.mark.parametrize(("language", "word"), [("fr", 'dir="ltr"'), ("ar", 'dir="rtl"')])
def test_the_wording_is_shown_in_both_languages_on_a_page_of_either(
    table: RoundTable, sit: Sit, language: str, word: str
) -> None:
    put(table, wording={"fr": "Adopter le délai.", "ar": "اعتماد الأجل."})
    shown = page(sit(SECRETARY, language), room(table))
    assert f'<html lang="{language}" {word}>' in shown
    assert "Adopter le délai." in shown
    assert "اعتماد الأجل." in shown


def test_a_question_is_put_spoken_on_and_concluded_by_taps(table: RoundTable, secretary: Client) -> None:
    item = at_the_table.open_item(table)
    answer = tap(secretary, table, do="put", item=str(item.pk), wording_fr="Adopter.", method=states.CONSENT)
    assert answer.status_code == 302
    decision = Decision.objects.get()
    for institution in at_the_table.SEATED[:3]:
        tap(secretary, table, do=states.AGREE, decision=str(decision.pk), institution=institution)
    tap(secretary, table, do=states.ABSTAIN, decision=str(decision.pk), institution="labour")
    assert "4 of 6 institutions have spoken" in page(secretary, room(table))
    tap(secretary, table, do="conclude", decision=str(decision.pk))
    decision.refresh_from_db()
    assert decision.state == states.AGREED
    assert "Nobody objects." in page(secretary, room(table))


def test_a_refused_question_keeps_every_letter_typed(table: RoundTable, secretary: Client) -> None:
    Document.objects.create(cycle=table.cycle, kind="protocol", title_fr="Protocole", state=states.PREPARED)
    typed = {"wording_ar": "", "wording_fr": " ", "method": states.VOTE, "parts": "Article 4\nArticle 9"}
    shown = body(tap(secretary, table, do="put", item=str(at_the_table.open_item(table).pk), **typed), 422)
    assert "Write what the table decides, in at least one language." in shown
    assert "Article 4\nArticle 9" in shown
    assert 'value="vote" checked' in shown
    assert not Decision.objects.exists()


def test_a_question_refused_because_the_point_changed_is_kept_with_its_point(
    table: RoundTable, secretary: Client
) -> None:
    first = at_the_table.open_item(table)
    following = table.items.filter(state=states.ITEM_WAITING).order_by("position")[0]
    tap(secretary, table, do="start", item=str(following.pk))
    answer = tap(secretary, table, do="put", item=str(first.pk), wording_fr="Texte long déjà écrit")
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "Texte long déjà écrit" in shown
    assert f'name="item" value="{first.pk}"' in shown


def test_what_was_said_is_kept_whole_when_it_is_refused(table: RoundTable, secretary: Client) -> None:
    item = at_the_table.open_item(table)
    too_long = "Les institutions ont dit. " * 400
    page = body(tap(secretary, table, do="say", item=str(item.pk), said_fr=too_long, said_ar="قيل"), 422)
    assert too_long in page
    assert "قيل" in page
    tap(secretary, table, do="say", item=str(item.pk), said_fr="Les institutions s’accordent.", said_ar="")
    item.refresh_from_db()
    assert item.said_fr == "Les institutions s’accordent."


def test_a_point_is_carried_and_the_next_taken_up(table: RoundTable, secretary: Client) -> None:
    first = at_the_table.open_item(table)
    tap(secretary, table, do="carry", item=str(first.pk), reason="")
    assert "No point is open" in page(secretary, room(table))
    following = table.items.filter(state=states.ITEM_WAITING).order_by("position")[0]
    tap(secretary, table, do="start", item=str(following.pk))
    assert at_the_table.open_item(table) == following
    assert AgendaItem.objects.get(pk=first.pk).state == states.ITEM_CARRIED


def test_a_lost_quorum_is_said_on_the_screen_and_refuses_the_question(table: RoundTable, secretary: Client) -> None:
    for institution in at_the_table.SEATED[2:6]:
        at_the_table.mark(table, at_the_table.MORNING, institution, states.ABSENT)
    assert "The quorum is lost" in page(secretary, room(table))
    shown = body(
        tap(secretary, table, do="put", item=str(at_the_table.open_item(table).pk), wording_fr="Adopter."), 409
    )
    assert "2 of 8, 5 needed" in shown
    assert "Adopter." in shown


def test_a_delegate_sees_the_same_and_speaks_for_its_own_institution_only(table: RoundTable, sit: Sit) -> None:
    decision = put(table)
    health = sit(HEALTH)
    shown = page(health, room(table))
    assert shown.count('name="do" value="agree"') == 1
    assert 'value="conclude"' not in shown
    assert 'id="said"' not in shown
    tap(health, table, do=states.AGREE, decision=str(decision.pk), institution="hospital")
    assert Position.objects.get().institution_id == "hospital"
    text = body(tap(health, table, do=states.AGREE, decision=str(decision.pk), institution="labour"), 403)
    assert "for your own institution only" in text
    assert "1 of 6 institution has spoken" in page(health, room(table))


def test_the_second_delegate_learns_what_was_said(table: RoundTable, sit: Sit) -> None:
    decision = put(table)
    tap(sit(HEALTH), table, do=states.AGREE, decision=str(decision.pk), institution="hospital")
    again = {"stance": states.OBJECT, "reason": "Le délai est trop court."}
    address = reverse("roundtable:position", args=[decision.pk, "hospital"])
    page = body(sit(HEALTH_ALTERNATE).post(address, again), 409)
    assert "One institution has one voice" in page
    assert "Le délai est trop court." in page


def test_an_institution_that_is_not_marked_is_told_to_say_that_it_is_here(table: RoundTable, sit: Sit) -> None:
    put(table)
    assert "Your institution is not marked as present" in page(sit(DAW), room(table))


def test_the_news_alone_is_asked_for_and_holds_nothing_to_type(table: RoundTable, secretary: Client) -> None:
    decision = put(table)
    shown = page(secretary, reverse("roundtable:room_now", args=[table.pk]))
    assert shown.count('id="now"') == 1
    assert "<h1" in shown
    assert decision.wording_fr in shown
    assert "<textarea" not in shown
    assert 'type="text"' not in shown


def test_the_news_say_when_the_table_went_on_while_somebody_was_typing(table: RoundTable, secretary: Client) -> None:
    first = at_the_table.open_item(table)
    address = reverse("roundtable:room_now", args=[table.pk]) + f"?point={first.pk}"
    assert "has gone on" not in page(secretary, address)
    tap(secretary, table, do="finish", item=str(first.pk))
    assert "The table has gone on to another point." in page(secretary, address)


def test_asking_for_news_does_not_keep_a_session_alive(table: RoundTable, secretary: Client) -> None:
    session = secretary.session
    session[SEEN] = before = session[SEEN] - 120 if SEEN in session else at_the_table.IN_THE_MORNING.timestamp() - 120
    session.save()
    address = reverse("roundtable:room_now", args=[table.pk])
    secretary.get(address, headers={"X-Polled": "yes"})
    assert secretary.session[SEEN] == before
    secretary.get(room(table))
    assert secretary.session[SEEN] > before


def test_the_screens_of_the_room_stay_while_nobody_touches_them_and_still_tell_of_a_hand(
    table: RoundTable, secretary: Client
) -> None:
    """Red when a block of the frame is not emptied there: then the projector goes dark while people discuss."""
    for address in (reverse("roundtable:room_now", args=[table.pk]), room(table)):
        shown = page(secretary, address)
        assert "data-here=" in shown
        assert 'id="locked"' not in shown
        assert "http-equiv" not in shown
    elsewhere = page(secretary, reverse("roundtable:attendance", args=[table.pk]))
    assert 'id="locked"' in elsewhere
    assert "http-equiv" in elsewhere


def test_whoever_was_signed_out_is_told_so_in_place_of_the_news(table: RoundTable) -> None:
    page = body(Client(headers={"accept-language": "en"}).get(reverse("roundtable:room_now", args=[table.pk])), 401)
    assert "You have been signed out" in page
    assert 'id="now"' in page


def test_nobody_taps_a_question_that_is_not_the_one_on_the_screen(table: RoundTable, sit: Sit) -> None:
    decision = put(table)
    decisions.withdraw(decision_id=decision.pk, by=SECRETARY)
    second = put(table, wording={"fr": "Autre."})
    answer = tap(sit(LABOUR), table, do=states.AGREE, decision=str(decision.pk), institution="labour")
    assert answer.status_code == 409
    assert not second.positions.exists()


def test_a_stranger_and_a_point_of_another_table_are_not_there(table: RoundTable, sit: Sit, secretary: Client) -> None:
    put(table)
    assert sit(MINORS).get(room(table)).status_code == 404
    elsewhere = at_the_table.planned(table.cycle).items.all()[0]
    assert tap(secretary, table, do="start", item=str(elsewhere.pk)).status_code == 422
    assert tap(secretary, table, do="dance").status_code == 422


def test_the_chair_runs_the_table_from_its_own_account(table: RoundTable, sit: Sit) -> None:
    table.chair = at_the_table.delegate("hospital")
    table.save()
    chair = sit(HEALTH)
    tap(chair, table, do="put", item=str(at_the_table.open_item(table).pk), wording_fr="Adopter.", method="vote")
    decision = Decision.objects.get()
    tap(chair, table, do=states.AGREE, decision=str(decision.pk), institution="labour")
    assert Position.objects.get().how == states.CHAIR
    assert tap(sit(LABOUR), table, do="conclude", decision=str(decision.pk)).status_code == 403


# --- what needs words --------------------------------------------------------------------------------------------


def test_an_objection_without_a_reason_comes_back_with_its_sentence(table: RoundTable, sit: Sit) -> None:
    decision = put(table)
    address = reverse("roundtable:position", args=[decision.pk, "labour"])
    page = body(sit(LABOUR).post(address, {"stance": states.OBJECT, "reason": " "}), 422)
    assert "An objection needs its reason" in page
    assert 'value="object" checked' in page
    assert not decision.positions.exists()


def test_a_reservation_has_its_words_its_clause_and_its_day(table: RoundTable, sit: Sit) -> None:
    decision = put(table)
    address = reverse("roundtable:position", args=[decision.pk, "labour"])
    typed = {"stance": states.RESERVE, "reason": "Sauf le délai", "clause": "Article 4", "review_on": "2026-12-01"}
    page = body(sit(LABOUR).post(address, typed), 422)
    assert all(one in page for one in ("Sauf le délai", "Article 4", "2026-12-01"))
    assert sit(LABOUR).post(address, {**typed, "review_on": "2027-06-01"}).status_code == 302
    held = Reservation.objects.get()
    assert (held.text, held.clause, held.review_on) == ("Sauf le délai", "Article 4", date(2027, 6, 1))


def test_a_wrong_day_does_not_stop_an_agreement(table: RoundTable, sit: Sit) -> None:
    decision = put(table)
    address = reverse("roundtable:position", args=[decision.pk, "labour"])
    assert sit(LABOUR).post(address, {"stance": states.AGREE, "review_on": "soon"}).status_code == 302


def test_the_chair_corrects_what_an_institution_said(table: RoundTable, sit: Sit, secretary: Client) -> None:
    decision = put(table)
    address = reverse("roundtable:position", args=[decision.pk, "labour"])
    sit(LABOUR).post(address, {"stance": states.OBJECT, "reason": "Trop court."})
    assert "Trop court." in page(secretary, address)
    secretary.post(address, {"stance": states.AGREE, "reason": ""})
    assert decision.positions.get().stance == states.AGREE
    assert "Only this institution and the chair" in page(sit(HEALTH), address)


def test_an_institution_without_a_voice_has_no_page(table: RoundTable, secretary: Client) -> None:
    decision = put(table)
    assert secretary.get(reverse("roundtable:position", args=[decision.pk, "minors"])).status_code == 422
