"""A browser already signed in at a desk of the cast, both factors proved, in English."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from himaya.institutions.models import Account
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.web.sessions import DESK, FACTORS, FULL_SIGN_IN, PROVEN
from tests import cast, factories

Sit = Callable[..., Client]


@pytest.fixture(autouse=True)
def _the_cast(db: None) -> Iterator[None]:
    with clock.stopped(factories.TUESDAY):
        cast.play()
        yield


@pytest.fixture(name="sit")
def _sit() -> Sit:
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
