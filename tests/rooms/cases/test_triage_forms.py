"""The first-line forms keep the limits and the order of domain/first-line.md, and speak the codes triage reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from himaya.instruments import triage
from tests.rooms.cases.first_line_forms import CHOICES, FORMS, LIBRARY, choices_of, heard, rows

pytestmark = pytest.mark.capability("C1")

LINES = {
    "police": [*range(1, 21)],
    "labour": [*range(1, 21)],
    "social": [*range(1, 21)],
    "ngo": [*range(1, 21)],
    "health": [1, 2, 3, *range(5, 10), 12, 13, 17, 20],
    "border": [*range(1, 7), 8, 13, 15, 10, 12, 20],
    "child": [*range(1, 10)],
    "labour-site": [*range(1, 13)],
}


def every_text(value: Any) -> Iterator[tuple[str, str]]:
    """Each text under fr, ar, en or latin, wherever it stands."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if isinstance(inner, str) and key in ("fr", "ar", "en", "latin"):
                yield key, inner
            else:
                yield from every_text(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from every_text(inner)


@pytest.mark.parametrize("name", FORMS)
def test_each_actor_has_the_lines_of_the_domain_file_in_their_order(name: str) -> None:
    assert [row["line"] for row in rows(name) if row.get("line")] == LINES[name.removeprefix("first-line-")]


@pytest.mark.parametrize("name", FORMS)
def test_a_form_has_at_most_four_screens_and_thirteen_sentences(name: str) -> None:
    assert sum(row["type"] == "begin_group" for row in rows(name)) <= 4
    assert sum("darija" in row for row in rows(name)) <= 13


@pytest.mark.parametrize("name", FORMS)
def test_line_one_is_whether_the_person_can_speak_unheard_and_the_introduction_stands_before_age(name: str) -> None:
    asked = [row for row in rows(name) if row.get("uid")]
    assert asked[0]["act"] == "gate"
    assert asked[0]["line"] == 1
    if not name.endswith("-site"):
        uids = [row["uid"] for row in asked]
        assert uids.index("FL-05") + 1 == uids.index("FL-06") - 1
        assert asked[uids.index("FL-06") - 1]["act"] == "said"


@pytest.mark.parametrize("name", FORMS)
def test_no_answer_is_required_written_freely_or_able_to_expose_the_person(name: str) -> None:
    for row in rows(name):
        if row["type"] in ("begin_group", "end_group"):
            continue
        assert row["type"] == "note" or row["type"].startswith("select_one "), row["uid"]
        assert "required" not in row
        assert row["exposes"] == []
        assert row["compartment"] in ("story", "health", "identity")


@pytest.mark.parametrize("name", FORMS)
def test_every_line_but_the_first_can_be_left_open_in_three_ways(name: str) -> None:
    for row in rows(name):
        if row.get("line") and row["line"] > 1:
            assert {"unknown", "refused", "not_asked"} <= {choice["reads"] for choice in choices_of(row)}, row["uid"]


@pytest.mark.parametrize("name", FORMS)
def test_seen_and_asked_lines_say_where_the_answer_comes_from(name: str) -> None:
    if name.endswith("-site"):
        return
    found = rows(name)
    for row, after in zip(found, found[1:], strict=False):
        if row.get("line") and row["act"] in ("seen", "asked"):
            assert after["type"] == "select_one source"
            assert after["default"] == ("seen" if row["act"] == "seen" else "said")
            assert after.get("relevant") == row.get("relevant")


@pytest.mark.parametrize("name", FORMS)
def test_questions_said_to_the_person_close_when_they_could_be_overheard(name: str) -> None:
    for row in rows(name):
        if row.get("act") in ("asked", "said"):
            assert "${q01} != 'no'" in row["relevant"], row["uid"]


@pytest.mark.parametrize("name", [name for name in FORMS if name not in ("first-line-child", "first-line-labour-site")])
def test_no_question_on_facts_stays_open_for_a_child(name: str) -> None:
    for row in rows(name):
        if row.get("act") == "asked":
            assert "${q06} != 'child' and ${q06} != 'maybe'" in row["relevant"], row["uid"]


def test_the_rules_read_codes_that_the_forms_have() -> None:
    health = {choice["value"] for choice in CHOICES["health"]}
    assert health >= triage.RECENT_ASSAULT | triage.PREGNANCY
    assert {choice["value"] for choice in CHOICES["age"]} - {"not_asked"} == set(triage.AGES)
    keys = {row["triage"] for name in FORMS for row in heard(name)}
    assert keys - triage.SIGNS == {"gate", "age", "asks", "worried", "contact"}
    assert keys >= triage.SIGNS


def test_a_clause_and_a_name_mean_one_thing_each() -> None:
    assert all(row["uid"] == uid for uid, row in LIBRARY["rows"].items())
    for name in FORMS:
        names = [row["name"] for row in rows(name) if row.get("name")]
        assert len(names) == len(set(names))


def test_every_text_stands_in_three_languages_and_in_its_own_typography() -> None:
    for row in LIBRARY["rows"].values():
        assert set(row["label"]) == {"fr", "ar", "en"}
    for language, text in [*every_text(LIBRARY), *every_text(dict(FORMS))]:
        assert_well_written(language, text)


def assert_well_written(language: str, text: str) -> None:
    """The parts of domain/style.md that can be seen without reading."""
    assert text == text.strip()
    assert "'" not in text or language == "latin", text
    if language == "fr":
        assert not re.search(r"[^\u202f][;?!]|[^\u00a0]:|«[^\u00a0]|[^\u00a0]»", text), text
    if language == "ar":
        assert not re.search(r"[\u0640?;,]|[ \u00a0][؟،؛:]|« | »", text), text
