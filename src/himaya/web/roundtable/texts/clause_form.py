"""The form of one clause: what stands in it, and what is read from it."""

from collections.abc import Mapping
from typing import Any

from himaya.coordination import rules_clause, rules_content, words_drafts
from himaya.coordination.rules_content import Clause, Content
from himaya.kernel import languages
from himaya.web.roundtable.tables import lists
from himaya.web.roundtable.tables.lists import Item
from himaya.web.roundtable.tables.reading import Form

OWN = "-own-"
SPARE = 3
DARIJA = ("ar", "latin")
PART = ("value", "reads", "weight")


def typed_of(clause: Clause, content: Content) -> dict[str, Any]:
    """The fields as they stand: what the page shows before anybody typed."""
    form = clause["form"]
    typed: dict[str, Any] = {f"text_{code}": clause["texts"].get(code, "") for code in languages.CODES}
    for key in rules_clause.keys_of(clause["kind"], form):
        value = form.get(key)
        if key in rules_clause.IN_LANGUAGES:
            words = value if isinstance(value, Mapping) else {"en": value or ""}
            typed |= {f"{key}_{code}": words.get(code, "") for code in languages.CODES}
        elif key == "darija":
            typed |= {f"darija_{script}": (value or {}).get(script, "") for script in DARIJA}
        elif key == "exposes":
            typed[key] = "" if value is None else " ".join(map(str, value)) or rules_clause.NONE_EXPOSED
        elif key == "type":
            typed |= _typed_type(clause, content)
        elif key == "required":
            typed[key] = "yes" if value in (True, "yes", "true", "true()") else ""
        else:
            typed[key] = "" if value is None else str(value)
    return typed


def _typed_type(clause: Clause, content: Content) -> dict[str, Any]:
    name = rules_content.list_name(clause["form"])
    items = rules_content.choices_of(content, clause)
    users = sum(rules_content.list_name(one["form"]) == name for one in content["clauses"])
    own = not name or (users == 1 and len(items) <= rules_clause.MOST_CHOICES)
    return {
        "type": str(clause["form"].get("type") or "").split(" ", 1)[0],
        "list": OWN if own else name,
        "rows": rows_of(items if len(items) <= rules_clause.MOST_CHOICES else []),
    }


def rows_of(items: list[dict[str, Any]]) -> list[dict[str, str]]:
    """The lines of a list of choices, with a few empty ones."""
    found = []
    for one in items:
        label = one.get("label")
        words = label if isinstance(label, Mapping) else {"en": label or ""}
        row = {part: "" if one.get(part) is None else str(one[part]) for part in PART}
        found.append(row | {code: str(words.get(code) or "") for code in languages.CODES})
    empty = dict.fromkeys((*PART, *languages.CODES), "")
    return found + [dict(empty) for _ in range(SPARE)]


def read(form: Form, clause: Clause, content: Content) -> dict[str, Any]:
    """The arguments of the verb: texts, typed part, choices, languages that were read over."""
    keys = rules_clause.keys_of(clause["kind"], clause["form"])
    found: dict[str, Any] = {}
    for key in keys:
        if key in rules_clause.IN_LANGUAGES:
            found[key] = form.longs(key)
        elif key == "darija":
            found[key] = {script: form.long(f"darija_{script}") for script in DARIJA}
        elif key == "required":
            found[key] = "yes" if form.ticked(key) else ""
            form.typed[key] = found[key]
        elif key != "type":
            found[key] = form.text(key)
    choices = None
    if "type" in keys:
        found["type"], choices = _type(form, clause, content)
    return {
        "texts": form.longs("text"),
        "form": found,
        "choices": choices,
        "checked": form.many("checked"),
    }


def _type(form: Form, clause: Clause, content: Content) -> tuple[str, list[dict[str, Any]] | None]:
    head, listed = form.text("type"), form.text("list")
    rows = _rows(form)
    form.typed["rows"] = rows_of(rows)
    if head not in rules_clause.WITH_CHOICES:
        was = str(clause["form"].get("type") or "")
        # An answer type that no page offers is named by its first word there.
        return (was if was.split(" ", 1)[0] == head else head), None
    if listed == OWN:
        return head, _kept(rows, rules_content.choices_of(content, clause))
    return f"{head} {listed}".strip(), None


def _rows(form: Form) -> list[dict[str, Any]]:
    """The lines of the list that were filled, in their order."""
    columns = {name: form.post.getlist(f"choice_{name}") for name in (*PART, *languages.CODES)}
    found = []
    for place in range(min(max(map(len, columns.values()), default=0), rules_clause.MOST_CHOICES + SPARE)):
        row = {name: each[place].replace("\0", "") if place < len(each) else "" for name, each in columns.items()}
        if any(row[name].strip() for name in ("value", "weight", *languages.CODES)):
            label = {code: row[code] for code in languages.CODES}
            found.append({"value": row["value"], "reads": row["reads"], "weight": row["weight"], "label": label})
    return found


def _kept(rows: list[dict[str, Any]], before: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The lines with what the page does not show of a choice, and plain words where only those were there."""
    known = {str(one.get("value")): one for one in before}
    found = []
    for row in rows:
        was = known.get(row["value"].strip(), {})
        plain = isinstance(was.get("label"), str) and not row["label"]["fr"].strip() and not row["label"]["ar"].strip()
        found.append({**was, **row, "label": row["label"]["en"] if plain else row["label"]})
    return found


def choices_for(clause: Clause, content: Content) -> dict[str, Any]:
    """The lists that the page offers to choose from."""
    now = str(clause["form"].get("type") or "").split(" ", 1)[0]
    types = list(rules_clause.ANSWER_TYPES)
    if now and now not in types:
        types.append(now)
    listed = [Item(name, _sample(name, items)) for name, items in content["lists"].items()]
    return {
        "keys": set(rules_clause.keys_of(clause["kind"], clause["form"])),
        "types": [Item(one, words_drafts.ANSWER_TYPES.get(one, one)) for one in types],
        "lists": [Item(OWN, words_drafts.OWN_LIST), *listed],
        "reads": lists.of(words_drafts.READS),
        "closed": {key: lists.of(words) for key, words in words_drafts.IN_LISTS.items()},
        "names": words_drafts.KEYS,
        "languages": [(code, words_drafts.LANGUAGES[code]) for code in languages.CODES],
        "own": OWN,
    }


def _sample(name: str, items: list[dict[str, Any]]) -> str:
    """A list by its first choices."""
    words = []
    for one in items[:4]:
        label = one.get("label")
        words.append(languages.pick(label) if isinstance(label, Mapping) else str(label or one.get("value")))
    return f"{name}: {' / '.join(words)}{' …' if len(items) > 4 else ''}"
