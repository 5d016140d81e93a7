"""A reasoning written with two words of its own: they stand sealed in its table and in no other place.

Not in an address, a title, a header, a log, the outbox, the audit, a session, nor in any cell of the store; and not
before a desk that has nothing to do with the case, police least of all.
"""

import logging

import pytest
from django.test import Client

from himaya.kernel import clock
from himaya.kernel.actor import Actor
from tests import cast, factories
from tests.security.hunt import Hunter
from tests.security.test_canary_conferences import TITLE, browser, cells

pytestmark = [pytest.mark.django_db, pytest.mark.capability("B2", "X1")]
LATIN, ARABIC = "vrastumekdolin", "قزمرستنفشلج"
SAID = f"{LATIN} {ARABIC}"
HUNT = Hunter([LATIN, ARABIC])


def posted(client: Client, url: str, data: dict[str, str], status: int = 302) -> None:
    answer = client.post(url, data)
    assert answer.status_code == status, answer.content.decode()[:1500]
    assert not HUNT.in_bytes(repr(sorted(answer.headers.items())).encode())
    if status == 422:
        assert LATIN in answer.content.decode(), "what was typed is never lost"


def page(actor: Actor, url: str) -> tuple[int, str]:
    answer = browser(actor).get(url)
    return answer.status_code, answer.content.decode()


def test_no_word_of_a_reasoning_stands_outside_its_sealed_columns(caplog: pytest.LogCaptureFixture) -> None:
    """Seen red with the words of a fact among the codes that the audit keeps of `reasoning.added`."""
    caplog.set_level(logging.DEBUG)
    with clock.stopped(factories.TUESDAY):
        cast.play()
        case = factories.hand_over().case_id
        at, client = f"/reasonings/cases/{case}/", browser(cast.INSPECTOR)
        posted(client, at, {"verb": "add", "words": SAID}, 422)
        posted(client, at, {"verb": "add", "words": SAID, "source": "said"})
        for verb, code, value in (
            ("qualify", "dignity_injured", "yes"),
            ("argue", "LAB_DOM", "for"),
            ("consider", "smuggling", "explains"),
        ):
            posted(client, at, {"verb": verb, "code": code, "words": SAID}, 422)
            posted(client, at, {"verb": verb, "code": code, "value": value, "words": SAID})
        posted(client, at, {"verb": "take_back", "line": "1", "words": SAID})
        paper = client.post(f"{at}paper/", {"purpose": "give_service", "language": "ar"})
        assert paper.content.startswith(b"%PDF")
        assert not HUNT.in_bytes(repr(sorted(paper.headers.items())).encode())
        status, shown = page(cast.INSPECTOR, at)
        assert status == 200
        assert HUNT.in_bytes(shown.encode()), "the hunt must have something to find"
        assert TITLE.findall(shown) == ["Work"]
        for url in ("/casework/", f"/casework/cases/{case}/", f"{at}signs/", "/"):
            status, elsewhere = page(cast.INSPECTOR, url)
            assert status == 200
            assert not HUNT.in_bytes(elsewhere.encode()), url
        for actor in (cast.OFFICER, cast.SHELTER, cast.LAWYER, cast.INSPECTOR_SOUTH, cast.OPERATOR, cast.AUDITOR):
            for url in (at, f"{at}signs/", "/"):
                assert not HUNT.in_bytes(page(actor, url)[1].encode())
    assert [found for found in cells() if HUNT.in_bytes(found[1])] == []
    assert not HUNT.in_bytes(caplog.text.encode())
