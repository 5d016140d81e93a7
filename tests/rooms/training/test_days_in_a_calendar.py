"""A half-day stays the same one in a calendar when its session is changed, and one that was dropped is off there."""

import pytest
from icalendar import Calendar

from himaya.training.actions import training_sessions
from himaya.training.models import TrainingSession
from tests.rooms.training import at_hand
from tests.rooms.training.at_hand import SECRETARY
from tests.signed_in import Sit

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("G1")]


def events(sit: Sit, session: TrainingSession) -> dict[str, tuple[str, int]]:
    """Of each meeting, by its name: how it stands, and the number of its version."""
    data = sit(SECRETARY).get(f"/training/sessions/{session.pk}/days.ics").content
    found = Calendar.from_ical(data).walk("VEVENT")
    return {str(one["uid"]): (str(one["status"]), int(one["sequence"])) for one in found}


def test_a_half_day_keeps_its_name_when_hours_change_and_is_off_when_it_is_dropped(sit: Sit) -> None:
    session = at_hand.session()
    before, rows = events(sit, session), set(session.half_days.values_list("pk", flat=True))
    first, second = f"{session.pk}-1@himaya", f"{session.pk}-2@himaya"
    assert {one: said[0] for one, said in before.items()} == {first: "CONFIRMED", second: "CONFIRMED"}
    earlier = [(starts.replace(minute=0), ends.replace(minute=30)) for starts, ends in at_hand.hours()]
    training_sessions.change(session_id=session.pk, seen=0, says=at_hand.session_says(half_days=earlier), by=SECRETARY)
    assert set(session.half_days.values_list("pk", flat=True)) == rows
    moved = events(sit, session)
    assert set(moved) == set(before)
    assert all(moved[one][1] > before[one][1] for one in before)
    training_sessions.change(
        session_id=session.pk, seen=1, says=at_hand.session_says(half_days=earlier[:1]), by=SECRETARY
    )
    dropped = events(sit, session)
    assert {one: said[0] for one, said in dropped.items()} == {first: "CONFIRMED", second: "CANCELLED"}
    training_sessions.change(session_id=session.pk, seen=2, says=at_hand.session_says(half_days=earlier), by=SECRETARY)
    assert {said[0] for said in events(sit, session).values()} == {"CONFIRMED"}
