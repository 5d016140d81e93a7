"""A text and its forms are two renderings of one content: in, out, and back without a difference."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from himaya.adapters.forms_compiler import to_xform
from himaya.coordination import rules_content, states
from himaya.instruments import catalogue
from himaya.instruments.lint.run import lint_document
from tests.rooms.coordination.test_rules_editing import problems
from tests.rooms.coordination.texting import YES_NO, clause, small, words

pytestmark = pytest.mark.capability("A5", "B4")


def shipped() -> list[Any]:
    return [one.document for one in catalogue.current() if one.name.startswith("first-line")]


def test_the_forms_of_the_first_line_are_one_text_and_come_out_unchanged() -> None:
    content = rules_content.from_documents(shipped())
    assert len(content["forms"]) == 8
    for document in shipped():
        assert rules_content.compile_form(content, document["instrument"], document["version"]) == document
    assert problems(content) == []


@pytest.mark.parametrize("one", catalogue.current(), ids=lambda one: one.name)
def test_every_shipped_form_comes_out_of_a_text_as_it_went_in(one: Any) -> None:
    content = rules_content.from_documents([one.document])
    again = rules_content.compile_form(content, one.name, one.version, bare=True)
    assert to_xform(again)[0] == to_xform(one.document)[0]
    assert problems(content) == []


def test_blank_lines_and_the_same_name_twice_make_no_clause_of_another() -> None:
    rows = [
        {"type": "begin_group", "name": "x", "label": words("X")},
        {},
        {"type": "text", "name": "a", "label": words("A")},
        {"type": "end_group"},
        {"type": "text", "name": "sec_x", "label": words("B")},
        {"type": "begin_group", "name": "y", "label": words("Y")},
        {"type": "text", "name": "a", "label": words("C")},
        {"type": "end_group"},
    ]
    content = rules_content.from_documents([{"instrument": "one", "survey": rows}])
    assert rules_content.uids(content) == ["SEC-X", "A", "SEC-X-2", "SEC-Y", "A-2"]
    assert rules_content.compile_form(content, "one", "1", bare=True)["survey"] == [row for row in rows if row]


def test_foreign_forms_that_use_one_name_for_two_things_stay_two_things() -> None:
    documents = [
        {"instrument": name, "survey": [{"type": "text", "name": "q1", "label": words(name)}]} for name in ("a", "b")
    ]
    content = rules_content.from_documents(documents)
    assert rules_content.uids(content) == ["Q1", "Q1-2"]
    documents[1] = {**documents[0], "instrument": "b"}
    assert rules_content.uids(rules_content.from_documents(documents)) == ["Q1"]


def test_two_lists_of_one_name_are_refused() -> None:
    rows: list[Any] = []
    one = {"instrument": "a", "survey": rows, "choices": {"yn": YES_NO}}
    with pytest.raises(ValueError, match="yn"):
        rules_content.from_documents([one, {"instrument": "b", "survey": rows, "choices": {"yn": YES_NO[:1]}}])


def test_a_text_without_a_form_is_one_form_over_its_sections() -> None:
    content = {**small(), "forms": []}
    found = rules_content.with_form(content, name="text-1", kind=states.PROTOCOL, titles=words("T"))
    document = rules_content.compile_form(found, "text-1", "0")
    assert [row["type"] for row in document["survey"]] == [
        "begin_group", "select_one yn", "select_one yn", "end_group", "note", "begin_group", "select_one yn",
        "end_group",
    ]  # fmt: skip
    assert lint_document(document)[0] == ()
    assert rules_content.with_form(found, name="x", kind="", titles={}) == found


@pytest.mark.parametrize(
    ("weights", "form", "sum_"),
    [
        ({"yes": 2}, {}, "if(selected(${q_01}, 'yes'), 2, 0)"),
        ({"yes": 2, "no": 1}, {}, "if(selected(${q_01}, 'yes'), 2, 0) + if(selected(${q_01}, 'no'), 1, 0)"),
        ({}, {"weight": 3}, "if(selected(${q_01}, 'yes'), 3, 0)"),
        ({"yes": 5}, {"weight": 3}, "if(selected(${q_01}, 'yes'), 5, 0)"),
    ],
)
def test_weights_become_one_sum(weights: dict[str, int], form: dict[str, Any], sum_: str) -> None:
    content = small()
    own = [{**one, **({"weight": weights[one["value"]]} if one["value"] in weights else {})} for one in YES_NO]
    content["lists"]["own"] = own
    content["clauses"][1]["form"] |= {"type": "select_one own", **form}
    document = rules_content.compile_form(content, "long", "1")
    assert document["survey"][-1] == {
        "type": "calculate", "name": "score", "uid": "SCORE", "calculation": sum_,
    }  # fmt: skip
    assert all("weight" not in one for one in document["choices"]["own"])
    assert lint_document(document)[0] == ()


def test_uids_are_found_free_and_names_follow_them() -> None:
    assert rules_content.free_uid("A", ["A", "A-2", "A-3"]) == "A-4"
    long = "X" * 48
    assert len(rules_content.free_uid(long, [long])) <= rules_content.LONGEST_UID
    assert rules_content.uid_from("   ") == "C"
    assert rules_content.node_name(clause("Q-07", states.ARTICLE)) == "q_07"


def test_an_imported_title_becomes_that_of_the_document() -> None:
    content = small()
    content["forms"][0]["head"] = {**content["forms"][0]["head"], "title": "One language"}
    titles = [layout["head"]["title"] for layout in rules_content.titled(content, words("T"))["forms"]]
    assert titles == [words("T"), words("form")]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["open", "close", "ask"]), st.integers(0, 3)), max_size=12))
def test_whatever_a_form_looks_like_its_text_is_a_tree_and_gives_it_back(shape: list[tuple[str, int]]) -> None:
    rows: list[dict[str, Any]] = []
    open_, used = 0, set[str]()
    for what, number in shape:
        name = f"{'g' if what == 'open' else 'q'}{number}"
        if what == "close":
            rows += [{"type": "end_group"}] if open_ else []
            open_ -= bool(open_)
        elif name not in used:
            used.add(name)
            open_ += what == "open"
            kind = "begin_group" if what == "open" else "text"
            rows.append({"type": kind, "name": name, "label": words(name)})
    rows += [{"type": "end_group"}] * open_
    content = rules_content.from_documents([{"instrument": "one", "survey": rows}])
    assert problems(content) == []
    assert rules_content.compile_form(content, "one", "1", bare=True)["survey"] == rows
