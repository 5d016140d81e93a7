"""The cast with two more secretaries and a data officer, on a Tuesday of 2026; and a browser at one of their desks."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.utils import translation

from himaya.institutions.models import Account
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.web.sessions import DESK, FACTORS, FULL_SIGN_IN, PROVEN
from tests import cast, factories
from tests.rooms.yearbook import at_hand

Sit = Callable[..., Client]


@pytest.fixture(name="stage")
def _stage(db: None) -> Iterator[None]:
    with clock.stopped(factories.TUESDAY), translation.override("en"):
        cast.play()
        at_hand.people()
        yield


@pytest.fixture(name="sit")
def _sit(stage: None) -> Sit:
    def sit(actor: Actor, language: str = "en") -> Client:
        client = Client(headers={"accept-language": language})
        client.force_login(
            Account.objects.get(pk=actor.account_id), backend="django.contrib.auth.backends.ModelBackend"
        )
        session = client.session
        session.update({FACTORS: FULL_SIGN_IN, DESK: actor.desk_id, PROVEN: clock.now().timestamp()})
        session.save()
        return client

    return sit
