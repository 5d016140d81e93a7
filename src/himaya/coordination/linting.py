"""What the linter of forms says of one clause before it is kept, in its own sentences."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from himaya.coordination import rules_content, rules_rows
from himaya.instruments.lint.cells import typed
from himaya.instruments.lint.finding import Finding, Place, places
from himaya.instruments.lint.rules import one_rule, paths_of, rule_findings

# Findings about the answer itself, by the key of the clause that they are about.
ABOUT = {"type": "type", "free-text": "type", "exposes-screening": "exposes"}


def findings(content: Mapping[str, Any], uid: str, changed: Collection[str]) -> Iterator[tuple[str, Finding]]:
    """The key and what is wrong with it, in each form of a compiled text that asks this clause.

    Only keys that changed are looked at: what came wrong from others does not keep anybody from mending a label.
    """
    clause = rules_content.clause_of(content, uid)
    if clause is None or not changed:
        return
    for layout in content["forms"]:
        if uid in rules_rows.there(layout["rows"]):
            document = rules_content.compile_form(content, layout["name"], "0")
            yield from _in_form(document, rules_content.node_name(clause), changed)


def _in_form(document: Mapping[str, Any], name: str, changed: Collection[str]) -> Iterator[tuple[str, Finding]]:
    rows = list(places(document, 1))
    place = next((one for one in rows if one.name == name), None)
    if place is None:
        return
    paths = paths_of(rows)
    for column in ("relevant", "constraint", "calculation"):
        written = str(place.row.get(column) or "").strip()
        if column in changed and written:
            yield from ((column, one) for one in one_rule(document, place, column, written, paths, {}))
            yield from ((column, one) for one in _circles(document, rows, name, column))
    for one in typed(place, str(document.get("kind") or "")):
        if ABOUT.get(one.code) in changed:
            yield ABOUT[one.code], one


def _circles(document: Mapping[str, Any], rows: list[Place], name: str, column: str) -> Iterator[Finding]:
    if column != "constraint":
        yield from (one for one in rule_findings(document, rows) if (one.code, one.name) == ("cycle", name))
