"""Words about a risk that are hunted everywhere: they stand sealed in their tables and on their pages, nowhere else."""

import logging

import pytest
from django.core.cache import cache

from himaya.kernel import clock
from himaya.kernel.models import AuditEvent, OutboxMessage
from tests import cast, factories
from tests.rooms.risks.assessed import opened
from tests.security.test_canary_conferences import HUNT, SAID, TITLE, browser, cells, page, posted

pytestmark = [pytest.mark.django_db, pytest.mark.capability("D1", "X1")]
ANSWERED = {"likelihood": "1", "impact": "1", "seen": "0", "protects": SAID}


def test_no_word_about_a_risk_stands_outside_a_sealed_column(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    cache.clear()
    with clock.stopped(factories.TUESDAY):
        cast.play()
        factories.version("risk-protocol")
        top = f"/risks/cases/{opened().pk}/"
        client = browser(cast.INSPECTOR)
        posted(client, f"{top}begin/", {"occasion": "intake"})
        posted(client, f"{top}1/R2/", {**ANSWERED, "likelihood": ""}, 422)
        posted(client, f"{top}1/R2/", ANSWERED)
        posted(client, f"{top}1/R2/", ANSWERED, 409)
        posted(client, f"{top}1/finish/", {"do": "finish", "seen": "1"})
        posted(client, f"{top}own/R2/", {"own": "", "words": SAID}, 422)
        posted(client, f"{top}own/R2/", {"own": "high", "words": SAID})
        posted(client, f"{top}talk/R2/", {"stands": "hers", "words": SAID, "seen": "1"})
        shown = [page(client, top), page(client, f"{top}1/")]
        hidden = [page(client, f"{top}begin/")]
    assert all(HUNT.in_bytes(one.encode()) for one in shown), "the hunt must have something to find"
    assert not any(HUNT.in_bytes(one.encode()) for one in hidden)
    assert {title for one in (*shown, *hidden) for title in TITLE.findall(one)} == {"Work"}
    assert [found for found in cells() if HUNT.in_bytes(found[1])] == []
    assert not HUNT.in_bytes(caplog.text.encode())
    assert OutboxMessage.objects.filter(event="risk_assessment.finished").exists()
    assert AuditEvent.objects.filter(action="risk_discussion.noted").exists()
