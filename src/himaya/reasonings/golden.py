"""Six invented people whose reasoning a jurist reads as a table: content/golden/reasoning.yaml. No store."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from himaya.institutions.content import LocalText, content_root
from himaya.institutions.content_reader import Row, read_file
from himaya.kernel import languages
from himaya.legal import library
from himaya.reasonings import rules, rules_signs, states
from himaya.reasonings.argued import Argued, Said, put_together

FILE = "golden/reasoning.yaml"
# A moment that means nothing: nobody wrote these lines.
NEVER = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Placing:
    place: str
    stance: str


@dataclass(frozen=True, slots=True)
class Told:
    """One fact, and where it stands."""

    words: LocalText
    source: str
    places: tuple[Placing, ...]


@dataclass(frozen=True, slots=True)
class Viewed:
    """What is said of a code, and why."""

    code: str
    value: str
    words: LocalText


@dataclass(frozen=True, slots=True)
class Sample:
    """One invented person. `expect`: the standing of each element; `missing`: how many things are."""

    id: str
    title: LocalText
    age: str
    facts: tuple[Told, ...]
    qualifier: tuple[Viewed, ...]
    forms: tuple[Viewed, ...]
    alternatives: tuple[Viewed, ...]
    flags: Mapping[str, str]
    signs: Mapping[str, str]
    expect: Mapping[str, str]
    missing: int

    def argued(self) -> Argued:
        """The reasoning in the language in use, over the law as the content has it."""
        return put_together(self.age, _lines(self), library.of_content(), library.forms())


def load() -> tuple[Sample, ...]:
    """Read the file. Raises ContentError, also for a code that the reasoning does not know."""
    return tuple(_sample(row) for row in read_file(content_root() / FILE).rows("cases"))


def _sample(row: Row) -> Sample:
    expect = _part(row, "expect")
    return Sample(
        id=row.text("id"),
        title=row.local("title"),
        age=row.one_of("age", (rules.ADULT, rules.CHILD, rules.MAYBE_CHILD)),
        facts=tuple(_told(one) for one in _list(row, "facts")),
        qualifier=tuple(_viewed(one, rules.QUALIFIER, rules.ANSWERS) for one in _list(row, "qualifier")),
        forms=tuple(_viewed(one, tuple(library.forms().forms), rules.STANCES) for one in _list(row, "forms")),
        alternatives=tuple(_viewed(one, rules.ALTERNATIVES, rules.REACHES) for one in _list(row, "alternatives")),
        flags={code: _part(row, "flags").one_of(code, rules.ANSWERS) for code in rules.FLAGS},
        signs={str(code): str(said) for code, said in _part(row, "signs").data.items()},
        expect={one: expect.one_of(one, rules.STANDINGS) for one in rules.ELEMENTS},
        missing=expect.number("missing"),
    )


def _told(row: Row) -> Told:
    places = tuple(Placing(one.text("place"), one.one_of("stance", rules.STANCES)) for one in _list(row, "places"))
    return Told(row.local("words"), row.one_of("source", states.SOURCES), places)


def _viewed(row: Row, codes: tuple[str, ...], values: tuple[str, ...]) -> Viewed:
    return Viewed(row.one_of("code", codes), row.one_of("value", values), row.local("words"))


def _part(row: Row, key: str) -> Row:
    value = row.data.get(key)
    if not isinstance(value, dict):
        raise row.gap(f"{key} must be a mapping")
    return Row(row.file, value, row.row)


def _list(row: Row, key: str) -> list[Row]:
    """Rows without ids of their own."""
    value = row.data.get(key)
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise row.gap(f"{key} must be a list of rows")
    return [Row(row.file, one, row.row) for one in value]


def _lines(one: Sample) -> list[Said]:
    bodies = list(_bodies(one))
    numbered: list[Said] = []
    fact = 0
    for number, (kind, body) in enumerate(bodies, start=1):
        fact = number if kind == states.FACT else fact
        of = {"of": fact} if kind == states.PLACE else {}
        numbered.append(Said(number, kind, NEVER, "", {**body, **of}))
    return numbered


def _bodies(one: Sample) -> Iterator[tuple[str, dict[str, Any]]]:
    language = languages.current()
    for fact in one.facts:
        words, (first, *more) = fact.words.in_language(language), (fact.places or (Placing("", ""),))
        yield states.FACT, {"words": words, "source": fact.source, "place": first.place, "stance": first.stance}
        for place in more:
            yield states.PLACE, {"place": place.place, "stance": place.stance}
    for kind, views in (
        (states.QUALIFIER, one.qualifier),
        (states.FORM, one.forms),
        (states.ALTERNATIVE, one.alternatives),
    ):
        for view in views:
            yield kind, {"code": view.code, "value": view.value, "words": view.words.in_language(language)}
    for code, value in one.flags.items():
        yield states.FLAG, {"code": code, "value": value}
    if one.signs:
        subject = rules_signs.subject_of(one.age)
        yield states.SIGNS, {"subject": subject, "answers": dict(one.signs)}
