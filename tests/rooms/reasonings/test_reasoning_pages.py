"""The pages under /reasonings/: the table, every form of it, the signs, the paper; and nothing typed is lost."""

import gzip
import re

import pytest
from django.urls import reverse

from himaya.adapters import paper_html
from himaya.cases.models import Case
from himaya.institutions.models import Desk
from himaya.kernel import clock
from himaya.kernel.models import AuditEvent
from himaya.reasonings import paper
from himaya.reasonings.actions import reasonings
from himaya.reasonings.models import ReasonLine
from tests import cast, factories
from tests.pages import body
from tests.security import stage_reasonings
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("B2")


def at(case: Case, more: str = "") -> str:
    return f"/reasonings/cases/{case.pk}/{more}"


def test_an_empty_reasoning_teaches_and_names_all_that_is_missing(sit: Sit, case: Case) -> None:
    page = body(sit(cast.INSPECTOR).get(at(case)))
    assert "This is not a decision." in page
    assert page.count("Nothing yet speaks for it") == 3
    assert "No fact stands under a means yet." in page
    assert page.index("Add a fact") < page.index("What is asked, and what is known")
    assert 'aria-current="page">Reasoning' in page
    assert "Print the table" not in page


def test_a_desk_that_reads_no_reasoning_is_shown_no_way_to_one(sit: Sit, case: Case) -> None:
    """Fault to plant: the bar of the file leads to a page that is not there."""
    plan = reverse("plans:plan", args=[case.pk])
    assert at(case) in body(sit(cast.INSPECTOR).get(plan))
    Desk.objects.filter(pk=cast.INSPECTOR.desk_id).update(kind="police")
    assert at(case) not in body(sit(cast.INSPECTOR).get(plan))


def test_for_a_child_no_means_is_asked_for_and_doubt_means_child(sit: Sit) -> None:
    for said, doubt in (("child", False), ("unknown", True)):
        case = Case.objects.get(pk=factories.hand_over(answers={**factories.ANSWERS, "q06": said}).case_id)
        page = body(sit(cast.INSPECTOR).get(at(case)))
        assert "Not needed: under 18, or in doubt about it" in page
        assert "No fact stands under a means yet." not in page
        assert ("The age is in doubt" in page) is doubt


def test_each_form_adds_its_line_and_the_table_shows_it(sit: Sit, case: Case) -> None:
    client, page = sit(cast.INSPECTOR), at(case)
    posts = [
        {"verb": "add", "words": "Papers kept by the foreman", "source": "observed", "place": "", "fact_number": "4"},
        {"verb": "place", "fact": "1", "place": "means:abuse_authority", "stance": "for"},
        {"verb": "place", "fact": "1", "place": "intended:LAB_FORCED", "stance": "for"},
        {"verb": "qualify", "code": "dignity_injured", "value": "unknown", "words": "The room was not seen"},
        {"verb": "argue", "code": "LAB_FORCED", "value": "unclear", "words": "Threat without a word"},
        {"verb": "consider", "code": "labour_breach", "value": "explains_in_part", "words": "Not the papers"},
        {"verb": "flag", "code": "smuggling", "value": "no"},
        {"verb": "take_back", "line": "7", "words": "Said too early"},
    ]
    for post in posts:
        answer = client.post(page, post)
        assert answer.headers.get("Location") == page, answer.content.decode()[:3000]
    shown = body(client.get(page))
    for words in (
        "Papers kept by the foreman", "Abuse of authority", "meant, and has not happened", "The intention suffices",
        "Where a means was used", "The room was not seen", "Threat without a word", "It explains a part of it",
        "Said too early", "taken back", "interview, fact", "To be verified: nothing rests on it",
    ):  # fmt: skip
        assert words in shown, words
    assert ReasonLine.objects.count() == 8


