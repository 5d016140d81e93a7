"""Every text in three languages: where they stand in a document, and whether each language is there and its own."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from himaya.institutions.content_rows import LANGUAGES
from himaya.ops.content_rules.arabic import arabic_faults
from himaya.ops.content_rules.english import english_faults
from himaya.ops.content_rules.french import french_faults
from himaya.ops.content_rules.gap import Gap
from himaya.ops.content_rules.same_words import may_be_the_same

_NAMING = ("id", "uid", "instrument", "username", "name", "value", "use")
_SLOT = re.compile(r"\{[a-z_]+\}")
_FAULTS = {"fr": french_faults, "ar": arabic_faults, "en": english_faults}


@dataclass(frozen=True, slots=True)
class Text:
    """A mapping that holds one text in several languages, and where it stands."""

    file: str
    row: str
    values: dict[str, object]


def texts_in(file: str, document: object, row: str = "") -> Iterator[Text]:
    """Every mapping with at least two of fr, ar and en. A `darija` map (ar, latin) is speech, not a translation."""
    if isinstance(document, list):
        for place, item in enumerate(document):
            yield from texts_in(file, item, _named(item) or f"{row}[{place}]")
    elif isinstance(document, dict):
        found = {language: document[language] for language in LANGUAGES if language in document}
        if len(found) >= 2:
            yield Text(file, row, found)
        for key, value in document.items():
            if key not in LANGUAGES and key != "darija":
                yield from texts_in(file, value, _join(row, str(key)))


def gaps_of(text: Text) -> Iterator[Gap]:
    """Languages missing, empty or copied; slots that differ; and what each language's own rules say."""
    written = {language: _flat(text.values.get(language)) for language in LANGUAGES}
    for language, value in written.items():
        if not value:
            yield Gap(text.file, text.row, language, "the text is missing or empty")
    yield from _copies(text, written)
    slots = {language: sorted(_SLOT.findall(value)) for language, value in written.items() if value}
    for language, names in slots.items():
        if names != next(iter(slots.values())):
            yield Gap(text.file, text.row, language, "the slots {…} differ from the other languages")
    for language, value in written.items():
        for fault in _faults(language, value):
            yield Gap(text.file, text.row, language, fault)


# Without a bound: a walk in order through one text more than a bounded cache holds finds nothing there, ever.
@cache
def _faults(language: str, value: str) -> tuple[str, ...]:
    """What a language's own rules say of a text: the same text stands in several files, and is checked again."""
    return tuple(_FAULTS[language](value))


def _copies(text: Text, written: dict[str, str]) -> Iterator[Gap]:
    bare = {language: _SLOT.sub("", value).strip() for language, value in written.items()}
    for first, second in (("fr", "en"), ("fr", "ar"), ("ar", "en")):
        same = bare[first].casefold() == bare[second].casefold()
        if bare[first] and same and not may_be_the_same(bare[first]):
            yield Gap(text.file, text.row, second, f"copied from {first}")


def _flat(value: object) -> str:
    """A list of sentences counts as one text, and an empty sentence empties it."""
    if isinstance(value, list):
        parts = [_flat(item) for item in value]
        return "\n".join(parts) if all(parts) else ""
    return value.strip() if isinstance(value, str) else ""


def _named(item: object) -> str:
    if not isinstance(item, dict):
        return ""
    return next((str(item[key]) for key in _NAMING if isinstance(item.get(key), str)), "")


def _join(row: str, key: str) -> str:
    return f"{row}.{key}" if row else key
