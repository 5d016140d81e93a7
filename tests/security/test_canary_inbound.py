"""What somebody found abroad chose to send ahead, two words of their own: sealed, and read where they are expected."""

import logging
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache

from himaya.cases.models import InboundSheet
from himaya.kernel import clock
from himaya.kernel.models import AuditEvent, OutboxMessage
from himaya.ops import worker
from himaya.tasks.models import Task
from tests import cast, factories
from tests.rooms.cases import found_abroad
from tests.rooms.cases.found_abroad import CONSUL, CONSUL_COLLEAGUE, RECEIVER
from tests.security.test_canary_conferences import HUNT, SAID, TITLE, browser, cells, page, posted

pytestmark = [pytest.mark.django_db, pytest.mark.capability("F2", "X1")]


def form(**changes: str) -> dict[str, object]:
    return {
        "here": "sheet",
        "danger": "no",
        "wants": "yes",
        "afraid": "no",
        "age": "adult",
        "instance": str(uuid4()),
        "to_desk": "hostel",
        "language_spoken": "ary",
        "interpreter": "none",
        "called": SAID,
        "way": "phone",
        "phone": SAID,
        "words": SAID,
        "place": SAID,
        "arrives_on": (clock.today() + timedelta(days=1)).isoformat(),
        "told": "yes",
        "agreed": "yes",
        **changes,
    }


def test_no_word_sent_ahead_stands_outside_a_sealed_column(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    cache.clear()
    with clock.stopped(factories.TUESDAY):
        cast.play()
        found_abroad.set_up()
        consul = browser(CONSUL)
        # Refused and stopped, so that what was typed comes back: into the page, and nowhere else.
        posted(consul, "/abroad/", form(told=""), 422)
        posted(consul, "/abroad/", form(afraid="yes"), 200)
        posted(consul, "/abroad/", form())
        assert OutboxMessage.objects.filter(event="inbound.sent").count() == 1
        worker.drain()
        (row,) = InboundSheet.objects.all()
        at = f"/casework/arrivals/{row.pk}/"
        hostel = browser(RECEIVER)
        hidden = [page(hostel, at), page(hostel, "/casework/arrivals/"), page(hostel, "/casework/")]
        hidden += [page(consul, "/abroad/sent/"), page(browser(CONSUL_COLLEAGUE), "/abroad/sent/")]
        assert [found for found in cells() if HUNT.in_bytes(found[1])] == []
        posted(hostel, at, {"do": "accept"})
        worker.drain()
        row.refresh_from_db()
        file = f"/casework/cases/{row.case_id}/"
        shown = hostel.post(file, {"show": "identity", "purpose": "give_service"}).content.decode()
        pages = (at, file, "/tasks/", f"/tasks/cases/{row.case_id}/", "/casework/arrivals/", "/casework/")
        hidden += [page(hostel, url) for url in pages]
        hidden += [page(consul, url) for url in ("/abroad/sent/", "/abroad/")]
    with clock.stopped(factories.TUESDAY + timedelta(days=2)):
        worker.drain()
        assert Task.objects.filter(kind="return_arrival", urgent=True).count() == 1
        assert Task.objects.filter(kind="return_arrival_lead", urgent=True).count() == 1
        hostel = browser(RECEIVER)
        hidden += [page(hostel, "/tasks/"), page(hostel, at)]
        posted(hostel, at, {"do": "meet"})
        worker.drain()
        assert not Task.objects.filter(kind__startswith="return_arrival", state__in=("open", "taken")).exists()
    assert HUNT.in_bytes(shown.encode()), "the hunt must have something to find"
    assert not any(HUNT.in_bytes(one.encode()) for one in hidden)
    assert {title for one in hidden for title in TITLE.findall(one)} == {"Work"}
    assert [found for found in cells() if HUNT.in_bytes(found[1])] == []
    assert not HUNT.in_bytes(caplog.text.encode())
    assert AuditEvent.objects.filter(action__startswith="inbound.").count() == 4
