"""What a hand-over leaves for the readers of a form: a reading a clause, sealed, and whether its step was followed."""

from collections.abc import Mapping
from typing import Any

import pytest

from himaya.cases import rules_assessing
from himaya.institutions.models import Desk
from himaya.instruments import field, usage
from himaya.instruments.models import FieldCount, FieldNote
from himaya.kernel.errors import NotNow
from tests import cast, factories

pytestmark = pytest.mark.capability("B6")


@pytest.fixture(name="noted")
def _noted(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What each note is made from; the notes are written all the same."""
    told: list[dict[str, Any]] = []
    write = field.note

    def note(**said: Any) -> FieldNote:
        told.append(said)
        return write(**said)

    monkeypatch.setattr(field, "note", note)
    return told


@pytest.mark.usefixtures("stage")
def test_a_hand_over_notes_a_reading_for_each_clause_of_its_version(noted: list[dict[str, Any]]) -> None:
    factories.hand_over(answers={**factories.ANSWERS, "q10": "unknown", "q16": "refused"})
    [said] = noted
    readings = said["readings"]
    assert (said["version_id"], said["institution_id"]) == (factories.version().pk, "labour")
    heard = {uid: readings[uid] for uid in ("FL-02", "FL-08", "FL-10", "FL-16", "FL-18")}
    assert heard == {"FL-02": "no", "FL-08": "yes", "FL-10": "unknown", "FL-16": "refused", "FL-18": "not_asked"}
    assert FieldNote.objects.count() == 1
    assert not FieldCount.objects.exists()


@pytest.mark.usefixtures("stage")
def test_an_open_record_counts_under_the_version_it_began_with() -> None:
    version = factories.version()
    factories.hand_over()
    factories.hand_over(by=cast.INSPECTOR_COLLEAGUE)
    assert usage.open_records([version.pk]) == {(version.pk, "labour"): 2}


@pytest.mark.usefixtures("stage")
def test_a_hand_over_that_is_refused_leaves_neither_note_nor_use() -> None:
    version = factories.version()
    with pytest.raises(NotNow):
        factories.hand_over(consent_given=False)
    Desk.objects.filter(pk="shelter").update(closed_on="2020-01-01")
    with pytest.raises(NotNow):
        factories.hand_over()
    assert not FieldNote.objects.exists()
    assert usage.open_records([version.pk]) == {}


CALM: Mapping[str, str] = {"q01": "yes", "q02": "no", "q06": "adult"}


@pytest.mark.usefixtures("stage")
@pytest.mark.parametrize(("answers", "expected"), [(factories.ANSWERS, False), (CALM, True)])
def test_a_hand_over_beyond_what_the_form_suggests_is_noted(
    answers: Mapping[str, str], expected: bool, noted: list[dict[str, Any]]
) -> None:
    factories.hand_over(answers=answers)
    assert [said["overridden"] for said in noted] == [expected]


@pytest.mark.parametrize(("step", "route", "urgencies", "expected"), [
    ("not_enough", "consent", ["ordinary"], True), ("not_enough", "danger", ["urgent"], True),
    ("offer", "consent", ["urgent"], False), ("offer", "legal_duty", ["soon"], False), ("offer", "child", [], False),
    ("offer", "danger", ["urgent"], True), ("now", "danger", ["urgent"], False), ("now", "child", ["soon"], False),
    ("now", "consent", ["soon", "urgent"], False), ("now", "consent", ["soon"], True), ("now", "legal_duty", [], True),
])  # fmt: skip
def test_when_a_step_counts_as_not_followed(step: str, route: str, urgencies: list[str], expected: bool) -> None:
    assert rules_assessing.overridden(step, route=route, urgencies=urgencies) is expected


@pytest.mark.parametrize("one", ["now", "offer", "not_enough", ""])
@pytest.mark.parametrize("other", ["now", "offer", "not_enough", ""])
def test_of_two_steps_the_more_urgent_one_whichever_came_first(one: str, other: str) -> None:
    order = ["now", "offer", "not_enough", ""]
    assert rules_assessing.more_urgent(one, other) == min(one, other, key=order.index)
    assert rules_assessing.more_urgent(other, one) == rules_assessing.more_urgent(one, other)
