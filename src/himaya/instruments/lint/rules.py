"""Defects of expressions: what cannot be read, what is not there, what depends on itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from himaya.adapters.forms_compiler import TRANSLATED
from himaya.instruments.source import list_of
from himaya.instruments.xpath.errors import XPathError
from himaya.instruments.xpath.functions import DEVICE, FUNCTIONS, UNSUPPORTED
from himaya.instruments.xpath.parser import parse
from himaya.instruments.xpath.references import references
from himaya.instruments.xpath.texts import pattern
from himaya.instruments.xpath.tree import Call, Chain, Expr, Literal, Path, walk

from .cells import head, near
from .finding import Finding, Place

RULES = ("relevant", "relevance", "constraint", "required", "calculation", "repeat_count", "choice_filter")
DECIDING = ("relevant", "relevance", "constraint", "required", "choice_filter")
BOUND = ("jr", "orx", "odk", "ev", "xsd", "h", "himaya", "entities")
SMART = re.compile("[\u2018\u2019\u201c\u201d\u00ab\u00bb]")
WORDS = ("yes", "no", "true", "false")
_REFERENCE = re.compile(r"\$\{\s*(?:last-saved#)?([^}]*?)\s*\}")
# A repeated group that itself repeats inside: the classic way to let a short text take for ever.
_SLOW = re.compile(r"\([^()]*[+*][^()]*\)\s*[+*{]")


def rule_findings(document: Mapping[str, Any], places: list[Place]) -> Iterator[Finding]:
    paths = paths_of(places)
    reading: dict[str, set[str]] = {}
    for place in places:
        for column in RULES:
            written = place.row.get(column)
            if isinstance(written, str) and written.strip() and written.strip().lower() not in WORDS:
                yield from one_rule(document, place, column, written.strip(), paths, reading)
        yield from outputs(place, paths)
        yield from attributes(document, place)
    yield from circles(places, reading)


def paths_of(places: list[Place]) -> dict[str, str]:
    """Name -> path of every row, groups included."""
    found: dict[str, str] = {}
    here = ["/data"]
    for place in places:
        type_ = head(place.row)
        if type_ in ("end_group", "end_repeat"):
            if len(here) > 1:
                here.pop()
        elif place.name:
            found.setdefault(place.name, f"{here[-1]}/{place.name}")
            if type_ in ("begin_group", "begin_repeat"):
                here.append(f"{here[-1]}/{place.name}")
    return found


def one_rule(
    document: Mapping[str, Any],
    place: Place,
    column: str,
    written: str,
    paths: Mapping[str, str],
    reading: dict[str, set[str]],
) -> Iterator[Finding]:
    if SMART.search(written):
        yield place.finds("smart-quotes", cell=column)
        return
    unknown = [name for name in _REFERENCE.findall(written) if name not in paths]
    yield from (place.finds("reference", cell=name, near=near(name, paths)) for name in unknown)
    try:
        expr = parse(_REFERENCE.sub(lambda match: paths.get(match[1], "/data/unknown"), written))
    except XPathError as wrong:
        yield place.finds("too-deep" if wrong.code == "depth" else "syntax", cell=column, near=wrong.detail)
        return
    here = paths.get(place.name, "/data")
    read = set(references(expr, here))
    yield from absolute(place, read, paths, column)
    if column != "constraint" and column != "choice_filter" and here in read:
        yield place.finds("self")
    elif column in ("relevant", "relevance", "calculation"):
        reading.setdefault(place.name, set()).update(path.rpartition("/")[2] for path in read)
    yield from calls(document, place, column, expr)
    yield from compared(document, place, expr, paths)
    if column == "choice_filter":
        yield from filtered(document, place, expr)


def absolute(place: Place, read: set[str], paths: Mapping[str, str], column: str) -> Iterator[Finding]:
    """Paths written out by hand that lead nowhere."""
    known = {"/data", "/data/meta", "/data/meta/instanceID", "/data/unknown", *paths.values()}
    if column == "choice_filter":
        # Relative paths are columns of the list there.
        read = {path for path in read if path.startswith("/data/") and path.rpartition("/")[0] in known}
        read -= {f"{paths.get(place.name, '')}/{path.rpartition('/')[2]}" for path in read}
    for path in sorted(read - known):
        if "*" not in path and path:
            yield place.finds("reference", cell=path, near=near(path, known))


def calls(document: Mapping[str, Any], place: Place, column: str, expr: Expr) -> Iterator[Finding]:
    prefixes = bound(document)
    for one in walk(expr):
        if not isinstance(one, Call) or one.name in ("current", "instance"):
            continue
        function = FUNCTIONS.get(one.name)
        if one.name in UNSUPPORTED:
            yield place.finds("function-unsupported", cell=one.name)
        elif function is None:
            unbound = ":" in one.name and one.name.partition(":")[0] not in prefixes
            code = "namespace" if unbound else "function-unknown"
            yield place.finds(code, cell=one.name, near=near(one.name, FUNCTIONS))
        elif not function.accepts(len(one.arguments)):
            yield place.finds("function-arity", cell=one.name)
        elif one.name == "regex" and isinstance(one.arguments[1], Literal):
            yield from patterned(place, one.arguments[1].value)
        if one.name in DEVICE and column in DECIDING:
            yield place.finds("device", cell=one.name)
    yield from scored(place, column, expr)


def scored(place: Place, column: str, expr: Expr) -> Iterator[Finding]:
    """The text of a choice depends on the language of the screen: it never feeds a number."""
    if column == "calculation" and isinstance(expr, Chain | Call) and not _is_text(expr):
        names = {one.name for one in walk(expr) if isinstance(one, Call)}
        if "jr:choice-name" in names:
            yield place.finds("device", cell="jr:choice-name")


def _is_text(expr: Expr) -> bool:
    return isinstance(expr, Call) and expr.name in ("jr:choice-name", "concat", "join", "if", "coalesce", "string")


def patterned(place: Place, written: str) -> Iterator[Finding]:
    try:
        pattern(written)
    except XPathError as wrong:
        yield place.finds("pattern", cell=wrong.detail)
        return
    if _SLOW.search(written):
        yield place.finds("pattern", cell=written)


def compared(document: Mapping[str, Any], place: Place, expr: Expr, paths: Mapping[str, str]) -> Iterator[Finding]:
    """`${q} = 'yess'`: a value the question cannot have makes a rule that never holds."""
    values = choice_values(document, paths)
    here = paths.get(place.name, "/data")
    for one in walk(expr):
        pairs: list[tuple[Expr, Expr]] = []
        if isinstance(one, Chain) and len(one.rest) == 1 and one.rest[0][0] in ("=", "!="):
            pairs = [(one.first, one.rest[0][1]), (one.rest[0][1], one.first)]
        elif isinstance(one, Call) and one.name == "selected" and len(one.arguments) == 2:
            pairs = [(one.arguments[0], one.arguments[1])]
        for path, literal in pairs:
            if isinstance(path, Path) and isinstance(literal, Literal) and literal.value:
                allowed = values.get(next(iter(references(path, here)), ""))
                if allowed is not None and literal.value not in allowed:
                    yield place.finds("choice-unknown", cell=literal.value)


def choice_values(document: Mapping[str, Any], paths: Mapping[str, str]) -> dict[str, set[str]]:
    """Path of a choice question -> the values it can have."""
    lists = document.get("choices") or {}
    found: dict[str, set[str]] = {}
    for row in document.get("survey") or ():
        name = list_of(str(row.get("type") or ""))
        if name in lists and "or_other" not in str(row["type"]):
            path = paths.get(str(row.get("name")), "")
            found[path] = {str(item.get("value")) for item in lists[name]}
    return found


def filtered(document: Mapping[str, Any], place: Place, expr: Expr) -> Iterator[Finding]:
    items = (document.get("choices") or {}).get(list_of(str(place.row.get("type") or "")), ())
    known = {str(key) for item in items for key in item} | {"name", "label"}
    for one in walk(expr):
        if isinstance(one, Path) and one.start is None and len(one.steps) == 1:
            column = one.steps[0].name
            if one.steps[0].axis == "child" and column not in known:
                yield place.finds("choice-column", cell=column)


def bound(document: Mapping[str, Any]) -> set[str]:
    """Prefixes that mean something in this form."""
    settings = document.get("settings") or {}
    return {*BOUND, *re.findall(r"([\w.\-]+)\s*=", str(settings.get("namespaces") or ""))}


def attributes(document: Mapping[str, Any], place: Place) -> Iterator[Finding]:
    """`bind::prefix:name` columns, which compile to broken XML when nobody binds the prefix."""
    for key in map(str, place.row):
        stem, _, name = key.partition("::")
        if stem in ("bind", "body", "instance") and ":" in name and name.partition(":")[0] not in bound(document):
            yield place.finds("namespace", cell=key)


def outputs(place: Place, paths: Mapping[str, str]) -> Iterator[Finding]:
    """`${name}` inside a text."""
    for column in TRANSLATED:
        value = place.row.get(column)
        texts = value.items() if isinstance(value, Mapping) else [("-", value)]
        for language, text in texts:
            for name in _REFERENCE.findall(str(text or "")):
                if name not in paths:
                    yield place.finds("reference", cell=name, near=near(name, paths), language=str(language))


def circles(places: list[Place], reading: Mapping[str, set[str]]) -> Iterator[Finding]:
    """Rows that can be reached from themselves. Not recursive: a long chain is no deep one."""
    for place in places:
        seen: set[str] = set()
        waiting = list(reading.get(place.name, ()))
        while waiting:
            one = waiting.pop()
            if one == place.name:
                yield place.finds("cycle")
                break
            if one not in seen:
                seen.add(one)
                waiting.extend(reading.get(one, ()))
