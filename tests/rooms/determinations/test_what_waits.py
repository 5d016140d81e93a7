"""Whoever has to act is told: counsel, who leads the case, and on the day of review the desk and the body."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import translation

from himaya.cases.access import open_case
from himaya.determinations import queries, queries_waiting, states
from himaya.determinations.actions import decision_notes, decision_requests
from himaya.determinations.models import Decision, Request
from himaya.disclosures import holdings_decisions
from himaya.institutions.models import Membership
from himaya.kernel import clock, still_open
from himaya.kernel.models import OutboxMessage
from himaya.ops import reactions
from himaya.tasks.models import Task
from tests import factories
from tests.rooms.determinations import determination_at_hand as at_hand
from tests.rooms.determinations.determination_at_hand import ASKS, COUNSEL, RECORDER
from tests.rooms.determinations.test_requests_to_police import POLICE, waiting
from tests.rooms.determinations.test_requests_to_police import RECORDER as POLICE_RECORDER
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("C4")


def follow(*events: str) -> None:
    """What the worker does with these, each time it was told of one."""
    for told in OutboxMessage.objects.filter(event__in=events).order_by("pk"):
        for reaction in reactions.REACTIONS[told.event]:
            reaction(told.ids)


def tasks(kind: str) -> list[str]:
    return list(Task.objects.filter(kind=kind).order_by("given_at", "pk").values_list("state", flat=True))


def sources(case_id: UUID) -> set[str]:
    with translation.override("en"), open_case(ASKS, case_id, purpose="give_service") as opened:
        found = holdings_decisions.decisions(opened)
        return {one.source for one in found if one.name.startswith("sheet:")}


def test_the_answer_to_the_person_says_whether_a_body_got_the_sheet() -> None:
    """Seen red: a sheet that waited for counsel was listed with a day and the body, as if it lay there."""
    row = waiting()
    assert all("not handed over" in one for one in sources(row.case_id))
    decision_requests.advise(request_id=row.pk, yes=True, by=COUNSEL)
    assert not any("not handed over" in one for one in sources(row.case_id))


def test_a_file_that_closes_says_whether_the_body_was_asked_or_counsel_still_reads() -> None:
    """Seen red: before counsel's word it was said that a named body had been asked."""
    row = waiting()
    found = [one.still.code for one in still_open.of_case(row.case_id)]
    assert "decision_counsel" in found
    assert "decision_waiting" not in found
    decision_requests.advise(request_id=row.pk, yes=True, by=COUNSEL)
    found = [one.still.code for one in still_open.of_case(row.case_id)]
    assert "decision_waiting" in found
    assert "decision_counsel" not in found


def test_counsel_has_a_task_while_a_request_waits_for_their_word() -> None:
    """Seen red: nothing told counsel, and the request lay there until somebody happened to look."""
    row = waiting()
    follow("decision_request.drafted")
    assert tasks("counsel_word") == ["open"]
    decision_requests.advise(request_id=row.pk, yes=True, by=COUNSEL)
    follow("decision_request.drafted", "decision_request.advised", "decision_request.sent")
    assert tasks("counsel_word") == ["closed"]
    assert tasks("after_counsel") == []


def test_whoever_asked_has_a_task_after_a_no_of_counsel_and_none_after_taking_it_back() -> None:
    row = waiting()
    follow("decision_request.drafted")
    decision_requests.advise(request_id=row.pk, yes=False, by=COUNSEL)
    follow("decision_request.advised")
    assert (tasks("counsel_word"), tasks("after_counsel")) == (["closed"], ["open"])
    again = decision_requests.send(
        case_id=row.case_id, wanted=decision_requests.Wanted(states.PRESUMED), sheet=at_hand.SHEET, by=ASKS
    )
    follow("decision_request.drafted")
    decision_requests.withdraw(request_id=again, by=ASKS)
    follow("decision_request.withdrawn")
    assert tasks("counsel_word") == ["closed", "closed"]
    assert tasks("after_counsel") == ["open"]


