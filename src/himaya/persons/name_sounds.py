"""From a written name, in any mixture of Arabic and Latin letters, to its words and their sounds.

A word becomes a string of sounds, one character each (`content/names/sounds.csv`): capitals are consonants,
ā ī ū the long vowels that Arabic writes, a e i u the vowels that Latin writes, ä ï ü ë the vowel that ends a word.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from himaya.persons.name_tables import load

TABLES = load()
# Longer input is cut: no name is this long, and the cost of a comparison grows with the square.
MAX_CHARS = 200
MAX_WORDS = 8
MAX_WORD = 40

ARABIC, LATIN, OTHER = "arabic", "latin", "other"
_ARABIC_LETTERS = "".join(TABLES.arabic)
_WORD = re.compile(rf"[{_ARABIC_LETTERS}]+|[a-zðþßøœæıłđə0-9']+|[^\W\d_]+")
_MARKS = dict.fromkeys((0x640, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)))
_QUOTES = dict.fromkeys(map(ord, "’‘`´ʼʻʾʿˈ′"), "'")
_FOLD = {**_MARKS, **_QUOTES, ord("ﻻ"): "لا"}

_SUN = r"ch|sh|d|n|r|s|t|z"
_JOINED_ARTICLE = re.compile(r"^(?:el|al)(?=[bcdfghjkmnpqrstvwxyz].{3})|^l(?=aa.{3}|[bcdfghjkmnpqrstvwxz].{2})")
_SUN_DOUBLING = re.compile(rf"^(?:e|a(?=rr|ch))({_SUN})(?=\1.{{3}})")
_ELDIN = re.compile(r"[aeiou]ld(?=(?:ine?|een)$)")
_ALLAH = re.compile(r"(?<=.)الله$")
_ARABIC_ARTICLE = re.compile(r"^[اٱ]ل(?=...)")
_ABD = re.compile(rf"^abd(?:[aeiu]|ou)(?:l(?=.{{2}})|(?=({_SUN})\1.{{2}})|(?=s[lm]))")
_ABD_ARABIC = re.compile(r"^عبدال(?=..)")

_ARTICLES = ("el", "al", "ال")

_CONTEXT = {rule.spelling: rule.sound for rule in TABLES.latin if rule.before}
_CONTEXT_RE = re.compile(
    "|".join(
        f"{rule.spelling}(?=[{rule.before}])"
        for rule in sorted(TABLES.latin, key=lambda rule: -len(rule.spelling))
        if rule.before
    )
)
_PLAIN = {rule.spelling: rule.sound for rule in TABLES.latin if not rule.before}
_PLAIN_RE = re.compile("|".join(sorted((s for s in _PLAIN if len(s) > 1), key=len, reverse=True)))
_SINGLE = str.maketrans({spelling: sound for spelling, sound in _PLAIN.items() if len(spelling) == 1})
_ARABIC_MAP = str.maketrans(dict(TABLES.arabic))
_DOUBLE = re.compile(r"(.)\1+")
_END_ARABIC = re.compile(r"(?:āʔ|(?<=.)ā|(?<=ā)ä|(?<=.)H|(?<=.)ī|(?<=.)ū)$")
_END_ARABIC_SOUND = {"āʔ": "ä", "ā": "ä", "ä": "T", "H": "ä", "ī": "ï", "ū": "ü"}
_END_LATIN = re.compile(r"(?:a+e?H?|eH|ie|[eiu])$")
_END_LATIN_SOUND = {"e": "ë", "i": "ï", "ie": "ï", "u": "ü"}


@dataclass(frozen=True, slots=True)
class Word:
    """One part of a name. `text`: normalised, particles spelled by sound; `known`: code of a common name."""

    text: str
    script: str
    sounds: str
    known: str


def fold(name: str) -> str:
    """Case, presentation forms, vowel marks, tatweel, direction marks and Latin accents removed."""
    if name.isascii():
        return name[:MAX_CHARS].lower()
    text = unicodedata.normalize("NFKD", name[:MAX_CHARS].translate(_FOLD)).casefold()
    kept = [c for c in text if not unicodedata.combining(c) or c in "\u0653\u0654\u0655"]
    return unicodedata.normalize("NFC", "".join(kept))[:MAX_CHARS]


def split(text: str) -> list[str]:
    """Words of a folded name: hyphens and spaces part them, an apostrophe does not (N'Diaye, M'hamed)."""
    found = []
    for raw in _WORD.findall(text):
        word = raw.replace("'", "")
        if not word or word.isdigit():
            continue
        if word.isascii() and not word.isalpha():
            word = _spell_digits(word)
        if word:
            found.append(word[:MAX_WORD])
    return found[:MAX_WORDS]


def _spell_digits(word: str) -> str:
    """Chat spelling: 3abd, Sa3id, 7assan, 5alid; a digit that stands for no letter falls away."""
    first = TABLES.chat_first.get(word[0], "") if word[0].isdigit() else word[0]
    return first + "".join(TABLES.chat_digits.get(c, "") if c.isdigit() else c for c in word[1:])


def script_of(word: str) -> str:
    if word[0] in TABLES.arabic:
        return ARABIC
    return LATIN if word.isascii() or word[0] in "ðþßøœæıłđə" else OTHER


def strip_article(word: str) -> str:
    """The word without the article joined to it (Elmehdi, Ezzahra, Lhoussaine); exceptions in particles.csv."""
    if word in TABLES.whole:
        return word
    if word[:2] in _ARTICLES and word[2:] in KNOWN:
        return word[2:]
    if word[0] in "lل" and word[1:] in KNOWN:
        return word[1:]
    if word[0] in "اٱ":
        return _ARABIC_ARTICLE.sub("", word)
    if word[0] in "eal":
        return _SUN_DOUBLING.sub("", _JOINED_ARTICLE.sub("", word))
    return word


def _arabic_sounds(word: str) -> str:
    sounds = _ALLAH.sub("له", word).translate(_ARABIC_MAP)
    first = sounds[0]
    if first == "ā":
        sounds = "ʔ" + sounds[1:]
    elif first == "ī":
        sounds = "Y" + sounds[1:]
    elif first == "ū":
        sounds = "W" + sounds[1:]
    ended = _END_ARABIC.sub(lambda end: _END_ARABIC_SOUND[end.group()], sounds, count=1)
    # A ta marbuta inside a compound (Fatima Zahra in one word) ends nothing.
    return ended[:-1].replace("ä", "a") + ended[-1]


def _latin_sounds(word: str) -> str:
    text = _ELDIN.sub("ed", word)
    text = _CONTEXT_RE.sub(lambda found: _CONTEXT[found.group()], text)
    text = _PLAIN_RE.sub(lambda found: _PLAIN[found.group()], text).translate(_SINGLE)
    text = _DOUBLE.sub(r"\1", text)
    if text[:1] == "w":
        text = "W" + text[1:]
    elif text[:1] == "i" and len(text) > 2 and text[1] in "aeu":
        text = "Y" + text[1:]
    text = text.replace("w", "u")
    if len(text) < 2:
        return text
    return _END_LATIN.sub(lambda end: _END_LATIN_SOUND.get(end.group(), "ä"), text, count=1)


def sounds_of(word: str, script: str) -> str:
    """Sounds of one folded word; another script (Tifinagh, Cyrillic) stands for itself."""
    if script == ARABIC:
        return _arabic_sounds(word)
    return _latin_sounds(word) if script == LATIN else word


def _plain_known() -> dict[str, str]:
    return {
        fold(spelling).replace(" ", ""): strong for strong, spellings in TABLES.known.items() for spelling in spellings
    }


KNOWN = _plain_known()


def make_word(text: str, prefix: str = "") -> Word:
    """A word, its article and abd- form resolved; `prefix` holds the sounds of particles joined before it."""
    script = script_of(text)
    known = "" if prefix else KNOWN.get(text, "")
    if not known and script != OTHER:
        rest = (_ABD_ARABIC if script == ARABIC else _ABD).sub("", text, count=1)
        if rest != text:
            text, prefix = rest, prefix + "ʔBD"
        elif not prefix:
            text = strip_article(text)
            known = KNOWN.get(text, "")
    # The prefix stays in the text, or Karim Ben Ali would read as Karim Ali.
    return Word(prefix + text, script, prefix + sounds_of(text, script), known)


def words_of(name: str) -> list[Word]:
    """The words of a name in reading order, particles and compounds joined, articles and titles dropped."""
    parts = split(fold(name))
    if len(parts) == 1:
        return [make_word(parts[0])]
    if not parts:
        return []
    return [make_word(text, prefix) for text, prefix in _join(parts)]


def _join(parts: list[str]) -> list[tuple[str, str]]:
    """Particles to the word after, suffixes to the word before, articles away: [(text, prefix sounds)]."""
    done: list[tuple[str, str]] = []
    prefix, spelled = "", ""
    last = len(parts) - 1
    for place, part in enumerate(parts):
        if part in TABLES.articles and place < last:
            continue
        bare = strip_article(part)
        if part in TABLES.joins and place < last:
            prefix, spelled = prefix + TABLES.joins[part], spelled + part
            continue
        if done and not prefix and part in TABLES.suffixes:
            before, held = done[-1]
            tail = "الدين" if script_of(before) == ARABIC else "eddine"
            if "ه" in part or "h" in part:
                tail = "الله" if script_of(before) == ARABIC else "allah"
            done[-1] = (before + (tail[2:] if tail[0] in "ا" else tail), held)
            continue
        if done and not prefix and (done[-1][0], bare) in TABLES.pairs:
            done[-1] = (done[-1][0] + bare, done[-1][1])
            continue
        if prefix and part[:2] == "ال" and len(part) > 3:
            bare = part[2:]
        if spelled + bare in KNOWN:
            done.append((spelled + bare, ""))
        elif prefix:
            done.append((bare, prefix))
        else:
            done.append((part, ""))
        prefix = spelled = ""
    kept = [item for item in done if item[0] not in TABLES.titles]
    return kept if len(kept) >= 2 else done
