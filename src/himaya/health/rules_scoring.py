"""A published scale scored by the rules that its authors wrote, as data. Pure.

Source: domain/risk.md (scales are loaded as published; clusters and provisional rules where the authors give them) and
do-no-harm 15 (no default cut-off: nothing here compares a score with anything). Where an answer that a rule needs is
missing, that rule gives nothing, and says how many are missing: no score is invented.

>>> two = Scoring(
...     values=(Value("no", Fraction(0)), Value("yes", Fraction(2))),
...     measures=(Measure("t", SUM, ("a", "b")),),
...     clusters=(Cluster("B", ("a", "b"), Fraction(2), 1),),
...     rules=(Rule("p", ("B",)),),
... )
>>> scored(two, {"a": "yes", "b": "no"}).measures[0].score
Fraction(2, 1)
>>> found = scored(two, {"a": "yes"})
>>> found.measures[0].score, found.measures[0].missing, found.clusters[0].met, found.rules[0].met
(None, 1, None, None)
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

SUM, MEAN = "sum", "mean"
METHODS = (SUM, MEAN)


@dataclass(frozen=True, slots=True)
class Value:
    """What an answer counts; for the items named, or for every item that has no value of its own."""

    answer: str
    counts: Fraction
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """A sum or a mean over items."""

    name: str
    method: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cluster:
    """Met when at least `least` of its items count `value` or more."""

    name: str
    items: tuple[str, ...]
    value: Fraction
    least: int


@dataclass(frozen=True, slots=True)
class Rule:
    """Met when every cluster that it names is."""

    name: str
    all_of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scoring:
    values: tuple[Value, ...]
    measures: tuple[Measure, ...]
    clusters: tuple[Cluster, ...]
    rules: tuple[Rule, ...]

    @property
    def items(self) -> tuple[str, ...]:
        """Every item that counts somewhere, in the order in which they are named."""
        named = [item for one in self.measures for item in one.items]
        named += [item for one in self.clusters for item in one.items]
        return tuple(dict.fromkeys(named))


@dataclass(frozen=True, slots=True)
class Measured:
    """A score; None where `missing` of `of` answers are not there."""

    name: str
    score: Fraction | None
    missing: int
    of: int


@dataclass(frozen=True, slots=True)
class Met:
    """Whether it is met; None where answers are missing. `count`: the items of a cluster that count enough."""

    name: str
    met: bool | None
    count: int
    least: int
    missing: int


@dataclass(frozen=True, slots=True)
class Scored:
    measures: tuple[Measured, ...]
    clusters: tuple[Met, ...]
    rules: tuple[Met, ...]
    missing: int
    of: int


def counts(scoring: Scoring, item: str, answer: str) -> Fraction | None:
    """What an answer to an item counts; None when it counts nothing, as an answer that is not there."""
    own = {one.answer: one.counts for one in scoring.values if item in one.items}
    common = {one.answer: one.counts for one in scoring.values if not one.items}
    return (own or common).get(answer)


def scored(scoring: Scoring, answers: Mapping[str, str]) -> Scored:
    """Every measure, cluster and rule over these answers."""
    known = {
        item: found for item in scoring.items if (found := counts(scoring, item, answers.get(item, ""))) is not None
    }
    clusters = tuple(_cluster(one, known) for one in scoring.clusters)
    by_name = {one.name: one for one in clusters}
    return Scored(
        measures=tuple(_measure(one, known) for one in scoring.measures),
        clusters=clusters,
        rules=tuple(_rule(one, by_name) for one in scoring.rules),
        missing=len(scoring.items) - len(known),
        of=len(scoring.items),
    )


def _measure(one: Measure, known: Mapping[str, Fraction]) -> Measured:
    found = [known[item] for item in one.items if item in known]
    missing = len(one.items) - len(found)
    if missing:
        return Measured(one.name, None, missing, len(one.items))
    total = sum(found, Fraction(0))
    return Measured(one.name, total / len(found) if one.method == MEAN else total, 0, len(one.items))


def _cluster(one: Cluster, known: Mapping[str, Fraction]) -> Met:
    found = [known[item] for item in one.items if item in known]
    missing, count = len(one.items) - len(found), sum(1 for value in found if value >= one.value)
    return Met(one.name, None if missing else count >= one.least, count, one.least, missing)


def _rule(one: Rule, clusters: Mapping[str, Met]) -> Met:
    of = [clusters[name] for name in one.all_of]
    missing, count = sum(each.missing for each in of), sum(1 for each in of if each.met)
    return Met(one.name, None if missing else count == len(of), count, len(of), missing)
