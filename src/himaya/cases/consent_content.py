"""What is read with a person before they answer: a plain text, an icon and, where there is one, a recording."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from himaya.cases import rules_consents
from himaya.institutions import catalogue
from himaya.institutions.content import LocalText
from himaya.institutions.content_reader import content_root, read_file

FILE = "consent_texts.yaml"
SAYING, PURPOSE, DATA_CLASS = "saying", "purpose", "data_class"
KINDS = (SAYING, PURPOSE, DATA_CLASS)
# What is said of every question, in this order; then what only some need.
ALWAYS = ("ask", "no", "if_no", "withdraw", "known", "until", "who")
SOMETIMES = ("request", "child", "consulate", "consulate_once")
ICONS = (
    "age", "back", "card", "child", "danger", "day", "eye", "family", "flag", "health", "help", "list", "name", "no",
    "once", "paper", "person", "phone", "place", "signs", "speak", "work",
)  # fmt: skip
# How a recording may be stored, and what it is then said to be.
SOUNDS = {"ogg": "audio/ogg", "mp3": "audio/mpeg"}
_NAME = re.compile(r"^[a-z][a-z-]*$")
# An adult is addressed in the plural of politeness, which a child hears as "all of you".
_POLITE = {
    "fr": re.compile(r"\b(?:vous|votre|vos)\b", re.IGNORECASE),
    "ar": re.compile(r"[ء-ي]{2,}كم(?![ء-ي])|أنتم"),
}
_LANGUAGE = re.compile(r"^[a-z]{2,3}$")


@dataclass(frozen=True, slots=True)
class Plain:
    """One text; `child`: in the singular. `darija`, how it is spoken to one person, has the keys ar and latin."""

    id: str
    kind: str
    icon: str
    audio: str
    texts: LocalText
    child: LocalText | None
    darija: dict[str, str]

    def to(self, *, child: bool) -> LocalText:
        """The text for an adult or for a child."""
        return self.child if child and self.child is not None else self.texts


@lru_cache(maxsize=1)
def texts() -> dict[tuple[str, str], Plain]:
    """Every text, by kind and id, in the order of the content."""
    return {(row.kind, row.id): row for row in load_texts()}


def load_texts() -> tuple[Plain, ...]:
    """Read anew, strictly: a text for each purpose, each class of data and each saying. Raises ContentError."""
    file = read_file(content_root() / FILE)
    found = []
    for row in file.rows("texts"):
        audio = row.text("audio")
        if not _NAME.match(audio):
            raise row.gap("a recording is named in small letters and hyphens")
        spoken = row.inner("darija")
        darija = {script: spoken.text(script) for script in ("ar", "latin")}
        kind, icon = row.one_of("kind", KINDS), row.one_of("icon", ICONS)
        one = Plain(row.text("id"), kind, icon, audio, row.local("texts"), row.maybe_local("child"), darija)
        for language, polite in _POLITE.items():
            if polite.search(one.to(child=True).in_language(language)):
                raise row.gap(f"child ({language}): a child is spoken to in the singular")
        found.append(one)
    there = {(one.kind, one.id) for one in found}
    asked = {(DATA_CLASS, name) for name, row in catalogue.data_classes().items() if not row.always}
    wanted = asked | {(PURPOSE, one) for one in rules_consents.PURPOSES} | {(SAYING, one) for one in ALWAYS + SOMETIMES}
    if there != wanted or len(found) != len(there) or len({one.audio for one in found}) != len(found):
        raise file.gap(f"texts must be, once each: {sorted(wanted ^ there)}")
    return tuple(found)


def recording(language: str, audio: str) -> Path | None:
    """The recording of a text in a language; None where nobody placed one. Only a name of the content is looked for."""
    if not _LANGUAGE.match(language) or audio not in {one.audio for one in texts().values()}:
        return None
    places = (content_root() / "audio" / language / f"{audio}.{ending}" for ending in SOUNDS)
    return next((place for place in places if place.is_file()), None)
