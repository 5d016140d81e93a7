"""What changed between two contents, how far it reaches, and what may not happen under one uid. Pure.

Source: design/coordination.md section 7, points 1 and 2; design/forms.md, last paragraph.

| what changed                                                                  | class       |
|-------------------------------------------------------------------------------|-------------|
| wording, translation, hint, guidance, Darija, order inside a section          | editorial   |
| one more note, section, or question that nothing reads and nobody must answer | compatible  |
| a clause taken out or replaced; answer type, choices, weight, what triage     | substantive |
| reads, skip rule, required, the forms that ask it, the position of a rule     |             |

A uid never changes its meaning: a changed meaning is a new uid with `replaces`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from himaya.coordination import states
from himaya.coordination.rules_content import LANGUAGES, Clause, choices_of, clause_of, forms_with, uids

# What an answer means: not the same under one uid twice.
MEANING = ("type", "triage", "weight", "constraint", "calculation", "position", "profession", "subject", "certainty")
# Whom it is asked, and whether it must be answered: no other meaning, but another effect.
EFFECT = ("relevant", "required", "choice_filter", "exposes", "compartment", "act", "default", "readonly")
ADDED, REMOVED, REPLACED_BY, REWORDED, RESTRUCTURED, MOVED, GUIDANCE, ASKED_ELSEWHERE = (
    "added",
    "removed",
    "replaced",
    "reworded",
    "restructured",
    "moved",
    "guidance",
    "asked_elsewhere",
)
WHAT = (ADDED, REMOVED, REPLACED_BY, REWORDED, RESTRUCTURED, MOVED, GUIDANCE, ASKED_ELSEWHERE)


@dataclass(frozen=True, slots=True)
class Change:
    """One clause that is not what it was. `fields` names what differs; `languages` those whose prose differs."""

    uid: str
    what: str
    weight: str
    fields: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    replaces: str = ""


@dataclass(frozen=True, slots=True)
class Changes:
    """All changes, in the order of the new text, then what was taken out."""

    changes: tuple[Change, ...] = field(default_factory=tuple)

    @property
    def weight(self) -> str:
        """The class of the whole: the greatest of its clauses."""
        return max((one.weight for one in self.changes), key=states.CHANGE_CLASSES.index, default=states.EDITORIAL)

    def __bool__(self) -> bool:
        return bool(self.changes)


def meaning(content: Mapping[str, Any], clause: Clause) -> dict[str, Any]:
    """What an answer to this clause means: its type, what its choices read, its weight, what reads it."""
    form = clause["form"]
    kind = str(form.get("type") or "").split()
    found = {key: form[key] for key in MEANING if key in form and key != "type"}
    choices = [
        (str(one.get("value")), str(one.get("reads") or ""), one.get("weight")) for one in choices_of(content, clause)
    ]
    return {**found, "type": kind[0] if choices else " ".join(kind), "choices": choices, "kind": clause["kind"]}


def same_uid_other_meaning(base: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """The uids under which the two contents mean different things."""
    return [
        clause["uid"]
        for clause in new["clauses"]
        if (before := clause_of(base, clause["uid"])) is not None and meaning(base, before) != meaning(new, clause)
    ]


def compare(base: Mapping[str, Any], new: Mapping[str, Any]) -> Changes:
    """What the new content changes. Against an empty base everything is added."""
    known = {one["uid"]: one for one in base["clauses"]}
    taken_over = {one["replaces"] for one in new["clauses"] if one["replaces"] in known and one["uid"] not in known}
    shifted = _shifted(base, new)
    found: list[Change] = []
    for clause in new["clauses"]:
        before = known.get(clause["uid"])
        if before is None:
            found.append(_new(base, new, clause))
        elif change := _changed(base, new, before, clause, moved=clause["uid"] in shifted):
            found.append(change)
    there = set(uids(new))
    for uid in uids(base):
        if uid not in there and uid not in taken_over:
            found.append(Change(uid, REMOVED, states.SUBSTANTIVE))
    return Changes(tuple(found))


def _new(base: Mapping[str, Any], new: Mapping[str, Any], clause: Clause) -> Change:
    if clause["replaces"] and clause_of(base, clause["replaces"]) is not None:
        return Change(clause["uid"], REPLACED_BY, states.SUBSTANTIVE, replaces=clause["replaces"])
    form = clause["form"]
    reads = any(form.get(key) for key in ("triage", "weight", "required", "constraint", "calculation", "position"))
    scored = any(one.get("weight") for one in choices_of(new, clause))
    rule = clause["kind"] in (states.RULE, states.ARTICLE, states.STEP)
    weight = states.SUBSTANTIVE if reads or scored or rule else states.COMPATIBLE
    return Change(clause["uid"], ADDED, weight)


def _changed(
    base: Mapping[str, Any], new: Mapping[str, Any], before: Clause, clause: Clause, *, moved: bool
) -> Change | None:
    languages = tuple(code for code in LANGUAGES if before["texts"].get(code, "") != clause["texts"].get(code, ""))
    keys = sorted(
        key
        for key in {*before["form"], *clause["form"]} - {"type"}
        if before["form"].get(key) != clause["form"].get(key)
    )
    uid = clause["uid"]
    if meaning(base, before) != meaning(new, clause):
        return Change(uid, RESTRUCTURED, states.SUBSTANTIVE, tuple(keys) or ("type",), languages)
    if any(key in EFFECT for key in keys):
        return Change(uid, RESTRUCTURED, states.SUBSTANTIVE, tuple(keys), languages)
    if set(forms_with(base, uid)) != set(forms_with(new, uid)):
        return Change(uid, ASKED_ELSEWHERE, states.SUBSTANTIVE, tuple(keys), languages)
    if languages or choices_of(base, before) != choices_of(new, clause):
        return Change(uid, REWORDED, states.EDITORIAL, tuple(keys), languages)
    if keys:
        return Change(uid, GUIDANCE, states.EDITORIAL, tuple(keys))
    if moved:
        weight = states.EDITORIAL if before["parent"] == clause["parent"] else states.COMPATIBLE
        return Change(uid, MOVED, weight)
    return None


def _shifted(base: Mapping[str, Any], new: Mapping[str, Any]) -> set[str]:
    """The clauses that stand elsewhere among those that both contents have: the fewest that explain the new order."""
    before = {uid: place for place, uid in enumerate(uids(base))}
    there = [uid for uid in uids(new) if uid in before]
    stay = _longest_rising([before[uid] for uid in there])
    parents = {one["uid"]: one["parent"] for one in base["clauses"]}
    renamed = {one["replaces"]: one["uid"] for one in new["clauses"] if one["replaces"]}
    other = {
        one["uid"]
        for one in new["clauses"]
        if one["uid"] in parents and one["parent"] not in (parents[one["uid"]], renamed.get(parents[one["uid"]]))
    }
    return {uid for place, uid in enumerate(there) if place not in stay} | other


def _longest_rising(numbers: list[int]) -> set[int]:
    """Places of a longest rising run, by patience sorting.

    >>> sorted(_longest_rising([0, 3, 1, 2]))
    [0, 2, 3]
    """
    tops: list[int] = []
    below: list[int] = []
    for place, number in enumerate(numbers):
        low, high = 0, len(tops)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if numbers[tops[middle]] < number else (low, middle)
        below.append(tops[low - 1] if low else -1)
        tops[low : low + 1] = [place]
    found: set[int] = set()
    place = tops[-1] if tops else -1
    while place >= 0:
        found.add(place)
        place = below[place]
    return found
