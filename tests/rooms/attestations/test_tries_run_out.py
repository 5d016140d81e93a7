"""What was counted against guessing a letter's phrase is deleted once it ran out."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection

from himaya.ops import worker

DATABASE = "django.core.cache.backends.db.DatabaseCache"
pytestmark = [pytest.mark.django_db, pytest.mark.capability("C5")]


def test_a_try_that_ran_out_is_gone_from_the_store_with_the_next_round_of_the_worker(settings: Any) -> None:
    """By itself the table lets go of a row only when the same account misses again, or when it is full."""
    settings.CACHES = {"default": {"BACKEND": DATABASE, "LOCATION": "cache_entry"}}
    call_command("createcachetable", "cache_entry", verbosity=0)
    cache.set("ran-out", 1, 60)
    cache.set("counts", 1, 7200)
    worker.empty_counters(datetime.now(UTC) + timedelta(minutes=61))
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM cache_entry")
        assert [key for (key,) in cursor.fetchall()] == [cache.make_key("counts")]
    assert worker.empty_counters in {job.run for job in worker.CLOCK_JOBS}
