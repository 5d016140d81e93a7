"""A browser already signed in at a desk of the cast, both factors proved, in a language."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from himaya.institutions.models import Account
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.web.sessions import DESK, FACTORS, FULL_SIGN_IN
from tests import cast, factories

Sit = Callable[..., Client]


@pytest.fixture(name="sit")
def _sit(db: None) -> Iterator[Sit]:
    def sit(actor: Actor, language: str = "en") -> Client:
        client = Client(headers={"accept-language": language})
        client.force_login(
            Account.objects.get(pk=actor.account_id), backend="django.contrib.auth.backends.ModelBackend"
        )
        session = client.session
        session[FACTORS], session[DESK] = FULL_SIGN_IN, actor.desk_id
        session.save()
        return client

    with clock.stopped(factories.TUESDAY):
        cast.play()
        yield sit
