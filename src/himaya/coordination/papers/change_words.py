"""What an amendment asks and what becomes of it, in the words of a paper; its change as words that went and came."""

from collections.abc import Mapping
from typing import Any

from himaya.adapters.paper import LANGUAGES, Marked, Piece, Words
from himaya.coordination import rules_diff, states
from himaya.coordination.papers.phrases import joined, say, typed, words

Data = Mapping[str, Any]
Texts = Mapping[str, str]


def marked(old: Texts, new: Texts) -> Marked:
    """The change from one text to another in each language that has one of them."""
    found = {}
    for code in LANGUAGES:
        pieces = rules_diff.words(old.get(code, ""), new.get(code, ""))
        found[code] = tuple(Piece(one.op, one.text) for one in pieces)
    return Marked(**found)


def change(row: Data, numbers: Mapping[str, str]) -> Words | Marked:
    """What the clause would be: reworded, new, gone; for one that moves, where to."""
    before: Texts = row["before"].get("texts", {})
    if row["op"] == states.REPLACE:
        asked = {code: text for code, text in row["texts"].items() if text}
        return marked({code: before.get(code, "") for code in asked}, asked) if asked else say("amendment_form")
    if row["op"] == states.INSERT:
        return marked({}, row["texts"])
    return marked(before, {}) if row["op"] == states.DELETE else operation(row, numbers)


def operation(row: Data, numbers: Mapping[str, str]) -> Words:
    """What is asked, in a few words."""
    place = {states.INSERT: row["uid"], states.MOVE: row["after"]}.get(row["op"])
    if place is None:
        return say(f"op_{row['op']}")
    if not place:
        return say(f"op_{row['op']}_first")
    number = numbers.get(place, "")
    return say(f"op_{row['op']}", place=f"{number} ({place})" if number else place)


def who(row: Data, numbers: Mapping[str, str]) -> Words:
    """Number and institution, and under it what it asks."""
    said = [
        say("amendment_number", number=row["number"], institution=words(row["institution"])),
        operation(row, numbers),
    ]
    if row["changes_meaning"]:
        said.append(say("amendment_meaning"))
    if row["form"] and row["texts"] and row["op"] == states.REPLACE:
        said.append(say("amendment_form"))
    return joined(said)


def outcome(row: Data) -> Words:
    """What was proposed with its reason, then what became of it, the words that were taken, the answer."""
    settled = row["state"] not in states.UNSETTLED
    said = []
    if row["proposal"] and not settled:
        said.append(say("amendment_proposed", outcome=say(f"outcome_{row['proposal']}")))
        said += [words(row["proposal_texts"]), typed(row["proposal_reason"])]
    said.append(say(f"outcome_{row['state']}"))
    if row["state"] == states.ACCEPTED_MODIFIED:
        said.append(words(row["settled_texts"]))
    said.append(typed(row["answer"]))
    return joined(said)
