"""Emergency accesses as their watchers see them: no content, a review by somebody else, what is overdue."""

from datetime import timedelta

import pytest

from himaya.cases.actions import emergencies
from himaya.cases.models import Case, Emergency
from himaya.kernel import clock
from tests import cast, factories
from tests.pages import body
from tests.signed_in import Sit

pytestmark = [pytest.mark.django_db, pytest.mark.capability("X2")]
OFFICER = cast.actor("labour-officer", "labour-south", "data_protection_officer")


@pytest.fixture(name="row")
def _row(the_cast: None) -> Emergency:
    cast.seat(OFFICER, "officer-of-labour")
    return begun("urgent_care")


def begun(reason: str) -> Emergency:
    """An emergency, for a file that a colleague of another desk of the institution opened."""
    case = Case.objects.get(pk=factories.hand_over().case_id)
    return emergencies.begin(reference=case.reference, reason=reason, proved_at=clock.now(), by=cast.INSPECTOR_SOUTH)


def test_the_officer_sees_who_why_and_when_and_nothing_of_the_file(sit: Sit, row: Emergency) -> None:
    client = sit(OFFICER)
    assert "Review due by" in body(client.get("/oversight/emergencies/"))
    page = body(client.get(f"/oversight/emergencies/{row.pk}/"))
    for word in ("Urgent care", "inspector-south", "Desk labour-south", "End it now"):
        assert word in page
    for secret in (factories.SAID, factories.PHONE, "18 or over", "Canary"):
        assert secret not in page


def test_a_review_is_noted_once(sit: Sit, row: Emergency) -> None:
    client, path = sit(OFFICER), f"/oversight/emergencies/{row.pk}/"
    assert "Say what the review found." in body(client.post(path, {}), 422)
    assert client.post(path, {"outcome": "justified"}).status_code == 302
    assert "It was an emergency" in body(client.get(path))
    assert "reviewed already" in body(client.post(path, {"outcome": "misuse"}), 409)


def test_the_page_says_that_the_review_ends_it_and_it_does(sit: Sit, row: Emergency) -> None:
    client, path = sit(OFFICER), f"/oversight/emergencies/{row.pk}/"
    assert "The review ends this access." in body(client.get(path))
    reader = sit(cast.INSPECTOR_SOUTH)
    assert reader.get(f"/casework/cases/{row.case_id}/").status_code == 200
    client.post(path, {"outcome": "justified"})
    assert reader.get(f"/casework/cases/{row.case_id}/").status_code == 404
    emergencies.begin(
        reference=row.case.reference, reason="urgent_care", proved_at=clock.now(), by=cast.INSPECTOR_SOUTH
    )
    assert reader.get(f"/casework/cases/{row.case_id}/").status_code == 200


# What is open, and what stays closed, as the page on which a file is opened says it.
OPEN = ("/casework/cases/{}/", "/risks/cases/{}/", "/interviews/cases/{}/")
BY_REASON = ("/crisis/cases/{}/", "/safety/cases/{}/")
NEEDED: dict[str, tuple[str, ...]] = {
    "danger_to_life": BY_REASON,
    "urgent_care": BY_REASON[:1],
    "child_missing": BY_REASON[1:],
    "desk_unreachable": (),
}
SAYS = {
    "danger_to_life": "For “Danger to life or freedom now” also: Life in danger, Safety plan.",
    "urgent_care": "For “Urgent care” also: Life in danger.",
    "child_missing": "For “A child is missing” also: Safety plan.",
}
CLOSED = (
    "/safety/cases/{}/contact/", "/plans/{}/", "/health/{}/", "/rights/{}/",
    "/casework/cases/{}/consents/", "/casework/cases/{}/files/", "/casework/cases/{}/notes/",
    "/determinations/cases/{}/", "/conferences/cases/{}/", "/tasks/cases/{}/", "/returns/cases/{}/",
    "/packets/cases/{}/", "/attestations/cases/{}/",
)  # fmt: skip


@pytest.mark.parametrize("reason", NEEDED)
def test_what_is_opened_is_what_the_page_says(reason: str, sit: Sit, the_cast: None) -> None:
    """Seen red where every reason opened the same."""
    cast.seat(OFFICER, "officer-of-labour")
    row, reader = begun(reason), sit(cast.INSPECTOR_SOUTH)
    page = body(reader.get("/casework/emergency/"))
    assert "It opens who the person is, the first answers, how they are reached, the risks, and interviews" in page
    assert [one for one in SAYS.values() if one not in page] == []
    opened = (*OPEN, *NEEDED[reason])
    assert [reader.get(one.format(row.case_id)).status_code for one in opened] == [200] * len(opened)
    shown = reader.post(OPEN[0].format(row.case_id), {"show": "identity", "purpose": "urgent_danger"})
    assert body(shown).index("Before any contact") < body(shown).index(factories.PHONE), "how they are reached, first"
    closed = [*CLOSED, *(one for one in BY_REASON if one not in NEEDED[reason])]
    assert [reader.get(one.format(row.case_id)).status_code for one in closed] == [404] * len(closed)


def test_an_overdue_review_says_so(sit: Sit, row: Emergency) -> None:
    client = sit(cast.LABOUR_LEAD)
    with clock.stopped(factories.TUESDAY + timedelta(days=5)):
        fresh = sit(cast.LABOUR_LEAD)
        assert "Review overdue since" in body(fresh.get("/oversight/emergencies/"))
    assert "Review overdue since" not in body(client.get("/oversight/emergencies/"))


def test_it_is_ended_before_its_time(sit: Sit, row: Emergency) -> None:
    client, path = sit(cast.LABOUR_LEAD), f"/oversight/emergencies/{row.pk}/"
    assert client.post(f"{path}end/").headers["Location"] == path
    assert "End it now" not in body(client.get(path))
    assert "has ended already" in body(client.post(f"{path}end/"), 409)
    assert sit(cast.INSPECTOR_SOUTH).get(f"/casework/cases/{row.case_id}/").status_code == 404
