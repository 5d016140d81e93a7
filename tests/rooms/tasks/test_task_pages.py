"""The pages of tasks: given from a case, done in one tap, nothing lost, nothing shown to whom it is not."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from himaya.cases.actions import exclusions, referrals
from himaya.kernel import clock
from himaya.kernel.models import AuditEvent
from himaya.tasks.actions import tasks, times
from himaya.tasks.actions.tasks import Wish
from himaya.tasks.models import CalendarFeed, Task, Times
from tests import cast, factories
from tests.pages import body

pytestmark = pytest.mark.capability("E6")


def test_a_task_is_given_from_a_case_and_done_in_one_tap(sit: Any) -> None:
    case = factories.hand_over().case_id
    client: Client = sit(cast.INSPECTOR)
    at = f"/tasks/cases/{case}/"
    assert f'href="{at}"' in body(client.get(f"/casework/cases/{case}/consents/"))
    typed = {"kind": "", "text": "Canary pharmacy", "due_on": "2026-12-01", "due_hour": "14:30", "to": ""}
    page = body(client.post(f"{at}give/", typed), 422)
    for kept in ('value="Canary pharmacy"', 'value="2026-12-01"', 'value="14:30"', 'href="#task-kind"'):
        assert kept in page
    for wrong, place in ({"due_on": "soon"}, "due_on"), ({"due_on": ""}, "due_on"), ({"to": "x"}, "to"):
        assert f'href="#{place}"' in body(client.post(f"{at}give/", {**typed, "kind": "call_back", **wrong}), 422)
    colleague = str(cast.INSPECTOR_COLLEAGUE.account_id)
    given = client.post(f"{at}give/", {**typed, "kind": "call_back", "to": colleague})
    one = given.headers["Location"]
    assert "Canary" not in one
    for address in (at, "/tasks/", "/tasks/desk/", "/tasks/notices/"):
        assert "Canary pharmacy" not in body(client.get(address)), "lists show no sentence"
    before = AuditEvent.objects.filter(action="task.read").count()
    page = body(client.get(one))
    assert "Canary pharmacy" in page
    assert AuditEvent.objects.filter(action="task.read").count() == before + 1
    assert "This task is with a colleague" in page
    assert client.post(f"{one}done/").status_code == 403
    hers = sit(cast.INSPECTOR_COLLEAGUE)
    listed = body(hers.get("/tasks/"))
    assert f'action="{one}done/"' in listed
    assert "1 notice</b>" in listed
    assert "1 notice" not in body(client.get("/tasks/"))
    assert "/tasks/notices/" in hers.post("/tasks/notices/read/").headers["Location"]
    assert "notice</b>" not in body(hers.get("/tasks/"))
    assert hers.post(f"{one}done/").headers["Location"] == "/tasks/"
    assert "Done. It is off the list." in body(hers.get("/tasks/"))
    assert "done already" in body(hers.post(f"{one}done/"), 409)
    assert "Canary pharmacy" not in body(client.get(at))


def test_for_whom_a_conflict_keeps_out_there_is_no_page_and_no_list_says_so(sit: Any) -> None:
    case = factories.hand_over().case_id
    kept = cast.INSPECTOR_COLLEAGUE.account_id
    task = tasks.give(wish=Wish("call_back", to=kept), case_id=case, by=cast.INSPECTOR)
    assert isinstance(kept, UUID)
    exclusions.add(case_id=case, account_id=kept, reason="family", by=cast.LABOUR_LEAD)
    hers = sit(cast.INSPECTOR_COLLEAGUE)
    for address in (f"/tasks/{task}/", f"/tasks/cases/{case}/", f"/tasks/cases/{case}/give/"):
        assert hers.get(address).status_code == 404
    assert hers.post(f"/tasks/{task}/done/").status_code == 404
    assert str(task) not in body(hers.get("/tasks/")) + body(hers.get("/tasks/desk/"))
    client = sit(cast.INSPECTOR)
    chosen = f'<option value="{kept}"'
    for address in (f"/tasks/cases/{case}/give/", f"/tasks/{task}/", "/tasks/give/"):
        assert chosen in body(client.get(address)), "seen red: left out of the list of one file"

    times.go_away(until=clock.today(), by=cast.LABOUR_LEAD)
    for nobody in (kept, cast.LABOUR_LEAD.account_id, uuid4()):
        page = body(client.post(f"/tasks/cases/{case}/give/", {"kind": "prepare", "to": str(nobody)}), 422)
        assert 'href="#to"' in page
        assert "This cannot go to that colleague today." in page, "kept out, away, unknown: one answer"
    assert str(task) in body(client.get("/tasks/desk/"))


def test_own_times_and_the_address_of_a_calendar(sit: Any) -> None:
    client: Client = sit(cast.INSPECTOR, "fr")
    typed = {"quiet_from": "21:30", "quiet_to": "x", "away_until": "2026-11-30"}
    page = body(client.post("/tasks/settings/", typed), 422)
    assert 'value="21:30"' in page
    assert 'value="2026-11-30"' in page
    past = {"quiet_from": "21:30", "quiet_to": "06:00", "away_until": "2026-11-01"}
    assert 'href="#away_until"' in body(client.post("/tasks/settings/", past), 422)
    assert Times.objects.filter(quiet_from="21:30").count() == 0, "half of it is not kept"
    client.post("/tasks/settings/", {**past, "away_until": "2026-11-30"})
    row = Times.objects.get(account=cast.INSPECTOR.account_id)
    assert (f"{row.quiet_from:%H:%M}", str(row.away_until)) == ("21:30", "2026-11-30")
    made = body(client.post("/tasks/calendar/", {"do": "make"}))
    address = made.split("http://testserver")[1].split("<")[0]
    assert Client().get(address).status_code == 200
    assert address not in body(client.get("/tasks/calendar/")), "it is shown once"
    client.post("/tasks/calendar/", {"do": "revoke"})
    assert Client().get(address).status_code == 404
    assert CalendarFeed.objects.get().mark not in address


def test_a_receiver_gives_a_task_from_its_referral(sit: Any) -> None:
    referral = factories.referral_to_shelter()
    client: Client = sit(cast.SHELTER)
    at = f"/tasks/referrals/{referral}/give/"
    assert at in body(client.get(f"/casework/referrals/{referral}/"))
    one = client.post(at, {"kind": "accompany", "text": "Canary bus"}).headers["Location"]
    page = body(client.get(one))
    assert f"/casework/referrals/{referral}/" in page
    assert f"/casework/cases/{Task.objects.get().case_id}" not in page, "the case is not its"
    assert sit(cast.INSPECTOR).get(one).status_code == 404


def test_the_page_of_a_task_whose_ground_has_ended_says_only_that(sit: Any) -> None:
    """Seen red: its sentence, its history and its link to the referral stood there."""
    referral = factories.referral_to_shelter()
    client: Client = sit(cast.SHELTER)
    at = f"/tasks/referrals/{referral}/give/"
    one = client.post(at, {"kind": "accompany", "text": "Canary bus"}).headers["Location"]
    assert "Canary bus" in body(client.get(one))
    referrals.withdraw(referral_id=referral, by=cast.INSPECTOR)
    page = body(client.get(one))
    assert "can be read here any more" in page
    for hidden in ("Canary", "Go along", str(referral), 'class="timeline"', "Pass it on"):
        assert hidden not in page, hidden
    assert client.post(f"{one}done/").status_code == 302
    assert "Canary" not in body(client.get(one))
