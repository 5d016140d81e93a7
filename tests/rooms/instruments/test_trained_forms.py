"""The forms of a trained interviewer: what they must never ask, and where they must never appear."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from himaya.adapters import forms_xlsx
from himaya.adapters.forms_compiler import to_xform
from himaya.instruments import catalogue, outcomes
from himaya.instruments.compiled import compile_instrument
from himaya.instruments.lint.run import lint_document
from himaya.instruments.render import submission, visible
from himaya.instruments.source import Instrument, Row
from himaya.instruments.verify import verify
from himaya.web.frontline import kinds

pytestmark = pytest.mark.capability("B4")
ROOMS = ("interview", "screenings")
TRAINED = [one for one in catalogue.current() if one.path is not None and one.path.parent.name in ROOMS]
SCREENINGS = [one for one in TRAINED if one.name.startswith("screening-")]
FORMS = {one.name: one for one in TRAINED}
ADULT, CHILD = FORMS["interview-adult"], FORMS["interview-child"]
each = pytest.mark.parametrize("form", TRAINED, ids=lambda one: one.name)
each_interview = pytest.mark.parametrize("form", [ADULT, CHILD], ids=lambda one: one.name)
# Wording rules of domain/interview.md: legal labels, blame, disbelief, promises.
NEVER_SAID = {
    "fr": r"pourquoi|traite |victime|crédib|mensong|êtes-vous sûr|vous serez en sécurité|prostitu",
    "ar": r"لماذا|ضحية|الاتجار|مصداقية|كذب|هل أنتم متأكد",
    "en": r"\bwhy\b|trafficked|victim|credib|are you sure|\blie\b|prostitut",
}


def rows(form: Instrument, act: str) -> list[Row]:
    return [row for row in form.survey if row.act == act]


def test_all_that_was_asked_for_is_there_in_three_languages_and_adopted_by_nobody() -> None:
    names = {"labour", "domestic", "sexual", "begging", "marriage", "criminal", "organ"}
    assert {one.name for one in SCREENINGS} == {f"screening-{name}" for name in names}
    others = {"interview-adult", "interview-child", "interpreter-record", "decision-sheet", "phase-prompts"}
    assert set(FORMS) == {f"screening-{name}" for name in names} | others
    assert all(one.languages == ("fr", "ar", "en") and one.adoption is None for one in TRAINED)


@each
def test_the_linter_finds_nothing_and_every_row_says_where_it_comes_from(form: Instrument) -> None:
    assert lint_document(form.document)[0] == ()
    for row in form.document["survey"]:
        if row["type"] not in ("begin_group", "end_group"):
            assert row["source"], row
            assert row["mark"] in ("C", "C2", "G", "?"), row
            assert row["uid"], row


@each
def test_a_group_is_one_page_for_field_clients_too(form: Instrument) -> None:
    groups = [row for row in form.document["survey"] if row["type"] == "begin_group"]
    assert {row["appearance"] for row in groups} == {"field-list"}


@each
def test_a_spreadsheet_for_reviewers_brings_back_the_same_form(form: Instrument) -> None:
    again = forms_xlsx.read(forms_xlsx.write(form.document), name="x")
    assert to_xform(again)[0] == to_xform(form.document)[0]


@each
def test_none_of_them_is_a_first_line_or_ends_in_a_step(form: Instrument) -> None:
    shown = {
        kind.instrument(about) for kind in kinds.KINDS.values() for about in (kinds.PERSON, kinds.CHILD, kinds.SITE)
    }
    assert form.name not in shown
    assert not form.name.startswith("first-line")
    assert form.kind not in outcomes.KINDS
    assert outcomes.unreachable(form.document) == ()
    assert not any(row.triage or row.type == "calculate" for row in form.survey)


@pytest.mark.django_db
@each
def test_no_page_without_a_session_asks_them(form: Instrument, client: Client) -> None:
    for page in ("sheet", "card", "refused"):
        assert client.get(reverse(f"frontline:{page}", args=[form.name])).status_code == 404


@each
def test_nothing_that_is_said_blames_doubts_promises_or_names_the_offence(form: Instrument) -> None:
    for row in [*rows(form, "asked"), *rows(form, "said"), *rows(form, "wish")]:
        for language, words in NEVER_SAID.items():
            assert not re.search(words, row.label[language], re.IGNORECASE), (row.uid, row.label[language])


@each
def test_one_question_is_asked_at_a_time(form: Instrument) -> None:
    for row in rows(form, "asked"):
        assert row.label["fr"].count("?") <= 1, row.label["fr"]
        assert row.darija["ar"].count("؟") <= 1, row.darija["ar"]
        assert row.darija["latin"].count("?") <= 1, row.darija["latin"]


@each_interview
def test_every_question_put_to_the_person_can_be_left_but_the_agreement_itself(form: Instrument) -> None:
    names = {row.name for row in form.survey}
    for row in form.questions():
        if row.darija and row.name != "agrees":
            values = {choice.value for choice in form.choices.get(row.list_name, ())}
            assert f"{row.name}_left" in names or values >= {"not_asked", "refused", "unknown", "not_applicable"}, (
                row.uid
            )


@each_interview
def test_nothing_is_required_and_an_interview_stopped_at_once_is_whole(form: Instrument) -> None:
    assert not any(row.get("required") for row in form.document["survey"])
    compiled = compile_instrument(form)
    assert verify(compiled, submission(compiled, {})).valid


@each_interview
def test_a_person_who_says_no_is_asked_about_nothing_but_wishes_safety_and_needs(form: Instrument) -> None:
    compiled = compile_instrument(form)
    asked, refused = visible(compiled, {"agrees": "yes"}), visible(compiled, {"agrees": "no"})
    assert {"account", "usual_day"} <= asked - refused
    assert {"needs", "own_rating", "safe_contact", "read_back"} <= refused


@each_interview
@pytest.mark.parametrize("asked", ["thoughts", "hurt_self_before"])
def test_a_yes_on_self_harm_says_what_to_do_now_also_after_a_no_to_the_talk(form: Instrument, asked: str) -> None:
    compiled = compile_instrument(form)
    assert "life_in_danger" in visible(compiled, {"agrees": "no", asked: "yes"})
    assert "life_in_danger" not in visible(compiled, {"agrees": "yes", asked: "no"})


def test_a_form_for_children_asks_nothing_about_means() -> None:
    assert [row.uid for row in CHILD.survey if any(one.startswith("means:") for one in row.element)] == []
    assert [row.uid for row in CHILD.survey if any(one[:3] in ("COE", "DEC", "VUR") for one in row.hears)] == []
    assert len([row for row in CHILD.survey if row.act == "asked"]) < 30


def test_parents_are_looked_at_before_the_child_is_spoken_to() -> None:
    order = [row.name for row in CHILD.survey]
    assert order.index("guardian_implicated") < order.index("names_roles") < order.index("wants_parents")
    compiled = compile_instrument(CHILD)
    for answer in ("yes", "maybe", "absent", ""):
        opened = visible(compiled, {"guardian_implicated": answer})
        # The circuit opens, and nothing of the talk closes.
        assert {"child_circuit", "account", "needs"} <= opened


def test_what_was_seen_stands_apart_from_what_is_made_of_it() -> None:
    for form in (ADULT, CHILD, *SCREENINGS):
        seen = next(row for row in form.survey if row.name == "observed")
        made = next(row for row in form.survey if row.name in ("understood_by_you", "your_reading"))
        assert (seen.act, made.act) == ("seen", "worker")


def test_an_unclear_point_is_noted_with_what_may_explain_it() -> None:
    compiled = compile_instrument(ADULT)
    assert "unclear_explained" not in visible(compiled, {})
    assert "unclear_explained" in visible(compiled, {"unclear": "the season"})


@pytest.mark.parametrize("form", SCREENINGS, ids=lambda one: one.name)
@pytest.mark.parametrize("age", ["", "child", "maybe", "unknown"])
def test_a_doubt_about_age_closes_every_question_of_a_screening(form: Instrument, age: str) -> None:
    compiled = compile_instrument(form)
    asked = {row.name for row in form.survey if row.act in ("asked", "said") or row.name == "wish"}
    assert not asked & visible(compiled, {"alone": "yes", "age_group": age})
    assert asked <= visible(compiled, {"alone": "yes", "age_group": "adult"})
    assert not asked & visible(compiled, {"alone": "no", "age_group": "adult"})


@pytest.mark.parametrize(("age", "asks"), [("child", False), ("maybe", False), ("adult", True)])
def test_the_decision_sheet_asks_for_means_of_an_adult_only(age: str, *, asks: bool) -> None:
    opened = visible(compile_instrument(FORMS["decision-sheet"]), {"age_then": age})
    assert ("means_found" in opened, "means_not_needed" in opened) == (asks, not asks)


def test_a_decision_without_its_account_its_reasons_or_who_took_it_is_not_whole() -> None:
    compiled = compile_instrument(FORMS["decision-sheet"])
    missing = {flaw.path.rpartition("/")[2] for flaw in verify(compiled, submission(compiled, {})).errors}
    assert missing == {"qualifier_account", "body", "reasons"}


def test_an_interpreter_without_ties_and_bound_to_silence_is_what_the_record_insists_on() -> None:
    compiled = compile_instrument(FORMS["interpreter-record"])
    missing = {flaw.path.rpartition("/")[2] for flaw in verify(compiled, submission(compiled, {})).errors}
    assert missing == {"ties", "confidentiality"}


def test_lists_of_the_published_standard_keep_its_values() -> None:
    htcds: Any = catalogue.find("htcds")
    published = {name: {choice.value.strip() for choice in items} for name, items in htcds.choices.items()}
    for ours, theirs in (("how", "methodofrecruitment"), ("control", "methodsofcontrol")):
        assert {choice.value for choice in ADULT.choices[ours]} == published[theirs]
    assert {choice.value for choice in ADULT.choices["sector"]} - {"none"} == published["forcedlabourindustry"]
    assert {choice.value for choice in ADULT.choices["gender"]} == published["gender"]


def test_the_prompts_ask_nothing() -> None:
    assert list(FORMS["phase-prompts"].questions()) == []
    assert Path(str(FORMS["phase-prompts"].path)).parent.name == "interview"
