"""The two pages, the word beside a name, and the card on one's own list; nothing of it in anybody else's hands."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM
from himaya.staff_care import queries
from himaya.staff_care.actions import caseload_caps, desk_supervisions, own_care
from himaya.tasks.actions import tasks
from himaya.tasks.actions.tasks import Wish
from himaya.tasks.models import Task
from tests import cast, factories
from tests.pages import body
from tests.rooms.staff_care.carried import BY, CAP, LEAD, OTHER, account, compared, enough, hard_look, opened

pytestmark = pytest.mark.capability("D4")
MINE, DESK_PAGE, LIST = "/staff-care/", "/staff-care/desk/", "/tasks/"
CARD = "Something is there for you"
OFFER = "Would you like to talk with somebody?"
ABOVE = "above the cap"


def test_ones_own_number_stands_on_ones_own_page_with_what_it_counts(sit: Any) -> None:
    opened(3)
    page = body(sit(BY).get(MINE))
    assert "3 open files are with you." in page
    assert "Your desk has set no cap." in page
    assert "that you opened as a case manager, and files in which a task is with" in page
    assert "0 open files are with you." in body(sit(OTHER).get(MINE))
    caseload_caps.put(cap=CAP, by=LEAD)
    assert "a colleague should carry 5 at most" in body(sit(BY).get(MINE))


def test_the_offer_stands_on_the_page_of_whoever_was_there_and_on_no_other(sit: Any) -> None:
    """Seen red with an offer that stands for everybody."""
    hard_look()
    page = body(sit(BY).get(MINE))
    assert OFFER in page
    for line in ("A compulsory debriefing in a single session is not advised", "If somebody interpreted with you"):
        assert line in page
    # Three buttons that look alike, in one form, and no field.
    form = page.split(OFFER)[1].split("<form")[1].split("</form>")[0]
    assert form.count('class="btn second"') == form.count("<button") == 3
    assert form.count("<input") == form.count('name="csrfmiddlewaretoken"') == 1
    assert CARD in body(sit(BY).get(LIST))
    for somebody in (OTHER, LEAD, cast.INSPECTOR_SOUTH):
        assert OFFER not in body(sit(somebody).get(MINE))
        assert CARD not in body(sit(somebody).get(LIST))
    lead: Client = sit(LEAD)
    for address in (DESK_PAGE, LIST, "/tasks/desk/", "/tasks/notices/"):
        shown = body(lead.get(address))
        assert OFFER not in shown
        assert BY.account_id is not None
        assert str(BY.account_id) not in shown


def test_the_card_names_no_case_and_no_reason(sit: Any) -> None:
    hard_look()
    before = Task.objects.count()
    page = body(sit(BY).get(LIST))
    card = page.split(CARD)[1].split("</section>")[0]
    assert card.startswith(", on your own page.")
    assert "/staff-care/" in card
    assert "/cases/" not in page.split(OFFER)[0].split(CARD)[1].split("</section>")[0]
    assert Task.objects.count() == before


@pytest.mark.parametrize("said", ["done", "not_wanted", "later"])
def test_each_of_the_three_goes_back_to_the_page_with_the_same_sentence(sit: Any, said: str) -> None:
    hard_look()
    client: Client = sit(BY)
    back = client.post(MINE, {"do": said}, follow=True)
    page = body(back)
    assert back.redirect_chain == [(MINE, 302)]
    assert "Thank you. Nothing of this is shown to anybody." in page
    assert OFFER not in page
    assert CARD not in body(client.get(LIST))


def test_supervision_is_kept_and_a_month_later_comes_to_mind(sit: Any) -> None:
    client: Client = sit(BY)
    wrong = body(client.post(MINE, {"do": "supervision", "last": "soon", "coming": "2026-12-15"}), 422)
    assert 'href="#last"' in wrong
    assert 'value="soon"' in wrong
    late = body(client.post(MINE, {"do": "supervision", "last": "2026-11-20", "coming": "2026-11-01"}), 422)
    assert 'href="#coming"' in late
    assert 'value="2026-11-20"' in late
    assert client.post(MINE, {"do": "supervision", "last": "2026-11-20", "coming": ""}).status_code == 302
    assert 'value="2026-11-20"' in body(client.get(MINE))
    assert CARD not in body(client.get(LIST))
    assert "2026-11-20" not in body(sit(LEAD).get(DESK_PAGE))
    own_care.note_supervision(last=clock.today() - timedelta(days=40), coming=None, by=BY)
    assert CARD in body(client.get(LIST))
    assert "A month has passed" in body(client.get(MINE))


def test_the_lead_sets_a_cap_and_a_day(sit: Any) -> None:
    client: Client = sit(LEAD)
    assert "No cap is set here." in body(client.get(DESK_PAGE))
    for typed in ("", "many", "4", "-7", "99999999", "٢"):
        page = body(client.post(DESK_PAGE, {"do": "cap", "cap": typed}), 422)
        assert 'href="#cap"' in page
        assert f'value="{typed}"' in page
    assert client.post(DESK_PAGE, {"do": "cap", "cap": "12"}).status_code == 302
    assert 'value="12"' in body(client.get(DESK_PAGE))
    assert "where fewer than 4 colleagues besides the lead carry files" in body(client.get(DESK_PAGE))
    assert client.post(DESK_PAGE, {"do": "take_off"}).status_code == 302
    body(client.post(DESK_PAGE, {"do": "take_off"}), 409)
    assert 'value="soon"' in body(client.post(DESK_PAGE, {"do": "day", "desk_day": "soon"}), 422)
    assert client.post(DESK_PAGE, {"do": "day", "desk_day": "2026-12-01"}).status_code == 302
    assert "1 December 2026" in body(sit(BY).get(MINE))
    body(client.post(DESK_PAGE, {"do": "strange"}), 404)
    body(client.post(MINE, {"do": "strange"}), 404)
    with clock.stopped(factories.TUESDAY + timedelta(days=8)):
        assert "the day of supervision is over" in body(sit(LEAD).get(LIST))
        assert "the day of supervision is over" not in body(sit(BY).get(LIST))


def test_the_page_of_a_desk_is_its_leads(sit: Any) -> None:
    body(sit(BY).get(DESK_PAGE), 403)
    assert DESK_PAGE not in body(sit(BY).get(MINE))
    assert DESK_PAGE in body(sit(LEAD).get(MINE))
    assert MINE in body(sit(BY).get(LIST))


def test_each_page_promises_what_is_kept(sit: Any) -> None:
    """Seen red: "nobody is shown by name" to a lead who reads a word beside names, and "no officer" with the audit."""
    page = body(sit(LEAD).get(DESK_PAGE))
    assert "Nobody is shown to you by name" not in page
    assert "Where you give a task, “above the cap” may stand beside a name" in page
    assert "That you kept something here, and when, stands in the audit; not what." in body(sit(BY).get(MINE))
    enough()
    compared()
    with clock.stopped(factories.TUESDAY + timedelta(days=28)):
        caseload_caps.weigh(by=SYSTEM)
        caseload_caps.put(cap=7, by=LEAD)
        page = body(sit(LEAD).get(DESK_PAGE))
        assert "it is done at the beginning of next week" in page
        assert "by tomorrow" not in page


def choosing(client: Client, case: UUID, task: UUID) -> dict[str, str]:
    """Each place where a colleague is chosen, as it reads."""
    places = ("/tasks/give/", f"/tasks/cases/{case}/give/", f"/tasks/{task}/")
    return {one: body(client.get(one)) for one in places}


def test_whoever_gives_reads_one_word_beside_the_choice_and_no_number(sit: Any) -> None:
    """Seen red without the hint in the list."""
    enough()
    (case, *_more) = opened(CAP + 1)
    task = tasks.give(wish=Wish("prepare"), case_id=case, by=OTHER)
    client: Client = sit(OTHER)
    assert ABOVE not in "".join(choosing(client, case, task).values())
    compared()
    for address, page in choosing(client, case, task).items():
        choices = page.split('id="to"')[1].split("</select>")[0]
        assert f'value="{account(BY)}">inspector · {ABOVE}</option>' in choices, address
        assert choices.count(ABOVE) == 1, address
        assert "7" not in choices.replace(str(account(BY)), "").split("inspector ·")[1].split("<")[0]
    # It stops nothing.
    assert client.post(f"/tasks/cases/{case}/give/", {"kind": "prepare", "to": str(account(BY))}).status_code == 302
    assert client.post(f"/tasks/{task}/delegate/", {"to": str(account(BY))}).status_code == 302
    assert Task.objects.get(pk=task).assignee_id == account(BY)
    # They know what is read of them, and the lead how many.
    assert "reads “above the cap” beside your name" in body(sit(BY).get(MINE))
    assert "reads “above the cap” beside your name" not in body(sit(OTHER).get(MINE))
    page = body(sit(LEAD).get(DESK_PAGE))
    assert "1 colleague was above it" in page
    assert "inspector" not in page.split("<main")[1]


def test_at_a_small_desk_no_word_stands_beside_a_name(sit: Any) -> None:
    """Seen red with the number of colleagues left out of the rule."""
    (case, *_more) = opened(CAP + 2)
    task = tasks.give(wish=Wish("prepare"), case_id=case, by=OTHER)
    compared()
    caseload_caps.weigh(by=SYSTEM)
    assert ABOVE not in "".join(choosing(sit(OTHER), case, task).values())
    assert "reads “above the cap” beside your name" not in body(sit(BY).get(MINE))


def test_the_pages_speak_three_languages(sit: Any) -> None:
    hard_look()
    desk_supervisions.set_day(day=clock.today(), by=LEAD)
    for language, offer, lead in (
        ("fr", "Souhaitez-vous en parler avec quelqu’un", "Prendre soin des collègues du guichet"),
        ("ar", "هل ترغبون في الحديث مع أحد؟", "العناية بالزملاء في المكتب"),
    ):
        assert offer in body(sit(BY, language).get(MINE))
        assert lead in body(sit(LEAD, language).get(DESK_PAGE))
    assert queries.offer_stands(BY)
