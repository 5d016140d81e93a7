"""What a child gets of safety and of help when a life is in danger: all of it, in words for a child.

Care of a clinician is for adults: of an offer, a sheet and a scale a child gets nothing here, and the page says who
cares for them instead. Doubt about age means child.
"""

import pytest

from tests.rooms.health import cared
from tests.rooms.safety import made
from tests.rooms.safety.conftest import Sit
from tests.rooms.safety.made import BY

pytestmark = pytest.mark.capability("D3", "D5")
DOUBT = ("child", "maybe_child", "unknown")
LOOK = {"do": "begin", "thoughts": "yes", "way": "with_them", "within": "24"}
OFFER = {"do": "offer", "needs": "yes", "way": "in_person", "interpreter": "none"}


@pytest.mark.parametrize("age", DOUBT)
def test_a_child_is_reached_planned_for_and_asked_like_anybody_in_words_for_a_child(sit: Sit, age: str) -> None:
    case, desk = cared.referred(age=age), sit(BY)
    made.rules(case)
    made.plan(case)
    made.copy(case, "staff")
    safety, crisis = f"/safety/cases/{case.pk}/", f"/crisis/cases/{case.pk}/"
    assert made.PARTS["staff"] in desk.get(safety).content.decode()
    assert "20:00-08:00" in desk.get(f"{safety}contact/").content.decode()
    assert desk.post(f"{safety}sheet/").headers["Content-Type"] == "application/pdf"
    assert desk.post(crisis, LOOK).status_code == 302
    page = desk.get(crisis).content.decode()
    assert "Do not leave the child alone" in page
    assert "Somebody looks again until" in page


@pytest.mark.parametrize("age", DOUBT)
def test_no_care_of_a_clinician_is_offered_to_a_child(sit: Sit, age: str) -> None:
    case = cared.begun(age=age)
    nurse, page = sit(cared.BY), f"/health/{case.pk}/"
    assert "Doubt means child: the child circuit cares for them" in nurse.get(page).content.decode()
    assert nurse.post(page, OFFER).status_code == 409
    assert nurse.post(f"{page}observation/", {"at-way": "in_person", "at-interpreter": "none"}).status_code == 409
