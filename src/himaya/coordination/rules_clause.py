"""The typed part of one clause: which keys each kind has, what may stand in them, what is wrong with it. Pure.

Source: content/instruments/README.md (the keys of a row), design/coordination.md section 7 (typed clauses), and
design/forms.md, last paragraph (weights; a changed meaning is a new uid).
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from unicodedata import normalize

from himaya.coordination import states
from himaya.coordination.rules_content import LANGUAGES, list_name

# Keys that a page offers, by kind. What else a clause brought (a picture, an appearance) stays as it is.
ASKS = (
    "name", "type", "weight", "hint", "relevant", "required", "constraint", "exposes", "compartment", "act", "darija",
)  # fmt: skip
POSITION = ("profession", "subject", "certainty", "position", "to_whom", "minimum", "after_advice_of")
KEYS: dict[str, tuple[str, ...]] = {
    states.SECTION: ("relevant",),
    states.ARTICLE: (),
    states.NOTE: ("hint", "relevant"),
    states.STEP: ("hint", "relevant"),
    states.QUESTION_CLAUSE: ASKS,
    states.INDICATOR: (*ASKS, "triage"),
    states.RULE: POSITION,
}
COMPUTED = ("calculation", "relevant")
# Expressions, in the order in which a form runs them; the linter reads each.
EXPRESSIONS = ("relevant", "constraint", "calculation")
IN_LANGUAGES = ("hint", "to_whom", "minimum", "after_advice_of")
ANSWER_TYPES = ("select_one", "select_multiple", "integer", "decimal", "text", "date")
WITH_CHOICES = ("select_one", "select_multiple")
READS = ("yes", "no", "unknown", "refused", "not_asked")
COMPARTMENTS = ("story", "health", "identity")
ACTS = ("gate", "health", "need", "age", "seen", "asked", "wish", "said", "worker")
SUBJECTS, CERTAINTIES = ("adult", "child"), ("signs", "known")
POSITIONS = ("must", "may", "must_not", "unverified")
CLOSED_LISTS = {
    "compartment": COMPARTMENTS,
    "act": ACTS,
    "subject": SUBJECTS,
    "certainty": CERTAINTIES,
    "position": POSITIONS,
}
SILENT = ("calculate", "hidden", "start", "end", "today")
LONGEST_TEXT, LONGEST_HINT, LONGEST_LABEL, LONGEST_EXPRESSION, LONGEST_CODE = 4000, 1000, 300, 1000, 48
MOST_CHOICES, MOST_WEIGHT = 50, 1000
NONE_EXPOSED = "none"
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.\-]*\Z")
_VALUE = re.compile(r"[A-Za-z0-9_.\-]+\Z")
_UID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.\-]*\Z")


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing that is wrong: the field of the page, and a code that has its sentence."""

    field: str
    code: str


def is_silent(form: Mapping[str, Any]) -> bool:
    """True for a row that says nothing to anybody: computed, hidden, or filled in by the device."""
    return str(form.get("type") or "") in SILENT


def is_uid(text: str) -> bool:
    """Whether a text can be the uid of a clause: it stands in addresses and in forms."""
    return len(text) <= LONGEST_CODE and _UID.match(text) is not None and text != "new"


def keys_of(kind: str, form: Mapping[str, Any]) -> tuple[str, ...]:
    """The keys that a clause has: those of its kind, and of a computed row its rule."""
    return COMPUTED if str(form.get("type", "")) == "calculate" else KEYS.get(kind, ())


def tidy(text: str, *, lines: bool = True) -> str:
    """A text as it is kept: one form of each letter, no space around it, on one line where it is no prose."""
    found = normalize("NFC", text)
    return found.replace("\r\n", "\n").strip() if lines else " ".join(found.split())


def texts_of(given: Mapping[str, str]) -> dict[str, str]:
    """The prose in each language, tidy."""
    return {code: tidy(str(given.get(code) or "")) for code in LANGUAGES}


def shaped(kind: str, before: Mapping[str, Any], given: Mapping[str, Any], texts: Mapping[str, str]) -> dict[str, Any]:
    """The typed part after an edit: the keys of the kind as given, an empty one taken out, all others as before."""
    found = dict(before)
    for key in keys_of(kind, before):
        if key in given:
            value = _shaped(key, given[key])
            if value is None:
                found.pop(key, None)
            elif not _says_the_same(before.get(key), value):
                found[key] = value
    if found.get("one_language") and any(texts[code] for code in LANGUAGES if code != "en"):
        del found["one_language"]
    return found


def _says_the_same(before: Any, value: Any) -> bool:
    """A form that came in one language keeps its plain words until another one is written beside them."""
    return (
        before == value or (isinstance(before, str) and value == {"en": before}) or (before is True and value == "yes")
    )


def _shaped(key: str, value: Any) -> Any:
    """A value as it is kept; None for an empty one."""
    if key in IN_LANGUAGES or key == "darija":
        words = {str(code): tidy(str(text)) for code, text in dict(value or {}).items() if str(text or "").strip()}
        return words or None
    if key == "exposes":
        words_ = value if isinstance(value, list | tuple) else str(value or "").split()
        return None if not words_ else [] if list(words_) == [NONE_EXPOSED] else [str(one) for one in words_]
    if key == "weight":
        return _number(value)
    return tidy(str(value or ""), lines=False) or None


def _number(value: Any) -> Any:
    text = str(value if value is not None else "").strip().replace(",", ".")
    if not text:
        return None
    try:
        number = float(text)
    except ValueError:
        return text
    if number != number or abs(number) == float("inf"):
        return text
    return (int(number) or None) if number.is_integer() else number


