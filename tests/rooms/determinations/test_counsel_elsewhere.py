"""Legal counsel of another desk reads one sheet before it goes, once the person agreed, and says whether it goes."""

import pytest

from himaya.cases.actions import consents
from himaya.cases.models import Consent
from himaya.determinations import access, queries, states
from himaya.determinations.actions import counsels, decision_requests
from himaya.determinations.models import Counsel, Request
from himaya.institutions.models import Membership
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.models import AuditEvent
from himaya.ops import after_decisions
from himaya.tasks.models import Task
from tests import cast
from tests.refusals import refuses_in_own_words as refuses
from tests.rooms.determinations import determination_at_hand as at_hand
from tests.rooms.determinations.determination_at_hand import ASKS
from tests.rooms.determinations.test_requests_to_police import RECORDER, waiting
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("C4")
DESK = "hostel"
ELSEWHERE = cast.actor("recorder", DESK, "legal_counsel")


def to_read() -> Request:
    """A sheet that waits at a desk without counsel, the person agreeing that counsel of another desk reads it."""
    at_hand.seat_everybody()
    Membership.objects.filter(account_id=ELSEWHERE.account_id, desk_id=DESK).update(roles=["legal_counsel"])
    row = waiting()
    at_hand.agree(row.case_id, DESK, data_class=queries.COUNSEL)
    return row


def named() -> Request:
    row = to_read()
    counsels.name_counsel(request_id=row.pk, desk_id=DESK, by=ASKS)
    return row


def test_counsel_reads_the_sheet_once_named_and_sends_it() -> None:
    row = to_read()
    with pytest.raises(NotFound):
        access.advised(ELSEWHERE, row.pk)
    counsels.name_counsel(request_id=row.pk, desk_id=DESK, by=ASKS)
    assert [one.row.pk for one in queries.to_advise(ELSEWHERE)] == [row.pk]
    with access.open_advised(ELSEWHERE, access.advised(ELSEWHERE, row.pk)) as sheet:
        assert sheet is not None
        assert sheet.found == at_hand.WORDS
    assert AuditEvent.objects.filter(action="decision_request.advice_read").exists()
    decision_requests.advise(request_id=row.pk, yes=True, by=ELSEWHERE)
    assert Request.objects.values_list("state", flat=True).get(pk=row.pk) == states.SENT
    assert [one.row.pk for one in queries.received(RECORDER)] == [row.pk]
    ended = Counsel.objects.get(request=row)
    assert (ended.why, ended.opened_at is not None) == (states.SAID, True)
    with pytest.raises(NotFound):
        access.advised(ELSEWHERE, row.pk)


def test_a_no_of_counsel_elsewhere_sends_nothing() -> None:
    row = named()
    decision_requests.advise(request_id=row.pk, yes=False, by=ELSEWHERE)
    assert Request.objects.values_list("state", "handed_at").get(pk=row.pk) == (states.WITHDRAWN, None)
    assert queries.received(RECORDER) == []


def test_naming_is_refused_in_words() -> None:
    row = to_read()
    name = counsels.name_counsel
    refuses(lambda: name(request_id=row.pk, desk_id="police-north", by=ASKS), NotValid, "counsel")
    refuses(lambda: name(request_id=row.pk, desk_id=DESK, by=at_hand.COUNSEL), NotPermitted, "not_the_lead")
    with pytest.raises(NotFound):
        name(request_id=row.pk, desk_id=DESK, by=ELSEWHERE)
    consents.withdraw(consent_id=Consent.objects.filter(recipient_id=DESK).latest("number").pk, by=ASKS)
    refuses(lambda: name(request_id=row.pk, desk_id=DESK, by=ASKS), NotNow, "counsel_not_agreed")
    refuses(lambda: counsels.take_back_counsel(request_id=row.pk, by=ASKS), NotNow, "nobody_named")
    at_hand.agree(row.case_id, DESK, data_class=queries.COUNSEL)
    name(request_id=row.pk, desk_id=DESK, by=ASKS)
    refuses(lambda: name(request_id=row.pk, desk_id=DESK, by=ASKS), NotNow, "named")
    decision_requests.withdraw(request_id=row.pk, by=ASKS)
    assert Counsel.objects.get(request=row).why == states.REQUEST_ENDED
    refuses(lambda: name(request_id=row.pk, desk_id=DESK, by=ASKS), NotNow, "not_waiting")


