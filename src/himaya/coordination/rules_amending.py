"""What an amendment makes of a text when it is accepted, and whether it still can be. Pure.

Source: design/coordination.md section 7 point 1 (a changed meaning is a new uid with `replaces`) and section 6 (an
amendment is settled on the clause as it is now, never on one that is gone or was changed since).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from himaya.coordination import rules_changes, rules_content, rules_editing, states
from himaya.coordination.rules_amendments import Ask
from himaya.coordination.rules_content import Clause, Content

STANDS, CHANGED, GONE, REPLACED, PLACE_GONE = "stands", "changed", "gone", "replaced", "place_gone"
# Where the uids of a kind begin, when none of the kind stands near.
SERIES = {
    states.SECTION: "SEC-00",
    states.ARTICLE: "ART-00",
    states.INDICATOR: "IND-00",
    states.QUESTION_CLAUSE: "Q-00",
    states.STEP: "STEP-00",
    states.RULE: "RULE-00",
    states.NOTE: "NOTE-00",
}
# An uid that ends in a number is one of a series; the next clause takes the next number.
_SERIES = re.compile(r"^(?P<stem>.*[A-Z]-)(?P<number>\d{1,4})(?:-\d+)*$")


@dataclass(frozen=True, slots=True)
class Applied:
    """The content afterwards, and the uid under which the amended clause stands in it ('' when it was deleted)."""

    content: Content
    uid: str


def standing(content: Mapping[str, Any], ask: Ask, before: Mapping[str, Any]) -> str:
    """Whether what was asked still fits the text: STANDS, or what happened to the clause since it was read.

    `before` is the clause as it was read (`texts`, `form`); empty for an insert.
    """
    if ask.op == states.INSERT:
        return STANDS if not ask.uid or rules_content.clause_of(content, ask.uid) else PLACE_GONE
    clause = rules_content.clause_of(content, ask.uid)
    if clause is None:
        return REPLACED if successor(content, ask.uid) else GONE
    if ask.place and rules_content.clause_of(content, ask.place) is None:
        return PLACE_GONE
    same = clause["texts"] == before.get("texts") and clause["form"] == before.get("form")
    return STANDS if same or _says(clause, ask) else CHANGED


def _says(clause: Clause, ask: Ask) -> bool:
    """The clause says already what is asked: somebody asked the same before."""
    if ask.op != states.REPLACE or ask.changes_meaning:
        return False
    new = reworded(clause, ask)
    return bool(new["texts"] == clause["texts"] and new["form"] == clause["form"])


def successor(content: Mapping[str, Any], uid: str) -> str:
    """The uid of the clause that took the place of one that is gone; '' when none did."""
    return next((one["uid"] for one in content["clauses"] if one["replaces"] == uid), "")


def reworded(clause: Clause, ask: Ask) -> Clause:
    """The clause with the texts that are given and the keys of its typed part; the rest stays."""
    texts = {**clause["texts"], **{code: text for code, text in ask.texts.items() if text.strip()}}
    form = {key: value for key, value in {**clause["form"], **ask.form}.items() if value is not None}
    return {**clause, "texts": texts, "form": form}


def applied(content: Mapping[str, Any], ask: Ask, *, base: Mapping[str, Any], taken: Iterable[str]) -> Applied:
    """The content once the amendment is taken into it.

    `base` is the adopted text that the draft follows, `taken` every uid that was ever used in the document. Raises
    KeyError when the clause or the place is not there, ValueError when a clause would move into itself.
    """
    if ask.op == states.INSERT:
        return _inserted(content, ask, taken)
    if rules_content.clause_of(content, ask.uid) is None:
        raise KeyError(ask.uid)
    if ask.op == states.DELETE:
        found: Content = dict(content)
        for uid in (*reversed(rules_content.below(content, ask.uid)), ask.uid):
            found = rules_editing.deleted(found, uid)
        return Applied(found, "")
    if ask.op == states.MOVE:
        return Applied(rules_editing.moved(content, ask.uid, after=ask.after), ask.uid)
    return _replaced(content, ask, base, taken)


def _inserted(content: Mapping[str, Any], ask: Ask, taken: Iterable[str]) -> Applied:
    near = rules_content.clause_of(content, ask.uid)
    series = series_of(near, ask.kind)
    uid = next_uid(series, {*taken, *rules_content.uids(content)})
    clause: Clause = {
        "uid": uid,
        "kind": ask.kind,
        "parent": "",
        "texts": {code: ask.texts.get(code, "") for code in rules_content.LANGUAGES},
        "form": {key: value for key, value in ask.form.items() if value is not None},
        "replaces": "",
    }
    return Applied(rules_editing.inserted(content, clause, after=ask.uid), uid)


def _replaced(content: Mapping[str, Any], ask: Ask, base: Mapping[str, Any], taken: Iterable[str]) -> Applied:
    before = rules_content.clause_of(content, ask.uid)
    if before is None:
        raise KeyError(ask.uid)
    new = reworded(before, ask)
    same_uid = rules_editing.replaced(content, ask.uid, new)
    adopted = rules_content.clause_of(base, ask.uid)
    if adopted is None:
        # Nothing was ever answered under this uid, so it may still come to mean something else.
        return Applied(same_uid, ask.uid)
    other = rules_changes.meaning(base, adopted) != rules_changes.meaning(same_uid, new)
    if not ask.changes_meaning and not other:
        return Applied(same_uid, ask.uid)
    uid = rules_content.free_uid(ask.uid, {*taken, *rules_content.uids(content)})
    # Rules of other clauses read the node by its name, which stays.
    form = {"name": rules_content.node_name(before), **new["form"]}
    heir = {**new, "uid": uid, "replaces": ask.uid, "form": form}
    return Applied(rules_editing.replaced(content, ask.uid, heir), uid)


def series_of(near: Clause | None, kind: str) -> str:
    """The uid after which a new clause is numbered: that of its neighbour of the same kind, else where its kind begins.

    Sections number themselves apart.
    """
    return near["uid"] if near is not None and near["kind"] == kind != states.SECTION else SERIES[kind]


def next_uid(near: str, taken: Iterable[str]) -> str:
    """A free uid for a new clause: the next number of the series that stands there, else one of its own.

    >>> next_uid("IND-LAB-07", ["IND-LAB-07", "IND-LAB-11"])
    'IND-LAB-12'
    >>> next_uid("SEC-BEGIN", [])
    'NEW-01'
    """
    known = set(taken)
    series = _SERIES.match(near)
    stem = series["stem"] if series else "NEW-"
    width = len(series["number"]) if series else 2
    numbers = [int(one["number"]) for uid in known if (one := _SERIES.match(uid)) and one["stem"] == stem]
    return rules_content.free_uid(f"{stem}{max(numbers, default=0) + 1:0{width}}"[: rules_content.LONGEST_UID], known)


def elsewhere(ask: Ask, *, uid: str, after: str | None, texts: Mapping[str, str]) -> Ask:
    """What is taken instead of what was asked: on the clause as it is now, with other texts or another place.

    A deletion with texts becomes a rewording.
    """
    op = states.REPLACE if ask.op == states.DELETE and any(text.strip() for text in texts.values()) else ask.op
    place = ask.after if after is None else after
    if op == states.INSERT:
        return replace(ask, texts={**ask.texts, **texts}, uid=ask.uid if after is None else after)
    return replace(ask, op=op, uid=uid, after=place, texts=dict(texts))
