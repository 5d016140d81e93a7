"""Words about what comes and what was agreed, hunted everywhere: sealed in their tables, on their pages only."""

import logging

import pytest
from django.core.cache import cache

from himaya.kernel import clock
from himaya.kernel.models import AuditEvent, OutboxMessage
from himaya.ops import worker
from tests import cast, factories
from tests.rooms.risks.assessed import opened
from tests.security.test_canary_conferences import HUNT, SAID, TITLE, browser, cells, page, posted

pytestmark = [pytest.mark.django_db, pytest.mark.capability("D2", "X1")]


def test_no_word_about_an_event_or_a_measure_stands_outside_a_sealed_column(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    cache.clear()
    with clock.stopped(factories.TUESDAY):
        cast.play()
        top = f"/risks/cases/{opened().pk}/"
        client = browser(cast.INSPECTOR)
        event = {"do": "note", "kind": "hearing", "day": "2026-12-10", "words": SAID}
        agreed = {"do": "plan", "code": "relocation", "owner": cast.INSPECTOR.desk_id, "due_on": "2026-12-01"}
        posted(client, f"{top}clocks/", {**event, "kind": ""}, 422)
        posted(client, f"{top}clocks/", event)
        posted(client, f"{top}measures/", {**agreed, "words": SAID, "owner": ""}, 422)
        posted(client, f"{top}measures/", {**agreed, "words": SAID})
        assert OutboxMessage.objects.filter(event="risk_measure.planned").exists()
        worker.drain()
        shown = [page(client, f"{top}clocks/"), page(client, f"{top}measures/")]
        hidden = [page(client, top), page(client, "/risks/overdue/"), page(client, "/tasks/")]
    assert all(HUNT.in_bytes(one.encode()) for one in shown), "the hunt must have something to find"
    assert not any(HUNT.in_bytes(one.encode()) for one in hidden)
    assert {title for one in (*shown, *hidden) for title in TITLE.findall(one)} == {"Work"}
    assert [found for found in cells() if HUNT.in_bytes(found[1])] == []
    assert not HUNT.in_bytes(caplog.text.encode())
    assert AuditEvent.objects.filter(action="risk_measure.planned").exists()
