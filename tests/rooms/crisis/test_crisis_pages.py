"""The page when a life is in danger: one tap away, the acts always there, nothing that looks like a level."""

import re
from typing import Any

import pytest
from django.urls import reverse

from himaya.cases.actions import closures
from himaya.cases.actions.closures import Ending
from himaya.cases.models import Referral
from himaya.crisis import rules
from himaya.crisis.models import CrisisAct, CrisisRound
from himaya.kernel import clock
from tests import cast
from tests.pages import body
from tests.rooms.crisis import looked
from tests.rooms.crisis.looked import BY
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("D5")

LOOK = {"way": "with_them", "within": "24"}
DONE = {"do": "record", "acts": ["stay", "means"], "stays": "colleague", "told": "told", "done_words": "Canary ward"}


def at(case: Any) -> str:
    return f"/crisis/cases/{case.pk}/"


def acts(page: str) -> list[str]:
    (found,) = re.findall(r"<ol class=\"rows\">(.*?)</ol>", page, re.DOTALL)
    return [re.sub(r"<.*?>", "", one).strip()[:24] for one in re.findall(r"<li>(.*?)</li>", found, re.DOTALL)]


@pytest.mark.parametrize("page", ["casework:case", "plans:first_days", "plans:plan", "tasks:of_case"])
def test_it_is_one_tap_away(sit: Sit, page: str) -> None:
    case = looked.case()
    assert f'href="{at(case)}"' in body(sit(BY).get(reverse(page, args=[case.pk])))


def test_the_whole_way_on_the_page(sit: Sit) -> None:
    case, client = looked.case(), sit(BY)
    empty = body(client.get(at(case)))
    assert "model, not adopted" in empty
    assert "to be verified" in empty
    assert len(acts(empty)) == len(rules.ACTS)
    assert client.post(at(case), {"do": "begin", "plan": "no", "means": "no", **LOOK}).headers["Location"] == at(case)
    calmer = body(client.get(at(case)))
    assert sorted(acts(calmer)) == sorted(acts(empty))
    assert acts(calmer) != acts(empty)
    assert "Somebody looks again until" in calmer
    assert client.post(at(case), DONE).status_code == 302
    page = body(client.get(at(case)))
    assert "Canary ward" in page
    assert (
        client.post(at(case), {"do": "look_again", "plan": "yes", "words": "Canary night", **LOOK}).status_code == 302
    )
    assert acts(body(client.get(at(case)))) == acts(empty)
    refused = body(client.post(at(case), {"do": "end", "words": "Canary kept", **LOOK}), 409)
    assert "second look" in refused
    assert "Canary kept" in refused
    assert sit(cast.INSPECTOR_COLLEAGUE).post(at(case), {"do": "end", **LOOK}).status_code == 302
    assert (CrisisRound.objects.count(), CrisisAct.objects.count()) == (3, 1)
    assert client.post(at(case), {"do": "dance"}).status_code == 404


def test_what_is_missing_is_named_and_what_was_typed_stays(sit: Sit) -> None:
    case, client = looked.case(), sit(BY)
    page = body(client.post(at(case), {"do": "begin", "words": "Canary night", "thoughts": "yes"}), 422)
    assert 'href="#way"' in page
    assert "Canary night" in page
    looked.begun(case.pk)
    page = body(client.post(at(case), {**DONE, "stays": ""}), 422)
    assert 'href="#stays"' in page
    assert "Canary ward" in page
    assert page.count("checked") >= 3


def test_nothing_on_the_page_looks_like_a_level(sit: Sit) -> None:
    case, client = looked.case(), sit(BY)
    for plan in rules.ANSWERS:
        if CrisisRound.objects.exists():
            looked.again(case.pk)
        else:
            looked.begun(case.pk)
        client.post(at(case), {"do": "look_again", **dict.fromkeys(rules.ASKS, plan), **LOOK})
        main = body(client.get(at(case))).split("<main", 1)[1].casefold()
        for word in ("score", "level", "high risk", "low risk", "moderate", "critical", "%"):
            assert word not in main, word
    assert re.search(r"<title>(.*?)</title>", body(client.get(at(case))))[1] == "Work"  # type: ignore[index]


def test_a_child_is_spoken_to_as_a_child_and_its_circuit_stands_beside(sit: Sit) -> None:
    child = looked.child()
    page = body(sit(BY).get(at(child)))
    assert "Do not leave the child alone" in page
    assert "child circuit" in page
    assert 'value="child_protection"' in page
    assert "before any call to parents" in page
    assert "child circuit" not in body(sit(BY).get(at(looked.case())))


def test_on_a_closed_file_the_acts_stay_and_what_was_typed_is_not_lost(sit: Sit) -> None:
    case, client = looked.case(), sit(BY)
    running = tuple(Referral.objects.filter(case=case).values_list("pk", flat=True))
    closures.close(case_id=case.pk, ending=Ending("goals_reached", left_running=running, knowing=True), by=BY)
    page = body(client.get(at(case)))
    assert len(acts(page)) == len(rules.ACTS)
    assert "Act all the same" in page
    assert 'name="do"' not in page
    refused = body(client.post(at(case), {"do": "begin", "words": "Canary night", **LOOK}), 409)
    assert "call the emergency service" in refused


def test_it_is_no_page_for_another_desk(sit: Sit) -> None:
    case = looked.case()
    for stranger in (cast.SHELTER, cast.NURSE, cast.INSPECTOR_SOUTH, cast.OFFICER):
        assert sit(stranger).get(at(case)).status_code == 404
    assert sit(cast.SECRETARY).get(at(case)).status_code == 403


@pytest.mark.parametrize("how", ["closed", "ended"])
def test_what_was_done_comes_back_where_the_file_was_closed_or_the_looks_ended_meanwhile(sit: Sit, how: str) -> None:
    """Seen red with `{% if open %}` and `{% if due %}` before the forms, as they stood."""
    case, client = looked.case(), sit(BY)
    looked.begun(case.pk)
    if how == "closed":
        type(case).objects.filter(pk=case.pk).update(state="closed", closed_on=clock.today())
    else:
        looked.ended(case.pk, by=cast.INSPECTOR_COLLEAGUE)
    page = body(client.post(at(case), DONE), 409)
    assert "Canary ward" in page
    assert 'value="means" checked' in page
    assert not CrisisAct.objects.exists()
    if how == "closed":
        page = body(client.post(at(case), {"do": "look_again", "words": "Canary look", **LOOK}), 409)
        assert "Canary look" in page
