"""Pages of when to look again and of measures: what was typed stays, and nothing of a person is in an address."""

from datetime import timedelta
from uuid import uuid4

import pytest

from himaya.cases.actions import closures
from himaya.cases.actions.closures import Ending
from himaya.cases.models import Referral
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.risks.models import Measure, RiskEvent
from tests import cast
from tests.pages import body
from tests.rooms.risks.assessed import opened
from tests.rooms.risks.clocked import BY, WORDS, after, looked, noted, planned
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("D2")


def test_an_event_is_noted_and_taken_out_on_the_page(sit: Sit) -> None:
    case = opened()
    page, browser = f"/risks/cases/{case.pk}/clocks/", sit(BY)
    said = {"do": "note", "kind": "hearing", "day": "2026-12-10", "words": WORDS, "instance": str(uuid4())}
    assert WORDS in body(browser.post(page, {**said, "kind": ""}), 422)
    assert browser.post(page, {**said, "day": "soon"}).status_code == 422
    assert browser.post(page, said).status_code == 302
    shown = browser.get(page).content.decode()
    assert WORDS in shown
    assert "9 December 2026" in shown
    row = RiskEvent.objects.get()
    for how, answer in (("", 422), ("not_any_more", 302), ("not_any_more", 409)):
        assert browser.post(page, {"do": "end", "event": str(row.pk), "how": how}).status_code == answer


def test_the_page_of_the_risks_names_the_day_that_the_clocks_do(sit: Sit) -> None:
    """What happened since the last look brings it nearer; a level alone would leave days."""
    case = opened()
    looked(case, "1", "1")
    page, browser = f"/risks/cases/{case.pk}/", sit(BY)
    assert "<b>24 November 2026</b>" not in browser.get(page).content.decode()
    noted(case)
    assert "<b>24 November 2026</b>" in browser.get(page).content.decode()


def test_the_trend_has_a_gap_where_nothing_is_known_and_its_table_says_the_same(sit: Sit) -> None:
    case = opened()
    looked(case, "unknown", "unknown")
    looked(case, "4", "4", occasion="incident")
    looked(case, "1", "1", occasion="periodic")
    shown = sit(BY).get(f"/risks/cases/{case.pk}/clocks/").content.decode()
    assert shown.count("<circle") == 2
    assert shown.count('class="pic-curve"') == 1
    assert shown.count("<tr>") == 4
    assert "Not assessed" in shown


def test_a_measure_is_planned_moved_and_ended_on_the_page(sit: Sit) -> None:
    case = opened()
    page, browser = f"/risks/cases/{case.pk}/measures/", sit(BY)
    due = (clock.today() + timedelta(days=3)).isoformat()
    said = {"do": "plan", "code": "relocation", "domain": "", "owner": BY.desk_id, "due_on": due, "words": WORDS}
    assert WORDS in body(browser.post(page, {**said, "owner": ""}), 422)
    assert browser.post(page, {**said, "due_on": "soon"}).status_code == 422
    assert browser.post(page, said).status_code == 302
    row = {"measure": str(Measure.objects.get().pk)}
    for typed, answer in (
        ({"do": "move", "due_on": ""}, 422),
        ({"do": "move", "due_on": due}, 302),
        ({"do": "drop", "reason": ""}, 422),
        ({"do": "done"}, 302),
        ({"do": "drop", "reason": "not_safe"}, 409),
        ({"do": "burn"}, 404),
    ):
        assert browser.post(page, {**row, **typed}).status_code == answer, typed
    assert "Done" in browser.get(page).content.decode()


def test_what_is_overdue_shows_no_level_and_leads_only_the_desk_to_its_file(sit: Sit) -> None:
    case = opened()
    looked(case, "4", "4")
    with clock.stopped(after(9)):
        own = sit(BY).get("/risks/overdue/").content.decode()
        other = sit(cast.INSPECTOR_SOUTH).get("/risks/overdue/").content.decode()
        none = sit(cast.SHELTER_LEAD).get("/risks/overdue/").content.decode()
        assert sit(cast.SECRETARY).get("/risks/overdue/").status_code == 403
    link = f'href="/risks/cases/{case.pk}/"'
    assert (link in own, link in other, link in none) == (True, False, False)
    assert (case.reference[:4] in other, case.reference[:4] in none) == (True, False)
    assert "Critical" not in own + other


def test_a_closed_file_is_read_and_not_written(sit: Sit) -> None:
    case = opened()
    noted(case)
    planned(case)
    running = list(Referral.objects.filter(case=case).values_list("pk", flat=True))
    closures.close(case_id=case.pk, ending=Ending("goals_reached", {}, left_running=running, knowing=True), by=BY)
    for page, said in (
        ("clocks", {"do": "note", "kind": "move"}),
        ("measures", {"do": "plan", "code": "guardian", "owner": BY.desk_id}),
    ):
        address = f"/risks/cases/{case.pk}/{page}/"
        shown = sit(BY).get(address)
        assert shown.status_code == 200
        assert WORDS in shown.content.decode()
        assert b'value="note"' not in shown.content
        assert sit(BY).post(address, said).status_code == 409


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_pages_stand_in_each_language(sit: Sit, language: str) -> None:
    case = opened()
    looked(case)
    looked(case, "2", "3", occasion="periodic")
    noted(case)
    planned(case)
    for page in (f"/risks/cases/{case.pk}/clocks/", f"/risks/cases/{case.pk}/measures/", "/risks/overdue/"):
        answer = sit(BY, language).get(page)
        assert answer.status_code == 200
        assert len(answer.content) < 60_000


@pytest.mark.parametrize("who", [cast.LABOUR_LEAD, cast.INSPECTOR, cast.SHELTER_LEAD])
def test_the_tasks_of_a_desk_lead_to_what_is_overdue(sit: Sit, who: Actor) -> None:
    client = sit(who)
    assert 'href="/risks/overdue/"' in client.get("/tasks/desk/").content.decode()
    assert client.get("/risks/overdue/").status_code == 200


@pytest.mark.parametrize("who", [cast.SECRETARY, cast.AUDITOR, cast.OPERATOR])
def test_whoever_has_no_such_page_is_not_led_to_it(sit: Sit, who: Actor) -> None:
    client = sit(who)
    assert client.get("/risks/overdue/").status_code == 403
    for address in ("/", "/tasks/desk/", "/account/"):
        assert "/risks/overdue/" not in client.get(address, follow=True).content.decode()
