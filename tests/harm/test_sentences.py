"""What protects a life is written out: one word changed in one language is red, in content, in code and in catalogues.

Seen red with "Call the family, the employer or the consulate." in content/first_line_words.yaml (English), with
« Appelez » there (French), with "اتصلوا" there (Arabic), with a word of the Darija of content/reporting_positions.yaml,
and with a French word of locale/cases.
"""

import re
from collections.abc import Callable, Iterator, Mapping

import pytest

from tests.harm import said
from tests.harm.said import ROOT, Sentence

pytestmark = [pytest.mark.once]
# What a sentence is about that is never said without being written out here.
WATCHED = re.compile(
    r"\bconsul(?:ate|ar)|\bimplicated|\b(?:72|120) hours|\bnot a statement|\bleave the \w+ alone", re.I
)
# Sentences that speak of such a thing and warn of nothing: asking, noting, or a name.
WARN_OF_NOTHING = {
    "A contact with a consulate was written down.",
    "After the first assessment: within 72 hours.",
    "Implicated?",
    "Implicated? Does it press? Is it threatened? Who still depends on the person there?",
    "May a parent or guardian be implicated?",
    "May they be implicated?",
    "Only a yes about a consulate is used up by a contact.",
    "Had you asked the police or a consulate for help before?",
    "Which consulate, by the yes of the person?",
    "Write down what the consulate was asked, and what it was told.",
    "You wrote that they may be implicated. A second person of your desk says that it was a mistake.",
}


def changed(sentences: tuple[Sentence, ...], now: Callable[[Sentence], Mapping[str, str]]) -> Iterator[str]:
    """Which sentences say something else today, in which language."""
    for one in sentences:
        found = now(one)
        for language in sorted({*one.words, *found}):
            if found.get(language) != one.words.get(language):
                yield f"{one}, {language}: {found.get(language)!r}"


def test_content_says_what_is_written_out_here() -> None:
    assert list(changed(said.in_content(), said.now_in_content)) == []


def test_the_code_and_the_catalogues_say_what_is_written_out_here() -> None:
    assert list(changed(said.on_pages(), said.now_on_pages)) == []


def test_every_sentence_is_here_in_three_languages_each_once() -> None:
    for sentences in (said.in_content(), said.on_pages()):
        assert all(one.words[language].strip() for one in sentences for language in said.LANGUAGES)
        places = [(one.where, one.place, one.words["en"]) for one in sentences]
        assert len(set(places)) == len(places)


@pytest.mark.parametrize("language", [*said.LANGUAGES, *said.SPOKEN])
def test_a_word_less_in_one_language_is_seen(language: str) -> None:
    """Planted fault: any one sentence with its first word gone."""
    for sentences in (said.in_content(), said.on_pages()):
        for one in sentences:
            if language in one.words:
                words = {**one.words, language: one.words[language].partition(" ")[2]}
                assert list(changed((one,), lambda _one, words=words: words)) != []
    assert any(language in one.words for one in said.in_content())


def sentences_of(node: object) -> Iterator[str]:
    """Every English sentence below a node of content/; a name or a label ends without a point and is none."""
    if isinstance(node, Mapping):
        english = node.get("en")
        if isinstance(english, str) and english.rstrip("”").endswith((".", "?")):
            yield english
        node = list(node.values())
    if isinstance(node, list):
        for one in node:
            yield from sentences_of(one)


def test_no_sentence_about_what_is_watched_stands_unwritten() -> None:
    """A new warning comes in here as well. Seen red with a warning on the consulate that says something else."""
    known = {one.words["en"] for one in (*said.in_content(), *said.on_pages())} | WARN_OF_NOTHING
    found = set()
    for file in sorted((ROOT / "content").glob("*.yaml")) + sorted((ROOT / "content" / "instruments").rglob("*.yaml")):
        found |= set(sentences_of(said.document(file.relative_to(ROOT).as_posix())))
    for room in sorted(path.name for path in (ROOT / "locale").iterdir()):
        found |= {english for _context, english in said.catalogue(room, "fr") if english.endswith((".", "?"))}
    assert sorted(one for one in found - known if WATCHED.search(one)) == []
