"""An interview walked with two words of their own: they stand sealed in its tables and in no other place.

Not in an address, a title, a header, a log, the outbox, the audit, a session, nor in any cell of the store; what was
typed and refused comes back into its page, and nowhere else.
"""

import logging

import pytest
from django.test import Client

from himaya.interviews import policy
from himaya.interviews.models import Interpreter
from himaya.kernel import clock
from himaya.kernel.models import OutboxMessage
from tests import cast, factories
from tests.rooms.interviews import interview_at_hand as at_hand
from tests.security.test_canary_conferences import ARABIC, HUNT, LATIN, TITLE, browser, cells, page, posted

pytestmark = [pytest.mark.django_db, pytest.mark.capability("C3", "X1")]
SAID = f"{LATIN} {ARABIC}"


def test_no_word_of_an_interview_stands_outside_its_sealed_columns(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen red with the words of a fact among the code of `interview.fact_added`."""
    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr(policy, "qualified", lambda account, kind, on: True)
    with clock.stopped(factories.TUESDAY):
        cast.play()
        at_hand.form()
        one = at_hand.opened()
        leader, colleague = browser(cast.SHELTER), browser(cast.SHELTER_LEAD)
        at = f"/interviews/{one.pk}/"
        of_case = f"/interviews/cases/{one.case_id}/"
        posted(leader, f"{of_case}told/", {"body": "x", "words": SAID}, 422)
        posted(leader, f"{of_case}told/", {"body": "ngo", "by_whom": SAID, "words": SAID})
        ticks = ["no_tie_to_community", "no_tie_to_suspect", "accepted"]
        offered = {
            "name": SAID,
            "dialect": SAID,
            "language": "wo",
            "sex": "woman",
            "mode": "on_site",
            "vetted_by": SAID,
        }
        offered |= {"vetted_by": SAID, "vetted_on": "2026-11-01", "signed_on": "2026-11-01"}
        posted(leader, f"{at}interpreter/", {**offered, "ticks": ticks[:1]}, 422)
        posted(leader, f"{at}interpreter/", {**offered, "ticks": ticks})
        gates = {**at_hand.READY, "who": str(Interpreter.objects.defer("details").get().pk), "alone_what": SAID}
        posted(leader, f"{at}prepare/", gates)
        items = {f"item_{item}": "yes" for item in at_hand.ITEMS}
        posted(leader, f"{at}items/", {**items, "language": "wo", "mode": "spoken", "witness": "nobody"})
        posted(leader, f"{at}begin/", {"limits_read": "limits_read", "conditions": SAID})
        kept(leader, f"{at}draft/", at_hand.filled(SAID), 0)
        posted(leader, f"{at}distress/", {"steps": ["nonsense"], "words": SAID}, 422)
        posted(leader, f"{at}distress/", {"steps": ["stop"], "words": SAID, "topic": "E"})
        posted(leader, f"{at}timeline/", {"do": "add", "event_kind": "transit", "event_words": SAID, "anchor": SAID})
        fact = {"do": "add", "topic": "C", "kind": "said", "text": SAID, "interpretation": SAID}
        posted(leader, f"{at}facts/", {**fact, "topic": "Z"}, 422)
        posted(leader, f"{at}facts/", fact)
        posted(leader, f"{at}facts/", {"do": "amend", "number": "1", "change": "supplement", "amended": SAID})
        posted(leader, f"{at}facts/", {"do": "own", "rating": "much", "own_words": SAID})
        posted(leader, f"{at}facts/", {"do": "odd", "odd_words": SAID, "explanations": ["trauma"]})
        wrong = leader.post(f"{at}finish/", {"xml": at_hand.filled(SAID, papers=""), "revision": "1"})
        assert wrong.status_code == 422
        posted(leader, f"{at}now/", {"ending": "done"})
        closing = {"outcome": "heard", "read_back": "yes", "summary": SAID, "next_steps": SAID, "told": SAID}
        posted(leader, f"{at}close/", {**closing, "outcome": "x"}, 422)
        posted(leader, f"{at}close/", closing)
        posted(leader, f"{at}close/", {"do": "after", "steps": SAID})
        read = [page(who, f"{at}{part}") for who in (leader, colleague) for part in ("facts/", "timeline/", "close/")]
        bare = [
            page(leader, url) for url in ("/casework/", "/interviews/sheet/adult/", f"/casework/cases/{one.case_id}/")
        ]
    assert all(HUNT.in_bytes(found.encode()) for found in read), "the hunt must have something to find"
    assert not any(HUNT.in_bytes(found.encode()) for found in bare)
    assert {title for found in (*read, *bare) for title in TITLE.findall(found)} == {"Work"}
    assert [place for place, cell in cells() if HUNT.in_bytes(cell)] == []
    assert not HUNT.in_bytes(caplog.text.encode())
    assert not OutboxMessage.objects.filter(event__startswith="interview.").exists()


def kept(client: Client, url: str, xml: str, revision: int) -> None:
    answer = client.post(url, {"xml": xml, "revision": str(revision)})
    assert answer.status_code == 200
    assert not HUNT.in_bytes(answer.content)
