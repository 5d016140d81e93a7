"""What an accepted amendment makes of a text: pure, on a small text with a section, and one adopted before."""

import doctest
from typing import Any

import pytest

from himaya.coordination import rules_amending, rules_content, states
from himaya.coordination.rules_amending import applied, elsewhere, next_uid, standing
from himaya.coordination.rules_amendments import Ask

pytestmark = pytest.mark.capability("A5")
YES_NO = [{"value": "yes", "reads": "yes", "label": {"fr": "Oui"}}, {"value": "no", "reads": "no", "label": {}}]


def clause(uid: str, kind: str = states.QUESTION_CLAUSE, parent: str = "", **form: Any) -> dict[str, Any]:
    texts = {"fr": f"Texte {uid}", "ar": f"نص {uid}", "en": f"Text {uid}"}
    typed = {"type": "select_one yn", **form} if kind == states.QUESTION_CLAUSE else form
    return {"uid": uid, "kind": kind, "parent": parent, "texts": texts, "form": typed, "replaces": ""}


def text(*more: dict[str, Any]) -> rules_content.Content:
    """A section S-01 with Q-01 and Q-02 in it, an article A-01 after it."""
    rows = [clause("S-01", states.SECTION), clause("Q-01", parent="S-01"), clause("Q-02", parent="S-01")]
    content = {"clauses": [*rows, clause("A-01", states.ARTICLE), *more], "lists": {"yn": YES_NO}, "forms": []}
    return rules_content.with_form(content, name="f", kind="screening", titles={})


def take(content: rules_content.Content, op: str, uid: str = "", **more: Any) -> rules_amending.Applied:
    base = more.pop("base", content)
    return applied(content, Ask("1", op, uid, **more), base=base, taken=more.pop("taken", ()))


def order(content: rules_content.Content) -> list[str]:
    return rules_content.uids(content)


def test_a_rewording_keeps_the_uid_and_the_other_languages() -> None:
    done = take(text(), states.REPLACE, "Q-01", texts={"fr": "Autre"})
    assert done.uid == "Q-01"
    found = rules_content.clause_of(done.content, "Q-01")
    assert found is not None
    assert found["texts"] == {"fr": "Autre", "ar": "نص Q-01", "en": "Text Q-01"}


@pytest.mark.parametrize(
    "more", [{"changes_meaning": True}, {"form": {"weight": 2}}, {"form": {"type": "integer"}}], ids=str
)
def test_another_meaning_is_another_uid_that_says_what_it_replaces(more: dict[str, Any]) -> None:
    done = take(text(), states.REPLACE, "Q-01", texts={"fr": "Autre"}, **more)
    assert done.uid == "Q-01-2"
    assert order(done.content) == ["S-01", "Q-01-2", "Q-02", "A-01"]
    found = rules_content.clause_of(done.content, "Q-01-2")
    assert found is not None
    assert (found["replaces"], found["parent"], found["form"]["name"]) == ("Q-01", "S-01", "q_01")
    assert {"use": "Q-01-2"} in done.content["forms"][0]["rows"]


def test_a_uid_that_an_earlier_edition_used_is_never_given_again() -> None:
    done = applied(
        text(), Ask("1", states.REPLACE, "Q-01", changes_meaning=True), base=text(), taken=["Q-01-2", "Q-01-3"]
    )
    assert done.uid == "Q-01-4"


def test_what_was_never_adopted_may_still_change_its_meaning_under_its_uid() -> None:
    done = take(text(), states.REPLACE, "Q-01", changes_meaning=True, base=rules_content.empty())
    assert done.uid == "Q-01"


def test_an_insert_takes_the_next_number_and_stands_in_the_form_too() -> None:
    done = take(text(), states.INSERT, "Q-01", kind=states.QUESTION_CLAUSE, texts={"fr": "Neuf"})
    assert done.uid == "Q-03"
    assert order(done.content) == ["S-01", "Q-01", "Q-03", "Q-02", "A-01"]
    assert {"use": "Q-03"} in done.content["forms"][0]["rows"]
    first = take(text(), states.INSERT, "", kind=states.ARTICLE, texts={"fr": "Neuf"})
    assert (first.uid, order(first.content)[0]) == ("ART-01", "ART-01")
    assert take(text(), states.INSERT, "Q-01", kind=states.NOTE).uid == "NOTE-01"


