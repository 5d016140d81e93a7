"""Two parallel forms of one blueprint: as many pairs of twins of each module, one of each pair in either form.

What stands in a form is a copy: questions that change in the content later change nothing that was asked.
"""

import json
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from himaya.institutions.content_rows import LocalText
from himaya.training import content
from himaya.training.content import Item, Module

LANGUAGES = ("fr", "ar", "en")
FEWEST, MOST = 1, 6


def contents(modules: Sequence[str], per_module: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """The content of form A and of form B. Modules by their ids of the content, in their order."""
    bank = content.training().modules
    pairs = [(bank[name], one) for name in modules for one in chosen(bank[name], per_module)]
    plan = [
        {"module": name, "version": bank[name].version, "items": len(chosen(bank[name], per_module))}
        for name in modules
    ]
    adopted = all(bank[name].adopted for name in modules)
    first, second = (
        {
            "blueprint": plan,
            "adopted": adopted,
            "items": [_question(module, one if form == one.form else _twin(module, one)) for module, one in pairs],
        }
        for form in content.FORMS
    )
    return first, second


def chosen(module: Module, most: int) -> list[Item]:
    """Questions of form a: one of each objective before a second one of any, in the order of the bank."""
    rounds: dict[str, int] = {}
    ranked = []
    for place, one in enumerate(module.form(content.FORM_A)):
        turn = rounds[one.objective] = rounds.get(one.objective, -1) + 1
        ranked.append((turn, place, one))
    kept = sorted(ranked, key=lambda row: row[:2])[:most]
    return [one for _turn, _place, one in sorted(kept, key=lambda row: row[1])]


def fingerprint(body: dict[str, Any]) -> str:
    """The hash of a form: the same text gives the same hash, wherever it is counted."""
    return sha256(json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def without(body: dict[str, Any], place: int) -> dict[str, Any]:
    """The same without one question, and the blueprint that says so."""
    gone = body["items"][place]
    plan = [
        {**one, "items": one["items"] - (one["module"] == gone["module"])} for one in body["blueprint"]
    ]  # fmt: skip
    items = [one for number, one in enumerate(body["items"]) if number != place]
    return {**body, "blueprint": [one for one in plan if one["items"]], "items": items}


def _twin(module: Module, item: Item) -> Item:
    return next(one for one in module.items if one.id == item.twin)


def _question(module: Module, item: Item) -> dict[str, Any]:
    return {
        "uid": item.id,
        "module": module.id,
        "kind": item.kind,
        "stem": _said(item.text),
        "bins": [{"id": name, "text": _said(text)} for name, text in item.bins.items()],
        "options": [{"id": one.id, "text": _said(one.text)} for one in item.choices],
        "key": list(item.right),
        "expected": item.difficulty,
    }


def _said(text: LocalText) -> dict[str, str]:
    return {language: text.in_language(language) for language in LANGUAGES}
