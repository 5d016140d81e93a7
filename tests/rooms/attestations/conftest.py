"""A browser already signed in at a desk of the cast, both factors proved, in English."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from himaya.attestations import phrases
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


@pytest.fixture(autouse=True)
def _quickly_derived(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A derivation costs half a second and 128 MiB by design; only what is about that, or is deep, pays for it."""
    if "full_cost" not in request.fixturenames and request.node.get_closest_marker("deep") is None:
        monkeypatch.setattr(phrases, "COST", 4)


@pytest.fixture(name="full_cost")
def _full_cost() -> None:
    """For a test that derives as the installation does."""


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