def test_a_note_is_a_task_for_counsel_then_for_whoever_gives_it_and_then_for_nobody() -> None:
    case_id = factories.hand_over().case_id
    at_hand.agree(case_id, POLICE, data_class=queries.NOTE)
    pk = decision_notes.draft(case_id=case_id, to_desk=POLICE, covered=("work",), by=ASKS)
    follow("decision_note.drafted")
    assert tasks("counsel_word") == ["open"]
    decision_notes.advise(note_id=pk, yes=True, by=COUNSEL)
    follow("decision_note.advised")
    assert (tasks("counsel_word"), tasks("after_counsel")) == (["closed"], ["open"])
    decision_notes.give(note_id=pk, on=clock.today(), by=ASKS)
    follow("decision_note.given")
    assert tasks("after_counsel") == ["closed"]


def test_what_waits_for_counsel_comes_back_with_a_file_that_opens_again() -> None:
    case_id = factories.hand_over().case_id
    at_hand.agree(case_id, POLICE, data_class=queries.NOTE)
    decision_notes.draft(case_id=case_id, to_desk=POLICE, covered=("work",), by=ASKS)
    reactions.restore_tasks({"case": str(case_id)})
    assert tasks("counsel_word") == ["open"]


def test_a_desk_without_legal_counsel_says_so_and_what_to_do(sit: Sit) -> None:
    """Seen red: the page said only that it waits, at a desk where nobody could ever say the word."""
    row = waiting()
    url = f"/determinations/cases/{row.case_id}/"
    said = "Nobody at this desk can give that word"
    assert said not in sit(ASKS).get(url).content.decode()
    assert queries_waiting.has_counsel("labour-north", but=ASKS.account_id)
    assert not queries_waiting.has_counsel("labour-north", but=COUNSEL.account_id)
    Membership.objects.filter(account_id=COUNSEL.account_id).update(valid_to=clock.today() - timedelta(days=1))
    page = sit(ASKS).get(url).content.decode()
    assert said in page
    assert "technical administrator" in page
    decision_requests.withdraw(request_id=row.pk, by=ASKS)
    assert said in sit(ASKS).get(f"{url}ask/presumed/").content.decode()
    at_hand.agree(row.case_id, POLICE, data_class=queries.NOTE)
    assert said in sit(ASKS).get(f"{url}note/").content.decode()


def not_yet(**changes: Any) -> tuple[Request, Decision]:
    request = at_hand.asked()
    pk = at_hand.recorded(request, states.NOT_ESTABLISHED, **changes)
    at_hand.told(pk)
    return request, Decision.objects.defer("reasons").get(pk=pk)


def test_on_the_day_of_review_the_desk_of_the_file_has_a_task_until_it_is_asked_for(sit: Sit) -> None:
    """Seen red: the day stood on a page, and nobody was told when it came."""
    request, decision = not_yet()
    told = OutboxMessage.objects.get(event="determination.review_due")
    assert told.due_at.astimezone(clock.here()).date() == decision.review_on
    assert decision.review_on is not None
    with clock.stopped(factories.TUESDAY + timedelta(days=91)):
        follow("determination.review_due", "determination.told")
        assert tasks("review_day") == ["open"], "that the person was told once is not that a review was asked for"
        assert Task.objects.get(kind="review_day").due_on == decision.review_on
        at_hand.reviewed(request.case_id, decision.pk)
        follow("decision_request.sent")
        assert tasks("review_day") == ["closed"]
        follow("determination.review_due")
        assert tasks("review_day") == ["closed"]


def test_the_body_sees_a_count_of_decisions_whose_day_has_come_and_no_more(sit: Sit) -> None:
    request, decision = not_yet()
    assert queries_waiting.reviews_due(RECORDER) == 0
    with clock.stopped(factories.TUESDAY + timedelta(days=91)):
        assert queries_waiting.reviews_due(RECORDER) == 1
        assert queries_waiting.reviews_due(at_hand.OTHER_RECORDER) == 0
        page = sit(RECORDER).get("/determinations/").content.decode()
        assert "Decisions whose day of review has come: 1" in page
        at_hand.reviewed(request.case_id, decision.pk)
        assert queries_waiting.reviews_due(RECORDER) == 0
        assert "day of review has come" not in sit(RECORDER).get("/determinations/").content.decode()


