"""What was typed for a partner abroad, with two words of their own: it stands sealed in its tables and nowhere else."""

import logging
import re
from datetime import timedelta

import pytest
from django.core.cache import cache

from himaya.kernel import clock
from himaya.kernel.models import AuditEvent
from himaya.ops import worker
from himaya.packets.models import Packet
from tests import cast, factories
from tests.rooms.packets import packed
from tests.security.test_canary_conferences import HUNT, SAID, TITLE, browser, cells, page, posted

pytestmark = [pytest.mark.django_db, pytest.mark.capability("F3", "X1")]


def test_no_word_for_a_partner_stands_outside_a_sealed_column(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    cache.clear()
    with clock.stopped(factories.TUESDAY):
        cast.play()
        case = packed.case()
        inspector, at = browser(cast.INSPECTOR), f"/packets/cases/{case.pk}/"
        wanted = {
            "receiver": packed.PARTNER,
            "key": packed.KEY,
            "parts": ["partner_words", "arrival"],
            "reply_by": packed.day().isoformat(),
            "packet_language": "fr",
            "language": "ary",
            "interpreter": "none",
            "mode": "spoken",
            "words": SAID,
            "arrival_place": SAID,
        }
        posted(inspector, f"{at}new/", wanted, 422)
        posted(inspector, f"{at}new/", {**wanted, "agrees": "yes"})
        row = Packet.objects.defer("typed").get()
        packed.released(row)
        shown = page(inspector, f"{at}{row.pk}/")
        seen = re.search(r'name="seen" value="(\w+)"', shown)
        assert seen is not None
        file = inspector.post(f"{at}{row.pk}/file/", {"seen": seen[1]})
        said = packed.opened(file.content)["packet"]
        posted(inspector, f"{at}{row.pk}/", {"do": "acknowledge", "code": said["code"]})
        posted(inspector, f"{at}{row.pk}/", {"do": "answer", "answer": "cannot", "answer_words": SAID}, 422)
        told = {"do": "answer", "answer": "cannot", "reason": "no_place", "answer_words": SAID}
        posted(inspector, f"{at}{row.pk}/", told)
        worker.drain()
        pages = (at, f"/casework/cases/{case.pk}/", f"/casework/cases/{case.pk}/consents/", f"/tasks/cases/{case.pk}/")
        hidden = [inspector.get(url).content.decode() for url in pages]
    with clock.stopped(factories.TUESDAY + timedelta(days=20)):
        worker.drain()
    assert HUNT.in_bytes(shown.encode()), "the hunt must have something to find"
    assert HUNT.in_bytes(str(said).encode()), "the partner reads it"
    assert not HUNT.in_bytes(file.content)
    assert not any(HUNT.in_bytes(one.encode()) for one in hidden)
    assert TITLE.findall(shown) == ["Work"]
    assert [found for found in cells() if HUNT.in_bytes(found[1])] == []
    assert [found for found in cells() if said["code"].encode() in found[1]] == [], "nor the code"
    assert not HUNT.in_bytes(caplog.text.encode())
    assert AuditEvent.objects.filter(action__startswith="packet").count() >= 6
