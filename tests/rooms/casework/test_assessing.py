"""A case keeps its version; another one is offered, never forced; assessing again begins empty, is kept at the end."""

import re
from collections.abc import Mapping
from typing import Any

import pytest
from django.test import Client

from himaya.cases.models import Case, Submission
from himaya.coordination.actions import releases
from himaya.instruments.actions import pilots, versions
from himaya.instruments.models import InForce
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM
from himaya.kernel.models import AuditEvent
from tests import cast, factories
from tests.rooms.coordination import at_the_table
from tests.rooms.coordination import releases_at_hand as hand
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("A7")

NEW = "Is somebody else holding their papers?"
OLD = "Somebody else holds their papers"


def body(answer: Any, status: int = 200) -> str:
    assert answer.status_code == status, answer.content.decode()[-600:]
    return re.sub(r"</?bdi[^>]*>", "", answer.content.decode())


def case_page() -> str:
    return f"/casework/cases/{Case.objects.get().pk}/"


def form_page() -> str:
    return f"{case_page()}assess/first-line-labour/"


def carried(page: Any, go: str, **answers: str) -> dict[str, str]:
    """What a browser posts from this page: its hidden fields and what is ticked now."""
    found = dict(re.findall(r'<input type="hidden" name="(?!csrf)([^"]+)" value="([^"]*)"', page.content.decode()))
    return {**found, **answers, "go": go}


def through(client: Client, answers: Mapping[str, str]) -> Any:
    """From the first screen to the last button."""
    page = client.get(form_page())
    while 'value="keep"' not in page.content.decode():
        page = client.post(form_page(), carried(page, "next", **answers))
    return client.post(form_page(), carried(page, "keep", **answers))


def test_an_open_case_keeps_its_version_and_another_one_is_offered(sit: Sit) -> None:
    factories.hand_over()
    client = sit(cast.INSPECTOR)
    assert "Assess again" not in body(client.get(case_page()))
    factories.next_version(q08=NEW)
    page = body(client.get(case_page()))
    assert "Another version is in force since 24 November 2026" in page
    assert "you need not" in page
    assert Submission.objects.count() == 1


def test_old_answers_are_read_in_the_words_of_their_own_version_for_ever(sit: Sit) -> None:
    factories.hand_over()
    client = sit(cast.INSPECTOR)
    shown = {"show": "answers", "purpose": "give_service"}
    before = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", body(client.post(case_page(), shown)))
    factories.next_version(q08=NEW)
    factories.next_version(q03="Another question about health")
    page = body(client.post(case_page(), shown))
    assert re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", page) == before
    assert NEW not in page
    assert "Version first-line-labour 2" in page


def test_assessing_again_begins_empty_and_opens_nothing(sit: Sit) -> None:
    factories.hand_over()
    factories.next_version(q08=NEW)
    readings = AuditEvent.objects.exclude(purpose="").count()
    page = body(sit(cast.INSPECTOR).get(form_page()))
    assert "checked" not in page
    assert "Injury" in page  # The answer to choose, not the one that was given.
    assert AuditEvent.objects.exclude(purpose="").count() == readings


def test_what_changed_stands_before_the_first_question(sit: Sit) -> None:
    factories.hand_over()
    factories.next_version(q08=NEW)
    page = body(sit(cast.INSPECTOR).get(form_page()))
    assert "New question" in page
    assert "No longer asked" in page
    assert NEW in page


def test_a_whole_assessment_is_kept_once_beside_the_old_one(sit: Sit) -> None:
    factories.hand_over()
    factories.next_version(q08=NEW)
    client = sit(cast.INSPECTOR)
    done = through(client, {"q01": "yes", "q02": "yes", "q06": "adult", "q08": "yes"})
    assert done.headers["Location"] == case_page()
    page = body(client.get(case_page()))
    assert "kept beside the earlier ones" in page
    assert "Act now" in page
    assert Submission.objects.count() == 2
    answers = body(client.post(case_page(), {"show": "answers", "purpose": "give_service"}))
    assert NEW in answers
    assert "FL-08B" in answers
    assert "Version first-line-labour 2" in answers


def test_pressing_the_last_button_twice_keeps_one(sit: Sit) -> None:
    factories.hand_over()
    factories.next_version()
    client = sit(cast.INSPECTOR)
    page = client.get(form_page())
    last = {**carried(page, "keep"), "screen": "3", "q01": "yes"}
    first, second = client.post(form_page(), last), client.post(form_page(), last)
    assert first.headers["Location"] == second.headers["Location"] == case_page()
    assert Submission.objects.count() == 2


