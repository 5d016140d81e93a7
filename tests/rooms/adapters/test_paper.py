"""Words of a paper: which language is shown, what is left out of a text, and what is isolated in Arabic."""

import pytest

from himaya.adapters.paper import Bullets, Pair, Para, Words, arranged, runs, same, signing, tidy
from tests.rooms.adapters.papers import paper


def latin(text: str) -> list[str]:
    return [piece for piece, way in runs(text, "ar") if way == "ltr"]


@pytest.mark.parametrize(
    ("text", "isolated"),
    [
        ("يوم 2016-07-22 بالرباط", ["2016-07-22"]),
        ("على الرقم +212 5 37 68 00 00، داخليا", ["+212 5 37 68 00 00"]),
        ("بنسبة 80% أو 80 %", ["80%", "80 %"]),
        ("المادة 448-1 من القانون رقم 27.14.", ["448-1", "27.14"]),
        ("من 12 شتنبر 2026", ["12", "2026"]),
        ("وثيقة TRI-2 من (IOM, Rabat).", ["TRI-2", "IOM, Rabat"]),
        ("النقط 7, 8", ["7", "8"]),
        ("بالبريد a.b@example.org", ["a.b@example.org"]),
        (
            "إعادة النظر: Au poste, l’entretien est rare. Nous demandons à revoir.",
            ["Au poste, l’entretien est rare. Nous demandons à revoir"],
        ),
        ("الأساس Règlement intérieur (exercice) · النظام", ["Règlement intérieur (exercice)"]),
        ("الجواب: Qui prend en charge ?", ["Qui prend en charge ?"]),
        ("المادة 4 (2026) من (IOM)", ["4", "2026", "IOM"]),
        ("لا شيء", []),
    ],
)
def test_numbers_dates_telephones_and_latin_words_are_pieces_of_their_own(text: str, isolated: list[str]) -> None:
    assert latin(text) == isolated
    assert "".join(piece for piece, _ in runs(text, "ar")) == text


@pytest.mark.parametrize(
    ("text", "isolated"),
    [
        ("le mot « المائدة المستديرة » ici", ["المائدة المستديرة"]),
        ("Règlement (exercice) · النظام الداخلي (تمرين)", ["النظام الداخلي (تمرين)"]),
        ("cycle (دورة التنسيق), clos", ["دورة التنسيق"]),
        ("titre : دورة «التنسيق» بتلميرا.", ["دورة «التنسيق» بتلميرا"]),
    ],
)
def test_arabic_in_french_is_a_piece_of_its_own_with_the_brackets_it_opens(text: str, isolated: list[str]) -> None:
    assert [piece for piece, way in runs(text, "fr") if way == "rtl"] == isolated
    assert "".join(piece for piece, _ in runs(text, "fr")) == text


def test_marks_that_turn_a_line_round_do_not_get_into_a_paper() -> None:
    assert tidy("a\u202eb\u2066c\u200fd\x00e\x0bf\ufeff") == "abcdef"


def test_letters_are_composed_and_lines_kept() -> None:
    assert tidy("e\u0301te\u0301\r\nb") == "été\nb"


def test_a_missing_language_is_shown_in_one_that_is_there() -> None:
    assert Words("oui", "", "yes").shown("ar") == ("oui", "fr")
    assert Words("", "نعم", "").shown("en") == ("نعم", "ar")
    assert Words().shown("ar") == ("", "ar")
    assert not Words()


def test_what_needs_no_translation_is_missing_in_no_language() -> None:
    assert same("TRI-2").shown("ar") == ("TRI-2", "ar")


def test_a_paragraph_becomes_a_pair_only_in_two_languages() -> None:
    words = same("x")
    listed = Bullets((words,))
    assert arranged(paper(Para(words, "note"), listed, mode="both")) == (Pair(words, "note"), listed)
    assert arranged(paper(Pair(words, "decision"), mode="ar")) == (Para(words, "decision"),)


def test_one_signs_at_the_far_side_and_two_at_the_sides() -> None:
    a, b, c, d = (same(letter) for letter in "abcd")
    assert signing((a,)) == [(None, None, a)]
    assert signing((a, b)) == [(a, None, b)]
    assert signing((a, b, c, d)) == [(a, b, c), (None, None, d)]
    assert signing(()) == []
