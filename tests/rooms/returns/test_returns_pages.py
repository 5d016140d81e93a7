"""The page of going and staying: one next step, the strongest sentence in plain words, nothing for a shut desk."""

import re
from typing import Any

import pytest
from django.urls import reverse

from himaya.cases.models import Case
from himaya.institutions.models import Desk
from himaya.kernel import clock
from himaya.returns import rules, states
from himaya.returns.models import ReturnLine, VoluntaryReturn
from tests import cast
from tests.pages import body
from tests.rooms.returns import gone
from tests.rooms.returns import gone_later as later
from tests.rooms.returns.gone import BY, SECOND
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("F1")

TALK = {"do": "talk", "points": ["yours"], "language": "fr", "interpreter": "none", "talk_words": "Canary talk"}
FEAR = {"do": "fear", **dict.fromkeys(rules.FEARS, "no"), "fear_words": "Canary fear"}
CHOICE = {"do": "choose", "way": "origin", "country": gone.COUNTRY, "choice_words": "Canary choice"}
SHEET = {f"{way}-{one}": "safe" for way in ("stay", "origin") for one in rules.QUESTIONS}
PARTNER = {**{f"partner-{one}": "safe" for one in rules.QUESTIONS}, "who": "Canary desk", "on": "2026-11-24"}


def at(case: Case, page: str = "of_case") -> str:
    return reverse(f"returns:{page}", args=[case.pk])


def goes(answer: Any, case: Case) -> None:
    assert (answer.status_code, answer.headers.get("Location")) == (302, at(case)), answer.content.decode()[-3000:]


@pytest.mark.parametrize("page", ["casework:case", "plans:plan", "safety:plan"])
def test_it_is_one_tap_away(sit: Sit, page: str) -> None:
    case = gone.case()
    assert f'href="{at(case)}"' in body(sit(BY).get(reverse(page, args=[case.pk])))


def test_the_whole_way_on_the_page(sit: Sit) -> None:
    case, client = gone.case(), sit(BY)
    empty = body(client.get(at(case)))
    assert "model, not adopted" in empty
    assert "Begin to talk about it" in empty
    goes(client.post(at(case), {"do": "open"}), case)
    for step, says in (
        (TALK, "Ask about fear"),
        (FEAR, "Ask what the person chooses"),
        (CHOICE, "Weigh the chosen way"),
    ):
        goes(client.post(at(case), step), case)
        assert says in body(client.get(at(case)))
    goes(client.post(at(case, "weigh"), SHEET), case)
    assert "Ask a partner" in body(client.get(at(case)))
    goes(client.post(at(case, "partner"), PARTNER), case)
    assert "Assess the risk of a return" in body(client.get(at(case)))
    gone.at_risk(case.pk)
    for one in rules.NEEDED:
        assert "Let a desk there promise" in body(client.get(at(case)))
        goes(client.post(at(case), {"do": "confirm", "service": one, "who_confirms": "Canary shelter"}), case)
    page = body(client.get(at(case)))
    assert "Two people sign" in page
    (seen,) = re.findall(r'name="seen" value="(\d+)"', page)
    goes(client.post(at(case), {"do": "sign", "seen": seen}), case)
    again = body(client.get(at(case)))
    assert "You signed first" in again
    assert 'aria-disabled="true"' in again
    lead = sit(SECOND)
    (seen,) = re.findall(r'name="seen" value="(\d+)"', body(lead.get(at(case))))
    goes(lead.post(at(case), {"do": "sign", "seen": seen}), case)
    assert VoluntaryReturn.objects.get().state == states.PREPARING
    for said in ("Canary talk", "Canary fear", "Canary choice", "Canary shelter", gone.COUNTRY):
        assert said in again
    assert "Canary" not in re.findall(r"<title>(.*?)</title>", again)[0]


def test_the_strongest_sentence_in_plain_words(sit: Sit) -> None:
    case, client = gone.case(), sit(BY)
    gone.to_weighing(case.pk)
    assert "Something stands" not in body(client.get(at(case)))
    gone.weighed(case.pk, retaliation=rules.GRAVE)
    page = body(client.get(at(case)))
    assert "Revenge and pressure: Grave" in page
    assert "forbidden" not in re.sub(r"It is never forbidden\.", "", page)
    day = (clock.today().replace(day=30)).isoformat()
    said = {"do": "not_now", "reasons": ["danger"], "alternatives": ["stay_with_plan"], "review_on": day}
    goes(client.post(at(case), {**said, "not_now_words": "Canary why"}), case)
    page = body(client.get(at(case)))
    assert "We look at it again on 30 November 2026. You can ask at any time." in re.sub(r"<.*?>", "", page)
    assert "There is a grave danger there" in page
    assert "Stay here, with help and the plan going on" in page


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({**TALK, "points": []}, "points"),
        ({**TALK, "interpreter": ""}, "interpreter"),
        ({**FEAR, "asylum": ""}, "asylum"),
        ({**CHOICE, "country": ""}, "country"),
        ({**CHOICE, "choice_words": "Canary " * 400}, "choice_words"),
        ({"do": "alone", "alone_words": "Canary"}, "plan"),
        ({"do": "end", "end_words": "Canary"}, "reason"),
        ({"do": "confirm", "service": "met", "service_words": "Canary"}, "who_confirms"),
        ({"do": "not_now", "reasons": ["danger"], "not_now_words": "Canary"}, "alternatives"),
    ],
)
def test_what_is_missing_keeps_what_was_typed_and_leads_to_its_field(
    sit: Sit, form: dict[str, Any], field: str
) -> None:
    case = gone.case()
    gone.to_weighing(case.pk)
    page = body(sit(BY).post(at(case), form), 422)
    assert f'href="#{field}"' in page
    assert f'id="{field}"' in page
    assert "Canary" in page
    for name in form.get("points", []) + form.get("reasons", []):
        assert re.search(rf'value="{name}" checked', page)


