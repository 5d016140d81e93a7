"""The verifier and JavaRosa read the same submissions alike: every shipped instrument, and what tables make of it.

Forms of released versions are compiled from texts: back from the text unchanged, with a clause replaced, with weights,
without a suspended clause, and texts that ask nothing.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from himaya.instruments import catalogue
from himaya.instruments.compiled import Compiled, compile_document, compile_instrument
from himaya.instruments.source import load
from himaya.instruments.xpath.values import number
from tests import sampled
from tests.oracles import javarosa, ours
from tests.oracles.answers import random_submission
from tests.rooms.instruments import edited

pytestmark = pytest.mark.capability("A7", "B4")

FORMS = Path(__file__).with_name("forms")
# Per form; there are 22 shipped forms, so five thousand in all, as when there were ten of them and 500 for each.
# Of each form; of one made from a text half as many.
EACH = 500 if sampled.NIGHT else 100


def all_forms() -> list[Compiled]:
    shipped = catalogue.all_instruments()
    own = [load(path) for path in sorted(FORMS.glob("*.yaml"))]
    return [compile_instrument(one) for one in [*shipped, *own]]


def released_forms() -> list[Compiled]:
    return [compile_document(one) for one in edited.released()]


def disagreements(count: int, folder: Path, forms: Sequence[Compiled]) -> list[str]:
    """Sentences about every leaf the two engines see differently."""
    jobs: list[tuple[str, str]] = []
    submissions: dict[str, tuple[Compiled, bytes]] = {}
    for place, compiled in enumerate(forms):
        chance = random.Random(f"{compiled.instrument.name} {count}")
        form = folder / f"{place}.xml"
        form.write_bytes(compiled.xform)
        jobs.append(("FORM", str(form)))
        for index in range(count):
            file = folder / f"{place}-{index}.xml"
            content = random_submission(compiled, chance)
            file.write_bytes(content)
            submissions[str(file)] = (compiled, content)
            jobs.append(("FILL", str(file)))
    theirs = javarosa.ask(jobs)
    assert theirs.errors == []
    found = []
    for name, (compiled, content) in submissions.items():
        mine = ours.leaves(compiled, content)
        for path, leaf in theirs.leaves[name].items():
            other = mine.get(path)
            if not alike(path, leaf, other):
                found.append(f"{compiled.instrument.name} {path}: JavaRosa {leaf}, Himaya {other}")
        found.extend(f"{compiled.instrument.name} {path}: only Himaya" for path in mine.keys() - theirs.leaves[name])
    return found


def alike(path: str, theirs: javarosa.Leaf, mine: javarosa.Leaf | None) -> bool:
    if mine is None or (theirs.relevant, theirs.missing, theirs.broken) != (mine.relevant, mine.missing, mine.broken):
        return False
    # A closed question has no value for anybody; JavaRosa still keeps the text.
    return not mine.relevant or same_value(path, theirs.value, mine.value)


def same_value(path: str, theirs: str, mine: str) -> bool:
    """Equal, or the same number written differently, or the same minute: JavaRosa rewrites time stamps."""
    if path.rpartition("/")[2] in ("start[1]", "end[1]"):
        return theirs[:16] == mine[:16]
    return theirs == mine or number(theirs) == number(mine)


@pytest.mark.jdk
def test_random_submissions_of_every_instrument_read_alike(tmp_path: Path) -> None:
    assert disagreements(EACH, tmp_path, all_forms()) == []


@pytest.mark.jdk
def test_random_submissions_of_forms_made_from_texts_read_alike(tmp_path: Path) -> None:
    assert disagreements(EACH // 2, tmp_path, released_forms()) == []
