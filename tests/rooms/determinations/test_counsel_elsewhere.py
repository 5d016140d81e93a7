"""Legal counsel of another desk reads one sheet before it goes, once the person agreed, and says whether it goes."""

from datetime import timedelta

import pytest

from himaya.cases import queries_readings
from himaya.cases.actions import consents
from himaya.cases.actions.consents import Question
from himaya.cases.models import Case, Consent
from himaya.determinations import access, queries, states
from himaya.determinations.actions import counsels, decision_requests
from himaya.determinations.models import Counsel, Request
from himaya.institutions.models import Desk, Membership
from himaya.kernel import clock
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.models import AuditEvent
from himaya.ops import after_decisions, worker
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
    """Seen red without the naming in `policy.advised`: every sheet that waited was listed and read."""
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
    """Seen red without the agreement in `name_counsel`."""
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


def test_the_last_day_of_the_agreement_stops_the_reading_and_the_night_ends_the_naming() -> None:
    """Seen red without `end_counsel_lapsed` in `worker.free_tasks`: their task stayed open. And with agreements
    that ask no day: the sheet was read a day too late."""
    row = to_read()
    question = Question(f"desk:{DESK}", (queries.COUNSEL,), "ary", "none", "spoken")
    consents.give(case_id=row.case_id, question=question, until=clock.today(), by=ASKS)
    counsels.name_counsel(request_id=row.pk, desk_id=DESK, by=ASKS)
    worker.drain()
    worker.free_tasks(clock.now())
    assert [one.readable for one in queries.to_advise(ELSEWHERE)] == [True]
    task = Task.objects.get(desk_id=DESK, kind="counsel_word")
    assert task.state == "open"
    with clock.stopped(clock.now() + timedelta(days=1)):
        assert [one.readable for one in queries.to_advise(ELSEWHERE)] == [False]
        with access.open_advised(ELSEWHERE, access.advised(ELSEWHERE, row.pk)) as sheet:
            assert sheet is None
        refuses(lambda: decision_requests.advise(request_id=row.pk, yes=True, by=ELSEWHERE), NotNow, "no_advice")
        worker.free_tasks(clock.now())
        assert Counsel.objects.get(request=row).why == states.AGREEMENT_ENDED
        assert queries.to_advise(ELSEWHERE) == []
        worker.drain()
        assert Task.objects.get(pk=task.pk).state == "closed"
        assert Request.objects.values_list("state", flat=True).get(pk=row.pk) == states.TO_COUNSEL
        assert Task.objects.filter(kind="counsel_word", case_id=row.case_id, state="open").exists(), "their own desk"


def test_a_desk_that_has_come_to_enforce_reads_nothing() -> None:
    """Seen red without `keeps_stories` in `advisable`."""
    row = named()
    Desk.objects.filter(pk=DESK).update(kind="police")
    with access.open_advised(ELSEWHERE, access.advised(ELSEWHERE, row.pk)) as sheet:
        assert sheet is None


def test_the_person_is_told_that_this_desk_looked() -> None:
    """Once it read the sheet, and not because it was asked. Seen red without the purpose
    of counsel among the readings."""
    row = named()
    case = Case.objects.get(pk=row.case_id)
    assert DESK not in [desk.pk for _day, desks in queries_readings.seen_by(case) for desk in desks]
    with access.open_advised(ELSEWHERE, access.advised(ELSEWHERE, row.pk)) as sheet:
        assert sheet is not None
    assert DESK in [desk.pk for _day, desks in queries_readings.seen_by(case) for desk in desks]


def test_their_desk_has_a_task_about_nobody_while_a_sheet_waits(sit: Sit) -> None:
    row = named()
    after_decisions.follow_counsel({"request": str(row.pk)})
    task = Task.objects.get(desk_id=DESK, kind="counsel_word")
    assert (task.case_id, task.state) == (None, "open")
    at = f"/tasks/{task.pk}/"
    assert "/determinations/advice/" in sit(ELSEWHERE).get(at).content.decode()
    colleague = sit(cast.HOSTEL).get(at).content.decode()
    assert "/determinations/advice/" not in colleague, "who is no counsel is led to no page that refuses them"
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
