"""The truth table of do-no-harm 11: what is advised by what she says; what a phrase must be; when a letter stands."""

import hashlib
import re
from datetime import date
from itertools import product

import pytest

from himaya.attestations import phrases, proposed, rules
from himaya.attestations.content import catalogue

pytestmark = pytest.mark.capability("C5")
Y, N, U = rules.YES, rules.NO, rules.UNKNOWN
CARRY, LEAVE, NOT = rules.CARRY, rules.LEAVE_IT, rules.RATHER_NOT
# Could it be found | is somebody near whom she fears | lives with somebody who must not know | hurt if found -> advice.
TABLE = [
    (N, N, N, N, CARRY),
    (Y, N, N, N, LEAVE),
    (N, Y, N, N, LEAVE),
    (N, N, Y, N, LEAVE),
    (U, N, N, N, LEAVE),
    (N, U, N, N, LEAVE),
    (N, N, U, N, LEAVE),
    (N, N, N, U, LEAVE),
    (U, U, U, U, LEAVE),
    (N, N, N, Y, NOT),
    (U, U, U, Y, NOT),
    (Y, Y, N, N, NOT),
    (Y, N, Y, N, NOT),
    (Y, Y, Y, U, NOT),
    (U, Y, Y, N, LEAVE),
]


@pytest.mark.parametrize(("finds", "fears", "lives", "harm", "expected"), TABLE)
def test_what_is_advised(finds: str, fears: str, lives: str, harm: str, expected: str) -> None:
    assert rules.advice({"finds": finds, "fears": fears, "lives": lives, "harm": harm}) == expected


def test_only_four_times_no_is_safe_and_what_is_missing_is_not_known() -> None:
    """Seen red with a missing answer read as no."""
    for said in product(rules.ANSWERS, repeat=4):
        answers = dict(zip(rules.QUESTIONS, said, strict=True))
        assert (rules.advice(answers) == CARRY) == (set(said) == {N})
    for name in rules.QUESTIONS:
        assert rules.advice({one: N for one in rules.QUESTIONS if one != name}) == LEAVE


@pytest.mark.parametrize(
    ("advised", "kept", "expected"),
    [(CARRY, "carried", False), (LEAVE, "carried", True), (NOT, "carried", True), (NOT, "at_desk", False),
     (LEAVE, "with_lawyer", False)],
)  # fmt: skip
def test_who_carries_it_against_the_advice_has_heard_it(advised: str, kept: str, expected: bool) -> None:
    assert rules.must_hear(advised, kept) is expected


def test_a_letter_stands_until_its_last_day_and_not_once_it_was_taken_back() -> None:
    last = rules.last_day(date(2026, 11, 24), 30)
    assert last == date(2026, 12, 24)
    assert rules.stands(valid_until=last, taken_back_on=None, today=last)
    assert not rules.stands(valid_until=last, taken_back_on=None, today=date(2026, 12, 25))
    assert not rules.stands(valid_until=last, taken_back_on=date(2026, 11, 25), today=date(2026, 11, 25))


