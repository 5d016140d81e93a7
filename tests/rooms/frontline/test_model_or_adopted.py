"""The foot of a page of the first line says "model, not adopted" until a decision adopted the form."""

from collections.abc import Callable

import pytest

from himaya.instruments.actions import versions
from himaya.instruments.models import InForce
from himaya.kernel.actor import SYSTEM
from tests.rooms.frontline.walking import Walk

pytestmark = pytest.mark.capability("C1")
NOBODY = "No institution has adopted this text yet."


def foots(way: Walk) -> list[bool]:
    """Whether the foot says so: where one chooses who one is, before question 1, and at question 1."""
    pages = [way.client.get("/worried/"), way.client.get("/worried/labour/"), way.begin().page]
    return [NOBODY in page.content.decode() for page in pages]


def test_a_model_says_so_until_a_decision_adopts_it(walk: Callable[..., Walk]) -> None:
    assert foots(walk("labour", "en")) == [True, True, True]
    form = InForce.objects.get(name="first-line-labour")
    versions.note_adoption(version_id=form.version_id, reference="TRI 1, 1", by=SYSTEM)
    # The others are models still, so the page that leads to all of them goes on saying it.
    assert foots(walk("labour", "en")) == [True, False, False]
    for other in InForce.objects.filter(name__startswith="first-line-").exclude(pk=form.pk):
        versions.note_adoption(version_id=other.version_id, reference="TRI 1, 1", by=SYSTEM)
    assert foots(walk("labour", "en")) == [False, False, False]
