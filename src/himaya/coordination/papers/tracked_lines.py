"""A draft and everything asked of it as the lines of one text with tracked changes. Pure: plain data in, lines out.

Source: design/coordination.md section 4 row 33. What was accepted goes back to how the clause read before it; what is
not settled lies over the text as it is. Of several wishes for one clause the first stands in the text, the one that is
proposed for acceptance before the others; another wording follows as a clause of its own, so that to accept everything
never mixes two sentences into one that nobody wrote.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from himaya.coordination import rules_content, states
from himaya.coordination.rules_content import LANGUAGES
from himaya.coordination.rules_diff import DEL, INS, SAME, Op
from himaya.coordination.rules_tracking import Layer, layered

Data = Mapping[str, Any]
Texts = Mapping[str, str]
# The key of what the secretariat wrote itself; amendments have their number.
SECRETARIAT = "0"
ACCEPTED = (states.ACCEPTED, states.ACCEPTED_MODIFIED)


@dataclass(slots=True)
class Line:
    """One clause as it is printed. `op` and `by` say whether the whole of it comes or goes, and by which key.

    `names` are the uids that it had before. `after` is the clause behind which it was put, `variant` that it is another
    wording of that one, `worded` that a wish which is not settled stands in its words already.
    """

    uid: str
    kind: str
    first: dict[str, str]
    later: list[tuple[dict[str, str], str]] = field(default_factory=list)
    op: Op = SAME
    by: str = ""
    after: str | None = None
    variant: bool = False
    worded: bool = False
    names: frozenset[str] = frozenset()
    remarks: list[int] = field(default_factory=list)

    @property
    def now(self) -> dict[str, str]:
        """The text once everything is accepted."""
        return self.later[-1][0] if self.later else self.first

    def layers(self, code: str) -> tuple[Layer, ...]:
        """The runs of one language; all of one kind where the whole clause comes or goes."""
        if self.op == SAME:
            return layered(self.first.get(code, ""), [(texts.get(code, ""), by) for texts, by in self.later])
        text = (self.first if self.op == DEL else self.now).get(code, "")
        return (Layer(self.op, text, self.by),) if text else ()

    def say(self, texts: Texts, by: str) -> None:
        """Reword it in the languages that are given."""
        self.later.append(({**self.now, **{code: text for code, text in texts.items() if text}}, by))


def lines(content: Data, amendments: Sequence[Data]) -> tuple[list[Line], list[int]]:
    """The clauses in order, and the numbers of the amendments that are about no clause that is left."""
    accepted = sorted((one for one in amendments if one["state"] in ACCEPTED), key=_settled)
    found = [_line(clause, accepted) for clause in content["clauses"]]
    _put_back(found, accepted)
    for one in accepted:
        if _effect(one) == states.MOVE:
            _moved_before(found, one, content)
    waiting = [one for one in amendments if one["state"] in states.UNSETTLED]
    for one in sorted(waiting, key=lambda row: (row["proposal"] not in ACCEPTED, row["number"])):
        _lay_over(found, one, content)
    loose = [one["number"] for one in amendments if not _beside(found, one)]
    return found, loose


def _settled(row: Data) -> tuple[str, int]:
    return row["settled_at"], row["number"]


def _effect(row: Data) -> str:
    """What an accepted amendment did: a deletion that was accepted with other words reworded the clause."""
    kept = row["op"] == states.DELETE and any(row["settled_texts"].values())
    return states.REPLACE if kept else str(row["op"])


# --- what was accepted -----------------------------------------------------------------------------------------------
def _line(clause: Data, accepted: Sequence[Data]) -> Line:
    """A clause of the draft with the history of its words."""
    texts = {code: clause["texts"].get(code, "") for code in LANGUAGES}
    chain = _chain(clause["uid"], accepted)
    oldest = chain[0]["uid"] if chain else clause["uid"]
    names = frozenset((clause["uid"], *filter(None, (clause["replaces"], *(one["uid"] for one in chain)))))
    came = next((one for one in accepted if one["op"] == states.INSERT and one["settled_uid"] == oldest), None)
    if came is not None:
        line = Line(clause["uid"], clause["kind"], {}, [], INS, str(came["number"]), names=names)
        line.say(texts, line.by)
        return line
    line = Line(clause["uid"], clause["kind"], dict(chain[0]["before"]["texts"]) if chain else texts, names=names)
    for one in chain:
        line.say(one["settled_texts"], str(one["number"]))
    if line.now != texts:
        line.later.append((texts, SECRETARIAT))
    return line


def _chain(uid: str, accepted: Sequence[Data]) -> list[Data]:
    """The rewordings of a clause, also under the uids that it had before, the oldest first."""
    found: list[Data] = []
    known: set[str] = set()
    while uid not in known:
        known.add(uid)
        here = [one for one in accepted if _effect(one) == states.REPLACE and one["settled_uid"] == uid]
        found = [*here, *found]
        uid = next((str(one["uid"]) for one in here if one["uid"] not in known), uid)
    return found


def _put_back(found: list[Line], accepted: Sequence[Data]) -> None:
    """What was taken out stands struck out where it stood; where nothing is left to stand after, at the end."""
    waiting = [one for one in accepted if _effect(one) == states.DELETE]
    passing: list[Line] = []
    # The last that went comes back first: what went before it may have stood behind it.
    for row in reversed(waiting):
        after = row["before"].get("after", "")
        place = _place(found, after) if _known(found, after) else len(found)
        gone = [_line(clause, accepted) for clause in row["before"].get("gone", ())]
        for one in gone:
            one.op, one.by = (DEL if one.op == SAME else one.op), str(row["number"])
        passing += [one for one in gone if one.op != DEL]
        found[place:place] = gone
    # What came and went again meanwhile leaves no trace, once nothing has to find its place behind it any more.
    found[:] = [one for one in found if not any(one is other for other in passing)]


def _moved_before(found: list[Line], row: Data, content: Data) -> None:
    """What was moved goes where it stood and comes where it stands."""
    here = _at(found, row["settled_uid"])
    after = row["before"].get("after")
    if here is None or here.op != SAME or after is None or not _known(found, after):
        return
    family = {here.uid, *rules_content.below(content, here.uid)}
    if after in family:
        return
    rows = [one for one in found if one.uid in family and one.op == SAME]
    gone = [Line(one.uid, one.kind, one.first, [], DEL, str(row["number"]), names=one.names) for one in rows]
    for one in rows:
        one.op, one.by = INS, str(row["number"])
    place = _place(found, after)
    found[place:place] = gone


# --- what is not settled ---------------------------------------------------------------------------------------------
def _lay_over(found: list[Line], row: Data, content: Data) -> None:
    key = str(row["number"])
    if row["op"] == states.INSERT:
        if _known(found, row["uid"]):
            _put(found, row["uid"], [_new(row, "", row["kind"])])
        return
    here = _at(found, row["uid"])
    if here is None:
        return
    if row["op"] == states.REPLACE:
        if not here.worded and here.op != DEL:
            here.say(row["texts"], key)
            here.worded = True
        elif any(row["texts"].values()):
            _put(found, here.uid, [_new(row, here.uid, here.kind)])
        return
    family = {here.uid, *rules_content.below(content, here.uid)}
    rows = [one for one in found if one.uid in family and not one.variant]
    if any(one.op != SAME for one in rows):
        return
    if row["op"] == states.MOVE:
        if not _known(found, row["after"]) or row["after"] in family:
            return
        copies = [
            Line(one.uid, one.kind, {}, [(one.now, key)], INS, key, worded=one.worded, names=one.names) for one in rows
        ]
        _put(found, row["after"], copies)
    elif any(one.worded for one in rows):
        return
    for one in rows:
        one.op, one.by = DEL, key


def _new(row: Data, uid: str, kind: str) -> Line:
    key = str(row["number"])
    line = Line(uid, kind, {}, [], INS, key, row["uid"], variant=bool(uid), worded=True)
    line.say(row["texts"], key)
    return line


def _put(found: list[Line], after: str, rows: list[Line]) -> None:
    """Behind a clause, and behind what was put there before."""
    place = _place(found, after)
    while place < len(found) and found[place].op == INS and found[place].after == after:
        place += 1
    for one in rows:
        one.after = after
    found[place:place] = rows


def _place(found: Sequence[Line], after: str) -> int:
    """The place just behind a clause; 0 for the beginning."""
    if not after:
        return 0
    stands = [place for place, one in enumerate(found) if _is(one, after)]
    # Of one that moves, where it will be.
    return next((place for place in stands if found[place].op != DEL), stands[0]) + 1


def _known(found: Iterable[Line], uid: str) -> bool:
    return not uid or any(_is(one, uid) for one in found)


def _at(found: Iterable[Line], uid: str) -> Line | None:
    """The line of a clause that will stay, else the one that goes."""
    rows = [one for one in found if uid and _is(one, uid)]
    return next((one for one in rows if one.op != DEL), rows[0] if rows else None)


def _is(line: Line, uid: str) -> bool:
    """Whether it is the clause of that uid, also when the uid changed with its meaning since."""
    return not line.variant and (line.uid == uid or uid in line.names)


# --- in the margin ---------------------------------------------------------------------------------------------------
def _beside(found: Sequence[Line], row: Data) -> bool:
    """Puts the number of an amendment beside its line: the one that it made, else the clause that it is about."""
    key = str(row["number"])
    line = next((one for one in found if one.by == key and one.op == INS), None)
    line = line or next((one for one in found if one.by == key or any(by == key for _, by in one.later)), None)
    line = line or anchor(found, row["settled_uid"] or row["uid"])
    if line is None:
        return False
    line.remarks.append(row["number"])
    return True


def anchor(found: Sequence[Line], uid: str) -> Line | None:
    """The line beside which something about a clause is written; None for the whole text and for what is gone."""
    return _at(found, uid)