SAME = [
    ("Trois oiseaux bleus", "trois  OISEAUX, bleus."),
    ("L’été à Fès", "l'ete a fes"),
    ("Ma sœur et l’œuf", "ma soeur et l'oeuf"),
    ("وردة الصباح", "ورده الصباح"),
    ("أحمر وأخضر", "احمر واخضر"),
    ("ليلى في السوق", "ليلي فى السوق"),
    ("بَابٌ أَخْضَر", "باب أخضر"),
    ("القمــر الصغير", "القمر الصغير"),
    ("سبعة ٧ أقمار", "سبعة 7 أقمار"),
    ("کتاب گل", "كتاب كل"),
    ("cafe\u0301 du port", "café du port"),
    ("شؤون الناس", "شوون الناس"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_two_ways_of_typing_the_same_words_are_one_phrase(one: str, other: str) -> None:
    assert phrases.tidy(one) == phrases.tidy(other)


def test_other_words_are_another_phrase() -> None:
    assert phrases.tidy("trois oiseaux bleus") != phrases.tidy("trois oiseaux verts")
    assert phrases.tidy("باب أخضر") != phrases.tidy("باب أحمر")


@pytest.mark.parametrize(
    ("phrase", "enough"),
    [("trois oiseaux", True), ("bleu", False), ("0612345678901", False), ("aaaaaaaaaaaaaaaa", False), ("", False),
     ("باب أخضر وقمر", False), ("باب أخضر وقمر صغير", True), ("     !!!!!!!!!!!!!!!!", False)],
)  # fmt: skip
def test_a_phrase_has_letters_enough_and_is_no_number(phrase: str, enough: bool) -> None:
    assert phrases.long_enough(phrase, 12) is enough


@pytest.mark.parametrize(
    ("phrase", "bearer", "weak"),
    [("aaaaaaaaabcd", "", True), ("motdepasse12", "", True), ("Zahra Canary 1999", "Zahra Canary", True),
     ("abcdefghijklmnop", "", True), ("bleubleubleu", "", True), ("azertyuiop12", "", True),
     ("بسم الله الرحمن الرحيم", "", True), ("السلام عليكم المغرب", "", True), ("trois oiseaux", "", False),
     ("باب أخضر وقمر صغير", "", False), ("Trois oiseaux bleus et un puits", "Zahra Canary", False)],
)  # fmt: skip
def test_a_phrase_that_is_tried_first_is_none(phrase: str, bearer: str, weak: bool) -> None:
    """Seen red without the rule: each of them has letters enough."""
    assert phrases.guessed(phrase, 12, known=catalogue().phrase_known, bearer=bearer) is weak


@pytest.mark.usefixtures("full_cost")
def test_the_derivation_is_scrypt_as_its_standard_says_and_tells_letters_apart() -> None:
    """By the library and by Python's own: the page in the browser is held to the same in test_attestation_browser."""

    assert (phrases.COST, phrases.BLOCK, phrases.LANES) == (17, 8, 1)
    assert phrases.METHOD == "scrypt-17-8-1", "what a letter says of its derivation is what is done"
    number, phrase = "K7MR-2QXD-9FGH", "Trois oiseaux bleus"
    salt = hashlib.sha256(b"himaya attestation salt 1" + number.encode()).digest()[:16]
    own = hashlib.scrypt(b"troisoiseauxbleus", salt=salt, n=1 << 17, r=8, p=1, maxmem=1 << 28, dklen=32)
    assert phrases.slow(number, phrase) == own
    assert phrases.slow("K7MR-2QXD-9FGJ", phrase) != own
    assert phrases.fits(number, "TROIS oiseaux  bleus", phrases.verifier(own))
    assert not phrases.fits(number, "trois oiseaux verts", phrases.verifier(own))
    assert phrases.mark_of(own, b"a" * 32) != phrases.mark_of(own, b"b" * 32)


def test_words_that_are_proposed_are_worth_forty_bits_and_pass_the_rule_of_phrases() -> None:
    known = proposed.words()
    assert (known.drawn, known.bits) == (5, 40)
    for code, words in known.words.items():
        assert len({phrases.tidy(one) for one in words}) == 256, f"{code}: two words that are typed alike are one"
        assert min(len(phrases.tidy(one)) for one in words) >= 2
    for _ in range(50):
        for one in proposed.draw():
            assert len(one.phrase.split()) == 5
            assert set(one.phrase.split()) <= set(known.words[one.language])


def test_a_proposed_phrase_is_taken_as_a_phrase() -> None:
    refused = [
        one.phrase
        for _ in range(200)
        for one in proposed.draw()
        if not phrases.long_enough(one.phrase, 12) or phrases.guessed(one.phrase, 12, known=catalogue().phrase_known)
    ]
    assert not refused


def test_a_letter_in_arabic_names_both_bearers_or_none() -> None:
    """A woman shows it too. Seen red with the bearer in the masculine alone."""
    known = catalogue()
    said = [known.how, known.how_alone, *(words for text in known.texts.values() for words in text.paragraphs)]
    for words in said:
        arabic = words.in_language("ar")
        assert not re.search(r"الشخص|حامل|(?<!صاحبة أو )(?<!صاحبته أو )صاحب(?!ة|ته)|\b(إليه|عنه|رغب)\b", arabic)
