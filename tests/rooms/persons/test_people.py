"""Keeping and correcting an identity: sealed, findable inside one institution, gone when replaced."""

from uuid import uuid4

import pytest

from himaya.kernel.access import Access
from himaya.kernel.actor import NOBODY, Actor
from himaya.kernel.errors import NotFound, NotPermitted, NotValid
from himaya.kernel.models import AuditEvent, DataKey
from himaya.persons.actions import people
from himaya.persons.models import IndexToken, Person
from tests import cast, factories


@pytest.fixture(autouse=True)
def _stage(db: None) -> None:
    cast.play()


def kept(**changes: object) -> Person:
    person_id = people.add(institution_id="labour", identity=factories.identity(**changes), by=cast.INSPECTOR)
    return Person.objects.get(pk=person_id)


def test_a_person_has_an_identity_key_and_a_story_key_of_their_own() -> None:
    person = kept()
    assert set(DataKey.objects.filter(subject_id=person.pk).values_list("kind", flat=True)) == {"identity", "story"}
    with Access(cast.INSPECTOR, "give_service") as access:
        assert people.identity_of(person, access) == factories.identity()


def test_a_correction_replaces_words_and_tokens() -> None:
    person = kept()
    before = set(IndexToken.objects.values_list("token", flat=True))
    people.correct(
        person_id=person.pk, identity=factories.identity(full_name="Nadia Autre", document=""), by=cast.INSPECTOR
    )
    after = set(IndexToken.objects.values_list("token", flat=True))
    assert after
    assert before.isdisjoint(after)
    with Access(cast.INSPECTOR, "give_service") as access:
        found = people.identity_of(Person.objects.get(pk=person.pk), access)
    assert (found.full_name, found.document) == ("Nadia Autre", "")
    assert AuditEvent.objects.filter(action="person.corrected").count() == 1


@pytest.mark.parametrize("stranger", [cast.NURSE, cast.SHELTER])
def test_another_institution_neither_adds_nor_corrects_here(stranger: Actor) -> None:
    person = kept()
    with pytest.raises(NotFound):
        people.add(institution_id="labour", identity=factories.identity(), by=stranger)
    for unknown in (person.pk, uuid4()):
        with pytest.raises(NotFound):
            people.correct(person_id=unknown, identity=factories.identity(), by=stranger)


@pytest.mark.parametrize("worker", [cast.SECRETARY, cast.AUDITOR, cast.OPERATOR, NOBODY])
def test_who_does_not_work_with_people_keeps_nobody(worker: Actor) -> None:
    with pytest.raises(NotPermitted):
        people.add(institution_id=worker.institution_id, identity=factories.identity(), by=worker)


@pytest.mark.parametrize(
    "changes",
    [
        {"full_name": "x" * 301},
        {"safe_contact": {"way": "letter"}},
        {"safe_contact": {"way": "phone", "employer": "x"}},
        {"safe_contact": {"way": "phone", "words": "x" * 301}},
    ],
)
def test_what_cannot_be_meant_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(NotValid):
        kept(**changes)
    assert not Person.objects.exists()


def test_somebody_unnamed_can_be_kept_and_answers_to_no_search() -> None:
    person_id = people.add(institution_id="labour", identity=people.Identity(), by=cast.INSPECTOR)
    assert Person.objects.filter(pk=person_id).exists()
    assert not IndexToken.objects.exists()
