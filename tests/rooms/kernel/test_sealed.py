"""Sealed fields: what the database holds, what a reader gets, and what happens when somebody meddles."""

import pickle
from types import SimpleNamespace
from uuid import UUID

import pytest
from django.core.exceptions import FieldError
from django.db import connection, transaction
from django.utils import translation

from himaya.institutions.models import Institution
from himaya.kernel import keys, subjects
from himaya.kernel.access import Access
from himaya.kernel.actor import Actor
from himaya.kernel.errors import Damaged, KeyMissing, NotOpened, NotValid
from himaya.kernel.models import AuditEvent, AuditSubject, DataKey
from himaya.kernel.sealed import bound_to, seal
from himaya.persons.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.capability("X1")]
NURSE = Actor(kind="account", desk_id="ward", institution_id="hospital", roles=frozenset({"front_line"}))


@pytest.fixture(name="hospital")
def _hospital() -> Institution:
    return Institution.objects.create(id="hospital", kind="health", name_fr="H", name_ar="م", name_en="H", mark="C")


def a_person(hospital: Institution, name: str = "Zahra Canary") -> Person:
    subject = subjects.create("person", key_kinds=[subjects.IDENTITY, subjects.STORY])
    person = Person(id=subject.id, institution=hospital)
    seal(person, full_name=name, phone="0612345678", safe_contact={"way": "person"})
    person.save()
    return Person.objects.get(pk=person.pk)


def test_the_database_holds_no_letter_of_the_name(hospital: Institution) -> None:
    a_person(hospital)
    with connection.cursor() as cursor:
        cursor.execute("SELECT full_name, phone, safe_contact FROM person")
        stored = b"".join(bytes(value) for value in cursor.fetchone())
    assert b"Zahra" not in stored
    assert b"0612345678" not in stored


def test_a_name_read_outside_an_access_raises(hospital: Institution) -> None:
    person = a_person(hospital)
    with pytest.raises(NotOpened):
        _ = person.full_name


def test_reading_leaves_one_event_and_one_row_per_subject_before_the_name_is_given(
    hospital: Institution,
) -> None:
    first, second = a_person(hospital), a_person(hospital, "Other Canary")
    with Access(NURSE, "care") as access:
        access.open(first, second)
        event = AuditEvent.objects.get(action="record.read")
        assert AuditSubject.objects.filter(event=event).count() == 2
        assert (first.full_name, second.full_name) == ("Zahra Canary", "Other Canary")
        assert first.safe_contact == {"way": "person"}
    assert (event.purpose, event.desk_id) == ("care", "ward")
    with pytest.raises(NotOpened):
        _ = first.full_name


def test_an_access_without_a_purpose_is_refused() -> None:
    with pytest.raises(NotValid):
        Access(NURSE, "")


def test_nothing_can_be_looked_up_updated_or_listed_past_the_seal(hospital: Institution) -> None:
    a_person(hospital)
    with pytest.raises(FieldError):
        Person.objects.filter(full_name="Zahra Canary").exists()
    with pytest.raises(NotOpened):
        Person.objects.update(full_name=b"\x01")
    with pytest.raises(NotOpened):
        list(Person.objects.values_list("full_name"))
    with pytest.raises(NotOpened):
        Person(full_name="Zahra Canary")


def test_an_opened_record_is_never_pickled(hospital: Institution) -> None:
    person = a_person(hospital)
    with Access(NURSE, "care") as access:
        access.open(person)
        with pytest.raises(NotOpened):
            pickle.dumps(person)


def _swap(first: UUID, second: UUID) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE person SET full_name = (SELECT full_name FROM person p WHERE p.id = %s) WHERE id = %s",
            [Person._meta.pk.get_db_prep_value(i, connection) for i in (second, first)],
        )


def test_a_value_moved_from_another_row_is_refused_with_a_sentence(hospital: Institution) -> None:
    first, second = a_person(hospital), a_person(hospital, "Other Canary")
    _swap(first.pk, second.pk)
    moved = Person.objects.get(pk=first.pk)
    with Access(NURSE, "care") as access, pytest.raises(Damaged) as refusal:
        access.open(moved)
        _ = moved.full_name
    with translation.override("en"):
        assert "technical administrator" in str(refusal.value.sentence)