def test_a_section_goes_with_all_that_stands_in_it() -> None:
    assert order(take(text(), states.DELETE, "S-01").content) == ["A-01"]


def test_a_move_takes_the_clause_elsewhere_and_never_into_itself() -> None:
    assert order(take(text(), states.MOVE, "A-01", after="").content)[0] == "A-01"
    with pytest.raises(ValueError, match="S-01"):
        take(text(), states.MOVE, "S-01", after="Q-01")
    with pytest.raises(KeyError):
        take(text(), states.MOVE, "Q-01", after="gone")


@pytest.mark.parametrize("op", [states.REPLACE, states.DELETE, states.MOVE])
def test_nothing_is_done_to_a_clause_that_is_gone(op: str) -> None:
    with pytest.raises(KeyError):
        take(text(), op, "gone", after="A-01")


def before(uid: str) -> dict[str, Any]:
    found = rules_content.clause_of(text(), uid)
    return {} if found is None else {"texts": found["texts"], "form": found["form"]}


def test_what_stands_what_changed_what_was_replaced_and_what_is_gone() -> None:
    ask = Ask("1", states.REPLACE, "Q-01", texts={"fr": "Autre"})
    assert standing(text(), ask, before("Q-01")) == rules_amending.STANDS
    changed = take(text(), states.REPLACE, "Q-01", texts={"fr": "Encore"}).content
    assert standing(changed, ask, before("Q-01")) == rules_amending.CHANGED
    same = take(text(), states.REPLACE, "Q-01", texts={"fr": "Autre"}).content
    assert standing(same, ask, before("Q-01")) == rules_amending.STANDS
    other = take(text(), states.REPLACE, "Q-01", changes_meaning=True).content
    assert standing(other, ask, before("Q-01")) == rules_amending.REPLACED
    assert standing(take(text(), states.DELETE, "S-01").content, ask, before("Q-01")) == rules_amending.GONE


def test_a_clause_that_only_moved_is_still_the_one_that_was_read() -> None:
    moved = take(text(), states.MOVE, "Q-01", after="A-01").content
    ask = Ask("1", states.REPLACE, "Q-01", texts={"fr": "Autre"})
    assert standing(moved, ask, before("Q-01")) == rules_amending.STANDS


def test_a_place_that_is_gone_is_said() -> None:
    less = take(text(), states.DELETE, "Q-02").content
    assert standing(less, Ask("1", states.INSERT, "Q-02", kind=states.NOTE), {}) == rules_amending.PLACE_GONE
    assert standing(less, Ask("1", states.MOVE, "Q-01", after="Q-02"), before("Q-01")) == rules_amending.PLACE_GONE
    assert standing(less, Ask("1", states.INSERT, "", kind=states.NOTE), {}) == rules_amending.STANDS


def test_what_is_taken_instead_goes_to_the_clause_as_it_is_now() -> None:
    ask = Ask("1", states.DELETE, "Q-01")
    found = elsewhere(ask, uid="Q-01-2", after=None, texts={"fr": "Plus court"})
    assert (found.op, found.uid, found.texts) == (states.REPLACE, "Q-01-2", {"fr": "Plus court"})
    insert = Ask("2", states.INSERT, "Q-02", kind=states.NOTE, texts={"fr": "A", "ar": "ب"})
    moved = elsewhere(insert, uid="", after="A-01", texts={"fr": "B"})
    assert (moved.uid, moved.texts) == ("A-01", {"fr": "B", "ar": "ب"})


def test_the_number_is_the_next_one_of_the_series() -> None:
    assert doctest.testmod(rules_amending).failed == 0
    assert next_uid("FL-08-2", ["FL-08", "FL-08-2", "FL-40"]) == "FL-41"


@pytest.mark.parametrize(
    ("near", "kind", "after"),
    [
        (clause("Q-07"), states.QUESTION_CLAUSE, "Q-07"),
        (clause("A-02", states.ARTICLE), states.QUESTION_CLAUSE, rules_amending.SERIES[states.QUESTION_CLAUSE]),
        (clause("S-02", states.SECTION), states.SECTION, rules_amending.SERIES[states.SECTION]),
        (None, states.ARTICLE, rules_amending.SERIES[states.ARTICLE]),
    ],
)
def test_a_new_clause_is_numbered_after_its_neighbour_of_the_same_kind_and_sections_apart(
    near: dict[str, Any] | None, kind: str, after: str
) -> None:
    assert rules_amending.series_of(near, kind) == after
