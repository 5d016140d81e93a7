"""The rule tables of names, read from `content/names` so that an Arabic reader can review and correct them."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

CONTENT = Path(__file__).resolve().parents[3] / "content" / "names"
TABLES = ("letters_arabic", "letters_latin", "sounds", "near", "particles", "known_names", "chat_digits")


@dataclass(frozen=True)
class LatinRule:
    """A Latin spelling and its sounds; `before` restricts it to one of these following letters."""

    spelling: str
    before: str
    sound: str


@dataclass(frozen=True)
class Tables:
    """`near` and `near_same`: cost of a pair of sounds across scripts and within one; `known`: spellings by code."""

    version: int
    digest: str
    arabic: Mapping[str, str]
    latin: tuple[LatinRule, ...]
    strong: Mapping[str, str]
    weak: Mapping[str, str]
    near: Mapping[str, float]
    near_same: Mapping[str, float]
    articles: frozenset[str]
    joins: Mapping[str, str]
    suffixes: frozenset[str]
    titles: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    whole: frozenset[str]
    known: Mapping[str, tuple[str, ...]]
    chat_digits: Mapping[str, str]
    chat_first: Mapping[str, str]
    thresholds: Mapping[str, float]


def rows(table: str, folder: Path = CONTENT) -> list[dict[str, str]]:
    """The rows of one table as dictionaries; raises OSError when the content folder is absent."""
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def digest(folder: Path = CONTENT) -> str:
    """SHA-256 over every table, so that a changed rule cannot keep the old version number unnoticed."""
    sums = (hashlib.sha256((folder / f"{table}.csv").read_bytes()).hexdigest() for table in TABLES)
    return hashlib.sha256("".join(sums).encode()).hexdigest()[:16]


def load(folder: Path = CONTENT) -> Tables:
    """Read every table once; called when the room is imported."""
    rules = yaml.safe_load((folder / "rules.yaml").read_text(encoding="utf-8"))
    sounds = rows("sounds", folder)
    digits = rows("chat_digits", folder)
    particles = rows("particles", folder)

    def words(role: str) -> frozenset[str]:
        return frozenset(row["word"] for row in particles if row["role"] == role)

    near: dict[str, float] = {}
    near_same: dict[str, float] = {}
    for row in rows("near", folder):
        for pair in (row["sound"] + row["other"], row["other"] + row["sound"]):
            near[pair] = float(row["cost"])
            near_same[pair] = float(row["same_script"] or row["cost"])
    return Tables(
        version=int(rules["version"]),
        digest=str(rules["tables"]),
        arabic={row["letter"]: row["sound"] for row in rows("letters_arabic", folder)},
        latin=tuple(LatinRule(row["spelling"], row["before"], row["sound"]) for row in rows("letters_latin", folder)),
        strong={row["sound"]: row["strong"] for row in sounds},
        weak={row["sound"]: row["weak"] for row in sounds},
        near=near,
        near_same=near_same,
        articles=words("article"),
        joins={row["word"]: row["sound"] for row in particles if row["role"] == "join"},
        suffixes=words("suffix"),
        titles=words("title"),
        pairs=frozenset((first, second) for first, second in (pair.split(" ") for pair in words("pair"))),
        whole=words("whole"),
        known={row["code"]: tuple(row["spellings"].split("|")) for row in rows("known_names", folder)},
        chat_digits={row["digit"]: row["letters"] for row in digits},
        chat_first={row["digit"]: row["first"] for row in digits},
        thresholds={name: float(value) for name, value in rules["thresholds"].items()},
    )
