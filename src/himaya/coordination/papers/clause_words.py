"""One clause in the words of a paper: what it is, which answers it takes, when it is asked, what guides the officer."""

from collections.abc import Iterator, Mapping
from typing import Any

from himaya.adapters.paper import Words
from himaya.coordination import rules_content
from himaya.coordination.papers.phrases import joined, say, typed, words

Data = Mapping[str, Any]
LISTS = {"select_one": "answer_one", "select_multiple": "answer_several", "rank": "answer_ranked"}
TYPES = {
    "integer": "answer_number",
    "decimal": "answer_number",
    "range": "answer_number",
    "text": "answer_text",
    "date": "answer_date",
    "time": "answer_time",
    "dateTime": "answer_date",
}
NO_ANSWER = ("note", "begin_group", "begin_repeat", "")
SILENT = ("calculate", "hidden", "start", "end", "today")
HINTS = ("hint", "guidance_hint", "guidance")


def numbers(content: Data) -> dict[str, str]:
    """The number of each clause as it is printed: `2`, and `2.1` inside it."""
    found: dict[str, str] = {}
    last: dict[str, int] = {}
    for clause in content["clauses"]:
        parent = clause["parent"] if clause["parent"] in found else ""
        last[parent] = last.get(parent, 0) + 1
        found[clause["uid"]] = f"{found[parent]}.{last[parent]}" if parent else str(last[parent])
    return found


def line(clause: Data, number: str) -> Words:
    """Number, identifier and kind, on one line."""
    said = [typed(number), typed(clause["uid"]), say(f"clause_{clause['kind']}")]
    if clause["replaces"]:
        said.append(say("clause_replaces", uid=clause["replaces"]))
    return joined(said, " · ")


def details(clause: Data, content: Data) -> Iterator[Words]:
    """What stands on the officer's screen besides the prose, and when it does."""
    form = clause["form"]
    if answer := _answer(clause, content):
        yield answer
    if form.get("required") in (True, "yes", "true()"):
        yield say("clause_required")
    if form.get("relevant"):
        # On a line of its own: inside an Arabic one it would be turned round.
        yield joined((say("clause_relevant"), typed(str(form["relevant"]))))
    if form.get("position"):
        yield say("clause_position", position=say(f"position_{form['position']}"))
    if form.get("weight"):
        yield say("clause_weight", number=str(form["weight"]))
    darija = form.get("darija") or {}
    if darija.get("ar"):
        yield say("clause_said", text=typed(str(darija["ar"])))
    for key in HINTS:
        if form.get(key):
            yield say("clause_hint", text=_text(form[key]))


def _answer(clause: Data, content: Data) -> Words | None:
    kind = str(clause["form"].get("type") or "").split()
    name = kind[0] if kind else ""
    if name in SILENT:
        return say("clause_computed")
    if name in LISTS:
        labels = (_text(one.get("label") or str(one.get("value"))) for one in rules_content.choices_of(content, clause))
        return say(LISTS[name], choices=joined(labels, " · "))
    if name in TYPES:
        return say(TYPES[name])
    return None if name in NO_ANSWER else say("answer_other", type=name)


def _text(value: object) -> Words:
    return words(value) if isinstance(value, Mapping) else typed(str(value))
