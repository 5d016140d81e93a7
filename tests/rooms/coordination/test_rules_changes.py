"""What a change is called and how far it reaches, field by field; and what may not happen under one uid."""

from collections.abc import Callable
from typing import Any

import pytest

from himaya.coordination import rules_changes, rules_content, rules_editing, states
from himaya.coordination.rules_content import Content
from tests.rooms.coordination.texting import YES_NO, clause, small

pytestmark = pytest.mark.capability("A5")
EDITORIAL, COMPATIBLE, SUBSTANTIVE = states.CHANGE_CLASSES
Edit = Callable[[Content], Content | None]


def of(content: Content, uid: str = "Q-01") -> Any:
    return rules_content.clause_of(content, uid)


def with_form(**form: Any) -> Edit:
    return lambda content: of(content)["form"].update(form)


def with_choices(change: Callable[[list[dict[str, Any]]], Any]) -> Edit:
    def edit(content: Content) -> None:
        content["lists"]["own"] = [dict(one, label=dict(one["label"])) for one in YES_NO]
        of(content)["form"]["type"] = "select_one own"
        change(content["lists"]["own"])

    return edit


def in_row(**row: Any) -> Edit:
    return lambda content: content["forms"][0]["rows"][1].update(row)


def added(kind: str = states.QUESTION_CLAUSE, **form: Any) -> Edit:
    return lambda content: rules_editing.inserted(content, clause("N", kind, **form), after="Q-03")


@pytest.mark.parametrize(
    ("edit", "what", "weight"),
    [
        (lambda content: of(content)["texts"].update(fr="Autre"), rules_changes.REWORDED, EDITORIAL),
        (with_form(hint={"fr": "Aide"}), rules_changes.GUIDANCE, EDITORIAL),
        (with_form(darija={"ar": "واش"}), rules_changes.GUIDANCE, EDITORIAL),
        (with_form(relevant="${q_03} = 'yes'"), rules_changes.RESTRUCTURED, SUBSTANTIVE),
        (with_form(required="yes"), rules_changes.RESTRUCTURED, SUBSTANTIVE),
        (with_form(exposes=["theft"]), rules_changes.RESTRUCTURED, SUBSTANTIVE),
        (with_form(compartment="health"), rules_changes.RESTRUCTURED, SUBSTANTIVE),
        (with_form(name="other"), rules_changes.RESTRUCTURED, SUBSTANTIVE),
        (with_form(never_heard_of="x"), rules_changes.RESTRUCTURED, SUBSTANTIVE),
        (with_form(to_whom={"fr": "Procureur"}), rules_changes.RESTRUCTURED, SUBSTANTIVE),
        (with_form(type="integer"), rules_changes.RESTRUCTURED, SUBSTANTIVE),
        (with_form(weight=2), rules_changes.RESTRUCTURED, SUBSTANTIVE),
        (with_form(triage="7"), rules_changes.RESTRUCTURED, SUBSTANTIVE),
        (with_choices(lambda items: items[0]["label"].update(fr="Si")), rules_changes.REWORDED, EDITORIAL),
        (with_choices(lambda items: items[0].update(weight=3)), rules_changes.RESTRUCTURED, SUBSTANTIVE),
        (with_choices(lambda items: items[0].update(reads="unknown")), rules_changes.RESTRUCTURED, SUBSTANTIVE),
        (with_choices(lambda items: items[0].update(value="oui")), rules_changes.RESTRUCTURED, SUBSTANTIVE),
        (with_choices(lambda items: items.pop()), rules_changes.RESTRUCTURED, SUBSTANTIVE),
        (in_row(own={"required": "yes"}), rules_changes.RESTRUCTURED, SUBSTANTIVE),
        (lambda content: content["forms"][1]["rows"].pop(1) and None, rules_changes.ASKED_ELSEWHERE, SUBSTANTIVE),
        (lambda content: rules_editing.moved(content, "Q-01", after="Q-02"), rules_changes.MOVED, EDITORIAL),
        (lambda content: rules_editing.moved(content, "Q-01", after="Q-03"), rules_changes.MOVED, COMPATIBLE),
        (added(), rules_changes.ADDED, COMPATIBLE),
        (added(states.NOTE, type="note"), rules_changes.ADDED, COMPATIBLE),
        (added(states.SECTION), rules_changes.ADDED, COMPATIBLE),
        (added(states.ARTICLE), rules_changes.ADDED, SUBSTANTIVE),
        (added(states.STEP), rules_changes.ADDED, SUBSTANTIVE),
        (added(states.RULE, position="must"), rules_changes.ADDED, SUBSTANTIVE),
        (added(required="yes"), rules_changes.ADDED, SUBSTANTIVE),
        (added(triage="7"), rules_changes.ADDED, SUBSTANTIVE),
        (added(exposes=["theft"]), rules_changes.ADDED, SUBSTANTIVE),
        (lambda content: rules_editing.deleted(content, "ART-01"), rules_changes.REMOVED, SUBSTANTIVE),
    ],
)
def test_one_change_has_its_name_and_its_class(edit: Edit, what: str, weight: str) -> None:
    content = small()
    new = edit(content) or content
    told = rules_changes.compare(small(), new)
    assert [(one.what, one.weight) for one in told.changes] == [(what, weight)]
    assert told.weight == weight


