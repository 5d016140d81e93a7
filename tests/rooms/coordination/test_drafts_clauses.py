"""A clause is written, added, moved, deleted, checked: its uid keeps its meaning, whoever comes second is told."""

from typing import Any

import pytest

from himaya.coordination import drafting, rules_changes, rules_content, states
from himaya.coordination.actions import clauses, drafts
from himaya.coordination.models import Clause, Draft
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.models import AuditEvent
from tests import cast
from tests.refusals import refused
from tests.rooms.coordination import at_the_table, texting

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("A5")]
SECRETARY = cast.SECRETARY


def adopted() -> Draft:
    """A draft that follows an edition of the small text."""
    document = texting.document()
    texting.edition(document)
    return texting.begin(document, drafts.EDITION)


def logged(action: str) -> int:
    return AuditEvent.objects.filter(action=action).count()


def test_a_rewording_keeps_the_uid_and_asks_for_a_check_of_that_language_only() -> None:
    draft = adopted()
    row = texting.write(draft, "Q-01", texts={**texting.words("Q-01"), "fr": "Autre"})
    assert (row.uid, row.revision) == ("Q-01", 1)
    assert row.translation == {"fr": states.TO_CHECK, "ar": states.CHECKED, "en": states.CHECKED}
    assert logged("clause.written") == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"form": {"type": "integer"}},
        {"form": {"weight": "2"}},
        {"choices": [{"value": "yes", "reads": "unknown", "label": {"fr": "Oui"}}], "form": {"type": "select_one"}},
        {"changes_meaning": True},
        {"form": {"constraint": ". != 'no'"}},
    ],
)
def test_another_meaning_of_an_adopted_clause_gets_a_new_uid_by_itself(changes: dict[str, Any]) -> None:
    draft = adopted()
    row = texting.write(draft, "Q-01", **changes)
    assert (row.uid, row.replaces) == ("Q-01-2", "Q-01")
    draft.refresh_from_db()
    content = drafting.content(draft)
    # The rule of the next question still finds it, and both forms ask it in its place.
    assert row.form["name"] == "q_01"
    assert rules_content.forms_with(content, "Q-01-2") == ["long", "short"]
    told = rules_changes.compare(drafting.base_content(draft), content).changes
    assert [(one.uid, one.what) for one in told] == [("Q-01-2", rules_changes.REPLACED_BY)]
    assert rules_changes.same_uid_other_meaning(drafting.base_content(draft), content) == []
    assert logged("clause.replaced") == 1
    # Written once more it stays that clause: nothing was ever answered under it.
    again = texting.write(draft, "Q-01-2", form={"type": "decimal"}, changes_meaning=True)
    assert (again.uid, again.replaces) == ("Q-01-2", "Q-01")


def test_a_skip_rule_changes_whom_it_is_asked_and_not_what_it_means() -> None:
    row = texting.write(adopted(), "Q-03", form={"relevant": "${q_01} = 'yes'"})
    assert row.uid == "Q-03"


def test_a_uid_that_was_ever_used_does_not_come_back() -> None:
    draft = adopted()
    first = texting.write(draft, "Q-01", changes_meaning=True)
    clauses.remove(draft_id=draft.pk, uid=first.uid, seen=first.revision, by=SECRETARY)
    drafts.withdraw(draft_id=draft.pk, reason="Autre voie", by=SECRETARY)
    again = texting.begin(draft.document, drafts.EDITION)
    assert texting.write(again, "Q-01", changes_meaning=True).uid == "Q-01-2"
    # Deleted with its draft, it was nobody's; an edition's uid is somebody's for ever.
    assert texting.add(again, "Q-03", states.QUESTION_CLAUSE, form={"type": "text"}).uid == "Q-04"


