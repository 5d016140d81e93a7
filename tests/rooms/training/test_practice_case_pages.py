"""The pages of practice: in the demo they seat and lead, in a nation's installation nothing of practice can be done."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import get_resolver, reverse

from himaya.institutions.models import Account, Desk, Membership
from himaya.kernel.models import AuditEvent
from himaya.kernel.places import ROOT
from himaya.ops import cli, commands
from himaya.training.practice_cases import practice_cases
from himaya.web.training.practice_cases import PLACES
from himaya.web.training.way_back import FIELD, PLAYED
from tests import cast
from tests.rooms.training import at_hand
from tests.signed_in import Sit

pytestmark = [pytest.mark.django_db, pytest.mark.capability("G1", "X9")]
LIST = "/training/practice/"
# The only modules that open a case: they read files and show them.
OPENING = {"web/training/practice_cases.py", "web/training/way_back.py", "ops/content_check.py"}


@pytest.fixture(name="seated")
def _seated(stage: None) -> Account:
    """An account of the demo's name at a desk of the cast."""
    account = Account.objects.create(username="inspection-nord")
    Membership.objects.create(
        account=account,
        desk=Desk.objects.get(pk="labour-north"),
        roles=["front_line"],
        valid_from=at_hand.at_the_table.SINCE,
    )
    return account


def main_of(page: str) -> str:
    return page.split("<main", 1)[1].split("</main>", 1)[0]


def addresses() -> list[str]:
    return [LIST, *(reverse("training:practice_case", args=[name]) for name in practice_cases())]


def test_in_the_demo_a_case_seats_at_its_desk_and_leads_to_its_page(client: Client, seated: Account) -> None:
    page = main_of(client.get(f"{LIST}shelter/").content.decode())
    assert 'action="/account/demo/inspection-nord/"' in page
    assert 'name="next" value="/worried/labour/"' in page
    assert f'name="{FIELD}" value="shelter"' in page
    facts = page.split("<details", 1)[1].split("</details>", 1)[0]
    before, after = page.split("<details", 1)[0], page.split("</details>", 1)[1]
    case = practice_cases()["shelter"]
    for fact in case.facts:
        assert fact.text.fr in facts
        assert fact.text.fr not in before + after


def test_a_desk_that_is_not_in_the_store_is_offered_by_nobody(client: Client, seated: Account) -> None:
    page = main_of(client.get(f"{LIST}shelter/").content.decode())
    assert "/account/demo/asso-accueil/" not in page
    assert "make demo-reset" in page


def test_whoever_sits_down_from_a_case_finds_the_way_back(client: Client, seated: Account) -> None:
    typed = {"next": "/worried/labour/", FIELD: "shelter"}
    client.post("/account/demo/inspection-nord/", typed)
    assert client.session[PLAYED] == "shelter"
    client.post("/account/demo/inspection-nord/", {FIELD: "<script>"})
    assert client.session[PLAYED] == "shelter"


def test_a_first_desk_from_no_case_has_no_way_back(client: Client, seated: Account) -> None:
    client.post("/account/demo/inspection-nord/", {FIELD: "../mine"})
    assert PLAYED not in client.session


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_in_a_nation_no_page_of_practice_offers_a_desk_a_step_or_a_page_of_work(
    client: Client, nation: None, seated: Account, language: str
) -> None:
    """Planted faults: the form stood there without its address; the links to pages of work stayed."""
    client.cookies["l"] = language
    work = {place.address for place in PLACES.values()}
    for address in addresses():
        page = main_of(client.get(address, headers={"accept-language": language}).content.decode())
        assert "make run" in page
        assert "docs/how-to/training-practice.md" in page
        assert "<form" not in page
        assert "<button" not in page
        assert "/account/demo/" not in page
        assert set(re.findall(r'href="([^"]*)"', page)) <= set(addresses())
        assert not any(place in page for place in work)
    for case in practice_cases().values():
        page = main_of(client.get(f"{LIST}{case.id}/", headers={"accept-language": language}).content.decode())
        for line in (*case.steps, *case.facts):
            assert line.text.in_language(language) not in page
        assert case.talk[0].in_language(language) in page


def test_in_a_nation_nothing_is_written_and_nobody_is_seated(client: Client, nation: None, seated: Account) -> None:
    before = AuditEvent.objects.count()
    for address in addresses():
        assert client.get(address).status_code == 200
        for method in (client.post, client.put, client.patch, client.delete):
            assert method(address, {FIELD: "shelter"}).status_code == 405
    assert AuditEvent.objects.count() == before
    for case in practice_cases().values():
        for seat in case.seats:
            answer = client.post(f"/account/demo/{seat.username}/", {FIELD: case.id, "next": "/worried/"})
            assert answer.status_code == 404
    assert "_auth_user_id" not in client.session
    assert PLAYED not in client.session


def test_a_session_of_the_demo_leads_nowhere_in_a_nation(sit: Sit, nation: None) -> None:
    client = sit(at_hand.SECRETARY)
    session = client.session
    session[PLAYED] = "shelter"
    session.save()
    assert "/training/practice/shelter/" not in client.get("/training/").content.decode()


def test_practice_has_two_addresses_that_only_read_and_no_command() -> None:
    named = [
        name for name in get_resolver().namespace_dict["training"][1].reverse_dict if "practice" in str(name)
    ]  # one of them compares institutions (G5)
    assert sorted(named) == ["practice", "practice_case", "practice_cases"]
    assert "practice" not in cli.USAGE
    assert not any("practice" in word for word in commands.WORDS)


def test_no_verb_no_model_and_no_seeding_opens_a_practice_case() -> None:
    """What could write one would have to import it."""
    source = ROOT / "src" / "himaya"
    opening = {str(one.relative_to(source)) for one in source.rglob("*.py") if _opens(one)}
    assert opening == OPENING
    for name in OPENING:
        assert ".actions" not in (source / name).read_text(encoding="utf-8")


def _opens(file: Path) -> bool:
    """It reads the cases: by a function of the module that does."""
    readers = {"load", "practice_cases"}
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        match node:
            case ast.ImportFrom(module="himaya.training.practice_cases", names=names):
                if readers & {one.name for one in names}:
                    return True
            case ast.Attribute(value=ast.Name(id="practice_cases"), attr=name) if name in readers:
                return True
    return False


@pytest.mark.parametrize("address", ["/training/mine/", "/training/courses/"])
def test_the_courses_and_the_trainees_page_lead_to_the_cases(sit: Sit, address: str) -> None:
    page = main_of(sit(at_hand.SECRETARY if "courses" in address else cast.INSPECTOR).get(address).content.decode())
    assert f'href="{LIST}"' in page


def test_the_first_page_leads_there_in_the_demo_only(client: Client, seated: Account, settings: LazySettings) -> None:
    assert f'href="{LIST}"' in client.get("/").content.decode()
    settings.DEMO = False
    assert f'href="{LIST}"' not in client.get("/").content.decode()


def test_a_case_that_there_is_not_is_absent(client: Client) -> None:
    assert client.get(f"{LIST}absent/").status_code == 404
