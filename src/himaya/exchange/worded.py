"""The published form with our words: its names and values as they are, its labels in three languages.

What a file brought is read at a desk in the language of its page, and the form speaks English alone.
"""

import hashlib
import json
from typing import Any

from himaya.exchange.content import mapped
from himaya.exchange.published import form
from himaya.instruments.source import Instrument, from_document
from himaya.kernel import languages

EDITION = "2.0"


def worded() -> Instrument:
    """The form of HTCDS as a version of the house keeps it. Values, names and order are those of the published one."""
    shipped = form()
    known = mapped()
    fields = {row.list_name: row.name for row in shipped.survey if row.list_name}
    title = next(iter(shipped.title.values()))
    survey = [
        {**row, "label": known.fields[row["name"]].names.as_dict()} if row.get("name") in known.fields else row
        for row in shipped.document["survey"]
    ]
    choices = {
        name: [{**one, "label": _words(fields.get(name, ""), str(one["value"]).strip())} for one in items]
        for name, items in shipped.document["choices"].items()
    }
    kept: dict[str, Any] = {key: said for key, said in shipped.document.items() if key != "language"}
    document = {**kept, "title": _alike(title), "survey": survey, "choices": choices}
    return from_document({**document, "version": _number(document)})


def _number(document: dict[str, Any]) -> str:
    """A number of ours: that of the published file is longer than a store keeps, and our words change under it."""
    text = json.dumps(document, sort_keys=True, ensure_ascii=False, default=str)
    return f"{EDITION}-{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def _words(field: str, code: str) -> dict[str, str]:
    found = mapped().said(field, code)
    return found.as_dict() if found is not None else _alike(code)


def _alike(word: str) -> dict[str, str]:
    """A proper name, or a code, in every language."""
    return dict.fromkeys(languages.CODES, word)
