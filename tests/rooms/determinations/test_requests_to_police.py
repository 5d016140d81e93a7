"""A body of police, prosecution or a court: codes alone are taken over, counsel reads first, lines warn."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction
from django.test import override_settings

from himaya.cases.actions import consents
from himaya.cases.models import Case, Consent
from himaya.determinations import access, policy, prefill, queries, reached, states
from himaya.determinations.actions import decision_notes, decision_requests
from himaya.determinations.actions.decision_requests import Wanted
from himaya.determinations.models import Request
from himaya.institutions.models import Desk, Institution
from himaya.kernel import clock
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.models import AuditEvent, OutboxMessage
from himaya.ops import reactions
from himaya.web.determinations import asking
from tests import cast, factories
from tests.refusals import refuses_in_own_words as refuses
from tests.rooms.determinations import determination_at_hand as at_hand
from tests.rooms.determinations.determination_at_hand import ASKS, COUNSEL
from tests.rooms.determinations.test_prefill import argued
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("C4")
POLICE = "police-north"
RECORDER = cast.actor("police-recorder", POLICE, "decision_recorder")


def waiting() -> Request:
    """A sheet for the police that waits for counsel."""
    at_hand.named(desk=POLICE)
    case_id = factories.hand_over().case_id
    at_hand.agree(case_id, POLICE)
    pk = decision_requests.send(case_id=case_id, wanted=Wanted(states.PRESUMED), sheet=at_hand.SHEET, by=ASKS)
    return Request.objects.defer("sheet").get(pk=pk)


def test_the_body_has_nothing_before_counsel_at_the_desk_has_sent_it() -> None:
    row = waiting()
    assert (row.state, row.handed_at) == (states.TO_COUNSEL, None)
    assert not OutboxMessage.objects.filter(event="decision_request.sent").exists()
    assert queries.received(RECORDER) == []
    assert not queries.readable(row)
    with pytest.raises(NotFound):
        access.received(RECORDER, row.pk)
    refuses(lambda: at_hand.asked(row.case_id), NotNow, "pending")
    advise = decision_requests.advise
    refuses(lambda: advise(request_id=row.pk, yes=True, by=ASKS), NotPermitted, "not_counsel")
    for stranger in (cast.LAWYER, cast.OFFICER, RECORDER):
        with pytest.raises(NotFound):
            advise(request_id=row.pk, yes=True, by=stranger)
    advise(request_id=row.pk, yes=True, by=COUNSEL)
    assert [one.row.pk for one in queries.received(RECORDER)] == [row.pk]
    assert OutboxMessage.objects.filter(event="decision_request.sent").count() == 1
    refuses(lambda: advise(request_id=row.pk, yes=False, by=COUNSEL), NotNow, "not_waiting")
    at_hand.recorded(row, by=RECORDER)


def test_who_asks_is_not_their_own_counsel() -> None:
    both = cast.actor("labour-counsel", "labour-north", "legal_counsel", "desk_lead")
    at_hand.named(desk=POLICE)
    case_id = factories.hand_over().case_id
    at_hand.agree(case_id, POLICE)
    pk = decision_requests.send(case_id=case_id, wanted=Wanted(states.PRESUMED), sheet=at_hand.SHEET, by=both)
    refuses(lambda: decision_requests.advise(request_id=pk, yes=True, by=both), NotPermitted, "same_person")


def test_after_a_no_of_counsel_the_body_never_had_anything() -> None:
    row = waiting()
    decision_requests.advise(request_id=row.pk, yes=False, by=COUNSEL)
    assert queries.pending(row.case_id) is None
    assert reached.reference(row.case_id, POLICE, {queries.SHEET}) == ""
    with pytest.raises(NotFound):
        access.received(RECORDER, row.pk)


def test_counsel_sends_nothing_that_is_not_carried_any_more() -> None:
    row = waiting()
    line = Consent.objects.filter(case=row.case_id, recipient_id=POLICE).latest("number")
    consents.withdraw(consent_id=line.pk, by=ASKS)
    advise = decision_requests.advise
    refuses(lambda: advise(request_id=row.pk, yes=True, by=COUNSEL), NotNow, "not_agreed")
    at_hand.agree(row.case_id, POLICE)
    at_hand.ended(row.naming_id)
    refuses(lambda: advise(request_id=row.pk, yes=True, by=COUNSEL), NotNow, "no_body")


def test_for_such_a_body_codes_are_taken_over_and_no_fact() -> None:
    sheet = prefill.of(ASKS, argued(), codes_only=True)
    assert (sheet.acts, sheet.purposes) == (("transport",), ("LAB_FORCED",))
    assert (sheet.found, sheet.alternatives, sheet.missing, sheet.wishes) == ("", "", "", "")


def test_the_pages_say_so_warn_by_the_line_and_lead_to_counsel(sit: Sit) -> None:
    case = argued()
    at_hand.named(desk=POLICE)
    at_hand.agree(case.pk, POLICE)
    url = f"/determinations/cases/{case.pk}/"
    form = sit(ASKS).get(f"{url}ask/presumed/").content.decode()
    assert "Canary wages" not in form
    assert "Legal counsel at your desk reads this sheet before it goes." in form
    typed = {"asked_by": "person", "acts": "transport", "purposes": "BEGGING", "found": "Found", "wishes": "To stay"}
    back = sit(ASKS).post(f"{url}ask/presumed/", {**typed, "do": "read"}).content.decode()
    assert "Could expose the person (to be verified): begging" in back
    assert "irregular stay · false papers" in back
    assert "Names, streets and employers inside a sentence are not recognised here" in back
    assert "Give it to legal counsel" in back
    assert sit(ASKS).post(f"{url}ask/presumed/", {**typed, "do": "send"}).status_code == 302
    assert 'value="advise"' not in sit(ASKS).get(url).content.decode()
    seen = sit(COUNSEL).get(url).content.decode()
    assert 'value="advise"' in seen
    assert "Could expose the person (to be verified): begging" in seen
    pk: UUID = Request.objects.values_list("pk", flat=True).get()
    assert sit(COUNSEL).post(url, {"do": "advise", "request": str(pk)}).status_code == 302
    assert Request.objects.values_list("state", flat=True).get() == states.SENT


def test_a_body_that_is_not_named_any_more_reads_nothing_and_what_waits_is_taken_back() -> None:
    request = at_hand.asked()
    at_hand.ended(request.naming_id)
    assert not queries.readable(request)
    with access.open_received(at_hand.RECORDER, access.received(at_hand.RECORDER, request.pk)) as opened:
        assert opened.sheet is None
    assert OutboxMessage.objects.filter(event="naming.ended").count() == 1
    for follow in reactions.REACTIONS["naming.ended"]:
        follow({})
    assert Request.objects.values_list("state", flat=True).get() == states.WITHDRAWN


def test_a_body_that_was_replaced_reads_what_it_decided_while_a_review_can_be_asked_for() -> None:
    pk = at_hand.asked().pk
    request = Request.objects.defer("sheet").get(pk=pk)
    at_hand.recorded(request)
    request = Request.objects.defer("sheet").get(pk=pk)
    at_hand.named(desk="children")
    assert not queries.readable(request)
    at_hand.term(30)
    assert queries.readable(request)
    with clock.stopped(clock.now() + timedelta(days=31)):
        assert not queries.readable(request)


def test_the_audit_does_not_say_what_was_decided() -> None:
    at_hand.recorded(at_hand.asked())
    assert AuditEvent.objects.get(action="determination.recorded").code == ""


def test_a_desk_of_another_state_decides_nothing_and_is_given_no_note() -> None:
    request = at_hand.asked()
    assert POLICE in {one.pk for one in decision_notes.desks()}
    Institution.objects.filter(pk="police").update(kind="state")
    assert POLICE not in {one.pk for one in decision_notes.desks()}
    institution = Desk.objects.values_list("institution_id", flat=True).get(pk=at_hand.BODY)
    for kind in policy.FOREIGN:
        Institution.objects.filter(pk=institution).update(kind=kind)
        with pytest.raises(NotFound):
            access.received(at_hand.RECORDER, request.pk)
        assert queries.received(at_hand.RECORDER) == []


def test_no_decision_is_stored_where_no_real_identity_may_be() -> None:
    request = at_hand.asked()
    with override_settings(DEMO=False):
        refuses(lambda: at_hand.recorded(request), NotNow, "legal_setup_missing")


def test_another_look_is_not_begun_from_a_sheet_that_counsel_refused() -> None:
    """Red when it is begun from the last sheet that was written, which no body ever had."""
    case_id, decision = at_hand.decided(states.NOT_ESTABLISHED)
    at_hand.named(states.PRESUMED, POLICE)
    at_hand.agree(case_id, POLICE)
    written = replace(at_hand.SHEET, found="Canary refused")
    pk = decision_requests.send(case_id=case_id, wanted=Wanted(states.PRESUMED), sheet=written, by=ASKS)
    decision_requests.advise(request_id=pk, yes=False, by=COUNSEL)
    case = Case.objects.get(pk=case_id)
    begun = asking._begun(ASKS, case, Wanted(kind=states.REVIEW, about=decision))
    assert begun.found == at_hand.SHEET.found


@pytest.mark.capability("D4")
@pytest.mark.parametrize(
    ("recovery", "days_ago", "kept"),
    [("offered", 3, "offered"), ("taken", 0, "taken"), ("waived", 1, "waived"), ("", 1, None), ("", None, None)],
)
def test_whether_time_to_recover_was_offered_is_kept_with_its_day_and_stops_nobody(
    recovery: str, days_ago: int | None, kept: str | None
) -> None:
    at_hand.named(desk=POLICE)
    case_id = factories.hand_over().case_id
    at_hand.agree(case_id, POLICE)
    day = clock.today() - timedelta(days=days_ago) if days_ago is not None else None
    wanted = Wanted(states.PRESUMED, recovery=recovery, recovery_on=day)
    pk = decision_requests.send(case_id=case_id, wanted=wanted, sheet=at_hand.SHEET, by=ASKS)
    row = Request.objects.defer("sheet").get(pk=pk)
    assert (row.recovery, row.recovery_on) == (kept, day if kept else None)
    with pytest.raises(DatabaseError), transaction.atomic():
        Request.objects.filter(pk=pk).update(recovery="taken")


@pytest.mark.capability("D4")
@pytest.mark.parametrize(
    ("recovery", "days_ahead", "code"),
    [("perhaps", 0, "recovery"), ("offered", None, "recovery_on"), ("offered", 1, "recovery_on")],
)
def test_an_answer_on_time_to_recover_has_a_day_that_has_come(recovery: str, days_ahead: int | None, code: str) -> None:
    day = clock.today() + timedelta(days=days_ahead) if days_ahead is not None else None
    wanted = Wanted(states.PRESUMED, recovery=recovery, recovery_on=day)
    refuses(lambda: decision_requests.recovered(wanted), NotValid, code)


@pytest.mark.capability("D4")
def test_a_body_that_does_not_enforce_is_sent_no_word_of_recovery() -> None:
    at_hand.named()
    case_id = factories.hand_over().case_id
    at_hand.agree(case_id)
    wanted = Wanted(states.PRESUMED, recovery="offered", recovery_on=clock.today())
    pk = decision_requests.send(case_id=case_id, wanted=wanted, sheet=at_hand.SHEET, by=ASKS)
    assert Request.objects.defer("sheet").get(pk=pk).recovery is None


@pytest.mark.capability("D4")
def test_the_page_asks_for_it_before_police_only_and_counsel_sees_what_was_said(sit: Sit) -> None:
    at_hand.named(desk=POLICE)
    case_id = factories.hand_over().case_id
    at_hand.agree(case_id, POLICE)
    at = f"/determinations/cases/{case_id}/ask/presumed/"
    page = sit(ASKS).get(at).content.decode()
    assert "Time to recover, before anything is said there" in page
    assert "No entry in force says how long it lasts: this is to be verified" in page
    answer = sit(ASKS).post(at, {"do": "read", "recovery": "offered", "recovery_on": "soon", "why": "Canary"})
    assert answer.status_code == 422
    wanted = Wanted(states.PRESUMED)
    decision_requests.send(case_id=case_id, wanted=wanted, sheet=at_hand.SHEET, by=ASKS)
    chain = sit(COUNSEL).get(f"/determinations/cases/{case_id}/").content.decode()
    assert "Nothing is said of time to recover. Ask whether it was offered." in chain