def test_own_choices_leave_the_shared_list_alone_and_come_back_to_it() -> None:
    draft = texting.draft()
    own = [{"value": "a", "label": {"fr": "A", "ar": "أ", "en": "A"}, "weight": "1,5"}, {"value": "", "label": {}}]
    row = texting.write(draft, "Q-01", form={"type": "select_one"}, choices=own)
    content = drafting.content(Draft.objects.get(pk=draft.pk))
    assert row.form["type"] == "select_one q_01"
    assert content["lists"]["q_01"] == [{"value": "a", "label": {"fr": "A", "ar": "أ", "en": "A"}, "weight": 1.5}]
    assert content["lists"]["yn"] == texting.YES_NO
    own[0]["label"] = {"fr": "Alpha"}
    again = texting.write(draft, "Q-01", form={"type": "select_one"}, choices=own)
    assert (again.form["type"], again.revision) == ("select_one q_01", row.revision + 1)
    with refused(NotNow, "clause_changed"):
        texting.write(draft, "Q-01", seen=row.revision)
    assert texting.write(draft, "Q-01", form={"type": "select_one yn"}).form["type"] == "select_one yn"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"texts": {}}, "text.text_missing"),
        ({"texts": {"fr": "x" * 4001}}, "text.clause_long"),
        ({"form": {"type": "telepathy"}}, "type.answer_type"),
        ({"form": {"type": "select_one nowhere"}}, "list.choices_empty"),
        ({"form": {"type": "select_one"}, "choices": []}, "list.choices_empty"),
        ({"form": {"type": "select_one"}, "choices": [{"value": "a", "label": ""}]}, "list.choice_label"),
        ({"form": {"type": "select_one"}, "choices": [{"value": "'", "label": "x"}]}, "list.choice_value"),
        ({"form": {"type": "select_one"}, "choices": [{"value": "a" * 49, "label": "x"}]}, "list.choice_value"),
        ({"form": {"type": "select_one"}, "choices": [{"value": "a", "label": "x"}] * 2}, "list.choice_twice"),
        ({"form": {"type": "select_one"}, "choices": [{"value": "a", "label": "x", "reads": 1}]}, "list.choice_reads"),
        ({"form": {"weight": "inf"}}, "weight.weight"),
        ({"form": {"weight": "1001"}}, "weight.weight"),
        ({"form": {"compartment": "attic"}}, "compartment.not_in_list"),
        ({"form": {"hint": {"fr": "x" * 1001}}}, "hint.hint_long"),
        ({"form": {"relevant": "${q_01} = 'yes'"}}, "relevant.self"),
        ({"form": {"relevant": "${q_03} = 'perhaps'"}}, "relevant.choice-unknown"),
        ({"form": {"relevant": "“yes”"}}, "relevant.smart-quotes"),
        ({"form": {"constraint": "regex(., '(a+)+')"}}, "constraint.pattern"),
        ({"form": {"relevant": "${q_02} = 'yes'"}}, "relevant.cycle"),
        ({"form": {"hint": {"fr": "Appeler le 0612345678"}}}, "case_data"),
    ],
)  # fmt: skip
def test_what_cannot_stand_in_a_clause_has_its_sentence(changes: dict[str, Any], code: str) -> None:
    draft = texting.draft()
    with refused(NotValid, code):
        texting.write(draft, "Q-01", **changes)
    assert texting.row_of(draft, "Q-01").revision == 0


def test_the_longest_value_of_a_choice_and_the_longest_text_are_taken() -> None:
    own = [{"value": "a" * 48, "label": {"fr": "A"}}]
    row = texting.write(texting.draft(), "Q-01", texts={"fr": "x" * 4000}, form={"type": "select_one"}, choices=own)
    assert row.texts["fr"] == "x" * 4000


def test_only_the_keys_of_its_kind_are_taken() -> None:
    draft = texting.draft()
    texting.write(draft, "ART-01", form={"weight": "3", "type": "text", "relevant": "1 = 1"})
    assert texting.row_of(draft, "ART-01").form == {}
    texting.write(draft, "Q-01", form={"triage": "7", "position": "must", "required": "yes"})
    assert texting.row_of(draft, "Q-01").form.keys() >= {"required"}
    assert not texting.row_of(draft, "Q-01").form.keys() & {"triage", "position"}


