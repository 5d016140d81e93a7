"""Phrases that are proposed to whoever has none in mind: common words drawn by chance, shown once, kept nowhere.

The words are in content/phrase_words.yaml. Five of 256 are 40 bits: about a million million phrases, each as likely.
"""

import secrets
from dataclasses import dataclass
from functools import lru_cache

from himaya.institutions.content_reader import content_root, read_file

FILE, LANGUAGES = "phrase_words.yaml", ("fr", "ar", "en")


@dataclass(frozen=True, slots=True)
class Drawn:
    """One proposal, and in which language."""

    language: str
    phrase: str


@dataclass(frozen=True, slots=True)
class Words:
    """The words by language, how many are drawn, and what that is worth."""

    words: dict[str, tuple[str, ...]]
    drawn: int
    bits: int


def load() -> Words:
    """The file as it stands. Raises ContentError."""
    top = read_file(content_root() / FILE)
    found = {code: tuple(one for line in top.words(code) for one in line.split()) for code in LANGUAGES}
    sizes = {len(set(words)) for words in found.values()}
    size, drawn = min(sizes), top.number("drawn")
    if len(sizes) != 1 or size & (size - 1) or any(len(set(words)) != len(words) for words in found.values()):
        raise top.gap("each language needs as many words as the others, each once: a power of two")
    return Words(found, drawn, drawn * (size.bit_length() - 1))


@lru_cache(maxsize=1)
def words() -> Words:
    """The same, read once."""
    return load()


def draw() -> list[Drawn]:
    """One proposal in each language, each word by chance and on its own."""
    known = words()
    return [Drawn(code, " ".join(secrets.choice(known.words[code]) for _ in range(known.drawn))) for code in LANGUAGES]
