"""Which instruments the content folder holds. Reads files only: no store, no settings."""

from __future__ import annotations

import os
from functools import cache, lru_cache
from pathlib import Path

from .source import Instrument, Unreadable, load, read_yaml, version_key


def root() -> Path:
    """The content folder: `HIMAYA_CONTENT`, or `content/` beside `src/`, or beside the installed package."""
    told = os.environ.get("HIMAYA_CONTENT")
    return Path(told) if told else _shipped()


@cache
def _shipped() -> Path:
    here = Path(__file__).resolve()
    return next(
        (top / "content" for top in here.parents[1:4] if (top / "content").is_dir()), here.parents[3] / "content"
    )


def folder() -> Path:
    return root() / "instruments"


def files(path: Path) -> list[Path]:
    """The instrument files in a folder, sorted: YAML with an `instrument` key, and lone spreadsheets."""
    yamls = [file for file in sorted(path.rglob("*.yaml")) if _is_instrument(file)]
    imported = {file.parent / str(read_yaml(file).get("imports")) for file in yamls}
    return sorted([*yamls, *(file for file in path.rglob("*.xlsx") if file not in imported)])


def _is_instrument(path: Path) -> bool:
    """A broken file counts as an instrument: its reader will say what is wrong with it."""
    try:
        return "instrument" in read_yaml(path)
    except Unreadable:
        return True


def all_instruments() -> list[Instrument]:
    """Every instrument, every version, by name then version. Raises Unreadable at the first broken file.

    A process reads a folder once: what is changed in it is seen by the next process, as the programs themselves are.
    """
    return list(_all(root()))


@lru_cache(maxsize=4)
def _all(where: Path) -> tuple[Instrument, ...]:
    found = [load(file) for file in files(where / "instruments")]
    return tuple(sorted(found, key=lambda one: (one.name, version_key(one.version))))


def current() -> list[Instrument]:
    """The highest version of each instrument."""
    return list({one.name: one for one in all_instruments()}.values())


def marks() -> frozenset[str]:
    """The words in which any form says which offence an answer could describe."""
    return frozenset(word for one in all_instruments() for row in one.survey for word in row.exposes)


def find(name: str, version: str | None = None) -> Instrument | None:
    """An instrument by name or form id; without a version the highest. None when there is no such one."""
    known = [one for one in _all(root()) if name in (one.name, one.form_id)]
    if version is not None:
        known = [one for one in known if one.version == version]
    return known[-1] if known else None