def test_going_back_loses_nothing_and_what_was_heard_stays_heard(sit: Sit) -> None:
    factories.hand_over()
    factories.next_version()
    client = sit(cast.INSPECTOR)
    page = client.post(form_page(), carried(client.get(form_page()), "next", q01="yes", q02="no"))
    page = client.post(form_page(), carried(page, "next", q06="adult", q08="yes"))
    page = client.post(form_page(), carried(page, "back", q11="unknown"))
    page = client.post(form_page(), carried(page, "back", q06="child", q08="yes"))
    text = page.content.decode()
    assert re.search(r'id="q01-yes"[^>]* checked', text)
    assert '<input type="hidden" name="q06" value="child">' in text
    assert '<input type="hidden" name="q11" value="unknown">' in text


def test_an_answer_that_was_never_offered_is_asked_again(sit: Sit) -> None:
    factories.hand_over()
    factories.next_version()
    client = sit(cast.INSPECTOR)
    page = body(client.post(form_page(), carried(client.get(form_page()), "next", q01="perhaps", q02="no")), 422)
    assert "This answer is not one of those offered" in page
    assert re.search(r'id="q02-no"[^>]* checked', page)


def test_a_version_that_comes_into_force_meanwhile_asks_to_look_again_and_keeps_what_fits(sit: Sit) -> None:
    factories.hand_over()
    factories.next_version()
    client = sit(cast.INSPECTOR)
    page = client.get(form_page())
    factories.next_version(q02="A quite different question")
    text = body(client.post(form_page(), carried(page, "keep", q01="yes", q02="yes")), 409)
    assert "Another version came into force while this page was open" in text
    assert re.search(r'id="q01-yes"[^>]* checked', text)
    assert not re.search(r'id="q02-yes"[^>]* checked', text)
    assert Submission.objects.count() == 1


@pytest.mark.parametrize(("name", "value"), [
    ("version", "x"), ("version", "9" * 40), ("screen", "-1"), ("screen", "9999999"), ("instance", "no"), ("go", "?"),
])  # fmt: skip
def test_a_forged_field_breaks_nothing(sit: Sit, name: str, value: str) -> None:
    factories.hand_over()
    factories.next_version()
    client = sit(cast.INSPECTOR)
    answer = client.post(form_page(), {**carried(client.get(form_page()), "next", q01="yes"), name: value})
    assert answer.status_code in (200, 409)
    assert Submission.objects.count() == 1


def test_a_desk_that_tries_a_version_is_offered_that_one_and_others_are_not(sit: Sit) -> None:
    factories.hand_over()
    tried = factories.next_version(in_force=False, q08=NEW)
    pilots.begin(version_id=tried.pk, desk_id="labour-north", by=SYSTEM)
    client = sit(cast.INSPECTOR)
    assert "Another version is tried at this desk since" in body(client.get(case_page()))
    assert "tried at this desk" in body(client.get(form_page()))


def test_without_another_version_there_is_nothing_to_assess(sit: Sit) -> None:
    factories.hand_over()
    client = sit(cast.INSPECTOR)
    assert client.get(form_page()).headers["Location"] == case_page()
    assert client.get(f"{case_page()}assess/first-line-police/").headers["Location"] == case_page()
    assert "Nothing was added" in body(client.get(case_page()))


def test_another_desk_finds_no_case_to_assess(sit: Sit) -> None:
    factories.hand_over()
    factories.next_version()
    for actor in (cast.SHELTER, cast.INSPECTOR_SOUTH):
        assert sit(actor).get(form_page()).status_code == 404
        assert sit(actor).post(form_page(), {"go": "keep"}).status_code == 404


def test_an_adopted_version_says_by_which_decision(sit: Sit) -> None:
    factories.hand_over()
    versions.note_adoption(version_id=InForce.objects.get().version_id, reference="TRI 2, 1", by=SYSTEM)
    assert "adopted: TRI 2, 1" in body(sit(cast.INSPECTOR).get(case_page()))


def test_an_announced_change_stands_on_the_list_of_the_desks_that_use_the_form(sit: Sit) -> None:
    at_the_table.people()
    assert "What changes for you" not in body(sit(cast.INSPECTOR).get("/casework/cases/"))
    row = hand.scheduled()
    page = body(sit(cast.INSPECTOR).get("/casework/cases/"))
    assert "A form of this desk changes on" in page
    assert "Open cases keep their version." in page
    assert "A form of this desk changes on" not in body(sit(cast.OFFICER).get("/casework/cases/"))
    with clock.stopped(row.effective_at or clock.now()):
        releases.go_live(release_id=row.pk, by=cast.SECRETARY)
    assert "A form of this desk changes on" not in body(sit(cast.INSPECTOR).get("/casework/cases/"))
