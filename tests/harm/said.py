"""The sentences that protect a life, as `said_in_content.yaml` and `said_on_pages.yaml` have them written out.

Both files are literals: no test here may take from `content/` or from a catalogue what it then looks for there.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
LANGUAGES = ("fr", "ar", "en")
# The spoken words beside a text, in Arabic and in Latin letters, as `darija` in content/ calls them.
SPOKEN = {"darija": "ar", "latin": "latin"}
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Sentence:
    """One sentence: the rule that it serves, where it stands, and its words by language."""

    rule: int
    where: str
    place: str
    words: Mapping[str, str]

    def __str__(self) -> str:
        return f"{self.where} {self.place or self.words['en'][:40]}"


@cache
def in_content() -> tuple[Sentence, ...]:
    return tuple(_sentences("said_in_content.yaml", where="at", place="place"))


@cache
def on_pages() -> tuple[Sentence, ...]:
    """`where` is the room of the catalogue, `place` the context that tells two equal sentences apart."""
    return tuple(_sentences("said_on_pages.yaml", where="room", place="context"))


def _sentences(file: str, *, where: str, place: str) -> Iterator[Sentence]:
    for row in yaml.load((HERE / file).read_text("utf-8"), Loader=_LOADER):  # noqa: S506 a safe loader
        words = {one: row[one] for one in (*LANGUAGES, *SPOKEN) if one in row}
        yield Sentence(row["rule"], row[where], row.get(place, ""), words)


def of(place: str) -> Mapping[str, str]:
    """The words of one sentence of the first line, by its key there."""
    return next(one.words for one in in_content() if one.place == f"words/{place}")


@cache
def document(file: str) -> Any:
    """A file of content/, read."""
    return yaml.load((ROOT / file).read_text("utf-8"), Loader=_LOADER)  # noqa: S506 a safe loader


def now_in_content(one: Sentence) -> dict[str, str]:
    """What stands at its place today; nothing where the place is gone."""
    node: Any = document(one.where)
    for step in one.place.split("/"):
        node = _within(node, step)
    found = {language: str(node.get(language, "")) for language in LANGUAGES}
    spoken = node.get("darija") or {}
    return found | {ours: str(spoken[theirs]) for ours, theirs in SPOKEN.items() if spoken.get(theirs)}


def _within(node: Any, step: str) -> Any:
    if isinstance(node, Mapping):
        return node.get(step, {})
    named = (
        one for one in node if isinstance(one, Mapping) and step in (one.get("id"), one.get("key"), one.get("name"))
    )
    return next(named, {}) if not step.isdigit() else node[int(step)]


@dataclass(frozen=True)
class Entry:
    """One line of a catalogue: its words in the other language, and the files that say it."""

    words: str
    files: tuple[str, ...]


@cache
def catalogue(room: str, language: str) -> dict[tuple[str, str], Entry]:
    """A catalogue by context and English sentence."""
    file = ROOT / "locale" / room / language / "LC_MESSAGES" / "django.po"
    return {(entry[0], entry[1]): entry[2] for entry in _entries(file.read_text("utf-8"))}


def _entries(text: str) -> Iterator[tuple[str, str, Entry]]:
    for block in text.split("\n\n"):
        parts = dict(re.findall(r'^(msgctxt|msgid|msgstr) ((?:".*"\n?)+)', block, re.MULTILINE))
        if "msgid" in parts and "msgstr" in parts:
            said = {
                name: "".join(ast.literal_eval(line) for line in lines.split("\n") if line)
                for name, lines in parts.items()
            }
            files = tuple(re.findall(r"(src/\S+)", " ".join(re.findall(r"^#: (.*)$", block, re.MULTILINE))))
            yield said.get("msgctxt", ""), said["msgid"], Entry(said["msgstr"], files)


@cache
def source(file: str) -> str:
    """What a source says, with the parts of a sentence that is written over several lines joined."""
    text = (ROOT / file).read_text("utf-8")
    joined = re.sub(r'"\s*\n\s*"', "", text)
    return re.sub(r"\s+", " ", joined)


def now_on_pages(one: Sentence) -> dict[str, str]:
    """What the code and the catalogues say today: English where every file that the catalogue names still has it."""
    english = one.words["en"]
    found = {language: catalogue(one.where, language).get((one.place, english)) for language in ("fr", "ar")}
    files = {file for entry in found.values() if entry for file in entry.files}
    said = bool(files) and all(_says(file, english) for file in files)
    return {language: entry.words if entry else "" for language, entry in found.items()} | {
        "en": english if said else ""
    }


def _says(file: str, sentence: str) -> bool:
    text = source(file)
    return any(one in text for one in (sentence, sentence.replace('"', '\\"'), sentence.replace("%%", "%")))
