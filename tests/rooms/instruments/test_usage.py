"""Open records are counted per version and institution, never below zero."""

import pytest

from himaya.instruments import usage
from tests import cast, factories

pytestmark = [pytest.mark.django_db, pytest.mark.capability("A7", "B4")]


def test_a_record_counts_from_its_opening_to_its_end() -> None:
    cast.play()
    old = factories.version()
    new = factories.next_version()
    for _record in range(3):
        usage.began(old.pk, "labour")
    usage.began(old.pk, "police")
    usage.ended(old.pk, "labour")
    usage.moved(old.pk, new.pk, "labour")
    assert usage.open_records([old.pk, new.pk]) == {
        (old.pk, "labour"): 1,
        (old.pk, "police"): 1,
        (new.pk, "labour"): 1,
    }
    assert usage.open_records([new.pk]) == {(new.pk, "labour"): 1}
    usage.moved(new.pk, new.pk, "labour")
    assert usage.open_records([new.pk]) == {(new.pk, "labour"): 1}


def test_a_record_from_before_the_counting_ends_without_a_count() -> None:
    cast.play()
    old = factories.version()
    usage.ended(old.pk, "labour")
    usage.began(old.pk, "police")
    usage.ended(old.pk, "police")
    usage.ended(old.pk, "police")
    assert usage.open_records([old.pk]) == {}
