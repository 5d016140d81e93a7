"""Reading one content file strictly: a missing or ill-typed field names its file, its row and the gap."""

import os
import pickle
import re
from collections.abc import Hashable
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import cast

import yaml

from himaya.institutions.content_rows import ALWAYS_OPEN, LANGUAGES, WEEKDAYS, Hours, LocalText, Span

_SPAN = re.compile(r"^([01]\d|2[0-3]):([0-5]\d)-(([01]\d|2[0-3]):[0-5]\d|24:00)$")
_PACK_NAME = re.compile(r"^[a-z][a-z0-9-]*$")


class _OneOfEach(yaml.CSafeLoader):
    """Safe YAML in which a key that stands twice is an error: the second would silently replace the first."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, object]:
        seen: set[str] = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value in seen and key.value != "<<":
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {key.value!r} stands twice", key.start_mark
                )
            if isinstance(key, yaml.ScalarNode):
                seen.add(key.value)
        return super().construct_mapping(node, deep)


class ContentError(ValueError):
    """A file of the reference content cannot be read as it must."""

    def __init__(self, file: str, row: str, gap: str) -> None:
        super().__init__(f"{file}: {row}: {gap}")
        self.file, self.row, self.gap = file, row, gap


def content_root() -> Path:
    """Where the content lies: HIMAYA_CONTENT, or `content/` beside the source tree."""
    named = os.environ.get("HIMAYA_CONTENT")
    return Path(named) if named else Path(__file__).parents[3] / "content"


def pack_folder(name: str) -> Path:
    """The folder of a pack. ContentError for a name that is not a plain word or has no folder."""
    folder = content_root() / "packs" / name
    if not _PACK_NAME.match(name) or not (folder / "pack.yaml").is_file():
        raise ContentError(f"packs/{name}", "pack", "there is no such pack")
    return folder


@lru_cache(maxsize=256)
def _parsed(text: str) -> bytes:
    """What a file says, kept by its very words: each reader gets a copy of its own, ten times sooner."""
    # Safe (no objects), and in C: the whole content in 0.2 s instead of 0.7.
    return pickle.dumps(yaml.load(text, Loader=_OneOfEach))  # noqa: S506


def read_mapping(path: Path) -> dict[str, object]:
    """The top mapping of a YAML file. ContentError when the file is absent, broken or not a mapping."""
    name = path.name
    try:
        loaded = pickle.loads(_parsed(path.read_text(encoding="utf-8")))  # noqa: S301
    except FileNotFoundError:
        raise ContentError(name, "file", "the file is missing") from None
    except (yaml.YAMLError, ValueError) as broken:
        raise ContentError(name, "file", f"not readable as YAML: {broken}") from broken
    if not isinstance(loaded, dict):
        raise ContentError(name, "file", "a mapping is expected at the top")
    return cast(dict[str, object], loaded)


def hours_of(value: object) -> Hours | None:
    """Opening hours as data, or None when they are not in the format: "24/7" or weekday -> ["HH:MM-HH:MM"]."""
    if value == ALWAYS_OPEN:
        return "24/7"
    if not isinstance(value, dict) or not set(value) <= set(WEEKDAYS):
        return None
    week: dict[str, tuple[Span, ...]] = dict.fromkeys(WEEKDAYS, ())
    for day, spans in value.items():
        if not isinstance(spans, list) or not all(isinstance(s, str) and _SPAN.match(s) for s in spans):
            return None
        pairs = [(s.split("-")[0], s.split("-")[1]) for s in spans]
        ends = [moment for pair in pairs for moment in pair]
        if any(later <= earlier for earlier, later in zip(ends, ends[1:], strict=False)):
            return None
        week[day] = tuple(pairs)
    return week


class Row:
    """One mapping of a content file with typed ways to ask for its fields."""

    def __init__(self, file: str, data: dict[str, object], row: str = "") -> None:
        self.file, self.data = file, data
        self.row = row or str(data.get("id") or data.get("username") or "file")

    def gap(self, text: str) -> ContentError:
        return ContentError(self.file, self.row, text)

    def text(self, key: str, default: str | None = None) -> str:
        value = self.data.get(key, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise self.gap(f"{key} must be a text")
        return value

    def maybe(self, key: str) -> str | None:
        return self.text(key) if self.data.get(key) is not None else None

    def one_of(self, key: str, allowed: tuple[str, ...], default: str | None = None) -> str:
        value = self.text(key, default)
        if value not in allowed:
            raise self.gap(f"{key} is {value!r}, not one of {', '.join(allowed)}")
        return value

    def flag(self, key: str, default: bool | None = None) -> bool:
        value = self.data.get(key, default)
        if not isinstance(value, bool):
            raise self.gap(f"{key} must be true or false")
        return value

    def number(self, key: str) -> int:
        value = self.data.get(key)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise self.gap(f"{key} must be a whole number, 0 or more")
        return value

    def maybe_number(self, key: str) -> int | None:
        return self.number(key) if self.data.get(key) is not None else None

    def day(self, key: str) -> date | None:
        value = self.data.get(key)
        if value is None or type(value) is date:
            return value
        raise self.gap(f"{key} must be a date written YYYY-MM-DD")

    def needed_day(self, key: str) -> date:
        value = self.day(key)
        if value is None:
            raise self.gap(f"{key} must be a date written YYYY-MM-DD")
        return value

    def words(self, key: str) -> tuple[str, ...]:
        value = self.data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.gap(f"{key} must be a list of texts")
        return tuple(value)

    def numbers(self, key: str) -> tuple[int, ...]:
        value = self.data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, int) for item in value):
            raise self.gap(f"{key} must be a list of whole numbers")
        return tuple(value)

    def local(self, key: str) -> LocalText:
        value = self.data.get(key)
        if not isinstance(value, dict) or set(value) != set(LANGUAGES):
            raise self.gap(f"{key} must have exactly fr, ar and en")
        if not all(isinstance(text, str) and text.strip() for text in value.values()):
            raise self.gap(f"{key} must not be empty in any language")
        return LocalText(**value)

    def maybe_local(self, key: str) -> LocalText | None:
        return self.local(key) if self.data.get(key) is not None else None

    def hours(self, key: str) -> Hours:
        hours = hours_of(self.data.get(key))
        if hours is None:
            raise self.gap(f'{key} must be "24/7" or weekday: ["08:30-16:30"], spans in order')
        return hours

    def inner(self, key: str) -> "Row":
        value = self.data.get(key)
        if not isinstance(value, dict):
            raise self.gap(f"{key} must be a mapping")
        return Row(self.file, value, self.row)

    def rows(self, key: str) -> list["Row"]:
        """The list of mappings under `key`, each with an id that occurs once."""
        value = self.data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.gap(f"{key} must be a list of rows")
        rows = [Row(self.file, item) for item in value]
        seen: set[str] = set()
        for row in rows:
            if row.row in seen:
                raise row.gap("this id stands twice")
            seen.add(row.row)
        return rows


def read_file(path: Path) -> Row:
    """A content file as one row, named from the content root."""
    root = content_root()
    name = str(path.relative_to(root)) if path.is_relative_to(root) else path.name
    try:
        return Row(name, read_mapping(path), "file")
    except ContentError as error:
        raise ContentError(name, error.row, error.gap) from error