def test_a_list_of_its_own_that_says_the_same_is_no_change() -> None:
    content = small()
    with_choices(lambda items: None)(content)
    assert not rules_changes.compare(small(), content)


def test_one_clause_replaces_another_and_the_second_heir_is_new() -> None:
    new = rules_editing.replaced(small(), "Q-01", {**clause("Q-01-2", name="q_01"), "replaces": "Q-01"})
    new = rules_editing.inserted(new, {**clause("Q-01-3"), "replaces": "Q-01"}, after="Q-01-2")
    told = rules_changes.compare(small(), new).changes
    assert [(one.uid, one.what, one.replaces) for one in told] == [
        ("Q-01-2", rules_changes.REPLACED_BY, "Q-01"),
        ("Q-01-3", rules_changes.ADDED, ""),
    ]


def test_what_stands_in_a_replaced_section_did_not_move() -> None:
    new = rules_editing.replaced(small(), "SEC-A", {**clause("SEC-A-2", states.SECTION), "replaces": "SEC-A"})
    assert [one.uid for one in rules_changes.compare(small(), new).changes] == ["SEC-A-2"]


def test_against_nothing_everything_is_new_and_nothing_means_nothing() -> None:
    assert {one.what for one in rules_changes.compare(rules_content.empty(), small()).changes} == {rules_changes.ADDED}
    assert rules_changes.compare(small(), small()).weight == EDITORIAL


@pytest.mark.parametrize(
    ("edit", "other"),
    [(with_form(type="integer"), True), (with_form(weight=2), True), (with_form(relevant="1 = 1"), False),
     (lambda content: of(content)["texts"].update(fr="Autre"), False), (with_form(position="must"), True),
     (with_choices(lambda items: items[0].update(reads="no")), True)],
)  # fmt: skip
def test_another_meaning_under_one_uid_is_named(edit: Edit, *, other: bool) -> None:
    content = small()
    new = edit(content) or content
    assert rules_changes.same_uid_other_meaning(small(), new) == (["Q-01"] if other else [])


def test_the_fewest_clauses_explain_a_new_order() -> None:
    order = [f"Q-{n}" for n in range(8)]
    base: Content = {"clauses": [clause(uid) for uid in order], "lists": {}, "forms": []}
    moved = ["Q-7", *order[:7]]
    new: Content = {"clauses": [clause(uid) for uid in moved], "lists": {}, "forms": []}
    assert [one.uid for one in rules_changes.compare(base, new).changes] == ["Q-7"]
