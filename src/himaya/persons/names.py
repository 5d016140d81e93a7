"""Keys of a person's name: one key space for Arabic and Latin spellings.

The rules are tables under `content/names`, reviewed by Arabic readers; the measured recall and collisions are in
`benchmarks/names.py`. Nothing here is cached: a cache would keep names of protected persons in memory.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations

from himaya.persons.name_sounds import OTHER, TABLES, Word, fold, script_of, sounds_of, words_of

RULE_VERSION = TABLES.version

FULL, PHONETIC_PAIR, SURNAME_YEAR = "full", "phonetic_pair", "surname_year"

_STRONG = str.maketrans(dict(TABLES.strong))
_WEAK = str.maketrans(dict(TABLES.weak))
_DOUBLE = re.compile(r"(.)\1+")


@dataclass(frozen=True, slots=True)
class NameKey:
    """`strong` and `weak`: one key per part, in reading order. `normal`: the parts as written, folded and sorted."""

    strong: tuple[str, ...]
    weak: tuple[str, ...]
    normal: str

    @property
    def strong_line(self) -> str:
        """Strong keys in alphabetical order, so that given name and surname may be swapped."""
        return " ".join(sorted(self.strong))

    @property
    def weak_line(self) -> str:
        return " ".join(sorted(self.weak))


_OPENING = frozenset("ʔʕaeiuäëïü")


def _skeleton(sounds: str) -> str:
    return ("A" if sounds[:1] in _OPENING else "") + sounds.translate(_STRONG)


def strong_of(word: Word) -> str:
    """Consonants, whether the word starts with a vowel, and the vowel that ends it; or the word, if it has none."""
    return _strong_key(word) or word.text


def weak_of(word: Word) -> str:
    """Consonants only, merged into fewer classes; for finding candidates, never as evidence."""
    return _weak_key(word) or word.text


def _strong_key(word: Word) -> str:
    """Empty where nothing but the word itself tells it from another: a script whose sounds are not known here."""
    if word.known:
        return _KNOWN_STRONG[word.known]
    return "" if word.script == OTHER else _skeleton(word.sounds)


def _weak_key(word: Word) -> str:
    if word.script == OTHER:
        return ""
    return _DOUBLE.sub(r"\1", _KNOWN_SOUNDS.get(word.known, word.sounds).translate(_WEAK))


def _known_sounds() -> dict[str, str]:
    """Sounds of the first spelling of each common name."""
    first = {code: fold(spellings[0]).replace(" ", "") for code, spellings in TABLES.known.items()}
    return {code: sounds_of(text, script_of(text)) for code, text in first.items()}


def _known_strong(sounds: dict[str, str]) -> dict[str, str]:
    """Key of each common name: its sounds, unless two common names share them (Hassan, Houcine): then its code."""
    plain = {code: _skeleton(found) for code, found in sounds.items()}
    count = Counter(plain.values())
    return {code: found if count[found] == 1 else code for code, found in plain.items()}


_KNOWN_SOUNDS = _known_sounds()
_KNOWN_STRONG = _known_strong(_KNOWN_SOUNDS)


def key(name: str) -> NameKey:
    """Key of a whole name. An empty name, digits or emoji give empty tuples; never raises on text."""
    words = words_of(name)
    return NameKey(
        tuple([strong_of(word) for word in words]),
        tuple([weak_of(word) for word in words]),
        " ".join(sorted([word.text for word in words])),
    )


def hidden_key(name: str, hide: Callable[[str], str]) -> NameKey:
    """The same key without a word as it is written: what has no sounds stands as `hide` gives it.

    Hidden words are equal or not, and never near: with one of them the whole weak key is hidden. `normal`, the words
    themselves, is left empty.
    """
    words = words_of(name)
    strong = [_strong_key(word) or hide(word.text) for word in words]
    # A short name of vowels (Aya) has no consonants, and its strong key says it as well.
    weak = [_weak_key(word) or _strong_key(word) for word in words]
    if words and not all(weak):
        weak = [hide(" ".join(sorted(one or word.text for one, word in zip(weak, words, strict=True))))]
    return NameKey(tuple(strong), tuple(weak), "")


def tokens_for_index(name: str, birth_year: int | None) -> list[tuple[str, str]]:
    """What the blind index may hold of a name: (kind, token), sorted, without duplicates.

    A lone given name gives nothing phonetic, and there are no n-grams: with a leaked index key both would let a
    dictionary attack read the register (design: security, blind index).
    """
    found = key(name)
    if not found.normal:
        return []
    tokens = {(FULL, found.normal)} if len(found.strong) > 1 else set()
    tokens |= {(PHONETIC_PAIR, f"{first} {second}") for first, second in combinations(sorted(found.strong), 2)}
    if birth_year is not None and len(found.strong) > 1:
        tokens.add((SURNAME_YEAR, f"{found.strong[-1]} {birth_year}"))
    return sorted(tokens)