@pytest.mark.parametrize(
    ("verb", "typed", "field"),
    [
        ("add", {"source": "said"}, "words"),
        ("add", {"words": "x"}, "source"),
        ("add", {"words": "x", "source": "said", "place": "act:sell", "stance": "for"}, "place"),
        ("add", {"words": "x", "source": "said", "place": "act:recruit"}, "stance"),
        ("add", {"words": "x", "source": "said", "fact_number": "four"}, "fact_number"),
        ("add", {"words": "y" * 5_000, "source": "said"}, "words"),
        ("place", {"place": "act:recruit", "stance": "for"}, "fact"),
        ("place", {"fact": "1"}, "place"),
        ("qualify", {"value": "yes", "words": "x"}, "code"),
        ("qualify", {"code": "dignity_injured", "words": "x"}, "value"),
        ("qualify", {"code": "dignity_injured", "value": "yes"}, "words"),
        ("argue", {"code": "LAB_DOM", "value": "for", "words": "z" * 5_000}, "words"),
        ("consider", {"code": "smuggling", "value": "explains"}, "words"),
        ("flag", {"code": "smuggling"}, "value"),
        ("take_back", {"words": "x"}, "line"),
        ("take_back", {"line": "1"}, "words"),
    ],
)
def test_what_is_missing_is_named_and_nothing_typed_is_lost(
    sit: Sit, case: Case, verb: str, typed: dict[str, str], field: str
) -> None:
    client = sit(cast.INSPECTOR)
    reasonings.add(case_id=case.pk, words="First", source="said", place="", stance="", by=cast.INSPECTOR)
    page = body(client.post(at(case), {"verb": verb, **typed}), 422)
    assert f'href="#{verb}-{field}"' in page
    assert f'id="{verb}-{field}-error"' in page
    for said in typed.values():
        if len(said) > 4_000 or field != "place":
            assert said in page
    assert ReasonLine.objects.count() == 1


def test_markup_and_two_scripts_come_back_as_they_were_typed(sit: Sit, case: Case) -> None:
    client = sit(cast.INSPECTOR, "ar")
    words = "<script>alert(1)</script> & «نص» “quoted”"
    assert client.post(at(case), {"verb": "add", "words": words, "source": "said"}).status_code == 302
    page = body(client.get(at(case)))
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; «نص» “quoted”" in page


def test_what_was_typed_keeps_its_direction_on_a_page_of_another_one(sit: Sit, case: Case) -> None:
    client = sit(cast.INSPECTOR, "ar")
    typed = "Il garde les papiers."
    client.post(at(case), {"verb": "qualify", "code": "dignity_injured", "value": "yes", "words": typed})
    page = body(client.get(at(case)))
    assert f"<bdi>{typed}</bdi>" in page
    assert f"\u2068{typed}\u2069 · " in page


def test_no_promise_is_made_that_an_authority_sees_nothing(sit: Sit, case: Case) -> None:
    page = body(sit(cast.INSPECTOR).get(at(case)))
    assert "No desk of another institution opens this page." in page
    assert "Do not answer an authority yourself." in page
    assert "no police or court" not in page
    assert "Where does this fact come from?" in page
    assert "domain/" not in page


def test_an_unknown_verb_or_line_is_not_there(sit: Sit, case: Case) -> None:
    client = sit(cast.INSPECTOR)
    assert client.post(at(case), {"verb": "decide"}).status_code == 404
    assert client.post(at(case), {"verb": "take_back", "line": "9" * 9, "words": "x"}).status_code == 404
    assert (
        client.post(at(case), {"verb": "place", "fact": "٣", "place": "act:recruit", "stance": "for"}).status_code
        == 404
    )


def test_signs_are_ticked_read_by_dimension_and_labelled(sit: Sit, case: Case) -> None:
    client, page = sit(cast.INSPECTOR), at(case, "signs/")
    first = body(client.get(page))
    assert "Secondary source, not validated" in first
    assert "The method" not in first
    assert client.post(page, {"EXP-01": "present", "EXP-02": "present", "COD-01": "absent"}).status_code == 302
    read = body(client.get(page))
    assert read.count("The method indicates") == 1
    assert "signs are unknown" in read
    assert "no reading over several dimensions" in read
    assert read.count("Not read: too much is still unknown.") == 5
    assert "does not indicate" not in read
    assert "Not read: too much" in body(client.get(at(case)))
    wrong = body(client.post(page, {"EXP-01": "perhaps", "COD-01": "present"}), 422)
    assert 'href="#EXP-01"' in wrong
    assert 'name="COD-01" value="present" checked' in wrong


