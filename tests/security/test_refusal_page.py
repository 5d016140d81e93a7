"""A refusal is drawn without a look into the store: it also comes when the store is away."""

from uuid import UUID

import pytest
from django.contrib.sessions.backends.base import SessionBase
from django.test import RequestFactory

from himaya.kernel.actor import Actor
from himaya.kernel.errors import StoreAway
from himaya.web.middleware import refusal_page

SOMEBODY = UUID("6f1c2a52-30b4-4c53-a5d6-0d8f3e6f7a11")


# No `django_db`: whoever asks the store here is stopped. Seen red with the bar that every other page has.
@pytest.mark.parametrize("roles", [("case_manager", "desk_lead"), ("secretariat",), ()])
def test_a_refusal_asks_the_store_nothing(roles: tuple[str, ...]) -> None:
    request = RequestFactory().get("/casework/")
    request.session = SessionBase()
    request.actor = Actor(  # type: ignore[attr-defined]
        kind="account",
        account_id=SOMEBODY,
        desk_id="here",
        institution_id="own",
        roles=frozenset(roles),
    )
    answer = refusal_page(request, StoreAway.sentence, status=StoreAway.status)
    assert answer.status_code == StoreAway.status
    assert b'<section class="card do" role="alert">' in answer.content
