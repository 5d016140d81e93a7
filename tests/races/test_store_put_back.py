"""The store that the tests of a worker share is each time as if nobody had used it."""

import pytest
from django.db import DatabaseError, connection

from himaya.kernel.models import AuditEvent
from tests import factories
from tests.races.conftest import Shared

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("store")]


def everything() -> dict[str, object]:
    """What each table says, and at which number each sequence is."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'")
        found: dict[str, object] = dict(cursor.fetchall())
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT md5(string_agg(one::text, chr(10) ORDER BY one::text)) FROM "{table}" one')  # noqa: S608
            found[table] = cursor.fetchone()[0]
    return found


def test_what_a_test_wrote_is_gone_and_numbers_begin_again(shared: Shared) -> None:
    """Seen red with nothing deleted, and without the numbers."""
    before = everything()
    factories.hand_over()
    last = AuditEvent.objects.order_by("id").last()
    assert last is not None
    assert len({table for table, said in everything().items() if said != before[table]}) > 10
    connection.close()
    shared.put_back()
    assert everything() == before
    factories.hand_over()
    assert AuditEvent.objects.order_by("id").last() == last


def test_whoever_would_change_a_table_is_told_to_ask_for_a_copy() -> None:
    """Seen red without the trigger: the next test of the worker had a table without policies."""
    with connection.cursor() as cursor, pytest.raises(DatabaseError, match="own_store"):
        cursor.execute("ALTER TABLE referral DISABLE ROW LEVEL SECURITY")
