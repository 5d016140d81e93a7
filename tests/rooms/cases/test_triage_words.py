"""The result page has a sourced sentence for everything that triage can say, in three languages."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
import yaml

from himaya.instruments.triage import SIGNS, NextStep
from tests.rooms.cases.first_line_forms import CONTENT, FORMS, heard
from tests.rooms.cases.test_triage_forms import assert_well_written, every_text

WORDS: dict[str, dict[str, Any]] = yaml.safe_load((CONTENT / "first_line_words.yaml").read_text("utf-8"))["words"]
POSITIONS: dict[str, Any] = yaml.safe_load((CONTENT / "reporting_positions.yaml").read_text("utf-8"))
MARKS = {"C", "C2", "G", "?"}


def test_every_word_has_three_languages_a_source_and_a_mark() -> None:
    for key, word in WORDS.items():
        assert all(word[language] for language in ("fr", "ar", "en")), key
        assert word["ar"] not in (word["fr"], word["en"]), key
        assert word["source"]
        assert word["mark"] in MARKS


def test_what_states_medicine_or_law_says_so_and_can_be_shown_as_unverified() -> None:
    for key, word in WORDS.items():
        if "72" in word["en"] or "120" in word["en"]:
            assert word.get("states") == "medicine", key
        assert word.get("states", "law") in ("law", "medicine")
    assert {"banner.model", "banner.verify"} <= set(WORDS)
    assert WORDS["no_removal"]["actors"] == ["police", "border"]


def test_every_word_keeps_the_typography_of_its_language() -> None:
    for language, text in [*every_text(WORDS), *every_text(POSITIONS)]:
        assert_well_written(language, text)


@pytest.mark.parametrize("name", FORMS)
def test_every_sign_and_every_unknown_of_a_form_can_be_said_in_plain_words(name: str) -> None:
    for row in heard(name):
        if row["triage"] in SIGNS or row["triage"] == "age":
            assert f"sign.{row['uid']}" in WORDS
            assert f"unknown.{row['uid']}" in WORDS


def test_every_step_has_its_words() -> None:
    for step in NextStep:
        assert f"step.{step}" in WORDS


def test_the_result_never_names_a_status_a_score_or_a_verdict() -> None:
    avoided = {
        "fr": (
            "victime",
            "la traite",
            "traite des",
            "négatif",
            "score",
            "dépistage",
            "illégal",
            "clandestin",
            "crédib",
            "audition de",
        ),
        "ar": ("ضحية", "الضحية", "اتجار", "سلبي", "غير شرعي", "استجواب", "ترحيل"),
        "en": ("victim", "traffick", "negative", "illegal", "credib"),
    }
    for key, word in WORDS.items():
        for language, roots in avoided.items():
            assert not [root for root in roots if root in word[language].lower()], key


def test_sentences_are_short_enough_for_a_tired_reader() -> None:
    for key, word in WORDS.items():
        for language in ("fr", "en"):
            for sentence in word[language].replace("?", ".").split(". "):
                assert len(sentence.split()) <= 20, key


def test_every_profession_has_a_position_for_child_and_adult_and_all_are_unverified() -> None:
    found = {(row["profession"], row["subject"], row["certainty"]) for row in POSITIONS["positions"]}
    professions = ("police", "labour", "health", "social", "border", "ngo")
    assert found >= set(itertools.product(professions, ("child", "adult"), ("signs", "known")))
    for row in POSITIONS["positions"]:
        assert row["position"] == "unverified"
        assert row["mark"] == "?"
        assert row["sentence"] in POSITIONS["sentences"]


def test_what_is_read_to_the_person_exists_in_darija_for_every_profession() -> None:
    library = [yaml.safe_load(path.read_text("utf-8")) for path in (CONTENT / "legal").glob("*.yaml")]
    texts = {row["id"] for part in library for rows in part.values() if isinstance(rows, list) for row in rows}
    for profession in POSITIONS["professions"]:
        assert set(profession["said"]) >= {"fr", "ar", "en", "darija", "source", "mark"}
        assert profession["said"]["darija"]["ar"]
        assert profession["said"]["darija"]["latin"]
        assert set(profession["texts"]) <= texts
