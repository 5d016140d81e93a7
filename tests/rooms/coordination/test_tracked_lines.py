"""A draft under amendment as one text with tracked changes: rejected or accepted, it gives texts that were there."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from himaya.coordination import amending, rules_amending, rules_content, states
from himaya.coordination.papers.tracked_lines import Line, lines
from himaya.coordination.rules_amendments import Ask
from himaya.coordination.rules_diff import DEL, INS, SAME
from tests.rooms.coordination import consulting_at_hand as hand

pytestmark = pytest.mark.capability("A5")
Content = rules_content.Content
UIDS = ("S-01", "Q-01", "Q-02", "A-01", "A-02", "S-02", "A-03")
WORDS = st.lists(st.sampled_from(["un", "deux", "trois", "الضحيّة", "seul"]), min_size=1, max_size=4).map(" ".join)


def text() -> Content:
    """Two sections, five clauses in them or between them."""
    found = hand.content()
    found["clauses"] += [
        hand.clause("A-02", states.ARTICLE),
        hand.clause("S-02", states.SECTION),
        hand.clause("A-03", states.ARTICLE, "S-02"),
    ]
    return found


def row(ask: Ask, content: Content, **changes: Any) -> dict[str, Any]:
    """An amendment as the paper gets it, written on a content."""
    clause = rules_content.clause_of(content, ask.uid) if ask.op != states.INSERT else None
    before = {} if clause is None else {key: clause[key] for key in ("kind", "texts", "form")}
    base = {
        "number": int(ask.key),
        "institution": {"fr": "x"},
        "op": ask.op,
        "uid": ask.uid,
        "after": ask.after,
        "kind": ask.kind,
        "texts": dict(ask.texts),
        "form": False,
        "before": before,
        "changes_meaning": ask.changes_meaning,
        "state": states.SUBMITTED,
        "proposal": "",
        "settled_texts": {},
        "settled_uid": "",
        "settled_at": "",
    }
    return {**base, **changes}


@st.composite
def asks(draw: st.DrawFn, key: str) -> Ask:
    op = draw(st.sampled_from(states.AMENDMENT_OPS))
    uid, after = draw(st.sampled_from(UIDS)), draw(st.sampled_from(("", *UIDS)))
    texts = {"fr": draw(WORDS)} if op in (states.REPLACE, states.INSERT) else {}
    if op == states.INSERT:
        return Ask(key, op, after, "", states.ARTICLE, texts)
    return Ask(key, op, uid, after if op == states.MOVE else "", "", texts, {}, draw(st.booleans()))


@st.composite
def histories(draw: st.DrawFn) -> tuple[Content, Content, list[dict[str, Any]]]:
    """The text as it went round, what was accepted into it since, and all amendments."""
    first = now = text()
    rows: list[dict[str, Any]] = []
    taken = set(UIDS)
    for number in range(1, draw(st.integers(0, 6)) + 1):
        ask = draw(asks(str(number)))
        try:
            rules_amending.applied(first, ask, base=first, taken=taken)
        except (KeyError, ValueError):
            continue
        found = row(ask, first)
        fits = rules_amending.standing(now, ask, found["before"]) == rules_amending.STANDS
        if draw(st.booleans()) and fits:
            try:
                done = rules_amending.applied(now, ask, base=first, taken=taken)
            except (KeyError, ValueError):
                continue
            found["before"] |= amending.stood(now, ask)
            now = done.content
            taken.update(rules_content.uids(now))
            found |= {
                "state": states.ACCEPTED,
                "settled_uid": done.uid,
                "settled_texts": dict(ask.texts),
                "settled_at": f"{number:02}",
            }
        rows.append(found)
    return first, now, rows


def said(found: Sequence[Line], *ops: str) -> list[str]:
    """The French texts that are left when the changes of the other kinds are not."""
    texts = ("".join(one.text for one in line.layers("fr") if one.op in ops) for line in found if line.op in ops)
    return [one for one in texts if one]


def texts_of(content: Content) -> list[str]:
    return [one["texts"]["fr"] for one in content["clauses"]]


@given(histories())
@settings(max_examples=80, deadline=None)
def test_to_reject_everything_gives_the_text_as_it_went_round(history: tuple[Content, Content, list[Any]]) -> None:
    first, now, rows = history
    found, _loose = lines(now, rows)
    moved = any(one["op"] == states.MOVE and one["state"] == states.ACCEPTED for one in rows)
    # A clause that moved twice over stands where it was first, or else its neighbours do.
    if moved:
        assert sorted(said(found, SAME, DEL)) == sorted(texts_of(first))
    else:
        assert said(found, SAME, DEL) == texts_of(first)


@given(histories())
@settings(max_examples=80, deadline=None)
def test_to_accept_everything_that_was_accepted_gives_the_draft_as_it_is(
    history: tuple[Content, Content, list[Any]],
) -> None:
    _first, now, rows = history
    found, _loose = lines(now, [one for one in rows if one["state"] == states.ACCEPTED])
    assert said(found, SAME, INS) == texts_of(now)


@given(histories())
@settings(max_examples=40, deadline=None)
def test_every_amendment_stands_beside_a_line_or_with_the_whole(history: tuple[Content, Content, list[Any]]) -> None:
    _first, now, rows = history
    found, loose = lines(now, rows)
    told = sorted([*loose, *(number for line in found for number in line.remarks)])
    assert told == sorted(one["number"] for one in rows)


def test_of_two_wordings_the_proposed_one_stands_in_the_text_and_the_other_follows() -> None:
    content = text()
    first = row(Ask("1", states.REPLACE, "A-01", texts={"fr": "Texte un"}), content)
    second = row(Ask("2", states.REPLACE, "A-01", texts={"fr": "Texte deux"}), content, proposal=states.ACCEPTED)
    found, _loose = lines(content, [first, second])
    here = next(place for place, line in enumerate(found) if line.uid == "A-01")
    assert [one.text for one in found[here].layers("fr")] == ["Texte ", "A-01", "deux"]
    assert (found[here + 1].variant, found[here + 1].by, found[here + 1].op) == (True, "1", INS)
    assert found[here + 1].now["fr"] == "Texte un"


def test_what_is_reworded_by_one_and_moved_by_another_is_both() -> None:
    content = text()
    moved = row(Ask("1", states.MOVE, "Q-01", after="A-01"), content)
    reworded = row(Ask("2", states.REPLACE, "Q-01", texts={"fr": "Autre"}), content)
    for rows in ([moved, reworded], [reworded | {"number": 1}, moved | {"number": 2}]):
        found, _loose = lines(content, rows)
        assert said(found, SAME, DEL) == texts_of(content)
        assert said(found, SAME, INS)[2:4] == ["Texte A-01", "Autre"]


def test_a_section_goes_with_all_that_stands_in_it() -> None:
    content = text()
    ask = Ask("1", states.DELETE, "S-01")
    over, _loose = lines(content, [row(ask, content)])
    assert [line.uid for line in over if line.op == DEL] == ["S-01", "Q-01", "Q-02"]
    done = rules_amending.applied(content, ask, base=content, taken=UIDS)
    settled = row(ask, content, state=states.ACCEPTED, settled_at="1")
    settled["before"] |= amending.stood(content, ask)
    back, _loose = lines(done.content, [settled])
    assert [(line.uid, line.op) for line in back][:4] == [("S-01", DEL), ("Q-01", DEL), ("Q-02", DEL), ("A-01", SAME)]


def test_what_the_secretariat_wrote_since_carries_its_own_name() -> None:
    content = text()
    ask = Ask("3", states.REPLACE, "A-01", texts={"fr": "Texte neuf"})
    done = rules_amending.applied(content, ask, base=content, taken=UIDS)
    clause = rules_content.clause_of(done.content, "A-01")
    assert clause is not None
    clause["texts"] = {**clause["texts"], "fr": "Texte neuf, daté"}
    settled = row(ask, content, state=states.ACCEPTED, settled_uid="A-01", settled_texts={"fr": "Texte neuf"})
    found, _loose = lines(done.content, [settled])
    (line,) = (one for one in found if one.uid == "A-01")
    assert {one.by for one in line.layers("fr") if one.op == INS} == {"3", "0"}
    assert replace(line.layers("fr")[0], text="") == replace(line.layers("fr")[0], text="", by="")


def test_neighbours_that_went_one_after_the_other_come_back_in_their_order() -> None:
    content = now = text()
    rows = []
    for number, uid in enumerate(("A-01", "A-02"), start=1):
        ask = Ask(str(number), states.DELETE, uid)
        rows.append(row(ask, now, state=states.ACCEPTED, settled_at=str(number)))
        rows[-1]["before"] |= amending.stood(now, ask)
        now = rules_amending.applied(now, ask, base=content, taken=UIDS).content
    found, _loose = lines(now, rows)
    assert said(found, SAME, DEL) == texts_of(content)


def test_what_stood_behind_a_clause_that_came_and_went_comes_back_to_its_place() -> None:
    content = now = text()
    rows = []
    asked = [
        Ask("1", states.INSERT, "S-01", "", states.ARTICLE, {"fr": "un"}),
        Ask("2", states.DELETE, "Q-01"),
        Ask("3", states.DELETE, "S-01"),
    ]
    for ask in asked:
        done = rules_amending.applied(now, ask, base=content, taken={*UIDS, *rules_content.uids(now)})
        found = row(ask, now, state=states.ACCEPTED, settled_at=ask.key)
        found["before"] |= amending.stood(now, ask)
        rows.append(found | {"settled_uid": done.uid, "settled_texts": dict(ask.texts)})
        now = done.content
    shown, _loose = lines(now, rows)
    assert said(shown, SAME, DEL) == texts_of(content)
