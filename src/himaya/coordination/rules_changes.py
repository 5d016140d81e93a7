"""What changed between two contents, how far it reaches, and what may not happen under one uid. Pure.

Source: design/coordination.md section 7, points 1 and 2; design/forms.md, last paragraph.

| what changed                                                                  | class       |
|-------------------------------------------------------------------------------|-------------|
| wording, translation, hint, guidance, Darija, order inside a section          | editorial   |
| one more note, section, or question that nothing reads, that nobody must      | compatible  |
| answer and that exposes nobody; another section                               |             |
| a clause taken out or replaced; answer type, choices, weight, what triage     | substantive |
| reads, skip rule, required, the forms that ask it, the position of a rule,    |             |
| whatever else is not named above                                              |             |

A uid never changes its meaning: a changed meaning is a new uid with `replaces`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from himaya.coordination import states
from himaya.coordination.rules_content import LANGUAGES, Clause, choices_of, uids

# What an answer means: not the same under one uid twice.
MEANING = ("type", "triage", "weight", "constraint", "calculation", "position", "profession", "subject", "certainty")
# What helps to read a clause. Any other key says whom it is asked, or what is done with it: another effect.
GUIDING = (
    "hint", "guidance", "guidance_hint", "darija", "audio", "constraint_message", "required_message", "appearance",
    "image", "big-image", "video", "autoplay", "rows", "line", "source", "mark", "texts", "one_language",
)  # fmt: skip
READS = ("triage", "weight", "required", "constraint", "calculation", "position", "exposes")
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
    known = {one["uid"]: one for one in base["clauses"]}
    return [
        clause["uid"]
        for clause in new["clauses"]
        if clause["uid"] in known and meaning(base, known[clause["uid"]]) != meaning(new, clause)
    ]


def compare(base: Mapping[str, Any], new: Mapping[str, Any]) -> Changes:
    """What the new content changes. Against an empty base everything is added."""
    known = {one["uid"]: one for one in base["clauses"]}
    there = {one["uid"] for one in new["clauses"]}
    moved, asked_before, asked = shifted(base, new), _asked(base), _asked(new)
    taken_over: set[str] = set()
    found: list[Change] = []
    for clause in new["clauses"]:
        uid = clause["uid"]
        if uid not in known:
            heir = clause["replaces"] in known and clause["replaces"] not in there | taken_over
            found.append(_new(new, clause, heir=heir))
            taken_over |= {clause["replaces"]} if heir else set()
            continue
        forms = (asked_before.get(uid, {}), asked.get(uid, {}))
        if change := _changed((base, new), (known[uid], clause), forms, moved=uid in moved):
            found.append(change)
    gone = (uid for uid in uids(base) if uid not in there and uid not in taken_over)
    return Changes((*found, *(Change(uid, REMOVED, states.SUBSTANTIVE) for uid in gone)))


def _asked(content: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """By clause the forms that ask it, each with what its row says otherwise than the clause."""
    found: dict[str, dict[str, Any]] = {}
    for layout in content["forms"]:
        for row in layout["rows"]:
            uid = row.get("use") or row.get("open")
            if uid:
                found.setdefault(uid, {})[layout["name"]] = (row.get("own") or {}, row.get("without") or [])
    return found


def _new(new: Mapping[str, Any], clause: Clause, *, heir: bool) -> Change:
    if heir:
        return Change(clause["uid"], REPLACED_BY, states.SUBSTANTIVE, replaces=clause["replaces"])
    reads = any(clause["form"].get(key) for key in READS)
    scored = any(one.get("weight") for one in choices_of(new, clause))
    rule = clause["kind"] in (states.RULE, states.ARTICLE, states.STEP)
    return Change(clause["uid"], ADDED, states.SUBSTANTIVE if reads or scored or rule else states.COMPATIBLE)


def _changed(
    contents: tuple[Mapping[str, Any], Mapping[str, Any]],
    pair: tuple[Clause, Clause],
    forms: tuple[dict[str, Any], dict[str, Any]],
    *,
    moved: bool,
) -> Change | None:
    before, clause = pair
    uid, old, form = clause["uid"], before["form"], clause["form"]
    languages = tuple(code for code in LANGUAGES if before["texts"].get(code, "") != clause["texts"].get(code, ""))
    keys = tuple(sorted(key for key in {*old, *form} - {"type"} if old.get(key) != form.get(key)))
    if meaning(contents[0], before) != meaning(contents[1], clause):
        return Change(uid, RESTRUCTURED, states.SUBSTANTIVE, keys or ("type",), languages)
    if any(key not in GUIDING for key in keys):
        return Change(uid, RESTRUCTURED, states.SUBSTANTIVE, keys, languages)
    if forms[0].keys() != forms[1].keys():
        return Change(uid, ASKED_ELSEWHERE, states.SUBSTANTIVE, keys, languages)
    if forms[0] != forms[1]:
        return Change(uid, RESTRUCTURED, states.SUBSTANTIVE, (*keys, "form"), languages)
    if languages or choices_of(contents[0], before) != choices_of(contents[1], clause):
        return Change(uid, REWORDED, states.EDITORIAL, keys, languages)
    if keys:
        return Change(uid, GUIDANCE, states.EDITORIAL, keys)
    if moved:
        return Change(uid, MOVED, states.EDITORIAL if before["parent"] == clause["parent"] else states.COMPATIBLE)
    return None


def shifted(base: Mapping[str, Any], new: Mapping[str, Any]) -> set[str]:
    """The clauses of the new text that stand elsewhere: the fewest that explain its order, and all in another section.

    A clause stands where the one stood that it replaces.
    """
    before = {one["uid"]: place for place, one in enumerate(base["clauses"])}
    was = {one["uid"]: one["uid"] if one["uid"] in before else one["replaces"] for one in new["clauses"]}
    there = [one["uid"] for one in new["clauses"] if was[one["uid"]] in before]
    stay = _longest_rising([before[was[uid]] for uid in there])
    sections = {one["uid"]: one["parent"] for one in base["clauses"]}
    other = {
        one["uid"]
        for one in new["clauses"]
        if was[one["uid"]] in sections and sections[was[one["uid"]]] not in (one["parent"], was.get(one["parent"], ""))
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
