"""The cast on a Tuesday morning, every first-line form in force, and a walker through the pages."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from himaya.institutions.models import Account
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.web.sessions import DESK, FACTORS, FULL_SIGN_IN
from tests import cast, factories
from tests.rooms.frontline.walking import FORMS, Walk


@pytest.fixture(autouse=True)
def _stage(db: None) -> Iterator[None]:
    with clock.stopped(factories.TUESDAY):
        cast.play()
        for name in FORMS:
            factories.version(name)
        yield


@pytest.fixture(name="walk")
def _walk() -> Callable[..., Walk]:
    def walk(kind: str = "labour", language: str = "en") -> Walk:
        return Walk(Client(headers={"accept-language": language}), kind)

    return walk


@pytest.fixture(name="sit")
def _sit() -> Callable[..., Walk]:
    def sit(actor: Actor, kind: str = "labour", language: str = "en") -> Walk:
        client = Client(headers={"accept-language": language})
        account = Account.objects.get(pk=actor.account_id)
        client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
        session = client.session
        session[FACTORS], session[DESK] = FULL_SIGN_IN, actor.desk_id
        session.save()
        return Walk(client, kind)

    return sit
