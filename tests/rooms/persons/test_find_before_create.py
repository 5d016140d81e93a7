"""Does this institution already know the person? Arabic and Latin, with reasons, audited, inside its own walls."""

import pytest
from django.utils.translation import override

from himaya.kernel.actor import NOBODY, Actor
from himaya.kernel.errors import NotPermitted
from himaya.kernel.models import AuditEvent, AuditSubject
from himaya.persons import queries
from himaya.persons.actions import people
from himaya.persons.queries import find_candidates
from tests import cast, factories

pytestmark = pytest.mark.capability("H1")


@pytest.fixture(autouse=True)
def _stage(db: None) -> None:
    cast.play()


def keep(name: str, *, institution: str = "labour", by: Actor = cast.INSPECTOR, **changes: object) -> object:
    changes = {"document": "", "birth": "", **changes}
    return people.add(institution_id=institution, identity=factories.identity(full_name=name, **changes), by=by)


@pytest.mark.parametrize(
    ("kept", "typed"),
    [
        ("Fatima Zahra El Idrissi", "فاطمة الزهراء الإدريسي"),
        ("محمد بن علي", "Mohamed Ben Ali"),
        ("Hanane Bouzerda", "Hanan Bouzarda"),
        ("Hanane Bouzerda", "Bouzerda Hanane"),
    ],
)
def test_a_person_is_found_across_scripts_and_spellings(kept: str, typed: str) -> None:
    person_id = keep(kept)
    keep("Mamadou Sowane")
    assert [one.person_id for one in find_candidates(name=typed, by=cast.INSPECTOR)] == [person_id]


def test_other_names_are_found_too_and_a_document_alone_is_enough() -> None:
    person_id = keep("Blessing Okorima", other_names="Joy Adebayo; Joyce Adebayo", document="ab-12 34")
    assert [one.person_id for one in find_candidates(name="Joyce Adebayo", by=cast.INSPECTOR)] == [person_id]
    found = find_candidates(name="", document="AB 1234", by=cast.INSPECTOR)
    assert [(one.person_id, one.score) for one in found] == [(person_id, 1.0)]


def test_the_likeliest_comes_first_and_the_year_decides_between_namesakes() -> None:
    older = keep("Hanane Bouzerda", birth="1970")
    younger = keep("Hanane Bouzerda", birth="03/05/1998")
    found = find_candidates(name="Hanan Bouzarda", birth_year=1998, by=cast.INSPECTOR)
    assert [one.person_id for one in found] == [younger, older]
    assert found[0].score > found[1].score


def test_reasons_are_sentences_and_hold_no_name() -> None:
    keep("Hanane Bouzerda", birth="1998", document="X99")
    with override("en"):
        (found,) = find_candidates(name="Hanane Bouzerda", birth_year=1998, document="X99", by=cast.INSPECTOR)
    assert found.reasons == (
        "The same document number.",
        "A name that is written or sounds the same.",
        "The same year of birth.",
    )
    assert "Bouzerda" not in repr(found)


def test_another_institution_learns_nothing_not_even_by_the_exact_name_and_number() -> None:
    keep("Hanane Bouzerda", document="X99")
    for stranger in (cast.OFFICER, cast.NURSE, cast.SHELTER):
        assert find_candidates(name="Hanane Bouzerda", document="X99", by=stranger) == []


def test_a_desk_of_the_same_institution_finds() -> None:
    person_id = keep("Hanane Bouzerda")
    assert [one.person_id for one in find_candidates(name="Hanane Bouzerda", by=cast.INSPECTOR_SOUTH)] == [person_id]


@pytest.mark.parametrize("worker", [cast.SECRETARY, cast.AUDITOR, cast.OPERATOR, NOBODY])
def test_who_does_not_work_with_people_cannot_search(worker: Actor) -> None:
    with pytest.raises(NotPermitted):
        find_candidates(name="Hanane Bouzerda", by=worker)


def test_every_search_leaves_one_audit_row_that_names_all_who_were_opened() -> None:
    opened = {keep("Hanane Bouzerda"), keep("Hanane Bouzerda")}
    before = AuditEvent.objects.count()
    find_candidates(name="Hanane Bouzerda", by=cast.INSPECTOR)
    event = AuditEvent.objects.order_by("id").last()
    assert event is not None
    assert (AuditEvent.objects.count(), event.action, event.purpose) == (before + 1, "person.searched", "matching")
    assert set(AuditSubject.objects.filter(event=event).values_list("subject_id", flat=True)) == opened
    find_candidates(name="Nobody Known", by=cast.INSPECTOR)
    assert AuditEvent.objects.count() == before + 2


def test_no_search_opens_more_than_fifty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "MOST_OPENED", 3)
    for _ in range(5):
        keep("Hanane Bouzerda")
    find_candidates(name="Hanane Bouzerda", by=cast.INSPECTOR)
    event = AuditEvent.objects.order_by("id").last()
    assert AuditSubject.objects.filter(event=event).count() == 3
