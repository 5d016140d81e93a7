"""A decision asked, recorded, told and looked at again with two words of its own: sealed, and in no other place.

Not in an address, a title, a header, a log, the outbox, the audit, a notice, a session, nor in any cell of the store;
and what the body does not get is not before it.
"""

import logging
import re
from typing import Any

import pytest
from django.test import Client

from himaya.determinations.models import Decision, Request
from himaya.kernel import clock
from himaya.kernel.models import OutboxMessage
from tests import cast, factories
from tests.rooms.determinations import determination_at_hand as at_hand
from tests.security.hunt import Hunter
from tests.security.test_canary_conferences import browser, cells

pytestmark = [pytest.mark.django_db, pytest.mark.capability("C4", "X1")]
LATIN, ARABIC = "drostavelquimb", "غنبدرستفلقظ"
SAID = f"{LATIN} {ARABIC}"
HUNT = Hunter([LATIN, ARABIC])
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
NAME = "Zahra Canary"


def posted(client: Client, url: str, data: dict[str, Any], status: int = 302) -> str:
    answer = client.post(url, data)
    assert answer.status_code == status, answer.content.decode()[:1500]
    assert not HUNT.in_bytes(repr(sorted(answer.headers.items())).encode())
    return str(answer.content.decode())


def page(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, url
    assert not HUNT.in_bytes(repr(sorted(answer.headers.items())).encode())
    return str(answer.content.decode())


def test_no_word_of_a_decision_stands_outside_its_sealed_columns(caplog: pytest.LogCaptureFixture) -> None:
    """Seen red with the reasons among the ids of `determination.recorded`."""
    caplog.set_level(logging.DEBUG)
    with clock.stopped(factories.TUESDAY):
        cast.play()
        at_hand.seat_everybody()
        at_hand.period()
        case_id = at_hand.ready(panel=1)
        desk, body = browser(cast.INSPECTOR), browser(at_hand.RECORDER)
        of_case = f"/determinations/cases/{case_id}/"
        sheet = {"asked_by": "person", "found": SAID, "alternatives": SAID, "missing": SAID, "wishes": SAID}
        assert LATIN in posted(desk, f"{of_case}ask/presumed/", {**sheet, "do": "read", "found": ""}, 422)
        posted(desk, f"{of_case}ask/presumed/", {**sheet, "do": "read"}, 200)
        posted(desk, f"{of_case}ask/presumed/", {**sheet, "do": "send"})
        request = Request.objects.defer("sheet").get()
        at = f"/determinations/requests/{request.pk}/"
        read = [page(body, at)]
        form = {"status": "presumed", "reasons": SAID, "decided_on": "2026-11-24", "name_1": SAID}
        posted(body, at, {**form, "vote_1": ""}, 422)
        posted(body, at, {**form, "vote_1": "for"})
        decision = Decision.objects.defer("reasons").get()
        told = {"on": "2026-11-24", "language": "ar", "interpreter": "none", "how": "spoken", "words": SAID}
        posted(desk, f"/determinations/decisions/{decision.pk}/told/", {**told, "how": ""}, 422)
        posted(desk, f"/determinations/decisions/{decision.pk}/told/", told)
        posted(desk, of_case, {"do": "start"})
        posted(desk, of_case, {"do": "extend", "last_on": "2027-03-01", "reason": SAID})
        read += [page(desk, of_case), page(body, at)]
        quiet = [page(body, "/determinations/"), page(desk, "/tasks/"), page(desk, "/casework/")]
        quiet += [page(browser(cast.SECRETARY), "/determinations/bodies/")]
    assert all(HUNT.in_bytes(found.encode()) for found in read), "the hunt must have something to find"
    assert not any(HUNT.in_bytes(found.encode()) for found in quiet)
    assert {title for found in (*read, *quiet) for title in TITLE.findall(found)} == {"Work"}
    assert not any(NAME in found for found in (read[0], read[2])), "the body learns no name"
    assert [found for found in cells() if HUNT.in_bytes(found[1])] == []
    assert not HUNT.in_bytes(caplog.text.encode())
    assert OutboxMessage.objects.filter(event__startswith="determination.").count() == 2