@pytest.mark.parametrize(
    ("page", "form"), [("weigh", {}), ("partner", {**PARTNER, "who": ""}), ("partner", {**PARTNER, "on": "x"})]
)
def test_a_sheet_with_a_gap_comes_back_whole(sit: Sit, page: str, form: dict[str, str]) -> None:
    case = gone.case()
    gone.to_weighing(case.pk)
    again = body(sit(BY).post(at(case, page), {**form, "words": "Canary sheet"}), 422)
    assert "Canary sheet" in again
    assert again.count(" checked") == sum(one.startswith("partner-") for one in form)


def test_what_is_not_the_moment_is_said_and_nothing_is_lost(sit: Sit) -> None:
    case, client = gone.case(), sit(BY)
    assert "Nothing runs here" in body(client.post(at(case), TALK), 409)
    gone.opened(case.pk)
    assert "Canary choice" in body(client.post(at(case), CHOICE), 409)
    page = body(client.post(at(case, "weigh"), {**SHEET, "words": "Canary sheet"}), 409)
    assert "Canary sheet" in page
    assert page.count(" checked") == len(SHEET)
    assert ReturnLine.objects.count() == 0


def test_a_yes_to_a_fear_says_what_follows(sit: Sit) -> None:
    case, client = gone.case(), sit(BY)
    gone.to_signing(case.pk)
    goes(client.post(at(case), {**FEAR, "asylum": "yes"}), case)
    page = body(client.get(at(case)))
    assert "no consulate is contacted" in page
    assert 'aria-disabled="true"' in page


def test_a_childs_page_says_which_step_comes_first(sit: Sit) -> None:
    case = gone.child()
    gone.to_signing(case.pk)
    page = body(sit(BY).get(at(case)))
    assert "what is best for the child is decided first" in page
    assert 'aria-disabled="true"' in page
    assert 'value="sign"' not in page


def test_a_closed_file_is_read_and_not_written(sit: Sit) -> None:
    case = gone.case()
    gone.to_weighing(case.pk)
    gone.closed(case.pk)
    client = sit(BY)
    page = body(client.get(at(case)))
    assert "This file is closed" in page
    assert "Canary choice" in page
    assert 'name="do"' not in page
    body(client.post(at(case), TALK), 409)


@pytest.mark.parametrize("kind", ["police", "prosecution", "consulate", "state"])
def test_a_shut_desk_has_no_page_and_no_word_of_it(sit: Sit, kind: str) -> None:
    case = gone.case()
    gone.opened(case.pk)
    client = sit(BY)
    Desk.objects.filter(pk=BY.desk_id).update(kind=kind)
    for page in ("of_case", "weigh", "partner"):
        assert client.get(at(case, page)).status_code == 404
        assert client.post(at(case, page), TALK).status_code == 404
    assert at(case) not in client.get(reverse("casework:case", args=[case.pk])).content.decode()


def test_other_desks_and_strange_words_find_nothing(sit: Sit) -> None:
    case = gone.case()
    assert sit(cast.SHELTER).get(at(case)).status_code == 404
    assert sit(BY).post(at(case), {"do": "strange"}).status_code == 404


def test_the_next_step_of_a_child_is_what_is_owed_and_not_that_it_is_not_arranged(sit: Sit) -> None:
    """Seen red while the page said “not now” of every child who chose to go."""
    case, client = gone.child(), sit(BY)
    gone.to_weighing(case.pk)
    owed, not_now = "First what is owed of a child", "Something stands against it"
    page = body(client.get(at(case)))
    assert owed in page
    assert not_now not in page
    later.decided(case.pk)
    assert owed in body(client.get(at(case)))
    later.heard(case.pk)
    later.family(case.pk)
    assert "Weigh the chosen way" in body(client.get(at(case)))
    # What no step of ours settles is said, with what there is instead.
    later.decided(case.pk, "against_return")
    assert not_now in body(client.get(at(case)))
    later.decided(case.pk)
    later.heard(case.pk, view="wishes_not")
    assert not_now in body(client.get(at(case)))
