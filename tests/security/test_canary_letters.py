"""A letter, a carer and a suspect with two words of their own: they stand sealed in their tables and nowhere else.

A phrase and a name on a letter stand nowhere at all: not in a sealed column either.
"""

import logging
from typing import Any

import pytest
from django.core.cache import cache

from himaya.attestations import rules
from himaya.kernel import clock
from himaya.kernel.access import Access
from himaya.kernel.models import AuditEvent, OutboxMessage
from himaya.kernel.sealed import SealedModel, sealed_fields
from himaya.relations.models import Suspect
from tests import cast, factories
from tests.rooms.relations import related
from tests.rooms.relations.related import DETECTIVE
from tests.security.test_canary_conferences import HUNT, LATIN, SAID, TITLE, browser, cells, page, posted

pytestmark = [pytest.mark.django_db, pytest.mark.capability("C5", "C6", "X1")]
WISH: dict[str, Any] = {
    **dict.fromkeys(rules.QUESTIONS, "no"), "do": "make", "kept": "carried", "text": "care", "languages": "ar",
    "days": "7", "bearer": LATIN, "phrase": SAID,
}  # fmt: skip


def test_no_phrase_name_or_word_stands_outside_a_sealed_column(caplog: pytest.LogCaptureFixture) -> None:
    """Seen red with the phrase in the code of `attestation.issued`."""
    caplog.set_level(logging.DEBUG)
    cache.clear()
    with clock.stopped(factories.TUESDAY):
        cast.play()
        child = related.child()
        inspector, police = browser(cast.INSPECTOR), browser(cast.OFFICER)
        letters, relations = f"/attestations/cases/{child.pk}/", f"/relations/cases/{child.pk}/"
        posted(inspector, f"{letters}offer/", {**WISH, "kept": ""}, 422)
        posted(inspector, f"{letters}offer/", WISH)
        posted(police, "/attestations/check/", {"shown": "K7MR-2QXD-9FGH", "phrase": SAID}, 422)
        posted(inspector, relations, {"do": "note_carer", "kind": "parent", "implicated": "", "words": SAID}, 422)
        posted(inspector, relations, {"do": "note_carer", "kind": "parent", "implicated": "yes", "words": SAID})
        _suspect()
        shown = [page(inspector, relations), page(browser(DETECTIVE), "/relations/suspects/")]
        hidden = [page(inspector, letters), page(police, "/relations/suspects/"), page(police, "/attestations/check/")]
    assert all(HUNT.in_bytes(one.encode()) for one in shown), "the hunt must have something to find"
    assert not any(HUNT.in_bytes(one.encode()) for one in hidden)
    assert {title for one in (*shown, *hidden) for title in TITLE.findall(one)} == {"Work"}
    assert [found for found in cells() if HUNT.in_bytes(found[1])] == []
    assert not HUNT.in_bytes(caplog.text.encode())
    assert OutboxMessage.objects.filter(event="attestation.issued").exists()
    assert AuditEvent.objects.filter(action="attestation.issued").exists()
    assert not _opened("attestation"), "a phrase and a name are not even sealed: they are not here"


def _suspect() -> None:
    related.seat_police()
    related.switched_on()
    related.opened_to(DETECTIVE)
    line = {"do": "write", "who": LATIN, "role": "other", "event": "", "words": SAID}
    posted(browser(DETECTIVE), "/relations/suspects/", {**line, "role": ""}, 422)
    posted(browser(DETECTIVE), "/relations/suspects/", line)
    assert Suspect.objects.defer("content").count() == 1


def _opened(table: str) -> bool:
    """True when a sealed column of a table holds one of the words."""
    model = next(one for one in SealedModel.__subclasses__() if one._meta.db_table == table)
    with Access(cast.INSPECTOR, "give_service") as reader:
        rows = reader.open(*model._base_manager.all())
        return any(HUNT.in_bytes(str(getattr(row, one.name)).encode()) for row in rows for one in sealed_fields(model))
