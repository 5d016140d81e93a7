"""What a person asks to be set right: an identity line, an answer, or their own words beside what stays."""

import pytest

from himaya.cases.models import Submission
from himaya.disclosures import queries_requests as queries
from himaya.disclosures.access_requests import open_request
from himaya.disclosures.actions import data_requests
from himaya.disclosures.models import DataRequest
from himaya.kernel.errors import NotNow, NotPermitted, NotValid
from tests import cast
from tests.rooms.legal.registering import OFFICER
from tests.rooms.legal.requesting import WANTED, a_file, accept, asked, parts, recorded
from tests.rooms.legal.requesting import wanted as wished

pytestmark = [pytest.mark.django_db, pytest.mark.capability("X10")]
LEAD = cast.LABOUR_LEAD
BOTH = cast.actor("labour-both", "labour-north", "data_protection_officer", "desk_lead")


def test_a_name_is_set_right_and_the_former_words_are_gone() -> None:
    """Planted fault: an accepted wish that stays sealed in its row keeps a second name that nobody will look after."""
    case = a_file()
    request_id = wished(case)
    with open_request(LEAD, request_id) as opened:
        assert opened.wanted == WANTED
    with pytest.raises(NotPermitted):
        accept(request_id, WANTED, by=OFFICER)
    with pytest.raises(NotValid):
        accept(request_id, " ", by=LEAD)
    accept(request_id, WANTED, by=LEAD)
    row = DataRequest.objects.get()
    assert {row.__dict__[name] for name in queries.SEALED} == {None}
    answer = recorded(case)
    with open_request(LEAD, answer) as opened:
        given = {one.name: one.value for one in opened.items}
    assert given["identity:full_name"] == WANTED
    assert given["contact:who"] == "Canary aunt", "the other lines stay"


def test_an_answer_is_set_right_by_a_new_set_beside_the_earlier() -> None:
    case = a_file()
    request_id = wished(case, field="answer", wanted="Canary: it was no")
    for value in ("q08=yes", "q08=perhaps", "q99=yes", "q08"):
        with pytest.raises((NotNow, NotValid)):
            accept(request_id, value, reason="written_wrongly", by=LEAD)
    accept(request_id, "q08=no", reason="written_wrongly", by=LEAD)
    assert [row.number for row in Submission.objects.order_by("number")] == [1, 2]
    answer = recorded(case)
    assert {"answer:1:q08", "answer:2:q08"} <= set(parts(answer).values())


def test_what_is_not_changed_keeps_the_persons_own_words_beside_it() -> None:
    """Planted fault: a refusal that seals the statement alone loses the wish, and no answer shows it."""
    case = a_file()
    request_id = wished(case)
    data_requests.refuse(request_id=request_id, reason="nothing_shows_it", statement="Canary statement", by=LEAD)
    row = DataRequest.objects.get()
    answer = recorded(case)
    with open_request(LEAD, answer) as opened:
        said = {one.name: one.value for one in opened.items}
    assert said[f"statement:{row.reference}"] == f"{WANTED} · Canary statement"


def test_whoever_wrote_the_wish_down_does_not_decide_on_it() -> None:
    case = a_file()
    by_both = data_requests.record(
        asked=asked(case.reference, kind="rectify", field="phone", wanted="0600000000"), by=BOTH
    )
    with pytest.raises(NotPermitted):
        accept(by_both, "0600000000", by=BOTH)
    with pytest.raises(NotPermitted):
        data_requests.refuse(request_id=by_both, reason="about_other", statement="", by=BOTH)
