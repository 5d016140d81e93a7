"""The pages of a release: one thing to do for whoever looks, what was found behind each gate, what stops it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from himaya.coordination import states
from himaya.coordination.actions import harms, suspensions
from himaya.coordination.models import HarmReport, Release, Suspension
from himaya.instruments import usage
from himaya.kernel import clock
from tests import cast
from tests.rooms.coordination import at_the_table
from tests.rooms.coordination import releases_at_hand as hand
from tests.rooms.roundtable.browsing import HOME, body, sent
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("A7")
LIST, HARMS = f"{HOME}releases/", f"{HOME}harms/"


def of(row: Release) -> str:
    return f"{LIST}{row.pk}/"


def do(client: Client, row: Release, name: str, status: int = 302, **data: Any) -> str:
    return sent(client, of(row), {"do": name, **data}, status)


def buttons(page: str) -> list[str]:
    """What can be done there, without the frame."""
    return re.findall(r'<button[^>]*name="do" value="(\w+)"', page)


def test_an_adopted_text_is_opened_from_the_list_and_leads_to_its_gates(office: Client) -> None:
    made = hand.edition(hand.document())
    assert "Adopted, and not on its way yet" in body(office, LIST)
    place = sent(office, LIST, {"edition": made.pk})
    page = body(office, place)
    assert "Next gate: The forms are sound" in page
    assert buttons(page) == ["checks", "abandon"]
    assert "release 1" in body(office, LIST)
    assert "Another release of this text is under way" in sent(office, LIST, {"edition": made.pk}, 409)


def test_the_secretariat_goes_through_the_gates_by_their_forms(office: Client, sit: Sit) -> None:
    row = hand.opened(hand.edition(hand.document(), hand.replaced()))
    do(office, row, "checks")
    do(office, row, "golden", note="")
    page = body(office, of(row))
    for words in ("Series of counts that break", "which text it was learned from", "substantive"):
        assert words in page
    do(office, row, "impact", note="Vu")
    assert "Exercise: on this clock a day lasts one second." in body(office, of(row))
    do(office, row, "begin_pilot", desks=["labour-north"])
    lead = sit(cast.LABOUR_LEAD)
    do(lead, row, "find", desk="labour-north", finding="Bien compris", harmful="no")
    row.refresh_from_db()
    assert row.pilot_until is not None
    with clock.stopped(row.pilot_until):
        do(office, row, "end_pilot")
        do(sit(at_the_table.HEALTH), row, "review", part="safety", note="Relu")
        do(sit(hand.OFFICER), row, "review", part="data_protection", note="Relu")
        for code in ("fr", "ar", "en"):
            do(office, row, "language", language=code)
        do(lead, row, "acknowledge", institution="labour")
        for other in ("daw", "mizan"):
            do(office, row, "acknowledge", institution=other, how="letter", reference="L-3")
        do(office, row, "schedule", effective_on=(clock.today() + timedelta(days=7)).isoformat())
        row.refresh_from_db()
        assert "Its first day has not come yet" in body(office, of(row))
    assert row.effective_at is not None
    with clock.stopped(row.effective_at):
        do(office, row, "go_live")
        assert "On the screens" in body(office, of(row))
    assert hand.in_force() == hand.version_of(row)


@pytest.mark.parametrize(
    ("gate", "data", "field"),
    [
        (states.PILOT, {"do": "begin_pilot"}, "desks"),
        (states.TRANSLATION, {"do": "language"}, "language"),
        (states.TRAINING, {"do": "acknowledge", "institution": "daw", "reference": "L-9"}, "how"),
        (states.TRAINING, {"do": "acknowledge", "institution": "", "how": "letter", "reference": "L-9"}, "institution"),
        (states.EFFECTIVE, {"do": "schedule", "effective_on": "2026-11-25"}, "effective_on"),
        (states.EFFECTIVE, {"do": "schedule", "effective_on": "soon"}, "effective_on"),
        (states.CHECKS, {"do": "abandon", "abandon_reason": ""}, "abandon_reason"),
    ],
)
def test_what_is_wrong_has_its_sentence_beside_its_field(
    office: Client, gate: str, data: dict[str, str], field: str
) -> None:
    row = hand.up_to(gate)
    page = sent(office, of(row), data, 422)
    assert f'id="{field}-error"' in page
    typed = data.get("reference") or data.get("effective_on")
    assert typed is None or f'value="{typed}"' in page


def test_a_finding_without_its_answer_keeps_what_was_typed(sit: Sit) -> None:
    row = hand.begin_pilot(hand.up_to(states.PILOT))
    page = sent(
        sit(cast.LABOUR_LEAD), of(row), {"do": "find", "desk": "labour-north", "finding": "Deux malentendus"}, 422
    )
    assert 'id="harmful-error"' in page
    assert "Deux malentendus" in page


def test_a_reviewer_finds_one_action_and_others_the_reason_why_not(office: Client, sit: Sit) -> None:
    row = hand.up_to(states.REVIEW)
    assert buttons(body(sit(hand.OFFICER), of(row))) == ["review", "refuse"]
    page = body(office, of(row))
    assert buttons(page) == ["abandon"]
    assert "Data protection is signed by a data-protection officer" in page
    do(sit(hand.OFFICER), row, "refuse", part="data_protection", refuse_reason="Trop de réponses gardées")
    assert "Trop de réponses gardées" in body(office, of(row))


def test_who_comes_second_is_told_where_the_release_stands(office: Client) -> None:
    row = hand.up_to(states.GOLDEN)
    assert "was passed already" in do(office, row, "checks", 409)
    assert "Next gate" in do(office, row, "schedule", 409, effective_on="2026-12-24")


@pytest.mark.parametrize("data", [{}, {"do": "nothing"}, {"do": "confirm"}, {"do": "lift", "suspension": "x"}])
def test_no_such_thing_is_done(office: Client, data: dict[str, str]) -> None:
    sent(office, of(hand.opened()), data, 404)


def test_small_numbers_of_open_records_are_hidden(office: Client) -> None:
    row = hand.up_to(states.IMPACT)
    for institution, many in (("labour", 14), ("hospital", 3), ("social", 12)):
        for _ in range(many):
            usage.began(hand.shipped().pk, institution)
    page = body(office, of(row))
    cells = re.findall(r'<th scope="row">(labour|hospital|social)</th><td>(.*?)</td>', page)
    assert dict(cells)["hospital"] == '<span class="masked">hidden</span>'
    assert ">3<" not in page


# --- what stops it ---------------------------------------------------------------------------------------------------
def test_two_people_take_a_clause_off_from_the_page(office: Client, sit: Sit) -> None:
    row = hand.live()
    page = sent(office, of(row), {"do": "suspend", "clause": "", "suspend_reason": "Fait peur"}, 422)
    assert 'id="clause-error"' in page
    assert "Fait peur" in page
    do(office, row, "suspend", clause=hand.OTHER_UID, suspend_reason="Fait peur")
    one = Suspension.objects.get()
    page = body(office, of(row))
    assert "You asked for it, so somebody else confirms" in page
    assert "confirm" not in buttons(page)
    do(sit(hand.OFFICER), row, "confirm", suspension=one.pk)
    assert all(line.get("uid") != hand.OTHER_UID for line in hand.in_force().source["survey"])
    assert "a part is suspended" in body(office, LIST)


def test_a_suspension_of_another_release_is_not_there(office: Client) -> None:
    row = hand.live()
    one = suspensions.ask(release_id=row.pk, uid=hand.UID, reason="Fait peur", by=cast.LABOUR_LEAD)
    other = hand.opened(hand.edition(row.document))
    do(office, other, "confirm", 404, suspension=one.pk)
    do(office, row, "decline", suspension=one.pk, answer="Rien ne le montre")


def test_the_way_back_is_opened_from_what_is_on_the_screens(office: Client) -> None:
    first = hand.live()
    second = hand.live(hand.edition(first.document))
    assert 'id="to_edition-error"' in do(office, second, "roll_back", 422, back_reason="Retour")
    place = do(office, second, "roll_back", to_edition=first.edition_id, back_reason="Trop de malentendus")
    page = body(office, place)
    assert "This release goes back to an earlier edition" in page
    assert "taken over from release 1" in page


# --- harm ------------------------------------------------------------------------------------------------------------
def test_the_register_of_harm_is_read_and_answered(office: Client, sit: Sit) -> None:
    assert "No report waits for an answer" in body(office, HARMS)
    row = hand.live()
    report = harms.report(
        version_id=hand.in_force().pk, uid=hand.UID, kind="fear", text="La question fait peur", by=cast.INSPECTOR
    )
    assert "One report of harm waits" in body(office, LIST)
    place = f"{HARMS}{report.pk}/"
    assert 'id="answer-error"' in sent(office, place, {"do": "answer", "answer": ""}, 422)
    sent(office, place, {"do": "suspend", "what": "clause", "reason": "Fait peur"})
    assert Suspension.objects.get().uid == hand.UID
    sent(sit(hand.OFFICER), place, {"do": "answer", "answer": "Examiné avec les équipes."})
    assert "Examiné avec les équipes." in body(office, place)
    sent(office, place, {"do": "answer", "answer": "Encore"}, 409)
    sent(office, place, {"do": "nothing"}, 404)
    assert HarmReport.objects.get().state == states.HARM_ANSWERED
    assert row.suspensions.count() == 1


def test_harm_in_a_model_has_no_release_to_suspend(office: Client) -> None:
    model = hand.models()[0]
    report = harms.report(version_id=model.pk, uid="", kind="other", text="Trop long", by=cast.INSPECTOR)
    page = body(office, f"{HARMS}{report.pk}/")
    assert "a model that nobody adopted" in page
    sent(office, f"{HARMS}{report.pk}/", {"do": "suspend", "reason": "Trop long"}, 404)


# --- who comes in ----------------------------------------------------------------------------------------------------
def test_reviewers_who_sit_at_no_table_reach_the_release_and_not_the_tables(sit: Sit) -> None:
    row = hand.opened()
    for who in (hand.OFFICER, cast.LABOUR_LEAD, cast.SHELTER_LEAD):
        client = sit(who)
        assert "Releases" in body(client, of(row))
        body(client, HOME, 403)
    body(sit(cast.OFFICER), of(row), 404)
    body(sit(cast.NURSE), of(row), 403)
    body(sit(cast.AUDITOR), LIST, 403)
    body(sit(cast.LABOUR_LEAD), HARMS, 403)
