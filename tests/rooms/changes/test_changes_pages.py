"""What changes for a desk: in plain words, before and after, to acknowledge or to try."""

import pytest
from django.test import Client

from himaya.coordination import states
from himaya.coordination.models import PilotDesk, Release
from tests import cast
from tests.rooms.coordination import at_the_table
from tests.rooms.coordination import releases_at_hand as hand
from tests.rooms.roundtable.browsing import body, sent
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("A7")
LIST = "/changes/"


def of(row: Release) -> str:
    return f"{LIST}{row.pk}/"


def test_a_desk_reads_each_changed_question_before_and_after(sit: Sit) -> None:
    row = hand.live(hand.edition(hand.document(), hand.replaced(), hand.reworded(words="Autrement dit")))
    page = body(sit(cast.NURSE, "fr"), LIST)
    assert "Repérage" not in page
    inspector = sit(cast.INSPECTOR, "fr")
    assert "Repérage" in body(inspector, LIST)
    page = body(inspector, of(row))
    assert 'id="change-FL-09-2"' in page
    assert "<ins>" in page
    assert "Autrement dit" in page
    body(sit(cast.NURSE), of(row), 404)


def test_what_is_announced_has_its_moment_and_says_that_the_clock_is_one_of_an_exercise(sit: Sit) -> None:
    row = hand.scheduled()
    page = body(sit(cast.INSPECTOR), of(row))
    assert "What changes for you soon" in page
    assert "Exercise: on this clock a day lasts one second." in page


def test_the_lead_of_a_desk_acknowledges_and_others_read_who_does(sit: Sit) -> None:
    row = hand.up_to(states.TRAINING)
    assert "The lead of a desk or the focal point" in body(sit(cast.INSPECTOR), of(row))
    sent(sit(cast.INSPECTOR), of(row), {"do": "acknowledge"}, 403)
    lead = sit(cast.LABOUR_LEAD)
    assert "to acknowledge" in body(lead, LIST)
    assert sent(lead, of(row), {"do": "acknowledge"}) == LIST
    assert row.steps.filter(gate=states.TRAINING, part="labour").exists()
    sent(lead, of(row), {"do": "acknowledge"}, 404)


def test_a_focal_point_acknowledges_too(sit: Sit) -> None:
    row = hand.up_to(states.TRAINING)
    sent(sit(at_the_table.LABOUR), of(row), {"do": "acknowledge"})
    assert row.steps.get(gate=states.TRAINING, part="labour").delegate is not None


def test_the_first_line_of_a_pilot_desk_says_what_it_found(sit: Sit) -> None:
    row = hand.begin_pilot(hand.up_to(states.PILOT))
    inspector = sit(cast.INSPECTOR)
    assert "Your desk tries this before the others" in body(inspector, of(row))
    wrong = sent(inspector, of(row), {"do": "find", "finding": "Deux malentendus"}, 422)
    assert 'id="harmful-error"' in wrong
    assert "Deux malentendus" in wrong
    wrong = sent(inspector, of(row), {"do": "find", "finding": "", "harmful": "no"}, 422)
    assert 'id="finding-error"' in wrong
    sent(inspector, of(row), {"do": "find", "finding": "Deux malentendus", "harmful": "no"})
    assert PilotDesk.objects.get().finding == "Deux malentendus"
    assert "What your desk found" in body(inspector, of(row))
    again = sent(inspector, of(row), {"do": "find", "finding": "Encore", "harmful": "no"}, 409)
    assert "has said already" in again
    sent(inspector, of(row), {"do": "nothing"}, 404)
    body(sit(cast.INSPECTOR_SOUTH), of(row), 404)


def test_harm_in_a_pilot_ends_it_and_the_page_goes_with_it(sit: Sit) -> None:
    row = hand.begin_pilot(hand.up_to(states.PILOT))
    place = sent(sit(cast.INSPECTOR), of(row), {"do": "find", "finding": "Fait peur", "harmful": "yes"})
    assert place == LIST
    row.refresh_from_db()
    assert row.state == states.ABANDONED


def test_nobody_reads_it_without_signing_in_and_an_office_has_nothing_to_read(sit: Sit) -> None:
    hand.live()
    assert Client().get(LIST).headers["Location"].startswith("/account/in/")
    assert "Nothing changes for your desk" in body(sit(cast.SECRETARY), LIST)
    assert "Nothing changes for your desk" in body(sit(cast.AUDITOR), LIST)
