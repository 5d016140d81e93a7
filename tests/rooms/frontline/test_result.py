"""The result says what to do now, in the order and the words of the first line, and never a verdict."""

from collections.abc import Callable

import pytest
from django.utils import translation

from himaya.web.frontline import words
from tests import factories
from tests.rooms.frontline.walking import KINDS, Walk

pytestmark = pytest.mark.capability("C1")

NEVER = ("negative", "négatif", "سلبي", "victime", "victim", "ضحية", "score", "%")


def says(text: str, *keys: str, language: str = "en") -> list[int]:
    """Where these sentences stand on the page; a missing one fails."""
    plain = text.replace('<bdi dir="ltr">', "").replace("</bdi>", "").replace("&#x27;", "'")
    return [plain.index(words.all_words()[key].texts[language]) for key in keys]


def test_danger_and_health_come_before_the_offer(walk: Callable[..., Walk]) -> None:
    way = walk().begin().answer(q01="yes", q02="yes", q03="assault", q05="yes", q06="adult")
    order = says(
        way.text,
        "page.heading",
        "now.danger",
        "now.assault",
        "now.assault_hiv",
        "now.assault_contraception",
        "now.death_words",
        "offer.lead",
        "offer.ask_no_more",
        "offer.may_refuse",
        "do_not.contacts",
        "do_not.suspect",
        "duty.heading",
        "part.contact",
        "folded.heading",
    )
    assert order == sorted(order)
    assert way.page.context["danger_calls"].now[0].desk.pk == "police-north"
    assert way.text.count(words.all_words()["banner.verify"].texts["en"]) >= 4


def called(way: Walk) -> list[str]:
    """The desks whose numbers stand beside a danger, in their order."""
    return [one.desk.pk for one in way.page.context["danger_calls"].now]


