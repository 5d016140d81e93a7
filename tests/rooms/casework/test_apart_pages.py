"""The pages of notes kept apart: begun, written, read, opened to a colleague; for others they do not exist."""

import pytest

from himaya.cases.actions import emergencies
from himaya.cases.models import Case, Compartment, CompartmentGrant
from himaya.kernel import clock
from tests import cast
from tests.pages import body
from tests.rooms.cases import apart_at_hand as at_hand
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("X2")

PURPOSE = {"purpose": "give_service"}
LINK = "/apart/"


def test_a_desk_that_received_a_referral_begins_writes_and_puts_right(sit: Sit) -> None:
    case = at_hand.referred()
    desk, path = sit(cast.SHELTER), f"/casework/cases/{case.pk}/apart/"
    assert "Safe house" in body(desk.get(path))
    place = desk.post(path, {"kind": "safe_house"}).headers["Location"]
    assert "Nothing is written here yet." in body(desk.get(place))
    assert desk.post(place, {"text": "Canary, room 2", "corrects": ""}).headers["Location"] == place
    assert desk.post(place, {"text": "Canary, room 3", "corrects": "1"}).status_code == 302
    closed = body(desk.get(place))
    assert "Canary" not in closed
    assert "put right by note 2" in closed
    assert "Canary" not in body(desk.post(place, {"purpose": "curiosity"}), 422)
    shown = body(desk.post(place, PURPOSE))
    assert "Canary, room 2" in shown
    assert "Desk shelter" in shown
    assert "keeps such notes on this case already" in body(desk.post(path, {"kind": "safe_house"}), 409)


def test_what_was_typed_comes_back_with_its_sentence(sit: Sit) -> None:
    one = at_hand.begun(at_hand.referred())
    desk, place = sit(cast.SHELTER), f"/casework/apart/{one}/"
    page = body(desk.post(place, {"text": "Canary stays", "corrects": "9"}), 422)
    assert "Choose a note of the list" in page
    assert "Canary stays" in page
    Case.objects.update(state="closed", closed_on=clock.today())
    page = body(desk.post(place, {"text": "Canary stays", "corrects": ""}), 409)
    assert "Canary stays" in page


def test_a_colleague_finds_what_was_opened_to_them_and_it_ends(sit: Sit) -> None:
    case = at_hand.of_the_shelter()
    one, annex = at_hand.begun(case), at_hand.at_the_annex("annex-worker", "case_manager")
    at_hand.written(one)
    desk, path = sit(cast.SHELTER), f"/casework/apart/{one}/members/"
    typed = {"account": str(annex.account_id), "reason": "stand_in", "until": "2026-11-30"}
    assert 'value="2026-11-30"' in body(desk.post(path, {**typed, "reason": ""}), 422)
    assert "Choose the day, the month and the year" in body(desk.post(path, {**typed, "until": "soon"}), 422)
    assert desk.post(path, typed).status_code == 302
    colleague = sit(annex)
    assert f"/casework/apart/{one}/" in body(colleague.get("/casework/cases/shared/"))
    assert "Canary" in body(colleague.post(f"/casework/apart/{one}/", PURPOSE))
    grant = CompartmentGrant.objects.get(account=annex.account_id)
    assert desk.post(f"{path}{grant.pk}/end/").status_code == 302
    assert "has ended already" in body(desk.post(f"{path}{grant.pk}/end/"), 409)
    assert colleague.get(f"/casework/apart/{one}/").status_code == 404
    assert str(one) not in body(colleague.get("/casework/cases/shared/"))


def test_no_page_of_anybody_else_tells_that_there_is_any(sit: Sit) -> None:
    """Seen red with the link on the page of a case shown to whoever sees the case, once there is a compartment."""
    case = at_hand.of_the_shelter()
    annex = at_hand.at_the_annex("annex-worker", "case_manager")
    emergencies.begin(reference=case.reference, reason="danger_to_life", proved_at=clock.now(), by=annex)
    place = f"/casework/cases/{case.pk}/"
    others = [sit(who) for who in (annex, cast.SHELTER_LEAD)]
    paths = (place, f"{place}access/", f"{place}keeping/", "/casework/cases/shared/")

    def seen() -> list[tuple[int, int, bool]]:
        answers = [one.get(path) for one in others for path in paths]
        return [(one.status_code, len(one.content), LINK in one.content.decode()) for one in answers]

    before = seen()
    at_hand.written(at_hand.begun(case))
    assert seen() == before
    assert not any(link for _status, _length, link in before)
    assert LINK in body(sit(cast.SHELTER).get(place))
    for one in others:
        assert one.get(f"{place}apart/").status_code == 404
        assert one.get(f"/casework/apart/{Compartment.objects.get().pk}/").status_code == 404
