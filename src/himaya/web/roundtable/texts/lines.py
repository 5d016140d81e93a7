"""A text on a page: each clause with its languages side by side, how it stands on a form, and what changed in it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from himaya.coordination import rules_changes, rules_clause, rules_content, states, words_drafts
from himaya.coordination.models import Clause
from himaya.coordination.rules_changes import Change
from himaya.kernel import languages
from himaya.web.roundtable.practice.showing import Chip

WAY = {"fr": "ltr", "ar": "rtl", "en": "ltr"}


@dataclass(frozen=True, slots=True)
class Prose:
    """A clause in one language; `check` is the value of its button, '' where nothing is to be checked."""

    language: str
    name: str | Promise
    way: str
    text: str
    state: Chip | None
    check: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One key of a typed part in words. `code`: an identifier or a rule that keeps its direction."""

    name: str | Promise
    value: str | Promise
    code: bool = False


@dataclass(frozen=True, slots=True)
class Offered:
    """One choice of a question: its value, its words, what the next step hears, its weight."""

    value: str
    label: str
    reads: str | Promise
    weight: object


@dataclass(frozen=True, slots=True)
class Line:
    """One clause as a page shows it. `level` is 0 at the top, 3 at most."""

    uid: str
    kind: str
    kind_word: str | Promise
    level: int
    prose: tuple[Prose, ...]
    facts: tuple[Fact, ...]
    choices: tuple[Offered, ...]
    forms: tuple[str, ...]
    chips: tuple[Chip, ...]
    replaces: str
    revision: int
    missing: bool

    @property
    def title(self) -> str:
        """The clause in the page's language, or in one in which it is written."""
        texts = {one.language: one.text for one in self.prose}
        return languages.pick(texts) or next((text for text in texts.values() if text), "")


def of_draft(
    rows: Sequence[Clause], content: Mapping[str, Any], changes: rules_changes.Changes, *, editable: bool
) -> list[Line]:
    """The lines of a draft, with the state of each language."""
    known, shape = {one.uid: one for one in changes.changes}, _Shape(content)
    return [
        _line(clause, shape, known.get(row.uid), row=row, editable=editable)
        for row, clause in zip(rows, content["clauses"], strict=True)
    ]


def of_content(content: Mapping[str, Any], changes: rules_changes.Changes | None = None) -> list[Line]:
    """The lines of an adopted text: nothing is to be checked there."""
    known, shape = {one.uid: one for one in changes.changes} if changes else {}, _Shape(content)
    return [_line(clause, shape, known.get(clause["uid"])) for clause in content["clauses"]]


class _Shape:
    """What the lines of one text share, worked out once."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        self.content = content
        self.depth = rules_content.depth_of(content)
        self.forms: dict[str, list[str]] = {}
        for layout in content["forms"]:
            for row in layout["rows"]:
                uid = row.get("use") or row.get("open")
                if uid:
                    self.forms.setdefault(uid, []).append(layout["name"])


def _line(
    clause: Mapping[str, Any],
    shape: _Shape,
    change: Change | None,
    *,
    row: Clause | None = None,
    editable: bool = False,
) -> Line:
    uid, form = clause["uid"], clause["form"]
    silent = rules_clause.is_silent(form)
    return Line(
        uid=uid,
        kind=clause["kind"],
        kind_word=words_drafts.CLAUSE_KINDS.get(clause["kind"], clause["kind"]),
        level=min(shape.depth[uid], 3),
        prose=() if silent else tuple(_prose(clause, code, row, editable=editable) for code in languages.CODES),
        facts=tuple(_facts(clause)),
        choices=tuple(_offered(one) for one in rules_content.choices_of(shape.content, clause)),
        forms=tuple(shape.forms.get(uid, ())) if len(shape.content["forms"]) > 1 else (),
        chips=chips(change),
        replaces=clause["replaces"],
        revision=row.revision if row is not None else 0,
        missing=row is not None and not silent and any(one != states.CHECKED for one in row.translation.values()),
    )


def _prose(clause: Mapping[str, Any], code: str, row: Clause | None, *, editable: bool) -> Prose:
    state = row.translation[code] if row is not None else ""
    return Prose(
        language=code,
        name=words_drafts.LANGUAGES[code],
        way=WAY[code],
        text=clause["texts"].get(code, ""),
        state=Chip(words_drafts.TRANSLATION_TONES[state], words_drafts.TRANSLATION[state]) if state else None,
        check=f"{clause['uid']} {code} {row.revision}" if editable and row and state == states.TO_CHECK else "",
    )


def chips(change: Change | None) -> tuple[Chip, ...]:
    """What changed in a clause, and how far it reaches."""
    if change is None:
        return ()
    return (
        Chip("calm", words_drafts.CHANGES[change.what]),
        Chip(words_drafts.CLASS_TONES[change.weight], words_drafts.CLASSES[change.weight]),
    )


def _facts(clause: Mapping[str, Any]) -> Iterable[Fact]:
    form = clause["form"]
    for key in rules_clause.keys_of(clause["kind"], form):
        value = form.get(key)
        if key == "type":
            head = str(value or "").split(" ", 1)[0]
            yield Fact(words_drafts.KEYS[key], words_drafts.ANSWER_TYPES.get(head, head))
        elif key == "exposes" and isinstance(value, list | tuple):
            yield Fact(words_drafts.KEYS[key], " ".join(value) or words_drafts.NOBODY_EXPOSED, code=bool(value))
        elif value not in (None, "", [], {}):
            yield _fact(key, value)


def _fact(key: str, value: Any) -> Fact:
    name = words_drafts.KEYS[key]
    if key == "darija":
        return Fact(name, " · ".join(str(one) for one in value.values()))
    if key in rules_clause.IN_LANGUAGES:
        words = value if isinstance(value, Mapping) else {"en": str(value)}
        return Fact(name, languages.pick(words) or next(iter(words.values()), ""))
    if key == "required":
        return Fact(name, words_drafts.YES)
    listed = words_drafts.IN_LISTS.get(key, {})
    return Fact(name, listed.get(str(value), str(value)), code=str(value) not in listed)


def _offered(one: Mapping[str, Any]) -> Offered:
    label = one.get("label")
    words = label if isinstance(label, Mapping) else {"en": str(label or "")}
    return Offered(
        value=str(one.get("value", "")),
        label=languages.pick(words) or next((text for text in words.values() if text), ""),
        reads=words_drafts.READS.get(str(one.get("reads") or ""), ""),
        weight=one.get("weight"),
    )