def test_a_child_afraid_of_tonight_is_in_danger_and_the_number_is_that_of_child_protection(
    walk: Callable[..., Walk],
) -> None:
    """Seen red with the danger of line 2 alone: nothing on the page said that this child is in danger."""
    way = walk("police").begin("child").answer(q01="yes", q02="no", q06="child", q08c="yes")
    says(way.text, "now.danger", "now.danger_not_alone")
    assert called(way) == ["children"]
    calm = walk("police").begin("child").answer(q01="yes", q02="no", q06="child", q07c="parents", q08c="no")
    assert (calm.page.context["danger"], calm.page.context["danger_calls"]) == (False, None)
    now = walk("police").begin("child").answer(q01="yes", q02="yes", q06="child", q08c="yes")
    assert called(now) == ["children", "police-north"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_every_outcome_of_every_profession_reads_without_a_verdict(
    walk: Callable[..., Walk], kind: str, language: str
) -> None:
    for about, answers, step in (
        ("person", {"q01": "yes", "q06": "adult"}, "not_enough"),
        ("person", {"q01": "yes", "q06": "adult", "q08": "yes"}, "offer"),
        ("person", {"q01": "yes", "q02": "yes", "q06": "adult"}, "now"),
        ("child", {"q01": "yes", "q08c": "yes", "q06": "child"}, "now"),
    ):
        way = walk(kind, language).begin(about).answer(**answers)
        assert way.page.context["step"] == step
        main = way.text.partition("<main")[2].partition("</main>")[0]
        for word in NEVER:
            assert word not in main.lower()
        assert says(main, "do_not.contacts", language=language)


@pytest.mark.parametrize("kind", KINDS)
def test_no_removal_is_said_to_police_and_border_also_for_a_child(walk: Callable[..., Walk], kind: str) -> None:
    for about in ("person", "child"):
        way = walk(kind).begin(about).answer(q01="yes", q08="yes")
        assert (words.all_words()["no_removal"].texts["en"] in way.text) == (kind in ("police", "border"))


def test_not_enough_counts_what_stayed_open_and_never_says_that_nothing_is_wrong(walk: Callable[..., Walk]) -> None:
    way = walk().begin().answer(q01="yes", q06="adult", q02="no", q05="no", q08="refused")
    assert says(way.text, "not_enough.nothing_certain", "not_enough.not_nothing", "not_enough.worry")
    assert way.page.context["unknown_count"] == len(way.page.context["unknown"]) == 14
    assert way.page.context["serious_unknown"] == 7


def test_my_worry_or_their_wish_alone_is_enough_to_offer(walk: Callable[..., Walk]) -> None:
    assert walk("health").begin().answer(q06="adult", worried="yes").page.context["step"] == "offer"
    asked = walk("health").begin().answer(q06="adult", asks="yes")
    assert asked.page.context["step"] == "offer"
    assert says(asked.text, "offer.lead_asks")


def test_a_child_meets_the_circuit_first_and_no_consent(walk: Callable[..., Walk]) -> None:
    way = walk("social").begin("child").answer(q01="yes", q06="child", q08c="yes")
    order = says(way.text, "child.safety", "child.implicated", "child.no_facts", "child.call", "do_not.contacts")
    assert order == sorted(order)
    assert [call.desk.pk for call in way.page.context["whom"].lines] == ["children"]


def test_a_sheet_begun_about_a_child_stays_one_while_age_is_open(walk: Callable[..., Walk]) -> None:
    assert walk().begin("child").answer(q01="yes").page.context["child"]
    assert not walk().begin("child").answer(q01="yes", q06="adult").page.context["child"]


def test_whom_to_call_is_open_and_tells_its_languages(walk: Callable[..., Walk]) -> None:
    way = walk().begin().answer(q01="yes", q06="adult", q08="yes", q19="safe_place")
    calls = way.page.context["whom"].lines
    assert {call.desk.pk for call in calls} >= {"hostel", "shelter"}
    assert all(call.open_now and call.languages for call in calls)


def test_without_a_region_desks_of_every_region_are_shown(walk: Callable[..., Walk]) -> None:
    way = walk().begin(region="").answer(q01="yes", q06="adult", q19="due")
    assert "labour-south" in {call.desk.pk for call in way.page.context["whom"].lines}


def test_a_site_sheet_triages_no_person(walk: Callable[..., Walk]) -> None:
    way = walk().begin("site").answer(q01="no", s03="yes")
    assert says(way.text, "site.heading", "site.lead", "site.next", "do_not.contacts")
    assert 'value="refuse"' not in way.text
    assert "/hand-over/" not in way.text
    assert way.offer_it().page.context["here"] == "result"


def test_signs_and_gaps_are_folded_in_plain_words(walk: Callable[..., Walk]) -> None:
    way = walk().begin().answer(q01="yes", q06="adult", q08="yes")
    folded = way.text.partition("<details")[2]
    assert words.all_words()["sign.FL-08"].texts["en"] in folded
    assert words.all_words()["unknown.FL-13"].texts["en"] in folded


def test_a_sign_that_a_table_wrote_is_shown_in_its_own_words(walk: Callable[..., Walk]) -> None:
    factories.next_version("first-line-labour", q14="Is the work what was said?")
    way = walk("labour").begin().answer(q01="yes", q06="adult", q14="no")
    folded = way.text.partition("<details")[2]
    assert "Is the work what was said? No, it is something else" in folded


@pytest.mark.parametrize("form", ["police", "labour", "health", "social", "border", "ngo", "child", "labour-site"])
def test_every_form_exists_as_a_blank_card(walk: Callable[..., Walk], form: str) -> None:
    page = walk(language="ar").client.get(f"/worried/{form}/card/")
    assert page.status_code == 200
    assert len(page.context["lines"]) <= 20
    assert "<input" not in page.content.decode().partition("<main")[2]


def test_a_number_stands_apart_from_arabic_text_and_what_is_typed_stays_text() -> None:
    with translation.override("ar"):
        assert words.apart("قبل 72 ساعة") == 'قبل <bdi dir="ltr">72</bdi> ساعة'
        assert words.apart("05 00 00 01 10") == '<bdi dir="ltr">05 00 00 01 10</bdi>'
        assert words.apart("<b>'7'</b>") == '&lt;b&gt;&#x27;<bdi dir="ltr">7</bdi>&#x27;&lt;/b&gt;'
    with translation.override("fr"):
        assert words.apart("avant 72 heures") == "avant 72 heures"
