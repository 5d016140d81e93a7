"""Beside each question one tap to why it is asked; a desk that tries a version is told so; nothing of it is stored."""

import re
from collections.abc import Callable

import pytest

from himaya.cases.models import Submission
from himaya.instruments.actions import pilots, versions
from himaya.kernel.actor import SYSTEM
from tests import cast, factories
from tests.rooms.frontline.walking import Walk, row_counts

pytestmark = pytest.mark.capability("B5")
TRIAL = "This version is tried at your desk"
NEW = "Is somebody else holding their papers?"


def tried(name: str = "first-line-labour", desk: str = "labour-north") -> int:
    version = factories.next_version(name, in_force=False, q02=NEW)
    pilots.begin(version_id=version.pk, desk_id=desk, by=SYSTEM)
    return version.pk


@pytest.mark.parametrize("about", ["person", "child", "site"])
def test_every_question_leads_to_its_reason_on_a_page_of_its_own(walk: Callable[..., Walk], about: str) -> None:
    way, seen = walk().begin(about), 0
    while way.page.context["here"] == "ask":
        links = re.findall(r'<a href="(/why/[^"]+)"([^>]*)>', way.text)
        asked = [one for one in way.page.context["asked"] if one.question.kind != "note"]
        assert [address.split("/")[3] for address, _ in links] == [one.question.uid for one in asked]
        assert all('target="_blank" rel="noopener"' in rest for _, rest in links)
        seen += len(links)
        way.press("next", q01="yes")
    assert seen > 5


def test_looking_up_why_keeps_nothing_and_carries_nothing(walk: Callable[..., Walk]) -> None:
    way = walk().begin().press("next", q01="yes", q02="yes")
    before = row_counts()
    [address, *_] = re.findall(r'href="(/why/[^"]+)"', way.text)
    page = way.client.get(address)
    assert page.status_code == 200
    assert way.sealed not in page.content.decode()
    assert row_counts() == before
    assert set(way.client.cookies) <= {"c", "l"}
    assert page.headers["Cache-Control"] == "no-store"


def test_the_printed_papers_are_not_cluttered(walk: Callable[..., Walk]) -> None:
    way = walk()
    assert "/why/" not in way.client.get("/worried/labour/card/").content.decode()
    assert "/why/" not in way.begin().answer(q01="yes", q08="yes").press("print").text


def test_a_desk_that_tries_a_version_gets_it_and_is_told(sit: Callable[..., Walk]) -> None:
    version = tried()
    way = sit(cast.INSPECTOR)
    assert TRIAL in way.client.get("/worried/labour/").content.decode()
    way.begin()
    assert way.page.context["sheet"].version_id == version
    assert NEW in way.text
    assert TRIAL in way.text
    assert "Trial." in way.client.get("/worried/labour/card/").content.decode()
    assert NEW in way.client.get("/worried/labour/card/").content.decode()


def test_no_other_desk_and_nobody_without_an_account_gets_a_trial(
    walk: Callable[..., Walk], sit: Callable[..., Walk]
) -> None:
    version = tried()
    for way in (walk(), sit(cast.INSPECTOR_SOUTH), sit(cast.SHELTER)):
        way.begin()
        assert way.page.context["sheet"].version_id != version
        assert TRIAL not in way.text
        assert TRIAL not in way.client.get("/worried/labour/").content.decode()


def test_a_pilot_that_ends_gives_the_desk_the_version_in_force_again(sit: Callable[..., Walk]) -> None:
    version = tried()
    pilots.end(version_id=version, by=SYSTEM)
    way = sit(cast.INSPECTOR).begin()
    assert way.page.context["sheet"].version_id == factories.version().pk
    assert TRIAL not in way.text


def test_a_sheet_goes_on_under_the_version_it_began_with(walk: Callable[..., Walk]) -> None:
    way = walk().begin()
    began = way.page.context["sheet"].version_id
    later = factories.next_version(q08=NEW)
    way.press("next", q01="yes")
    assert NEW not in way.text
    assert way.page.context["sheet"].version_id == began != later.pk
    assert walk().begin().page.context["sheet"].version_id == later.pk
    assert not Submission.objects.exists()


def test_an_adopted_form_tells_its_decision_at_the_foot(walk: Callable[..., Walk]) -> None:
    versions.note_adoption(version_id=factories.version().pk, reference="TRI 2, 1 · 2026-08-24", by=SYSTEM)
    way = walk()
    for page in (way.client.get("/worried/labour/"), way.begin().page, way.answer(q01="yes").page):
        text = re.sub(r"</?bdi[^>]*>", "", page.content.decode())
        foot = text[text.index('class="foot"') :]
        assert "Adopted: TRI 2, 1 · 2026-08-24" in foot
        assert "Model, not adopted" not in foot
