"""content/classification_map.yaml, read strictly and once per process: what our codes are called elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from himaya.exchange.rules_htcds import KEEPS, NEVER, SCHEME, Code, Field
from himaya.institutions.content import UNVERIFIED
from himaya.institutions.content_reader import Row, content_root, read_file
from himaya.institutions.content_rows import MARKS, LocalText
from himaya.kernel import languages

FILE = "classification_map.yaml"
UNITS = ("event", "victim", "perpetrator", "entity")


@dataclass(frozen=True, slots=True)
class Line:
    """A code with its words, its source and its mark."""

    id: str
    names: LocalText
    source: str
    mark: str

    @property
    def unverified(self) -> bool:
        """Nobody has checked it against its source yet."""
        return self.mark in UNVERIFIED


@dataclass(frozen=True, slots=True)
class Scheme(Line):
    """A published standard, in the version that was read."""

    version: str
    meaning: LocalText


@dataclass(frozen=True, slots=True)
class FieldLine(Line):
    """A field of HTCDS as it is shown; `why` only where it never leaves."""

    field: Field
    why: LocalText | None


@dataclass(frozen=True, slots=True)
class CodeLine(Line):
    """One row of the map as it is shown."""

    code: Code


@dataclass(frozen=True, slots=True)
class Variable(Line):
    """One of the 27 variables. `values` are the published ones; none: a year or a country. `holds`: we record it."""

    group: str
    values: tuple[str, ...]
    holds: bool


@dataclass(frozen=True, slots=True)
class Map:
    """All of it in its order. `words`: of published values that nothing here writes, by field and code.

    `least`: how many people must have the same row; `countries`: two letters to three.
    """

    adopted: bool
    schemes: Mapping[str, Scheme]
    units: Mapping[str, Line]
    fields: Mapping[str, FieldLine]
    codes: tuple[CodeLine, ...]
    words: Mapping[tuple[str, str], LocalText]
    least: int
    groups: Mapping[str, Line]
    variables: Mapping[str, Variable]
    countries: Mapping[str, str]

    def of(self, scheme: str) -> tuple[Code, ...]:
        """The codes of one standard."""
        return tuple(one.code for one in self.codes if one.code.scheme == scheme)

    def said(self, field: str, code: str) -> LocalText | None:
        """What a published value of HTCDS is called; None for a country, which its two letters say in any language."""
        known = {(one.code.field, one.code.code): one.names for one in self.codes if one.code.scheme == "htcds"}
        return known.get((field, code)) or self.words.get((field, code))


def load() -> Map:
    """Read the file. Raises ContentError."""
    top = read_file(content_root() / FILE)
    ctdc = _inside(top, "ctdc")
    countries = _inside(top, "countries")
    read = Map(
        adopted=top.maybe("adoption") not in (None, "model"),
        schemes={row.text("id"): _scheme(row) for row in top.rows("schemes")},
        units={row.text("id"): Line(*_line(row)) for row in top.rows("units")},
        fields={row.text("id"): _field(row) for row in top.rows("fields")},
        codes=tuple(_code(row) for row in top.rows("codes")),
        words={(row.text("of"), row.text("code")): row.local("names") for row in top.rows("words")},
        least=ctdc.number("least"),
        groups={row.text("id"): Line(*_line(row)) for row in ctdc.rows("groups")},
        variables={row.text("id"): _variable(row) for row in ctdc.rows("variables")},
        countries={two: countries.text(two) for two in countries.data},
    )
    if tuple(read.units) != UNITS:
        raise top.gap(f"units must be {', '.join(UNITS)}")
    for one in read.codes:
        if one.code.scheme not in read.schemes:
            raise top.gap(f"{one.id} names the scheme {one.code.scheme}, which is none")
    if strange := {one.group for one in read.variables.values()} - {"", *read.groups}:
        raise top.gap(f"variables name the groups {sorted(strange)}, which are none")
    return read


@lru_cache(maxsize=1)
def mapped() -> Map:
    """The same, read once."""
    return load()


def named(field: str) -> str:
    """A field of HTCDS in the language of the page."""
    return mapped().fields[field].names.in_language(languages.current())


def _inside(top: Row, key: str) -> Row:
    found = top.data.get(key)
    if not isinstance(found, dict):
        raise top.gap(f"{key} must be a mapping")
    return Row(FILE, found, key)


def _line(row: Row) -> tuple[str, LocalText, str, str]:
    return row.text("id"), row.local("names"), row.text("source"), row.one_of("mark", MARKS)


def _scheme(row: Row) -> Scheme:
    return Scheme(*_line(row), version=row.text("version"), meaning=row.local("meaning"))


def _field(row: Row) -> FieldLine:
    keeps = row.one_of("keeps", KEEPS)
    why = row.local("why") if keeps == NEVER else None
    field = Field(row.text("id"), row.one_of("unit", UNITS), keeps, row.text("data_class", ""))
    return FieldLine(*_line(row), field=field, why=why)


def _code(row: Row) -> CodeLine:
    if row.text("scheme") == SCHEME and "exposes" not in row.data:
        raise row.gap("say which offence by the person it could describe: exposes, [] for none")
    code = Code(
        row.text("of"), row.text("local"), row.text("scheme"), row.text("field"), row.text("code"), row.words("exposes")
    )
    return CodeLine(*_line(row), code=code)


def _variable(row: Row) -> Variable:
    return Variable(*_line(row), group=row.text("group", ""), values=row.words("values"), holds=row.flag("holds"))
