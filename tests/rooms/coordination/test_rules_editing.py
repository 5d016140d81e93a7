"""Text and forms change together: whatever is done to a text, its tree stays a tree and its forms stay forms."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from himaya.coordination import rules_changes, rules_content, rules_editing, rules_rows, states
from himaya.coordination.rules_content import Content
from tests.rooms.coordination.texting import clause, small

pytestmark = pytest.mark.capability("A5")


def problems(content: Content) -> list[str]:
    """What is wrong with a content; nothing in a whole one."""
    found, open_, seen = [], [""], set[str]()
    kinds = {one["uid"]: one["kind"] for one in content["clauses"]}
    for one in content["clauses"]:
        while open_[-1] != one["parent"] and len(open_) > 1:
            open_.pop()
        if open_[-1] != one["parent"] or one["uid"] in seen:
            found.append(f"{one['uid']} does not stand in {one['parent']}")
        seen.add(one["uid"])
        if one["kind"] == states.SECTION:
            open_.append(one["uid"])
    for layout in content["forms"]:
        depth, asked = 0, list[str]()
        for row in layout["rows"]:
            depth += ("open" in row) - ("close" in row)
            asked += [rules_rows.uid_of(row)] if "close" not in row else []
            if depth < 0 or any(uid not in kinds for uid in asked):
                found.append(f"{layout['name']}: a row of nothing")
            if "close" not in row and ("open" in row) != (kinds.get(asked[-1]) == states.SECTION):
                found.append(f"{layout['name']}: {asked[-1]} is no group")
        if depth or len(asked) != len(set(asked)):
            found.append(f"{layout['name']}: uneven, or a clause twice")
        rules_content.compile_form(content, layout["name"], "1")
    return found


def order(content: Content) -> list[str]:
    return rules_content.uids(content)


def asked(content: Content, name: str) -> list[str]:
    layout = next(one for one in content["forms"] if one["name"] == name)
    return [rules_rows.uid_of(row) or "/" for row in layout["rows"]]


@pytest.mark.parametrize(
    ("after", "parent", "text", "long"),
    [
        ("", None, ["N", "SEC-A", "Q-01"], ["SEC-A", "N", "Q-01", "Q-02", "/", "SEC-B", "Q-03", "/"]),
        ("SEC-A", None, ["SEC-A", "N", "Q-01"], ["SEC-A", "N", "Q-01", "Q-02", "/", "SEC-B", "Q-03", "/"]),
        ("Q-01", None, ["SEC-A", "Q-01", "N"], ["SEC-A", "Q-01", "N", "Q-02", "/", "SEC-B", "Q-03", "/"]),
        ("Q-01", "", ["SEC-A", "Q-01", "Q-02", "N"], ["SEC-A", "Q-01", "Q-02", "/", "N", "SEC-B", "Q-03", "/"]),
        ("SEC-A", "", ["SEC-A", "Q-01", "Q-02", "N"], ["SEC-A", "Q-01", "Q-02", "/", "N", "SEC-B", "Q-03", "/"]),
        ("Q-03", None, ["SEC-B", "Q-03", "N"], ["SEC-A", "Q-01", "Q-02", "/", "SEC-B", "Q-03", "N", "/"]),
    ],
)
def test_a_clause_stands_where_it_was_put_in_text_and_form(
    after: str, parent: str | None, text: list[str], long: list[str]
) -> None:
    found = rules_editing.inserted(small(), clause("N"), after=after, parent=parent)
    assert [uid for uid in order(found) if uid in text] == text
    assert asked(found, "long") == long
    assert problems(found) == []


def test_an_article_is_read_in_the_text_and_stands_on_no_screen() -> None:
    found = rules_editing.inserted(small(), clause("N", states.ARTICLE), after="Q-01")
    assert rules_content.forms_with(found, "N") == []
    found = rules_editing.inserted(small(), clause("N", states.ARTICLE), after="Q-01", forms=["long"])
    assert rules_content.forms_with(found, "N") == ["long"]


def test_a_clause_named_for_a_form_that_lacks_its_neighbours_still_finds_a_place() -> None:
    found = rules_editing.inserted(small(), clause("N"), after="Q-03", forms=["short"])
    assert asked(found, "short") == ["SEC-A", "Q-01", "N", "/"]
    assert problems(found) == []


@pytest.mark.parametrize(
    ("uid", "after", "parent", "fault"),
    [("Q-01", "nowhere", None, KeyError), ("nowhere", "Q-01", None, KeyError), ("SEC-A", "Q-02", None, ValueError),
     ("SEC-A", "SEC-A", "", ValueError), ("Q-01", "Q-03", "SEC-A", ValueError), ("Q-01", "Q-03", "Q-02", KeyError)],
)  # fmt: skip
def test_what_cannot_move_there_says_so(uid: str, after: str, parent: str | None, fault: type[Exception]) -> None:
    with pytest.raises(fault):
        rules_editing.moved(small(), uid, after=after, parent=parent)


def test_a_section_takes_along_what_stands_in_it() -> None:
    found = rules_editing.moved(small(), "SEC-A", after="SEC-B", parent="")
    assert order(found) == ["ART-01", "SEC-B", "Q-03", "SEC-A", "Q-01", "Q-02"]
    assert asked(found, "long") == ["SEC-B", "Q-03", "/", "SEC-A", "Q-01", "Q-02", "/"]
    assert problems(found) == []


def test_a_section_that_holds_clauses_is_not_deleted_and_a_kind_is_not_exchanged() -> None:
    with pytest.raises(ValueError, match="SEC-A"):
        rules_editing.deleted(small(), "SEC-A")
    with pytest.raises(ValueError, match="SEC-A"):
        rules_editing.replaced(small(), "SEC-A", clause("SEC-A", states.ARTICLE))
    with pytest.raises(ValueError, match="Q-02"):
        rules_editing.replaced(small(), "Q-01", clause("Q-02"))
    with pytest.raises(ValueError, match="Q-02"):
        rules_editing.inserted(small(), clause("Q-02"), after="Q-01")


def test_nothing_that_was_given_is_changed() -> None:
    content, copy = small(), small()
    rules_editing.inserted(content, clause("N"), after="Q-01")
    rules_editing.moved(content, "Q-01", after="Q-03")
    rules_editing.deleted(content, "Q-01")
    rules_editing.merged(content, rules_editing.deleted(content, "Q-01"), ["Q-01"])
    assert content == copy


# --- partial adoption ------------------------------------------------------------------------------------------------
def changed() -> Content:
    """The small text with one rewording, one replacement, one addition, one deletion and one move."""
    found = small()
    found["clauses"][1]["texts"]["fr"] = "Autrement"
    two = {**clause("Q-02-2", parent="SEC-A", name="q_02", type="integer"), "replaces": "Q-02"}
    found = rules_editing.replaced(found, "Q-02", two)
    found = rules_editing.inserted(found, clause("N"), after="Q-03")
    found = rules_editing.deleted(found, "ART-01")
    return rules_editing.moved(found, "Q-01", after="Q-03")


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        ([], ["SEC-A", "Q-01", "Q-02", "ART-01", "SEC-B", "Q-03"]),
        (["Q-02-2"], ["SEC-A", "Q-01", "Q-02-2", "ART-01", "SEC-B", "Q-03"]),
        (["Q-02"], ["SEC-A", "Q-01", "Q-02-2", "ART-01", "SEC-B", "Q-03"]),
        (["ART-01"], ["SEC-A", "Q-01", "Q-02", "SEC-B", "Q-03"]),
        (["N"], ["SEC-A", "Q-01", "Q-02", "ART-01", "SEC-B", "Q-03", "N"]),
        (["Q-01", "ART-01"], ["SEC-A", "Q-02", "SEC-B", "Q-03", "Q-01"]),
    ],
)
def test_only_what_is_wanted_is_taken_over(wanted: list[str], text: list[str]) -> None:
    found = rules_editing.merged(small(), changed(), wanted)
    assert order(found) == text
    assert problems(found) == []
    told = {one.uid for one in rules_changes.compare(small(), found).changes}
    assert told == {"Q-02-2" if uid == "Q-02" else uid for uid in wanted}


def test_a_list_that_others_share_does_not_change_under_them() -> None:
    new = small()
    new["lists"]["yn"] = [*new["lists"]["yn"], {"value": "maybe", "reads": "unknown", "label": {"fr": "?"}}]
    found = rules_editing.merged(small(), new, ["Q-01"])
    known = {one["uid"]: one for one in found["clauses"]}
    assert len(rules_content.choices_of(found, known["Q-01"])) == 3
    assert len(rules_content.choices_of(found, known["Q-02"])) == 2
    assert [one.uid for one in rules_changes.compare(small(), found).changes] == ["Q-01"]


def test_the_first_text_adopted_in_part_keeps_its_forms() -> None:
    found = rules_editing.merged(rules_content.empty(), small(), ["SEC-A", "Q-01"])
    assert order(found) == ["SEC-A", "Q-01"]
    assert asked(found, "long") == ["SEC-A", "Q-01", "/"]
    assert asked(found, "short") == ["SEC-A", "Q-01", "/"]
    assert problems(found) == []


def test_a_clause_of_a_section_that_was_not_adopted_stands_above_it() -> None:
    new = rules_editing.inserted(small(), clause("S", states.SECTION), after="SEC-A", parent="")
    new = rules_editing.inserted(new, clause("N"), after="S")
    found = rules_editing.merged(small(), new, ["N"])
    assert order(found) == ["SEC-A", "Q-01", "Q-02", "N", "ART-01", "SEC-B", "Q-03"]
    assert problems(found) == []


def test_one_form_that_comes_back_changes_the_text_and_leaves_the_other_forms() -> None:
    sent = {**small(), "forms": [small()["forms"][0]]}
    sent = rules_editing.deleted(rules_editing.deleted(sent, "Q-01"), "ART-01")
    found = rules_editing.read_again(small(), sent)
    # The short form still asks it.
    assert "Q-01" in order(found)
    assert asked(found, "long") == ["SEC-A", "Q-02", "/", "SEC-B", "Q-03", "/"]
    assert asked(found, "short") == ["SEC-A", "Q-01", "/"]
    assert problems(found) == []


# --- whatever is done ------------------------------------------------------------------------------------------------
Edit = Callable[[Content], Content]


@st.composite
def edits(draw: st.DrawFn) -> list[tuple[str, int, int, int]]:
    steps = st.sampled_from(["insert", "section", "move", "out", "delete", "reword", "replace", "list"])
    numbers = st.integers(0, 40)
    return draw(st.lists(st.tuples(steps, numbers, numbers, numbers), max_size=7))


def apply(content: Content, number: int, step: tuple[str, int, int, int]) -> Content:
    """One step on whatever stands at its numbers; what cannot be done leaves the content as it is."""
    what, one, other, third = step
    uids = order(content)
    uid, after = uids[one % len(uids)], ["", *uids][other % (len(uids) + 1)]
    before: dict[str, Any] = deepcopy(rules_content.clause_of(content, uid)) or {}
    try:
        if what == "insert":
            return rules_editing.inserted(content, clause(f"N-{number}"), after=after)
        if what == "section":
            return rules_editing.inserted(content, clause(f"S-{number}", states.SECTION), after=after, parent="")
        if what in ("move", "out"):
            return rules_editing.moved(content, uid, after=after, parent="" if what == "out" else None)
        if what == "delete":
            return rules_editing.deleted(content, uid)
        if what == "reword":
            return rules_editing.replaced(content, uid, {**before, "texts": {**before["texts"], "fr": f"{third}"}})
        if what == "list":
            items = [{"value": f"v{third}", "label": {"fr": "v"}}, *content["lists"]["yn"][:1]]
            return {**content, "lists": {**content["lists"], "yn": items}}
        new = {**before, "uid": f"R-{number}", "replaces": uid, "form": {**before["form"], "weight": third}}
        return rules_editing.replaced(content, uid, new)
    except (KeyError, ValueError):
        return content


def edited(steps: list[tuple[str, int, int, int]]) -> Content:
    content = small()
    for number, step in enumerate(steps):
        content = apply(content, number, step) if content["clauses"] else content
    return content


@settings(max_examples=60, deadline=None)
@given(edits())
def test_whatever_is_done_the_text_stays_whole(steps: list[tuple[str, int, int, int]]) -> None:
    assert problems(edited(steps)) == []


@settings(max_examples=60, deadline=None)
@given(edits(), st.lists(st.integers(0, 40), max_size=6))
def test_whatever_part_is_adopted_the_text_stays_whole(
    steps: list[tuple[str, int, int, int]], chosen: list[int]
) -> None:
    base, new = small(), edited(steps)
    changes = [one.uid for one in rules_changes.compare(base, new).changes]
    wanted = [changes[one % len(changes)] for one in chosen] if changes else []
    found = rules_editing.merged(base, new, wanted)
    assert problems(found) == []
    # Nothing changed that nobody wanted; a clause may stand elsewhere because what it stood in went or moved.
    told = {one.uid for one in rules_changes.compare(base, found).changes if one.what != rules_changes.MOVED}
    assert told <= set(wanted)
    # In the order of the text that was made: a clause stands where it stood when its move was not wanted.
    meant = set(rules_changes.same_uid_other_meaning(base, new)) & set(wanted)
    stands = [one["uid"] for one in found["clauses"] if one["uid"] in meant]
    assert rules_changes.same_uid_other_meaning(base, found) == stands
    assert set(stands) == meant


@settings(max_examples=40, deadline=None)
@given(edits())
def test_everything_wanted_is_the_new_text(steps: list[tuple[str, int, int, int]]) -> None:
    base, new = small(), edited(steps)
    everything = [*order(base), *order(new)]
    assert rules_editing.merged(base, new, everything) == new
    assert rules_editing.merged(base, new, []) == base
    by_parts = rules_editing._merged(base, new, set(everything))
    assert sorted(order(by_parts)) == sorted(order(new))
    assert not {one.what for one in rules_changes.compare(by_parts, new).changes} & {
        rules_changes.ADDED, rules_changes.REMOVED, rules_changes.REWORDED, rules_changes.REPLACED_BY,
    }  # fmt: skip


@pytest.mark.night
@settings(max_examples=1000, deadline=None)
@given(edits(), st.lists(st.integers(0, 40), max_size=6))
def test_a_thousand_texts_stay_whole_in_part_and_as_a_whole(
    steps: list[tuple[str, int, int, int]], chosen: list[int]
) -> None:
    base, new = small(), edited(steps)
    changes = [one.uid for one in rules_changes.compare(base, new).changes]
    wanted = [changes[one % len(changes)] for one in chosen] if changes else []
    assert problems(new) == []
    assert problems(rules_editing.merged(base, new, wanted)) == []


def test_what_is_not_in_a_text_cannot_be_taken_out_of_it() -> None:
    with pytest.raises(KeyError):
        rules_editing.deleted(small(), "Q-99")
