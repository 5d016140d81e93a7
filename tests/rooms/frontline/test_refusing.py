"""Refusing: three taps from every result, no reason asked, and afterwards a count and nothing else."""

from collections.abc import Callable

import pytest

from himaya.cases.models import Tally
from tests import cast
from tests.rooms.frontline.walking import KINDS, Walk, row_counts

pytestmark = pytest.mark.capability("C1")

RESULTS = [
    ("person", {"q06": "adult"}),
    ("person", {"q06": "adult", "q08": "yes"}),
    ("person", {"q02": "yes", "q03": "assault"}),
    ("child", {"q06": "child", "q08c": "yes"}),
]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("about", "answers"), RESULTS)
def test_three_taps_from_every_result_leave_one_count(
    walk: Callable[..., Walk], kind: str, about: str, answers: dict[str, str]
) -> None:
    way = walk(kind).begin(about).answer(**answers)
    before = row_counts()
    way.press("refuse")
    assert way.page.context["calls"] or "No service" in way.text
    assert row_counts() == before
    way.press("confirm")
    assert way.page.headers["Location"] == f"/worried/{kind}/refused/"
    done = way.client.get(way.page.headers["Location"])
    assert 'href="/account/leave/"' in done.content.decode()
    after = row_counts()
    assert after.pop("tally") == before.pop("tally") + 1
    assert after == before
    kept = Tally.objects.get()
    assert (kept.kind, kept.audience, kept.region) == ("refused", "child" if about == "child" else kind, "north")
    assert (kept.desk_id, kept.version, kept.clause, kept.answer, kept.count) == ("", "", "", "", 1)
    assert kept.month.day == 1


def test_a_signed_in_worker_refuses_as_nobody(sit: Callable[..., Walk]) -> None:
    sit(cast.INSPECTOR).begin().answer(q08="yes").press("refuse").press("confirm")
    assert Tally.objects.get().desk_id == ""


def test_reloading_the_last_page_counts_nothing(walk: Callable[..., Walk]) -> None:
    way = walk().begin().answer(q08="yes").press("refuse").press("confirm")
    for _again in range(3):
        way.client.get("/worried/labour/refused/")
    assert Tally.objects.get().count == 1


def test_looking_at_the_refusal_and_going_back_counts_nothing(walk: Callable[..., Walk]) -> None:
    way = walk().begin().answer(q08="yes").press("refuse").press("way_back").press("refuse").press("result")
    assert way.page.context["step"] == "now"
    assert not Tally.objects.exists()


def test_nothing_personal_can_be_typed_on_the_way_out(walk: Callable[..., Walk]) -> None:
    way = walk().begin().answer(q08="yes").press("refuse")
    main = way.text.partition("<main")[2]
    assert 'type="text"' not in main
    assert "<textarea" not in main


def test_the_card_to_give_says_nothing_about_why(walk: Callable[..., Walk]) -> None:
    way = walk("health", "en").begin().answer(q02="yes", q08="yes").press("refuse").press("way_back")
    card = way.text.partition('<section class="card">')[2].partition("</section>")[0].lower()
    assert "desk" in card
    for word in ("danger", "sign", "traffick", "protect", "worried", "first line"):
        assert word not in card
