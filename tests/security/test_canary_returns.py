"""Where somebody would go, why, and what a partner says, with two words of their own: sealed, and nowhere else."""

import logging
from datetime import timedelta

import pytest
from django.core.cache import cache

from himaya.kernel import clock
from himaya.kernel.models import AuditEvent
from himaya.ops import worker
from tests import cast, factories
from tests.rooms.returns import gone
from tests.security.test_canary_conferences import HUNT, SAID, TITLE, browser, cells, page, posted

pytestmark = [pytest.mark.django_db, pytest.mark.capability("F1", "X1")]
TALK = {"do": "talk", "points": ["yours"], "language": "fr", "interpreter": "none", "talk_words": SAID}
FEAR = {"do": "fear", "back": "yes", "state": "no", "asylum": "no", "onward": "no", "fear_words": SAID}
CHOICE = {"do": "choose", "way": "origin", "country": SAID, "choice_words": SAID}
SHEET = {"stay-family": "safe", "origin-family": "grave", "words": SAID}
PARTNER = {"who": SAID, "on": "2026-11-24", "partner-family": "grave", "words": SAID}
SERVICE = {"do": "confirm", "service": "met", "who_confirms": SAID, "service_words": SAID}
NOT_NOW = {"do": "not_now", "reasons": ["danger"], "alternatives": ["stay_with_plan"], "review_on": "2026-12-08"}


def test_no_word_of_going_or_staying_stands_outside_a_sealed_column(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    cache.clear()
    with clock.stopped(factories.TUESDAY):
        cast.play()
        case = gone.case()
        inspector, at = browser(cast.INSPECTOR), f"/returns/cases/{case.pk}/"
        posted(inspector, at, {"do": "open"})
        posted(inspector, at, {**TALK, "points": []}, 422)
        for one in (TALK, FEAR, CHOICE, SERVICE):
            posted(inspector, at, one)
        posted(inspector, f"{at}weigh/", {"words": SAID}, 422)
        posted(inspector, f"{at}weigh/", SHEET)
        posted(inspector, f"{at}partner/", PARTNER)
        posted(inspector, at, {**NOT_NOW, "not_now_words": SAID})
        posted(inspector, at, {"do": "alone", "plan": "wants_one", "alone_words": SAID})
        worker.drain()
        shown = page(inspector, at)
        pages = (f"/casework/cases/{case.pk}/", "/tasks/", f"/tasks/cases/{case.pk}/", f"/plans/{case.pk}/first-days/")
        hidden = [inspector.get(url).content.decode() for url in pages]
        posted(inspector, at, {"do": "end", "reason": "stays", "end_words": SAID})
    with clock.stopped(factories.TUESDAY + timedelta(days=20)):
        worker.drain()
    assert HUNT.in_bytes(shown.encode()), "the hunt must have something to find"
    assert not any(HUNT.in_bytes(one.encode()) for one in hidden)
    assert TITLE.findall(shown) == ["Work"]
    assert [found for found in cells() if HUNT.in_bytes(found[1])] == []
    assert not HUNT.in_bytes(caplog.text.encode())
    assert AuditEvent.objects.filter(action__startswith="return.").count() >= 8
