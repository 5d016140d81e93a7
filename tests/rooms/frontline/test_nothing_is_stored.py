"""Before a refusal or a sending the server keeps nothing: no row, no session, no cookie that knows, no cached page."""

from collections.abc import Callable

import pytest

from tests.pages import body
from tests.rooms.frontline.walking import KINDS, Walk, row_counts

pytestmark = pytest.mark.capability("C1")

WALKS = [*((kind, "person") for kind in KINDS), *((kind, "child") for kind in KINDS), ("labour", "site")]
ANSWERS = {"q01": "yes", "q02": "yes", "q03": "assault", "q08": "yes", "q13": "blows", "s03": "yes", "worried": "yes"}


@pytest.mark.parametrize(("kind", "about"), WALKS)
def test_a_whole_way_to_the_result_and_its_papers_leaves_no_trace(
    walk: Callable[..., Walk], kind: str, about: str
) -> None:
    before = row_counts()
    way = walk(kind)
    way.client.get("/worried/")
    way.client.get(f"/worried/{kind}/")
    way.begin(about).answer(**ANSWERS)
    assert way.page.context["here"] == "result"
    for go in ("print", "result", "refuse", "way_back", "refuse", "result", "change", "result"):
        way.press(go)
        assert way.page.status_code == 200
    if about != "site":
        way.offer_it()
        assert way.page.context["here"] == "sign_in"
    assert row_counts() == before
    assert set(way.client.cookies) <= {"c", "l"}
    assert way.page.headers["Cache-Control"] == "no-store"


def test_addresses_tell_only_the_profession(walk: Callable[..., Walk]) -> None:
    way = walk("health").begin("child", region="south").answer(**ANSWERS)
    assert way.address == "/worried/health/"
    assert way.page.request["QUERY_STRING"] == ""


def test_an_old_page_is_refused_without_a_row_and_says_that_nothing_was_stored(
    walk: Callable[..., Walk], monkeypatch: pytest.MonkeyPatch
) -> None:
    way = walk().begin()
    before = row_counts()
    monkeypatch.setattr("himaya.web.frontline.token.TTL_SECONDS", -1)
    way.press("next", q01="yes")
    assert way.page.status_code == 410
    assert "Nothing was stored" in way.text
    assert row_counts() == before


@pytest.mark.parametrize("sealed", ["", "not ours", "A" * 40_000])
def test_a_forged_page_is_refused_and_only_the_refusal_is_noted(walk: Callable[..., Walk], sealed: str) -> None:
    way = walk()
    before = row_counts()
    for address in ("/worried/labour/", "/hand-over/"):
        page = body(way.client.post(address, {"sheet": sealed, "here": "result", "go": "refuse"}), 400)
        assert "Start again" in page
    after = row_counts()
    assert after.pop("audit_event") == before.pop("audit_event") + 2
    assert after == before
