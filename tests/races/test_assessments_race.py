"""One case assessed again by two at once, on PostgreSQL: one set of answers is added, and the use is moved once."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from himaya.cases.actions import assessments
from himaya.cases.actions.assessments import Assessed
from himaya.cases.actions.screenings import HandedOver
from himaya.cases.models import Case, Submission
from himaya.instruments import usage
from himaya.instruments.models import FieldNote, Version
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow
from himaya.kernel.models import AuditEvent
from tests import cast, factories
from tests.races.test_every_verb_race import meet_before_saving
from tests.races.test_two_actors import together

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("store"), pytest.mark.capability("A7")]
COLLEAGUES = (cast.INSPECTOR, cast.INSPECTOR_COLLEAGUE)


def again(done: HandedOver, version: Version, *, by: Actor, form: UUID, q02: str = "no") -> Assessed:
    answers = {"q01": "yes", "q02": q02, "q06": "adult"}
    return assessments.add(case_id=done.case_id, version_id=version.pk, answers=answers, instance_id=form, by=by)


def added_once(version: Version, first: Version) -> None:
    assert Submission.objects.count() == 2
    assert AuditEvent.objects.filter(action="assessment.added").count() == 1
    assert usage.open_records([first.pk, version.pk]) == {(version.pk, "labour"): 1}


def test_of_two_colleagues_one_assesses_and_the_other_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    done, first = factories.hand_over(), factories.version()
    version = factories.next_version()
    meet_before_saving(monkeypatch)
    found = together(*(lambda who=who: again(done, version, by=who, form=uuid4()) for who in COLLEAGUES))
    assert sorted(type(one).__name__ for one in found) == ["Assessed", "NotNow"], found
    told = next(one for one in found if isinstance(one, NotNow))
    assert told.code == "already_assessed"
    added_once(version, first)


def test_the_same_form_sent_twice_at_once_is_kept_once_and_answers_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    done, first = factories.hand_over(), factories.version()
    version, form = factories.next_version(), uuid4()
    meet_before_saving(monkeypatch)
    found = together(*[lambda: again(done, version, by=cast.INSPECTOR, form=form, q02="yes")] * 2)
    assert found[0] == found[1], found
    assert isinstance(found[0], Assessed)
    added_once(version, first)
    assert Case.objects.get().next_step == "now"


def test_hand_overs_and_assessments_beside_each_other_lose_no_count() -> None:
    cases = [factories.hand_over() for _ in range(3)]
    first = factories.version()
    version = factories.next_version()

    def handing(**changes: Any) -> HandedOver:
        return factories.hand_over(version_id=version.pk, **changes)

    deeds = [lambda done=done: again(done, version, by=cast.INSPECTOR, form=uuid4()) for done in cases]
    found = together(*deeds, *[handing] * 3)
    assert [one for one in found if isinstance(one, Exception)] == []
    assert usage.open_records([first.pk, version.pk]) == {(version.pk, "labour"): 6}
    assert FieldNote.objects.count() == 6