def test_a_value_moved_to_another_column_of_its_row_is_refused(hospital: Institution) -> None:
    """Seen red with a seal that is bound to nothing: the same key opened it there."""
    person = a_person(hospital)
    person.__dict__["other_names"] = person.__dict__["full_name"]
    with Access(NURSE, "care") as access, pytest.raises(Damaged):
        access.open(person)
        _ = person.other_names


@pytest.mark.parametrize("part", ["table", "column", "row", "subject", "revision"])
def test_table_column_row_person_and_moment_each_change_what_a_value_is_bound_to(part: str) -> None:
    """Seen red with each of the five left out of `bound_to` in turn."""

    def bound(**at: object) -> bytes:
        place = {"table": "person", "column": "name", "row": 1, "subject": 2, "revision": 3, **at}
        row = SimpleNamespace(_meta=SimpleNamespace(db_table=place["table"]), pk=place["row"])
        row.seal_subject = place["subject"]
        return bound_to(row, SimpleNamespace(column=place["column"]), place["revision"])  # type: ignore[arg-type]

    assert bound() != bound(**{part: "another"})


def test_a_value_that_was_cut_is_refused(hospital: Institution) -> None:
    person = a_person(hospital)
    person.__dict__["full_name"] = person.__dict__["full_name"][:-3]
    with Access(NURSE, "care") as access, pytest.raises(Damaged):
        access.open(person)
        _ = person.full_name
    person.__dict__["full_name"] = b"\x01short"
    with Access(NURSE, "care") as access, pytest.raises(Damaged):
        access.open(person)
        _ = person.full_name


def test_an_older_value_put_back_is_refused(hospital: Institution) -> None:
    person = a_person(hospital)
    before = person.__dict__["full_name"]
    seal(person, full_name="New Canary")
    person.__dict__["full_name"] = before
    with Access(NURSE, "care") as access, pytest.raises(Damaged):
        access.open(person)
        _ = person.full_name


def test_without_the_master_key_the_sentence_says_what_to_do(
    hospital: Institution, settings: pytest.FixtureRequest, tmp_path: object
) -> None:
    person = a_person(hospital)
    settings.HIMAYA_KEYS = tmp_path  # type: ignore[attr-defined]
    keys.forget()
    with Access(NURSE, "care") as access, pytest.raises(KeyMissing) as refusal:
        access.open(person)
    with translation.override("en"):
        assert "paper card" in str(refusal.value.sentence)


def test_erasing_the_identity_key_leaves_the_story_readable_and_the_name_not(hospital: Institution) -> None:
    person = a_person(hospital)
    subjects.erase(person.pk, kinds=[subjects.IDENTITY], by=NURSE)
    assert set(DataKey.objects.values_list("kind", flat=True)) == {"story"}
    with Access(NURSE, "care") as access, pytest.raises(KeyMissing):
        access.open(person)
        _ = person.full_name


@pytest.mark.parametrize(
    ("way", "columns"), [("defer", ["phone"]), ("only", ["full_name", "revision"]), ("only", ["institution"])]
)
def test_a_sealed_column_that_was_not_fetched_is_refused_and_never_reads_or_is_written_as_empty(
    hospital: Institution, way: str, columns: list[str]
) -> None:
    """Planted faults, each seen red: the column that is absent from the row taken for one that is empty, when read and
    when saved by name."""
    whole = a_person(hospital)
    row = getattr(Person.objects, way)(*columns).get(pk=whole.pk)
    with Access(NURSE, "care") as access:
        access.open(row)
        with pytest.raises(NotOpened, match=r"Person\.phone was not fetched"):
            _ = row.phone
        if "institution" not in columns:
            assert row.full_name == "Zahra Canary"
    with pytest.raises(NotOpened, match="was not fetched"), transaction.atomic():
        row.save(update_fields=["phone"])
    row.save()
    with Access(NURSE, "care") as access:
        (again,) = access.open(Person.objects.get(pk=whole.pk))
        assert again.phone == "0612345678"


def test_a_row_that_was_fetched_in_part_is_sealed_anew_as_a_whole(hospital: Institution) -> None:
    row = Person.objects.defer("phone").get(pk=a_person(hospital).pk)
    seal(row, full_name="Zahra Canary", phone="0600000000")
    row.save()
    with Access(NURSE, "care") as access:
        (again,) = access.open(Person.objects.get(pk=row.pk))
        assert (again.phone, again.safe_contact) == ("0600000000", None)
