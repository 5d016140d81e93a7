"""A case conference held with two words of their own: they stand sealed in its tables and in no other place.

Not in an address, a title, a header, a log, the outbox, the audit, a notice, a session, nor in any cell of the store;
and not before the desk that was told nothing.
"""

import logging
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from himaya.conferences.models import Conference, Item
from himaya.institutions.models import Account
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.models import OutboxMessage
from himaya.web.sessions import DESK, FACTORS, FULL_SIGN_IN, PROVEN
from tests import cast
from tests.rooms.conferences import conference_at_hand as at_hand
from tests.rooms.conferences.conference_at_hand import BEGINS
from tests.security.hunt import Hunter

pytestmark = [pytest.mark.django_db, pytest.mark.capability("A10", "X1")]
LATIN, ARABIC = "brastunekvolim", "قزبرستنقشلي"
SAID = f"{LATIN} {ARABIC}"
HUNT = Hunter([LATIN, ARABIC])
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)


def test_no_word_of_a_conference_stands_outside_its_sealed_columns(caplog: pytest.LogCaptureFixture) -> None:
    """Seen red with the words of an action among the ids of `conference.action_given`."""
    caplog.set_level(logging.DEBUG)
    read: dict[str, list[str]] = {}
    with clock.stopped(BEGINS):
        cast.play()
        one = at_hand.called(begins=clock.now())
        at_hand.seat(one, "shelter", comes=cast.SHELTER)
        at_hand.seat(one, "ward", comes=cast.NURSE)
        at_hand.seat(one, "hostel")
        at = f"/conferences/{one.pk}/"
        chair, shelter, ward, hostel = (browser(who) for who in (cast.INSPECTOR, cast.SHELTER, cast.NURSE, cast.HOSTEL))
        item = {"part": "protection", "topic": "housing", "words": SAID, "hearers": ["agreement:shelter"]}
        health = {"part": "protection", "words": SAID, "terms": ["medicine_hours"], "until": "2026-12-24"}
        posted(ward, f"{at}health/", health)
        posted(hostel, f"{at}seat/", {"do": "answer", "part": "protection", "answer": "writes", "line": SAID})
        # Refused, so that what was typed comes back: into the page, and nowhere else.
        posted(chair, f"{at}items/", {**item, "topic": ""}, 422)
        posted(chair, f"{at}items/", {**item, "words": f"PTSD {SAID}"}, 422)
        posted(chair, f"{at}items/", item)
        posted(chair, at, {"do": "say", "word": "told", "on": "2026-11-24"})
        posted(chair, at, {"do": "say", "word": "sends_words", "words": SAID, "on": "2026-11-24"})
        posted(chair, at, {"do": "begin"})
        posted(shelter, f"{at}seat/", {"do": "enter"})
        thing = str(Item.objects.defer("content").get(topic="housing").pk)
        posted(chair, at, {"do": "take_up", "item": thing})
        read["on"] = [page(shelter, f"{at}seat/"), page(chair, at)]
        read["not"] = [page(shelter, f"{at}now/"), page(ward, f"{at}seat/"), page(hostel, f"{at}seat/")]
        posted(chair, at, {"do": "hear", "item": thing, "decided": SAID})
        give = {"do": "give", "item": thing, "to": "shelter", "what": SAID, "due_on": "2026-11-27"}
        posted(chair, at, {**give, "due_on": "2020-01-01"}, 422)
        posted(chair, at, give)
        posted(chair, at, {"do": "end"})
        posted(chair, f"{at}minutes/", {"do": "draft", "remark": SAID})
        posted(chair, f"{at}minutes/", {"do": "agree", "number": "1"})
        read["on"] += [page(chair, f"{at}minutes/"), page(shelter, f"{at}seat/")]
        read["not"] += [page(who, url) for who in (shelter, chair) for url in ("/conferences/", "/casework/")]
        read["not"] += [page(chair, f"/conferences/cases/{one.case}/"), page(ward, f"{at}seat/")]
    with clock.stopped(BEGINS + timedelta(days=3)):
        read["not"] += [page(browser(cast.NURSE), f"{at}seat/"), page(browser(cast.HOSTEL), f"{at}seat/")]
    assert [len(found) for found in read.values()] == [4, 11]
    assert all(HUNT.in_bytes(found.encode()) for found in read["on"]), "the hunt must have something to find"
    assert not any(HUNT.in_bytes(found.encode()) for found in read["not"])
    assert {title for found in read.values() for one in found for title in TITLE.findall(one)} == {"Work"}
    assert [found for found in cells() if HUNT.in_bytes(found[1])] == []
    assert not HUNT.in_bytes(caplog.text.encode())
    assert OutboxMessage.objects.filter(event__startswith="conference.").count() >= 4
    assert Conference.objects.get().state == "agreed"


def browser(actor: Actor) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(Account.objects.get(pk=actor.account_id), backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session.update({DESK: actor.desk_id, FACTORS: FULL_SIGN_IN, PROVEN: clock.now().timestamp()})
    session.save()
    return client


def posted(client: Client, url: str, data: dict[str, Any], status: int = 302) -> None:
    answer = client.post(url, data)
    assert answer.status_code == status, answer.content.decode()[:1500]
    assert not HUNT.in_bytes(repr(sorted(answer.headers.items())).encode())
    if status == 422:
        assert LATIN in answer.content.decode(), "what was typed is never lost"


def page(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, url
    assert not HUNT.in_bytes(repr(sorted(answer.headers.items())).encode())
    return str(answer.content.decode())


def cells() -> Iterator[tuple[str, bytes]]:
    """Every cell of every table, as it is stored: what is sealed is not opened."""
    for model in apps.get_models(include_auto_created=True):
        columns = [column.attname for column in model._meta.concrete_fields]
        for row in model._base_manager.values_list(*columns):
            for column, cell in zip(columns, row, strict=True):
                stored = bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode()
                yield f"{model._meta.db_table}.{column}", stored
