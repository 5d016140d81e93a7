"""What a child gets of safety and of help when a life is in danger: all of it, in words for a child.

Doubt about age means child. What a child gets of a clinician's care stands in `tests/rooms/health/test_offers.py`.
"""

import pytest

from tests.rooms.health import cared
from tests.rooms.safety import made
from tests.rooms.safety.made import BY
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("D3", "D5")
DOUBT = ("child", "maybe_child", "unknown")
LOOK = {"do": "begin", "thoughts": "yes", "way": "with_them", "within": "24"}


@pytest.mark.parametrize("age", DOUBT)
def test_a_child_is_reached_planned_for_and_asked_like_anybody_in_words_for_a_child(sit: Sit, age: str) -> None:
    case, desk = cared.referred(age=age), sit(BY)
    made.rules(case)
    made.plan(case)
    made.copy(case, "staff")
    safety, crisis = f"/safety/cases/{case.pk}/", f"/crisis/cases/{case.pk}/"
    assert made.PARTS["staff"] in desk.get(safety).content.decode()
    assert "20:00-08:00" in desk.get(f"{safety}contact/").content.decode()
    assert desk.post(f"{safety}sheet/", {"version": "1"}).headers["Content-Type"] == "application/pdf"
    assert desk.post(crisis, LOOK).status_code == 302
    page = desk.get(crisis).content.decode()
    assert "Do not leave the child alone" in page
    assert "Somebody looks again until" in page
