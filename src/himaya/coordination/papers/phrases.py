"""The fixed phrases of the papers, from `content/papers.yaml`, filled in all three languages at once."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import cast

from himaya.adapters.paper import LANGUAGES, Words, same
from himaya.institutions.content import ContentError, content_root
from himaya.institutions.content_reader import read_mapping
from himaya.kernel import days

Slot = Words | str | int
Texts = Mapping[str, str]


@lru_cache(maxsize=1)
def _phrases() -> Mapping[str, Texts]:
    rows = read_mapping(content_root() / "papers.yaml").get("phrases")
    if not isinstance(rows, dict):
        raise ContentError("papers.yaml", "phrases", "a mapping is expected")
    return cast("Mapping[str, Texts]", rows)


def say(key: str, /, **slots: Slot) -> Words:
    """One phrase with its slots filled. A programmer's KeyError for a phrase that is not there."""
    return fill(_phrases()[key], **slots)


def fill(text: Texts, /, **slots: Slot) -> Words:
    """A text of three languages with its slots filled; a slot missing in a language shows another one's."""
    return Words(**{code: text[code].format(**{k: _in(v, code) for k, v in slots.items()}) for code in LANGUAGES})


def _in(value: Slot, language: str) -> str:
    return value.shown(language)[0] if isinstance(value, Words) else str(value)  # type: ignore[arg-type]


def words(texts: Texts | None) -> Words:
    """A text kept by language."""
    return Words(**{code: texts.get(code, "") for code in LANGUAGES}) if texts else Words()


def typed(text: str) -> Words:
    """What somebody typed in whatever language: shown as it is in every one."""
    return same(text)


def joined(parts: Iterable[Words], between: str = "\n") -> Words:
    """Several texts one after the other, in each language; what one language lacks is shown in another."""
    kept = [one for one in parts if one]
    return Words(**{code: between.join(one.shown(code)[0] for one in kept) for code in LANGUAGES})


def listed(parts: Iterable[Words]) -> Words:
    """Several texts on one line, with the comma of each language."""
    kept = list(parts)
    commas = {"fr": ", ", "ar": "، ", "en": ", "}
    return Words(**{code: joined(kept, comma).shown(code)[0] for code, comma in commas.items()})  # type: ignore[arg-type]


def day(on: date) -> Words:
    """A day in words."""
    return Words(**{code: days.in_words(on, code) for code in LANGUAGES})


def hour(moment: datetime) -> Words:
    """An hour, the way each language writes it."""
    return Words(**{code: days.hour_in_words(moment, code) for code in LANGUAGES})


def half_day(code: str) -> Words:
    """`2026-12-10-am` in words."""
    on, _, part = code.rpartition("-")
    return say(f"half_day_{part}", day=day(date.fromisoformat(on)))
