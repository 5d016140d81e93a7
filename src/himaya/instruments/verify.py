"""Is this submission a true filling of this form? Nothing a client computed is taken on trust.

The form's own shape is rebuilt, answers to closed questions are dropped, calculations redone in order of dependence;
then required, type, choices, constraint are checked. `today()` and `now()` are those of the submission's own metadata,
as long as they lie near the moment of receipt. Stricter than JavaRosa in three ways, on purpose: a required question
that is open counts as missing even when its node was left out; the fixed texts of a form may not be changed; and a
computed value that differs from ours is reported, not only replaced.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from himaya.kernel import clock

from .compiled import Compiled
from .fill import Sheet, run
from .flaws import Flaw
from .guard import Refused, parse
from .intake import intake
from .program import Program, Rule, program
from .readings import readings_of
from .types import fits
from .xform import XForm, local
from .xpath.errors import XPathError
from .xpath.scope import Scope
from .xpath.values import Cell, Moment, boolean, moment, number

# How far the submission's own clock may be from ours before ours is used.
OLDEST = dt.timedelta(days=45)
NEWEST = dt.timedelta(days=1)
MOST_FLAWS = 100


@dataclass(frozen=True, slots=True)
class Verdict:
    """`values`: what the form holds once verified, by key, closed questions left out, repeats as lists of rows.

    `readings`: clause uid -> yes, no, unknown, refused, not_asked (or the value of a choice that reads nothing).
    `given`: every answer as it was submitted, also to questions that are closed now, if it is one at all.
    `instance_id` is empty when the submission names none.
    """

    valid: bool
    errors: tuple[Flaw, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)
    readings: Mapping[str, str] = field(default_factory=dict)
    given: Mapping[str, str] = field(default_factory=dict)
    instance_id: str = ""


def verify(compiled: Compiled, content: bytes, *, received: dt.datetime | None = None) -> Verdict:
    """Verify one submission. `received` is the moment of receipt (aware; by default now). Never raises."""
    try:
        root = parse(content)
        ready = program(compiled.form)
        return _verify(compiled, ready, root, received or clock.now())
    except Refused as refusal:
        return Verdict(False, (Flaw(refusal.code),))
    except (XPathError, RecursionError) as reason:
        return Verdict(False, (Flaw("cannot_run", getattr(reason, "detail", "")),))


def _verify(compiled: Compiled, ready: Program, root: etree._Element, received: dt.datetime) -> Verdict:
    form = compiled.form
    if local(root) != form.root.name or root.get("id", "") != form.form_id:
        return Verdict(False, (Flaw("wrong_form", form.root.path),))
    if root.get("version", "") != form.version:
        return Verdict(False, (Flaw("wrong_version", form.root.path),))
    flaws: list[Flaw] = []
    sheet = intake(ready, root, moment_received(received), lambda code, path: flaws.append(Flaw(code, path)))
    sheet.now = own_clock(sheet, received)
    given = dict(_given(sheet))
    run(sheet)
    flaws.extend(_checked(sheet))
    return Verdict(
        valid=not flaws,
        errors=tuple(flaws[:MOST_FLAWS]),
        values=values_of(sheet),
        readings=readings_of(compiled, sheet),
        given=given,
        instance_id=instance_id_of(sheet),
    )


def moment_received(at: dt.datetime) -> Moment:
    """The moment of receipt as the rules of a form read it."""
    return Moment(at.date(), at.time())


def own_clock(sheet: Sheet, received: dt.datetime) -> Moment:
    """The submission's `end`, else `start`, else `today`; ours when none is near the moment of receipt."""
    told: dict[str, str] = {}
    for rule in sheet.program.order:
        if rule.bind.preload in ("timestamp", "date"):
            told[rule.bind.preload_params] = sheet.cells[rule.node.path][0].value
    here = moment_received(received)
    for name in ("end", "start", "today"):
        found = moment(told.get(name, ""))
        if found is not None and -OLDEST.days <= found.days - here.days <= NEWEST.days:
            return found
    return here


