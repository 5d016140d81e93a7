"""Sample answers that every version of a form is tried with: what they ended in before, and what they end in now.

Source: design/coordination.md section 7, point 4. Samples are content (`content/golden/`), invented, and about nobody.
Nothing here decides whether a difference is right: whoever releases reads and acknowledges each.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from himaya.instruments import catalogue, outcomes
from himaya.instruments.outcomes import Outcome
from himaya.instruments.source import list_of, read_yaml

FOLDER = "golden"


@dataclass(frozen=True, slots=True)
class Sample:
    """Answers by name of the question, and what they end in under the shipped model."""

    id: str
    forms: tuple[str, ...]
    title: Mapping[str, str]
    answers: Mapping[str, str]
    expects: str
    child: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """One sample under two versions. `old` is None where there was no form before.

    `lost` names (by uid) the questions whose answer could not be carried over: the question is gone, or no longer has
    that choice. `anew` names those that mean something else now, under another uid: the same answer is tried there.
    """

    sample_id: str
    title: Mapping[str, str]
    old: Outcome | None
    new: Outcome
    lost: tuple[str, ...]
    anew: tuple[str, ...] = ()

    @property
    def changed(self) -> bool:
        """The next step, or whether the child circuit is shown, is another one."""
        return self.old is not None and (self.old.step, self.old.child) != (self.new.step, self.new.child)


def samples(document: Mapping[str, Any]) -> tuple[Sample, ...]:
    """The samples of this form; none for a form that ends in no next step."""
    if document.get("kind") not in outcomes.KINDS:
        return ()
    return tuple(one for one in all_samples() if str(document["instrument"]) in one.forms)


def differences(old: Mapping[str, Any] | None, new: Mapping[str, Any]) -> tuple[Difference, ...]:
    """Every sample under both versions, those that end otherwise, lost an answer or gave one anew first.

    Empty for a form that ends in no next step. `old` is the version before, None when the form is new.
    """
    found = [_difference(one, old, new) for one in samples(new)]
    return tuple(sorted(found, key=lambda one: (not one.changed, not one.lost, not one.anew)))


def _difference(sample: Sample, old: Mapping[str, Any] | None, new: Mapping[str, Any]) -> Difference:
    first = _questions(old if old is not None else new)
    before = {name: value for name, value in sample.answers.items() if _takes(first.get(name), value)}
    then = _questions(new)
    carried = {name: value for name, value in before.items() if _takes(then.get(name), value)}
    return Difference(
        sample_id=sample.id,
        title=sample.title,
        old=outcomes.outcome(old, before) if old is not None else None,
        new=outcomes.outcome(new, carried),
        lost=tuple(first[name].uid for name in before if name not in carried),
        anew=tuple(first[name].uid for name in carried if first[name].uid != then[name].uid),
    )


@dataclass(frozen=True, slots=True)
class _Question:
    uid: str
    values: frozenset[str]


def _questions(document: Mapping[str, Any]) -> dict[str, _Question]:
    lists = document.get("choices") or {}
    return {
        str(row["name"]): _Question(
            str(row.get("uid") or row["name"]),
            frozenset(str(one["value"]) for one in lists.get(list_of(str(row.get("type") or "")), ())),
        )
        for row in document["survey"]
        if list_of(str(row.get("type") or ""))
    }


def _takes(question: _Question | None, value: str) -> bool:
    return question is not None and value in question.values


def all_samples() -> tuple[Sample, ...]:
    """Every sample of the content folder. Raises Unreadable."""
    stamp = tuple((str(file), file.stat().st_mtime_ns) for file in sorted((catalogue.root() / FOLDER).glob("*.yaml")))
    return _read(stamp)


@lru_cache(maxsize=4)
def _read(stamp: Sequence[tuple[str, int]]) -> tuple[Sample, ...]:
    return tuple(_sample(row) for file, _changed in stamp for row in read_yaml(Path(file)).get("samples") or ())


def _sample(row: Mapping[str, Any]) -> Sample:
    return Sample(
        id=str(row["id"]),
        forms=tuple(str(one) for one in row["forms"]),
        title={str(code): str(text) for code, text in row["title"].items()},
        answers={str(name): str(value) for name, value in row["answers"].items()},
        expects=str(row["expects"]),
        child=bool(row["child"]),
    )
