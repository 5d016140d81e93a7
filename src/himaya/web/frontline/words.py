"""What the first line says, from `content/first_line_words.yaml`: three languages, and a mark for each sentence."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from himaya.institutions.content import content_root
from himaya.institutions.content_rows import UNVERIFIED
from himaya.kernel import languages

# Digits, and what stands between them in a telephone number, an hour or a reference.
_NUMBER = re.compile(r"\d[\d\u00a0\u202f .:/-]*\d|\d")


@dataclass(frozen=True, slots=True)
class Word:
    """One sentence. `darija` has the keys ar and latin when it is also said aloud.

    `unverified`: it states medicine or law, and nobody has checked it against its source yet.
    """

    texts: dict[str, str]
    unverified: bool
    darija: dict[str, str]


@lru_cache(maxsize=1)
def all_words() -> dict[str, Word]:
    """Every sentence by its key."""
    document = yaml.safe_load((content_root() / "first_line_words.yaml").read_text("utf-8"))
    return {key: _word(row) for key, row in document["words"].items()}


def _word(row: dict[str, Any]) -> Word:
    texts = {code: str(row[code]) for code in languages.CODES}
    return Word(texts, bool(row.get("states")) and row["mark"] in UNVERIFIED, dict(row.get("darija") or {}))


def say(key: str, **filled: object) -> SafeString:
    """The sentence in the page's language, numbers kept apart from Arabic text. Raises KeyError."""
    text = languages.pick(all_words()[key].texts)
    return apart(text.format(**filled) if filled else text)


def knows(key: str) -> bool:
    return key in all_words()


def apart(text: str) -> SafeString:
    """Escaped text; in Arabic every number stands in a left-to-right island."""
    safe = str(escape(text))
    if languages.current() == "ar":
        # Built from escaped text and fixed tags only, which is what mark_safe asserts. Entities hold digits too.
        parts = re.split(r"(&#?\w+;)", safe)
        safe = "".join(
            part if part.startswith("&") else _NUMBER.sub(r'<bdi dir="ltr">\g<0></bdi>', part) for part in parts
        )
    return mark_safe(safe)  # noqa: S308