def test_a_file_opened_again_after_the_day_of_review_has_its_task() -> None:
    request, _decision = not_yet()
    reactions.restore_tasks({"case": str(request.case_id)})
    assert tasks("review_day") == []
    with clock.stopped(factories.TUESDAY + timedelta(days=91)):
        reactions.restore_tasks({"case": str(request.case_id)})
        assert tasks("review_day") == ["open"]


def of_police() -> tuple[UUID, Decision]:
    """A decision of the police with a day of review; another look at it is read by counsel first."""
    row = waiting()
    decision_requests.advise(request_id=row.pk, yes=True, by=COUNSEL)
    row.refresh_from_db()
    pk = at_hand.recorded(row, states.NOT_ESTABLISHED, by=POLICE_RECORDER)
    at_hand.told(pk)
    return row.case_id, Decision.objects.defer("reasons").get(pk=pk)


@pytest.mark.parametrize("ends", ["taken_back", "no_of_counsel"])
@pytest.mark.parametrize("drafted_after", [80, 95])
def test_a_day_of_review_comes_back_when_what_settled_it_falls_away(drafted_after: int, ends: str) -> None:
    """Seen red: a review was drafted before its day, or after it; then counsel said no, and nobody was told again."""
    case_id, decision = of_police()
    if drafted_after > 90:
        with clock.stopped(factories.TUESDAY + timedelta(days=91)):
            follow("determination.review_due")
            assert tasks("review_day") == ["open"]
    with clock.stopped(factories.TUESDAY + timedelta(days=drafted_after)):
        row = at_hand.reviewed(case_id, decision.pk)
        follow("decision_request.drafted")
    with clock.stopped(factories.TUESDAY + timedelta(days=100)):
        follow("determination.review_due")
        assert "open" not in tasks("review_day")
        if ends == "taken_back":
            decision_requests.withdraw(request_id=row.pk, by=ASKS)
        else:
            decision_requests.advise(request_id=row.pk, yes=False, by=COUNSEL)
        follow("decision_request.withdrawn", "decision_request.advised")
        assert tasks("review_day")[-1] == "open"
        assert Task.objects.get(kind="review_day", state="open").due_on == decision.review_on
        follow("decision_request.drafted")
        assert tasks("review_day")[-1] == "open", "told late that it was drafted: it fell away since"


def test_a_review_taken_back_before_its_day_raises_nothing_before_it() -> None:
    case_id, decision = of_police()
    row = at_hand.reviewed(case_id, decision.pk)
    decision_requests.withdraw(request_id=row.pk, by=ASKS)
    follow("decision_request.drafted", "decision_request.withdrawn")
    assert tasks("review_day") == []


def test_the_body_counts_a_day_until_another_look_was_handed_to_it() -> None:
    """Seen red: its number fell while counsel still read, and told the body that a review was being asked for."""
    case_id, decision = of_police()
    with clock.stopped(factories.TUESDAY + timedelta(days=91)):
        row = at_hand.reviewed(case_id, decision.pk)
        assert queries_waiting.reviews_due(POLICE_RECORDER) == 1
        decision_requests.advise(request_id=row.pk, yes=True, by=COUNSEL)
        assert queries_waiting.reviews_due(POLICE_RECORDER) == 0


def test_an_appeal_elsewhere_leaves_the_number_of_the_first_body_as_it_was() -> None:
    """Seen red: an appeal that another desk got took a decision from the number of the first body."""
    request, decision = not_yet()
    at_hand.named(states.APPEAL_BODY, "children")
    at_hand.agree(request.case_id, "children")
    with clock.stopped(factories.TUESDAY + timedelta(days=91)):
        wanted = decision_requests.Wanted(kind=states.APPEAL, about=decision.pk)
        decision_requests.send(case_id=request.case_id, wanted=wanted, sheet=at_hand.SHEET, by=ASKS)
        assert queries_waiting.reviews_due(RECORDER) == 1