def shaped_choices(given: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """A list of choices as it is kept: value, what triage reads, weight, label; empty lines left out."""
    found = []
    for one in given:
        label = one.get("label")
        words = (
            {code: tidy(str(text), lines=False) for code, text in label.items()} if isinstance(label, Mapping) else {}
        )
        item: dict[str, Any] = {**one, "value": tidy(str(one.get("value") or ""), lines=False)}
        item["label"] = {code: text for code, text in words.items() if text} if words else str(label or "")
        for key in ("reads", "weight"):
            value = _number(one.get(key)) if key == "weight" else str(one.get(key) or "").strip()
            item.pop(key, None)
            if value not in (None, ""):
                item[key] = value
        if item["value"] or item["label"]:
            found.append(item)
    return found


def wrong(
    kind: str,
    texts: Mapping[str, str],
    form: Mapping[str, Any],
    choices: Sequence[Mapping[str, Any]] | None,
    *,
    lists: Collection[str],
    was: str = "",
) -> tuple[Wrong, ...]:
    """What is wrong with a clause as it would be kept, whatever stands around it.

    `choices` is a list of its own, None when it takes one of `lists`; `was` is its answer type so far, which may be
    one that no page offers.
    """
    return tuple(_wrong(kind, texts, form, choices, lists, was))


def _wrong(
    kind: str,
    texts: Mapping[str, str],
    form: Mapping[str, Any],
    choices: Sequence[Mapping[str, Any]] | None,
    lists: Collection[str],
    was: str,
) -> Iterator[Wrong]:
    if kind not in KEYS:
        yield Wrong("kind", "clause_kind")
        return
    if not any(texts.values()) and not is_silent(form):
        yield Wrong("text", "text_missing")
    if any(len(text) > LONGEST_TEXT for text in texts.values()):
        yield Wrong("text", "clause_long")
    yield from _wrong_form(kind, form)
    if "type" in keys_of(kind, form):
        yield from _wrong_type(form, choices, lists, was)
    if choices is not None:
        yield from wrong_choices(choices)


def _wrong_form(kind: str, form: Mapping[str, Any]) -> Iterator[Wrong]:
    for key in IN_LANGUAGES:
        if any(len(str(text)) > LONGEST_HINT for text in _words(form.get(key)).values()):
            yield Wrong(key, "hint_long")
    for key in EXPRESSIONS:
        if len(str(form.get(key) or "")) > LONGEST_EXPRESSION:
            yield Wrong(key, "expression_long")
    for key, allowed in CLOSED_LISTS.items():
        if key in keys_of(kind, form) and form.get(key) not in (None, *allowed):
            yield Wrong(key, "not_in_list")
    if kind == states.RULE:
        yield from (Wrong(key, "position_incomplete") for key in POSITION[:4] if not form.get(key))
    if "name" in form and "name" in keys_of(kind, form) and not is_name(str(form["name"])):
        yield Wrong("name", "name")
    if any(len(str(form.get(key) or "")) > LONGEST_CODE for key in ("triage", "profession")):
        yield Wrong("triage", "code_long")
    if not all(_VALUE.match(str(one)) for one in form.get("exposes") or ()):
        yield Wrong("exposes", "exposes_words")
    if not _weighs(form.get("weight")):
        yield Wrong("weight", "weight")


def is_name(text: str) -> bool:
    """Whether a text can be the name of a node of a form."""
    return len(text) <= LONGEST_CODE and _NAME.match(text) is not None


def _words(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {"": value or ""}


def _weighs(value: Any) -> bool:
    return value is None or (isinstance(value, int | float) and abs(value) <= MOST_WEIGHT)


def _wrong_type(
    form: Mapping[str, Any], choices: Sequence[Mapping[str, Any]] | None, lists: Collection[str], was: str
) -> Iterator[Wrong]:
    written = str(form.get("type") or "")
    head = written.split()[0] if written else ""
    if head not in ANSWER_TYPES:
        if written != was or not written:
            yield Wrong("type", "answer_type")
        return
    if head in WITH_CHOICES and choices is None and list_name(form) not in lists:
        yield Wrong("list", "choices_empty")
    if head in WITH_CHOICES and choices is not None and not choices:
        yield Wrong("list", "choices_empty")


def wrong_choices(choices: Sequence[Mapping[str, Any]]) -> Iterator[Wrong]:
    """What is wrong with a list of choices."""
    seen: set[str] = set()
    if len(choices) > MOST_CHOICES:
        yield Wrong("list", "choices_many")
    for one in choices:
        value = str(one.get("value") or "")
        labels = _words(one.get("label"))
        if not _VALUE.match(value) or len(value) > LONGEST_CODE:
            yield Wrong("list", "choice_value")
        elif value in seen:
            yield Wrong("list", "choice_twice")
        if not any(str(text).strip() for text in labels.values()):
            yield Wrong("list", "choice_label")
        if any(len(str(text)) > LONGEST_LABEL for text in labels.values()):
            yield Wrong("list", "choice_long")
        if one.get("reads") not in (None, "", *READS):
            yield Wrong("list", "choice_reads")
        if not _weighs(one.get("weight")):
            yield Wrong("list", "weight")
        seen.add(value)


def said(texts: Mapping[str, str], form: Mapping[str, Any], choices: Sequence[Mapping[str, Any]]) -> list[str]:
    """Every text of a clause that somebody wrote."""
    words = [_words(form.get(key)) for key in (*IN_LANGUAGES, "darija")]
    words += [_words(one.get("label")) for one in choices]
    return [text for text in (*texts.values(), *(str(one) for each in words for one in each.values())) if text]
