"""Every test of this room has the cast on stage, with the people of the round tables, on a Tuesday morning."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.utils import translation

from himaya.institutions.models import Account
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.web.sessions import DESK, FACTORS, FULL_SIGN_IN
from tests import cast, factories
from tests.rooms.coordination import at_the_table

Sit = Callable[..., Client]


@pytest.fixture(name="stage")
def _stage(db: None) -> Iterator[None]:
    """Usage: `pytestmark = pytest.mark.usefixtures("stage")`. Pure rules need no stage. Sentences are in English."""
    with clock.stopped(factories.TUESDAY), translation.override("en"):
        cast.play()
        at_the_table.people()
        yield


@pytest.fixture(name="sit")
def _sit(stage: None) -> Sit:
    """A browser signed in at a desk, both factors proved: `sit(at_the_table.HEALTH, "ar").get("/round-tables/")`."""

    def sit(actor: Actor, language: str = "en") -> Client:
        client = Client(headers={"accept-language": language})
        client.force_login(
            Account.objects.get(pk=actor.account_id), backend="django.contrib.auth.backends.ModelBackend"
        )
        session = client.session
        session[FACTORS], session[DESK] = FULL_SIGN_IN, actor.desk_id
        session.save()
        return client

    return sit
