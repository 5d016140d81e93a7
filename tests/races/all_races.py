"""Every race of a verb that a module `every_verb_…` beside this one enters."""

from importlib import import_module
from pathlib import Path

from tests.races.every_verb import Staged

RACES: list[Staged] = [
    staged
    for file in sorted(Path(__file__).parent.glob("every_verb_*.py"))
    for staged in import_module(f"tests.races.{file.stem}").races.staged
]