@pytest.mark.deep("a minute: pages are made of papers")
def test_the_paper_is_made_for_a_purpose_and_says_nothing_by_its_name(sit: Sit, case: Case) -> None:
    client, page = sit(cast.INSPECTOR), at(case, "paper/")
    assert "nothing to print" in body(client.post(page, {"purpose": "give_service", "language": "fr"}), 409)
    stage_reasonings.set_up(case.pk)
    assert 'href="#paper-purpose"' in body(client.post(page, {"language": "fr"}), 422)
    assert 'href="#paper-language"' in body(client.post(page, {"purpose": "give_service", "language": "xx"}), 422)
    answer = client.post(page, {"purpose": "answer_the_person", "language": "ar"})
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="notes.pdf"'
    event = AuditEvent.objects.filter(action="reasoning.printed").latest("pk")
    assert event.purpose == "answer_the_person"


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_the_title_of_the_paper_is_neutral_and_its_table_whole(case: Case, language: str) -> None:
    stage_reasonings.set_up(case.pk)
    with paper.override(language), paper.open_page(cast.INSPECTOR, case.pk) as opened:
        html = paper_html.write(paper.compose(opened.case, opened.argued, language))
    title = re.search(r"<title>(.*?)</title>", html)
    assert title is not None
    assert not re.search("traite|traffick|exploit|اتجار|استغلال", title[1], re.IGNORECASE)
    assert "Canary papers kept in a drawer" in html
    assert "Zahra" not in html


def test_a_closed_file_is_read_and_has_no_form(sit: Sit, case: Case) -> None:
    client = sit(cast.INSPECTOR)
    Case.objects.filter(pk=case.pk).update(state="closed", closed_on=clock.today())
    page = body(client.get(at(case)))
    assert "Its reasoning can be read; nothing is added." in page
    assert 'name="verb"' not in page
    typed = {"verb": "add", "words": "kept so", "source": "said"}
    assert "kept so" in body(client.post(at(case), typed), 409)


def test_police_and_strangers_meet_a_case_that_does_not_exist(sit: Sit, case: Case) -> None:
    absent = "/reasonings/cases/00000000-0000-4000-8000-000000000000/"
    for actor in (cast.OFFICER, cast.SHELTER, cast.LAWYER, cast.OPERATOR, cast.AUDITOR, cast.SECRETARY):
        client = sit(actor)
        for path in ("", "signs/"):
            assert client.get(at(case, path)).status_code == client.get(absent + path).status_code == 404
        assert client.post(at(case), {"verb": "add"}).status_code == 404
        assert client.post(at(case, "paper/"), {"purpose": "give_service", "language": "fr"}).status_code == 404
    assert sit(cast.LABOUR_LEAD).get(at(case)).status_code == 403


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_a_full_reasoning_stays_a_light_page(sit: Sit, case: Case, language: str) -> None:
    """Forty facts, each in two places: seen at 21 kB packed."""
    for number in range(40):
        fact = reasonings.add(
            case_id=case.pk, words=f"Canary fact {number}, some twenty words long", source="said",
            place="act:recruit", stance="for", by=cast.INSPECTOR,
        )  # fmt: skip
        reasonings.place(case_id=case.pk, fact=fact, place="purpose:LAB_DOM", stance="for", by=cast.INSPECTOR)
    client = sit(cast.INSPECTOR, language)
    assert len(gzip.compress(client.get(at(case)).content)) < 60_000
    assert len(gzip.compress(client.get(at(case, "signs/")).content)) < 60_000
