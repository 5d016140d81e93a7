"""Which answers to a question the rules of a form can tell apart, so that a search tries one of each kind. Pure.

A rule that only compares a question with fixed values (`${q06} != 'child'`) treats all other values alike. A question
that a rule reads in any other way keeps all its values.
"""

from collections.abc import Iterator
from functools import lru_cache

from himaya.instruments import triage
from himaya.instruments.compiled import Compiled
from himaya.instruments.program import program
from himaya.instruments.source import Choice
from himaya.instruments.xpath.parser import parse
from himaya.instruments.xpath.references import references
from himaya.instruments.xpath.tree import Call, Chain, Expr, Literal, Path, walk

# Codes that triage hears by name, and not only by their reading.
BY_NAME = triage.RECENT_ASSAULT | triage.PREGNANCY
SITE_AGES = {str(reading): str(age) for reading, age in triage.SITE_AGES.items()}


@lru_cache(maxsize=128)
def answers_of(compiled: Compiled) -> dict[str, tuple[str, ...]]:
    """Name of a question with one choice -> one value of each kind that the form or the next step tells apart."""
    named, whole = _read(compiled)
    found: dict[str, tuple[str, ...]] = {}
    for row in compiled.instrument.questions():
        if row.type.startswith("select_one "):
            kinds: dict[tuple[str, str], str] = {}
            for one in compiled.instrument.choices.get(row.list_name, ()):
                apart = one.value if row.name in whole or one.value in named.get(row.name, ()) else ""
                kinds.setdefault((apart, _heard(row.triage, one)), one.value)
            found[row.name] = tuple(kinds.values())
    return found


def _heard(key: str, one: Choice) -> str:
    """All that the next step makes of a choice: which age, which code, a sign or none."""
    if key == "age":
        return str(triage.AGES.get(one.value, ""))
    if key == "child_on_site":
        return f"{one.reads == triage.Reading.YES} {SITE_AGES.get(one.reads, '')}"
    return one.value if one.value in BY_NAME else str(one.reads == triage.Reading.YES)


def _read(compiled: Compiled) -> tuple[dict[str, set[str]], set[str]]:
    """Name -> the values that rules name, and the names that some rule reads in another way than by comparing."""
    keys = program(compiled.form).keys
    named: dict[str, set[str]] = {}
    whole: set[str] = set()
    for bind in compiled.form.binds.values():
        for written in filter(None, (bind.relevant, bind.calculate)):
            expr = parse(written)
            compared = list(_compared(expr, bind.path))
            plain = len(compared) == sum(isinstance(one, Path) for one in walk(expr))
            for path, value in compared:
                named.setdefault(keys.get(path, path), set()).add(value)
            if not plain:
                whole |= {keys.get(path, path) for path in references(expr, bind.path)}
    return named, whole


def _compared(expr: Expr, here: str) -> Iterator[tuple[str, str]]:
    """Every place where a question is compared with a fixed value: its path, and the value."""
    for one in walk(expr):
        pair: tuple[Expr, ...] = ()
        if isinstance(one, Chain) and len(one.rest) == 1 and one.rest[0][0] in ("=", "!="):
            pair = (one.first, one.rest[0][1])
        elif isinstance(one, Call) and one.name == "selected" and len(one.arguments) == 2:
            pair = one.arguments
        paths = [part for part in pair if isinstance(part, Path)]
        values = [part.value for part in pair if isinstance(part, Literal)]
        if len(paths) == len(values) == 1:
            yield from ((path, values[0]) for path in references(paths[0], here))
