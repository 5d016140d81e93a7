"""What somebody said of dying, with two words of their own: it stands sealed in its tables and nowhere else."""

import logging
from datetime import timedelta

import pytest
from django.core.cache import cache

from himaya.kernel import clock
from himaya.kernel.models import AuditEvent
from himaya.ops import worker
from tests import cast, factories
from tests.rooms.crisis import looked
from tests.security.test_canary_conferences import HUNT, SAID, TITLE, browser, cells, page, posted

pytestmark = [pytest.mark.django_db, pytest.mark.capability("D5", "X1")]
LOOK = {"way": "with_them", "within": "24", "thoughts": "yes", "words": SAID}
DONE = {"do": "record", "acts": ["stay"], "stays": "worker", "told": "told", "done_words": SAID}


def test_no_word_of_that_hour_stands_outside_a_sealed_column(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    cache.clear()
    with clock.stopped(factories.TUESDAY):
        cast.play()
        case = looked.case()
        inspector, at = browser(cast.INSPECTOR), f"/crisis/cases/{case.pk}/"
        posted(inspector, at, {**LOOK, "do": "begin", "way": ""}, 422)
        posted(inspector, at, {**LOOK, "do": "begin"})
        posted(inspector, at, {**DONE, "stays": ""}, 422)
        posted(inspector, at, DONE)
        posted(inspector, at, {**LOOK, "do": "look_again"})
        worker.drain()
        shown = page(inspector, at)
        pages = (f"/casework/cases/{case.pk}/", "/tasks/", f"/tasks/cases/{case.pk}/", f"/plans/{case.pk}/first-days/")
        hidden = [inspector.get(url).content.decode() for url in pages]
    with clock.stopped(factories.TUESDAY + timedelta(days=1)):
        worker.drain()
    assert HUNT.in_bytes(shown.encode()), "the hunt must have something to find"
    assert not any(HUNT.in_bytes(one.encode()) for one in hidden)
    assert TITLE.findall(shown) == ["Work"]
    assert [found for found in cells() if HUNT.in_bytes(found[1])] == []
    assert not HUNT.in_bytes(caplog.text.encode())
    assert AuditEvent.objects.filter(action__startswith="crisis_").count() >= 4
