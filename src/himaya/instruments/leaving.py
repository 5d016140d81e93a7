"""Leaving a question without an answer and without a reason: what `leave: true` on a row stands for. Pure.

Source: domain/interview.md, topic grid ("value | not asked | refused | does not know | not applicable"). A question
with one answer gets the four ways as further choices. Any other question gets a row of its own after it, which is open
while nothing is answered: so an answer and "refused" can never stand side by side.
"""

from collections.abc import Mapping
from typing import Any

LIST = "leave"
# `minimal` is a short list to pull down, for field clients too.
APPEARANCE = "minimal leave"
KEY = "leave"
NAME_ENDS, UID_ENDS, LIST_ENDS = "_left", "-L", "_leave"


class NotAQuestion(ValueError):
    """`leave` stands on a row that asks nothing, or says something else than true."""


def is_asked_for(document: Mapping[str, Any]) -> bool:
    """Whether a row of the document can be left."""
    return any(KEY in row for row in document["survey"])


def is_companion(row: Mapping[str, Any]) -> bool:
    """Whether a row only says how the question before it was left. A spreadsheet has such rows written out too."""
    return KEY in str(row.get("appearance") or "").split()


def spelled_out(document: Mapping[str, Any], words: Mapping[str, Any], questions: tuple[str, ...]) -> dict[str, Any]:
    """The document with every `leave` written out. `words`: label and choices; `questions`: names of rows that ask.

    Raises NotAQuestion.
    """
    survey: list[dict[str, Any]] = []
    lists = dict(document.get("choices") or {})
    for row in document["survey"]:
        if KEY not in row:
            survey.append(row)
            continue
        if row[KEY] is not True or str(row.get("name")) not in questions:
            raise NotAQuestion(f"leave on the row {row.get('name')!r}: only `leave: true`, and only on a question")
        plain = {key: value for key, value in row.items() if key != KEY}
        head, _, name = str(row["type"]).partition(" ")
        if head == "select_one":
            survey.append({**plain, "type": f"{head} {_longer(lists, name, words)}"})
        else:
            lists.setdefault(LIST, words["choices"])
            survey += [plain, _companion(plain, words)]
    used = {str(row.get("type") or "").partition(" ")[2] for row in survey}
    longer = {name for name in lists if f"{name}{LIST_ENDS}" in lists}
    kept = {name: items for name, items in lists.items() if name in used or name not in longer}
    return {**document, "survey": survey, "choices": kept}


def _longer(lists: dict[str, Any], name: str, words: Mapping[str, Any]) -> str:
    """The name of the list with the four ways in it; the list itself where it has them all."""
    own = lists.get(name) or ()
    values = {str(item.get("value")) for item in own}
    more = [item for item in words["choices"] if item["value"] not in values]
    if not more:
        return name
    lists.setdefault(f"{name}{LIST_ENDS}", [*own, *more])
    return f"{name}{LIST_ENDS}"


def _companion(row: Mapping[str, Any], words: Mapping[str, Any]) -> dict[str, Any]:
    """How the row before it was left: as protected as the row itself, and open only while that one is empty."""
    empty = f"${{{row['name']}}} = ''"
    kept = {key: row[key] for key in ("exposes", "compartment", "source", "mark", "short") if key in row}
    return {
        "type": f"select_one {LIST}",
        "name": f"{row['name']}{NAME_ENDS}",
        "uid": f"{row['uid']}{UID_ENDS}",
        "appearance": APPEARANCE,
        **kept,
        "relevant": f"({row['relevant']}) and {empty}" if row.get("relevant") else empty,
        "label": words["label"],
    }
