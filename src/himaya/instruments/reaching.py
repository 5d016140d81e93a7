"""Which next steps answers to a form can lead to, searched without gaps and without trying every filling. Pure.

Every step of `triage` follows from very little: an age, and no sign, one, or two ("any two others"). Whether a question
is open depends on the answers that its rules read, and on those alone. So it is enough to try each such small set of
answers together with every combination of answers to the questions that open it: what any filling leads to, one of
these leads to as well. A set of which `triage` says at once that it leads elsewhere is not tried on the form.

The age matters: a form that says "now" only where age was left out cannot say it about an adult.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import combinations, islice, product

from himaya.instruments import triage
from himaya.instruments.compiled import Compiled
from himaya.instruments.program import depends, program
from himaya.instruments.render import visible
from himaya.instruments.told_apart import answers_of
from himaya.instruments.triage import Age, Facts, NextStep, Reading

Answers = Mapping[str, str]
ADULTS = frozenset({Age.ADULT})
CHILDREN = frozenset({Age.CHILD, Age.MAYBE_CHILD})
# What somebody at the first line must be able to be told: of an adult each step, of a child that it is now.
TARGETS = (
    (NextStep.NOW, ADULTS),
    (NextStep.NOW, CHILDREN),
    (NextStep.OFFER, ADULTS),
    (NextStep.NOT_ENOUGH, ADULTS),
)
AGE_KEYS = ("age", "child_on_site")
# More ways to open one question than any form needs; a form that exceeds them counts as not reached.
MOST_WAYS = 4096


@lru_cache(maxsize=128)
def missing(compiled: Compiled) -> tuple[NextStep, ...]:
    """The steps of `TARGETS` that no answers lead to, each once, the most urgent first."""
    found = [step for step, ages in TARGETS if not _reached(compiled, step, ages)]
    return tuple(dict.fromkeys(found))


def heard_in(compiled: Compiled, answers: Answers) -> dict[str, str]:
    """The answers whose question is open."""
    seen = visible(compiled, answers)
    return {name: value for name, value in answers.items() if name in seen}


def facts_of(compiled: Compiled, heard: Answers) -> Facts:
    """The facts in answers that were heard."""
    source = compiled.instrument.document
    return triage.facts_from(compiled.instrument.audience, source["survey"], source["choices"], heard)


def _reached(compiled: Compiled, step: NextStep, ages: frozenset[Age]) -> bool:
    def leads_there(facts: Facts) -> bool:
        return facts.age in ages and triage.next_step(facts).step is step

    tries = (dict(wanted) for wanted in _small_sets(compiled) if leads_there(facts_of(compiled, wanted)))
    ways = (way for wanted in tries for way in _opened(compiled, wanted))
    return any(leads_there(facts_of(compiled, heard_in(compiled, way))) for way in ways)


def _small_sets(compiled: Compiled) -> Iterator[Answers]:
    """An age, with no other answer, with one, and with two that are signs of the kind of which two decide."""
    values = answers_of(compiled)
    ages = [{name: value} for name, key in _keys(compiled).items() if key in AGE_KEYS for value in values[name]]
    singles = [(name, value) for name, found in values.items() if name in _keys(compiled) for value in found]
    others = [one for one in singles if _is_other(compiled, *one)]
    yield from ages
    for age, (name, value) in product(ages, singles):
        yield {**age, name: value}
    for age, pair in product(ages, combinations(others, 2)):
        yield {**age, **dict(pair)}


def _is_other(compiled: Compiled, name: str, value: str) -> bool:
    source = compiled.instrument.document
    heard = triage.noted(source["survey"], source["choices"], {name: value})
    return any(one.key in triage.OTHERS and one.reading is Reading.YES for one in heard if one.value)


def _opened(compiled: Compiled, wanted: Answers) -> Iterator[Answers]:
    """The wanted answers with every combination of answers to the questions that can open or close theirs."""
    values = answers_of(compiled)
    openers = [name for name in _read_by(compiled, wanted) if name in values and name not in wanted]
    ways = product(*(("", *values[name]) for name in openers))
    for way in islice(ways, MOST_WAYS):
        yield {**wanted, **{name: value for name, value in zip(openers, way, strict=True) if value}}


def _read_by(compiled: Compiled, names: Iterable[str]) -> list[str]:
    """The keys of everything that the rules of these questions read, directly or through others."""
    ready = program(compiled.form)
    paths = frozenset(ready.rules)
    keys = dict(ready.keys)
    waiting = [path for path, key in keys.items() if key in set(names)]
    seen: set[str] = set()
    while waiting:
        path = waiting.pop()
        if path not in seen:
            seen.add(path)
            waiting.extend(depends(compiled.form, path, paths))
    return [key for path, key in keys.items() if path in seen]


@lru_cache(maxsize=128)
def _keys(compiled: Compiled) -> dict[str, str]:
    """Name of a question that triage hears -> its key."""
    return {row.name: row.triage for row in compiled.instrument.questions() if row.triage}
