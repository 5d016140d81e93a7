"""A form as plain HTML screens, and the submission that plain HTML form posts back.

One group is one screen. Nothing is stored and no script is needed: every call takes all answers so far.
Answers are a mapping from the key of a question (its name; its path where a name stands twice) to text,
several choices separated by spaces.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString
from lxml import etree

from himaya.kernel import clock

from . import fill
from .compiled import Compiled
from .labels import assembled, clean, fixed
from .program import Program, Rule, program
from .source import Row
from .xform import Control, Group, Item, Node, Words
from .xpath.evaluate import compiled as compiled_expression
from .xpath.scope import Scope
from .xpath.values import Cell, Moment, boolean, string

OPENROSA = "http://openrosa.org/xforms"
HAND_TYPES = {"int": "number", "decimal": "number", "date": "date", "dateTime": "datetime-local", "time": "time"}


@dataclass(frozen=True, slots=True)
class Option:
    """One choice on screen; `id` is unique on the page."""

    id: str
    value: str
    label: SafeString
    reads: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Prompt:
    """What is said aloud in Darija: Arabic script and Latin letters."""

    ar: str
    latin: str


@dataclass(frozen=True, slots=True)
class Question:
    """One row on screen. `kind`: radio, checkbox, text, number, date, datetime-local, time, note.

    `act` says whether it is seen, asked, said, wished. `audio` lists languages with a recording.
    """

    key: str
    path: str
    uid: str
    line: int | None
    act: str
    kind: str
    label: SafeString
    hint: SafeString
    required: bool
    relevant: bool
    options: tuple[Option, ...]
    value: str
    prompt: Prompt | None
    audio: tuple[tuple[str, str], ...]
    exposes: tuple[str, ...]
    compartment: str
    appearance: str


@dataclass(frozen=True, slots=True)
class Screen:
    """One page of questions. `relevant` is false when every question on it is closed."""

    id: str
    title: SafeString
    questions: tuple[Question, ...]

    @property
    def relevant(self) -> bool:
        return any(question.relevant for question in self.questions)


Recording = Callable[[str, str], str]


def no_recording(uid: str, language: str) -> str:
    """The address of the recording of a clause in a language, '' when there is none. None is shipped."""
    return ""


def screens(
    compiled: Compiled,
    language: str,
    answers: Mapping[str, str] | None = None,
    *,
    recording: Recording = no_recording,
) -> list[Screen]:
    """All screens in order, with relevance and choice filters under the answers so far.

    Raises XPathError when the form cannot run.
    """
    page = _Page(compiled, language, filled(compiled, answers or {}), recording)
    return page.screens()


def visible(compiled: Compiled, answers: Mapping[str, str]) -> frozenset[str]:
    """Keys of the questions that are open under these answers."""
    sheet = filled(compiled, answers)
    keys = sheet.program.keys
    return frozenset(
        keys[path] for path, cells in sheet.cells.items() if path in keys and any(cell.relevant for cell in cells)
    )


def filled(compiled: Compiled, answers: Mapping[str, str]) -> fill.Sheet:
    """The form with these answers in it and its rules run. Unknown keys are left out."""
    ready = program(compiled.form)
    sheet = fill.empty(ready, moment_of(clock.now()))
    for path, key in ready.keys.items():
        if key in answers:
            fill.set_value(ready, path, sheet.cells[path][0], answers[key].strip())
    fill.run(sheet)
    return sheet


def moment_of(at: dt.datetime) -> Moment:
    return Moment(at.date(), at.time())


@dataclass(slots=True)
class _Page:
    compiled: Compiled
    language: str
    sheet: fill.Sheet
    recording: Recording

    def screens(self) -> list[Screen]:
        found: list[Screen] = []
        loose: list[Control] = []
        for part in self.compiled.form.body:
            if isinstance(part, Group):
                self._flush(found, loose)
                questions = tuple(self.question(control) for control in _below(part))
                found.append(Screen(part.path.rpartition("/")[2], self.words(part.label, part.path), questions))
            else:
                loose.append(part)
        self._flush(found, loose)
        return found

    def _flush(self, found: list[Screen], loose: list[Control]) -> None:
        if loose:
            questions = tuple(self.question(control) for control in loose)
            found.append(Screen(f"screen-{len(found) + 1}", clean(""), questions))
            loose.clear()

    def question(self, control: Control) -> Question:
        ready = self.sheet.program
        rule = ready.rules[control.path]
        cell = self.sheet.cells[control.path][0]
        row = self.compiled.row(control.path)
        key = ready.keys.get(control.path, control.path)
        kind = _kind(control, rule)
        return Question(
            key=key,
            path=control.path,
            uid=row.uid if row else "",
            line=row.line if row else None,
            act=row.act if row else "",
            kind=kind,
            label=self.words(control.label, control.path),
            hint=self.words(control.hint, control.path),
            required=kind != "note" and rule.required is not None and boolean(rule.required(self.scope(cell))),
            relevant=cell.relevant,
            options=self.options(control, rule, cell, row, key),
            value=cell.value,
            prompt=_prompt(row),
            audio=self.audio(row),
            exposes=row.exposes if row else (),
            compartment=row.compartment if row else "",
            appearance=control.appearance,
        )

    def scope(self, cell: Cell) -> Scope:
        scope = self.sheet.scope()
        scope.cell = scope.current = cell
        return scope

    def words(self, words: Words, path: str) -> SafeString:
        cells = self.sheet.cells.get(path)
        cell = cells[0] if cells else self.sheet.root

        def compute(expression: str) -> str:
            return string(compiled_expression(expression)(self.scope(cell)))

        pieces = self.compiled.form.pieces(words, self.language)
        if all(isinstance(one, str) for one in pieces):
            return fixed(assembled(pieces, compute).strip())
        return clean(assembled(pieces, compute).strip())

    def options(self, control: Control, rule: Rule, cell: Cell, row: Row | None, key: str) -> tuple[Option, ...]:
        reads = _reads(self.compiled, row)
        chosen = cell.value.split() if control.kind != "select1" else [cell.value]
        items: Iterable[Item] = self.compiled.form.items(control)
        if rule.choices is not None:
            offered = rule.offered(self.scope(cell))
            items = [item for item in items if item.value in offered]
        return tuple(
            Option(
                f"{key}-{item.value}".replace("/", "-"),
                item.value,
                self.words(item.label, control.path),
                reads.get(item.value, ""),
                item.value in chosen,
            )
            for item in items
        )

    def audio(self, row: Row | None) -> tuple[tuple[str, str], ...]:
        slots = ((language, self.recording(row.uid, language)) for language in row.audio) if row else ()
        return tuple((language, address) for language, address in slots if address)


def _below(group: Group) -> Iterable[Control]:
    for part in group.children:
        if isinstance(part, Control):
            yield part
        else:
            yield from _below(part)


def _kind(control: Control, rule: Rule) -> str:
    if control.kind in ("select1", "select", "rank"):
        return "radio" if control.kind == "select1" else "checkbox"
    if rule.bind.readonly:
        return "note"
    return HAND_TYPES.get(rule.bind.type, "text")


def _prompt(row: Row | None) -> Prompt | None:
    if row is None or not row.darija:
        return None
    return Prompt(row.darija.get("ar", ""), row.darija.get("latin", ""))


def _reads(compiled: Compiled, row: Row | None) -> dict[str, str]:
    items = compiled.instrument.choices.get(row.list_name, ()) if row else ()
    return {item.value: item.reads for item in items}


def submission(compiled: Compiled, answers: Mapping[str, str], meta: Mapping[str, str] | None = None) -> bytes:
    """The submission (XML, UTF-8) that a field client would send for these answers.

    Closed questions are left out and calculations filled in. `meta` may give `instanceID` and the values
    of `start`, `end` and `today`; an instanceID is drawn when none is given.
    """
    sheet = filled(compiled, answers)
    told = dict(meta or {})
    told.setdefault("instanceID", f"uuid:{uuid.uuid4()}")
    form = compiled.form
    root = etree.Element(form.root.name, nsmap={"orx": OPENROSA}, attrib={"id": form.form_id, "version": form.version})
    _write(sheet.program, form.root, sheet.root, root, told)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8")


def _write(
    ready: Program, node: Node, cell: Cell, element: etree._Element, told: Mapping[str, str], *, meta: bool = False
) -> None:
    for child, below in zip(node.children, cell.children, strict=True):
        if not below.relevant:
            continue
        inside = meta or child.name == "meta"
        written = etree.SubElement(element, f"{{{OPENROSA}}}{child.name}" if inside else child.name)
        if child.children:
            _write(ready, child, below, written, told, meta=inside)
        else:
            written.text = _text(ready.rules[child.path], below, told)


def _text(rule: Rule, cell: Cell, told: Mapping[str, str]) -> str:
    if rule.bind.preload:
        return told.get(rule.node.name) or told.get(rule.bind.preload_params) or ""
    return cell.value
