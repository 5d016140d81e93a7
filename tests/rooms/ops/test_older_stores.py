"""The tables of a new store are those of the models; a store from before they were written down anew is taken over."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from himaya.ops import older_stores, restored, store

pytestmark = pytest.mark.django_db
TOLD = restored.Told({}, 0, with_keys=False)


def seen() -> set[tuple[str, str]]:
    return set(MigrationRecorder(connection).applied_migrations())


def record(*changes: tuple[str, str]) -> None:
    for app, name in changes:
        MigrationRecorder(connection).record_applied(app, name)


def test_what_the_models_say_is_what_a_new_store_has() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_a_store_that_was_up_to_date_forgets_the_names_of_before_and_keeps_the_rest() -> None:
    before = seen()
    record(*(older_stores.LAST - before), ("cases", "0002_hand_over"), ("institutions", "0002_mandates"))
    assert restored.program(TOLD) == (restored.OK, "tables known to this program")
    older_stores.take_over()
    assert seen() == before
    older_stores.take_over()
    assert seen() == before


def test_a_store_that_was_not_is_told_what_to_do_and_nothing_is_changed() -> None:
    record(*(older_stores.LAST - seen() - {("institutions", "0009_reached_by")}), ("cases", "0002_hand_over"))
    before = seen()
    with pytest.raises(store.CannotStart, match="make demo-reset"):
        store.migrate()
    assert seen() == before
    assert restored.program(TOLD)[0] == restored.WRONG


def test_a_store_of_a_later_himaya_is_neither() -> None:
    record(("cases", "9999_of_a_later_one"))
    assert older_stores.former(seen()) == set()
    assert restored.program(TOLD)[0] == restored.WRONG


def test_what_was_written_down_anew_names_only_rooms_that_there_are() -> None:
    rooms = {app for app, _name in MigrationLoader(None).disk_migrations}
    assert {app for app, _name in older_stores.LAST} <= rooms