def _given(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """Answers as they came, before anything is dropped; only what the question could have been answered with."""
    for path, key in sheet.program.keys.items():
        rule, cells = sheet.program.rules[path], sheet.cells.get(path, ())
        if rule.control is not None and len(cells) == 1 and not rule.bind.readonly:
            value = cells[0].value
            chosen = set(value.split()) if rule.kind in ("select", "rank") else {value}
            if value and fits(value, rule.kind) and (rule.answers is None or rule.answers >= chosen):
                yield key, value


def instance_id_of(sheet: Sheet) -> str:
    """The instanceID that a submission names, or ''."""
    cells = sheet.cells.get(f"{sheet.program.form.root.path}/meta/instanceID")
    return cells[0].value if cells else ""


def _checked(sheet: Sheet) -> Iterator[Flaw]:
    scope = sheet.scope()
    for path, rule in sheet.program.rules.items():
        if rule.leaf:
            for cell in sheet.cells.get(path, ()):
                scope.cell = scope.current = cell
                code = _wrong(sheet, rule, cell, scope) if cell.relevant else _changed(rule, cell.value)
                if code:
                    yield _flaw(sheet.program.form, rule, code)


def _flaw(form: XForm, rule: Rule, code: str) -> Flaw:
    messages = {"required": rule.bind.required_message, "constraint": rule.bind.constraint_message}
    return Flaw(code, rule.node.path, form, messages.get(code, ""))


def _wrong(sheet: Sheet, rule: Rule, cell: Cell, scope: Scope) -> str:
    """The code of the first thing wrong with a cell, or ''."""
    value = cell.value
    if rule.calculate is not None and rule.compared and _differs(sheet.claimed.get(id(cell), ""), value):
        return "calculation"
    if not value:
        return "required" if rule.required is not None and boolean(rule.required(scope)) else ""
    if _changed(rule, value):
        return "readonly"
    if not fits(value, rule.kind):
        return "type"
    if rule.answers is not None:
        code = _not_chosen(rule, value, scope)
        if code:
            return code
    if rule.constraint is not None and not boolean(rule.constraint(scope)):
        return "constraint"
    return ""


def _changed(rule: Rule, value: str) -> str:
    """`readonly` when a text of the form was written over: a place to smuggle a story in, open or closed."""
    fixed = rule.bind.readonly and rule.calculate is None and not rule.bind.preload
    return "readonly" if fixed and value not in ("", rule.node.default) else ""


def _differs(claimed: str, ours: str) -> bool:
    """An absent value was simply not computed; numbers may be written differently."""
    if claimed in ("", ours):
        return False
    one, other = number(claimed), number(ours)
    return not abs(one - other) <= 1e-9 * max(1.0, abs(other))


def _not_chosen(rule: Rule, value: str, scope: Scope) -> str:
    chosen = value.split() if rule.kind in ("select", "rank") else [value]
    if rule.answers is None or not rule.answers.issuperset(chosen):
        return "choice"
    if len(set(chosen)) < len(chosen):
        return "duplicate"
    if rule.choices is not None and not rule.offered(scope).issuperset(chosen):
        return "choice_filter"
    return ""


def values_of(sheet: Sheet) -> dict[str, Any]:
    """Key -> value of every open leaf; the rows of a repeat as a list of such mappings under the repeat's name."""
    return _values(sheet.program, sheet.root, sheet.program.form.root.path)


def _values(ready: Program, cell: Cell, path: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for child in cell.children:
        here = f"{path}/{child.name}"
        if not child.relevant or here.endswith("/meta"):
            continue
        rule = ready.rules[here]
        if rule.leaf:
            found[ready.keys[here]] = child.value
        elif rule.node.repeat:
            found.setdefault(child.name, []).append(_values(ready, child, here))
        else:
            found.update(_values(ready, child, here))
    return found
