"""What is opened for a search: closed again portion by portion, and one that is damaged hinders no other."""

from threading import Event

import pytest
from django.db import connection

from himaya.duplicates import searching
from himaya.duplicates.actions import searches
from himaya.duplicates.models import Pair, Search
from himaya.kernel.access import Access
from himaya.kernel.actor import SYSTEM
from himaya.kernel.errors import NotOpened
from himaya.kernel.models import AuditEvent, AuditSubject, DataKey
from himaya.ops import duplicates_worker
from himaya.persons.models import Person
from tests.rooms.duplicates.duplicated import agreed, kept, searched, twice

pytestmark = pytest.mark.capability("H1")


def test_one_damaged_key_hinders_nobody_else_and_is_counted() -> None:
    """Seen red: the search failed three times, and its month was over."""
    one, other = twice()
    broken = kept("Idriss Lahlou")
    DataKey.objects.filter(subject_id=broken.person_id).update(wrapped=b"\x01" + b"x" * 60)
    searched()
    row = Search.objects.get()
    assert (row.state, row.people, row.unread) == ("done", 3, 1)
    pair = Pair.objects.get()
    assert {pair.one_id, pair.other_id} == {one.person_id, other.person_id}
    event = AuditEvent.objects.get(action="duplicates.unsealed")
    named = list(AuditSubject.objects.filter(event=event).values_list("subject_id", flat=True))
    assert sorted(named) == sorted(Person.objects.values_list("pk", flat=True))


@pytest.mark.parametrize("value", [b"\x01" + b"x" * 60, b"\x01", b"none at all"])
def test_one_damaged_value_hinders_nobody_else_and_is_counted(value: bytes) -> None:
    twice()
    broken = kept("Idriss Lahlou")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE person SET full_name = %s WHERE id = %s", [value, broken.person_id.hex])
    searched()
    row = Search.objects.get()
    assert (row.state, row.people, row.unread) == ("done", 3, 1)


def test_whose_key_was_destroyed_meanwhile_is_not_counted_as_damaged() -> None:
    one, _other = twice()
    Person.objects.filter(pk=one.person_id).update(anonymous_since="2026-01-06")
    DataKey.objects.filter(subject_id=one.person_id).delete()
    searched()
    assert Search.objects.get().unread == 0


def test_nothing_that_was_opened_lies_in_memory_beside_the_next_portion(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen red: names, telephones and keys of the whole register stayed until the last was read."""
    monkeypatch.setattr(searching, "BATCH", 2)
    for place in range(7):
        kept(f"Hanane Bouzerda {place}")
    agreed()
    claimed = searches.begin(by=SYSTEM)
    assert claimed is not None
    held: list[tuple[int, int, int, int]] = []
    opened = Access.open

    def watched(self: Access, *rows: Person) -> tuple[Person, ...]:
        held.append((len(self._plain), len(self._keys), len(self._held), len(self._instances)))
        return opened(self, *rows)

    monkeypatch.setattr(Access, "open", watched)
    found = searching.opened(claimed, lambda *_said: None, by=SYSTEM)
    assert len(found.people) == 7
    assert held == [(0, 0, 0, 0)] * 4
    assert AuditEvent.objects.filter(action="duplicates.unsealed").count() == 1


def test_what_was_let_go_is_closed_and_can_be_opened_again_under_the_same_event() -> None:
    case = kept("Hanane Bouzerda")
    row = Person.objects.get(pk=case.person_id)
    with Access(SYSTEM, "check_duplicate", action="duplicates.unsealed") as access:
        access.open(row)
        assert row.full_name == "Hanane Bouzerda"
        access.let_go(row)
        with pytest.raises(NotOpened):
            assert row.full_name
        access.open(row)
        assert row.full_name == "Hanane Bouzerda"
    event = AuditEvent.objects.get(action="duplicates.unsealed")
    assert AuditSubject.objects.filter(event=event).count() == 1


def test_the_worker_is_done_with_a_register_of_which_nothing_can_be_read() -> None:
    twice()
    DataKey.objects.update(wrapped=b"\x01" + b"x" * 60)
    agreed()
    assert duplicates_worker.search_one(Event())
    assert (Search.objects.get().state, Search.objects.get().unread) == ("done", 3)
