"""What a clinician's letter may say and for what; its words, read strictly."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from himaya.conferences import functional
from himaya.conferences.rules import found_in
from himaya.health import care_content
from himaya.health import rules_letters as rules

pytestmark = pytest.mark.capability("D4")
KNOWN = ("short_talks", "light_work")


def wrong(purpose: str = "work", reader: str = "employer", terms: tuple[str, ...] = KNOWN, **more: object) -> str:
    said = {"own": "", "named": False, "known": KNOWN, "days": 30, "adult": True, **more}
    return rules.wrong(purpose, reader, terms, **said)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (wrong(), ""),
        (wrong(terms=(), own="Needs pauses"), ""),
        (wrong("anything"), "purpose"),
        (wrong("work", "court"), "reader"),
        (wrong("asylum", "employer"), "reader"),
        (wrong(terms=()), "terms"),
        (wrong(terms=("ptsd",)), "terms"),
        (wrong(own="x" * 161), "own"),
        (wrong("court_accommodation", "court"), ""),
        (wrong("court_accommodation", "court", own="Needs pauses"), "own"),
        (wrong("court_accommodation", "court", named=True), "named"),
        (wrong(days=365), "days"),
        (wrong("school", "school", adult=False), ""),
        (wrong("housing", "shelter", adult=False), ""),
        (wrong("court_accommodation", "court", adult=False), ""),
        (wrong("work", "employer", adult=False), "purpose"),
        (wrong("work", "labour_inspection", adult=False), "purpose"),
        (wrong("housing", "landlord", adult=False), "reader"),
    ],
)
def test_a_letter_has_one_purpose_its_reader_and_functional_terms(found: str, said: str) -> None:
    assert found == said


def test_no_purpose_has_police_a_consulate_or_everybody_as_its_reader() -> None:
    assert {one for many in rules.READERS.values() for one in many} == {
        "employer", "labour_inspection", "shelter", "landlord", "court", "lawyer", "school",
    }  # fmt: skip


@given(st.integers(0, 120), st.booleans(), st.integers(0, 120))
def test_nothing_stands_before_a_release_after_its_time_or_once_revoked(today: int, revoked: bool, until: int) -> None:
    first = date(2026, 1, 1)
    facts = {
        "valid_until": first + timedelta(days=until),
        "revoked_on": first if revoked else None,
        "today": first + timedelta(days=today),
    }
    assert rules.stands(released_on=first, **facts) == (not revoked and today <= until)  # type: ignore[arg-type]
    assert not rules.stands(released_on=None, **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize("typed", ["PCL-5 : 41", "Un score élevé", "نتيجة المقياس", "PHQ9", "ITQ", "أحرز 41 نقطة"])
def test_a_score_is_found_in_three_languages(typed: str) -> None:
    assert found_in(typed, care_content.care().score_words)


@pytest.mark.parametrize(
    "typed", ["Personne victime de traite", "Récit crédible", "هذا الشخص ضحية", "Her account is credible"]
)
def test_a_status_and_credibility_are_found_in_three_languages(typed: str) -> None:
    assert found_in(typed, care_content.care().status_words)


def test_no_word_of_the_content_itself_would_be_refused() -> None:
    """Neither the functional terms nor what the paper says beside them reads as a score, a status or a diagnosis."""
    found = care_content.care()
    never = (*found.score_words, *found.status_words, *functional.functional().diagnosis_words)
    said = [*found.letter.values(), *found.purposes.values(), *found.readers.values()]
    for words in (*said, *(term.names for term in functional.terms().values())):
        for language in ("fr", "ar", "en"):
            assert found_in(words.in_language(language), never) == "", words


def test_every_step_is_named_and_what_nobody_checked_says_so() -> None:
    found = care_content.care()
    assert tuple(found.steps) == (0, 1, 2, 3, 4)
    assert not found.adopted
    assert all(one.unverified for one in found.cautions)
