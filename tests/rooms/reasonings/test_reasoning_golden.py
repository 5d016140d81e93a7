"""Six invented people: each is argued as a jurist expects, and no word of their tables concludes."""

import re

import pytest
from django.utils.translation import override

from himaya.reasonings import argued, document, golden, rules, table, words
from himaya.reasonings.golden import Sample

pytestmark = pytest.mark.capability("B2")
SAMPLES = golden.load()
LANGUAGES = ("fr", "ar", "en")
# Words by which a page would conclude, grade or judge; quoted nowhere, so searched for everywhere.
CONCLUDES = {
    "en": r"victims?\b|\bproven\b|\bproves\b|established|conclu|guilty|verdict|\bscore|\blevel\b|likely|probab|"
    r"credib|positive\b|negative\b|is trafficked|is trafficking\b|%",
    "fr": r"victimes?\b|prouv|établi(?!r)|conclu|coupable|verdict|\bscore|\bniveau\b|vraisembl|probab|crédib|"
    r"positi[fv]|négati[fv]|\bindices?\b|%",
    "ar": r"ضحية|ضحايا|ثبت|يثبت|استنتاج|مذنب|حكم نهائي|\b(?:ال)?درجة|مستوى|محتمل|مصداقية|إيجابي|سلبي|%",
}


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda one: one.id)
def test_each_is_argued_as_expected(sample: Sample) -> None:
    found = sample.argued()
    assert {one.element: one.standing for one in found.argument.elements} == dict(sample.expect)
    assert len(found.argument.missing) == sample.missing, [words.gap(one) for one in found.argument.missing]


def test_there_are_six_and_two_of_them_are_not_argued_as_trafficking() -> None:
    assert len(SAMPLES) == 6
    speaks = [one.id for one in SAMPLES if one.argued().argument.of(rules.PURPOSE).standing == rules.FOR]
    assert {one.id for one in SAMPLES} - set(speaks) == {"smuggled-only", "unpaid-wages-only"}


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda one: one.id)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_has_its_eight_parts_in_three_languages_and_none_is_empty(sample: Sample, language: str) -> None:
    with override(language):
        rows = table.rows(sample.argued())
    heads = [row.head for row in rows]
    assert len(heads) == len(set(heads)) >= 9
    assert all(row.said or row.lines for row in rows)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_a_table_concludes(language: str) -> None:
    """Everything that this room itself says, in every state: the words of people and of the law are not ours."""
    with override(language):
        said = [table.not_a_decision(), table.aid_source(), table.signs_unknown(1), table.signs_unknown(3)]
        for one in (
            words.ELEMENTS, words.ACTS, words.WAYS, words.STANDINGS, words.STANCES, words.ANSWERS, words.SOURCES,
            words.QUALIFIER, words.REACHES, words.FLAGS, words.NOTES, words.WHYS, words.STANDS, words.KINDS,
            words.SIGNS, words._MISSING,
        ):  # fmt: skip
            said += [str(text) for text in one.values()]
        said += [row.head for sample in SAMPLES for row in table.rows(sample.argued())]
        said += [row.said for sample in SAMPLES for row in table.rows(sample.argued())]
        found = [one for one in said if re.search(CONCLUDES[language], one, re.IGNORECASE)]
    assert found == []


def test_the_hunt_for_concluding_words_finds_one() -> None:
    for language, word in (("en", "trafficking is proven"), ("fr", "la traite est établie"), ("ar", "ثبت الاتجار")):
        assert re.search(CONCLUDES[language], word, re.IGNORECASE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_document_for_jurists_has_them_all(language: str) -> None:
    page = document.page(language)
    assert page.count("\n## ") == 6
    for sample in SAMPLES:
        assert sample.title.in_language(language) in page


def test_what_is_to_be_verified_stands_apart_in_every_table() -> None:
    for sample in SAMPLES:
        for one in sample.argued().leaned(argued.CHAIN):
            assert one.mark == "C", one.id
