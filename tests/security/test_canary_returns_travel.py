"""Who decided of a child, which paper, who goes along, who met the person, how it goes: sealed, and nowhere else."""

import logging
from datetime import datetime, timedelta

import pytest
from django.core.cache import cache

from himaya.kernel import clock
from himaya.kernel.models import AuditEvent
from himaya.ops import worker
from himaya.returns.models import ReturnLine
from tests import cast, factories
from tests.rooms.returns import gone
from tests.rooms.returns import gone_later as later
from tests.security.test_canary_conferences import HUNT, SAID, TITLE, browser, cells, page, posted

pytestmark = [pytest.mark.django_db, pytest.mark.capability("F1", "X1")]
DAY = "2026-11-24"
INTEREST = {
    "do": "interest",
    "outcome": "for_return",
    "who": SAID,
    "on": DAY,
    "heard": ["child"],
    "interest_words": SAID,
}
VIEW = {"do": "view", "stage": "weighing", "view": "wishes", "how": SAID, "view_words": SAID}
FAMILY = {"do": "family", "goes_to": "to_care", "family_who": SAID, "family_words": SAID}
TRACE = {"do": "trace", "trace_words": SAID}
ALONG = {"do": "stand_by", "part": "along", "part_who": SAID, "part_words": SAID}
PAPER = {"do": "paper", "what": "passport", "paper_how": "has", "paper_words": SAID}
CLAIM = {"do": "court_claim", "claim_how": "goes_on", "claim_who": SAID, "claim_on": DAY, "claim_words": SAID}
CONSULATE = {"do": "consulate", "consulate_words": SAID}
FIT = {"do": "fit", "fit": "with_help", "needs": ["walks_little"], "fit_who": SAID, "fit_on": DAY, "fit_words": SAID}
TRANSIT = {"do": "transit", "transit": "promised", "transit_who": SAID, "transit_words": SAID}
READY = {"do": "ready", "travel_on": DAY, "ready_words": SAID}
PLAN = {"do": "plan", "economic": SAID}
MONEY = {"do": "budget", "dimension": "social", "level": "individual", "for_what": SAID, "amount": "5", "payer": SAID}
GATE = {"do": "goes", "gate_words": SAID}
BOARD = {"do": "board", "arrives_on": DAY, "arrives_at": "23:30"}
NO_WORD = {"do": "no_word", "done": ["call_there"], "again": "2", "no_words": SAID}
ADVERSE = {"do": "adverse", "wrong": "held", "wrong_words": SAID}
MET = {"do": "met", "met_by": SAID, "met_words": SAID}
FOLLOW = {"do": "follow", "reached": "reached", "anew": "yes", "follow_words": SAID}


def test_no_word_of_the_way_there_stands_outside_a_sealed_column(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    cache.clear()
    with clock.stopped(factories.TUESDAY):
        cast.play()
        case, child = gone.case(), gone.child()
        inspector, at, of_child = browser(cast.INSPECTOR), f"/returns/cases/{case.pk}/", f"/returns/cases/{child.pk}/"
        gone.to_weighing(child.pk)
        later.carer(child.pk, "no")
        posted(inspector, f"{of_child}child/", {**INTEREST, "outcome": ""}, 422)
        for one in (INTEREST, VIEW, FAMILY, TRACE):
            posted(inspector, f"{of_child}child/", one)
        gone.to_preparing(case.pk)
        consent = later.agreed_to_consulate(case.pk)
        posted(inspector, f"{at}documents/", {**PAPER, "what": ""}, 422)
        for one in (PAPER, CLAIM, {**CONSULATE, "consent": str(consent)}):
            posted(inspector, f"{at}documents/", one)
        posted(inspector, f"{at}travel/", {**FIT, "fit": ""}, 422)
        for one in (FIT, ALONG, TRANSIT, READY):
            posted(inspector, f"{at}travel/", one)
        posted(inspector, f"{at}after/", {**MONEY, "currency": "dirham"}, 422)
        for one in (PLAN, {**MONEY, "currency": "MAD"}):
            posted(inspector, f"{at}after/", one)
        for one in (GATE, BOARD):
            posted(inspector, f"{at}travel/", one)
        posted(inspector, f"{at}after/", {**NO_WORD, "done": []}, 422)
        for one in (NO_WORD, ADVERSE):
            posted(inspector, f"{at}after/", one)
    # Nobody is met before they can have arrived.
    with clock.stopped(datetime.fromisoformat(f"{DAY}T23:45+01:00")):
        inspector = browser(cast.INSPECTOR)
        for one in (MET, FOLLOW):
            posted(inspector, f"{at}after/", one)
        worker.drain()
        shown = [page(inspector, f"{at}{name}/") for name in ("documents", "travel", "after")]
        shown.append(page(inspector, f"{of_child}child/"))
        pages = (f"/casework/cases/{case.pk}/", "/tasks/", f"/tasks/cases/{case.pk}/", f"/plans/{case.pk}/first-days/")
        hidden = [inspector.get(url).content.decode() for url in pages]
    with clock.stopped(factories.TUESDAY + timedelta(days=40)):
        worker.drain()
    assert all(HUNT.in_bytes(one.encode()) for one in shown), "the hunt must have something to find"
    assert not any(HUNT.in_bytes(one.encode()) for one in hidden)
    assert {title for one in shown for title in TITLE.findall(one)} == {"Work"}
    assert [found for found in cells() if HUNT.in_bytes(found[1])] == []
    assert not HUNT.in_bytes(caplog.text.encode())
    assert ReturnLine.objects.filter(case__in=(case, child)).count() >= 30
    assert AuditEvent.objects.filter(action__startswith="return.").count() >= 20