def test_counsel_of_the_desk_itself_still_answers_and_the_other_is_not_said_to_have() -> None:
    row = named()
    decision_requests.advise(request_id=row.pk, yes=True, by=at_hand.COUNSEL)
    assert Counsel.objects.get(request=row).why == states.REQUEST_ENDED


def test_after_the_sheet_is_withdrawn_from_them_they_read_nothing() -> None:
    row = named()
    counsels.take_back_counsel(request_id=row.pk, by=ASKS)
    with pytest.raises(NotFound):
        decision_requests.advise(request_id=row.pk, yes=True, by=ELSEWHERE)
    assert queries.to_advise(ELSEWHERE) == []


def test_an_agreement_taken_back_ends_the_naming_and_not_the_request() -> None:
    row = named()
    line = Consent.objects.filter(case=row.case_id, recipient_id=DESK).latest("number")
    consents.withdraw(consent_id=line.pk, by=ASKS)
    refuses(lambda: decision_requests.advise(request_id=row.pk, yes=True, by=ELSEWHERE), NotNow, "no_advice")
    with access.open_advised(ELSEWHERE, access.advised(ELSEWHERE, row.pk)) as sheet:
        assert sheet is None
    last = Consent.objects.filter(case=row.case_id, recipient_id=DESK).latest("number")
    after_decisions.end_counsel_without_agreement({"consent": str(last.pk)})
    assert Counsel.objects.get(request=row).why == states.AGREEMENT_ENDED
    assert Request.objects.values_list("state", flat=True).get(pk=row.pk) == states.TO_COUNSEL


def test_their_desk_has_a_task_about_nobody_while_a_sheet_waits() -> None:
    row = named()
    after_decisions.follow_counsel({"request": str(row.pk)})
    task = Task.objects.get(desk_id=DESK, kind="counsel_word")
    assert (task.case_id, task.state) == (None, "open")
    counsels.take_back_counsel(request_id=row.pk, by=ASKS)
    after_decisions.follow_counsel({"request": str(row.pk)})
    assert Task.objects.get(pk=task.pk).state == "closed"


def test_the_pages_lead_from_the_case_to_the_other_desk_and_back(sit: Sit) -> None:
    row = to_read()
    at = f"/determinations/cases/{row.case_id}/"
    assert "Ask legal counsel of another desk" in sit(ASKS).get(at).content.decode()
    assert sit(ASKS).post(at, {"do": "name_counsel", "request": str(row.pk)}).status_code == 422
    typed = {"do": "name_counsel", "request": str(row.pk), "counsel": DESK}
    assert sit(ASKS).post(at, typed).status_code == 302
    assert "Asked: legal counsel of another desk" in sit(ASKS).get(at).content.decode()
    sheet = f"/determinations/advice/{row.pk}/"
    assert sheet in sit(ELSEWHERE).get("/determinations/advice/").content.decode()
    assert at_hand.WORDS in sit(ELSEWHERE).get(sheet).content.decode()
    assert sit(ELSEWHERE).get(at).status_code == 404
    assert sit(ELSEWHERE).post(sheet, {"do": "strange"}).status_code == 404
    assert sit(ELSEWHERE).post(sheet, {"do": "advise"}).status_code == 302
    assert sit(ELSEWHERE).get(sheet).status_code == 404
    assert "gave their word" in sit(ASKS).get(at).content.decode()
