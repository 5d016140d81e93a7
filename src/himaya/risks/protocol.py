"""A version of the risk protocol as this room reads it: its domains, its scales and their words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from himaya.instruments import queries as instruments
from himaya.instruments.models import Version
from himaya.instruments.source import Instrument, Row, from_document
from himaya.kernel import languages
from himaya.kernel.errors import NotFound, NotNow
from himaya.risks import rules

FORM = "risk-protocol"
CONCERNS, KNOWN_FROM, PROTECTS = "concerns", "known_from", "protects"
SEVERAL = (CONCERNS, KNOWN_FROM)
# What the rules read as “nobody said”.
OPEN = rules.UNKNOWN
_SCALE = ("1", "2", "3", "4", OPEN)
_READS = {
    rules.LIKELIHOOD: _SCALE,
    rules.IMPACT: _SCALE,
    rules.JUDGED: _SCALE,
    rules.OWN: rules.LEVELS,
    **dict.fromkeys((fact for facts in rules.OVERRIDES.values() for fact in facts), (rules.YES, rules.NO, OPEN)),
    **dict.fromkeys(rules.HISTORY, (rules.YES, rules.NO, OPEN)),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One question of a domain with its words; `options` is empty where it takes a text."""

    name: str
    label: Mapping[str, str]
    hint: Mapping[str, str]
    options: tuple[tuple[str, Mapping[str, str]], ...]

    def word(self, value: str) -> str:
        """The word of an answer in the page's language; nothing for what is none."""
        return next((languages.pick(label) for code, label in self.options if code == value), "")


@dataclass(frozen=True, slots=True)
class Domain:
    """One domain: its words, and its questions by name."""

    code: str
    title: Mapping[str, str]
    hint: Mapping[str, str]
    parts: Mapping[str, Part]

    @property
    def asked(self) -> tuple[str, ...]:
        """The names of what is judged, in the order of the form. A version of before may ask less."""
        return tuple(name for name in self.parts if name in rules.asked(self.code))


@dataclass(frozen=True, slots=True)
class Protocol:
    """The twelve domains of a version, in their order."""

    version: Version
    domains: Mapping[str, Domain]

    @property
    def is_model(self) -> bool:
        """Nobody has adopted it."""
        return not self.version.adoption


# By hash: a stored version never changes.
_read: dict[str, Mapping[str, Domain]] = {}
MOST_KEPT = 16


def in_force(desk_id: str) -> Protocol:
    """The protocol that a new assessment uses today. Raises NotNow where none is in force, or none that can be read."""
    try:
        return read(instruments.in_force(FORM, desk_id=desk_id))
    except NotFound:
        raise _missing() from None


def read(version: Version) -> Protocol:
    """What a version says. Raises NotNow for one that leaves out what the levels are worked out from."""
    found = _read.get(version.hash)
    if found is None:
        form = from_document(version.source)
        rows = {row.name: row for row in form.survey}
        found = {code: _domain(form, rows, code) for code in rules.DOMAINS}
        if len(_read) >= MOST_KEPT:
            _read.pop(next(iter(_read)))
        _read[version.hash] = found
    return Protocol(version, found)


def in_words(domain: Domain, answers: Mapping[str, Any], words: str) -> list[tuple[str, str]]:
    """Each question of a domain with what was answered, in the words of its version and the page's language."""
    rows = []
    for name, part in domain.parts.items():
        answer = answers.get(name, "")
        chosen = answer if isinstance(answer, list) else [str(answer)]
        shown = words if name == PROTECTS else " · ".join(filter(None, map(part.word, chosen)))
        if shown:
            rows.append((languages.pick(part.label), shown))
    return rows


def _missing() -> NotNow:
    return NotNow(
        _("No risk protocol is in force here. What you know can be written in the plan meanwhile."), code="no_form"
    )


def _domain(form: Instrument, rows: Mapping[str, Row], code: str) -> Domain:
    start = f"r{int(code[1:]):02}"
    needed = (*rules.parts(code), *SEVERAL, PROTECTS, rules.OWN)
    if not {start, *(f"{start}_{name}" for name in needed)} <= rows.keys():
        raise _missing()
    more = (name for name in rules.asked(code) if name not in needed and f"{start}_{name}" in rows)
    found = [(rows[f"{start}_{name}"], name) for name in (*needed, *more)]
    parts = {name: _part(form, row, name) for row, name in sorted(found, key=lambda one: one[0].number)}
    return Domain(code, rows[start].label, rows[start].hint, parts)


def _part(form: Instrument, row: Row, name: str) -> Part:
    options = tuple((one.value, one.label) for one in form.choices.get(row.list_name, ()))
    if name in _READS and {value for value, _label in options} != {*_READS[name]}:
        raise _missing()
    return Part(name, row.label, row.hint, options)