def test_a_rule_says_for_whom_and_what() -> None:
    draft = texting.draft()
    rule = {"profession": "police", "subject": "child", "certainty": "signs", "position": "must"}
    with refused(NotValid, "position.position_incomplete"):
        texting.add(draft, "ART-01", states.RULE, form={**rule, "position": ""})
    row = texting.add(draft, "ART-01", states.RULE, form={**rule, "to_whom": texting.words("Parquet")})
    assert (row.uid, row.form["to_whom"]["fr"]) == ("RULE-01", "Parquet fr")


def test_nothing_changed_is_written_nowhere() -> None:
    draft = texting.draft()
    before = Draft.objects.get().revision
    texting.write(draft, "Q-01")
    assert Draft.objects.get().revision == before
    assert logged("clause.written") == 0


@pytest.mark.parametrize("kind", states.CLAUSE_KINDS)
def test_a_clause_of_every_kind_is_added_under_a_uid_of_its_series(kind: str) -> None:
    draft = texting.draft()
    form: dict[str, Any] = {"type": "text"} if kind in (states.QUESTION_CLAUSE, states.INDICATOR) else {}
    if kind == states.RULE:
        form = {"profession": "police", "subject": "child", "certainty": "signs", "position": "must"}
    first = texting.add(draft, "Q-03", kind, form=form)
    second = texting.add(draft, first.uid, kind, form=form)
    assert first.uid != second.uid
    assert first.uid.split("-")[0] == second.uid.split("-")[0]
    assert second.revision == 0


def test_what_is_gone_is_told_and_a_stranger_learns_nothing() -> None:
    draft = texting.draft()
    with refused(NotFound, "clause_gone"):
        clauses.remove(draft_id=draft.pk, uid="NONE", seen=0, by=SECRETARY)
    with refused(NotNow, "place_gone"):
        texting.add(draft, "NONE")
    with pytest.raises(NotPermitted):
        texting.write(draft, "Q-01", by=at_the_table.HEALTH)


@pytest.mark.parametrize("state", [states.IN_CONSULTATION, states.DRAFT_TABLED, states.DRAFT_WITHDRAWN])
def test_in_other_states_the_words_stand_still(state: str) -> None:
    draft = texting.draft()
    Draft.objects.update(state=state)
    for verb in (
        lambda: texting.write(draft, "Q-01"),
        lambda: texting.add(draft, "Q-01"),
        lambda: clauses.remove(draft_id=draft.pk, uid="Q-01", seen=0, by=SECRETARY),
        lambda: clauses.shift(draft_id=draft.pk, uid="Q-01", after="Q-02", by=SECRETARY),
        lambda: clauses.check_translation(draft_id=draft.pk, uid="Q-01", language="fr", seen=0, by=SECRETARY),
    ):
        with refused(NotNow, f"draft_{state}"):
            verb()


def test_a_translation_is_checked_once_and_only_what_is_written() -> None:
    draft = texting.draft()
    row = texting.write(draft, "Q-01", texts={"fr": "Nouvelle", "ar": "", "en": "Q-01 en"})
    check = {"draft_id": draft.pk, "uid": "Q-01", "by": SECRETARY}
    clauses.check_translation(**check, language="fr", seen=row.revision)
    for language, code in (("fr", "is_checked"), ("ar", "not_written")):
        with refused(NotNow, code):
            clauses.check_translation(**check, language=language, seen=row.revision)
    with refused(NotNow, "clause_changed"):
        clauses.check_translation(**check, language="fr", seen=0)
    with pytest.raises(NotFound):
        clauses.check_translation(**check, language="de", seen=row.revision)
    assert logged("clause.checked") == 1


def test_an_imported_label_keeps_its_one_language_until_another_is_written() -> None:
    draft = texting.draft()
    form = {**texting.row_of(draft, "Q-01").form, "one_language": True, "hint": "As published"}
    Clause.objects.filter(uid="Q-01").update(text_fr="", text_ar="", form=form)
    row = texting.write(draft, "Q-01", texts={"en": "Better"}, form={"hint": {"en": "As published"}})
    assert (row.form["one_language"], row.form["hint"]) == (True, "As published")
    row = texting.write(draft, "Q-01", texts={"en": "Better", "fr": "Mieux"})
    assert "one_language" not in row.form
