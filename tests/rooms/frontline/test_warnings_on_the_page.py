"""The warnings that protect a life stand on the pages of the first line, in three languages, as they are written out.

The words come from tests/harm, never from content: a page that shows what content says shows the wrong thing with it.
"""

from collections.abc import Callable
from html import unescape
from re import sub

import pytest

from tests.harm import said
from tests.rooms.frontline.walking import Walk

pytestmark = pytest.mark.capability("C1")
LANGUAGES = pytest.mark.parametrize("language", said.LANGUAGES)
# On every result, whatever was answered.
ALWAYS = ("do_not.contacts", "do_not.suspect", "do_not.promise", "part.never", "part.no_paper", "duty.focal_point")


def main(page: str) -> str:
    """What a reader sees of the middle of a page."""
    return one_line(unescape(sub(r"<[^>]*>", "", page.partition("<main")[2].partition("</main>")[0])))


def one_line(text: str) -> str:
    """Without line ends, and with the narrow spaces of French as spaces."""
    return " ".join(text.split())


def missing(page: str, language: str, *keys: str) -> list[str]:
    return [key for key in keys if one_line(said.of(key)[language]) not in main(page)]


@LANGUAGES
def test_danger_and_assault_bring_their_warnings_and_their_hours(walk: Callable[..., Walk], language: str) -> None:
    """Seen red with `now.assault_hiv` out of frontline/parts/care.html."""
    way = walk("labour", language).begin().answer(q01="yes", q02="yes", q03="assault_pregnancy", q05="yes", q06="adult")
    care = ("danger", "danger_not_alone", "left_behind", "assault", "assault_hiv", "assault_contraception")
    care += ("assault_samples", "assault_no_complaint", "assault_ask_nothing", "death_words", "death_words_talk")
    care += ("pregnancy", "clock_72", "clock_120")
    assert missing(way.text, language, *(f"now.{one}" for one in care), *ALWAYS, "offer.may_refuse") == []


@LANGUAGES
def test_a_child_brings_the_circuit_and_whether_a_guardian_is_implicated(
    walk: Callable[..., Walk], language: str
) -> None:
    """Seen red with a triage that takes nobody for a child."""
    way = walk("social", language).begin("child").answer(q01="yes", q06="child", q08c="yes")
    circuit = ("safety", "implicated", "implicated_yes", "implicated_no", "no_facts", "trusted", "tell", "call")
    assert missing(way.text, language, *(f"child.{one}" for one in circuit), *ALWAYS) == []


@LANGUAGES
@pytest.mark.parametrize("kind", ["police", "border"])
def test_police_and_border_read_that_nobody_is_removed_before_advice(
    walk: Callable[..., Walk], kind: str, language: str
) -> None:
    """Seen red with the opposite in the French of content."""
    way = walk(kind, language).begin().answer(q01="yes", q06="adult", q08="yes")
    assert missing(way.text, language, "no_removal", "no_removal.purpose", *ALWAYS) == []


@LANGUAGES
def test_whoever_refuses_reads_and_hears_that_it_costs_nothing(walk: Callable[..., Walk], language: str) -> None:
    """Seen red with "Ask the reason. Press." in the English of content."""
    way = walk("health", language).begin().answer(q06="adult", q02="yes", q03="assault").press("refuse")
    told = ("heading", "lead", "say", "only_count", "health_stays", "danger_stays")
    assert missing(way.text, language, *(f"refusal.{one}" for one in told)) == []


@LANGUAGES
def test_whoever_hears_a_childs_no_reads_what_goes_on_without_a_yes(walk: Callable[..., Walk], language: str) -> None:
    """Seen red with `child_no.called` out of frontline/child_no.html."""
    way = walk("police", language).begin("child").answer(q01="yes", q03="assault", q06="child", q08c="yes")
    told = ("heading", "lead", "say", "goes_on", "safety", "called", "waits", "wish", "adult")
    keys = [*(f"child_no.{one}" for one in told), "refusal.health_stays"]
    assert missing(way.press("refuse").text, language, *keys) == []


@LANGUAGES
def test_not_enough_to_say_never_says_that_nothing_is_wrong(walk: Callable[..., Walk], language: str) -> None:
    way = walk("ngo", language).begin().answer(q01="yes", q06="adult")
    assert missing(way.text, language, "not_enough.nothing_certain", "not_enough.not_nothing", *ALWAYS) == []


@LANGUAGES
def test_before_the_first_question_and_on_the_blank_card_the_warnings_stand(
    walk: Callable[..., Walk], language: str
) -> None:
    """Seen red with "Call the family, the employer or the consulate." in content."""
    way = walk("labour", language)
    opening = way.client.get("/worried/labour/").content.decode()
    assert missing(opening, language, "before.signs", "before.not_story", "banner.model", "banner.nothing_kept") == []
    card = way.client.get("/worried/labour/card/").content.decode()
    assert missing(card, language, "do_not.contacts", "do_not.suspect", "print.destroy", "print.no_name") == []
